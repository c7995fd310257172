"""The trust checklist by taps: from nothing to a full list, with evidence, dates and a card."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest_asyncio

from bot.domain.checklists import Reply
from bot.domain.trust import EVIDENCE_MOST, FILE_MOST_BYTES, items
from bot.play import at_rest
from tests.handlers.channels import Channel
from tests.handlers.talking import TEHRAN, Heard, Talk, Town
from tests.playground.test_files import png


def answers(talk: Talk) -> list[dict[str, Any]]:
    sql = "SELECT * FROM trust_answers WHERE page_id = ? AND withdrawn_at IS NULL ORDER BY id"
    return talk.town.rows(sql, talk.page_id)


def newest(talk: Talk, item: str) -> dict[str, Any]:
    return [row for row in answers(talk) if row["item"] == item][-1]


async def sells(talk: Talk, *labels: str) -> Heard:
    """Goes to the checklist, says what the page sells, and stands before the overview."""
    heard = await talk.says("/trust")
    for label in labels:
        heard = await talk.presses(data=heard.button(label))
    return await talk.presses(data=heard.button("ادامه"))


def number(item: str) -> str:
    """How a button names an item."""
    return str(items()[item].number)


def reply_to(heard: Heard, item: str, reply: Reply) -> str:
    """The button that answers an item."""
    return next(d for d in heard.of_kind("ta") if d.split(":")[2:4] == [number(item), reply.value])


def show(heard: Heard, part: str, item: str | None = None) -> str:
    """The button that shows a part of an item."""
    found = (d.split(":") for d in heard.of_kind("te"))
    return next(":".join(d) for d in found if d[3] == part and (item is None or d[2] == number(item)))


def shown_items(heard: Heard) -> list[str]:
    """The items that a message offers answers to."""
    by_number = {str(each.number): each.id for each in items().values()}
    return list(dict.fromkeys(by_number[data.split(":")[2]] for data in heard.of_kind("ta")))


async def asked(talk: Talk, *labels: str) -> Heard:
    """The first three items."""
    overview = await sells(talk, *(labels or ("کالا",)))
    return await talk.presses(data=overview.button("شروع"))


@pytest_asyncio.fixture(loop_scope="module")
async def nader(town: Town, sara: Talk) -> AsyncIterator[Talk]:
    """نادر, who edits Sara's page as well."""
    async with await Talk.new(town, "نادر") as nader:
        await nader.says("/start")
        nader.role("editor", sara.page_id)
        yield nader


async def test_what_the_page_sells_is_asked_once_and_kept(sara: Talk) -> None:
    overview = await sells(sara, "کالا", "خدمات")
    kept = sara.town.row("SELECT sells FROM pages WHERE id = ?", sara.page_id)
    assert kept["sells"] == '["goods","services"]'
    assert "سه‌تا سه‌تا می‌پرسم" in overview.text
    assert "چه می‌فروشد" not in (await sara.says("اعتماد")).text


async def test_three_items_come_at_a_time_those_that_matter_most_first(sara: Talk) -> None:
    heard = await asked(sara)
    assert shown_items(heard) == ["enamad", "returns", "gateway"]
    following = await sara.presses(data=heard.button("سه مورد بعدی"))
    assert len(shown_items(following)) == 3
    assert not set(shown_items(following)) & set(shown_items(heard))


