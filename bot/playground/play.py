"""The people's side over HTTP: JSON in, JSON out, for the chat page and for tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground import actions, joining, pressing, topics
from bot.playground.common import ApiError, InputError, Json
from bot.playground.controls import CONTROLS, Handler
from bot.playground.fields import asked, body_of, chat_id, optional, wanted, whole
from bot.playground.files import Upload
from bot.playground.people import Chat, Person
from bot.playground.views import shown
from bot.playground.world import World

_CHAT_TYPES = ("group", "supergroup", "channel")


def routes(world: World) -> list[Route]:
    """All routes under /play."""
    table: tuple[tuple[str, str, Handler], ...] = (
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
        *CONTROLS,
    )
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
    chat = world.chat(chat_id(request.path_params["chat"]))
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
    chat = world.chat(chat_id(request.path_params["chat"]))
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
    return pressing.press(world, _person(world, body), _chat(world, body), pressed)


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
    chat = world.chat(chat_id(fields.get("chat", "")))
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
    pressing.react(world, person, chat, message_id, optional(body, "emoji", str) or None)
    return {"ok": True}


async def _block(world: World, request: Request) -> Json:
    body = await body_of(request)
    person = _person(world, body)
    joining.block(world, person, wanted(body, "blocked", bool))
    return person.view()


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
