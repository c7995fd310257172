"""`/trust`: a page's trust checklist, three items at a time."""

from functools import partial

from sqlalchemy import Connection

from bot.domain.checklists import AT_ONCE
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.domain.plans import Media, MediaKind
from bot.domain.trust import Sells, by_number, groups, item, numbered
from bot.domain.trust_board import Board, changed_since, progress
from bot.rendering import trust as view
from bot.rendering import trust_board as board_view
from bot.rendering.message import Answer, Message
from bot.rendering.trust import Seen
from bot.rendering.trust_board import MONTH, MONTHS
from bot.rendering.trust_buttons import TrustDo, TrustItem
from bot.rendering.trust_item import item_card
from handlers import trust_advice, trust_answers, trust_card, trust_proof
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import on_page
from handlers.sides import Side, side_of
from storage import pages, trust

_PARTS = {
    "card": "why",
    "open": "why",
    "how": "how",
    "elsewhere": "elsewhere",
    "example": "example",
    "nosite": "nosite",
}
_ANSWERS_SHOWN = 8


@on_page
async def checklist(context: Context, text: str) -> None:
    """`/trust`: where the page stands; at first, what it sells."""
    del text
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        return _home(connection, asker, pages.get(connection, asker.page_id, member=asker.id), "")

    await context.keep(keep)


async def do(context: Context, pressed: TrustDo) -> None:
    """A side of the checklist."""
    shown = side_of(_DO, context.asker, pressed.page, pressed.do)
    # Old answers are asked again in the bundle, whose other parts must stay.
    stays = pressed.do.partition(".")[0] == "still"
    await context.keep(lambda c: shown(c) if stays else shown(c).editing())


async def show(context: Context, pressed: TrustItem) -> None:
    """One item: a part of it, or a question about its answer."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, pressed.page, member=asker.id)
        there = asker.with_page(page)
        asked = by_number(pressed.item)
        if pressed.part in trust_proof.ASKED:
            return trust_proof.ask(connection, there, page, asked, pressed.part)
        seen = seen_by(connection, there, page)
        if pressed.part == "proof":
            return _proof(there, seen, pressed)
        if pressed.part not in _PARTS:
            raise Refused("button-unknown")
        card = item_card(seen, asked, pressed.three, there.texts, part=_PARTS[pressed.part])
        return Answer((card,)) if pressed.part == "open" else Answer((card,)).editing()

    await context.keep(keep)


def seen_by(connection: Connection, asker: Asker, page: Page) -> Seen:
    """The checklist of a page as it stands now."""
    answers = trust.of_page(connection, page.id)
    board = Board(answers, trust.sells(connection, page.id), asker.now)
    return Seen(page, board, trust.names(connection, page.id))


def _home(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    sold = trust.sells(connection, page.id)
    if not sold and page.role.changes:
        return Answer((view.sells_card(page, sold, asker.texts),))
    answers = trust.of_page(connection, page.id)
    seen = Seen(page, Board(answers, sold, asker.now), {})
    before = Board(answers, sold, asker.now - MONTH)
    return Answer((board_view.home_card(seen, before, asker.texts),))


def _three(connection: Connection, asker: Asker, page: Page, which: str, *, after: bool = False) -> Answer:
    """The three items of a button, or the next ones; who may only look is told so."""
    page.for_change()
    seen = seen_by(connection, asker, page)
    shown = seen.board.three(which, after=after)
    if not shown:
        return _home(connection, asker, page, "")
    return Answer((view.three_card(seen, shown, asker.texts),))


def _groups(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    seen = seen_by(connection, asker, page)
    if not which:
        return Answer((board_view.groups_card(seen, asker.texts),))
    if which not in groups():
        raise Refused("button-unknown")
    return Answer((board_view.group_card(seen, which, asker.texts),))


def _score(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    return Answer((board_view.score_card(seen_by(connection, asker, page), asker.texts),))


def _history(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    answers, now = trust.of_page(connection, page.id), asker.now
    sold = trust.sells(connection, page.id)
    scores = progress(answers, sold, now, every=MONTH, most=MONTHS)
    changed = changed_since(answers, now - MONTH, now)
    newest = list(reversed(answers))[:_ANSWERS_SHOWN]
    seen = seen_by(connection, asker, page)
    return Answer((board_view.history_card(seen, scores, changed, newest, asker.texts),))


def _sells(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """What the page sells, and switching one kind of it."""
    page.for_change()
    sold = trust.sells(connection, page.id)
    if which:
        if which not in set(Sells):
            raise Refused("button-unknown")
        sold ^= {Sells(which)}
        trust.set_sells(connection, page.id, sold)
    return Answer((view.sells_card(page, sold, asker.texts),))


def _stale(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    page.for_change()
    seen = seen_by(connection, asker, page)
    old = seen.board.stale()[:AT_ONCE]
    if not old:
        return _home(connection, asker, page, "")
    return Answer((board_view.stale_card(seen, old, asker.texts),))


def _still(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """The old answers hold: each is given once more, with its evidence."""
    page.for_change()
    seen = seen_by(connection, asker, page)
    kept = [a for each in numbered(which) if (a := seen.board.newest.get(each.id)) and a.stale(asker.now)]
    trust_answers.repeat(connection, asker, page, kept)
    notice = asker.texts.plain("trust-still-kept", count=len(kept))
    return Answer(_home(connection, asker, page, "").messages, notice=notice)


def _proof(asker: Asker, seen: Seen, pressed: TrustItem) -> Answer:
    """What was handed over for an item, for the page's members only."""
    answer = seen.board.newest.get(by_number(pressed.item).id)
    if answer is None or not answer.proven:
        raise Refused("trust-proof-none")
    media = (
        (Media(answer.file_id, MediaKind(answer.file_kind)),) if answer.file_id and answer.file_kind else ()
    )
    name = view.name(item(answer.item), asker.texts)
    text = asker.texts("trust-proof", name=name, text=answer.evidence or "")
    return Answer((Message(text, media=media),))


_DO: dict[str, Side] = {
    "home": _home,
    "three": _three,
    "after": partial(_three, after=True),
    "groups": _groups,
    "group": _groups,
    "score": _score,
    "history": _history,
    "sells": _sells,
    "sell": _sells,
    "stale": _stale,
    "still": _still,
    "card": trust_card.preview,
}


def register(desk: Desk) -> None:
    """The checklist."""
    desk.command("trust", checklist)
    desk.press(TrustDo, do)
    desk.press(TrustItem, show)
    trust_answers.register(desk)
    trust_proof.register(desk)
    trust_card.register(desk)
    trust_advice.register(desk)
