"""What is made of the numbers: plans, publishing, gaps, insights, trust and reports."""

from playwright.async_api import Page

from bot.language.texts import Language, Texts
from scripts.screenshots.chat import LONG_PHONE, PHONE, SCRIPTS, asks, begins, button_of, goes_to, says, shoot


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
