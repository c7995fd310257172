"""Audits of a page as they are shown: where it stands, three items at a time, one item, an area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.advice import Area, Piece
from bot.domain.checklists import AT_ONCE, Reply, numbers_of
from bot.domain.identity import PersonId
from bot.domain.pages import Page
from bot.domain.tips import Audit, Tip, areas, tips
from bot.language.texts import Texts
from bot.rendering import checklists
from bot.rendering.buttons import Do
from bot.rendering.checklists import MARKS, OPEN, answered, answered_by, reply_buttons
from bot.rendering.drawings import Progress, Step
from bot.rendering.drawn import look
from bot.rendering.home import go
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.tips_buttons import TipItem, TipReply, TipsDo
from bot.rendering.trust import lasts

_NONE_YET = "–"
_PARTS = ("why", "how", "example")
CHECKS = ("bio", "caption", "content", "calls", "praise")
"""What can be done about a page besides its audits."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's audits as one of its members sees them."""

    page: Page
    audit: Audit
    names: Mapping[PersonId, str]
    """What those who answered are called."""


def key(tip: Tip, part: str) -> str:
    """The catalogue key of a part of an item."""
    return f"tip-{tip.id}-{part}"


def name(tip: Tip, texts: Texts) -> Markup:
    """What an item is called."""
    return texts(key(tip, "name"))


def source(tip: Tip) -> str:
    """The catalogue key of where an item comes from."""
    return f"tips-source-{tip.source.lower()}"


def piece_of(tip: Tip) -> Piece:
    """An item as a piece of advice."""
    return Piece(
        tip.piece,
        tip.area,
        tip.minutes,
        title=key(tip, "name"),
        say=key(tip, "how"),
        cite=source(tip),
        why=key(tip, "why"),
        weight=tip.weight,
        looks_at=tip.looks_at,
    )


def home_card(seen: Seen, texts: Texts) -> Message:
    """Where a page stands and all ways from here; with a picture once there is an answer."""
    audit, page = seen.audit, seen.page
    score = audit.score()
    said = [texts("tips-heading", page=page.name)]
    if score.answered:
        said.append(texts("trust-score", percent=score.percent, done=score.answered, all=score.items))
        steps = [
            texts("tips-step", number=n, name=name(each, texts), time=lasts(each.minutes, 0, texts))
            for n, each in enumerate(audit.steps()[:AT_ONCE], 1)
        ]
        said.append(Markup("\n").join((texts("tips-steps"), *steps)) if steps else texts("tips-complete"))
    else:
        said.append(texts("tips-start", all=score.items))
    picture = progress_picture(seen, texts) if score.answered else None
    return Message(Markup("\n\n").join(said), buttons=_home_rows(seen, texts), picture=picture)


def _home_rows(seen: Seen, texts: Texts) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if seen.page.role.changes and seen.audit.open():
        label = "trust-next-three" if seen.audit.newest else "trust-begin"
        rows.append((button(texts.plain(label), TipsDo(seen.page.id, "three")),))
    checks = CHECKS if seen.page.role.changes else tuple(set(CHECKS) - {"bio", "caption"})
    ways = [
        button(texts.plain(f"tips-go-{each}"), TipsDo(seen.page.id, each))
        for each in CHECKS
        if each in checks
    ]
    ways.append(button(texts.plain("trust-groups"), TipsDo(seen.page.id, "areas")))
    return (*rows, *in_rows(ways), (go(texts, Do.CUSTOMERS), go(texts, Do.TRUST)))


def progress_picture(seen: Seen, texts: Texts) -> Progress:
    """How far each area is."""
    steps = []
    for area in areas():
        score = seen.audit.score(area)
        known = score.answered > 0
        value = texts.plain("trust-percent", percent=score.percent) if known else ""
        steps.append(
            Step(
                texts.plain(f"advice-area-{area}"),
                float(score.percent) if known else None,
                value or _NONE_YET,
                texts.plain("trust-of", done=score.answered, all=score.items),
            )
        )
    day = texts.full_date(seen.audit.now.astimezone(texts.zone).date())
    return Progress(
        **look(texts),
        title=texts.plain("tips-picture-title"),
        subtitle=texts.plain("trust-picture-subtitle", page=seen.page.name, day=day),
        footer=texts.plain("trust-picture-footer"),
        steps=tuple(steps),
        headline=texts.plain("trust-headline", percent=seen.audit.score().percent),
    )


def three_card(seen: Seen, shown: Sequence[Tip], texts: Texts) -> Message:
    """Up to three items, each with its answers under it; what is answered says so."""
    numbers, score = numbers_of(shown), seen.audit.score()
    parts = [texts("tips-three-heading", page=seen.page.name, done=score.answered, all=score.items)]
    rows: list[tuple[Button, ...]] = []
    for place, tip in enumerate(shown, 1):
        answer = seen.audit.newest.get(tip.id)
        said = texts("trust-three-item", number=place, name=name(tip, texts), ask=texts(key(tip, "ask")))
        if answer is None or tip in seen.audit.open():
            rows.append(_replies(seen, tip, texts, numbers, place))
        else:
            change = TipItem(seen.page.id, tip.number, "why", numbers)
            rows.append((button(texts.plain("trust-answer-change", number=place), change),))
            said = Markup("\n").join((said, answered(answer, texts)))
        parts.append(said)
    guides = tuple(
        button(
            texts.plain("trust-guide", number=place),
            TipItem(seen.page.id, tip.number, "why", numbers),
        )
        for place, tip in enumerate(shown, 1)
    )
    return Message(Markup("\n\n").join(parts), buttons=(*rows, guides, _onwards(seen, shown, texts)))


