"""Channels and groups: who brought the bot in, and which page they serve. One page a chat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain.chats import Chat, ChatKind
from bot.domain.errors import Refused
from bot.domain.identity import ChatId, PageId, PersonId
from bot.domain.pages import Role
from storage.schema import alarms, inbox, members, metadata
from storage.schema import chats as table

_COLUMNS = tuple(table.c[name] for name in Chat.__dataclass_fields__)
_SELECT: Select[Any] = select(*_COLUMNS)


def find(connection: Connection, chat_id: ChatId) -> Chat | None:
    """The chat, if the bot was ever brought into it."""
    row = connection.execute(_SELECT.where(table.c.id == chat_id)).first()
    return _chat(row) if row else None


def get(connection: Connection, chat_id: ChatId) -> Chat:
    """The chat, or Refused("chat-not-found")."""
    found = find(connection, chat_id)
    if found is None:
        raise Refused("chat-not-found")
    return found


def for_change(connection: Connection, chat_id: ChatId, *, member: PersonId) -> Chat:
    """A chat that serves a page of `member`'s; Refused("chat-not-found") or ("page-view-only")."""
    chat = get(connection, chat_id)
    role = connection.scalar(
        select(members.c.role).where(members.c.page_id == chat.page_id, members.c.person_id == member)
    )
    if role is None:
        raise Refused("chat-not-found")
    if not Role(role).changes:
        raise Refused("page-view-only", page=chat.title)
    return chat


def named(connection: Connection, username: str) -> Chat | None:
    """The chat of a public name, however its letters are written."""
    row = connection.execute(_SELECT.where(func.lower(table.c.username) == username.lower())).first()
    return _chat(row) if row else None


def came(connection: Connection, chat: Chat, at: datetime) -> None:
    """Remembers that the bot was brought into a chat, or is there again; its page stays as it was."""
    values = {
        "kind": chat.kind,
        "title": chat.title,
        "username": chat.username,
        "added_by": chat.added_by,
        "gone_at": None,
    }
    connection.execute(
        insert(table)
        .values(id=chat.id, added_at=at, collects=False, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


def change(connection: Connection, chat_id: ChatId, **fields: object) -> None:
    """Sets columns of a chat."""
    connection.execute(update(table).where(table.c.id == chat_id).values(**fields))


def menu_of(connection: Connection, chat_id: int) -> int | None:
    """The last menu that the bot showed in a group, which the next one replaces."""
    return connection.scalar(select(table.c.menu_id).where(table.c.id == chat_id))


def set_menu(connection: Connection, chat_id: int, message_id: int | None) -> None:
    """Remembers the menu that a group shows now, which the next one replaces; None where nothing is to go."""
    connection.execute(update(table).where(table.c.id == chat_id).values(menu_id=message_id))


def of_member(connection: Connection, member: PersonId) -> list[Chat]:
    """The chats that serve her pages, and those that she brought the bot into and has not placed yet."""
    mine = select(members.c.page_id).where(members.c.person_id == member)
    rows = connection.execute(
        _SELECT.where(
            or_(table.c.page_id.in_(mine), table.c.page_id.is_(None) & (table.c.added_by == member)),
            or_(table.c.gone_at.is_(None), table.c.page_id.is_not(None)),
        ).order_by(table.c.added_at, table.c.id)
    )
    return [_chat(row) for row in rows]


def serving(connection: Connection, page_id: PageId, kind: ChatKind) -> list[Chat]:
    """The chats of a kind that serve a page, the bot being there."""
    rows = connection.execute(
        _SELECT.where(table.c.page_id == page_id, table.c.kind == kind, table.c.gone_at.is_(None)).order_by(
            table.c.added_at, table.c.id
        )
    )
    return [_chat(row) for row in rows]


def unplaced(connection: Connection, person_id: PersonId) -> list[Chat]:
    """The chats about which a person is still to be asked."""
    rows = connection.execute(
        _SELECT.where(
            table.c.added_by == person_id,
            table.c.page_id.is_(None),
            table.c.gone_at.is_(None),
            table.c.put_off_at.is_(None),
        ).order_by(table.c.added_at)
    )
    return [_chat(row) for row in rows]


def who_cares(connection: Connection, chat: Chat) -> Sequence[PersonId]:
    """Who is told what becomes of a chat: who linked it, and who owns its page."""
    owners = connection.scalars(
        select(members.c.person_id).where(members.c.page_id == chat.page_id, members.c.role == Role.OWNER)
    )
    told = dict.fromkeys([chat.added_by, *owners])
    return [PersonId(person) for person in told if person is not None]


def mark_gone(connection: Connection, chat_id: ChatId, at: datetime) -> bool:
    """Remembers that the bot is in a chat no more; False where that was known, or the chat is unknown."""
    gone = update(table).where(table.c.id == chat_id, table.c.gone_at.is_(None)).values(gone_at=at)
    return connection.execute(gone).rowcount > 0


def migrate(connection: Connection, old: ChatId, new: ChatId, at: datetime) -> None:
    """A group goes on under another id: all that names it names the new one from now on. Twice is once.

    That is each column called `chat_id`, and each that refers to the chats; updates stay what they were.
    """
    _move(connection, old, new, at)
    for other in metadata.sorted_tables:
        for column in other.c:
            names = column.name == "chat_id" or any(key.column is table.c.id for key in column.foreign_keys)
            if names and other is not inbox:
                # What the new id has already is not taken from it.
                moved = update(other).where(column == old).values({column: new})
                connection.execute(moved.prefix_with("OR IGNORE", dialect="sqlite"))


def _move(connection: Connection, old: ChatId, new: ChatId, at: datetime) -> None:
    row = connection.execute(select(table).where(table.c.id == old, table.c.gone_at.is_(None))).first()
    if row is None:
        return
    there = find(connection, new)
    if there is None:
        connection.execute(insert(table).values(**{**row._mapping, "id": new}))
    elif there.page_id is None:
        change(connection, new, page_id=row.page_id, linked_at=row.linked_at, added_by=row.added_by)
    change(connection, old, gone_at=at, page_id=None)


def has_alarm(connection: Connection, kind: str, chat_id: ChatId) -> bool:
    """Whether an alarm of a kind waits for a chat."""
    waiting = select(alarms.c.id).where(
        alarms.c.kind == kind, alarms.c.subject_id == chat_id, alarms.c.done_at.is_(None)
    )
    return connection.scalar(waiting.limit(1)) is not None


def hurry(connection: Connection, kind: str, chat_id: ChatId, due_at: datetime) -> None:
    """Lets an alarm that waits for a chat ring earlier; one that rings already is left alone."""
    connection.execute(
        update(alarms)
        .where(
            alarms.c.kind == kind,
            alarms.c.subject_id == chat_id,
            alarms.c.done_at.is_(None),
            alarms.c.leased_until.is_(None),
        )
        .values(due_at=due_at)
    )


def _chat(row: Any) -> Chat:
    values = dict(row._mapping)
    return Chat(
        **{
            **values,
            "id": ChatId(row.id),
            "kind": ChatKind(row.kind),
            "page_id": None if row.page_id is None else PageId(row.page_id),
            "added_by": None if row.added_by is None else PersonId(row.added_by),
        }
    )
