"""The way to the Bot API: python-telegram-bot's request over aiohttp, with or without a proxy."""

import os
from typing import Any, cast

import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.error import RetryAfter
from telegram.request import BaseRequest, HTTPXRequest, RequestData

# Asks python-telegram-bot for time spans as such; it warns about the whole seconds that it still gives else.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_CONNECT_SECONDS, _READ_SECONDS, _WRITE_SECONDS, _POOL_SECONDS = 10.0, 20.0, 60.0, 30.0


def request(connections: int, proxy: str | None = None) -> HTTPXRequest:
    """A request with a pool of its own, of `connections` at most. Each application needs a fresh one."""
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        write_timeout=_WRITE_SECONDS,
        media_write_timeout=_WRITE_SECONDS,
        pool_timeout=_POOL_SECONDS,
        httpx_kwargs={"transport": _transport(connections, proxy), "trust_env": False},
    )


def web_client(proxy: str | None = None) -> httpx.AsyncClient:
    """A client for pages on the way to which the same proxy stands, one connection at a time."""
    timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    return httpx.AsyncClient(transport=_transport(1, proxy), trust_env=False, timeout=timeout)


class Form:
    """A call's fields, ready to be sent, in the shape of a `RequestData`: simple calls need no more."""

    contains_files = False
    multipart_data = None

    def __init__(self, fields: dict[str, str]) -> None:
        self.json_parameters = fields


async def call(sender: BaseRequest, address: str, fields: dict[str, str]) -> Any:
    """What a method of the Bot API answers to fields; python-telegram-bot's errors where it refuses."""
    return await sender.post(address, cast(RequestData, Form(fields)))


def seconds_to_wait(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def _transport(connections: int, proxy: str | None) -> AiohttpTransport:
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    if proxy is None:
        return AiohttpTransport(limits=limits)
    if proxy.startswith("socks"):
        return AiohttpTransport(limits=limits, client=_socks_session(connections, proxy))
    return AiohttpTransport(limits=limits, proxy=httpx.Proxy(proxy))


def _socks_session(connections: int, proxy: str) -> Any:
    def session() -> Any:
        # Both are wanted by people behind a SOCKS proxy only.
        from aiohttp import ClientSession  # noqa: PLC0415
        from aiohttp_socks import ProxyConnector  # noqa: PLC0415

        return ClientSession(connector=ProxyConnector.from_url(proxy, limit=connections))

    return session
