"""Takes the README's pictures of the chat page: a new admin's first steps, on a phone, in three languages.

Run it from the checkout, with the development environment and Chromium: `python -m scripts.screenshots`, with
names of walks behind it for those alone. It writes `docs/images/chat-<language>.png`, where a post was just
recorded, `docs/images/sample-<language>.png`, the sample that newcomers can look at, and for each way in
which numbers come in, and each thing that is shown afterwards, `docs/images/<name>-fa.png`; and the printed
report, `docs/images/paper-<language>.png`. The machine needs
a font with Persian letters and one with coloured emoji (Debian: fonts-noto-core, fonts-noto-color-emoji).
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.language.texts import LANGUAGES
from bot.play import playing
from scripts.screenshots.afterwards import gap, insight, planning, publishing, reported, trust
from scripts.screenshots.chat import FOLDER, PHONE
from scripts.screenshots.numbers import channel, evening, file, followers, several, walk
from scripts.screenshots.paper import papers

CHROMIUM = "/usr/bin/chromium"
WAYS = (several, file, followers, evening, channel, planning, publishing, gap, insight, trust)
"""Each way in which numbers come in, and each thing that is shown afterwards, as a walk of its own."""


async def take(
    browser: Browser, language: str, folder: Path, steps: Callable[[Page, str], Awaitable[None]]
) -> None:
    """The pictures of one walk."""
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".db") as database:
        async with playing(Path(database.name), language) as playground:
            context = await browser.new_context(
                viewport=PHONE, device_scale_factor=2, timezone_id="Asia/Tehran"
            )
            page = await context.new_page()
            await steps(page, playground.url)
            await context.close()


async def main(only: Sequence[str]) -> None:
    """All languages, one after the other; or only walks of some names."""
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for language in LANGUAGES:
                for steps in (walk, reported):
                    if not only or steps.__name__ in only:
                        await take(browser, language, Path(folder), partial(steps, language=language))
            for way in WAYS:
                if not only or way.__name__ in only:
                    await take(browser, "fa", Path(folder), way)
            await browser.close()
    if not only or papers.__name__ in only:
        papers()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(sys.argv[1:]))
