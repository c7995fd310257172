"""The trust checklist as it is shown: three items at a time, one item, and what a page sells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.identity import PersonId
from bot.domain.pages import Page
from bot.domain.trust import Answered, Item, Reply, Sells, numbers_of, source_year
from bot.domain.trust_board import Board
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.trust_buttons import TrustDo, TrustItem, TrustReply

MARKS = {Reply.YES: "✅", Reply.PARTLY: "🟡", Reply.NO: "▫️", Reply.NA: "➖"}
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
    """Up to three items, each with its answers under it; what is answered says so."""
    board, numbers = seen.board, numbers_of(shown)
    score = board.score()
    parts = [texts("trust-three-heading", page=seen.page.name, done=score.answered, all=score.items)]
    rows: list[tuple[Button, ...]] = []
    for place, item in enumerate(shown, 1):
        answer = board.newest.get(item.id)
        said = texts("trust-three-item", number=place, name=name(item, texts), ask=texts(key(item, "ask")))
        if answer is not None:
            rows.append(_again(seen, item, answer, place, numbers, texts))
            said = Markup("\n").join((said, _answer_line(answer, texts)))
        else:
            rows.append(replies(seen, item, texts, numbers, place))
        parts.append(said)
    guides = tuple(
        button(
            texts.plain("trust-guide", number=place),
            TrustItem(seen.page.id, item.number, "card", numbers),
        )
        for place, item in enumerate(shown, 1)
    )
    return Message(Markup("\n\n").join(parts), buttons=(*rows, guides, _onwards(seen, shown, texts)))


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
    answer = seen.board.newest.get(item.id)
    seen_id = answer.id if answer else 0

    def label(reply: Reply) -> str:
        if place is not None:
            return texts.plain(f"trust-short-{reply}", number=place)
        mine = answer is not None and answer.reply is reply
        return texts.plain(
            "trust-reply-chosen" if mine else "trust-reply", reply=texts(f"trust-reply-{reply}")
        )

    return tuple(
        button(label(reply), TrustReply(seen.page.id, item.number, reply, seen_id, three)) for reply in Reply
    )


def mark(board: Board, item: Item) -> str:
    """A sign for where an item stands."""
    answer = board.newest.get(item.id)
    if answer is None:
        return "◻️" if item.suits(board.sells) else "➖"
    return "⌛" if answer.expired(board.now) else MARKS[answer.reply]


def _answer_line(answer: Answered, texts: Texts) -> Markup:
    return texts("trust-answered", mark=MARKS[answer.reply], reply=texts(f"trust-reply-{answer.reply}"))
