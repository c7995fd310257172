"""The people's side over HTTP: JSON in, JSON out, for the chat page and for tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground import actions, joining, topics
from bot.playground.common import ApiError, InputError, Json
from bot.playground.faults import Limits, rule_from
from bot.playground.fields import asked, body_of, number, optional, seconds, wanted, whole
from bot.playground.files import Photo, Upload
from bot.playground.people import Chat, Person
from bot.playground.views import shown
from bot.playground.world import World

Handler = Callable[[World, Request], Awaitable[Any]]
_LONGEST_WAIT = 60.0
_CHAT_TYPES = ("group", "supergroup", "channel")


def routes(world: World) -> list[Route]:
    """All routes under /play."""
    table: list[tuple[str, str, Handler]] = [
        ("GET", "/play/state", _state),
        ("GET", "/play/time", _time),
        ("POST", "/play/time", _move_time),
        ("POST", "/play/people", _add_person),
        ("POST", "/play/chats", _add_chat),
        ("POST", "/play/chats/{chat}/{change}", _change_chat),
        ("GET", "/play/chats/{chat}/messages", _messages),
        ("POST", "/play/say", _say),
        ("POST", "/play/post", _post),
        ("POST", "/play/edit", _edit),
        ("POST", "/play/press", _press),
        ("POST", "/play/file", _file),
        ("POST", "/play/forward", _forward),
        ("POST", "/play/react", _react),
        ("POST", "/play/block", _block),
        ("POST", "/play/faults", _set_faults),
        ("DELETE", "/play/faults", _clear_faults),
        ("POST", "/play/limits", _limits),
        ("GET", "/play/events", _events),
        ("GET", "/play/commands", _commands),
        ("GET", "/play/keyboard", _keyboard),
        ("GET", "/play/calls", _calls),
        ("POST", "/play/calls", _keep_calls),
        ("GET", "/play/files/{file_id}", _download),
    ]
    return [Route(path, _endpoint(world, handler), methods=[method]) for method, path, handler in table]


def _endpoint(world: World, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Run a handler; what it refuses becomes JSON {"error", …facts}."""

    async def endpoint(request: Request) -> Response:
        try:
            answer = await handler(world, request)
        except InputError as error:
            return JSONResponse({"error": str(error), **error.facts}, error.status)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


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


async def _add_person(world: World, request: Request) -> Json:
    body = await body_of(request)
    language = optional(body, "language_code", str) or "fa"
    names = wanted(body, "first_name", str), language, optional(body, "username", str)
    return world.add_person(*names, optional(body, "id", int)).view()


async def _add_chat(world: World, request: Request) -> Json:
    body = await body_of(request)
    kind = wanted(body, "type", str)
    if kind not in _CHAT_TYPES:
        raise InputError("type is one of these", types=list(_CHAT_TYPES))
    title, owner = wanted(body, "title", str), wanted(body, "owner", int)
    chat = world.add_chat(kind, title, world.person(owner).id, optional(body, "username", str))
    return chat.view(world.bot.id)


async def _change_chat(world: World, request: Request) -> Json:
    """join, leave {person}; promote, restrict {person | bot, by}; add_bot, remove_bot {by}; migrate.

    topic {name, by}; close_topic, delete_topic {topic, by}. only_texts: members may send no photos and files.
    """
    chat = world.chat(_chat_id(request.path_params["chat"]))
    body = await body_of(request)
    match request.path_params["change"]:
        case "join":
            joining.join(world, chat, _person(world, body))
        case "leave":
            joining.leave(world, chat, _person(world, body))
        case "promote":
            joining.promote(world, chat, _subject(world, body), _rights(body), _person(world, body, "by"))
        case "restrict":
            joining.restrict(world, chat, _subject(world, body), _person(world, body, "by"))
        case "add_bot":
            joining.add_bot(world, chat, _person(world, body, "by"))
        case "remove_bot":
            joining.remove_bot(world, chat, _person(world, body, "by"))
        case "topic" | "close_topic" | "delete_topic" as change:
            _change_topic(world, chat, change, body)
        case "only_texts":
            chat.only_texts = True
        case "migrate":
            chat = joining.migrate(world, chat)
        case change:
            raise InputError("no such change to a chat", 404, change=change)
    return chat.view(world.bot.id)


