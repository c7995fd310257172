"""The way to the public preview pages of channels: one at a time, at a gentle pace."""

import asyncio
import time

import httpx

from bot.domain.preview import PreviewAway
from bot.transport import web_client

PAUSE_SECONDS = 3.0
"""Between two pages, whichever channels they belong to."""
_MOST_BYTES = 1_500_000
_WHO = {"User-Agent": "Mozilla/5.0 (compatible; Adminyar)", "Accept-Language": "en"}


class Preview:
    """Fetches pages below one address, over the same way as everything else."""

    def __init__(self, root: str, proxy: str | None) -> None:
        self._root = root
        self._proxy = proxy
        self._client: httpx.AsyncClient | None = None
        self._one_at_a_time = asyncio.Lock()
        self._last = 0.0

    async def fetch(self, username: str, before: int | None) -> str | None:
        """The page of a channel's posts, those before a post's id, or the newest.

        None where the channel shows none. PreviewAway where the page is not to be had now.
        """
        async with self._one_at_a_time:
            await asyncio.sleep(max(0.0, self._last + PAUSE_SECONDS - time.monotonic()))
            try:
                return await self._get(username, before)
            except httpx.HTTPError as error:
                raise PreviewAway(type(error).__name__) from error
            finally:
                self._last = time.monotonic()

    async def close(self) -> None:
        """Lets go of the connection."""
        if self._client is not None:
            await self._client.aclose()

    async def _get(self, username: str, before: int | None) -> str | None:
        if self._client is None:
            self._client = web_client(self._proxy)
        asked = {} if before is None else {"before": before}
        async with self._client.stream("GET", self._root + username, params=asked, headers=_WHO) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND or answer.is_redirect:
                # A channel without a preview sends its visitors on to its card.
                return None
            if answer.status_code != httpx.codes.OK:
                raise PreviewAway(str(answer.status_code))
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > _MOST_BYTES:
                    raise PreviewAway("too long")
        return content.decode("utf-8", "replace")
