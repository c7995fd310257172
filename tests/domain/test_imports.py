"""Reading tables: named columns in any order, bad rows named with a reason, nothing raised but a refusal."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import import_tables
from bot.domain.cells import Reason
from bot.domain.errors import Refused
from bot.domain.import_tables import read_table
from bot.domain.imports import ImportedRow, ImportedTable, rows_of
from bot.domain.posts import COUNTS, IMPOSSIBLE_FROM
from bot.domain.rejects import BadRow

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
META = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
ONE = (
    '17,9,gol,Gol,"Hello\nمانتو",0,11/05/2026 12:30,https://i/1,IG carousel,,Lifetime,'
    '"12,400",9000,320,5,1,45,80'
)


def table(*lines: str) -> bytes:
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def read(content: bytes, taught: dict[str, str] | None = None) -> ImportedTable:
    return read_table(content, "Asia/Tehran", NOW, taught or {})


def rows(found: ImportedTable) -> list[ImportedRow]:
    return [row for batch in found.batches for row in rows_of(batch)]


def reordered(header: str, row: str, order: list[int]) -> bytes:
    names = next(csv.reader([header]))
    cells = next(csv.reader(io.StringIO(row, newline="")))
    out = io.StringIO()
    csv.writer(out).writerows([[line[i] for i in order] for line in (names, cells)])
    return out.getvalue().encode()


def test_cells_are_read_by_their_columns_and_empty_ones_are_unknown():
    found = read(
        table(
            "Kind, LIKES ,published_at,saves,what",
            'Reel,"1,200",2026-11-21T12:00,,x',
            ",٬5,2026-11-21T12:00Z,0,",
            ",۵,2026-11-21T12:00Z,0,",
        )
    )
    first, second = rows(found)
    assert first.counts == {"likes": 1200}
    assert first.post["kind"] == "reel"
    assert first.post["published_at"] == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert second.counts == {"likes": 5, "saves": 0}
    assert found.bad == (BadRow(3, "LIKES", Reason.NUMBER, "٬5"),)
    assert [found.columns[number].name for number in found.unknown] == ["what"]


@given(st.permutations(range(18)))
def test_the_business_suites_export_is_read_in_any_order(order: list[int]):
    (row,) = rows(read(reordered(META, ONE, order)))
    assert row.post["external_id"] == "17"
    assert row.post["caption"] == "Hello\nمانتو"
    assert row.post["kind"] == "carousel"
    assert row.post["published_at"] == datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
    assert row.counts == {
        "likes": 320, "comments": 45, "saves": 80, "shares": 5, "reach": 9000, "views": 12400, "follows": 1,
    }  # fmt: skip
    assert row.taken_at is None


@pytest.mark.parametrize(
    "header",
    [
        "Beitrags-ID,Veröffentlichungszeitpunkt,Beitragstyp,Aufrufe,Reichweite,Gespeichert,Kommentare",
        "Inläggs-ID,Publiceringstid,Inläggstyp,Visningar,Räckvidd,Sparade inlägg,Kommentarer",
        "شناسه پست,زمان انتشار,نوع پست,بازدیدها,دسترسی,ذخیره‌ها,نظرات",
        "معرّف المنشور,وقت النشر,نوع المنشور,المشاهدات,مدى الوصول,عمليات الحفظ,التعليقات",
    ],
)
def test_headers_are_known_in_five_languages(header: str):
    for kind in ("IG carousel", "IG Karussell", "کاروسل", "ألبوم"):
        (row,) = rows(read(table(header, f"7,03/04/2026 12:30,{kind},1,2,3,4")))
        assert row.post["published_at"] == datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
        assert row.post["kind"] == "carousel"
        assert row.counts == {"views": 1, "reach": 2, "saves": 3, "comments": 4}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_each_encoding_with_each_delimiter(encoding: str, delimiter: str):
    lines = (["نوع", "تاريخ", "لايك", "كامنت", "عنوان"], ["عكس", "2026-11-20", "1200", "45", "مانتو زمستانه"])
    text = "".join(delimiter.join(line) + "\r\n" for line in lines)
    (row,) = rows(read(text.encode(encoding)))
    assert row.counts == {"likes": 1200, "comments": 45}
    assert row.post["kind"] == "photo"
    assert row.post["topic"] == "مانتو زمستانه"


def test_western_letters_are_not_taken_for_arabic_ones():
    content = "Beschreibung;Gefällt mir\nSchöne Mäntel für München, äußerst günstig;5\n".encode("cp1252")
    (row,) = rows(read(content))
    assert row.post["caption"] == "Schöne Mäntel für München, äußerst günstig"


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12,400", 12400), ("12.400", 12400), ("12 400", 12400), ("12٬400", 12400), ("۱۲٬۴۰۰", 12400),
        ("١٢٤٠٠", 12400), ("12400.0", 12400), ("1,234,567", 1234567), ("0", 0), ("'12400", None),
        ("1.5", None), ("=1+1", None), ("-1", None), ("1,2", None), ("12k", 12000), ("12.4K", 12400),
        ("3 هزار", 3000), (str(IMPOSSIBLE_FROM), None), ("9" * 5000, None), ("1e3", None), ("½", None),
    ],
)  # fmt: skip
def test_a_count_is_read_in_any_digits_and_grouping_or_named(cell: str, count: int | None):
    found = read(table("comments\tlikes", f"1\t{cell}"))
    if count is None:
        assert [bad.reason for bad in found.bad] == [Reason.NUMBER]
    else:
        (row,) = rows(found)
        assert row.counts["likes"] == count
        assert ("likes" in row.rounded) == (not cell.translate(str.maketrans("", "", ".,٬ ")).isdigit())


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-11-21T12:00", "2026-11-21T08:30"), ("2026-11-21 12:00:30", "2026-11-21T08:30:30"),
        ("2026-11-21T12:00+00:00", "2026-11-21T12:00"), ("2026-11-20", "2026-11-20T08:30"),
        ("۱۴۰۵/۰۹/۰۱ ۱۰:۰۰", "2026-11-22T06:30"), ("1405-08-15", "2026-11-06T08:30"),
        ("20.11.2026 12:30", "2026-11-20T09:00"), ("21/11/2026 12:00", "2026-11-21T08:30"),
        ("11/21/2026 9:00 PM", "2026-11-21T17:30"), ("5/5/2026", "2026-05-05T08:30"),
    ],
)  # fmt: skip
def test_a_moment_is_read_in_the_pages_zone(cell: str, moment: str):
    (row,) = rows(read(table("published_at,likes", f"{cell},1")))
    assert row.post["published_at"] == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert row.post["day_only"] == (":" not in cell and ":" not in cell)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("likes", "-1", Reason.NUMBER), ("slides", "1", Reason.SLIDES), ("slides", "21", Reason.SLIDES),
        ("kind", "gif", Reason.KIND), ("published_at", "0001-01-01T00:00", Reason.DATE),
        ("published_at", "2026-13-01", Reason.DATE), ("taken_at", "gestern", Reason.DATE),
        ("published_at", "03/04/2026", Reason.TWO_WAYS), ("published_at", "2027-01-01", Reason.FUTURE),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_names_its_line_its_column_and_why(column: str, cell: str, reason: Reason):
    found = read(table(f"comments,{column}", "5,", f"6,{cell}", "7,"))
    assert found.bad == (BadRow(3, column, reason, cell),)
    assert [row.counts["comments"] for row in rows(found)] == [5, 7]


def test_one_date_of_a_column_settles_how_the_others_are_written():
    found = read(table("published_at,likes", "03/04/2026,1", "25/04/2026,1"))
    assert [row.post["published_at"].month for row in rows(found)] == [4, 4]


def test_a_row_over_two_lines_is_one_row():
    found = read(table("likes,caption", '5,"a', 'b"', "6,c"))
    assert [row.post["caption"] for row in rows(found)] == ["a\r\nb", "c"]


def test_a_header_may_stand_under_a_title_and_say_its_separator():
    found = read(table("My page in autumn", "", "likes;comments", "5;1"))
    assert [row.counts for row in rows(found)] == [{"likes": 5, "comments": 1}]


def test_a_row_with_a_comma_too_many_or_cut_off_is_not_guessed_at():
    found = read(b"likes,caption,reach\n5,a,b,7\n6,c,8\n7,d")
    assert [(bad.line, bad.reason) for bad in found.bad] == [(2, Reason.LONG), (4, Reason.SHORT)]
    assert [row.counts for row in rows(found)] == [{"likes": 6, "reach": 8}]


def test_rows_that_cannot_be_read_come_back_harmless_and_can_be_mended():
    found = read(table("likes,caption", "viele,=HYPERLINK(1)", "-5,x"))
    rejects = list(csv.reader(io.StringIO(found.rejects)))
    assert rejects[0] == ["line", "reason", "likes", "caption"]
    assert rejects[1] == ["2", "number: likes", "viele", "'=HYPERLINK(1)"]
    assert rejects[2][2] == "-5"
    (row,) = rows(read(found.rejects.replace("viele", "7").replace("-5", "").encode()))[:1]
    assert row.post["caption"] == "=HYPERLINK(1)"


def test_ids_that_a_spreadsheet_spoilt_are_no_ids():
    found = read(table("post_id,likes", "1.79E+16,5", "1.79E+16,6"))
    assert [row.post.get("external_id") for row in rows(found)] == [None, None]
    assert found.repeated == 0


def test_what_she_taught_goes_before_what_we_know():
    found = read(table("likes,Herzen", "5,6"), {"likes": "ignored", "herzen": "likes"})
    assert rows(found)[0].counts == {"likes": 6}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import-empty"),
        (b"a,b\n1,2", "import-no-columns"),
        (b"likes\n", "import-empty"),
        (b"likes\n\n,\n", "import-empty"),
        (b"\xff\xfe", "import-empty"),
        (bytes(range(256)) * 10, "import-not-text"),
        (b'likes\n"5', "import-broken-row"),
        (b"likes\n" + b"x" * 200_000, "import-broken-row"),
        (b"likes\n" + b"x" * 400_000, "import-too-wide"),
        (b"likes," * 1_000, "import-too-wide"),
        (b"PK\x03\x04 no", "import-broken"),
        (b"\xd0\xcf\x11\xe0", "import-old-excel"),
    ],
)
def test_a_file_without_posts_says_why(content: bytes, key: str):
    with pytest.raises(Refused, match=f"^{key}$"):
        read(content)


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(import_tables, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="import-too-long"):
        read(table("likes", *"1234"))
    assert len(rows(read(table("likes", *"123")))) == 3


_LINES = st.text(max_size=300).map(
    lambda text: ("likes,kind,published_at\n" + text).encode("utf-8", "replace")
)


@given(st.binary(max_size=300) | _LINES | st.binary(max_size=200).map(lambda end: b"PK\x03\x04" + end))
def test_no_file_raises_anything_but_a_refusal(content: bytes):
    with suppress(Refused):
        read(content)


_COUNT = st.integers(0, IMPOSSIBLE_FROM - 1)


@given(st.lists(st.dictionaries(st.sampled_from(COUNTS), _COUNT, min_size=1), min_size=1, max_size=20))
def test_counts_that_are_written_are_read_again(counts: list[dict[str, Any]]):
    out = io.StringIO()
    writer = csv.DictWriter(out, COUNTS)
    writer.writeheader()
    writer.writerows(counts)
    assert [row.counts for row in rows(read(out.getvalue().encode()))] == counts
