"""Our texts and keyboards, made to fit Telegram."""

import html
import re

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode

from bot.domain.plans import MediaKind
from bot.rendering.message import CAPTION_MOST, TEXT_MOST, Keyboard, Message, Rows

NOTICE_MOST = 200
_HEADER_MOST = 64
_TAG = re.compile(r"<[^>]*>")
_FENCED = re.compile("\u2068[^\u2069]*\u2069")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_STARTS_FENCED = re.compile(r"(?m)^(?=(?:<[^>]*>|[^\w\n])*?\u2068)")


def text_of(message: Message) -> str:
    """A message's text, as long as Telegram takes it."""
    return cut(_leaning(message.text), TEXT_MOST)


def caption_of(message: Message) -> str:
    """A message's text below a picture or a file."""
    return cut(_leaning(message.text), CAPTION_MOST)


def markup_of(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """What stands below a message: the home keyboard, or buttons."""
    return _keyboard(message.keyboard) if message.keyboard else buttons_of(message.buttons)


def album_of(message: Message) -> list[InputMediaPhoto | InputMediaVideo | InputMediaDocument]:
    """A message's files as an album; its text stands under the first."""
    kinds = {
        MediaKind.PHOTO: InputMediaPhoto,
        MediaKind.VIDEO: InputMediaVideo,
        MediaKind.DOCUMENT: InputMediaDocument,
    }
    captions = [caption_of(message), *[None] * (len(message.media) - 1)]
    return [
        kinds[each.kind](each.file_id, caption=caption, parse_mode=ParseMode.HTML)
        for each, caption in zip(message.media, captions, strict=True)
    ]


def buttons_of(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons under a message."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    b.label,
                    callback_data=b.data,
                    url=b.url,
                    copy_text=CopyTextButton(b.copy) if b.copy else None,
                )
                for b in row
            ]
            for row in rows
        ]
    )


def cut(text: str, most: int) -> str:
    """`text`, or where it is too long for Telegram its visible beginning without mark-up."""
    if _units(_visible(text)) <= most:
        return text
    kept = _visible(text).encode("utf-16-le")[: 2 * (most - 2)].decode("utf-16-le", "ignore")
    return html.escape(kept) + "…"


def _keyboard(keyboard: Keyboard) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard.rows,
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=cut(keyboard.header, _HEADER_MOST) or None,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _visible(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _leaning(text: str) -> str:
    """`text` with its lines on their side: one that begins with an isolated name has none of its own."""
    if not _RIGHT_TO_LEFT.search(_FENCED.sub("", text)):
        return text
    return _STARTS_FENCED.sub("\u200f", text)