def _onwards(seen: Seen, shown: Sequence[Tip], texts: Texts) -> tuple[Button, ...]:
    left = seen.audit.open()
    if not [tip for tip in left if tip not in shown]:
        return (home_button(seen.page, texts),)
    # What is still open here is passed over, not lost: it comes round again.
    following = f"after.{numbers_of(shown)}" if set(left) & set(shown) else "three"
    following_button = button(texts.plain("trust-next-three"), TipsDo(seen.page.id, following))
    return (following_button, home_button(seen.page, texts))


def _replies(seen: Seen, tip: Tip, texts: Texts, three: str, place: int | None = None) -> tuple[Button, ...]:
    def carry(reply: Reply, known: int) -> TipReply:
        return TipReply(seen.page.id, tip.number, reply, known, three)

    return reply_buttons(seen.audit.newest.get(tip.id), place, texts, carry)


def item_card(seen: Seen, tip: Tip, three: str, texts: Texts, *, part: str = "why") -> Message:
    """One item with one of its parts, its answer and its ways on; for who may only look, none to change."""
    answer = seen.audit.newest.get(tip.id)
    said = [
        texts(
            "trust-item-heading",
            mark=_mark(seen.audit, tip),
            name=name(tip, texts),
            ask=texts(key(tip, "ask")),
        ),
        texts(f"trust-part-{part}", text=texts(key(tip, part))),
    ]
    if part == "why":
        said.append(texts("trust-lasts", time=lasts(tip.minutes, 0, texts), weight=tip.weight))
    if answer is not None:
        said.append(answered_by(answer, seen.names, texts, seen.audit.now))
    said.append(texts(source(tip)))
    ways = [
        button(texts.plain(f"trust-show-{each}"), TipItem(seen.page.id, tip.number, each, three))
        for each in _PARTS
        if each != part
    ]
    if tip.id in _LEADS:
        leads = _LEADS[tip.id]
        ways.append(button(texts.plain(f"tips-go-{leads}"), TipsDo(seen.page.id, leads)))
    replies = in_rows(list(_replies(seen, tip, texts, three))) if seen.page.role.changes else ()
    back = (
        button(texts.plain("trust-back-three"), TipsDo(seen.page.id, f"three.{three}"))
        if three
        else button(texts.plain("trust-back-group"), TipsDo(seen.page.id, f"area.{tip.area}"))
    )
    rows = (*in_rows(ways), *replies, (back, home_button(seen.page, texts)))
    return Message(Markup("\n\n").join(said), buttons=rows)


_LEADS = {
    "profile": "bio",
    "caption": "caption",
    "cta": "calls",
    "proof": "praise",
    "focus": "content",
    "replan": "content",
}
"""Items that something can be done about at once, here."""


def _mark(audit: Audit, tip: Tip) -> str:
    answer = audit.newest.get(tip.id)
    return OPEN if answer is None else MARKS[answer.reply]


def areas_card(seen: Seen, texts: Texts) -> Message:
    """The areas, each with how far it is; an area's button opens its items."""
    lines, ways = [texts("trust-groups-heading")], []
    for area in areas():
        score, label = seen.audit.score(area), texts(f"advice-area-{area}")
        line = texts(
            "trust-group-line", name=label, percent=score.percent, done=score.answered, all=score.items
        )
        lines.append(line)
        ways.append(button(label.unescape(), TipsDo(seen.page.id, f"area.{area}")))
    return Message(Markup("\n").join(lines), buttons=(*in_rows(ways), (home_button(seen.page, texts),)))


def area_card(seen: Seen, area: Area, texts: Texts) -> Message:
    """An area's items with where each stands."""
    mine = [tip for tip in tips().values() if tip.area is area]
    lines = [texts("trust-group-heading", name=texts(f"advice-area-{area}"))]
    lines += [texts("trust-item-line", mark=_mark(seen.audit, tip), name=name(tip, texts)) for tip in mine]
    ways = [
        button(
            f"{_mark(seen.audit, tip)} {name(tip, texts).unescape()}",
            TipItem(seen.page.id, tip.number, "why", ""),
        )
        for tip in mine
    ]
    back = button(texts.plain("trust-groups"), TipsDo(seen.page.id, "areas"))
    return Message(
        Markup("\n").join((*lines, "", texts(source(mine[0])))),
        buttons=(*in_rows(ways, 1), (back, home_button(seen.page, texts))),
    )


def overruled(page: Page, tip: Tip, before: Reply, after: Reply, who: str | None, texts: Texts) -> Message:
    """Somebody answered the same item at nearly the same time; hers counts."""
    said = checklists.overruled(name(tip, texts), before, after, who, texts)
    see = button(texts.plain("trust-look"), TipItem(page.id, tip.number, "why", ""))
    return Message(said, buttons=((see, home_button(page, texts)),))


def home_button(page: Page, texts: Texts) -> Button:
    """The way back to where the page stands."""
    return button(texts.plain("trust-home"), TipsDo(page.id, "home"))
