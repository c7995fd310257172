"""Languages, digits, calendars; being blocked and coming back; the keyboard and the menu."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest

from bot.domain.people import LANGUAGES, person_in
from bot.language.texts import Language, Texts
from bot.rendering.help import COMMANDS
from bot.rendering.home import MENU, home_keyboard, menu
from tests.handlers.talking import ISOLATES, Talk, Town

LINE = "عکس ۱۲۰۰ لایک ۴۵ کامنت دیروز ساعت ۹ شب"


def person(talk: Talk) -> dict[str, Any]:
    return talk.town.row("SELECT * FROM people WHERE id = ?", talk.id)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_language_changes_the_keyboard_the_menu_and_the_digits_at_once(sara: Talk, language: str):
    await sara.says("/settings")
    await sara.presses("🌐 زبان")
    heard = await sara.presses(data=f"se:language:{language}")
    texts = Texts(language, digits=language)  # type: ignore[arg-type]
    wanted = home_keyboard(texts, "@gol_sara", at_work=False)
    keyboard = await sara.person.keyboard()
    assert keyboard is not None
    assert [list(row) for row in keyboard["rows"]] == [list(row) for row in wanted.rows]
    shown = [(command["command"], command["description"]) for command in await sara.person.commands()]
    assert shown == menu(language)
    assert heard.text.strip() == texts.plain("language-chosen")
    card = await sara.says(LINE)
    assert texts.number(1200).translate(ISOLATES) in card.text
    person_then = person(sara)
    usual = person_in(language, sara.id)  # type: ignore[arg-type]
    assert (person_then["language"], person_then["digits"], person_then["calendar"]) == (
        usual.language,
        usual.digits,
        usual.calendar,
    )


@pytest.mark.parametrize("typed", ["/language en", "/language English", "/language EN"])
async def test_a_language_can_be_named_behind_the_command(sara: Talk, typed: str):
    heard = await sara.says(typed)
    assert heard.text.strip() == Texts("en").plain("language-chosen")


async def test_a_bare_language_shows_the_choices_each_in_its_own_words(sara: Talk):
    heard = await sara.says("/language")
    assert heard.labels == ["✓ فارسی", "العربية", "English"]


async def test_digits_are_changed_alone(sara: Talk):
    await sara.says("/settings")
    await sara.presses("🔢 رقم‌ها")
    heard = await sara.presses(data="se:digits:en")
    assert heard.edited
    assert "1,234,567,890" in heard.text
    card = await sara.says(LINE)
    assert "1,200 لایک" in card.text
    assert "۱" not in card.text.replace("۱۰۰", "")


async def test_the_calendar_is_changed_alone(sara: Talk):
    await sara.forges("se:calendar:gregorian")
    card = await sara.says(LINE)
    assert "شنبه ۲۱ نوامبر" in card.text
    await sara.forges("se:calendar:jalali")
    assert "شنبه ۳۰ آبان" in (await sara.says("عکس ۱۲۰۱ لایک ۴۵ کامنت دیروز")).text


@pytest.mark.parametrize("data", ["se:language:de", "se:id:5", "se:page_id:1", "se::", "se:digits:jalali"])
async def test_a_setting_that_never_was_changes_nothing(sara: Talk, data: str):
    before = person(sara)
    heard = await sara.forges(data)
    assert heard.alert
    assert person(sara) == before


async def test_a_newcomer_may_choose_her_language_before_she_has_a_page(mina: Talk):
    await mina.says("/language en")
    assert person(mina)["language"] == "en"
    assert "name" in (await mina.says("/start")).text


async def test_labels_of_the_keyboard_work_in_whatever_language_they_were_shown(sara: Talk):
    await sara.says("/language en")
    heard = await sara.says("⚙️ تنظیمات")
    assert "Settings" in heard.text


@pytest.mark.parametrize(
    ("word", "language", "answer"),
    [
        ("مقایسه", "fa", "compare-not-yet"),
        ("مقارنة", "ar", "compare-not-yet"),
        ("compare", "en", "compare-not-yet"),
        ("تنظیمات", "fa", "settings-title"),
        ("راهنما", "fa", "help-title"),
        ("help", "en", "help-title"),
        ("لغو", "fa", "cancel-nothing"),
    ],
)
async def test_words_do_what_commands_do(sara: Talk, word: str, language: str, answer: str):
    await sara.says(LINE)
    await sara.says(f"/language {language}")
    heard = await sara.says(word)
    assert Texts(language).plain(answer).replace("<b>", "").translate(ISOLATES)[:7] in heard.text  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MENU)
async def test_every_command_of_the_menu_answers(sara: Talk, name: str):
    heard = await sara.says(f"/{name}")
    assert "ندارم" not in heard.text
    heard = await sara.says(f"/{name.upper()}@adminyar_bot")
    assert "ندارم" not in heard.text


async def test_a_block_is_remembered_and_a_start_takes_it_back(sara: Talk):
    await sara.person.asks("POST", "/play/block", person=sara.id, blocked=True)
    await _until(sara, "blocked_at IS NOT NULL")
    await sara.says("/start")
    assert person(sara)["blocked_at"] is None


async def test_an_answer_that_meets_a_block_is_no_failure(town: Town, sara: Talk):
    await sara.says(LINE)
    await sara.person.says("/page")
    await sara.person.asks("POST", "/play/block", person=sara.id, blocked=True)
    await _until(sara, "blocked_at IS NOT NULL")
    heard = await sara.says("/start")
    assert heard.messages
    left = town.rows("SELECT * FROM inbox WHERE chat_id = ? AND done_at IS NULL", sara.id)
    assert left == []


async def _until(talk: Talk, condition: str) -> None:
    for _ in range(1000):
        if talk.town.rows(f"SELECT 1 FROM people WHERE id = ? AND {condition}", talk.id):
            return
        await asyncio.sleep(0.005)
    raise AssertionError(condition)


async def test_pictures_are_drawn_on_the_ground_that_she_chose_in_every_language(sara: Talk):
    for count in ("۱۰۰۰", "۱۱۰۰"):
        await sara.says(f"/followers {count}")
    assert _theme(sara, (await sara.says("/followers")).messages) == "light"
    await sara.says("/settings")
    await sara.presses("🎨 تصویرها")
    heard = await sara.presses("تیره")
    assert heard.edited
    assert "تیره" in heard.text
    await sara.says("/language en")
    assert person(sara)["theme"] == "dark"
    assert _theme(sara, (await sara.says("/followers")).messages) == "dark"


def _theme(talk: Talk, messages: list[dict[str, Any]]) -> str:
    """The theme of the last picture that was sent."""
    assert messages[0]["photo"]
    sql = (
        "SELECT answer FROM inbox WHERE chat_id = ? AND answer LIKE '%curve%' ORDER BY update_id DESC LIMIT 1"
    )
    answer = json.loads(talk.town.row(sql, talk.id)["answer"])
    return str(answer["messages"][0]["picture"]["curve"]["theme"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_help_is_short_and_each_of_its_buttons_leads_on_and_back(sara: Talk, language: Language):
    await sara.says(f"/language {language}")
    first = await sara.says("/help")
    assert len([line for line in first.text.splitlines() if line.strip()]) <= 7
    said = []
    for subject in first.of_kind("hl"):
        heard = await sara.presses(data=subject)
        said += re.findall(r"/([a-z]+)", heard.text)
        await sara.presses(Texts(language).plain("help-back"))
    assert set(COMMANDS) <= set(said)


async def test_the_examples_of_the_help_are_read_as_what_they_stand_for(sara: Talk):
    for language in LANGUAGES:
        texts = Texts(language)
        (line,) = re.findall(r"<code>(.*)</code>", texts.plain("help-want-record"))
        await sara.says(f"/language {language}")
        await sara.says(line)
        post = sara.posts()[-1]
        assert (post["kind"], post["likes"], post["comments"]) == ("reel", 1200, 45)
        (line,) = re.findall(r"<code>(.*)</code>", texts.plain("help-want-followers"))
        await sara.says(line)
        assert sara.followers()[-1]["count"] == 4853
        (line,) = re.findall(r"<code>(.*)</code>", texts.plain("help-want-plan"))
        plans = len(sara.plans())
        await sara.says(line)
        assert len(sara.plans()) == plans + 1
        (line,) = re.findall(r"<code>(.*)</code>", texts.plain("help-want-undo"))
        await sara.says(line)
        assert len(sara.plans()) == plans
