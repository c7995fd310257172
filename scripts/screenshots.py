"""Takes the README's pictures of the chat page: a new admin's first steps, on a phone, in three languages.

Run it from the checkout, with the development environment and Chromium:
`PYTHONPATH=. .venv/bin/python scripts/screenshots.py`. It writes `docs/images/chat-<language>.png`, where a
post was just recorded, `docs/images/sample-<language>.png`, the sample that newcomers can look at, and for
each way in which numbers come in, and each thing that is shown afterwards, `docs/images/<name>-fa.png`.
The machine needs a font with Persian letters
and one with coloured emoji (Debian: fonts-noto-core, fonts-noto-color-emoji).
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bot.demo.fortnight import earlier_posts
from bot.language.texts import LANGUAGES, Language, Texts
from bot.play import playing

CHROMIUM = "/usr/bin/chromium"
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


async def walk(page: Page, url: str, language: Language) -> None:
    """The first steps: a page's name, its followers, a post; then the sample."""
    texts = Texts(language=language)
    name, followers, post = SCRIPTS[language]
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await says(page, name, None)
    await says(page, followers, texts.plain("undo"))
    await says(page, post, texts.plain("post-edit"))
    await shoot(page, f"chat-{language}")
    await says(page, texts.plain("go-sample"), texts.plain("compare-record"))
    await page.locator(".photo img").last.wait_for()
    await page.click("#keys-toggle")
    await page.locator(".photo").last.evaluate("node => node.scrollIntoView({block: 'center'})")
    await shoot(page, f"sample-{language}")


async def followers(page: Page, url: str) -> None:
    """Counts of two months, a few posts, and the curve."""
    texts = Texts()
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await says(page, SCRIPTS["fa"][0], None)
    for days, count in _FOLLOWERS:
        await says(page, f"{count} فالوور {days} روز پیش", texts.plain("undo"))
    for days in (33, 26, 19, 18, 16, 12, 6, 2):
        campaign = " campaign=یلدا" if 12 <= days <= 19 else ""
        line = f"عکس {180 + days} لایک {days} کامنت {days} روز پیش{campaign}"
        await says(page, line, texts.plain("post-edit"))
    await says(page, "/followers", texts.plain("growth-list"))
    await page.locator(".photo img").last.wait_for()
    await page.click("#keys-toggle")
    await page.locator(".photo").last.evaluate("node => node.scrollIntoView({block: 'start'})")
    await shoot(page, "followers-fa")


_FOLLOWERS = (
    (58, "۴هزار"),
    (51, "۴۰۶۲"),
    (44, "۴۱۱۰"),
    (37, "۴۱۹۵"),
    (30, "۴۲۳۰"),
    (22, "۴۳۱۸"),
    (15, "۴۵۲۱"),
    (8, "۴۷۴۰"),
    (1, "۴۸۵۳"),
)
"""How many days ago there were how many."""


async def several(page: Page, url: str) -> None:
    """Three posts in one message, of which one is asked about."""
    texts = Texts()
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await says(page, SCRIPTS["fa"][0], None)
    await says(page, _THREE_POSTS, None)
    await page.click("#keys-toggle")
    await shoot(page, "several-fa")


_THREE_POSTS = """کاروسل ۸ اسلاید ۱۶۴ لایک ۱۲ کامنت دیروز ساعت ۱۲
ریلز ۱/۲k بازدید ۲۱۰ لایک ۱۸ کامنت پریروز ۹ شب
عکس ۹۸ لایک ۶ کامنت ۳ روز پیش"""


async def file(page: Page, url: str) -> None:
    """An export of Meta Business Suite, and what it would bring."""
    texts = Texts()
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await says(page, SCRIPTS["fa"][0], None)
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "Sep-01-2026_Nov-20-2026.csv"
        export.write_text(_EXPORT, encoding="utf-8-sig")
        await page.locator("#file").set_input_files(export)
        await page.get_by_role("dialog").get_by_role("button", name="فرستادن").click()
        await page.get_by_role(
            "button", name=texts.plain("import-choose-columns"), exact=True
        ).last.wait_for()
    await page.click("#keys-toggle")
    await shoot(page, "file-fa")


_EXPORT = "Post ID,Description,Publish time,Permalink,Post type,Views,Reach,Likes,Shares,Comments,Saves\n" + (
    "".join(
        f'17{n},"شمع شمارهٔ {n}",{9 + n // 28:02}/{1 + n % 28:02}/2026 18:30,https://instagram.com/p/x{n},'
        f"IG {('image', 'reel', 'carousel')[n % 3]},{900 + 37 * n},{700 + 31 * n},{80 + 3 * n},{n % 7},"
        f"{'?' if n == 20 else 5 + n % 9},{4 + n % 11}\n"
        for n in range(60)
    )
)


