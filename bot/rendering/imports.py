"""What is said about a file: that it is being read, and what came of it."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.identity import ChangeId, PageId
from bot.domain.imports import BadRow
from bot.language.texts import Texts
from bot.rendering.buttons import By, Compare, Undo
from bot.rendering.message import Message, button

_BAD_SHOWN = 5


def import_done(
    *,
    added: int,
    known: int,
    bad: Sequence[BadRow],
    span: tuple[datetime, datetime] | None,
    page_name: str,
    page_id: PageId,
    change: ChangeId,
    texts: Texts,
) -> Message:
    """How many posts came in, from when to when, and what could not be read."""
    parts = [texts("import-done", count=added, page=page_name)]
    if span is not None:
        first, last = (texts.full_date(moment.astimezone(texts.zone).date()) for moment in span)
        parts.append(texts("import-span", first=first, last=last))
    if known:
        parts.append(texts("import-known", count=known))
    if bad:
        parts.append(texts("import-bad", count=len(bad)))
        parts += [texts("import-bad-row", line=row.line, column=row.column) for row in bad[:_BAD_SHOWN]]
    ways = (
        (
            button(texts.plain("import-by-weekday"), Compare(page_id, By.WEEKDAY, None, None, details=False)),
            button(texts.plain("import-by-kind"), Compare(page_id, By.KIND, None, None, details=False)),
        ),
        (button(texts.plain("undo"), Undo(change)),),
    )
    return Message(Markup("\n").join(parts), buttons=ways)
