"""Where a page stands with its audits: the whole, its areas, and an area's items."""

from markupsafe import Markup

from bot.domain.advice import Area
from bot.domain.checklists import AT_ONCE
from bot.domain.tips import areas, tips
from bot.language.texts import Texts
from bot.rendering.buttons import Do
from bot.rendering.drawings import Progress, Step
from bot.rendering.drawn import look
from bot.rendering.home import go
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.tips import Seen, home_button, mark, name, source
from bot.rendering.tips_buttons import TipItem, TipsDo
from bot.rendering.trust import lasts

_NONE_YET = "–"
CHECKS = ("bio", "caption", "content", "calls", "praise")
"""What can be done about a page besides its audits."""


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
    lines += [texts("trust-item-line", mark=mark(seen.audit, tip), name=name(tip, texts)) for tip in mine]
    ways = [
        button(
            f"{mark(seen.audit, tip)} {name(tip, texts).unescape()}",
            TipItem(seen.page.id, tip.number, "why", ""),
        )
        for tip in mine
    ]
    back = button(texts.plain("trust-groups"), TipsDo(seen.page.id, "areas"))
    return Message(
        Markup("\n").join((*lines, "", texts(source(mine[0])))),
        buttons=(*in_rows(ways, 1), (back, home_button(seen.page, texts))),
    )
