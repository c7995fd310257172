"""Faults and limits strike when and where they were asked to, and can be switched off again."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.playground.faults import Rule
from bot.playground.server import Playground
from tests.playground.person import Person, Refused


async def set_faults(sara: Person, *rules: dict[str, Any]) -> None:
    await sara.asks("POST", "/play/faults", rules=list(rules), seed=7)


async def test_a_429_says_how_long_and_only_where_it_was_asked_for(bot: Bot, sara: Person) -> None:
    rule = {"kind": "429", "method": "sendMessage", "chat": sara.id, "retry_after": 7, "times": 1}
    await set_faults(sara, rule)
    await bot.send_chat_action(sara.id, "typing")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(sara.id, "x")
    assert refused.value.retry_after == timedelta(seconds=7)
    await bot.send_message(sara.id, "x")


async def test_an_outage_may_come_before_or_after_the_effect(bot: Bot, sara: Person) -> None:
    await set_faults(sara, {"kind": "500", "times": 1}, {"kind": "500", "times": 1, "after_effect": True})
    for text in ("گم", "رسید"):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(sara.id, text)
    assert [message["text"] for message in await sara.hears()] == ["رسید"]


async def test_a_cut_line_gives_no_answer_before_or_after_the_effect(bot: Bot, sara: Person) -> None:
    await set_faults(sara, {"kind": "cut", "times": 1}, {"kind": "cut", "times": 1, "after_effect": True})
    for text in ("گم", "رسید"):
        with pytest.raises(NetworkError):
            await bot.send_message(sara.id, text)
    await bot.send_message(sara.id, "پس از آن")
    assert [message["text"] for message in await sara.hears(count=2)] == ["رسید", "پس از آن"]


async def test_a_cut_getupdates_loses_nothing(bot: Bot, sara: Person) -> None:
    await set_faults(sara, {"kind": "cut", "method": "getUpdates", "times": 1, "after_effect": True})
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_slowness_holds_up_only_those_it_hits(bot: Bot, sara: Person) -> None:
    await set_faults(sara, {"kind": "slow", "method": "sendMessage", "seconds": 0.5})
    started = time.monotonic()
    slow = asyncio.create_task(bot.send_message(sara.id, "x"))
    await bot.get_me()
    assert time.monotonic() - started < 0.4
    await slow
    assert time.monotonic() - started >= 0.5


async def test_chance_is_seeded_and_faults_are_cleared(playground: Playground, sara: Person) -> None:
    async def run() -> list[bool]:
        await set_faults(sara, {"kind": "500", "rate": 0.5})
        return [bool(playground.world.faults.strike("getme", None)) for _ in range(40)]

    first = await run()
    assert first == await run()
    assert 5 < sum(first) < 35
    await sara.asks("DELETE", "/play/faults")
    assert playground.world.faults.rules == []


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"kind": "fire"},
        {"kind": "429", "rate": 2},
        {"kind": "429", "times": "x"},
        {"kind": "cut", "on": 1},
        3,
    ],
)
async def test_rules_that_make_no_sense_are_refused(sara: Person, rule: Any) -> None:
    with pytest.raises(Refused, match="400"):
        await sara.asks("POST", "/play/faults", rules=[rule])


def test_a_rule_can_be_used_up() -> None:
    assert Rule("500", times=1).matches("getme", None)
    assert not Rule("500", times=0).matches("getme", None)


async def test_limits_for_bot_chat_and_group(
    bot: Bot, playground: Playground, sara: Person, leila: Person
) -> None:
    await leila.says("/start")
    group = (await sara.asks("POST", "/play/chats", type="group", title="گروه", owner=sara.id))["id"]
    await sara.asks("POST", f"/play/chats/{group}/add_bot", by=sara.id)
    await sara.asks("POST", "/play/limits", per_second=None, per_chat=1, per_group=None)
    await bot.send_message(sara.id, "۱")
    with pytest.raises(RetryAfter):
        await bot.send_message(sara.id, "۲")
    await bot.send_message(leila.id, "۱")
    await sara.asks("POST", "/play/limits", per_second=2)
    playground.world.clock.forward(10)
    await bot.send_message(sara.id, "۱")
    await bot.send_message(leila.id, "۱")
    with pytest.raises(RetryAfter):
        await bot.send_message(group, "۱")
    await bot.send_chat_action(group, "typing")
    await sara.asks("POST", "/play/limits", per_group=2)
    for _ in range(2):
        playground.world.clock.forward(2)
        await bot.send_message(group, "x")
    playground.world.clock.forward(2)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(group, "x")
    assert isinstance(refused.value.retry_after, timedelta)
    assert timedelta(seconds=50) < refused.value.retry_after <= timedelta(seconds=58)
    playground.world.clock.forward(60)
    await bot.send_message(group, "x")
    await sara.asks("POST", "/play/limits")
    for _ in range(5):
        await bot.send_message(group, "x")
    with pytest.raises(Refused, match="400"):
        await sara.asks("POST", "/play/limits", per_chat=0)


async def test_what_is_paid_for_has_a_limit_of_its_own(
    bot: Bot, playground: Playground, sara: Person, leila: Person
) -> None:
    await leila.says("/start")
    await sara.asks("POST", "/play/limits", per_second=1, paid_per_second=2)
    await bot.send_message(sara.id, "۱")
    for _ in range(2):
        await bot.send_message(leila.id, "۱", allow_paid_broadcast=True)
    for paid in (True, False):
        with pytest.raises(RetryAfter):
            await bot.send_message(leila.id, "۱", allow_paid_broadcast=paid)
    seen = playground.world.pace.view()
    assert (seen["taken"], seen["refused"]) == (3, 2)


async def test_calls_are_logged_without_tokens_and_can_be_left_out(bot: Bot, sara: Person) -> None:
    await bot.send_message(sara.id, "راز")
    with pytest.raises(TelegramError):
        await bot.send_message(5, "راز")
    calls = await sara.asks("GET", "/play/calls")
    logged = [(call["method"], call["chat"], call["ok"]) for call in calls["calls"]]
    assert logged == [("getMe", None, True), ("sendMessage", sara.id, True), ("sendMessage", 5, False)]
    assert "secret" not in str(calls)
    assert "راز" not in str(calls)
    await sara.asks("POST", "/play/calls", keep=False)
    await bot.send_message(sara.id, "x")
    assert (await sara.asks("GET", "/play/calls", after=calls["next"]))["calls"] == []
