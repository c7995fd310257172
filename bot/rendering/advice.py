"""Advice as it is given, and the choices of when, where and about what."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.advice import EVERY, Area, Chosen, Schedule, Sight, Verdict
from bot.domain.chats import Chat
from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.advice_buttons import AdviceDo, AdviceSet
from bot.rendering.buttons import Do, Undo
from bot.rendering.home import go
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.trust import lasts, source

HOURS = (8, 9, 10, 12, 15, 17, 19, 21)
_SHORT = 40


def advice_card(chosen: Chosen, given: int, page: Page, texts: Texts) -> Message:
    """One piece: what of the page speaks for it, the step, how long it takes and where it comes from."""
    piece = chosen.piece
    said = [texts("advice-heading", page=page.name)]
    if chosen.sight is not None:
        said.append(_sight(chosen.sight, texts))
    said.append(texts("advice-title", title=texts(piece.title)))
    if piece.why:
        said.append(texts(piece.why))
    said.append(texts("advice-step", step=texts(piece.say)))
    said.append(texts("advice-foot", time=lasts(piece.minutes, 0, texts), source=_cited(piece.cite, texts)))

    def way(do: str) -> Button:
        return button(texts.plain(f"advice-{do}"), AdviceDo(given, do))

    rows = ((way("done"), way("later")), (way("never"), way("more")))
    return Message(Markup("\n\n").join(said), buttons=rows)


def _cited(key: str, texts: Texts) -> Markup:
    return source(texts) if key == "trust-source" else texts(key)


def _sight(sight: Sight, texts: Texts) -> Markup:
    facts: dict[str, object] = dict(sight.facts)
    if "kind" in facts:
        facts["kind"] = texts(f"kind-{facts['kind']}")
    return texts(sight.key, **facts)


def settled(verdict: Verdict, title: str, page: Page, change: ChangeId, texts: Texts) -> Message:
    """What is said to Done, Later and Not for us; it can be taken back."""
    schedule = button(texts.plain("advice-schedule"), AdviceSet(page.id, "show", ""))
    ways = ((go(texts, Do.STEP), schedule), (button(texts.plain("undo"), Undo(change)),))
    return Message(texts(f"advice-said-{verdict}", title=texts(title)), buttons=ways)


def nothing_left(page: Page, texts: Texts) -> Message:
    """There is nothing to advise now."""
    ways = ((go(texts, Do.TRUST), button(texts.plain("advice-schedule"), AdviceSet(page.id, "show", ""))),)
    return Message(texts("advice-nothing", page=page.name), buttons=ways)


def schedule_card(page: Page, wanted: Schedule, chat: Chat | None, texts: Texts) -> Message:
    """When, where and about what a page is advised."""
    said = [texts("advice-schedule-heading", page=page.name)]
    if not wanted.every:
        said.append(texts("advice-off"))
    else:
        day = texts(f"weekday-{wanted.weekday}")
        said.append(texts(f"advice-when-{wanted.every}", day=day, hour=clock(wanted.hour, texts)))
        place = (
            texts("advice-where-group", chat=_short(chat.title)) if chat else texts("advice-where-private")
        )
        said.append(place)
        names = [texts(f"advice-area-{area}") for area in wanted.areas]
        said.append(texts("advice-about", areas=texts.joined(names)) if names else texts("advice-about-none"))

    def way(label: str, name: str) -> Button:
        return button(texts.plain(label), AdviceSet(page.id, name, ""))

    every = [
        button(
            texts.plain(
                "advice-chosen" if days == wanted.every else "advice-choice",
                what=texts(f"advice-every-{days}"),
            ),
            AdviceSet(page.id, "every", str(days)),
        )
        for days in EVERY
    ]
    rows = (*in_rows(every), (way("advice-days", "days"), way("advice-hours", "hours")))
    return Message(
        Markup("\n").join(said),
        buttons=(*rows, (way("advice-places", "places"), way("advice-areas", "areas"))),
    )


def choices(page: Page, wanted: Schedule, name: str, groups: Sequence[Chat], texts: Texts) -> Message:
    """The choices of one setting; the chosen ones are marked."""
    offered: list[tuple[str, str, bool]]
    if name == "days":
        offered = [
            (texts.plain(f"weekday-{day}"), str(day), day == wanted.weekday) for day in (5, 6, 0, 1, 2, 3, 4)
        ]
    elif name == "hours":
        offered = [(clock(hour, texts), str(hour), hour == wanted.hour) for hour in HOURS]
    elif name == "places":
        private = (texts.plain("advice-place-private"), "0", wanted.chat_id is None)
        offered = [private, *((_short(g.title), str(g.id), g.id == wanted.chat_id) for g in groups)]
    else:
        offered = [(texts.plain(f"advice-area-{a}"), a.value, a in wanted.areas) for a in Area]
    singular = {"days": "day", "hours": "hour", "places": "place", "areas": "area"}[name]
    ways = [
        button(
            texts.plain("advice-chosen" if on else "advice-choice", what=what),
            AdviceSet(page.id, singular, value),
        )
        for what, value, on in offered
    ]
    back = button(texts.plain("advice-back"), AdviceSet(page.id, "show", ""))
    key = "advice-choose-places-none" if name == "places" and not groups else f"advice-choose-{name}"
    return Message(texts(key, page=page.name), buttons=(*in_rows(ways), (back,)))


def clock(hour: int, texts: Texts) -> str:
    """A full hour as the clock shows it, in the person's digits."""
    return localise(f"{hour}:00", texts.digits)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
