"""Views and older posts out of a channel's public preview page: gently, marked as rounded, never twice."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partialmethod
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

import bot.preview
import handlers.channels
from bot.clock import Clock
from tests.handlers.channels import NUMBERS, Channel, waits_for
from tests.handlers.conftest import running
from tests.handlers.talking import Talk, Town
from tests.previews import message, page

_ON_A_PAGE = 20


@dataclass
class Previews:
    """A place that shows channels' posts, twenty a page, and remembers who asked for what."""

    shown: dict[str, dict[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    troubles: dict[str, list[int]] = field(default_factory=dict)
    url: str = ""

    async def answer(self, request: Request) -> Response:
        name, before = request.path_params["name"], request.query_params.get("before")
        self.asked.append((name, before))
        if troubles := self.troubles.get(name):
            return Response(status_code=troubles.pop())
        if name not in self.shown:
            return RedirectResponse(f"/{name}", 302)
        ids = [number for number in sorted(self.shown[name]) if before is None or number < int(before)]
        return HTMLResponse(page(*(self.shown[name][number] for number in ids[-_ON_A_PAGE:])))

    def of(self, channel: Channel) -> list[str | None]:
        return [before for name, before in self.asked if name == channel.username]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def previews() -> AsyncIterator[Previews]:
    previews = Previews()
    app = Starlette(routes=[Route("/s/{name}", previews.answer)])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    previews.url = f"http://127.0.0.1:{listening.getsockname()[1]}/s/"
    yield previews
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, previews: Previews) -> AsyncIterator[Town]:
    """The town of the other tests, with previews to look at and no patience."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHANNEL_PREVIEW_URL", previews.url)
        patched.setattr(bot.preview, "PAUSE_SECONDS", 0.0)
        patched.setattr(handlers.channels, "_NEXT_PAGE", timedelta(0))
        patched.setattr(Clock, "start", partialmethod(Clock.start, every_seconds=0.05))
        async with running(tmp_path_factory.mktemp("previews") / "bot.db") as town:
            yield town


def some_name() -> str:
    return f"channel_{next(NUMBERS)}"


async def looked_at(channel: Channel, times: int = 1) -> None:
    """Until the preview was read so many times to its end."""
    sql = """SELECT 1 FROM alarms WHERE subject_id = ? AND kind = 'channel-preview' AND done_at IS NULL
             AND due_at > ? AND (SELECT count(*) FROM alarms WHERE subject_id = ? AND done_at IS NOT NULL
             AND kind = 'channel-preview') >= ?"""
    soon = await channel.town.now() + timedelta(minutes=1)
    await waits_for(channel.town, sql, channel.id, soon.isoformat(timespec="microseconds"), channel.id, times)


async def linked(sara: Talk, name: str | None, previews: Previews) -> Channel:
    channel = await Channel.linked(sara, **({"username": name} if name else {}))
    await looked_at(channel)
    return channel


def standing(talk: Talk) -> list[dict[str, Any]]:
    return sorted(talk.posts(), key=lambda post: int(post["external_id"].partition("/")[2]))


async def test_older_posts_come_page_by_page_with_rounded_views(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {n: message(n, name=name, views=f"{n}.5K") for n in range(1, 46)}
    channel = await linked(sara, name, previews)
    assert previews.of(channel) == [None, "26", "6"]
    posts = standing(sara)
    assert [post["external_id"] for post in posts] == [f"{channel.id}/{n}" for n in range(1, 46)]
    first = posts[0]
    assert (first["views"], first["rounded"], first["source"]) == (1500, '["views"]', "preview")
    assert (first["likes"], first["link"]) == (None, f"https://t.me/{name}/1")
    assert first["published_at"] == "2026-11-20T09:00:00.000000+00:00"
    assert first["recorded_by"] == sara.id


async def test_about_a_hundred_older_posts_are_enough(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {n: message(n, name=name) for n in range(1, 301)}
    channel = await linked(sara, name, previews)
    assert len(previews.of(channel)) == 5
    assert len(sara.posts()) == 100


async def test_a_post_that_the_channel_sent_itself_is_not_doubled(sara: Talk, previews: Previews):
    name = some_name()
    channel = await linked(sara, name, previews)
    text = await channel.posts("سلام")
    first = await channel.shows("پاییزه", album="x")
    await channel.shows(album="x")
    await channel.reacted(sara, text)
    previews.shown[name] = {
        text: message(text, name=name, text="سلام", views="1.2K", reactions={"👍": "1.1K"}),
        first: message(first, name=name, media=["photo", "photo"], views="87"),
    }
    await channel.town.set_time(await channel.town.now() + timedelta(days=1, minutes=1))
    await looked_at(channel, 2)
    assert len({post["id"] for post in sara.posts()}) == 2
    by_source = {(r["source"], r["views"], r["likes"], r["rounded"]) for r in channel.readings()}
    assert by_source == {
        ("telegram", None, 1, "[]"),
        ("preview", 1200, 1, '["views"]'),
        ("preview", 87, None, "[]"),
    }


async def test_a_post_that_the_preview_showed_first_is_not_doubled_by_the_channel(
    sara: Talk, previews: Previews
):
    name = some_name()
    previews.shown[name] = {
        1: message(1, name=name, text="زود"),
        2: message(2, name=name, media=["photo", "photo"]),
    }
    channel = await linked(sara, name, previews)
    await channel.posts("زود")
    await channel.shows(album="y")
    await channel.shows(album="y")
    assert [post["slides"] for post in standing(sara)] == [None, 2]


async def test_reactions_come_rounded_where_telegram_did_not_tell_them(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {3: message(3, name=name, reactions={"👍": "1.1K", "🔥": "20"})}
    await linked(sara, name, previews)
    post = sara.post()
    assert (post["likes"], post["rounded"]) == (1120, '["likes"]')


async def test_the_newest_are_looked_at_again_every_day(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {n: message(n, name=name, views="100") for n in range(1, 31)}
    channel = await linked(sara, name, previews)
    before = len(previews.of(channel))
    previews.shown[name][30] = message(30, name=name, views="250")
    await channel.town.set_time(await channel.town.now() + timedelta(days=1, minutes=1))
    await looked_at(channel, before + 1)
    assert previews.of(channel)[before:] == [None]
    assert [r["views"] for r in channel.readings() if r["views"] == 250] == [250]
    assert len({post["id"] for post in sara.posts()}) == 30


async def test_a_page_that_is_not_to_be_had_is_asked_for_again_after_a_while(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {n: message(n, name=name) for n in range(1, 31)}
    previews.troubles[name] = [503, 429]
    channel = await linked(sara, name, previews)
    assert previews.of(channel) == [None]
    assert sara.posts() == []
    for minutes in (11, 31):
        await channel.town.set_time(await channel.town.now() + timedelta(minutes=minutes))
        await looked_at(channel, 2 if minutes == 11 else 4)
    assert len(sara.posts()) == 30


async def test_a_channel_without_a_preview_is_left_alone_until_tomorrow(sara: Talk, previews: Previews):
    channel = await linked(sara, some_name(), previews)
    assert previews.of(channel) == [None]
    assert sara.posts() == []


async def test_a_private_channel_is_never_looked_for(sara: Talk, previews: Previews):
    asked = len(previews.asked)
    await linked(sara, None, previews)
    assert len(previews.asked) == asked


async def test_nothing_is_asked_for_a_channel_that_is_switched_off(sara: Talk, previews: Previews):
    name = some_name()
    previews.shown[name] = {1: message(1, name=name)}
    channel = await linked(sara, name, previews)
    await sara.forges(f"ch:{channel.id}:off")
    await channel.town.set_time(await channel.town.now() + timedelta(days=1, minutes=1))
    waiting = "SELECT 1 FROM alarms WHERE subject_id = ? AND done_at IS NULL"
    for _ in range(200):
        if not channel.town.rows(waiting, channel.id):
            break
        await asyncio.sleep(0.02)
    assert not channel.town.rows(waiting, channel.id)
    assert previews.of(channel) == [None]
