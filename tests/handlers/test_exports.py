"""Everything of a page in one file, and back into an empty one."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.domain.archive import COLUMNS, FOLLOWERS, PAGE, POSTS
from bot.rendering.exports import WORKBOOK
from tests.handlers.talking import Heard, Talk, Town


async def archive(talk: Talk) -> bytes:
    """What `/export` brings."""
    heard = await talk.says("/export")
    assert "یک فایل" in heard.text
    heard = await talk.hears_later()
    return await content_of(talk, heard)


async def content_of(talk: Talk, heard: Heard) -> bytes:
    """The file in an answer."""
    (message,) = heard.messages
    answer = await talk.town.http.get(message["document"]["url"])
    answer.raise_for_status()
    return answer.content


async def brings(talk: Talk, content: bytes, name: str = "page.zip") -> Heard:
    """Sends an archive and has it added."""
    await talk.sends(content, name)
    shown = await talk.hears_later()
    await talk.presses(data=shown.button("اضافه کن"))
    return await talk.hears_later()


def rows_in(content: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))


def pictures_in(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [Path(name) for name in packed.namelist()]
    return {name.stem for name in names if name.parent == Path("pictures")}


async def lived(talk: Talk, town: Town) -> None:
    """A page with posts of every sort: timed, of a day, of no time, counted twice, rounded, hostile."""
    await talk.says("فالوورا شد ۴۸۰۰")
    for number in range(8):
        await talk.says(f"عکس {300 + 7 * number} لایک {10 + number} کامنت {number + 1} روز پیش ساعت ۱۲")
        await talk.says(f"ریلز {500 + 13 * number} لایک {20 + number} کامنت {number + 1} روز پیش ساعت ۲۱")
    await talk.says("کاروسل ۸ اسلاید ۹۰۰ لایک ۴۰ کامنت ریچ ۱۵ هزار دیروز")
    await talk.says("عکس ۱۱۰ لایک ۳ کامنت")
    town.database.execute("UPDATE posts SET topic = '=cmd()' WHERE id = ?", (talk.posts()[-1]["id"],))
    await town.set_time(await town.now() + timedelta(days=2))
    await talk.says("فالوورا شد ۴۸۵۳")
    newest = talk.posts()[-1]["id"]
    await talk.presses(data=f"pe:{newest}:likes", forged=True)
    await talk.says("۱۲۵")


async def compared(talk: Talk, by: str) -> str:
    """What a comparison says, in its caption and in its details, without the page's name."""
    heard = await talk.says(f"/compare {by}")
    told = await talk.presses("جزئیات")
    name = talk.town.row("SELECT name FROM pages WHERE id = ?", talk.page_id)["name"]
    return (heard.text + told.text).replace(name, "…")


async def test_an_archive_brings_an_empty_page_to_the_same_comparisons(sara: Talk, mina: Talk, town: Town):
    await lived(sara, town)
    content = await archive(sara)
    await mina.has_page("@empty")
    heard = await brings(mina, content)
    assert "۱۸" in heard.text
    for by in ("kind", "weekday"):
        assert await compared(mina, by) == await compared(sara, by)
    keys = ("published_at", "day_only", "kind", "slides", "topic", "recorded_at", "likes", "reach", "rounded")
    assert [{k: post[k] for k in keys} for post in mina.posts()] == [
        {k: post[k] for k in keys} for post in sara.posts()
    ]
    assert [(f["taken_at"], f["count"]) for f in mina.followers()] == [
        (f["taken_at"], f["count"]) for f in sara.followers()
    ]


async def test_an_archive_sent_to_its_own_page_adds_nothing(sara: Talk, town: Town):
    await lived(sara, town)
    before = (sara.posts(), sara.followers())
    await brings(sara, await archive(sara))
    assert (sara.posts(), sara.followers()) == before


async def test_an_archive_holds_tables_to_import_a_workbook_to_read_and_the_pages_own_ways(
    sara: Talk, town: Town
):
    await sara.says("/goals ۵ پست در هفته تا ۱ بهمن ۱۴۰۶")
    await lived(sara, town)
    content = await archive(sara)
    rows = rows_in(content, POSTS)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(sara.posts())
    assert [row["followers"] for row in rows_in(content, FOLLOWERS)] == ["4800", "4853"]
    (formula,) = [row["topic"] for row in rows if "cmd" in row["topic"]]
    assert not formula.startswith("=")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert json.loads(packed.read(PAGE)) == {
            "name": "@gol_sara",
            "zone": "Asia/Tehran",
            "platform": None,
        }
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed.read(WORKBOOK)))
    assert {"posts", "followers", "goals"} <= set(book.sheet_names)
    table = book.get_sheet_by_name("posts").to_python()
    assert table[0] == list(COLUMNS)
    likes = [row[COLUMNS.index("likes")] for row in table[1:]]
    assert likes == [float(row["likes"]) for row in rows]


async def test_the_command_line_writes_the_same_archive_while_the_bot_runs(
    sara: Talk, town: Town, tmp_path: Path
):
    await lived(sara, town)
    out = tmp_path / "page.zip"
    command = [sys.executable, "-m", "bot", "export", "--page", str(sara.page_id), "--out", str(out)]
    environment = {**os.environ, "DATABASE_URL": f"sqlite+aiosqlite:///{town.path}"}
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    assert await process.wait() == 0
    content = await archive(sara)
    assert rows_in(out.read_bytes(), POSTS) == rows_in(content, POSTS)
    # those of a stretch of time depend on the day, and the command line goes by the machine's clock
    assert "mix" in pictures_in(out.read_bytes())


async def test_an_empty_page_has_an_archive_too(sara: Talk):
    content = await archive(sara)
    assert rows_in(content, POSTS) == []
    assert pictures_in(content) == set()


async def test_an_archive_holds_the_pictures_that_the_page_would_be_shown(sara: Talk, town: Town):
    await lived(sara, town)
    content = await archive(sara)
    shown = {"comparison-kind", "followers", "best-hours", "mix", "report"}
    assert shown <= pictures_in(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in shown:
            assert packed.read(f"pictures/{name}.png").startswith(b"\x89PNG")


async def test_who_may_only_look_gets_no_archive_even_if_she_asked_before(sara: Talk, mina: Talk):
    await mina.has_page("@other")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("/export")
    assert "فقط می‌توانید ببینید" in heard.text
    assert mina.town.rows("SELECT * FROM alarms WHERE kind = 'export' AND person_id = ?", mina.id) == []


@pytest.mark.parametrize(
    "files",
    [
        {POSTS: b"post_id,likes,comments\n1,5,6\n", FOLLOWERS: b"taken_at,followers\nnever,x\n"},
        {POSTS: b"post_id,likes,comments\n1,5,6\n", PAGE: b"{"},
        {POSTS: b""},
        {"other.csv": b"a,b\n1,2\n"},
    ],
)
async def test_a_broken_archive_is_refused_and_adds_nothing(sara: Talk, files: dict[str, bytes]):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    await sara.sends(out.getvalue(), "page.zip")
    heard = await sara.hears_later()
    assert "اضافه کن" not in " ".join(heard.labels)
    assert sara.posts() == []


@pytest.mark.parametrize(("language", "said"), [("ar", "ملف واحد"), ("en", "one file")])
async def test_an_archive_is_announced_in_every_language(town: Town, language: str, said: str):
    async with await Talk.new(town, "Guest", language) as guest:
        await guest.has_page("@guest")
        assert said in (await guest.says("/export")).text
        assert "page.xlsx" in (await guest.hears_later()).text
