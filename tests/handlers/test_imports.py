"""Files of posts: what is read, asked, shown, refused, taken back; and nothing doubled."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter

from bot.domain.imports import BATCH, MOST_BYTES
from tests.handlers.talking import SUNDAY, Heard, Talk, tehran

COLUMNS = "post_id,published_at,kind,slides,topic,followers_at_publishing,likes,comments,saves,reach,source"


def table(rows: int, columns: str = COLUMNS, *, more: int = 0) -> bytes:
    """So many posts, a day apart, whose likes are their number and `more`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(","), extrasaction="ignore")
    writer.writeheader()
    for number in range(rows):
        moment = SUNDAY - timedelta(days=number + 1)
        writer.writerow(
            {
                "post_id": f"p{number}",
                "published_at": moment.isoformat(),
                "kind": ("photo", "reel")[number % 2],
                "followers_at_publishing": 4800,
                "likes": number + more,
                "comments": 1,
                "topic": f"<b>{number}</b>, «مانتو»",
                "source": "file",
            }
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


async def shows(talk: Talk, content: bytes, name: str = "posts.csv") -> Heard:
    """Sends a file and hears what is in it."""
    heard = await talk.sends(content, name)
    assert name in heard.text
    return await talk.hears_later()


async def goes(talk: Talk, preview: Heard, count: int = 1) -> Heard:
    """Has a file that was shown imported, and hears what came of it."""
    await talk.presses(data=preview.button("اضافه کن"))
    return await talk.hears_later(count)


async def brings(talk: Talk, content: bytes, name: str = "posts.csv", count: int = 1) -> Heard:
    """Sends a file, has it imported, and hears what came of it."""
    return await goes(talk, await shows(talk, content, name), count)


def visible(talk: Talk) -> list[dict[str, Any]]:
    """Her page's posts that count, each with its latest reading that does."""
    return talk.town.rows(
        """
        SELECT p.*, r.likes, r.comments, r.source FROM posts p LEFT JOIN readings r ON r.id =
          (SELECT x.id FROM readings x LEFT JOIN imports j ON j.id = x.import_id
           WHERE x.post_id = p.id AND x.withdrawn_at IS NULL
           AND (j.id IS NULL OR (j.finished_at IS NOT NULL AND j.undone_at IS NULL))
           ORDER BY x.taken_at DESC, x.id DESC LIMIT 1)
        LEFT JOIN imports i ON i.id = p.import_id
        WHERE p.page_id = ? AND p.deleted_at IS NULL
          AND (i.id IS NULL OR (i.finished_at IS NOT NULL AND i.undone_at IS NULL)) ORDER BY p.id
        """,
        talk.page_id,
    )


async def test_a_file_is_shown_before_anything_is_added(sara: Talk):
    heard = await shows(sara, table(5))
    assert "هنوز چیزی اضافه نشده" in heard.text
    assert "۵ ردیف خوانده می‌شود" in heard.text
    assert "از ۲۶ آبان ۱۴۰۵ تا ۳۰ آبان ۱۴۰۵" in heard.text
    assert "زمان انتشار" in heard.text
    assert heard.labels == ["✅ اضافه کن (\u2068۵\u2069 ردیف)", "🔧 انتخاب ستون‌ها", "لغو"]
    assert visible(sara) == []


async def test_a_file_brings_its_posts_and_says_from_when_to_when(sara: Talk):
    rows = BATCH + 3
    heard = await brings(sara, table(rows))
    posts = visible(sara)
    assert [post["likes"] for post in posts] == list(range(rows))
    assert {post["source"] for post in posts} == {"file"}
    assert posts[2]["topic"] == "<b>2</b>, «مانتو»"
    assert posts[0]["followers_at_publishing"] == 4800
    assert "۵۰۳ پست تازه" in heard.text
    assert "۳۰ آبان ۱۴۰۵" in heard.text
    assert heard.labels == ["📊 مقایسهٔ روزها", "📊 مقایسهٔ نوع‌ها", "برگردان"]


async def test_a_cancelled_file_adds_nothing_and_its_buttons_are_dead(sara: Talk):
    shown = await shows(sara, table(2))
    heard = await sara.presses(data=shown.button("لغو"))
    assert "چیزی اضافه نشد" in heard.text
    heard = await sara.forges(shown.button("اضافه کن"))
    assert "تمام شده" in heard.notice
    assert visible(sara) == []


async def test_the_same_file_again_doubles_nothing_and_other_counts_become_readings(sara: Talk):
    await brings(sara, table(5))
    shown = await shows(sara, table(7))
    assert "۵ ردیف دربارهٔ پست‌هایی است که دارم" in shown.text
    heard = await goes(sara, shown)
    assert [post["likes"] for post in visible(sara)] == list(range(7))
    assert "۵ پست از قبل بود" in heard.text
    heard = await brings(sara, table(7, more=100))
    assert "آمار ۷ پست به‌روز شد" in heard.text
    assert [post["likes"] for post in visible(sara)] == list(range(100, 107))
    await sara.presses(data=heard.of_kind("un")[0])
    assert [post["likes"] for post in visible(sara)] == list(range(7))


async def test_a_post_that_was_typed_is_known_by_its_minute_and_kind(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز ساعت ۱۲")
    at = SUNDAY.replace(day=21, hour=8, minute=30)
    heard = await brings(sara, f"published_at,kind,likes\n{at.isoformat()},photo,400\n".encode())
    assert "آمار ۱ پست به‌روز شد" in heard.text
    assert [post["likes"] for post in visible(sara)] == [400]


async def test_an_import_taken_back_is_gone_and_can_be_brought_again(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت امروز")
    heard = await brings(sara, table(5))
    await sara.presses(data=heard.of_kind("un")[0])
    assert [post["likes"] for post in visible(sara)] == [320]
    await brings(sara, table(5))
    assert len(visible(sara)) == 6


async def test_columns_are_known_by_name_in_any_order(sara: Talk):
    columns = ",".join(reversed(COLUMNS.split(",")))
    await brings(sara, table(3, columns))
    assert [post["likes"] for post in visible(sara)] == [0, 1, 2]


async def test_bad_rows_are_named_and_come_back_as_a_file_while_the_others_are_kept(sara: Talk):
    rows = ("5,photo,2026-11-20", "viele,photo,2026-11-20", "7,gif,", "-8,,", "9,,gestern", "10,,")
    shown = await shows(sara, "\n".join(("likes,kind,published_at", *rows)).encode())
    for line, column in ((3, "likes"), (4, "kind"), (5, "likes"), (6, "published_at")):
        digits = str(line).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        assert f"خط {digits}، ستون {column}" in shown.text
    assert "«viele» عدد نیست" in shown.text
    heard = await goes(sara, shown, 2)
    assert [post["likes"] for post in visible(sara)] == [5, 10]
    assert visible(sara)[0]["published_at"] == tehran("2026-11-20T12:00")
    assert visible(sara)[0]["day_only"] == 1
    document = heard.messages[-1]["document"]
    content = (await sara.town.http.get(document["url"])).content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(content)))
    assert found[0] == ["line", "reason", "likes", "kind", "published_at"]
    assert [row[0] for row in found[1:]] == ["3", "4", "5", "6"]
    assert found[1][2:] == ["viele", "photo", "2026-11-20"]


async def test_an_unknown_column_is_asked_about_once(sara: Talk):
    content = "post_id,likes,Hearts,mood\n1,5,7,gut\n2,6,8,schlecht\n".replace("likes", "x").encode()
    asked = await shows(sara, content)
    assert "ستون x چیست؟ مثلاً: «5»، «6»" in asked.text
    asked = await sara.presses(data=asked.button("لایک"))
    assert asked.edited
    assert "Hearts" in asked.text
    asked = await sara.presses(data=asked.button("بقیه هم"))
    heard = await goes(sara, await sara.hears_later())
    assert [post["likes"] for post in visible(sara)] == [5, 6]
    assert "۲ پست تازه" in heard.text
    again = await shows(sara, content)
    assert "۲ ردیف خوانده می‌شود" in again.text
    assert "Hearts" in again.text


async def test_columns_can_be_chosen_and_are_remembered(sara: Talk):
    shown = await shows(sara, b"likes,comments\n5,1\n")
    listed = await sara.presses(data=shown.button("انتخاب ستون‌ها"))
    meanings = await sara.presses(data=listed.button("comments"))
    listed = await sara.presses(data=meanings.button("ذخیره"))
    await sara.presses(data=listed.button("همین‌ها درست است"))
    await goes(sara, await sara.hears_later())
    saved = sara.town.row(
        "SELECT r.* FROM readings r JOIN posts p ON p.id = r.post_id WHERE p.page_id = ?", sara.page_id
    )
    assert (saved["likes"], saved["comments"], saved["saves"]) == (5, None, 1)
    assert "ذخیره" in (await shows(sara, b"likes,comments\n6,1\n")).text


async def test_an_old_button_of_a_file_changes_nothing(sara: Talk):
    shown = await shows(sara, table(2))
    await sara.presses(data=shown.button("انتخاب ستون‌ها"))
    heard = await sara.forges(shown.button("اضافه کن"))
    assert "قدیمی" in heard.notice
    assert visible(sara) == []


async def test_nobody_else_decides_about_a_file(sara: Talk, mina: Talk):
    shown = await shows(sara, table(2))
    await mina.has_page("@mina")
    heard = await mina.forges(shown.button("اضافه کن"))
    assert "نفرستاده‌اید" in heard.notice


async def test_a_viewer_cannot_bring_a_file(sara: Talk, mina: Talk):
    await mina.has_page("@mina")
    mina.role("viewer", sara.page_id)
    heard = await mina.sends(table(2), "posts.csv")
    assert "gol_sara" in heard.text
    assert mina.town.rows("SELECT * FROM imports WHERE person_id = ?", mina.id) == []


async def test_two_files_at_once_are_both_added_and_nothing_is_doubled(sara: Talk):
    first = await shows(sara, table(600), "a.csv")
    second = await shows(sara, table(600), "b.csv")
    await sara.presses(data=first.button("اضافه کن"))
    heard = await sara.presses(data=second.button("اضافه کن"))
    assert "b.csv" in heard.text
    await sara.hears_later(2)
    assert [post["likes"] for post in visible(sara)] == list(range(600))


async def test_a_long_import_tells_how_far_it_is_and_ends_with_a_message_of_its_own(sara: Talk):
    shown = await shows(sara, table(2_300))
    heard = await sara.presses(data=shown.button("اضافه کن"))
    assert "از ۲٬۳۰۰ ردیف" in heard.text
    heard = await sara.hears_later(2)
    assert "۲٬۳۰۰ از ۲٬۳۰۰" in heard.text
    assert heard.messages[-1]["event"] == "message"
    assert len(visible(sara)) == 2_300


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00l", "ستونی"),
        (bytes(range(256)) * 40, "متن یا جدول نیست"),
        (b"a,b\n1,2\n", "ستونی"),
        (b"\n", "هیچ ردیف خوانایی نبود"),
        (b"likes\n\n\n", "هیچ ردیف خوانایی نبود"),
        (b"likes\nviele\n", "خوانده نشد"),
        (b'likes\n"5\n', "خراب است"),
        (b"PK\x03\x04" + b"x" * 50, "ناقص است"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "رمزدار"),
        (b"likes," * 300_000, "۲۰۰ ستون"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why_and_adds_nothing(sara: Talk, content: bytes, words: str):
    heard = await shows(sara, content)
    assert words in heard.text
    assert not any("اضافه کن" in label for label in heard.labels)
    assert visible(sara) == []


async def test_only_tables_are_read(sara: Talk):
    heard = await sara.sends(b"%PDF", "posts.pdf")
    assert "posts.pdf" in heard.text
    assert sara.town.rows("SELECT * FROM imports WHERE person_id = ?", sara.id) == []


async def test_a_file_that_is_too_big_is_refused_at_once(sara: Talk):
    heard = await sara.sends(b"x" * (MOST_BYTES + 1), "big.csv")
    assert "بزرگ است" in heard.text
    assert "big.csv" in heard.text


async def test_a_hostile_file_name_is_only_shown(sara: Talk):
    heard = await sara.sends(b"likes\n5\n", "<b>\u202egnp.csv")
    assert "<b>" in heard.text
    await goes(sara, await sara.hears_later())
    assert len(visible(sara)) == 1


async def test_a_file_before_there_is_a_page_asks_for_the_page(mina: Talk):
    heard = await mina.sends(b"likes\n5\n", "posts.csv")
    assert "نام یا آیدی" in heard.text


async def test_import_asks_for_a_file(sara: Talk):
    assert "CSV" in (await sara.says("/import")).text
    assert "CSV" in (await sara.says("📄 فرستادن فایل")).text


async def test_a_file_of_one_day_names_the_day_once(sara: Talk):
    heard = await shows(sara, table(1))
    assert "همه از ۳۰ آبان ۱۴۰۵" in heard.text


async def test_hashtags_that_a_file_counts_are_compared_without_captions(sara: Talk):
    """By number, by name, or in a cell that tells neither, which costs no post."""
    cells = ["2"] * 8 + ["۱۲"] * 8 + ["#شال #مانتو"] * 2 + ["many"]
    rows = [
        f"{(SUNDAY - timedelta(days=10 + day)).isoformat()},photo,{100 + day},5,5000,{cell}"
        for day, cell in enumerate(cells)
    ]
    head = "published_at,kind,likes,comments,followers_at_publishing,hashtags"
    await brings(sara, "\n".join([head, *rows]).encode())
    assert Counter(post["hashtags"] for post in visible(sara)) == {2: 10, 12: 8, None: 1}
    heard = await sara.says("/compare hashtags")
    assert "۱۸ پست" in heard.text


async def test_a_screenshot_sent_as_a_file_is_asked_for_as_a_photo(sara: Talk):
    heard = await sara.sends(b"\x89PNG", "Screenshot_1.PNG")
    assert "به‌صورت عکس بفرستید" in heard.text
    assert sara.town.rows("SELECT * FROM imports WHERE page_id = ?", sara.page_id) == []


@pytest.mark.parametrize("content", [b"no table at all\nhello", b"\0" * 3000, b"PK\x05\x06" + b"\0" * 30])
@pytest.mark.parametrize(
    ("language", "said"), [("fa", "باز نمی‌شود"), ("ar", "لا يُفتح"), ("en", "cannot be opened")]
)
async def test_a_damaged_workbook_is_said_to_be_one_and_what_to_do(
    sara: Talk, content: bytes, language: str, said: str
):
    await sara.says(f"/language {language}")
    await sara.sends(content, "posts.xlsx")
    heard = await sara.hears_later()
    assert said in heard.text
    assert "CSV" in heard.text
    assert not sara.posts()


@pytest.mark.parametrize("sheet", [b"", b"garbage", b"<worksheet><sheetData><row><c r='A1"])
async def test_a_workbook_with_a_broken_sheet_is_damaged(sara: Talk, sheet: bytes):
    out, whole = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(whole)
    book.add_worksheet().write_row(0, 0, ["likes", "comments"])
    book.close()
    with zipfile.ZipFile(whole) as found, zipfile.ZipFile(out, "w") as broken:
        for name in found.namelist():
            broken.writestr(name, sheet if name.startswith("xl/worksheets/") else found.read(name))
    await sara.sends(out.getvalue(), "posts.xlsx")
    assert "باز نمی‌شود" in (await sara.hears_later()).text
