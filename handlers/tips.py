"""`/tips`: audits of a page, three items at a time, and checks of its bio, captions and posts."""

from functools import partial

from sqlalchemy import Connection

from bot.domain.advice import Area
from bot.domain.checklists import Reply
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.domain.tips import Audit, Tip, Told, areas, numbered, tip, tip_of
from bot.language.texts import Texts
from bot.rendering import tips as view
from bot.rendering import tips_board
from bot.rendering.message import Answer, Message
from bot.rendering.tips import Seen
from bot.rendering.tips_buttons import TipItem, TipReply, TipsDo
from handlers import praise, tips_advice, tips_checks
from handlers.asker import Asker
from handlers.checklists import meet
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from handlers.pages import on_page
from handlers.sides import Side, asking, side_of
from storage import changes, pages, tips
from storage.changes import Change

_PARTS = ("why", "how", "example")


@on_page
async def audits(context: Context, text: str) -> None:
    """`/tips`: where the page stands."""
    del text
    asker = context.asker
    await context.keep(lambda c: _home(c, asker, pages.get(c, asker.page_id, member=asker.id), ""))


async def do(context: Context, pressed: TipsDo) -> None:
    """A side of the audits."""
    shown = side_of(_DO, context.asker, pressed.page, pressed.do)
    await context.keep(lambda c: shown(c).editing())


async def show(context: Context, pressed: TipItem) -> None:
    """A part of one item."""
    asker = context.asker
    if pressed.part not in _PARTS:
        raise Refused("button-unknown")

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, pressed.page, member=asker.id)
        there = asker.with_page(page)
        seen = seen_by(connection, there, page)
        card = view.item_card(seen, tip_of(pressed.item), pressed.three, there.texts, part=pressed.part)
        return Answer((card,)).editing()

    await context.keep(keep)


async def reply(context: Context, pressed: TipReply) -> None:
    """A tap on an answer. Of two who answer at once the later one counts, and both are told."""
    asker, house = context.asker, context.house

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=asker.id)
        there, asked = asker.with_page(page), tip_of(pressed.item)
        audit = seen_by(connection, there, page).audit
        before = audit.newest.get(asked.id)
        notice, alert = None, False
        if before is not None and before.reply is pressed.reply and asked not in audit.open():
            notice = there.texts.plain("trust-same-already")
        else:
            record(connection, there, page, asked, pressed.reply)
            if before is not None and before.id != pressed.seen:
                notice, alert = _meet(house, connection, there, page, before, pressed.reply), True
        seen, shown = seen_by(connection, there, page), numbered(pressed.three)
        if asked in shown:
            card = view.three_card(seen, shown, there.texts)
        else:
            card = view.item_card(seen, asked, "", there.texts)
        return Answer((card,), notice=notice, alert=alert).editing()

    await context.keep(keep)


def record(connection: Connection, asker: Asker, page: Page, asked: Tip, said: Reply) -> None:
    """One more answer, which can be taken back."""
    row = tips.add(connection, page.id, asked.id, said, by=asker.id, at=asker.now)
    changes.note(connection, asker.id, page.id, "tip", {"answers": [row]}, asker.now)


def seen_by(connection: Connection, asker: Asker, page: Page) -> Seen:
    """The audits of a page as they stand now."""
    return Seen(page, Audit(tips.of_page(connection, page.id), asker.now), tips.names(connection, page.id))


def _meet(house: House, connection: Connection, asker: Asker, page: Page, before: Told, said: Reply) -> str:
    names, asked = tips.names(connection, page.id), tip(before.item)

    def told(other: Page, texts: Texts) -> Message:
        return view.overruled(other, asked, before.reply, said, asker.person.name, texts)

    return meet(house, connection, asker, page, before, names, told)


def _home(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    return Answer((tips_board.home_card(seen_by(connection, asker, page), asker.texts),))


def _three(connection: Connection, asker: Asker, page: Page, which: str, *, after: bool = False) -> Answer:
    """The three items of a button, or the next ones; who may only look is told so."""
    page.for_change()
    seen = seen_by(connection, asker, page)
    shown = seen.audit.three(which, after=after)
    if not shown:
        return _home(connection, asker, page, "")
    return Answer((view.three_card(seen, shown, asker.texts),))


def _areas(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    seen = seen_by(connection, asker, page)
    if not which:
        return Answer((tips_board.areas_card(seen, asker.texts),))
    if which not in set(areas()):
        raise Refused("button-unknown")
    return Answer((tips_board.area_card(seen, Area(which), asker.texts),))


_DO: dict[str, Side] = {
    "home": _home,
    "three": _three,
    "after": partial(_three, after=True),
    "areas": _areas,
    "area": _areas,
    "bio": asking(tips_checks.BioForm()),
    "caption": asking(tips_checks.CaptionForm()),
    "content": tips_checks.content,
    "calls": tips_checks.aims,
    "call": tips_checks.calls,
    "praise": praise.listed,
    "praised": praise.ask,
}


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    tips.withdraw(connection, change.facts["answers"], asker.now)


def register(desk: Desk) -> None:
    """Audits, checks, praise, and their advice."""
    desk.command("tips", audits)
    desk.press(TipsDo, do)
    desk.press(TipItem, show)
    desk.press(TipReply, reply)
    desk.takes_back("tip", _take_back)
    tips_checks.register(desk)
    praise.register(desk)
    tips_advice.register(desk)