async def test_a_page_goes_from_nothing_to_a_full_list_by_taps(sara: Talk) -> None:
    heard = await asked(sara)
    rounds = 0
    while True:
        rounds += 1
        assert len(shown_items(heard)) <= 3
        for item in shown_items(heard):
            heard = await sara.presses(data=reply_to(heard, item, Reply.YES))
        if "سه مورد بعدی" not in " ".join(heard.labels):
            break
        heard = await sara.presses(data=heard.button("سه مورد بعدی"))
    fitting = [each.id for each in items().values() if not each.fits or "goods" in each.fits]
    assert sorted(row["item"] for row in answers(sara)) == sorted(fitting)
    assert rounds == -(-len(fitting) // 3)
    overview = await sara.presses(data=heard.button("نمای کلی"))
    assert "امتیاز: ۱۰۰ از ۱۰۰" in overview.text
    assert "انجام شده است" in overview.text
    assert overview.messages[0]["photo"]


async def test_what_is_sold_decides_what_is_asked(sara: Talk) -> None:
    heard = await asked(sara, "کار مجوزدار")
    assert "guild" in shown_items(heard)
    assert "returns" not in shown_items(heard)


async def test_an_item_tells_why_how_by_an_example_and_without_a_website(sara: Talk) -> None:
    heard = await asked(sara)
    card = await sara.presses(data=show(heard, "card", "enamad"))
    assert "چرا مهم است" in card.text
    assert "۲۰۱۶" in card.text
    assert "۲ ساعت" in card.text
    how = await sara.presses(data=show(card, "how"))
    assert "enamad.ir" in how.text
    elsewhere = await sara.presses(data=show(how, "elsewhere"))
    assert "در کشورهای عربی" in elsewhere.text
    assert "یک نمونه" in (await sara.presses(data=show(elsewhere, "example"))).text
    assert "هایلایت" in (await sara.presses(data=show(elsewhere, "nosite"))).text


async def test_evidence_can_be_a_link_a_photo_or_a_file_and_comes_back_to_members(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(heard, "prove", "enamad"))
    card = await sara.says("https://trustseal.example.com/42")
    assert "trustseal.example.com/42" in card.text
    await sara.presses(data=show(card, "prove"))
    card = await sara.sends_photo(png(200, 200))
    assert "یک عکس" in card.text
    row = newest(sara, "enamad")
    assert (row["evidence"], row["file_kind"]) == ("https://trustseal.example.com/42", "photo")
    shown = await sara.presses(data=show(card, "proof"))
    assert shown.messages[0]["photo"]
    await sara.presses(data=show(card, "prove"))
    await sara.sends(b"%PDF-1.4 licence", "licence.pdf")
    assert newest(sara, "enamad")["file_kind"] == "document"
    assert [row["reply"] for row in answers(sara)] == ["yes"] * 4


async def test_too_much_evidence_is_refused_and_the_answer_stays(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.PARTLY))
    await sara.presses(data=show(heard, "prove", "enamad"))
    refused = await sara.says("م" * 4000)
    assert "۴٬۰۰۰" in refused.text
    assert f"{EVIDENCE_MOST:,}".translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")) in refused.text
    big = await sara.sends(b"\0" * (FILE_MOST_BYTES + 1), "big.pdf")
    assert "۲۰ مگابایت" in big.text
    assert [(row["reply"], row["evidence"], row["file_id"]) for row in answers(sara)] == [
        ("partly", None, None)
    ]
    assert "شناسه ۱۲" in (await sara.says("شناسه ۱۲")).text
    assert newest(sara, "enamad")["evidence"] == "شناسه ۱۲"


async def test_an_expiry_is_read_in_her_calendar_and_a_past_one_is_refused(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    card = await sara.presses(data=show(heard, "card", "enamad"))
    question = await sara.presses(data=show(card, "until"))
    assert "تا چه روزی" in question.text
    past = await sara.says("۱۵ خرداد ۱۴۰۵")
    assert "گذشته است" in past.text
    assert "سال را هم" not in past.text
    assert len(answers(sara)) == 1
    kept = await sara.says("۱۵ خرداد ۱۴۰۶")
    assert "تا ۱۵ خرداد ۱۴۰۶ اعتبار دارد" in kept.text
    until = datetime.fromisoformat(newest(sara, "enamad")["expires_at"]).astimezone(TEHRAN)
    assert (until.year, until.month, until.day) == (2027, 6, 5)


async def test_a_posts_line_is_no_evidence_and_the_question_waits_on(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(heard, "prove", "enamad"))
    await sara.says("ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز ساعت ۱۷")
    assert sara.post()["likes"] == 1200
    assert len(answers(sara)) == 1


async def test_only_yes_and_partly_take_evidence(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.NO))
    refused = await sara.forges(f"te:{sara.page_id}:1:prove:")
    assert "اول «بله»" in refused.notice
    assert not [d for d in heard.of_kind("te") if ":1:prove:" in d]


async def test_an_answer_from_an_old_message_counts_where_its_item_is_still_asked(sara: Talk) -> None:
    old = await asked(sara)
    await sara.presses(data=old.button("نمای کلی"))
    await sara.forges(f"tr:{sara.page_id}:sell.goods")
    await sara.forges(f"tr:{sara.page_id}:sell.services")
    # Returns are nothing for services; her own word stands above that.
    heard = await sara.forges(reply_to(old, "returns", Reply.YES))
    assert newest(sara, "returns")["reply"] == "yes"
    assert "جواب شما: بله" in heard.text
    gone = await sara.forges(f"ta:{sara.page_id}:99:yes:0:")
    assert "دیگر در فهرست نیست" in gone.notice
    assert len(answers(sara)) == 1


