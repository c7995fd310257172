"""The Bot API on the wire: reading the three encodings that bots use, and lines that go dead on request."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.playground.arguments import Arguments
from bot.playground.botapi import BotApi, Cut, encode
from bot.playground.common import ApiError, Json, bad_request
from bot.playground.files import DOCUMENT_LIMIT, Upload
from bot.playground.world import World

_TOKEN = re.compile(r"(\d{1,15}):.+")
_ENVELOPE = 1024 * 1024
_JSON = "application/json"


class BotEndpoint:
    """`/bot<token>/<method>` as an ASGI application."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._api = BotApi(world)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            adopt(self._world, request.path_params["token"])
            arguments = await _arguments(request)
            status, body = await self._api.call(request.path_params["method"], arguments)
        except ApiError as error:
            status, body = error.code, encode(error.body())
        except Cut:
            await hang_up(scope, receive, send)
            return
        await Response(body, status, media_type=_JSON)(scope, receive, send)


class FileEndpoint:
    """`/file/bot<token>/<path>` as an ASGI application."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            adopt(self._world, request.path_params["token"])
            data = self._bytes(request.path_params["path"])
            response = Response(data, media_type="application/octet-stream")
        except ApiError as error:
            response = Response(encode(error.body()), error.code, media_type=_JSON)
        await response(scope, receive, send)

    def _bytes(self, path: str) -> bytes:
        file = self._world.files.at(path)
        if file is None:
            raise ApiError(404, "Not Found")
        return file.data


def adopt(world: World, token: str) -> None:
    """Let the world's bot have the id in the token. Telegram's 404 for what is no token."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise ApiError(404, "Not Found")
    world.bot.id = int(found.group(1))


async def hang_up(scope: Scope, receive: Receive, send: Send) -> None:
    """Close the connection without an answer; where the server cannot, leave the answer unfinished."""
    line = scope.get("state", {}).get("line")
    if line is None:
        headers = [(b"content-length", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        return
    line.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _arguments(request: Request) -> Arguments:
    """Arguments of a call out of the address and of a body in any of the encodings that Telegram reads."""
    values: Json = dict(parse_qsl(request.url.query, keep_blank_values=True)) if request.url.query else {}
    kind = request.headers.get("content-type", "")
    if int(request.headers.get("content-length") or 0) > DOCUMENT_LIMIT + _ENVELOPE:
        async for _ in request.stream():
            pass
        raise ApiError(413, "Request Entity Too Large")
    if kind.startswith("multipart/form-data"):
        return await _multipart(request, values)
    body = await request.body()
    if not body:
        return Arguments(values)
    try:
        if kind.startswith(_JSON):
            given = json.loads(body)
            if not isinstance(given, dict):
                raise bad_request("can't parse JSON object")
            return Arguments(values | given)
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        raise bad_request("can't parse the request") from None
    return Arguments(values | dict(fields))


async def _multipart(request: Request, values: Json) -> Arguments:
    uploads: dict[str, Upload] = {}
    async with request.form() as form:
        for name, value in form.items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or name, await value.read(), value.content_type)
            else:
                values[name] = value
    return Arguments(values, uploads)
