"""The first minutes: one question, a line that waits for its page, names of all sorts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.domain.pages import NAME_MOST
from bot.language.texts import Texts
from tests.handlers.talking import SUNDAY, TEHRAN, Talk, Town, moment

LINE = "ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز ساعت ۹ شب"


async def test_the_first_start_asks_for_one_thing(mina: Talk):
    heard = await mina.says("/start")
    assert len(heard.messages) == 1
    assert heard.text.count("؟") == 1
    assert heard.labels == ["لغو"]
    assert (
        mina.town.rows("SELECT * FROM pages JOIN members ON page_id = id WHERE person_id = ?", mina.id) == []
    )


async def test_a_name_makes_a_page_and_its_keyboard(mina: Talk):
    await mina.says("/start")
    heard = await mina.says("گل‌فروشی سارا")
    assert "گل‌فروشی سارا" in heard.text
    keyboard = await mina.person.keyboard()
    assert keyboard is not None
    assert keyboard["placeholder"].translate(dict.fromkeys((0x2068, 0x2069))) == "پیج گل‌فروشی سارا"
    page = mina.town.row("SELECT * FROM pages WHERE id = ?", mina.page_id)
    assert (page["name"], page["zone"]) == ("گل‌فروشی سارا", "Asia/Tehran")
    assert mina.town.row("SELECT role FROM members WHERE person_id = ?", mina.id)["role"] == "owner"


async def test_a_line_before_any_page_is_kept_and_recorded_after_the_name(mina: Talk):
    heard = await mina.says(LINE)
    assert "نام یا آیدی" in heard.text
    assert "پیش من است" in heard.text
    heard = await mina.says("@gol_sara")
    assert [m["text"].split("\n")[0][:4] for m in heard.messages[1:2]] == ["ثبت "]
    post = mina.post()
    assert (post["kind"], post["likes"], post["comments"], post["typed"]) == ("reel", 1200, 45, LINE)


async def test_a_line_typed_as_the_answer_to_the_first_question_is_no_name(mina: Talk):
    await mina.says("/start")
    heard = await mina.says(LINE)
    assert "نام یا آیدی" in heard.text
    await mina.says("@gol_sara")
    assert mina.post()["likes"] == 1200
    assert mina.town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == "@gol_sara"


async def test_follower_counts_before_any_page_are_kept_too(mina: Talk):
    await mina.says("فالوورا شد ۴۸۵۳")
    await mina.says("@gol_sara")
    assert [row["count"] for row in mina.followers()] == [4853]


@pytest.mark.parametrize("typed", ["دیروز ۲تا پست گذاشتم ۵۰۰ لایک", "ریلز ۱/۲k لایک دیروز", "-۵ لایک"])
async def test_whatever_was_typed_before_never_stands_in_the_way_of_a_page(mina: Talk, typed: str):
    await mina.says(typed)
    await mina.says("@gol_sara")
    assert mina.town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == "@gol_sara"


async def test_follower_counts_typed_as_the_answer_to_the_first_question_are_no_name(mina: Talk):
    await mina.says("/start")
    await mina.says("فالوورا شد ۴۸۵۳")
    await mina.says("@gol_sara")
    assert mina.town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == "@gol_sara"
    assert [row["count"] for row in mina.followers()] == [4853]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("https://www.instagram.com/gol_sara/?hl=fa", "@gol_sara"),
        ("instagram.com/gol.sara", "@gol.sara"),
        ("https://t.me/gol_sara", "@gol_sara"),
        ("@gol_sara", "@gol_sara"),
        ("  گل   فروشی\nسطر دوم", "گل فروشی"),
        ("<b>گل</b> & Co", "<b>گل</b> & Co"),
        ("\u202egnihtoN\u202c", "gnihtoN"),
        ("\u2067متجر\u2069 الورد", "متجر الورد"),
        ("🌹" * NAME_MOST, "🌹" * NAME_MOST),
        ("می‌خواهم", "می‌خواهم"),
        ("1405", "1405"),
    ],
)
async def test_a_page_is_named_as_typed_or_by_its_address(mina: Talk, typed: str, name: str):
    await mina.says("/start")
    heard = await mina.says(typed)
    assert mina.town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == name
    assert name in heard.text
    assert all(not m["entities"] or name not in str(m["entities"]) for m in heard.messages)


@pytest.mark.parametrize(
    "typed", ["🌹" * 200, "x" * (NAME_MOST + 1), "\u200b\u200b", "\u200d", "@", "\u200c"]
)
async def test_a_name_that_cannot_be_shown_is_asked_again(mina: Talk, typed: str):
    await mina.says("/start")
    heard = await mina.says(typed)
    assert mina.drafts()
    if len(typed) > NAME_MOST:
        assert Texts().number(NAME_MOST).translate(dict.fromkeys((0x2068, 0x2069))) in heard.text
    await mina.says("گل")
    assert mina.town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == "گل"


async def test_a_start_by_somebody_known_greets_her_on_her_page(sara: Talk):
    heard = await sara.says("/start")
    assert "@gol_sara" in heard.text
    assert heard.messages[0]["keyboard"]


async def test_commands_before_there_is_a_page_ask_for_it(town: Town):
    for command in ("/post", "/compare", "/page", "/followers 4800", "مقایسه"):
        async with await Talk.new(town) as mina:
            heard = await mina.says(command)
            assert "نام یا آیدی" in heard.text, command


async def test_whatever_is_about_a_page_asks_for_it_first(mina: Talk):
    about = "trust tips customers goals team export compare calendar step posts besttime top mix pace report"
    for command in about.split():
        heard = await mina.says(f"/{command}")
        assert "نام یا آیدی" in heard.text, command
    assert mina.town.rows("SELECT 1 FROM members WHERE person_id = ?", mina.id) == []


async def test_what_stands_behind_followers_is_not_lost_before_there_is_a_page(mina: Talk):
    await mina.says("/followers 4800")
    heard = await mina.says("@gol_sara")
    assert [row["count"] for row in mina.followers()] == [4800], heard.text


async def test_help_and_a_sample_need_no_page(mina: Talk):
    heard = await mina.says("/help")
    assert "۱۲۰۰ لایک" in heard.text
    heard = await mina.presses("👀 نمونه ببین")
    assert "این فقط نمونه است" in heard.text
    assert heard.messages[0]["photo"]
    assert mina.town.rows("SELECT id FROM posts WHERE recorded_by = ?", mina.id) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "ما اسم"), ("en", "name"), ("en-GB", "name"), ("de", "نام یا آیدی"), ("fa-IR", "نام یا آیدی")],
)
async def test_a_stranger_is_spoken_to_in_her_telegrams_language(town: Town, language: str, words: str):
    async with await Talk.new(town, language=language) as talk:
        assert words in (await talk.says("/start")).text


async def test_a_count_that_cannot_be_makes_no_name_of_a_line(mina: Talk):
    await mina.says("/start")
    heard = await mina.says("ریلز ۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ لایک دیروز")
    assert "نام یا آیدی" in heard.text
    heard = await mina.says("@gol_sara")
    assert "پیج @gol_sara آماده است" in heard.text
    assert "ریلز" in heard.text


async def test_what_was_typed_first_waits_until_the_name_is_told_however_often_it_is_asked(mina: Talk):
    await mina.says("ریلز ۱۲۰ لایک ۳ کامنت دیروز")
    heard = await mina.says("/start")
    assert "نیمه‌کاره" not in heard.text
    await mina.says("مقایسه")
    heard = await mina.says("@gol_sara")
    assert "۱۲۰ لایک" in heard.text
    assert mina.post()["kind"] == "reel"


async def clocks_shown(talk: Talk) -> list[bool]:
    """Whether each view that depends on the clock says by which it runs, and leads to the choice."""
    (plan,) = talk.plans()
    link = talk.town.row("SELECT id FROM reports WHERE page_id = ? AND chat_id = ?", talk.page_id, talk.id)
    today = SUNDAY.astimezone(TEHRAN).date().toordinal()
    calendar = (f"cv:{view}:{today}:{talk.page_id}:" for view in ("weeks", "month", "day"))
    ways = (f"pn:{plan['id']}:{plan['version']}:back", f"rs:{link['id']}:show:", "bu:show:", *calendar)
    return [f"pg:{talk.page_id}:edit.zone" in (await talk.forges(way)).data for way in ways]


@pytest.mark.usefixtures("own_sunday")
@pytest.mark.parametrize(
    ("language", "line", "asked", "city", "other"),
    [
        ("ar", "/plan غدًا الساعة 12:00 صورة عن الورد", "التوقيت بحسب طهران", "بغداد", "Asia/Baghdad"),
        ("en", "/plan tomorrow 12:00 photo about roses", "Times are Tehran time", "Dubai", "Asia/Dubai"),
    ],
)
async def test_who_speaks_no_persian_is_told_by_whose_clock_it_runs_until_it_is_chosen(
    town: Town, language: str, line: str, asked: str, city: str, other: str
):
    async with await Talk.new(town, "ليلى", language) as leila:
        await leila.has_page("@ward")
        planned = await leila.says(line)
        assert planned.button(asked) == f"pg:{leila.page_id}:edit.zone"
        await leila.forges(f"rw:{leila.page_id}:me")
        assert all(await clocks_shown(leila))
        due = "SELECT due_at FROM reports WHERE chat_id = ? UNION ALL SELECT at FROM plans WHERE page_id = ?"
        before = [moment(row["due_at"]) for row in town.rows(due, leila.id, leila.page_id)]
        await leila.presses(data=planned.button(asked))
        await leila.presses(city)
        assert not any(await clocks_shown(leila))
        # What was set before she was asked was meant by her own clock.
        after = [moment(row["due_at"]) for row in town.rows(due, leila.id, leila.page_id)]
        walls = [[at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in found]
                 for zone, found in (("Asia/Tehran", before), (other, after))]  # fmt: skip
        assert walls[0] == walls[1]


async def test_who_speaks_persian_is_not_asked_about_the_clock(sara: Talk):
    await sara.says("/plan فردا ساعت ۱۲ عکس شال")
    await sara.forges(f"rw:{sara.page_id}:me")
    assert not any(await clocks_shown(sara))
