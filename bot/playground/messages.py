"""Messages as the playground keeps them: never changed in place, so that who saw one keeps what was seen."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.common import BOT, Json
from bot.playground.files import Document, Photo


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """Buttons under the input field: rows of labels, and how Telegram was asked to show them."""

    rows: tuple[tuple[str, ...], ...]
    placeholder: str | None = None
    is_persistent: bool = False
    resize: bool = False
    one_time: bool = False

    def view(self) -> Json:
        return {
            "rows": [list(row) for row in self.rows],
            "placeholder": self.placeholder,
            "is_persistent": self.is_persistent,
            "resize": self.resize,
            "one_time": self.one_time,
        }


@dataclass(frozen=True, slots=True)
class Markup:
    """What a message brings along: inline buttons, a reply keyboard, its removal, or a request to reply."""

    inline: list[list[Json]] | None = None
    keyboard: ReplyKeyboard | None = None
    removes: bool = False
    forces_reply: bool = False
    placeholder: str | None = None


NO_MARKUP = Markup()


@dataclass(frozen=True, slots=True)
class Message:
    """One version of a message. `sender` is a person's id, BOT, or None where a channel speaks.

    `text` is the caption when there is a photo, a document or a video. The parts of an album share its id.
    Dates are seconds since 1970.
    """

    chat_id: int
    message_id: int
    date: int
    sender: int | None
    text: str = ""
    entities: tuple[Json, ...] = ()
    photo: Photo | None = None
    document: Document | None = None
    video: Document | None = None
    album: str | None = None
    markup: Markup = NO_MARKUP
    reply_to: int | None = None
    edited: int | None = None
    origin: Json | None = None
    service: Json | None = None
    preview: Json | None = None
    protected: bool = False
    anonymous: bool = False
    """Whether an administrator speaks as the group."""
    thread: int | None = None
    """The topic of a forum that it stands in."""

    @property
    def from_bot(self) -> bool:
        return self.sender == BOT

    @property
    def media(self) -> Photo | Document | None:
        return self.photo or self.document or self.video


def labels(message: Message) -> list[str]:
    """What is written on the inline buttons of a message."""
    return [button["text"] for row in message.markup.inline or () for button in row]


def find_button(message: Message, label: str | None, data: str | None) -> Json | None:
    """The inline button with that label or, without a label, that callback data."""
    for row in message.markup.inline or ():
        for button in row:
            if label is not None:
                if button["text"] == label and data in (None, button.get("callback_data")):
                    return button
            elif data is not None and button.get("callback_data") == data:
                return button
    return None
