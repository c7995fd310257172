"""What Telegram refuses, the playground refuses, with the same words."""

from __future__ import annotations

import httpx
import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.playground.server import Playground
from tests.playground.person import Person


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


async def test_a_chat_that_is_not_there_is_not_found(bot: Bot) -> None:
    for nowhere in (99, -100, "@nobody_here"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(nowhere, "سلام")


async def test_nobody_is_written_to_before_she_speaks(bot: Bot, leila: Person) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(leila.id, "سلام")
    await leila.says("/start")
    assert (await bot.send_message(leila.id, "سلام")).text == "سلام"


async def test_a_blocked_bot_is_told_so_until_start(bot: Bot, sara: Person) -> None:
    await sara.asks("POST", "/play/block", person=sara.id, blocked=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(sara.id, "سلام")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(sara.id, "typing")
    await sara.says("/start")
    await bot.send_message(sara.id, "سلام")
    changes = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("<b> </b>", "Text must be non-empty"),
        ("الف" * 1366, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b>x", "Can't parse entities: can't find end tag"),
    ],
)
async def test_texts_that_cannot_be_sent(bot: Bot, sara: Person, text: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(sara.id, text, parse_mode=ParseMode.HTML)
    assert refused.value.message.lower().startswith(reason.lower())


async def test_limits_count_after_the_markup_is_gone(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, f"<b>{'😀' * 2048}</b>", parse_mode=ParseMode.HTML)
    assert len(sent.text or "") == 2048
    await bot.send_document(
        sara.id, b"x", filename="x.csv", caption="<i>" + "a" * 1024 + "</i>", parse_mode="HTML"
    )
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(sara.id, b"x", filename="x.csv", caption="a" * 1025)


async def test_callback_data_has_64_bytes(bot: Bot, sara: Person) -> None:
    await bot.send_message(
        sara.id, "x", reply_markup=keyboard(InlineKeyboardButton("ب", callback_data="ا" * 32))
    )
    button = InlineKeyboardButton("ب", callback_data="ا" * 33)
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(sara.id, "x", reply_markup=keyboard(button))


async def test_buttons_that_lead_nowhere_are_refused(bot: Bot, sara: Person) -> None:
    with pytest.raises(BadRequest, match="text buttons are unallowed in the inline keyboard"):
        await bot.send_message(sara.id, "x", reply_markup=keyboard(InlineKeyboardButton("ب")))
    with pytest.raises(BadRequest, match="is invalid: wrong http url"):
        await bot.send_message(sara.id, "x", reply_markup=keyboard(InlineKeyboardButton("ب", url="nowhere")))
    button = InlineKeyboardButton("ب", copy_text=CopyTextButton("x" * 257))
    with pytest.raises(BadRequest, match="Button_copy_text_invalid"):
        await bot.send_message(sara.id, "x", reply_markup=keyboard(button))
    many = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]] * 101)
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(sara.id, "x", reply_markup=many)


async def test_a_reply_needs_its_message(bot: Bot, sara: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(sara.id, "x", reply_to_message_id=77)
    alone = await bot.send_message(sara.id, "x", reply_to_message_id=77, allow_sending_without_reply=True)
    assert alone.reply_to_message is None
    replied = await bot.send_message(sara.id, "x", reply_to_message_id=1)
    assert replied.reply_to_message is not None
    assert replied.reply_to_message.text == "/start"


async def test_edits_that_cannot_be(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "<b>یک</b>", parse_mode="HTML")
    with pytest.raises(
        BadRequest, match="Message is not modified: specified new message content and reply markup"
    ):
        await bot.edit_message_text("<b>یک</b>", sara.id, sent.message_id, parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(sara.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("دو", sara.id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("دو", sara.id, 1)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(sara.id, sent.message_id, caption="دو")
    with_keyboard = await bot.send_message(sara.id, "x", reply_markup=ReplyKeyboardMarkup([["یک"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("دو", sara.id, with_keyboard.message_id)
    document = await bot.send_document(sara.id, b"x", filename="x.csv")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("دو", sara.id, document.message_id)


async def test_deleting(bot: Bot, playground: Playground, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "x")
    old = await bot.send_message(sara.id, "y")
    assert await bot.delete_message(sara.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(sara.id, sent.message_id)
    playground.world.clock.forward(48 * 3600 + 60)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(sara.id, old.message_id)


async def test_rooms_where_the_bot_is_not_or_may_not(bot: Bot, sara: Person) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    group = (await sara.asks("POST", "/play/chats", type="supergroup", title="گروه", owner=sara.id))["id"]
    for chat, kind in ((channel, "channel"), (group, "supergroup")):
        with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
            await bot.send_message(chat, "x")
        await sara.asks("POST", f"/play/chats/{chat}/add_bot", by=sara.id)
        await bot.send_message(chat, "x")
    await sara.asks("POST", f"/play/chats/{channel}/promote", bot=True, rights=[], by=sara.id)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel, "x")
    await sara.asks("POST", f"/play/chats/{group}/restrict", bot=True, by=sara.id)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group, "x")
    with pytest.raises(BadRequest, match="Not enough rights to send documents to the chat"):
        await bot.send_document(group, b"x", filename="x.txt")
    said = await sara.says("/help", chat=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group, said)
    for chat, kind in ((channel, "channel"), (group, "supergroup")):
        await sara.asks("POST", f"/play/chats/{chat}/remove_bot", by=sara.id)
        with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
            await bot.send_message(chat, "x")


async def test_a_group_that_moved_says_where_to(bot: Bot, sara: Person) -> None:
    group = (await sara.asks("POST", "/play/chats", type="group", title="گروه", owner=sara.id))["id"]
    await sara.asks("POST", f"/play/chats/{group}/add_bot", by=sara.id)
    await bot.send_message(group, "x")
    moved = (await sara.asks("POST", f"/play/chats/{group}/migrate"))["id"]
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(group, "x")
    assert refused.value.new_chat_id == moved
    assert (await bot.send_message(moved, "x")).chat.type == "supergroup"
    service = [update.message for update in await bot.get_updates() if update.message]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in service[-2:]] == [
        (moved, None),
        (None, group),
    ]


async def test_what_is_not_modelled_says_so(bot: Bot, playground: Playground, sara: Person) -> None:
    with pytest.raises(TelegramError, match="Not Implemented: method sendDice is not modelled"):
        await bot.send_dice(sara.id)
    async with httpx.AsyncClient(base_url=playground.url) as client:
        answer = await client.post("/bot4242:x/sendDice", data={"chat_id": sara.id})
        assert (answer.status_code, answer.json()["error_code"]) == (501, 501)
        assert (await client.get("/bot4242:x/makeCoffee")).json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found",
        }


async def test_a_token_has_a_shape(playground: Playground) -> None:
    bot = Bot("nonsense", f"{playground.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.request.shutdown()


async def test_lookups_refuse_what_telegram_refuses(bot: Bot, sara: Person, leila: Person) -> None:
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(sara.id)
    with pytest.raises(BadRequest, match="Chat member status can't be changed in private chats"):
        await bot.leave_chat(sara.id)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(leila.id)
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(sara.id, 5)
