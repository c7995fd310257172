"""A report as a file: for members in private, in a group for whoever may ask for reports there."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from bot.language.texts import Texts
from tests.handlers.talking import ISOLATES, Talk, tehran
from tests.handlers.test_exports import content_of
from tests.handlers.test_groups import Group, text_of
from tests.handlers.test_reports import linked_group, posts_of_two_weeks

FA = Texts()


def sheets(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def plans(sara: Talk) -> None:
    """What was planned for this week: one done, one missed, one done and then taken off the calendar."""
    for day, (state, topic, gone) in enumerate(
        (("done", "یلدا", None), ("missed", "شال", None), ("done", "کلاه", tehran("2026-11-21 10:00")))
    ):
        at = tehran(f"2026-11-{18 + day} 12:00")
        given = {"page_id": sara.page_id, "state": state, "topic": topic, "at": at, "deleted_at": gone}
        needed = {"day_only": 0, "version": 1, "created_by": sara.id, "created_at": at, "rung_at": at}
        values = {**given, **needed, "media": "[]", "links": "[]", "leads": "[]"}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        sara.town.database.execute(f"INSERT INTO plans ({names}) VALUES ({marks})", tuple(values.values()))


async def pressed_as(who: Talk, group: Group, report: dict, label: str) -> dict:
    labels = [button["label"] for row in report["buttons"] for button in row]
    return await group.presses(who, report, labels.index(label))


async def files_in(group: Group) -> list[dict]:
    return [message for message in await group.seen() if message["document"]]


async def test_a_report_is_had_as_tables_below_it(sara: Talk):
    await posts_of_two_weeks(sara)
    plans(sara)
    await sara.says("/goals ۵۰۰۰ فالوور تا ۱ بهمن")
    await sara.says("/report")
    heard = await sara.presses("جدول اکسل")
    assert not heard.edited
    assert heard.messages[0]["document"]["file_name"].endswith(".xlsx")
    made = sheets(await content_of(sara, heard))
    assert {"عددها", "بهترین‌ها", "برنامه", "هدف‌ها", "چطور حساب شده"} <= set(made)
    assert made["عددها"][1][:2] == ["پست تازه", 5]
    assert made["هدف‌ها"][1][4] == 5000
    assert [row[1] for row in made["برنامه"][1:]] == ["یلدا", "شال"]
    figures = {row[0]: row[1] for row in made["عددها"]}
    assert figures["برنامهٔ انجام‌شده"] == figures["برنامهٔ جامانده"] == 1


async def test_a_report_is_had_as_a_sheet_to_print(sara: Talk):
    await posts_of_two_weeks(sara)
    await sara.says("گزارش ماهانه")
    heard = await sara.presses("برگهٔ چاپی")
    assert not heard.edited
    assert heard.messages[0]["document"]["file_name"].endswith(".pdf")
    assert "گزارش ماهانه" in heard.text
    assert (await content_of(sara, heard)).startswith(b"%PDF")


async def test_in_a_group_members_and_administrators_have_files_and_nobody_else(sara: Talk, mina: Talk):
    await posts_of_two_weeks(sara)
    group = await linked_group(sara)
    await group.joined_by(mina)
    (report,) = await group.hears(sara, "/report")
    refused = await pressed_as(mina, group, report, "جدول اکسل")
    assert refused["show_alert"]
    assert refused["text"].translate(ISOLATES) == FA.plain("report-not-for-you")
    assert await files_in(group) == []
    answered = await pressed_as(sara, group, report, "جدول اکسل")
    assert not answered["show_alert"]
    await group.sent()
    (file,) = await files_in(group)
    assert "گزارش هفتگی" in text_of(file)


async def test_what_is_switched_off_for_a_group_is_not_in_its_file(sara: Talk):
    await posts_of_two_weeks(sara)
    group = await linked_group(sara)
    sara.town.database.execute('UPDATE reports SET without = \'["plans", "goals"]\'')
    (report,) = await group.hears(sara, "/report")
    await pressed_as(sara, group, report, "جدول اکسل")
    await group.sent()
    (file,) = await files_in(group)
    content = (await sara.town.http.get(file["document"]["url"])).content
    assert not {"برنامه", "هدف‌ها"} & set(sheets(content))
