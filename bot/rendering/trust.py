"""The trust checklist as it is shown: three items at a time, one item, and what a page sells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.checklists import Reply, numbers_of
from bot.domain.identity import PersonId
from bot.domain.pages import Page
from bot.domain.trust import Answered, Item, Sells, source_year
from bot.domain.trust_board import Board
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering import checklists
from bot.rendering.checklists import MARKS, OPEN, Entry, reply_buttons
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.trust_buttons import TrustDo, TrustItem, TrustReply

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's checklist as one of its members sees it."""

    page: Page
    board: Board
    names: Mapping[PersonId, str]
    """What those who answered are called."""


def key(item: Item, part: str) -> str:
    """The catalogue key of a part of an item."""
    return f"trust-{item.id.replace('_', '-')}-{part}"


def name(item: Item, texts: Texts) -> Markup:
    """What an item is called."""
    return texts(key(item, "name"))


def lasts(minutes: int, days: int, texts: Texts) -> Markup:
    """How long something takes: the work, and the waiting where there is some."""
    hours, rest = divmod(minutes, _HOUR)
    work = texts("lasts-hours", count=hours) if hours and not rest else texts("lasts-minutes", count=minutes)
    return texts("lasts-waiting", work=work, days=texts("lasts-days", count=days)) if days > 1 else work


def source(texts: Texts) -> Markup:
    """Where the items come from."""
    return texts("trust-source", year=localise(str(source_year()), texts.digits))


def sells_card(page: Page, sold: frozenset[Sells], texts: Texts) -> Message:
    """Asks what a page sells; each kind is switched by a tap."""
    kinds = [
        button(
            texts.plain(
                "trust-sell-on" if kind in sold else "trust-sell-off", kind=texts(f"trust-sells-{kind}")
            ),
            TrustDo(page.id, f"sell.{kind}"),
        )
        for kind in Sells
    ]
    ways = ((button(texts.plain("trust-sells-done"), TrustDo(page.id, "home")),),) if sold else ()
    return Message(texts("trust-sells-ask", page=page.name), buttons=(*in_rows(kinds, 1), *ways))


def three_card(seen: Seen, shown: Sequence[Item], texts: Texts) -> Message:
    """Up to three items; of one that was just answered, what can still be done about it."""
    score, numbers = seen.board.score(), numbers_of(shown)
    heading = texts("trust-three-heading", page=seen.page.name, done=score.answered, all=score.items)
    entries = [_entry(seen, item, place, numbers, texts) for place, item in enumerate(shown, 1)]
    return checklists.three_card(heading, entries, _onwards(seen, shown, texts), texts)


def _entry(seen: Seen, item: Item, place: int, numbers: str, texts: Texts) -> Entry:
    answer = seen.board.newest.get(item.id)
    ways = (
        _again(seen, item, answer, place, numbers, texts)
        if answer is not None
        else replies(seen, item, texts, numbers, place)
    )
    guide = TrustItem(seen.page.id, item.number, "card", numbers)
    return Entry(name(item, texts), texts(key(item, "ask")), answer, ways, guide)


def _again(
    seen: Seen, item: Item, answer: Answered, place: int, numbers: str, texts: Texts
) -> tuple[Button, ...]:
    """What can still be done about an item that was answered just now."""
    change = button(
        texts.plain("trust-answer-change", number=place),
        TrustItem(seen.page.id, item.number, "card", numbers),
    )
    if answer.reply not in (Reply.YES, Reply.PARTLY):
        return (change,)
    prove = texts.plain("trust-prove-more" if answer.proven else "trust-prove-number", number=place)
    return (change, button(prove, TrustItem(seen.page.id, item.number, "prove", numbers)))


def _onwards(seen: Seen, shown: Sequence[Item], texts: Texts) -> tuple[Button, ...]:
    here = {item.id for item in shown}
    whole = button(texts.plain("trust-home"), TrustDo(seen.page.id, "home"))
    if not [item for item in seen.board.open() if item.id not in here]:
        return (whole,)
    done = all(item.id in seen.board.newest for item in shown)
    # What is still open here is passed over, not lost: it comes round again.
    following = "three" if done else f"after.{numbers_of(shown)}"
    return (button(texts.plain("trust-next-three"), TrustDo(seen.page.id, following)), whole)


def replies(seen: Seen, item: Item, texts: Texts, three: str, place: int | None = None) -> tuple[Button, ...]:
    """The answers that may be given to an item."""

    def carry(reply: Reply, known: int) -> TrustReply:
        return TrustReply(seen.page.id, item.number, reply, known, three)

    return reply_buttons(seen.board.newest.get(item.id), place, texts, carry)


def mark(board: Board, item: Item) -> str:
    """A sign for where an item stands."""
    answer = board.newest.get(item.id)
    if answer is None:
        return OPEN if item.suits(board.sells) else "➖"
    return "⌛" if answer.expired(board.now) else MARKS[answer.reply]