async def test_of_two_who_answer_at_once_the_last_one_wins_and_both_are_told(sara: Talk, nader: Talk) -> None:
    mine = await asked(sara)
    theirs = await nader.says("/trust")
    theirs = await nader.presses(data=theirs.button("شروع"))
    await sara.presses(data=reply_to(mine, "returns", Reply.NO))
    heard = await nader.presses(data=reply_to(theirs, "returns", Reply.YES))
    assert heard.alert
    assert "سارا" in heard.notice
    assert "«نه»" in heard.notice
    told = await sara.hears_later()
    assert "نادر" in told.text
    assert "«بله»" in told.text
    assert [row["reply"] for row in answers(sara)] == ["no", "yes"]


async def test_a_viewer_sees_the_checklist_and_changes_nothing(town: Town, sara: Talk) -> None:
    first = await asked(sara)
    await sara.presses(data=reply_to(first, "enamad", Reply.YES))
    async with await Talk.new(town, "لیلا") as leila:
        await leila.says("/start")
        leila.role("viewer", sara.page_id)
        overview = await leila.says("/trust")
        assert "امتیاز" in overview.text
        assert "سه مورد بعدی" not in " ".join(overview.labels)
        for data in (
            f"ta:{sara.page_id}:1:no:0:",
            f"te:{sara.page_id}:1:prove:",
            f"tr:{sara.page_id}:three",
            f"tr:{sara.page_id}:sell.goods",
            f"tr:{sara.page_id}:still.1",
        ):
            refused = await leila.forges(data)
            assert refused.alert, data
            assert refused.notice
        card = await leila.forges(f"te:{sara.page_id}:1:card:")
        assert not card.of_kind("ta")
    assert [row["reply"] for row in answers(sara)] == ["yes"]


async def test_somebody_elses_checklist_is_not_found(town: Town, sara: Talk) -> None:
    await asked(sara)
    async with await Talk.new(town) as stranger:
        await stranger.has_page("@other")
        for data in (
            f"tr:{sara.page_id}:home",
            f"te:{sara.page_id}:1:proof:",
            f"tr:{sara.page_id}:card",
        ):
            assert (await stranger.forges(data)).alert


async def test_an_answer_can_be_taken_back(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(heard, "card", "enamad"))
    await sara.forges(f"ta:{sara.page_id}:1:no:{newest(sara, 'enamad')['id']}:")
    assert newest(sara, "enamad")["reply"] == "no"
    await sara.says("/undo")
    assert newest(sara, "enamad")["reply"] == "yes"


async def test_what_changed_since_last_month_is_told(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "returns", Reply.NO))
    await sara.town.set_time(await sara.town.now() + timedelta(days=40))
    await sara.forges(f"ta:{sara.page_id}:8:yes:{newest(sara, 'returns')['id']}:")
    overview = await sara.says("/trust")
    assert "نسبت به یک ماه پیش" in overview.text
    history = await sara.presses(data=overview.button("سابقه"))
    assert "شرط پس‌دادن: از «نه» به «بله»" in history.text
    assert "سارا" in history.text


async def test_all_items_stand_in_their_groups_with_their_weights(sara: Talk) -> None:
    heard = await asked(sara)
    await sara.presses(data=reply_to(heard, "gateway", Reply.PARTLY))
    overview = await sara.says("/trust")
    listed = await sara.presses(data=overview.button("همهٔ موردها"))
    assert "پرداخت: ۱۶ از ۱۰۰ – ۱ از ۴ جواب دارد" in listed.text
    group = await sara.presses(data=listed.button("پرداخت"))
    assert "🟡 درگاه پرداخت مطمئن" in group.text
    card = await sara.presses(data=group.button("درگاه"))
    assert "جواب: تا حدی (سارا" in card.text
    overview = await sara.presses(data=card.button("نمای کلی"))
    score = await sara.presses(data=overview.button("امتیاز چطور"))
    assert "اهمیت ۵" in score.text
    assert "۲٫۵ از" in score.text
    for forged in ("group.fax", "sell.arms", "dance"):
        assert (await sara.forges(f"tr:{sara.page_id}:{forged}")).alert
    assert (await sara.forges(f"te:{sara.page_id}:1:dance:")).alert
    assert "مدرکی نیست" in (await sara.forges(f"te:{sara.page_id}:18:proof:")).notice


async def test_a_day_that_can_be_two_is_asked_and_one_that_is_none_is_shown_back(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(await sara.presses(data=show(heard, "card", "enamad")), "until"))
    assert "تا چه روزی" in (await sara.says("وقتی تمام شد")).text
    doubt = await sara.says("01/02/2030")
    assert len(doubt.of_kind("fo")) > 2
    kept = await sara.presses(data=doubt.of_kind("fo")[0])
    assert "اعتبار دارد" in kept.text
    assert newest(sara, "enamad")["expires_at"].startswith("2030-0")


