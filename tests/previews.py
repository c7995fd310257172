"""Small pages of our own, built as Telegram's public previews of channels are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_PARTS = {
    "photo": '<a class="tgme_widget_message_photo_wrap{grouped}" href="https://t.me/{name}/{id}?single"></a>',
    "video": '<a class="tgme_widget_message_video_player{grouped}" href="https://t.me/{name}/{id}?single">'
    '<time class="message_video_duration">0:15</time></a>',
    "document": '<a class="tgme_widget_message_document_wrap"><div class="tgme_widget_message_document">'
    "price.pdf</div></a>",
}


def message(
    number: int,
    *,
    name: str = "sara_shop",
    text: str | None = "سلام",
    views: str | None = "987",
    reactions: Mapping[str, str] | None = None,
    media: Sequence[str] = (),
    reply: str | None = None,
    when: str = "2026-11-20T09:00:00+00:00",
    service: bool = False,
) -> str:
    """One message; an album has several `media`, whose ids follow one another."""
    grouped = " grouped_media_wrap" if len(media) > 1 else ""
    shown = "".join(
        _PARTS[kind].format(grouped=grouped, name=name, id=number + n) for n, kind in enumerate(media)
    )
    if grouped:
        shown = f'<div class="tgme_widget_message_grouped_wrap">{shown}</div>'
    if reply is not None:
        shown = (
            '<a class="tgme_widget_message_reply">'
            '<div class="tgme_widget_message_text js-message_reply_text">'
            f"{reply}</div></a>{shown}"
        )
    if text is not None:
        shown += f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
    if reactions is not None:
        each = "".join(
            f'<span class="tgme_reaction"><i class="emoji"><b>{emoji}</b></i>{count}</span>'
            for emoji, count in reactions.items()
        )
        shown += f'<div class="tgme_widget_message_reactions js-message_reactions">{each}</div>'
    seen = "" if views is None else f'<span class="tgme_widget_message_views">{views}</span>'
    kind = " service_message" if service else ""
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message{kind} js-widget_message" '
        f'data-post="{name}/{number}"><div class="tgme_widget_message_bubble">{shown}'
        f'<div class="tgme_widget_message_footer"><div class="tgme_widget_message_info">{seen}'
        f'<span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" '
        f'href="https://t.me/{name}/{number}"><time datetime="{when}" class="time">09:00</time></a></span>'
        "</div></div></div></div></div>"
    )


def page(*messages: str) -> str:
    """A page with messages."""
    return (
        '<!DOCTYPE html><html><body><main class="tgme_main"><section class="tgme_channel_history '
        f'js-message_history">{"".join(messages)}</section></main></body></html>'
    )
