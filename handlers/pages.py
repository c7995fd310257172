"""Pages: the first one's name, then listing, switching and archiving."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial, wraps
from typing import TypeVar

from markupsafe import Markup
from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PageId
from bot.domain.lines import Doubt, PostLine, tells_counts
from bot.domain.pages import Page, clean_name
from bot.domain.team import for_owner
from bot.language.lines import Moment, read_message
from bot.rendering import pages as view
from bot.rendering.buttons import PageDo
from bot.rendering.home import home_keyboard
from bot.rendering.message import Answer, Message
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.page_fields import PageFieldForm
from storage import changes, gaps, pages, people, posts
from storage.changes import Change

T = TypeVar("T")


class PageForm:
    """A new page: its name is all that it needs."""

    name = "page"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def next_field(self, draft: Draft) -> Field | None:
        """The name or handle."""
        if "name" in draft.known():
            return None
        return Field("another" if "another" in draft.known() else "name", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The first line, cleaned. Refused where no name is left, or it is too long.

        A line about a post is no name: it is kept, and recorded once the page has one.
        """
        del asking
        if tells_counts(read_message(text, moment)):
            return PostLine({"then": text})
        return PostLine({"name": clean_name(text.split("\n", 1)[0])})

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None: any name will do."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Makes the page, works on it from now on, and goes on with what was typed before."""
        name = str(draft.known()["name"])
        page_id = pages.add(connection, name, asker.default_zone, owner=asker.id, at=asker.now)
        gaps.watch(connection, page_id, asker.now)
        people.use_page(connection, asker.id, page_id)
        changes.note(connection, asker.id, page_id, "page", {"page": page_id}, asker.now)
        there = asker.with_page(pages.get(connection, page_id, member=asker.id))
        ready = home_message(there, "page-ready", at_work=False)
        then = draft.values.get("then")
        if isinstance(then, str) and self._desk.resume_text is not None:
            return Answer((ready, *self._desk.resume_text(connection, there, then).messages))
        return Answer((ready,))


def home_message(asker: Asker, key: str, *, at_work: bool) -> Message:
    """A sentence with the home keyboard under it."""
    name = asker.page.name if asker.page else None
    sentence = asker.texts(key, page=name or "")
    return Message(sentence, keyboard=home_keyboard(asker.texts, name, at_work=at_work))


async def ask_page_name(context: Context, then: str | None = None) -> None:
    """Asks a newcomer the one thing; what she typed already is taken up afterwards.

    Who has pages, but works on none since they are put away, is shown them instead.
    """
    form, asker = PageForm(context.desk), context.asker
    if found := await context.read(lambda c: pages.of(c, asker.id)):
        await context.answer(Answer((view.pages_put_away(found, asker.texts, typed=then is not None),)))
        return
    row, draft = asker.draft, Draft(values={"then": then} if then else {}, typed=then or "")
    if then is None and row is not None and row.form == form.name:
        draft = Draft.from_json(row.state)  # what she typed before she was asked waits on
    await context.keep(lambda c: begin(c, asker, form, draft))


def on_page(handler: Callable[[Context, T], Awaitable[None]]) -> Callable[[Context, T], Awaitable[None]]:
    """A handler that is about her current page: who has none yet is asked the first one's name instead."""

    @wraps(handler)
    async def handled(context: Context, told: T) -> None:
        if context.asker.page is None:
            await ask_page_name(context)
        else:
            await handler(context, told)

    return handled


async def page(context: Context, text: str) -> None:
    """`/page`: the list; with a name behind it, a new page."""
    asker = context.asker
    if text:
        await _named(context, text)
    elif found := await context.read(lambda c: pages.of(c, asker.id)):
        await context.answer(Answer((view.page_list(found, asker.person.page_id, asker.texts),)))
    else:
        await ask_page_name(context)


async def _named(context: Context, text: str) -> None:
    """A new page by its name; a name that cannot be is asked for again."""
    asker, form = context.asker, PageForm(context.desk)
    try:
        draft, trouble = Draft({"name": clean_name(text)}), None
    except Refused as refused:
        draft, trouble = Draft({"another": True}), asker.texts(refused.key, **refused.facts)

    def keep(connection: Connection) -> Answer:
        answer = begin(connection, asker, form, draft)
        if trouble is None:
            return answer
        first, *rest = answer.messages
        return Answer((replace(first, text=Markup("\n\n").join((trouble, first.text))), *rest))

    await context.keep(keep)


async def pressed(context: Context, press: PageDo) -> None:
    """A button on the list or on a page's card."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        if press.do == "new":
            return begin(connection, asker, PageForm(context.desk), Draft({"another": True}))
        if press.do == "list":
            return _listed(connection, asker, asker.person.page_id)
        found = pages.get(connection, press.page, member=asker.id)
        do, _, field = press.do.partition(".")
        if do == "edit" and field in view.EDITABLE:
            pages.for_change(connection, found.id, member=asker.id)
            return begin(connection, asker, PageFieldForm(), Draft(asking=field, subject=found.id))
        if do in _DO:
            return _DO[do](connection, asker, found)
        raise Refused("button-unknown")

    await context.keep(keep)


def _show(connection: Connection, asker: Asker, found: Page) -> Answer:
    del connection
    current = found.id == asker.person.page_id
    return Answer((view.page_card(found, asker.texts, current=current),)).editing()


def _use(connection: Connection, asker: Asker, found: Page) -> Answer:
    if found.archived:
        raise Refused("page-archived", page=found.name)
    people.use_page(connection, asker.id, found.id)
    at_work = posts.has_any(connection, found.id)
    return Answer((home_message(asker.with_page(found), "page-now", at_work=at_work),))


def _archive(connection: Connection, asker: Asker, found: Page, *, away: bool) -> Answer:
    # It silences reports, plans and reminders of everybody at once.
    for_owner(found)
    pages.change(connection, found.id, archived_at=asker.now if away else None)
    current = asker.person.page_id
    if away and current == found.id:
        current = _first_page(connection, asker)
        people.use_page(connection, asker.id, current)
    listed = _listed(connection, asker, current)
    if away:
        return replace(listed, notice=asker.texts.plain("page-put-away", page=found.name))
    if current is None:
        # There is none that she works on: it is this one from now on.
        used = _use(connection, asker, replace(found, archived=False))
        return replace(listed, messages=(*listed.messages, *used.messages))
    return listed


_DO: dict[str, Callable[[Connection, Asker, Page], Answer]] = {
    "show": _show,
    "use": _use,
    "archive": partial(_archive, away=True),
    "restore": partial(_archive, away=False),
}


def _listed(connection: Connection, asker: Asker, current: PageId | None) -> Answer:
    return Answer((view.page_list(pages.of(connection, asker.id), current, asker.texts),)).editing()


def _first_page(connection: Connection, asker: Asker) -> PageId | None:
    return next((page.id for page in pages.of(connection, asker.id) if not page.archived), None)


def _take_back_page(connection: Connection, asker: Asker, change: Change) -> None:
    pages.change(connection, PageId(change.facts["page"]), archived_at=asker.now)
    people.use_page(connection, asker.id, _first_page(connection, asker))


def register(desk: Desk) -> None:
    """Pages."""
    desk.form(PageForm(desk))
    desk.command("page", page)
    desk.press(PageDo, pressed)
    desk.takes_back("page", _take_back_page)
