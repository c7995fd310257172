"""What Telegram is asked about chats: who somebody is there, and how many there are."""

import structlog
from telegram import Bot, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.errors import Refused

_log = structlog.get_logger()


class Lookups:
    """Questions about chats. Where the bot may not ask, the answer is the least that can be true."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def standing(self, chat_id: int, person_id: int) -> str:
        """What a person is in a chat: `creator`, `administrator`, `member` … `left`.

        Refused("chat-away") where Telegram is not to be had.
        """
        try:
            return str((await self._bot.get_chat_member(chat_id, person_id)).status)
        except (Forbidden, BadRequest) as error:
            _log.info("lookups.not_told", chat=chat_id, why=error.message)
            return "left"
        except TelegramError as error:
            _log.warning("lookups.away", chat=chat_id, why=type(error).__name__)
            raise Refused("chat-away") from error

    async def may_post(self, chat_id: int) -> bool:
        """Whether the bot may post in a channel. TelegramError where it cannot ask."""
        try:
            me = await self._bot.get_chat_member(chat_id, self._bot.id)
        except (Forbidden, BadRequest) as error:
            _log.info("lookups.not_told", chat=chat_id, why=error.message)
            return False
        return isinstance(me, ChatMemberAdministrator) and bool(me.can_post_messages)

    async def subscribers(self, chat_id: int) -> int | None:
        """How many are in a chat; None where the bot may not ask. TelegramError where it cannot."""
        try:
            return await self._bot.get_chat_member_count(chat_id)
        except (Forbidden, BadRequest) as error:
            _log.info("lookups.not_counted", chat=chat_id, why=error.message)
            return None