def _change_topic(world: World, chat: Chat, change: str, body: Json) -> None:
    by = _person(world, body, "by")
    if change == "topic":
        topics.make(world, chat, by, wanted(body, "name", str))
    else:
        end = topics.close if change == "close_topic" else topics.delete
        end(world, chat, by, wanted(body, "topic", int))


async def _messages(world: World, request: Request) -> list[Json]:
    chat = world.chat(_chat_id(request.path_params["chat"]))
    person = world.person(whole(asked(request, "as"), "as"))
    found = actions.visible(chat, person, whole(asked(request, "after", "0"), "after"))
    return [shown(world, message) for message in found]


async def _say(world: World, request: Request) -> Json:
    body = await body_of(request)
    person, chat, text = _person(world, body), _chat(world, body), wanted(body, "text", str)
    anonymous = optional(body, "anonymous", bool) or False
    topic = optional(body, "topic", int)
    replied = optional(body, "reply_to", int)
    message = actions.say(world, person, chat, text, replied, anonymous=anonymous, topic=topic)
    return {"message_id": message.message_id}


async def _post(world: World, request: Request) -> Json:
    body = await body_of(request)
    by = _person(world, body, "by")
    message = actions.post(world, _chat(world, body), by, wanted(body, "text", str))
    return {"message_id": message.message_id}


async def _edit(world: World, request: Request) -> Json:
    """Changes the text or caption of a channel's post."""
    body = await body_of(request)
    by, chat, number = _person(world, body, "by"), _chat(world, body), wanted(body, "message_id", int)
    return {"message_id": actions.edit(world, by, chat, number, wanted(body, "text", str)).message_id}


async def _press(world: World, request: Request) -> Json:
    body = await body_of(request)
    pressed = {
        "label": optional(body, "label", str),
        "data": optional(body, "data", str),
        "message_id": optional(body, "message_id", int),
        "forged": optional(body, "forged", bool),
    }
    return actions.press(world, _person(world, body), _chat(world, body), pressed)


async def _file(world: World, request: Request) -> Json:
    async with request.form() as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise InputError("file is missing", field="file")
        upload = Upload(sent.filename or "file", await sent.read(), sent.content_type)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    kind = fields.get("as", "document")
    if kind not in ("photo", "document", "video"):
        raise InputError("as is photo, document or video", field="as")
    person = world.person(whole(fields.get("person", ""), "person"))
    chat = world.chat(_chat_id(fields.get("chat", "")))
    caption, album = fields.get("caption", ""), fields.get("album") or None
    message = actions.send_file(world, person, chat, upload, kind, caption, album)
    return {"message_id": message.message_id}


async def _forward(world: World, request: Request) -> Json:
    body = await body_of(request)
    source, target = _chat(world, body, "from_chat"), _chat(world, body, "to_chat")
    copy = actions.forward(world, _person(world, body), source, wanted(body, "message_id", int), target)
    return {"message_id": copy.message_id}


async def _react(world: World, request: Request) -> Json:
    body = await body_of(request)
    person, chat, message_id = _person(world, body), _chat(world, body), wanted(body, "message_id", int)
    actions.react(world, person, chat, message_id, optional(body, "emoji", str) or None)
    return {"ok": True}


async def _block(world: World, request: Request) -> Json:
    body = await body_of(request)
    person = _person(world, body)
    joining.block(world, person, wanted(body, "blocked", bool))
    return person.view()


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
    chat = world.chat(_chat_id(asked(request, "chat")))
    person = world.person(whole(asked(request, "person"), "person"))
    return world.commands.seen_by(chat, person.id, person.language_code)


async def _keyboard(world: World, request: Request) -> Json | None:
    keyboard = world.chat(_chat_id(asked(request, "chat"))).keyboard
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


def _person(world: World, body: Json, name: str = "person") -> Person:
    return world.person(wanted(body, name, int))


def _subject(world: World, body: Json) -> Person | None:
    """Who is promoted or restricted: a person, or None for the bot."""
    return None if optional(body, "bot", bool) else _person(world, body)


def _rights(body: Json) -> list[str] | None:
    rights = body.get("rights")
    if rights is not None and not (isinstance(rights, list) and all(isinstance(r, str) for r in rights)):
        raise InputError("rights is a list of names", field="rights")
    return rights


def _chat(world: World, body: Json, name: str = "chat") -> Chat:
    if body.get(name) is None:
        raise InputError(f"{name} is missing", field=name)
    return world.chat(body[name])


def _chat_id(text: str) -> int | str:
    return text if text.startswith("@") else whole(text, "chat")
