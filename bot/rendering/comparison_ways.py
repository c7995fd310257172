"""The buttons under a comparison: what else can be seen of the page, never what is seen already."""

from bot.domain.comparison import PERIODS
from bot.domain.engagement import BASES
from bot.domain.groupings import Dimension
from bot.domain.identity import PageId
from bot.domain.measures import Amount, Measure
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Go
from bot.rendering.comparison_buttons import Compared, Look
from bot.rendering.comparison_words import Wording
from bot.rendering.insights import more_button
from bot.rendering.message import Button, Rows, button, in_rows


class _Ways:
    """Buttons that lead from one comparison to another."""

    def __init__(self, said: Wording, page: PageId) -> None:
        self.said = said
        self.page = page

    def to(self, label: str, **changes: object) -> Button:
        """A button to the same comparison, but for some changes."""
        found = self.said.comparison
        here: dict[str, object] = {
            "page": self.page,
            "by": found.by,
            "amount": found.asked_amount,
            "base": found.asked_base,
            "days": found.days,
            "without_outliers": found.without_outliers,
            "look": Look.SHOW,
        }
        return button(label, Compared(**{**here, **changes}))  # type: ignore[arg-type]


def ways(said: Wording, page: PageId, look: Look = Look.SHOW) -> Rows:
    """The rows of buttons."""
    to = _Ways(said, page)
    if look is Look.OTHERS:
        return (*in_rows(_dimensions(to)), (_back(to),))
    if look is Look.AMOUNTS:
        return (*in_rows(_amounts(to)), (_back(to),))
    comparison, texts = said.comparison, said.texts
    periods = tuple(to.to(_days(d, texts), days=d) for d in _periods(to))
    if not comparison.in_period:
        sample = button(texts.plain("compare-see-sample"), Go(Do.SAMPLE))
        return (begin(texts), (sample,) if comparison.days is None else periods)
    return (_nearest(to), periods, *in_rows(_bases(to)), *in_rows([*_deeper(to), more_button(page, texts)]))


def begin(texts: Texts) -> tuple[Button, ...]:
    """For who has nothing to compare yet."""
    return (
        button(texts.plain("compare-record"), Go(Do.POST)),
        button(texts.plain("compare-file"), Go(Do.FILE)),
    )


def _nearest(to: _Ways) -> tuple[Button, ...]:
    texts, by = to.said.texts, to.said.comparison.by
    nearest = [d for d in (Dimension.KIND, Dimension.WEEKDAY) if d is not by]
    shown = [to.to(texts.plain(f"compare-by-{d}"), by=d) for d in nearest]
    return (*shown, to.to(texts.plain("compare-others"), look=Look.OTHERS))


def _dimensions(to: _Ways) -> list[Button]:
    texts, here = to.said.texts, to.said.comparison.by
    alone = len(to.said.names) < 2
    shown = [d for d in Dimension if d is not here and not (d is Dimension.PAGE and alone)]
    return [to.to(texts.plain(f"compare-by-{d}"), by=d) for d in shown]


def _amounts(to: _Ways) -> list[Button]:
    """The amounts that some post knows, each on the base that it has now, if it can."""
    known = [measure for measure, _ in to.said.comparison.available]
    base = to.said.comparison.asked_base
    shown = []
    for amount in Amount:
        bases = [measure.base for measure in known if measure.amount is amount]
        if bases and amount is not to.said.comparison.amount:
            kept = base if base in bases else None
            label = to.said.texts.plain(f"compare-count-{amount}")
            shown.append(to.to(label, amount=amount, base=kept))
    return shown


def _bases(to: _Ways) -> list[Button]:
    comparison = to.said.comparison
    known = [measure for measure, _ in comparison.available]
    return [
        to.to(to.said.texts.plain(f"compare-on-{base}"), amount=comparison.amount, base=base)
        for base in BASES
        if base is not comparison.base and Measure(comparison.amount, base) in known
    ]


def _deeper(to: _Ways) -> list[Button]:
    comparison, texts = to.said.comparison, to.said.texts
    shown = []
    if len({measure.amount for measure, _ in comparison.available}) > 1:
        shown.append(to.to(texts.plain("compare-amounts"), look=Look.AMOUNTS))
    if comparison.without_outliers:
        shown.append(to.to(texts.plain("compare-with-outliers"), without_outliers=False))
    elif comparison.marked and comparison.possible:
        label = texts.plain("compare-without-outliers", count=comparison.marked)
        shown.append(to.to(label, without_outliers=True))
    if comparison.used:
        shown.append(to.to(texts.plain("compare-details"), look=Look.DETAILS))
        shown.append(to.to(texts.plain("compare-table"), look=Look.TABLE))
    return shown


def _periods(to: _Ways) -> list[int | None]:
    """The other periods; one without an end has none before it."""
    comparison = to.said.comparison
    endless = comparison.by not in (Dimension.PERIOD, Dimension.YEAR)
    return [days for days in PERIODS if days != comparison.days and (endless or days is not None)]


def _back(to: _Ways) -> Button:
    return to.to(to.said.texts.plain("compare-back"))


def _days(days: int | None, texts: Texts) -> str:
    if days is None:
        return texts.plain("compare-all")
    return texts.plain("compare-year") if days == 365 else texts.plain("compare-days", count=days)
