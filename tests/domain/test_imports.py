"""Reading tables: named columns in any order, bad rows named, nothing raised but a refusal."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import imports
from bot.domain.errors import Refused
from bot.domain.imports import BadRow, read_table
from bot.domain.posts import IMPOSSIBLE_FROM


def table(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("utf-8-sig")


def test_cells_are_read_by_their_columns_and_empty_ones_are_unknown():
    read = read_table(
        table(
            "Kind, LIKES ,published_at,saves,what",
            'Reel,"1,200",2026-11-21T12:00,,x',
            ",٬5,2026-11-21T12:00Z,0,",
        ),
        "Asia/Tehran",
    )
    first, second = read.rows
    assert first.counts == {"likes": 1200}
    assert first.post["kind"] == "reel"
    assert first.post["published_at"] == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert second.counts == {"likes": 5, "saves": 0}
    assert second.post["published_at"] == datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert read.unknown_columns == ("what",)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("likes", "-1"),
        ("likes", str(IMPOSSIBLE_FROM)),
        ("likes", "9" * 5000),
        ("likes", "1.5"),
        ("slides", "1"),
        ("slides", "21"),
        ("kind", "gif"),
        ("published_at", "0001-01-01T00:00"),
        ("published_at", "2026-13-01"),
        ("taken_at", "gestern"),
    ],
)
def test_a_cell_that_cannot_be_names_its_line_and_column(column: str, cell: str):
    read = read_table(table(f"comments,{column}", "5,", f"6,{cell}", "7,"), "Asia/Tehran")
    assert read.bad == (BadRow(3, column),)
    assert [row.counts["comments"] for row in read.rows] == [5, 7]


def test_a_row_over_two_lines_is_one_row():
    read = read_table(table("likes,caption", '5,"a', 'b"', "6,c"), "Asia/Tehran")
    assert [row.post["caption"] for row in read.rows] == ["a\r\nb", "c"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import-no-columns"),
        (b"a,b\n1,2", "import-no-columns"),
        (b"likes\n", "import-empty"),
        (b"likes\n\n,\n", "import-empty"),
        (b"\xff\xfe", "import-not-text"),
        (b"likes\n\x00", "import-not-text"),
        (b'likes\n"5', "import-not-text"),
        (b"likes\n" + b"x" * 200_000, "import-not-text"),
    ],
)
def test_a_file_without_posts_says_why(content: bytes, key: str):
    with pytest.raises(Refused, match=f"^{key}$"):
        read_table(content, "Asia/Tehran")


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="import-too-long"):
        read_table(table("likes", *"1234"), "Asia/Tehran")
    assert len(read_table(table("likes", *"123"), "Asia/Tehran").rows) == 3


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("likes,kind\n" + text).encode()))
def test_no_file_raises_anything_but_a_refusal(content: bytes):
    with suppress(Refused):
        read_table(content, "Asia/Tehran")