async def evening(page: Page, url: str) -> None:
    """Three posts of one day, the next evening's list of them, and the one message that answers it."""
    texts = Texts()
    await page.set_viewport_size(LONG_PHONE)
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await goes_to(page, url, 12)
    await says(page, SCRIPTS["fa"][0], None)
    for post in _THREE_OF_TODAY:
        await says(page, post, texts.plain("post-edit"))
    await page.click("#keys-toggle")
    await goes_to(page, url, 20)
    await page.get_by_role("button", name=texts.plain("asks-later"), exact=True).last.wait_for()
    await says(page, _THREE_ANSWERS, texts.plain("undo"))
    await shoot(page, "evening-fa")


_THREE_OF_TODAY = (
    "ریلز شمع ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹",
    "عکس گلدان ۱۲۰ لایک ۵ کامنت امروز ساعت ۸",
    "کاروسل ۸ اسلاید آینه ۵۰۰ لایک ۴۰ کامنت امروز ساعت ۷",
)
_THREE_ANSWERS = """۷۰۰ لایک ۶۰ کامنت ۹۰ سیو
-
۴۰۰ لایک ۲۰ کامنت"""


async def channel(page: Page, url: str) -> None:
    """The bot becomes administrator of a channel, asks which page it is, and records by itself."""
    texts = Texts()
    await page.goto(url)
    await says(page, "/start", texts.plain("form-cancel"))
    await says(page, SCRIPTS["fa"][0], None)
    state = await asks(page, url, "GET", "state")
    owner = state["people"][0]["id"]
    chat = await asks(page, url, "POST", "chats", type="channel", title="شمع و نور مینا", owner=owner)
    await asks(page, url, "POST", f"chats/{chat['id']}/add_bot", by=owner)
    her_page = f"\u2068{SCRIPTS['fa'][0]}\u2069"
    await page.get_by_role("button", name=her_page, exact=True).last.click()
    await page.get_by_text("خودشان ثبت می‌شوند").last.wait_for()
    for number, (text, emojis) in enumerate(_CHANNEL):
        post = await asks(page, url, "POST", "post", by=owner, chat=chat["id"], text=text)
        for place, emoji in enumerate(emojis):
            liker = await asks(page, url, "POST", "people", id=5000 + 10 * number + place, first_name="…")
            await asks(page, url, "POST", f"chats/{chat['id']}/join", person=liker["id"])
            there = {"chat": chat["id"], "message_id": post["message_id"]}
            await asks(page, url, "POST", "react", person=liker["id"], emoji=emoji, **there)
    await page.wait_for_timeout(2000)
    await page.click("#keys-toggle")
    await says(page, "/posts", None)
    await shoot(page, "channel-fa")


_CHANNEL = (
    ("شمع‌های تازه رسید 🕯 هر عدد ۱۲۰ هزار تومان", "❤👍❤🔥"),
    ("گلدان سفالی دست‌ساز، سه اندازه", "❤❤"),
    ("ارسال به همهٔ شهرها از فردا رایگان است", "👍❤🎉👍❤👍"),
)
"""What was posted in the channel, and the reactions that it got."""


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


async def planning(page: Page, url: str) -> None:
    """A plan, its reminder, put off by an hour, and done; then the calendar and its month."""
    texts = Texts()
    await page.set_viewport_size(LONG_PHONE)
    await begins(page, url)
    await says(page, _PLAN, texts.plain("plan-do-edit"))
    await says(page, "یادم بنداز هر پنجشنبه ۹ شب ریلز پشت صحنه", texts.plain("plan-do-edit"))
    await goes_to(page, url, 11, 0)
    await button_of(page, texts.plain("plan-do-hour")).click()
    await page.wait_for_timeout(1500)
    await goes_to(page, url, 12, 0)
    await page.wait_for_timeout(2500)
    await button_of(page, texts.plain("plan-do-done")).click()
    await button_of(page, texts.plain("plan-no-link")).wait_for()
    await shoot(page, "plan-fa")
    await page.set_viewport_size(PHONE)
    await says(page, texts.plain("form-cancel"), None)
    await says(page, "/calendar", texts.plain("calendar-go-month"))
    await shoot(page, "calendar-fa")
    await button_of(page, texts.plain("calendar-go-month")).click()
    await page.locator(".photo img").last.wait_for()
    await shoot(page, "month-fa")


