"""Customers as they are shown: the overview, one of them, three questions, the list."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.checklists import Reply
from bot.domain.customers import (
    AT_ONCE,
    Customer,
    Question,
    choices,
    is_influential,
    question_of,
    questions,
)
from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.checklists import MARKS
from bot.rendering.customers_buttons import CustomerDo, CustomerReply, CustomersDo
from bot.rendering.message import Button, Message, Rows, button, in_rows

LIST_MOST = 8
_REPLIES = (Reply.YES, Reply.NO, Reply.NA)
_SHORT = 24


def ask(question: Question, thresholds: Mapping[str, int], texts: Texts) -> Markup:
    """A question in words, with its threshold where it has one."""
    key = f"customer-q-{question.id.replace('_', '-')}"
    return texts(key, x=thresholds[question.x]) if question.x else texts(key)


def home_card(page: Page, found: Sequence[Customer], *, quiet: int, thanks: int, texts: Texts) -> Message:
    """How many there are, what waits, and all ways from here."""
    said = [texts("customers-heading", page=page.name)]
    if found:
        said.append(texts("customers-count", number=len(found), quiet=quiet, thanks=thanks))
    else:
        said.append(texts("customers-none"))
    said.append(texts("customers-private"))
    changes = page.role.changes
    names = [
        *(("add", "sales") if changes else ()),
        *(("list.0", "shares", "quiet", "thanks") if found else ()),
    ]
    names += [*(("x",) if changes else ()), "figures"]
    ways = [
        button(texts.plain(f"customers-go-{name.partition('.')[0]}"), CustomersDo(page.id, name))
        for name in names
    ]
    return Message(Markup("\n\n").join(said), buttons=in_rows(ways))


def customer_card(
    page: Page,
    customer: Customer,
    typical: float | None,
    texts: Texts,
    *,
    key: str | None = None,
    change: ChangeId | None = None,
) -> Message:
    """One customer: how close, why, what they bought; with `change`, what was just done can be taken back."""
    kind = "customer-segment-heading" if customer.segment else "customer-heading"
    said = [texts(key, name=customer.name)] if key else []
    said.append(texts(kind, name=customer.name))
    counted = len(questions())
    level = texts(f"customer-level-{customer.level}")
    said.append(texts("customer-level", level=level, done=len(customer.answered), all=counted))
    if customer.purchases:
        said.append(texts("customer-bought", times=customer.purchases, total=customer.total))
        if customer.days:
            said.append(
                texts("customer-last", day=texts.day(customer.days[-1].astimezone(texts.zone).date()))
            )
    if is_influential(customer, typical):
        said.append(texts("customer-influential"))
    said.append(texts("customer-level-how"))
    rows = _customer_rows(page, customer, texts)
    if change is not None:
        rows = ((button(texts.plain("undo"), Undo(change)),), *rows)
    return Message(Markup("\n\n").join(said), buttons=rows)


def _customer_rows(page: Page, customer: Customer, texts: Texts) -> Rows:
    back = (home_button(page, texts),)
    if not page.role.changes:
        return (back,)

    def way(name: str) -> Button:
        return button(texts.plain(f"customer-go-{name}"), CustomerDo(customer.id, name))

    return ((way("three"), way("bought")), (way("thanked"), way("delete")), back)


def three_card(
    customer: Customer,
    replies: Mapping[str, Reply],
    shown: Sequence[Question],
    thresholds: Mapping[str, int],
    texts: Texts,
) -> Message:
    """Up to three questions, each with its answers under it; what is answered says so."""
    numbers = ".".join(str(each.number) for each in shown)
    parts = [texts("customer-three", name=customer.name, done=len(customer.answered), all=len(questions()))]
    rows: list[tuple[Button, ...]] = []
    for place, each in enumerate(shown, 1):
        said = texts("customer-three-item", number=place, ask=ask(each, thresholds, texts))
        reply = replies.get(each.id)
        if reply is not None:
            label = texts(f"customer-reply-{reply}")
            said = Markup("\n").join((said, texts("trust-answered", mark=MARKS[reply], reply=label)))
        parts.append(said)
        rows.append(
            tuple(
                button(
                    texts.plain(f"customer-short-{one}", number=place),
                    CustomerReply(customer.id, each.number, one, numbers),
                )
                for one in _REPLIES
            )
        )
    following = CustomerDo(customer.id, f"after.{numbers}")
    done = button(texts.plain("customer-back"), CustomerDo(customer.id, "show"))
    rows.append((button(texts.plain("trust-next-three"), following), done))
    return Message(Markup("\n\n").join(parts), buttons=tuple(rows))


def next_three(replies: Mapping[str, Reply], after: Sequence[Question] = ()) -> tuple[Question, ...]:
    """What is asked next: not yet answered and not just shown, else from the beginning."""
    left = [each for each in questions().values() if each.id not in replies and each not in after]
    if not left:
        start = after[-1].number if after else 0
        left = [each for each in questions().values() if each.number > start]
    return tuple((left or list(questions().values()))[:AT_ONCE])


def numbered(numbers: str) -> tuple[Question, ...]:
    """The questions of «1.5.12», as a button carries them; Refused where one is none."""
    return tuple(question_of(int(each)) for each in numbers.split(".") if each.isdecimal())[:AT_ONCE]


def list_card(page: Page, found: Sequence[Customer], offset: int, texts: Texts, sought: str = "") -> Message:
    """A piece of the list, each with level and sum; a button for each."""
    shown = found[offset : offset + LIST_MOST]
    heading = (
        texts("customers-sought", words=sought, number=len(found))
        if sought
        else texts("customers-list", page=page.name, number=len(found))
    )
    lines = [
        texts(
            "customers-line",
            name=each.name,
            level=texts(f"customer-level-{each.level}"),
            total=each.total,
        )
        for each in shown
    ]
    ways = [button(short(each.name), CustomerDo(each.id, "show")) for each in shown]
    turn: list[Button] = []
    if offset:
        turn.append(
            button(
                texts.plain("customers-before"), CustomersDo(page.id, f"list.{max(0, offset - LIST_MOST)}")
            )
        )
    if not sought and offset + LIST_MOST < len(found):
        turn.append(
            button(texts.plain("customers-after"), CustomersDo(page.id, f"list.{offset + LIST_MOST}"))
        )
    rows = (*in_rows(ways), *((tuple(turn),) if turn else ()), (home_button(page, texts),))
    return Message(Markup("\n\n").join((heading, Markup("\n").join(lines))), buttons=rows)


def delete_sure(page: Page, customer: Customer, texts: Texts) -> Message:
    """Asks whether a customer may be forgotten for good."""
    yes = button(texts.plain("customer-delete-yes"), CustomerDo(customer.id, "delete.yes"))
    no = button(texts.plain("customer-back"), CustomerDo(customer.id, "show"))
    return Message(texts("customer-delete-sure", name=customer.name, page=page.name), buttons=((yes, no),))


def deleted(page: Page, texts: Texts) -> Message:
    """Somebody is forgotten."""
    return Message(texts("customer-deleted"), buttons=((home_button(page, texts),),))


def thresholds_card(page: Page, thresholds: Mapping[str, int], texts: Texts) -> Message:
    """What counts as often and long for this page; a tap sets it for all customers."""
    rows = []
    lines = [texts("customers-x", page=page.name)]
    for name, value in thresholds.items():
        lines.append(texts(f"customers-x-{name}", x=value))
        rows.append(
            tuple(
                button(
                    texts.plain(
                        "customers-x-chosen" if each == value else f"customers-x-{name}-short", x=each
                    ),
                    CustomersDo(page.id, f"x.{name}.{each}"),
                )
                for each in choices(name)
            )
        )
    return Message(Markup("\n\n").join(lines), buttons=(*rows, (home_button(page, texts),)))


def home_button(page: Page, texts: Texts) -> Button:
    """The way back to all customers."""
    return button(texts.plain("customers-home"), CustomersDo(page.id, "home"))


def short(text: str) -> str:
    """A name as it fits on a button."""
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
