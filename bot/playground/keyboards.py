"""Reading `reply_markup`: inline buttons and reply keyboards, with the refusals that Telegram gives."""

from __future__ import annotations

from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.common import Json, bad_request, utf16_length
from bot.playground.messages import NO_MARKUP, Markup, ReplyKeyboard
from bot.playground.texts import found_entities

_OTHERS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)


def read_markup(arguments: Arguments, inline_only: bool = False) -> Markup:
    """The markup of a message. `inline_only`: what an edit may bring."""
    given = arguments.parsed("reply_markup")
    if given is None:
        return NO_MARKUP
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    markup = _markup(given)
    if inline_only and (markup.keyboard or markup.removes or markup.forces_reply):
        raise bad_request("inline keyboard expected")
    return markup


def _markup(given: Json) -> Markup:
    placeholder = given.get("input_field_placeholder") or None
    if given.get("keyboard"):
        return Markup(keyboard=_reply_keyboard(given, placeholder))
    if given.get("inline_keyboard"):
        return Markup(inline=_inline(given["inline_keyboard"]))
    if given.get("remove_keyboard"):
        return Markup(removes=True)
    if given.get("force_reply"):
        return Markup(forces_reply=True, placeholder=placeholder)
    return NO_MARKUP


def _reply_keyboard(given: Json, placeholder: str | None) -> ReplyKeyboard:
    rows = []
    if placeholder is not None and utf16_length(placeholder) > 64:
        raise bad_request("BUTTON_PLACEHOLDER_INVALID")
    for row in _rows(given["keyboard"], 'field "keyboard" must be an Array of Arrays'):
        labels = tuple(_label(button) for button in row)
        if labels:
            rows.append(labels)
    return ReplyKeyboard(
        tuple(rows),
        placeholder,
        is_persistent=bool(given.get("is_persistent")),
        resize=bool(given.get("resize_keyboard")),
        one_time=bool(given.get("one_time_keyboard")),
    )


def _label(button: Any) -> str:
    label = button.get("text") if isinstance(button, dict) else button
    if not isinstance(label, str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not label.strip():
        raise bad_request("can't parse keyboard button: Text must be non-empty")
    return label


def _rows(given: Any, complaint: str) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(complaint)
    return given


def _inline(given: Any) -> list[list[Json]] | None:
    complaint = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    rows = [[_button(button) for button in row] for row in _rows(given, complaint) if row]
    if sum(map(len, rows)) > 100:
        raise bad_request("reply markup is too long")
    return rows or None


def _button(given: Any) -> Json:
    """One inline button, with only the fields that count."""
    if not isinstance(given, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    label = given.get("text")
    if not isinstance(label, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not label.strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if given.get("url"):
        return {"text": label, "url": _url(str(given["url"]))}
    if given.get("callback_data"):
        data = str(given["callback_data"])
        if len(data.encode("utf-8", "surrogatepass")) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": label, "callback_data": data}
    if "copy_text" in given:
        return {"text": label, "copy_text": {"text": _copied(given["copy_text"])}}
    for kind in _OTHERS:
        if kind in given:
            return {"text": label, kind: given[kind]}
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _url(url: str) -> str:
    scheme = url.lower().startswith(("http://", "https://", "tg://", "ton://"))
    found = [] if scheme else found_entities(url, [])
    if (not scheme and not any(entity["type"] == "url" for entity in found)) or " " in url.strip():
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url if scheme else f"http://{url}"


def _copied(given: Any) -> str:
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not 1 <= utf16_length(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text
