"""A playground for each test, a real bot in it, and its first person."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.playground.server import Playground
from tests.playground.person import Person


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let python-telegram-bot give waits as timedeltas; otherwise it warns instead of raising RetryAfter."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    url = playground.url
    plain = {"verify": False}  # reading the certificates of the world takes longer than most tests
    calls, polls = (HTTPXRequest(16, read_timeout=20.0, httpx_kwargs=plain) for _ in range(2))
    files = f"{url}/file/bot"
    async with Bot("4242:secret", f"{url}/bot", files, request=calls, get_updates_request=polls) as bot:
        yield bot


@pytest.fixture
async def sara(playground: Playground) -> AsyncIterator[Person]:
    """سارا, who has already spoken to the bot; what she said is still to be fetched."""
    async with Person(playground.url) as sara:
        await sara.says("/start")
        yield sara


@pytest.fixture
async def leila(playground: Playground) -> AsyncIterator[Person]:
    """ليلى, who has never spoken to the bot."""
    async with Person(playground.url, 1002) as leila:
        yield leila
