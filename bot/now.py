"""What time it is, for everybody in the house."""

from datetime import UTC, datetime, timedelta

import httpx
import structlog

_log = structlog.get_logger()


class Now:
    """The present moment, in UTC. In play it follows the playground's movable time."""

    def __init__(self, url: str | None = None) -> None:
        self._url = url
        self._offset = timedelta(0)
        self._client: httpx.AsyncClient | None = None

    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    async def refresh(self) -> None:
        """Asks the playground how far its time was moved; outside of play there is nothing to ask."""
        if self._url is None:
            return
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=5)
        try:
            answer = await self._client.get(self._url)
            self._offset = timedelta(seconds=float(answer.json()["offset"]))
        except (httpx.HTTPError, ValueError, KeyError) as error:
            _log.warning("time.unknown", error=type(error).__name__)

    async def close(self) -> None:
        """Hangs up."""
        if self._client is not None:
            await self._client.aclose()
