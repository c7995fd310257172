"""The way out: what Telegram cannot have now is kept, and sent once it can."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.delivery import Delivery, Ending, Speed, Target, Why
from bot.playground.faults import Limits, Rule
from bot.playground.server import Playground
from bot.rendering.message import Answer, Message, say
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
    async with asyncio.timeout(60):
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


async def put(delivery: Delivery, store: Store, chat: int, answer: Answer, **more: Any) -> None:
    await store.write(lambda c: delivery.put(c, chat, answer, **more))


async def until_settled(delivery: Delivery, store: Store, number: int) -> list[dict[str, Any]]:
    """The rows, once so many are sent or given up."""
    sql = "SELECT * FROM deliveries WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL ORDER BY id"

    def settled(connection) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in connection.exec_driver_sql(sql)]

    async with asyncio.timeout(60):
        while len(found := await store.read(settled)) < number:
            await delivery.send_due()
            await asyncio.sleep(0.05)
    return found


async def test_an_answer_goes_before_what_we_say_by_ourselves_and_waits_for_none_of_it(tmp_path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        async with delivering(tmp_path, playground.url, speed=Speed(2)) as (delivery, store):
            for number in range(5):
                await put(delivery, store, sara.id, say(f"reminder {number}"))
            async with asyncio.timeout(1):
                await answered(delivery, store, 1, say("پاسخ"))
            heard = [m["text"] for m in await sara.hears(count=6, timeout=60)]
            assert heard.index("پاسخ") <= 2
            assert [text for text in heard if text != "پاسخ"] == [f"reminder {n}" for n in range(5)]


async def test_a_chat_at_its_limit_holds_up_nobody_else(tmp_path):
    """A chat has one message a second: four of them take three, and another person's comes between."""
    async with (
        Playground() as playground,
        Person(playground.url) as sara,
        await Person.new(playground.url, "مینا") as mina,
    ):
        await sara.says("/start")
        await mina.says("/start")
        playground.world.pace.limits = Limits(per_chat=1)
        async with delivering(tmp_path, playground.url) as (delivery, store):
            for number in range(4):
                await put(delivery, store, sara.id, say(f"{number}"))
            await put(delivery, store, mina.id, say("زود"))
            assert [m["text"] for m in await mina.hears(timeout=1.5)] == ["زود"]
            assert [m["text"] for m in await sara.hears(count=4, timeout=60)] == list("0123")
            assert playground.world.pace.refused == 0


async def test_what_is_paid_for_says_so_and_an_answer_never_is(tmp_path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        playground.world.pace.limits = Limits(per_second=1, paid_per_second=50)
        async with delivering(tmp_path, playground.url, speed=Speed(40, paid=True)) as (delivery, store):
            await answered(delivery, store, 1, say("پاسخ"))
            await put(delivery, store, sara.id, say("یادآوری"))
            assert [m["text"] for m in await sara.hears(count=2)] == ["پاسخ", "یادآوری"]
            assert (playground.world.pace.taken, playground.world.pace.refused) == (2, 0)


async def test_what_telegram_refuses_is_given_up_at_once_and_told(tmp_path):
    endings: list[Ending] = []
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        ended = {"ended": lambda _, ending: endings.append(ending)}
        async with delivering(tmp_path, playground.url, **ended) as (delivery, store):
            await put(delivery, store, sara.id, say("<b>"), page_id=7)
            (row,) = await until_settled(delivery, store, 1)
            assert (row["failure"], row["failed_at"] is None) == ("refused", False)
            assert [(e.page_id, e.trouble.why) for e in endings] == [(7, Why.REFUSED)]


async def test_who_wants_to_hear_how_it_ended_hears_what_arrived(tmp_path):
    endings: list[Ending] = []
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        playground.world.faults.set([Rule("500", method="sendMessage", times=1)])
        ended = {"ended": lambda _, ending: endings.append(ending)}
        async with delivering(tmp_path, playground.url, **ended) as (delivery, store):
            answer = Answer((*say("یک").messages, *say("دو").messages), about="plan:5")
            await put(delivery, store, sara.id, answer)
            await until_settled(delivery, store, 1)
            ids = [m["message_id"] for m in await sara.hears(count=2)]
            assert [(e.about, list(e.message_ids), e.trouble) for e in endings] == [("plan:5", ids, None)]


async def test_a_silent_message_comes_without_a_sound(tmp_path):
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        async with delivering(tmp_path, playground.url) as (delivery, store):
            body = Answer((Message("آهسته", silent=True),))
            assert Answer.from_json(body.to_json()) == body
            await put(delivery, store, sara.id, body)
            assert [m["text"] for m in await sara.hears()] == ["آهسته"]


async def test_a_line_that_is_cut_each_time_is_given_up_after_a_few_repeats_and_told(tmp_path):
    """It may have arrived each time: nobody gets the same for a whole day."""
    endings: list[Ending] = []
    async with Playground() as playground, Person(playground.url) as sara:
        await sara.says("/start")
        playground.world.faults.set([Rule("cut", method="sendMessage", after_effect=True)])
        ended = {"ended": lambda _, ending: endings.append(ending)}
        async with delivering(tmp_path, playground.url, **ended) as (delivery, store):
            await put(delivery, store, sara.id, say("سلام"))
            async with asyncio.timeout(60):
                while not endings:
                    await store.write(lambda c: deliveries.hurry(c, datetime.now(UTC), timedelta(hours=1)))
                    await delivery.send_due()
                    await asyncio.sleep(0.1)
            assert [ending.trouble.why for ending in endings] == [Why.PERHAPS]
            assert 2 <= len(await sara.hears(count=2)) <= 5