_PLAN = "/plan امروز ۱۲ ظهر اسلایدی معرفی شمع زمستانی\nشمع زمستانی رسید 🕯 برای سفارش پیام بدهید."


async def publishing(page: Page, url: str) -> None:
    """A plan that publishes itself in a linked channel."""
    texts = Texts()
    me = await begins(page, url)
    chat = await asks(
        page, url, "POST", "chats", type="channel", title=_CANDLES, owner=me, username="mina_candles"
    )
    await asks(page, url, "POST", f"chats/{chat['id']}/add_bot", by=me)
    await button_of(page, f"\u2068{SCRIPTS['fa'][0]}\u2069").click()
    await page.get_by_text("خودشان ثبت می‌شوند").last.wait_for()
    await says(page, _PUBLISHED, texts.plain("plan-do-publish"))
    await button_of(page, texts.plain("plan-do-publish")).click()
    await button_of(page, texts.plain("plan-do-preview")).click()
    await button_of(page, texts.plain("plan-do-keep")).wait_for()
    await goes_to(page, url, 18, 0)
    await page.get_by_text(texts.plain("publish-open"), exact=True).last.wait_for()
    await shoot(page, "publish-fa")


_CANDLES = "شمع و نور مینا"
_PUBLISHED = "/plan امروز ۶ عصر متن ارسال رایگان\nارسال به همهٔ شهرها این هفته رایگان است 📦"


async def gap(page: Page, url: str) -> None:
    """A page that posted daily, and is silent: what its bundle says, and the two weeks that it proposes."""
    texts = Texts()
    await page.set_viewport_size(LONG_PHONE)
    await begins(page, url, posts=True)
    while not await button_of(page, texts.plain("gaps-fill")).count():
        await goes_to(page, url, 20)
        await page.wait_for_timeout(2500)
    await button_of(page, texts.plain("gaps-fill")).scroll_into_view_if_needed()
    await shoot(page, "gap-fa")


async def insight(page: Page, url: str) -> None:
    """The best hours as a map, a comparison with its buttons, one piece of advice."""
    texts = Texts()
    await page.set_viewport_size(LONG_PHONE)
    await begins(page, url, posts=True)
    await says(page, "/besttime", texts.plain("compare-details"))
    await page.locator(".photo img").last.wait_for()
    await page.locator(".photo").last.evaluate("node => node.scrollIntoView({block: 'start'})")
    await shoot(page, "besttime-fa")
    await says(page, "مقایسه", texts.plain("compare-details"))
    await page.locator(".photo img").nth(1).wait_for()
    await shoot(page, "compare-fa")
    await page.set_viewport_size(PHONE)
    await says(page, texts.plain("go-step"), None)
    await shoot(page, "advice-fa")


async def trust(page: Page, url: str) -> None:
    """The trust list, three at a time; and who works on the page."""
    texts = Texts()
    await begins(page, url)
    goods = texts.plain("trust-sell-off", kind=texts("trust-sells-goods"))
    await says(page, "/trust", goods)
    await button_of(page, goods).click()
    await button_of(page, texts.plain("trust-sells-done")).click()
    await button_of(page, texts.plain("trust-begin")).click()
    await button_of(page, texts.plain("trust-short-yes", number=1)).click()
    await button_of(page, texts.plain("trust-answer-change", number=1)).wait_for()
    await shoot(page, "trust-fa")
    await says(page, "/team", None)
    await shoot(page, "team-fa")


async def reported(page: Page, url: str, language: Language) -> None:
    """A group that gets its page's report of the week."""
    me = await begins(page, url, language, posts=True)
    title = {"fa": "تیم گالری مینا", "ar": "فريق متجر ليلى", "en": "Mina's team"}[language]
    chat = await asks(page, url, "POST", "chats", type="supergroup", title=title, owner=me)
    await asks(page, url, "POST", f"chats/{chat['id']}/add_bot", by=me)
    await asks(page, url, "POST", "say", person=me, chat=chat["id"], text="/link")
    await page.click("#side-open")
    await page.locator("#chats").get_by_text(title).click()
    await page.locator(".log button", has_text=SCRIPTS[language][0]).last.click()
    await page.get_by_text("/report").last.wait_for()
    for _ in range(7):
        await goes_to(page, url, 10)
        await page.wait_for_timeout(1500)
        if await page.locator(".photo img").count():
            break
    await page.locator(".photo img").last.wait_for()
    await shoot(page, f"report-{language}")


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


WAYS = (several, file, followers, evening, channel, planning, publishing, gap, insight, trust)
"""Each way in which numbers come in, as a walk of its own."""


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


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(sys.argv[1:]))
