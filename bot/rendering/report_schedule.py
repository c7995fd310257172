"""Where a page's reports go, when and with what: the choices."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Final

from markupsafe import Markup

from bot.domain.identity import PageId, PersonId, PostId
from bot.domain.pages import Page
from bot.domain.people import LANGUAGES
from bot.domain.report_links import PRIVATE, Every, Part, ReportLink
from bot.domain.report_periods import Span
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.pages import clock_row
from bot.rendering.report_buttons import ReportSet, ReportShow, ReportsOf

HOURS: Final = (7, 8, 9, 10, 12, 15, 18, 20, 21, 22)
_CAMPAIGNS_MOST = 12
_SHORT = 40


def places(page: Page, links: Sequence[tuple[ReportLink, Markup]], reader: PersonId, texts: Texts) -> Message:
    """Where a page's reports go; each leads to its choices."""
    rows: list[tuple[Button, ...]] = []
    for link, place in links:
        label = f"{_short(place.unescape())} · {texts.plain(f'report-every-{link.every}')}"
        rows.append((button(label, ReportSet(link.id, "show", None)),))
    if all(link.chat_id != reader for link, _ in links):
        rows.append((button(texts.plain("report-to-me"), ReportsOf(page.id, "me")),))
    said = texts("report-places" if links else "report-places-none", page=page.name)
    return Message(said, buttons=tuple(rows))


def place_of(link: ReportLink, title: str | None, reader: PersonId, texts: Texts) -> Markup:
    """A chat as it is spoken of."""
    if link.chat_id == reader:
        return texts("report-place-me")
    if title:
        return Markup("\u2068{}\u2069").format(_short(title))
    return texts("report-place-other")


def link_card(link: ReportLink, page: Page, place: Markup, texts: Texts, now: datetime) -> Message:
    """One chat's reports, with all that can be chosen."""
    said = [texts("report-link", page=page.name, place=place), _when(link, texts)]
    if link.due_at is not None:
        said.append(texts("report-next", when=texts.moment(link.due_at, now=now)))
    said.append(texts("report-language", language=texts(f"language-{link.language}")))
    off = [texts(f"report-part-{part}") for part in Part if part in link.without]
    if off:
        said.append(texts("report-without", parts=texts.joined(off)))
    if link.public:
        said.append(texts("report-is-public"))

    def choose(name: str) -> Button:
        return button(texts.plain(f"report-set-{name}"), ReportSet(link.id, name, None))

    times = [choose("every")]
    if link.every is Every.WEEK:
        times.append(choose("weekday"))
    if link.every is not Every.NEVER:
        times.append(choose("hour"))
    rows = (tuple(times), (choose("part"), choose("language")))
    clock = clock_row([page], texts) if link.every is not Every.NEVER else ()
    last = (
        button(texts.plain("report-set-end"), ReportSet(link.id, "end", None)),
        button(texts.plain("report-all-places"), ReportsOf(page.id, "show")),
    )
    return Message(Markup("\n").join(said), buttons=(*rows, *clock, last))


def _when(link: ReportLink, texts: Texts) -> Markup:
    hour = Markup("\u2068{}\u2069").format(localise(f"{link.at:%H:%M}", texts.digits))
    day = texts(f"weekday-{link.weekday}")
    match link.every:
        case Every.NEVER:
            return texts("report-when-never")
        case Every.WEEK:
            return texts("report-when-week", day=day, hour=hour)
        case _:
            return texts(f"report-when-{link.every}", hour=hour)


def choices(link: ReportLink, what: str, texts: Texts) -> Message:
    """What can be chosen for one thing, what is chosen marked."""
    options = _OPTIONS[what](link, texts)
    ways = [
        button(f"✓ {label}" if on else label, ReportSet(link.id, what, value)) for value, label, on in options
    ]
    back = (button(texts.plain("report-set-back"), ReportSet(link.id, "show", None)),)
    rows: Rows = in_rows(ways, 2 if what == "every" else 3)
    return Message(texts(f"report-which-{what}"), buttons=(*rows, back))


_Option = tuple[str, str, bool]


def _every(link: ReportLink, texts: Texts) -> list[_Option]:
    return [(each.value, texts.plain(f"report-every-{each}"), each is link.every) for each in Every]


def _weekdays(link: ReportLink, texts: Texts) -> list[_Option]:
    days = [(5 + number) % 7 for number in range(7)]
    return [(str(day), texts.plain(f"weekday-{day}"), day == link.weekday) for day in days]


def _hours(link: ReportLink, texts: Texts) -> list[_Option]:
    return [(str(hour), localise(f"{hour}:00", texts.digits), link.at == time(hour)) for hour in HOURS]


def _parts(link: ReportLink, texts: Texts) -> list[_Option]:
    offered = [part for part in Part if not (link.public and part in PRIVATE)]
    return [(part.value, texts.plain(f"report-part-{part}"), part not in link.without) for part in offered]


def _languages(link: ReportLink, texts: Texts) -> list[_Option]:
    return [(each, texts.plain(f"language-{each}"), each == link.language) for each in LANGUAGES]


_OPTIONS = {
    "every": _every,
    "weekday": _weekdays,
    "hour": _hours,
    "part": _parts,
    "language": _languages,
}
CHOICES: Final = frozenset(_OPTIONS)


def ended(page: Page, place: Markup, texts: Texts) -> Message:
    """That nothing comes there any more."""
    back = ((button(texts.plain("report-all-places"), ReportsOf(page.id, "show")),),)
    return Message(texts("report-ended", page=page.name, place=place), buttons=back)


def stopped(page: Page, place: Markup, why: str, texts: Texts) -> Message:
    """That nothing comes there any more, and why."""
    return Message(texts(f"report-stopped-{why}", page=page.name, place=place))


def which_campaign(page: PageId, campaigns: Mapping[str, PostId], texts: Texts) -> Message:
    """Asks of which campaign."""
    if not campaigns:
        return Message(texts("report-campaign-none"))
    ways = [
        button(_short(name), ReportShow(page, False, "all", Span.CAMPAIGN, post))
        for name, post in list(campaigns.items())[:_CAMPAIGNS_MOST]
    ]
    return Message(texts("report-campaign-which"), buttons=in_rows(ways, 2))


def _short(name: str) -> str:
    return name if len(name) <= _SHORT else name[: _SHORT - 1] + "…"
