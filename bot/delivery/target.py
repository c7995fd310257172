"""Where a message goes."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: a chat, and there perhaps a press and the message that was pressed."""

    chat_id: int
    callback_id: str | None = None
    message_id: int | None = None
    is_picture: bool = False
    thread_id: int | None = None
    """A topic of a group."""

    @staticmethod
    def of_update(update: dict[str, Any]) -> "Target | None":
        """Where the answer to an update (Telegram's JSON) goes; None where nobody waits for one."""
        if press := update.get("callback_query"):
            message = press.get("message") or {}
            chat = message.get("chat") or {"id": press["from"]["id"]}
            number, thread = message.get("message_id"), _topic_of(message)
            return Target(chat["id"], press["id"], number, "photo" in message, thread)
        if message := update.get("message"):
            return Target(message["chat"]["id"], thread_id=_topic_of(message))
        return None

    def to_json(self) -> dict[str, Any]:
        """What a row keeps beside its chat. The press is too old when it is read again."""
        made: dict[str, Any] = {"chat": self.chat_id, "message": self.message_id, "picture": self.is_picture}
        if self.thread_id is not None:
            made["thread"] = self.thread_id
        return made

    @staticmethod
    def from_json(made: dict[str, Any], chat_id: int) -> "Target":
        """The target that `to_json` wrote; its chat is the row's, which follows a group that moves."""
        here = made["chat"] == chat_id
        message = made["message"] if here else None
        return Target(chat_id, None, message, made["picture"], made.get("thread") if here else None)

    def moved(self, chat_id: int) -> "Target":
        """The same place in a group that goes on under another id, where messages are counted anew."""
        return replace(self, chat_id=chat_id, message_id=None)


def _topic_of(message: dict[str, Any]) -> int | None:
    """The topic that a message stands in; replies in other groups have a thread as well, which is none."""
    return message.get("message_thread_id") if message.get("is_topic_message") else None
