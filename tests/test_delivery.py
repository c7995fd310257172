"""The way out: what Telegram cannot have now is kept, and sent once it can."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.delivery import Delivery, Target
from bot.playground.faults import Rule
from bot.playground.server import Playground
from bot.rendering.message import Answer, say
from bot.rendering.picture import Picture
from bot.transport import request
from storage import deliveries, inbox
from storage.database import Store
from storage.inbox import Arrived
from tests.playground.person import Person

PEOPLE = 1001


async def no_picture(_: Picture) -> bytes:
    raise AssertionError("nothing is drawn here")


@asynccontextmanager
async def delivering(folder: Path, address: str, **more: Any) -> AsyncIterator[tuple[Delivery, Store]]:
    store = Store(folder / "delivery.db")
    store.open()
    sending, polling = request(8), request(1)
    bot = Bot("1:x", base_url=f"{address}/bot", request=sending, get_updates_request=polling)
    delivery = Delivery(bot, store, lambda: datetime.now(UTC), no_picture, lambda _: [], **more)
    await delivery.start()
    try:
        yield delivery, store
    finally:
        await delivery.close()
        await sending.shutdown()
        await polling.shutdown()
        store.close()


async def known_update(store: Store, update_id: int, answer: Answer) -> None:
    """An update whose effect is kept and which waits for its answer."""
    now = datetime.now(UTC)

    def keep(connection) -> None:
        inbox.add(connection, [Arrived(update_id, PEOPLE, json.dumps({}))], now)
        inbox.finish(connection, update_id, now, answer.to_json())

    await store.write(keep)


async def answered(delivery: Delivery, store: Store, update_id: int, answer: Answer) -> None:
    await known_update(store, update_id, answer)
    await delivery.answer(update_id, Target(PEOPLE), answer)


async def until_sent(delivery: Delivery, store: Store) -> None:
    async with asyncio.timeout(10):
        while await store.read(deliveries.chats_waiting):
            await delivery.send_due()
            await asyncio.sleep(0.1)


async def test_an_answer_outlives_an_outage(tmp_path):
    """Nobody listens at first: the answer becomes a row, and goes out when somebody does."""
    async with Playground() as first:
        address = first.url
    async with delivering(tmp_path, address) as (delivery, store):
        await answered(delivery, store, 1, say("سلام"))
        assert await store.read(deliveries.chats_waiting) == {PEOPLE}
        assert not await store.read(inbox.unanswered)
        port = int(address.rpartition(":")[2])
        async with Playground(port) as playground, Person(playground.url) as sara:
            await sara.says("/start")
            await until_sent(delivery, store)
            assert [m["text"] for m in await sara.hears()] == ["سلام"]


async def test_what_comes_later_queues_behind_what_waits(tmp_path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        async with delivering(tmp_path, playground.url) as (delivery, store):
            playground.world.faults.set([Rule("429", method="sendMessage", retry_after=3, times=1)])
            for number, text in enumerate(["یک", "دو", "سه"], 1):
                await answered(delivery, store, number, say(text))
            await until_sent(delivery, store)
            assert [m["text"] for m in await sara.hears(count=3)] == ["یک", "دو", "سه"]


async def test_one_chat_that_must_wait_holds_up_nobody_else(tmp_path):
    async with (
        Playground() as playground,
        Person(playground.url) as sara,
        await Person.new(playground.url, "مینا") as mina,
    ):
        await sara.says("/start")
        await mina.says("/start")
        async with delivering(tmp_path, playground.url) as (delivery, store):
            rule = Rule("429", method="sendMessage", chat=sara.id, retry_after=3600)
            playground.world.faults.set([rule])
            await known_update(store, 1, say("دیر"))
            await delivery.answer(1, Target(sara.id), say("دیر"))
            await known_update(store, 2, say("زود"))
            async with asyncio.timeout(1):
                await delivery.answer(2, Target(mina.id), say("زود"))
            assert [m["text"] for m in await mina.hears()] == ["زود"]


async def test_a_message_that_timed_out_is_sent_twice_at_most(tmp_path):
    """A cut after the effect cannot be told from one before it: one repeat is the price of losing none."""
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        async with delivering(tmp_path, playground.url) as (delivery, store):
            playground.world.faults.set([Rule("cut", method="sendMessage", after_effect=True, times=1)])
            await answered(delivery, store, 1, say("سلام"))
            await until_sent(delivery, store)
            heard = await sara.hears(count=1)
            heard += await sara.hears(count=0, timeout=0.5)
            assert 1 <= len(heard) <= 2


async def test_who_blocked_the_bot_is_remembered_and_left_alone(tmp_path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        playground.world.people[sara.id].blocked = True
        async with delivering(tmp_path, playground.url) as (delivery, store):
            await answered(delivery, store, 1, say("سلام"))
            await delivery.close()
            assert not await store.read(deliveries.chats_waiting)
            assert not await store.read(inbox.unanswered)


async def test_a_line_that_begins_with_a_latin_name_stays_on_the_right(tmp_path):
    mark = "\u200f"
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        async with delivering(tmp_path, playground.url) as (delivery, store):
            await answered(delivery, store, 1, say("سلام\n<b>\u2068sara_shop\u2069</b>\nخوب"))
            await answered(delivery, store, 2, say("\u2068گل‌فروشی\u2069 is your page"))
            persian, english = [m["text"] for m in await sara.hears(count=2)]
            assert persian.splitlines()[1].startswith(mark)
            assert mark not in english
