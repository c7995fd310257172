"""Other words that people use for a command."""

from __future__ import annotations

import pytest

from tests.handlers.talking import Talk


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("fa", "/plans", "تقویم"),
        ("fa", "برنامه‌ها", "تقویم"),
        ("ar", "خططي", "تقويم"),
        ("en", "my plans", "Calendar"),
    ],
)
async def test_plans_are_the_calendar(sara: Talk, language: str, line: str, said: str) -> None:
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert said in heard.text
    assert heard.of_kind("cv")


@pytest.mark.parametrize(
    ("language", "line"), [("fa", "کدوم بهتره؟"), ("ar", "أيهما أفضل؟"), ("en", "which is better?")]
)
async def test_which_is_better_is_a_comparison(sara: Talk, language: str, line: str) -> None:
    await sara.says(f"/language {language}")
    assert (await sara.says(line)).text == (await sara.says("/compare")).text


@pytest.mark.parametrize(("language", "line"), [("fa", "برگشت"), ("ar", "رجوع"), ("en", "back")])
async def test_going_back_is_the_menu_and_takes_nothing_back(sara: Talk, language: str, line: str) -> None:
    await sara.says(f"/language {language}")
    await sara.says("/post photo likes=95 comments=4")
    assert (await sara.says(line)).text == (await sara.says("/start")).text
    assert len(sara.posts()) == 1


@pytest.mark.parametrize(
    ("language", "line", "command"),
    [
        ("fa", "سلام", "/start"),
        ("ar", "السلام عليكم", "/start"),
        ("en", "Hello!", "/start"),
        ("fa", "پستام رو نشون بده", "/posts"),
        ("fa", "کی باید پست بذارم؟", "/besttime"),
        ("fa", "چقدر رشد کردم؟", "/followers"),
        ("fa", "کدوم پستم بهتره؟", "/top"),
        ("ar", "متى أنشر؟", "/besttime"),
        ("en", "When should I post?", "/besttime"),
    ],
)
async def test_people_ask_in_words_of_their_own(sara: Talk, language: str, line: str, command: str) -> None:
    await sara.says("/post photo likes=95 comments=4 at=2026-11-20T12:00")
    await sara.says(f"/language {language}")
    assert (await sara.says(line)).text == (await sara.says(command)).text


async def test_a_newcomers_greeting_is_greeted_back(mina: Talk) -> None:
    assert (await mina.says("سلام")).text.startswith("سلام")
