"""New counts of a post that was recorded before, told in passing: «پست قبلیم لایکش شد ۱۵۰»."""

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.posts import Post
from bot.language.later import LaterSaid, later_said
from bot.rendering.message import Answer
from handlers import posts as new_posts
from handlers.asker import Asker
from handlers.context import Context
from handlers.screenshots import ask_if_last, begin_reading
from storage import posts

_LOOKED_AT = 50
"""So many posts back the last one of a kind is looked for."""


async def typed(context: Context, text: str) -> None:
    """A free text: new counts of the last post, or else whatever `posts.typed` makes of it."""
    asker = context.asker
    said = later_said(text, asker.moment) if asker.page is not None else None
    last = await context.read(lambda c: _last(c, asker, said)) if said is not None else None
    if said is None or last is None:
        await new_posts.typed(context, text)
        return
    asker.working_page.for_change()
    draft = Draft().merged(said.line, text)

    def keep(connection: Connection) -> Answer:
        if said.is_sure and not _fell(draft, last):
            return begin_reading(connection, asker, draft, last)
        return ask_if_last(connection, asker, draft, last)

    await context.keep(keep)


def _last(connection: Connection, asker: Asker, said: LaterSaid) -> Post | None:
    newest = posts.newest(connection, asker.page_id, _LOOKED_AT if said.kind else 1)
    return next((post for post in newest if said.kind in (None, post.kind)), None)


def _fell(draft: Draft, last: Post) -> bool:
    """Whether the last post had more already: then another one may be meant."""
    known = last.counts.known()
    return any(isinstance(v := draft.values.get(name), int) and v < had for name, had in known.items())
