"""What of a chat the bot hears."""

from __future__ import annotations

from bot.playground.messages import Message
from bot.playground.people import Chat
from bot.playground.texts import cut
from bot.playground.views import api_message
from bot.playground.world import World


def deliver(world: World, chat: Chat, message: Message) -> None:
    """Hand a message to the bot, if Telegram would: in groups only what privacy mode lets through."""
    if chat.type == "channel":
        if chat.bot.admin:
            world.updates.push("channel_post", api_message(world, message))
    elif chat.type == "private" or (chat.bot.present and _heard(world, chat, message)):
        world.updates.push("message", api_message(world, message))


def _heard(world: World, chat: Chat, message: Message) -> bool:
    if chat.bot.admin or world.bot.reads_all_group_messages:
        return True
    replied = chat.messages.get(message.reply_to or 0)
    if replied is not None and replied.from_bot:
        return True
    me = f"@{world.bot.username}"
    for entity in message.entities:
        if entity["type"] not in ("bot_command", "mention"):
            continue
        written = cut(message.text, entity["offset"], entity["length"])
        if written.lower().endswith(me) or (entity["type"] == "bot_command" and "@" not in written):
            return True
    return False
