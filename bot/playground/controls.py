"""The playground itself over HTTP: its state, time, faults and limits, and what has happened in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.playground.common import InputError, Json
from bot.playground.faults import Limits, rule_from
from bot.playground.fields import asked, body_of, chat_id, number, optional, seconds, wanted, whole
from bot.playground.files import Photo
from bot.playground.world import World

Handler = Callable[[World, Request], Awaitable[Any]]
_LONGEST_WAIT = 60.0


async def _state(world: World, _: Request) -> Json:
    return {
        "me": world.bot.user(),
        "people": [person.view() for person in world.people.values()],
        "chats": [chat.view(world.bot.id) for chat in world.chats.values()],
        "descriptions": world.commands.descriptions,
        "short_descriptions": world.commands.short_descriptions,
        "limits": world.pace.view(),
        "time": world.clock.view(),
    }


async def _time(world: World, _: Request) -> Json:
    return world.clock.view()


async def _move_time(world: World, request: Request) -> Json:
    world.clock.forward(number(await body_of(request), "forward"))
    view = world.clock.view()
    world.events.add(lambda: {"type": "time", "chat": None, "time": view})
    return view


async def _set_faults(world: World, request: Request) -> Json:
    body = await body_of(request)
    given = body.get("rules")
    if not isinstance(given, list):
        raise InputError("rules is a list", field="rules")
    world.faults.set([rule_from(rule) for rule in given], optional(body, "seed", int) or 0)
    return {"rules": len(given)}


async def _clear_faults(world: World, _: Request) -> Json:
    world.faults.set([])
    return {"rules": 0}


async def _limits(world: World, request: Request) -> Json:
    body = await body_of(request)
    named = {name: optional(body, name, int) for name in Limits.__dataclass_fields__}
    if any(value is not None and value < 1 for value in named.values()):
        raise InputError("a limit is at least 1, or null for none")
    world.pace.limits = Limits(**named)
    return world.pace.view()


async def _events(world: World, request: Request) -> Json:
    """Events after a number. -1 asks only where they end; a number of an earlier playground starts over."""
    after = whole(asked(request, "after", "0"), "after")
    if after < 0:
        return {"events": [], "next": world.events.last}
    after = after if after <= world.events.last else 0
    wait = seconds(asked(request, "wait", "0"), "wait", _LONGEST_WAIT)
    events = await world.events.wait_after(after, wait)
    return {"events": events, "next": events[-1]["seq"] if events else after}


async def _commands(world: World, request: Request) -> list[Json]:
    chat = world.chat(chat_id(asked(request, "chat")))
    person = world.person(whole(asked(request, "person"), "person"))
    return world.commands.seen_by(chat, person.id, person.language_code)


async def _keyboard(world: World, request: Request) -> Json | None:
    keyboard = world.chat(chat_id(asked(request, "chat"))).keyboard
    return keyboard.view() if keyboard else None


async def _calls(world: World, request: Request) -> Json:
    calls = world.calls.after(whole(asked(request, "after", "0"), "after"))
    return {"calls": calls, "next": world.calls.last if not calls else calls[-1]["seq"]}


async def _keep_calls(world: World, request: Request) -> Json:
    world.calls.keep = wanted(await body_of(request), "keep", bool)
    return {"keep": world.calls.keep}


async def _download(world: World, request: Request) -> Response:
    """A file's bytes. Only pictures open in the page; nothing that somebody sent runs there."""
    file = world.files.bytes_of(request.path_params["file_id"])
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if not isinstance(file, Photo):
        headers["Content-Disposition"] = "attachment"
    return Response(file.data, media_type=file.mime, headers=headers)


CONTROLS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/play/state", _state),
    ("GET", "/play/time", _time),
    ("POST", "/play/time", _move_time),
    ("POST", "/play/faults", _set_faults),
    ("DELETE", "/play/faults", _clear_faults),
    ("POST", "/play/limits", _limits),
    ("GET", "/play/events", _events),
    ("GET", "/play/commands", _commands),
    ("GET", "/play/keyboard", _keyboard),
    ("GET", "/play/calls", _calls),
    ("POST", "/play/calls", _keep_calls),
    ("GET", "/play/files/{file_id}", _download),
)
"""Methods and paths with what answers them."""
