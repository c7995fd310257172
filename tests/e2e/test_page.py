"""The chat page in a real browser: what a person does there reaches a bot, and what the bot does is seen."""

from __future__ import annotations

import asyncio
import os
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    Update,
)

from bot.playground.server import Playground

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SARA, LEILA = 1001, 1002
# What is looked for comes late where others have the processor.
expect.set_options(timeout=30_000)

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

# One browser for the module, and so one event loop; each test has a playground and a window of its own.
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def picture(width: int = 320, height: int = 200) -> bytes:
    """A one-coloured PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x2a\x8a\x86" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def content(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@dataclass
class AnsweringBot:
    """Answers each text with the same text and with buttons, and remembers all that it was told."""

    bot: Bot
    heard: list[Update] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                self.heard.append(update)
                self.news.set()
                await self._answer(update)

    async def _answer(self, update: Update) -> None:
        if query := update.callback_query:
            await query.answer(
                "ثبت شد" if query.data == "keep" else "باز نشد", show_alert=query.data == "alert"
            )
        elif (message := update.message) and message.text and message.chat.type == "private":
            await self._answer_text(message.chat.id, message.text)

    async def _answer_text(self, chat: int, text: str) -> None:
        rows = [
            [InlineKeyboardButton("نگه دار", callback_data="keep")],
            [InlineKeyboardButton("بپرس", callback_data="alert")],
            [
                InlineKeyboardButton("کد", copy_text=CopyTextButton("ADM-42")),
                InlineKeyboardButton("پیوند", url="https://example.invalid/help"),
            ],
        ]
        markup = InlineKeyboardMarkup(rows)
        await self.bot.send_message(
            chat, f"<b>شنیدم:</b> {escape(text)}", parse_mode="HTML", reply_markup=markup
        )

    def messages(self) -> list[Message]:
        return [update.message for update in self.heard if update.message]

    async def until(self, told: Callable[[AnsweringBot], bool]) -> None:
        """Wait until something was told; fails after a minute."""
        async with asyncio.timeout(60):
            while not told(self):
                self.news.clear()
                await self.news.wait()


@dataclass
class Window:
    """A page of the playground, and all that went wrong or went out while it was open."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def open(self, person: int = SARA, chat: int | None = None) -> None:
        await self.page.goto(f"{self.url}/#as={person}&chat={chat or person}")
        await expect(self.page.locator("#chat-name")).not_to_be_empty()
        await expect(self.page.locator("#chat-under")).not_to_have_class("busy")

    async def says(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")

    def bubbles(self, side: str, text: str) -> Locator:
        return self.page.locator(f".message.{side}", has_text=text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def bot(playground: Playground) -> AsyncIterator[AnsweringBot]:
    address = {"base_url": f"{playground.url}/bot", "base_file_url": f"{playground.url}/file/bot"}
    async with Bot("7000000001:playground", **address) as client:
        answering = AnsweringBot(client)
        listening = asyncio.create_task(answering.listen())
        yield answering
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


@pytest.fixture(scope="module")
def chromium() -> str:
    """Where Chromium is. Without it these tests are skipped, or fail where a browser is required."""
    if not CHROMIUM.exists():
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER=1, but there is no {CHROMIUM}")
        pytest.skip(f"NO BROWSER: {CHROMIUM} is missing, so nobody looked at the chat page")
    return str(CHROMIUM)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def window(browser: Browser, playground: Playground) -> AsyncIterator[Window]:
    """A phone's screen. After each test: nothing was asked of an outside address, and nothing complained."""
    context = await browser.new_context(viewport=PHONE, timezone_id="Asia/Tehran", accept_downloads=True)
    opened = Window(await context.new_page(), playground.url)
    context.on("request", lambda request: opened.asked.append(request.url))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda said: said.type in ("error", "warning") and opened.complaints.append(said.text),
    )
    yield opened
    await context.close()
    outside = [url for url in opened.asked if not url.startswith((playground.url, "blob:", "data:"))]
    assert outside == []
    assert opened.complaints == []


async def test_a_message_reaches_the_bot_and_its_answer_stands_right_to_left(
    window: Window, bot: AnsweringBot
) -> None:
    await window.open()
    await window.says("سلام ربات")
    answer = window.bubbles("in", "شنیدم:")
    await expect(answer).to_be_visible()
    assert [message.text for message in bot.messages()] == ["سلام ربات"]
    assert await answer.locator("b").text_content() == "شنیدم:"
    assert await answer.locator(".text").evaluate("node => getComputedStyle(node).direction") == "rtl"
    await expect(window.page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(window.bubbles("out", "سلام ربات").get_by_role("img", name="دیده‌شده")).to_be_visible()
    await expect(window.page.locator("#text")).to_have_value("")


async def test_a_latin_line_stands_left_to_right_on_a_persian_page(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("/post likes=12")
    text = window.bubbles("out", "/post likes=12").locator(".text")
    # It may be drawn anew at any moment, when it was seen: a node in hand could be gone.
    await expect(text).to_have_css("direction", "ltr")


async def test_what_people_write_never_becomes_markup(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("<img src=x onerror=alert(1)><script>1</script>")
    said = window.bubbles("out", "<img src=x").locator(".words")
    await expect(said).to_have_text("<img src=x onerror=alert(1)><script>1</script>")
    assert await said.locator("*").count() == 0


async def test_shift_and_enter_break_a_line(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.page.locator("#text").press_sequentially("یک")
    await window.page.locator("#text").press("Shift+Enter")
    await window.page.locator("#text").press_sequentially("دو")
    await window.page.locator("#text").press("Enter")
    await bot.until(lambda b: [message.text for message in b.messages()] == ["یک\nدو"])


async def test_an_empty_chat_offers_a_start(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.button("شروع").click()
    await expect(window.bubbles("in", "/start")).to_be_visible()
    await expect(window.page.locator(".empty")).to_have_count(0)
    assert [message.text for message in bot.messages()] == ["/start"]


async def test_a_press_waits_for_its_answer_and_shows_it(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("پست")
    await window.button("نگه دار").click()
    await expect(window.page.locator(".toast")).to_have_text("ثبت شد")
    await expect(window.button("نگه دار")).to_have_attribute("aria-busy", "false")
    await window.button("بپرس").click()
    await expect(window.page.get_by_role("dialog")).to_contain_text("باز نشد")
    await window.button("باشه").click()
    await expect(window.page.get_by_role("dialog")).to_have_count(0)
    assert [update.callback_query.data for update in bot.heard if update.callback_query] == ["keep", "alert"]


async def test_a_copy_button_copies_and_a_link_opens_apart(window: Window, bot: AnsweringBot) -> None:
    await window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await window.open()
    await window.says("پست")
    await window.button("کد").click()
    await expect(window.page.locator(".toast")).to_have_text("رونوشت برداشته شد")
    assert await window.page.evaluate("navigator.clipboard.readText()") == "ADM-42"
    link = window.page.get_by_role("link", name="پیوند")
    await expect(link).to_have_attribute("href", "https://example.invalid/help")
    await expect(link).to_have_attribute("target", "_blank")


async def test_a_photo_shows_and_opens_in_full_size(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("نمودار")
    await expect(window.bubbles("in", "نمودار")).to_be_visible()
    await bot.bot.send_photo(SARA, picture(), caption="نمودار این هفته")
    shown = window.bubbles("in", "نمودار این هفته").locator("img")
    await expect(shown).to_be_visible()
    await window.page.wait_for_function("node => node.complete", arg=await shown.element_handle())
    assert await shown.evaluate("node => node.naturalWidth") == 320
    await shown.click()
    await expect(window.page.locator("dialog.viewer img")).to_be_visible()
    await window.page.keyboard.press("Escape")
    await expect(window.page.locator("dialog.viewer")).to_have_count(0)


async def test_a_document_is_downloaded_with_its_name(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("گزارش")
    await expect(window.bubbles("in", "گزارش")).to_be_visible()
    await bot.bot.send_document(SARA, "پست‌ها\n".encode(), filename="posts.csv")
    async with window.page.expect_download() as waiting:
        await window.page.locator("a.document", has_text="posts.csv").click()
    download = await waiting.value
    assert download.suggested_filename == "posts.csv"
    assert content(await download.path()) == "پست‌ها\n"


async def test_a_file_and_a_photo_are_uploaded_with_their_words(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    table = {"name": "نوامبر.csv", "mimeType": "text/csv", "buffer": b"likes\n12\n"}
    await window.page.locator("#file").set_input_files(table)
    await window.page.get_by_label("زیرنویس").fill("پست‌های آبان")
    await window.page.get_by_role("dialog").get_by_role("button", name="فرستادن").click()
    await expect(window.bubbles("out", "پست‌های آبان").locator("a.document")).to_contain_text("نوامبر.csv")
    photo = {"name": "post.png", "mimeType": "image/png", "buffer": picture()}
    await window.page.locator("#file").set_input_files(photo)
    await window.page.get_by_role("dialog").get_by_role("button", name="فرستادن").click()
    await expect(window.page.locator(".message.out .photo img")).to_be_visible()
    await bot.until(lambda b: len(b.messages()) == 2)
    sent, pictured = bot.messages()
    assert (sent.document.file_name, sent.caption) == ("نوامبر.csv", "پست‌های آبان")
    assert await (await sent.document.get_file()).download_as_bytearray() == b"likes\n12\n"
    assert pictured.photo[-1].width == 320


async def test_an_edit_is_marked_and_a_deletion_takes_away(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("پست")
    await expect(window.bubbles("in", "شنیدم")).to_be_visible()
    sent = await bot.bot.send_message(SARA, "اول")
    await sent.edit_text("دوم")
    await expect(window.bubbles("in", "دوم")).to_contain_text("ویرایش‌شده")
    await sent.delete()
    await expect(window.bubbles("in", "دوم")).to_have_count(0)


async def test_ready_keys_and_commands_say_what_they_show(window: Window, bot: AnsweringBot) -> None:
    await bot.bot.set_my_commands([BotCommand("post", "ثبت پست"), BotCommand("help", "راهنما")])
    await window.open()
    await window.button("منو").click()
    await window.page.get_by_role("button", name="راهنما /help").click()
    await expect(window.bubbles("out", "/help")).to_be_visible()
    await window.page.locator("#text").fill("/po")
    await expect(window.page.locator(".command")).to_have_count(1)
    await window.page.locator(".command").click()
    await expect(window.bubbles("out", "/post")).to_be_visible()
    keys = ReplyKeyboardMarkup([[KeyboardButton("مقایسه")]], input_field_placeholder="پست را بنویسید")
    await bot.bot.send_message(SARA, "خانه", reply_markup=keys)
    await expect(window.page.locator("#text")).to_have_attribute("placeholder", "پست را بنویسید")
    await window.button("مقایسه").click()
    await bot.until(lambda b: b.messages()[-1].text == "مقایسه")


async def test_typing_is_shown_until_the_answer(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("پست")
    await expect(window.bubbles("in", "شنیدم")).to_be_visible()
    await bot.bot.send_chat_action(SARA, "upload_photo")
    await expect(window.page.locator("#chat-under")).to_have_text("در حال فرستادن عکس…")
    await bot.bot.send_message(SARA, "تمام")
    await expect(window.page.locator("#chat-under")).to_have_text("ربات")


async def test_a_reply_a_reaction_and_a_forward_reach_others(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("پست")
    answer = window.bubbles("in", "شنیدم")
    await answer.locator(".bubble").click(button="right")
    await window.page.get_by_role("menuitem", name="پاسخ").click()
    await window.says("پاسخ من")
    await bot.until(lambda b: b.messages()[-1].reply_to_message is not None)
    assert bot.messages()[-1].reply_to_message.text == "شنیدم: پست"
    await expect(window.bubbles("out", "پاسخ من").locator(".quote")).to_contain_text("شنیدم: پست")
    await answer.first.locator(".bubble").click(button="right")
    await window.page.get_by_role("menuitem", name="🔥").click()
    await expect(answer.first.locator(".reaction.mine")).to_have_text("🔥")
    await answer.first.locator(".bubble").click(button="right")
    await window.page.get_by_role("menuitem", name="فرستادن به گفتگوی دیگر").click()
    await window.page.get_by_role("dialog").get_by_role("button", name="ادمین‌یار").click()
    await bot.until(lambda b: b.messages()[-1].forward_origin is not None)
    await expect(window.page.locator(".forwarded")).to_have_text("بازارسال از ادمین‌یار")


async def test_switching_people_switches_chat_and_language(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("سلام")
    await expect(window.bubbles("in", "سلام")).to_be_visible()
    await window.button("آدم‌ها و گفتگوها").click()
    await window.page.locator("#people").get_by_role("button", name="ليلى").click()
    await expect(window.page.locator("html")).to_have_attribute("lang", "ar")
    await expect(window.page.locator(".message")).to_have_count(0)
    await window.says("مرحبا")
    await expect(window.bubbles("in", "مرحبا")).to_be_visible()
    assert [message.chat.id for message in bot.messages()] == [SARA, LEILA]


@pytest.mark.parametrize(
    ("language", "digits"), [("ar", "٠١٢٣٤٥٦٧٨٩"), ("ar-MA", "0123456789"), ("en", "0123456789")]
)
async def test_times_stand_in_the_digits_of_the_person(
    window: Window, bot: AnsweringBot, playground: Playground, language: str, digits: str
) -> None:
    person = playground.world.add_person("Nour", language)
    await window.open(person.id)
    await window.says("hi")
    for place in (window.bubbles("in", "hi").locator("time"), window.page.locator("#clock-time")):
        told = await place.text_content() or ""
        assert {sign for sign in told if sign.isdigit()} <= set(digits)
        assert any(sign.isdigit() for sign in told)


async def test_somebody_new_speaks_english_from_left_to_right(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.button("آدم‌ها و گفتگوها").click()
    await window.button("افزودن آدم").click()
    await window.page.get_by_label("نام", exact=True).fill("Daniel")
    await window.page.get_by_label("زبان").select_option("en")
    await window.page.get_by_role("dialog").get_by_role("button", name="افزودن").click()
    await expect(window.page.locator("html")).to_have_attribute("dir", "ltr")
    await window.button("Start").click()
    await bot.until(lambda b: len(b.messages()) == 1)
    assert bot.messages()[0].from_user.first_name == "Daniel"
    assert bot.messages()[0].from_user.language_code == "en"


async def test_a_channel_is_made_written_in_and_joined_by_the_bot(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.button("آدم‌ها و گفتگوها").click()
    await window.button("گروه یا کانال تازه").click()
    await window.page.get_by_label("نام گفتگو").fill("مانتو یلدا")
    await window.page.get_by_label("نوع").select_option("channel")
    await window.page.get_by_role("dialog").get_by_role("button", name="افزودن").click()
    await expect(window.page.locator("#chat-name")).to_have_text("مانتو یلدا")
    await window.button("بیشتر").click()
    await window.page.get_by_role("menuitem", name="افزودن ربات").click()
    await expect(window.page.locator("#chat-under")).to_have_text("کانال · ۲ عضو")
    await window.says("مانتوهای تازه رسید")
    await expect(window.bubbles("in", "مانتوهای تازه رسید")).to_be_visible()
    posts = lambda b: [u.channel_post.text for u in b.heard if u.channel_post]  # noqa: E731
    rights = lambda b: [  # noqa: E731
        u.my_chat_member.new_chat_member.can_post_messages for u in b.heard if u.my_chat_member
    ]
    await bot.until(lambda b: "مانتوهای تازه رسید" in posts(b))
    for label, may in (("گرفتن اجازهٔ پست از ربات", False), ("دادن اجازهٔ پست به ربات", True)):
        await window.button("بیشتر").click()
        await window.page.get_by_role("menuitem", name=label).click()
        await bot.until(lambda b, may=may: may == rights(b)[-1])


async def test_who_comes_into_a_group_is_announced(
    window: Window, bot: AnsweringBot, playground: Playground
) -> None:
    group = playground.world.add_chat("group", "تیم فروشگاه", SARA)
    await window.open(SARA, group.id)
    await window.button("بیشتر").click()
    await window.page.get_by_role("menuitem", name="افزودن ربات").click()
    await expect(window.page.locator(".service")).to_have_text("ادمین‌یار آمد")
    await window.button("بیشتر").click()
    await window.page.get_by_role("menuitem", name="مدیر کردن ربات").click()
    await window.says("سلام تیم")
    await bot.until(lambda b: any(message.text == "سلام تیم" for message in b.messages()))


async def test_a_day_forward_moves_the_time_of_everything(
    window: Window, bot: AnsweringBot, playground: Playground
) -> None:
    await window.page.set_viewport_size(DESK)
    await window.open()
    await window.says("امروز")
    await expect(window.bubbles("in", "امروز")).to_be_visible()
    before, shown = playground.world.clock.offset, await window.page.locator("#clock-day").text_content()
    await window.button("یک روز جلو").click()
    await expect(window.page.locator("#clock-day")).not_to_have_text(shown or "")
    assert playground.world.clock.offset == before + 86_400
    await expect(window.page.locator(".day").first).to_have_text("دیروز")
    await window.says("فردا")
    await expect(window.page.locator(".day").last).to_have_text("امروز")


async def test_a_blocked_bot_is_told_so_and_let_back(window: Window, bot: AnsweringBot) -> None:
    await window.open()
    await window.says("سلام")
    await expect(window.bubbles("in", "سلام")).to_be_visible()
    await window.button("بیشتر").click()
    await window.page.get_by_role("menuitem", name="مسدود کردن ربات").click()
    await expect(window.page.locator("#composer")).to_be_hidden()
    await window.button("رفع مسدودی ربات").click()
    await expect(window.page.locator("#composer")).to_be_visible()
    statuses = lambda b: [u.my_chat_member.new_chat_member.status for u in b.heard if u.my_chat_member]  # noqa: E731
    await bot.until(lambda b: statuses(b) == ["kicked", "member"])


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_nothing_is_wider_than_the_screen(
    window: Window, bot: AnsweringBot, size: dict[str, int]
) -> None:
    await window.page.set_viewport_size(size)
    await window.open()
    await window.says("https://example.invalid/" + "a" * 300)
    await expect(window.bubbles("in", "example")).to_be_visible()
    assert await window.page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert await window.page.locator("#log").evaluate("node => node.scrollWidth - node.clientWidth") == 0
