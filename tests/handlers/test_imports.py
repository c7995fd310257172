"""Files of posts: what is read, what is refused, what is taken back; and nothing doubled."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.imports import BATCH, MOST_BYTES
from tests.handlers.talking import SUNDAY, Heard, Talk, tehran

COLUMNS = "post_id,published_at,kind,slides,topic,followers_at_publishing,likes,comments,saves,reach,source"


def table(rows: int, columns: str = COLUMNS) -> bytes:
    """So many posts, a day apart, whose likes are their number."""
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
                "likes": number,
                "comments": 1,
                "topic": f"<b>{number}</b>, «مانتو»",
                "source": "file",
            }
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


async def brings(talk: Talk, content: bytes, name: str = "posts.csv") -> Heard:
    """Sends a file and hears what became of it."""
    heard = await talk.sends(content, name)
    assert name in heard.text
    return await talk.hears_later()


def visible(talk: Talk) -> list[dict[str, Any]]:
    """Her page's posts that count."""
    return talk.town.rows(
        """
        SELECT p.*, r.likes, r.comments, r.source FROM posts p LEFT JOIN readings r ON r.post_id = p.id
        LEFT JOIN imports i ON i.id = p.import_id
        WHERE p.page_id = ? AND p.deleted_at IS NULL
          AND (i.id IS NULL OR (i.finished_at IS NOT NULL AND i.undone_at IS NULL)) ORDER BY p.id
        """,
        talk.page_id,
    )


async def test_a_file_brings_its_posts_and_says_from_when_to_when(sara: Talk):
    rows = BATCH + 3
    heard = await brings(sara, table(rows))
    posts = visible(sara)
    assert [post["likes"] for post in posts] == list(range(rows))
    assert {post["source"] for post in posts} == {"file"}
    assert posts[2]["topic"] == "<b>2</b>, «مانتو»"
    assert posts[0]["followers_at_publishing"] == 4800
    assert "۵۰۳ پست" in heard.text
    assert "۳۰ آبان ۱۴۰۵" in heard.text
    assert heard.labels == ["📊 مقایسهٔ روزها", "📊 مقایسهٔ نوع‌ها", "برگردان"]


async def test_the_same_file_again_doubles_nothing(sara: Talk):
    await brings(sara, table(5))
    heard = await brings(sara, table(7))
    assert [post["likes"] for post in visible(sara)] == list(range(7))
    assert "۵ پست از قبل بود" in heard.text


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


async def test_bad_rows_are_named_and_the_others_kept(sara: Talk):
    rows = ("5,photo,2026-11-20", "viele,photo,2026-11-20", "7,gif,", "-8,,", "9,,gestern", "10,,")
    heard = await brings(sara, "\n".join(("likes,kind,published_at", *rows)).encode())
    assert [post["likes"] for post in visible(sara)] == [5, 10]
    for line, column in ((3, "likes"), (4, "kind"), (5, "likes"), (6, "published_at")):
        digits = str(line).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        assert f"خط {digits}، ستون {column}" in heard.text
    assert visible(sara)[0]["published_at"] == tehran("2026-11-20T00:00")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00l", "UTF-8"),
        (b"a,b\n1,2\n", "ستونی"),
        (b"\n", "ستونی"),
        (b"likes\n\n\n", "هیچ ردیف خوانایی نبود"),
        (b"likes\nviele\n", "خوانده نشد"),
        (b'likes\n"5\n', "CSV"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why_and_adds_nothing(sara: Talk, content: bytes, words: str):
    heard = await brings(sara, content)
    assert words in heard.text
    assert visible(sara) == []


async def test_only_csv_is_read(sara: Talk):
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
    await sara.hears_later()
    assert len(visible(sara)) == 1


async def test_a_file_before_there_is_a_page_asks_for_the_page(mina: Talk):
    heard = await mina.sends(b"likes\n5\n", "posts.csv")
    assert "نام یا آیدی" in heard.text


async def test_import_asks_for_a_file(sara: Talk):
    assert "CSV" in (await sara.says("/import")).text
    assert "CSV" in (await sara.says("📄 فرستادن فایل")).text
