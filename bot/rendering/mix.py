"""The kinds of a page's posts by month, as a picture with its caption."""

from datetime import datetime
from typing import Final

from markupsafe import Markup

from bot.domain.identity import PageId
from bot.domain.mix import Mix, Month
from bot.domain.posts import Kind
from bot.language.digits import localise
from bot.language.texts import Texts, isolated
from bot.rendering.buttons import Do, Go
from bot.rendering.captions import caption, heading, paragraphs, short
from bot.rendering.drawings import Part, Stack, Whole
from bot.rendering.drawn import look
from bot.rendering.insights import ways_on
from bot.rendering.insights_buttons import What
from bot.rendering.message import Message, button

KINDS: Final = (*Kind, None)
"""The places of kinds in the picture, and so their colours, the same whichever of them a page has."""


def mix_view(found: Mix, *, page_name: str, page: PageId, texts: Texts) -> Message:
    """The shares by month, in words the newest first; and a word where one kind pushes the others out."""
    title = heading(page_name, texts("mix-title"))
    if not found.months:
        buttons = (
            button(texts.plain("compare-record"), Go(Do.POST)),
            button(texts.plain("compare-file"), Go(Do.FILE)),
        )
        why = texts("mix-undated", count=found.undated) if found.undated else texts("mix-none")
        return Message(paragraphs([title, why]), buttons=(buttons,))
    picture = _picture(found, short(page_name), texts)
    undated = texts("mix-undated", count=found.undated) if found.undated else Markup()
    lines = Markup("\n").join(_line(month, texts) for month in reversed(found.months))
    needed = [title, _prevailing(found, texts), _basis(found, texts)]
    return Message(
        caption(needed, [lines, undated]),
        buttons=(ways_on(What.MIX, page, texts),),
        picture=picture,
    )


def _prevailing(found: Mix, texts: Texts) -> Markup:
    if found.prevailing is None:
        return Markup()
    kind = texts(f"compare-kind-{found.prevailing.kind}")
    return texts("mix-prevailing", count=found.prevailing.count, of=found.prevailing.of, kind=kind)


def _line(month: Month, texts: Texts) -> Markup:
    """A month's kinds, the most frequent first."""
    ranked = sorted(month.counts.items(), key=lambda pair: -pair[1])
    parts = [texts("mix-part", kind=_name(kind, texts), count=count) for kind, count in ranked]
    return texts("mix-line", month=_month(month, texts), parts=texts.joined(parts))


def _basis(found: Mix, texts: Texts) -> Markup:
    if found.first is None or found.last is None:
        return Markup()
    posts = texts("compare-posts", count=found.used)
    return texts("mix-basis", posts=posts, first=_day(found.first, texts), last=_day(found.last, texts))


def _day(at: datetime, texts: Texts) -> Markup:
    return texts.full_date(at.astimezone(texts.zone).date())


def _picture(found: Mix, page: str, texts: Texts) -> Stack:
    return Stack(
        title=texts.plain("mix-title"),
        subtitle=isolated(page),
        kinds=tuple(_name(kind, texts).unescape() if kind in found.kinds else "" for kind in KINDS),
        rows=tuple(_whole(month, found, texts) for month in found.months),
        footer=_basis(found, texts).unescape(),
        **look(texts),
    )


def _whole(month: Month, found: Mix, texts: Texts) -> Whole:
    shares = [(kind, month.counts.get(kind, 0) / month.total) for kind in found.kinds]
    parts = (
        Part(KINDS.index(kind), share, texts.plain("mix-share", share=round(100 * share)))
        for kind, share in shares
    )
    return Whole(
        _month(month, texts).unescape(), texts.plain("compare-posts", count=month.total), tuple(parts)
    )


def _name(kind: Kind | None, texts: Texts) -> Markup:
    name = texts(f"compare-kind-{kind}") if kind else texts("mix-unknown")
    return name[:1].upper() + name[1:]


def _month(month: Month, texts: Texts) -> Markup:
    name = texts(f"month-{texts.calendar}-{month.month}")
    return texts("mix-month", month=name, year=Markup("{}").format(localise(str(month.year), texts.digits)))
