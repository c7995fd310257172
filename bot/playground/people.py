"""Who is there: people, the bot, chats and their members."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.playground.common import Json

if TYPE_CHECKING:
    from bot.playground.messages import Message, ReplyKeyboard

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
_PERMISSIONS = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
)
PRESENT = ("creator", "administrator", "member", "restricted")


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account. `started`: has spoken to the bot in private, so that it may write."""

    id: int
    first_name: str
    language_code: str
    username: str | None = None
    blocked: bool = False
    started: bool = False

    def user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        user["language_code"] = self.language_code
        return user

    def view(self) -> Json:
        """What the playground shows of a person."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
            "blocked": self.blocked,
        }


@dataclass(slots=True)
class BotUser:
    """The one bot of this playground; its id follows the token that it calls with."""

    id: int = 7000000001
    first_name: str = "ادمین‌یار"
    username: str = "adminyar_bot"
    reads_all_group_messages: bool = False

    def user(self) -> Json:
        """The Bot API's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def me(self) -> Json:
        """The answer to getMe."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat: Telegram's status and, for administrators, the rights they hold."""

    status: str
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether this standing includes an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def view(self, user: Json, chat_type: str) -> Json:
        """The Bot API's ChatMember."""
        member: Json = {"user": user, "status": self.status}
        if self.status == "creator":
            member["is_anonymous"] = False
        elif self.status == "administrator":
            member |= {"can_be_edited": False, "is_anonymous": False}
            member |= {right: right in self.rights for right in all_rights(chat_type)}
        elif self.status == "kicked":
            member["until_date"] = 0
        elif self.status == "restricted":
            member |= {"is_member": True, "until_date": 0} | dict.fromkeys(_PERMISSIONS, False)
        return member


ABSENT = Member("left")


@dataclass(slots=True)
class Chat:
    """A place to talk. Message ids count from 1 in each chat, so the same id in two chats means two messages.

    `bot` is the bot's own standing; `members` holds everybody else's.
    """

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    bot: Member = ABSENT
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    keyboard: ReplyKeyboard | None = None
    migrated_to: int | None = None
    reactions: dict[int, dict[int, str]] = field(default_factory=dict)
    sent: deque[float] = field(default_factory=deque)
    only_texts: bool = False
    """Whether members may not send photos or files."""
    topics: dict[int, bool] = field(default_factory=dict)
    """Of a forum, by their ids: whether they are open."""

    def brief(self) -> Json:
        """The Bot API's Chat."""
        chat: Json = {"id": self.id, "type": self.type}
        for name in ("title", "username", "first_name"):
            value = getattr(self, name)
            if value is not None:
                chat[name] = value
        if self.topics:
            chat["is_forum"] = True
        return chat

    def view(self, bot_id: int) -> Json:
        """What the playground shows of a chat."""
        members: list[Json] = [
            {"user_id": who, "status": m.status} for who, m in self.members.items() if m.present
        ]
        if self.bot.present and self.type != "private":
            bot: Json = {"user_id": bot_id, "status": self.bot.status}
            if self.type == "channel":
                bot["may_post"] = self.bot.may("can_post_messages")
            members.append(bot)
        view: Json = {"id": self.id, "type": self.type, "title": self.title or self.first_name}
        if self.username:
            view["username"] = self.username
        if self.migrated_to:
            view["migrated_to"] = self.migrated_to
        if self.topics:
            view["topics"] = [{"id": topic, "open": is_open} for topic, is_open in self.topics.items()]
        return {**view, "members": members, "last_message_id": self.last_message_id}


def all_rights(chat_type: str) -> tuple[str, ...]:
    """The administrator's rights that exist in a kind of chat."""
    return ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS)
