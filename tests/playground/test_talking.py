"""What people and the bot send each other arrives as sent, and can be edited, pressed and forwarded."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from bot.playground.server import Playground
from tests.playground.person import Person, Refused

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("بله", callback_data="yes"), InlineKeyboardButton("نه", callback_data="no")],
        [
            InlineKeyboardButton("متن", copy_text=CopyTextButton("کپی شو")),
            InlineKeyboardButton("رو", url="https://x.ir"),
        ],
    ]
)


async def test_what_she_says_arrives_with_its_command(bot: Bot, sara: Person) -> None:
    await sara.says("/post ۱۲ لایک")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.from_user.language_code, message.chat.id) == (
        "/post ۱۲ لایک",
        "fa",
        sara.id,
    )
    assert message.parse_entity(message.entities[0]) == "/post"


async def test_what_the_bot_says_arrives_with_its_markup(bot: Bot, sara: Person) -> None:
    await bot.send_message(
        sara.id,
        "<b>سلام</b> 😀 <i>دوست</i> &lt;من&gt;",
        parse_mode="HTML",
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    (message,) = await sara.hears()
    assert message["text"] == "سلام 😀 دوست <من>"
    assert message["html"] == "<b>سلام</b> 😀 <i>دوست</i> &lt;من&gt;"
    assert message["buttons"] == [
        [{"label": "بله", "data": "yes"}, {"label": "نه", "data": "no"}],
        [{"label": "متن", "copy_text": "کپی شو"}, {"label": "رو", "url": "https://x.ir"}],
    ]


async def test_a_press_comes_back_answered_once(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "برویم؟", reply_markup=BUTTONS)
    pressed = await sara.presses("بله")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (pressed["callback_query_id"], "yes", sara.id)
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert await query.answer("باشد", show_alert=True)
    answer = await sara.answer_to(query.id)
    assert (answer["text"], answer["show_alert"]) == ("باشد", True)
    for query_id in (query.id, "12345"):
        with pytest.raises(
            BadRequest, match="Query is too old and response timeout expired or query id is invalid"
        ):
            await bot.answer_callback_query(query_id)


async def test_a_press_grows_too_old_in_playground_time(
    bot: Bot, playground: Playground, sara: Person
) -> None:
    await bot.send_message(sara.id, "برویم؟", reply_markup=BUTTONS)
    early = (await sara.presses("بله"))["callback_query_id"]
    late = (await sara.presses("نه"))["callback_query_id"]
    playground.world.clock.forward(14 * 60)
    await bot.answer_callback_query(early)
    playground.world.clock.forward(2 * 60)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late)


async def test_presses_that_are_no_callbacks_show_what_they_hold(bot: Bot, sara: Person) -> None:
    await bot.send_message(sara.id, "؟", reply_markup=BUTTONS)
    assert await sara.presses("متن") == {"callback_query_id": None, "copy_text": "کپی شو"}
    assert (await sara.presses("رو"))["url"] == "https://x.ir"
    with pytest.raises(Refused, match=r"404.*بله.*نه"):
        await sara.presses("شاید")
    with pytest.raises(Refused, match="404"):
        await sara.presses(data="forged")


async def test_a_press_can_be_forged_even_on_a_message_that_is_gone(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "؟", reply_markup=BUTTONS)
    await bot.delete_message(sara.id, sent.message_id)
    await sara.presses(data="drop:everything", message_id=sent.message_id, forged=True)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "drop:everything"
    assert isinstance(query.message, MaybeInaccessibleMessage)
    assert not query.message.is_accessible


async def test_edits_are_seen_and_buttons_go_unless_sent_along(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "یک", reply_markup=BUTTONS)
    edited = await bot.edit_message_text("دو", sara.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    await bot.edit_message_reply_markup(sara.id, sent.message_id, reply_markup=BUTTONS)
    first, second, third = await sara.hears(count=3)
    assert (first["text"], first["event"], bool(first["buttons"])) == ("یک", "message", True)
    assert (second["text"], second["event"], bool(second["buttons"])) == ("دو", "edit", False)
    assert (third["edited"], bool(third["buttons"])) == (True, True)
    last = await sara.last()
    assert last is not None
    assert last["text"] == "دو"


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Bot, sara: Person) -> None:
    keyboard = ReplyKeyboardMarkup(
        [[KeyboardButton("ثبت"), "امروز"], ["راهنما"]],
        is_persistent=True,
        resize_keyboard=True,
        input_field_placeholder="گالری نور",
    )
    assert await sara.keyboard() is None
    await bot.send_message(sara.id, "خانه", reply_markup=keyboard)
    await bot.send_message(sara.id, "بعدی")
    assert await sara.keyboard() == {
        "rows": [["ثبت", "امروز"], ["راهنما"]],
        "placeholder": "گالری نور",
        "is_persistent": True,
        "resize": True,
        "one_time": False,
    }
    assert (await sara.hears(count=2))[0]["keyboard"] == [["ثبت", "امروز"], ["راهنما"]]
    await bot.send_message(sara.id, "؟", reply_markup=ForceReply(input_field_placeholder="نام صفحه"))
    assert (await sara.hears())[0]["forces_reply"]
    await bot.send_message(sara.id, "تمام", reply_markup=ReplyKeyboardRemove())
    assert await sara.keyboard() is None


async def test_the_bot_shows_that_it_is_busy(bot: Bot, sara: Person) -> None:
    seq = (await sara.asks("GET", "/play/events"))["next"]
    await bot.send_chat_action(sara.id, "upload_document")
    (event,) = (await sara.asks("GET", "/play/events", after=seq))["events"]
    assert (event["type"], event["action"], event["chat"]) == ("action", "upload_document", sara.id)


async def test_a_forward_says_where_it_came_from(bot: Bot, sara: Person) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    post = (await sara.asks("POST", "/play/post", chat=channel, by=sara.id, text="حراج"))["message_id"]
    body = {"person": sara.id, "from_chat": channel, "message_id": post, "to_chat": sara.id}
    await sara.asks("POST", "/play/forward", **body)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.text == "حراج"
    assert message.forward_origin is not None
    assert message.forward_origin.type == "channel"


async def test_a_group_in_privacy_mode_lets_only_through_what_is_meant_for_the_bot(
    bot: Bot, sara: Person
) -> None:
    group = (await sara.asks("POST", "/play/chats", type="supergroup", title="گروه", owner=sara.id))["id"]
    await sara.asks("POST", f"/play/chats/{group}/add_bot", by=sara.id)
    sent = await bot.send_message(group, "سلام")
    for text in ("حرف ما", "/help", "/help@other_bot", "@adminyar_bot بیا"):
        await sara.says(text, chat=group)
    await sara.says("باشد", chat=group, reply_to=sent.message_id)
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert heard == ["/start", None, "/help", "@adminyar_bot بیا", "باشد"]
    await sara.asks("POST", f"/play/chats/{group}/promote", bot=True, by=sara.id)
    await sara.says("حالا همه", chat=group)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.text == "حالا همه"


async def test_channel_posts_reach_an_administrating_bot(bot: Bot, sara: Person) -> None:
    body = {"type": "channel", "title": "کانال", "owner": sara.id, "username": "sara_channel"}
    channel = (await sara.asks("POST", "/play/chats", **body))["id"]
    await sara.asks("POST", "/play/post", chat=channel, by=sara.id, text="پیش از ربات")
    await sara.asks("POST", f"/play/chats/{channel}/add_bot", by=sara.id)
    await sara.asks("POST", "/play/post", chat=channel, by=sara.id, text="پس از ربات")
    posts = [update.channel_post for update in await bot.get_updates() if update.channel_post]
    assert [post.text for post in posts] == ["پس از ربات"]
    assert posts[0].sender_chat is not None
    assert posts[0].from_user is None
    sent = await bot.send_message("@sara_channel", "از ربات")
    assert (sent.chat.id, sent.from_user) == (channel, None)
    chat = await bot.get_chat("@sara_channel")
    assert (chat.title, chat.type) == ("کانال", "channel")
    administrators = await bot.get_chat_administrators(channel)
    assert {member.user.id: member.status for member in administrators} == {
        sara.id: "creator",
        4242: "administrator",
    }
    assert await bot.get_chat_member_count(channel) == 2
    assert (await bot.get_chat_member(channel, 1002)).status == "left"
    assert await bot.leave_chat(channel)
    assert (await bot.get_updates())[-1].my_chat_member is not None
