"""What a walk does on the chat page and in the playground behind it, and the picture that it takes there."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.async_api import Locator, Page, ViewportSize

from bot.demo.fortnight import earlier_posts
from bot.language.texts import Language, Texts

FOLDER = Path("docs/images")
PHONE: ViewportSize = {"width": 390, "height": 844}
LONG_PHONE: ViewportSize = {"width": 390, "height": 1160}
"""Long enough for an evening's list and its answer."""
COLOURS = 256
MOST_BYTES = 300_000

SCRIPTS = {
    "fa": ("گالری مینا", "فالوورا شد ۴۸۵۳", "کاروسل ۸ اسلاید، ۱۶۴ لایک، ۱۲ کامنت، ریچ ۳ هزار، دیروز ساعت ۱۲"),
    "ar": (
        "متجر ليلى",
        "المتابعين صاروا ٤٨٥٣",
        "كاروسيل ٨ سلايدات ١٦٤ لايك ١٢ كومنت وصول ٣ آلاف أمس الساعة ١٢ ظهرا",
    ),
    "en": (
        "Mina's gallery",
        "followers 4853",
        "carousel 8 slides, 164 likes, 12 comments, reach 3k, yesterday 12:00",
    ),
}
"""What a newcomer writes: her page's name, her followers, a post."""


async def begins(page: Page, url: str, language: Language = "fa", *, posts: bool = False) -> int:
    """A new admin with a page at ten in the morning, and with ninety earlier posts; her id."""
    texts = Texts(language=language)
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await goes_to(page, url, 10)
    await says(page, SCRIPTS[language][0], None)
    me: int = (await asks(page, url, "GET", "state"))["people"][0]["id"]
    await page.click("#keys-toggle")
    if posts:
        now = datetime.fromisoformat((await asks(page, url, "GET", "time"))["now"])
        table = earlier_posts(now.astimezone(ZoneInfo("Asia/Tehran")), 1)
        file = {"name": "before.csv", "mimeType": "text/csv", "buffer": table}
        fields = {"person": str(me), "chat": str(me), "file": file}
        await page.request.post(f"{url}/play/file", multipart=fields)  # type: ignore[arg-type]
        await page.locator("button", has_text="✅").last.click()
        await button_of(page, texts.plain("import-by-weekday")).wait_for()
    return me


def button_of(page: Page, label: str) -> Locator:
    """The newest button of a label."""
    return page.get_by_role("button", name=label, exact=True).last


async def asks(page: Page, url: str, method: str, path: str, **body: Any) -> Any:
    """Does in the playground what other people, a channel or time would do."""
    answer = await page.request.fetch(f"{url}/play/{path}", method=method, data=body or None)
    if not answer.ok:
        raise SystemExit(f"the playground refused {path}: {await answer.text()}")
    return await answer.json()


async def goes_to(page: Page, url: str, hour: int, days: int = 1) -> None:
    """Moves the playground's time to an hour so many days from now in Tehran."""
    now = datetime.fromisoformat((await asks(page, url, "GET", "time"))["now"])
    then = (now.astimezone(ZoneInfo("Asia/Tehran")) + timedelta(days=days)).replace(
        hour=hour, minute=0, second=1
    )
    await asks(page, url, "POST", "time", forward=(then - now).total_seconds())


async def shoot(page: Page, name: str) -> None:
    """One picture, once the page has come to rest."""
    await page.wait_for_timeout(1500)
    (FOLDER / f"{name}.png").write_bytes(small(await page.screenshot()))


async def says(page: Page, text: str, then: str | None) -> None:
    """Types a text, and waits for the bot's next message, with the button `then` where one is named."""
    heard = await page.locator("[data-message]").count()
    await page.fill("#text", text)
    await page.press("#text", "Enter")
    while await page.locator("[data-message]").count() < heard + 2:
        await page.wait_for_timeout(50)
    if then is not None:
        await page.get_by_role("button", name=then, exact=True).last.wait_for()


def small(picture: bytes) -> bytes:
    """The picture in few colours, small enough for a repository."""
    made = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(made, "PNG", optimize=True)
    if made.tell() > MOST_BYTES:
        raise SystemExit(f"a picture of {made.tell()} bytes is too large")
    return made.getvalue()
