"""Who writes: the person, her page and what she is filling in, in one look."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from bot.domain.identity import DraftId, PageId, PersonId
from bot.domain.pages import Page
from bot.domain.people import Person
from storage import pages
from storage.drafts import LIST, DraftRow
from storage.schema import drafts, members, people
from storage.schema import pages as pages_table


class Found(NamedTuple):
    """What is known of somebody who writes."""

    person: Person | None
    page: Page | None
    draft: DraftRow | None


_draft = drafts.c.id.label("draft_id")
_filled_in = and_(drafts.c.person_id == people.c.id, drafts.c.closed_at.is_(None), drafts.c.form != LIST)
_LOOK = (
    select(
        people.c.id.label("person_id"),
        people.c.language,
        people.c.digits,
        people.c.calendar,
        people.c.page_id,
        people.c.name.label("person_name"),
        people.c.theme,
        *pages.COLUMNS,
        _draft,
        drafts.c.page_id.label("draft_page"),
        drafts.c.form,
        drafts.c.version,
        drafts.c.state,
    )
    .select_from(people)
    .outerjoin(members, and_(members.c.person_id == people.c.id, members.c.page_id == people.c.page_id))
    .outerjoin(pages_table, pages_table.c.id == members.c.page_id)
    .outerjoin(drafts, _filled_in)
    .where(people.c.id == bindparam("id"))
    .order_by(_draft.desc())
    .limit(1)
)


def look_up(connection: Connection, person_id: PersonId) -> Found:
    """All that a handler needs to begin; nothing is found of a stranger."""
    row = connection.execute(_LOOK, {"id": person_id}).first()
    if row is None:
        return Found(None, None, None)
    page_id = PageId(row.page_id) if row.page_id is not None else None
    person = Person(person_id, row.language, row.digits, row.calendar, page_id, row.person_name, row.theme)
    draft = None
    if row.draft_id is not None:
        draft_page = PageId(row.draft_page) if row.draft_page is not None else None
        draft = DraftRow(DraftId(row.draft_id), draft_page, row.form, row.version, row.state)
    return Found(person, pages.page_of(row) if row.id is not None else None, draft)