async def test_a_licence_is_reminded_thirty_seven_and_one_days_before_it_ends(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(await sara.presses(data=show(heard, "card", "enamad")), "until"))
    now = (await sara.town.now()).astimezone(TEHRAN)
    ends = (now + timedelta(days=100)).replace(hour=10, minute=0, second=1, microsecond=0)
    await sara.says(f"{ends:%Y-%m-%d}")
    waiting = sara.town.rows(
        "SELECT due_at FROM alarms WHERE kind = 'trust' AND page_id = ? AND done_at IS NULL ORDER BY due_at",
        sara.page_id,
    )
    due = [datetime.fromisoformat(row["due_at"]) for row in waiting]
    assert [(ends.date() - at.astimezone(TEHRAN).date()).days for at in due] == [30, 7, 1]
    await sara.town.set_time(due[1] + timedelta(seconds=1))
    told = [m["text"] for m in (await sara.hears_later(2)).messages if "اینماد" in m["text"]]
    assert any("روز مانده" in text for text in told)


async def test_an_owner_publishes_the_card_after_a_preview_and_nobody_else_does(
    sara: Talk, nader: Talk
) -> None:
    heard = await asked(sara)
    await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    channel = await Channel.linked(sara)
    for data in (f"tr:{sara.page_id}:card", f"tp:{sara.page_id}:{channel.id}:6"):
        assert "فقط صاحب پیج" in (await nader.forges(data)).notice
    preview = await sara.forges(f"tr:{sara.page_id}:card")
    assert preview.messages[0]["photo"]
    assert "هنوز جایی نرفته" in preview.text
    assert await in_channel(sara, channel) == []
    # What was previewed is what is published: an answer in between makes a new preview necessary.
    stale = preview.button("انتشار")
    await sara.forges(f"ta:{sara.page_id}:8:yes:0:")
    assert "عوض شده" in (await sara.forges(stale)).notice
    assert "دیگر به پیج وصل نیست" in (await sara.forges(f"tp:{sara.page_id}:-100:6")).notice
    assert await in_channel(sara, channel) == []
    preview = await sara.forges(f"tr:{sara.page_id}:card")
    done = await sara.presses(data=preview.button("انتشار"))
    assert "در راهِ" in done.text
    (published,) = await in_channel(sara, channel, wait=True)
    assert published["photo"]
    assert "کارت اعتماد" in published["caption"]


async def in_channel(sara: Talk, channel: Channel, *, wait: bool = False) -> list[dict[str, Any]]:
    """What the bot has said in a channel."""
    for _ in range(200 if wait else 1):
        query = {"as": sara.id, "after": 0}
        found: list[dict[str, Any]] = await sara.person.asks(
            "GET", f"/play/chats/{channel.id}/messages", **query
        )
        said = [each for each in found if each.get("photo")]
        if said:
            return said
        await asyncio.sleep(0.05)
    return []


async def test_reminders_of_one_licence_that_fall_due_together_come_once(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(await sara.presses(data=show(heard, "card", "enamad")), "until"))
    now = (await sara.town.now()).astimezone(TEHRAN)
    ends = (now + timedelta(days=40)).replace(hour=10, minute=0, second=1, microsecond=0)
    await sara.says(f"{ends:%Y-%m-%d}")
    await sara.town.set_time(ends + timedelta(days=2))
    said: list[str] = []
    async with asyncio.timeout(60):
        while not any("اینماد" in text for text in said):
            said += [m.get("text", "") for m in (await sara.hears_later()).messages]
    await at_rest(sara.town.path, await sara.town.now(), 60)
    said += [m.get("text", "") for m in await sara.person.hears(timeout=0.3, count=0)]
    (told,) = [text for text in said if "اینماد" in text]
    assert "تمام شد" in told


async def test_what_has_ended_is_told_and_counts_no_more(sara: Talk) -> None:
    heard = await asked(sara)
    heard = await sara.presses(data=reply_to(heard, "enamad", Reply.YES))
    await sara.presses(data=show(await sara.presses(data=show(heard, "card", "enamad")), "until"))
    ends = (await sara.town.now()).astimezone(TEHRAN) + timedelta(days=3)
    await sara.says(f"{ends:%Y-%m-%d}")
    assert "امتیاز: ۶ از ۱۰۰" in (await sara.says("/trust")).text
    await sara.town.set_time(await sara.town.now() + timedelta(days=5))
    overview = await sara.says("/trust")
    assert "اعتبار «نماد اعتماد (اینماد)» تمام شده است" in overview.text
    assert "امتیاز: ۰ از ۱۰۰" in overview.text
