"""The best times of a page: a map, its three best openings, and a general guess while there is little."""

from markupsafe import Markup

from bot.domain.audiences import WINDOWS, Audience
from bot.domain.besttimes import AROUND, LEAST_SHOWN, BestTimes, Slot
from bot.domain.comparison import PERIODS
from bot.domain.identity import PageId
from bot.language.texts import Texts
from bot.rendering import besttimes_words as words
from bot.rendering.besttimes_map import map_of
from bot.rendering.buttons import Do, Go, PageDo
from bot.rendering.captions import caption, heading, in_words, paragraphs, short
from bot.rendering.insights_buttons import BestTime, Opening
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.periods import period_label

_HUNDRED = 100
_SMALLEST_P = 0.001


def best_times_view(
    found: BestTimes,
    *,
    page_name: str,
    page_id: PageId,
    audience: Audience | None,
    texts: Texts,
    plans: bool,
    may_change: bool,
) -> Message:
    """The map with its caption; in words alone where the page has too few posts to be shown.

    `plans` says whether an opening can be put into the calendar.
    """
    title = heading(page_name, texts("besttime-title"))
    buttons = _buttons(found, page_id, audience, texts, plans=plans, may_change=may_change)
    if not found.own:
        missing = texts("besttime-too-few", count=LEAST_SHOWN - found.used)
        return Message(paragraphs([title, missing, words.general(audience, texts)]), buttons=buttons)
    general = [words.general(audience, texts)] if found.general else []
    needed = [title, *_verdict(found, texts), *general]
    asides = [words.basis(found, texts), words.left(found, texts)]
    return Message(caption(needed, asides), buttons=buttons, picture=map_of(found, short(page_name), texts))


def told(found: BestTimes, *, page_name: str, texts: Texts) -> tuple[Message, ...]:
    """Every field of the map in words, and how it was worked out."""
    method = [texts("besttime-method", around=AROUND)]
    if found.differ_p is not None:
        method.insert(0, texts("besttime-p", p=_p(found.differ_p, texts)))
    return in_words(map_of(found, short(page_name), texts), *method)


def _p(value: float, texts: Texts) -> Markup:
    if value < _SMALLEST_P:
        return Markup("&lt; ") + texts.number(_SMALLEST_P, decimals=3)
    return Markup("= ") + texts.number(float(value), decimals=3)


def _verdict(found: BestTimes, texts: Texts) -> list[Markup]:
    """The best openings with how sure each is; first whether the hours differ at all."""
    said = []
    if found.trend and found.trend.marked:
        said.append(texts("compare-trend-up" if found.trend.rho > 0 else "compare-trend-down"))
    if not found.best:
        return [*said, texts("besttime-none")]
    said.append(texts("besttime-differ" if found.differ else "besttime-alike"))
    lines = [_opening(number, slot, found, texts) for number, slot in enumerate(found.best, 1)]
    return [*said, Markup("\n").join(lines)]


def _opening(number: int, slot: Slot, found: BestTimes, texts: Texts) -> Markup:
    return texts(
        "besttime-opening",
        number=number,
        when=words.when(slot.weekday, slot.hour, found.width, texts),
        place=round(slot.place),
        hundred=_HUNDRED,
        sure=texts(f"besttime-{found.sureness(slot)}"),
        posts=texts("compare-posts", count=slot.n),
    )


def _buttons(
    found: BestTimes,
    page: PageId,
    audience: Audience | None,
    texts: Texts,
    *,
    plans: bool,
    may_change: bool,
) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if plans and may_change:
        rows += in_rows(_plan_buttons(found, page, audience, texts), 1)
    if found.general and audience is None and may_change:
        rows.append((button(texts.plain("besttime-whose"), PageDo(page, "edit.audience")),))
    if found.own:
        rows.append((button(texts.plain("compare-details"), BestTime(page, found.days, told=True)),))
    else:
        begin = (("compare-record", Do.POST), ("compare-file", Do.FILE))
        rows.append(tuple(button(texts.plain(key), Go(do)) for key, do in begin))
    periods = (days for days in PERIODS if days != found.days)
    rows.append(
        tuple(button(period_label(days, texts), BestTime(page, days, told=False)) for days in periods)
    )
    return tuple(rows)


def _plan_buttons(found: BestTimes, page: PageId, audience: Audience | None, texts: Texts) -> list[Button]:
    """Each opening into the calendar; where the page's own say nothing, those of its audience."""
    best = found.best if found.own else ()
    if best:
        return [
            button(
                texts.plain("besttime-plan", when=words.when(slot.weekday, slot.hour, found.width, texts)),
                Opening(page, slot.weekday, slot.hour + found.width // 2),
            )
            for slot in best
        ]
    if audience is None or not found.general:
        return []
    return [
        button(
            texts.plain("besttime-plan-hour", hour=words.hour_of(window.first, texts)),
            Opening(page, None, window.first),
        )
        for window in WINDOWS[audience]
    ]
