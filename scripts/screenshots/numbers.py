"""The first steps, and each way in which numbers come in."""

import tempfile
from pathlib import Path

from playwright.async_api import Page

from bot.language.texts import Language, Texts
from scripts.screenshots.chat import LONG_PHONE, SCRIPTS, asks, goes_to, says, shoot


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
