"""One part of a report, in place of the whole; with the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from markupsafe import Markup

from bot.domain.report_links import Part
from bot.language.texts import Texts
from bot.rendering.captions import caption
from bot.rendering.comparison_words import figure
from bot.rendering.goals import progress_said
from bot.rendering.message import Message
from bot.rendering.owed import done_rows, lines
from bot.rendering.rates import rate_said
from bot.rendering.report_card import card_of
from bot.rendering.report_words import Seen, before, followers_said, trust_names, unmeasured, verdict
from bot.rendering.reports import ALL, plans_said, title, way
from bot.rendering.top import kept_line, linked, why

_Part = Callable[[Seen, Texts, datetime], list[Markup]]


def part_view(seen: Seen, part: Part, texts: Texts, now: datetime) -> Message:
    """A part under the same card."""
    name = Markup("<b>{}</b>").format(texts(f"report-part-{part}"))
    told = part_told(seen, part, texts, now) or [_nothing(seen, part, texts)]
    # in a group everybody presses, and only members may say that somebody was answered
    ways = done_rows(seen.beside.owed) if part is Part.OWED and seen.schedules else ()
    back = (*ways, (way(seen, ALL, texts.plain("report-back")),))
    text = caption([title(seen, texts), name, told[0]], told[1:])
    return Message(text, buttons=back, picture=card_of(seen, texts))


def part_told(seen: Seen, part: Part, texts: Texts, now: datetime) -> list[Markup]:
    """What a part says; nothing where there is nothing to be said."""
    return _PARTS[part](seen, texts, now)


def _nothing(seen: Seen, part: Part, texts: Texts) -> Markup:
    """Why a part has nothing to say."""
    report = seen.report
    if part in (Part.CHANGE, Part.BEST):
        liked = report.now.value is not None
        return texts("report-none-best") if liked else unmeasured(report, texts)
    if part is Part.FOLLOWERS and report.followers_later:
        return texts("report-followers-later")
    return texts(f"report-none-{part}")


def without_picture(message: Message) -> Message:
    """The same where a chat takes no pictures."""
    return replace(message, picture=None)


def _change(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    report = seen.report
    if report.now.value is None:
        return []
    said = [
        texts(
            "report-side",
            posts=texts("compare-posts", count=report.now.posts),
            value=rate_said(report.now.value, report.base, texts),
        )
    ]
    if report.before.value is not None:
        said.append(
            texts(
                "report-side-before",
                before=before(report, texts),
                posts=texts("compare-posts", count=report.before.posts),
                value=figure(report.before.value, texts),
            )
        )
    said.append(verdict(report, texts))
    if report.usual is not None:
        said.append(texts("top-typical", value=rate_said(report.usual, report.base, texts)))
    return [each for each in said if each]


def _best(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    report = seen.report
    return [
        texts(
            "top-line",
            number=number,
            post=linked(report.named[best.post], texts, now),
            value=rate_said(best.value, report.base, texts),
            why=why(best, texts),
        )
        for number, best in enumerate(report.best, 1)
    ]


def _evergreen(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    named = seen.report.named
    return [
        kept_line(number, each, named[each.post], texts, now)
        for number, each in enumerate(seen.report.evergreen, 1)
    ]


def _followers(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    found = seen.report.followers
    if found is None:
        return []
    change = followers_said(found.more, texts)
    alone = texts("report-followers-alone", count=texts.number(found.count))
    return [texts("report-followers", number=found.count, change=change) if change else alone]


def _mix(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    kinds = [
        texts("mix-part", kind=texts(f"compare-kind-{kind}") if kind else texts("mix-unknown"), count=count)
        for kind, count in seen.report.kinds
    ]
    return [Markup("\n").join(kinds)] if kinds else []


def _plans(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    plans = seen.beside.plans
    if plans is None or not plans.done + plans.missed:
        return []
    return [plans_said(plans, texts)]


def _goals(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    return [progress_said(each, texts, now) for each in seen.beside.goals]


def _trust(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    trust = seen.beside.trust
    if trust is None:
        return []
    said = [texts("report-trust", names=trust_names(trust.taken, texts))] if trust.taken else []
    return [*said, texts("report-trust-score", percent=trust.percent, before=trust.before)]


def _owed(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    owed = seen.beside.owed
    if owed and not seen.named:
        return [texts("report-owed-count", count=len(owed))]
    return [Markup("\n").join(lines(owed, texts))] if owed else []


def _advice(seen: Seen, texts: Texts, now: datetime) -> list[Markup]:
    del now
    chosen = seen.beside.advice
    if chosen is None:
        return []
    return [texts("report-advice", title=texts(chosen.piece.title)), texts(chosen.piece.say)]


_PARTS: Final[Mapping[Part, _Part]] = {
    Part.CHANGE: _change,
    Part.BEST: _best,
    Part.EVERGREEN: _evergreen,
    Part.FOLLOWERS: _followers,
    Part.MIX: _mix,
    Part.PLANS: _plans,
    Part.GOALS: _goals,
    Part.TRUST: _trust,
    Part.OWED: _owed,
    Part.ADVICE: _advice,
}
