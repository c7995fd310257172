"""The people who use the assistant."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain.identity import PageId, PersonId
from bot.domain.people import Person
from storage.schema import people

COLUMNS = (
    people.c.id,
    people.c.language,
    people.c.digits,
    people.c.calendar,
    people.c.page_id,
    people.c.name,
    people.c.theme,
)
_FIND = select(*COLUMNS).where(people.c.id == bindparam("id"))


def find(connection: Connection, person_id: PersonId) -> Person | None:
    """The person of an id, if she ever wrote to us."""
    row = connection.execute(_FIND, {"id": person_id}).first()
    return Person(*row) if row else None


def get(connection: Connection, person_id: PersonId) -> Person:
    """A person who is known to be there."""
    return Person(*connection.execute(_FIND, {"id": person_id}).one())


def add(connection: Connection, person: Person, at: datetime) -> None:
    """Remembers a person; one who is known already stays as she is."""
    connection.execute(
        insert(people)
        .values(
            id=person.id,
            language=person.language,
            digits=person.digits,
            calendar=person.calendar,
            page_id=person.page_id,
            name=person.name,
            theme=person.theme,
            created_at=at,
        )
        .on_conflict_do_nothing()
    )


def choose(connection: Connection, person_id: PersonId, **settings: str | None) -> None:
    """Sets what is known of a person: `language`, `digits`, `calendar`, `name`, `theme`."""
    connection.execute(update(people).where(people.c.id == person_id).values(**settings))


def use_page(connection: Connection, person_id: PersonId, page_id: PageId | None) -> None:
    """Makes a page the one that a person works on. Whether she may is the caller's question."""
    connection.execute(update(people).where(people.c.id == person_id).values(page_id=page_id))


def mark_blocked(connection: Connection, person_id: int, at: datetime | None) -> None:
    """Remembers since when a person does not want to hear from us; `None` is: she does again."""
    connection.execute(update(people).where(people.c.id == person_id).values(blocked_at=at))


def mark_blocked_now(connection: Connection, person_id: int, at: datetime) -> bool:
    """The same from now on; False where it was known, or she is unknown."""
    blocked = update(people).where(people.c.id == person_id, people.c.blocked_at.is_(None))
    return connection.execute(blocked.values(blocked_at=at)).rowcount > 0


def is_blocked(connection: Connection, person_id: int) -> bool:
    """Whether somebody does not let us write to her just now."""
    return connection.scalar(select(people.c.blocked_at).where(people.c.id == person_id)) is not None


def blocked(connection: Connection) -> set[int]:
    """Who does not want to hear from us."""
    return set(connection.scalars(select(people.c.id).where(people.c.blocked_at.is_not(None))))
