"""What the public preview page of a Telegram channel says of its posts.

The page is somebody else's and changes without notice: what is not found there is unknown, and never zero.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.domain.posts import IMPOSSIBLE_FROM, Kind

_NUMBER = re.compile(r"(\d[\d,\s]*(?:\.\d+)?)\s*([KMB]?)\s*$", re.IGNORECASE)
_TIMES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_ADDRESS = re.compile(r"/(\d{1,15})(?:\?|$)")
_MOST_ID = 2**53
_PHOTO, _VIDEO = ".tgme_widget_message_photo_wrap", ".tgme_widget_message_video_player"
_ROUND_VIDEO = ".tgme_widget_message_roundvideo_player"


class PreviewAway(Exception):
    """The preview page is not to be had now; later perhaps."""


class Figure(NamedTuple):
    """A count as the page shows it; «55.2K» is rounded."""

    value: int
    rounded: bool


@dataclass(frozen=True, slots=True)
class PreviewPost:
    """One post of the page. An album is one post, whose parts each have a message id."""

    id: int
    parts: tuple[int, ...]
    published_at: datetime | None
    kind: Kind | None
    slides: int | None
    caption: str | None
    views: Figure | None
    reactions: Figure | None
    """All together; None where the page shows none, be they switched off or not there yet."""


def read_preview(html: str, username: str) -> tuple[PreviewPost, ...]:
    """The posts of channel `username` on its preview page, the oldest first. Others' are passed over."""
    found: dict[int, PreviewPost] = {}
    for node in LexborHTMLParser(html).css(".tgme_widget_message[data-post]"):
        name, _, number = (node.attributes.get("data-post") or "").partition("/")
        classes = (node.attributes.get("class") or "").split()
        post_id = int(number) if number.isascii() and number.isdigit() and len(number) <= 15 else 0
        if name.lower() == username.lower() and 0 < post_id < _MOST_ID and "service_message" not in classes:
            found[post_id] = _post(node, post_id)
    return tuple(found[post_id] for post_id in sorted(found))


def read_figure(shown: str) -> Figure | None:
    """A count as the page writes it: «987», «1 204», «55.2K», «1.1M»."""
    match = _NUMBER.search(shown.replace("\u202f", " ").replace("\xa0", " ").strip())
    if match is None:
        return None
    unit = match[2].upper()
    digits = re.sub(r"[,\s]", "", match[1])
    if len(digits) > 15:
        return None
    value = round(float(digits) * _TIMES[unit])
    return Figure(value, rounded=bool(unit)) if value < IMPOSSIBLE_FROM else None


def _post(node: LexborNode, post_id: int) -> PreviewPost:
    grouped = node.css_first(".tgme_widget_message_grouped_wrap")
    media = grouped.css(f"{_PHOTO}, {_VIDEO}") if grouped else []
    parts = {post_id, *(part for each in media if (part := _part(each)) is not None)}
    caption = _caption(node)
    kind = Kind.CAROUSEL if len(media) > 1 else _kind(node, caption)
    return PreviewPost(
        id=post_id,
        parts=tuple(sorted(parts)),
        published_at=_moment(node),
        kind=kind,
        slides=len(media) if len(media) > 1 else None,
        caption=caption,
        views=_figure(node, ".tgme_widget_message_views"),
        reactions=_reactions(node),
    )


def _part(media: LexborNode) -> int | None:
    match = _ADDRESS.search(media.attributes.get("href") or "")
    return int(match[1]) if match else None


def _kind(node: LexborNode, caption: str | None) -> Kind | None:
    if node.css_first(f"{_VIDEO}, {_ROUND_VIDEO}"):
        return Kind.VIDEO
    if node.css_first(_PHOTO):
        return Kind.PHOTO
    others = ".tgme_widget_message_document, .tgme_widget_message_poll, .tgme_widget_message_voice_player"
    return Kind.TEXT if caption is not None and not node.css_first(others) else None


def _caption(node: LexborNode) -> str | None:
    # A reply shows the other message's text as well, in a class of the same beginning.
    text = node.css_first(".tgme_widget_message_text.js-message_text") or next(
        (n for n in node.css(".tgme_widget_message_text") if not _in_reply(n)), None
    )
    if text is None:
        return None
    for line_break in text.css("br"):
        line_break.replace_with("\n")
    return text.text().strip() or None


def _in_reply(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if "tgme_widget_message_reply" in (parent.attributes.get("class") or "").split():
            return True
        parent = parent.parent
    return False


def _moment(node: LexborNode) -> datetime | None:
    time = node.css_first(".tgme_widget_message_date time[datetime]")
    try:
        moment = datetime.fromisoformat((time.attributes.get("datetime") or "") if time else "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _figure(node: LexborNode, selector: str) -> Figure | None:
    shown = node.css_first(selector)
    return read_figure(shown.text()) if shown else None


def _reactions(node: LexborNode) -> Figure | None:
    block = node.css_first(".tgme_widget_message_reactions")
    if block is None:
        return None
    figures = [read_figure(each.text(deep=False) or each.text()) for each in block.css(".tgme_reaction")]
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) < len(figures):
        return None
    return Figure(sum(f.value for f in known), any(f.rounded for f in known))
