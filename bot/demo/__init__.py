"""An admin's first weeks, played through the playground without a person; or her page's file.

All figures are invented. Everything is left in `var/demo/`: the pictures, the conversation.
"""

import asyncio
from pathlib import Path
from time import monotonic
from typing import Final

import httpx

from bot.demo.fortnight import begins, fortnight, imports
from bot.demo.people import Admin, Labels
from bot.demo.planning import plans_and_reports
from bot.demo.show import Show, Unexpected
from bot.play import forget, playing

FOLDER: Final = Path("var/demo")
DATABASE: Final = "demo.db"


async def demonstrate(page: Path | None) -> None:
    """Plays the fortnight, or sends the file `page` and has it compared.

    `Unexpected` where something does not come, `OSError` where the file cannot be read.
    """
    content = await asyncio.to_thread(page.read_bytes) if page is not None else b""
    show = Show(FOLDER)
    began = monotonic()
    forget(FOLDER / DATABASE)
    try:
        async with (
            playing(FOLDER / DATABASE) as playground,
            httpx.AsyncClient(base_url=playground.url, timeout=70) as http,
        ):
            mina = await Admin.join(http, show, FOLDER / DATABASE, "مینا")
            if page is None:
                await fortnight(mina)
                await plans_and_reports(mina)
            else:
                await _file(mina, page.name, content)
    except Unexpected as missing:
        show.line(f"\nThe demo stopped: this did not come: {missing}")
        raise
    show.line(f"\nDone in {monotonic() - began:.0f} s. Pictures and transcript.txt are in {show.folder}/.")


async def _file(admin: Admin, name: str, content: bytes) -> None:
    """A file, then its comparisons, each by a button and each on interactions alone as well."""
    label = Labels("fa")
    await begins(admin, label, "گالری من")
    await imports(admin, label, name, content)
    by_weekday = await admin.presses(label("import-by-weekday"), then=label("compare-by-kind"))
    if label("compare-on-plain") in by_weekday:
        by_weekday = await admin.presses(label("compare-on-plain"), then=label("compare-by-kind"))
    if label("compare-details") in by_weekday:
        await admin.presses(label("compare-details"))
    on_followers = label("compare-on-followers")
    if on_followers in by_weekday:
        await admin.presses(on_followers, then=label("compare-by-kind"))
    await admin.presses(label("import-by-kind"), then=label("compare-by-weekday"))
