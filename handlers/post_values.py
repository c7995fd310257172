"""From what was told of a post to its row, its first reading, and what is asked about it later."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.lines import fingerprint
from bot.domain.pages import Page
from bot.domain.posts import COUNTS, Post, Source, day_of
from handlers import asks
from handlers.asker import Asker
from storage import attachments, pages, posts

COLUMNS = ("kind", "slides", "topic", "caption", "campaign", "link", "published_at", "day_only")


def keep_post(connection: Connection, asker: Asker, page: Page, draft: Draft) -> Post:
    """Keeps what a draft says as a post of a page, with its first reading."""
    values = told(draft, page, asker)
    if "impressions_are_views" in values:
        pages.change(connection, page.id, impressions_are_views=values["impressions_are_views"])
    columns = {
        **{name: values[name] for name in COLUMNS if name in values},
        "page_id": page.id,
        "followers_at_publishing": values.get("followers"),
        "typed": draft.typed or None,
        "line_hash": fingerprint(draft.typed) if draft.typed else None,
    }
    post = posts.add(connection, columns, _reading(values, draft), by=asker.id, at=asker.now)
    asks.plan(connection, asker, page, post)
    if isinstance(screenshot := values.get("photo"), str):
        attachments.add(connection, post.id, screenshot, by=asker.id, at=asker.now)
    return post


def told(draft: Draft, page: Page, asker: Asker) -> dict[str, Any]:
    """The draft's known values, with days made moments and impressions kept as the page wants them."""
    values: dict[str, Any] = draft.known()
    if when := values.pop("when", None):
        values |= {"published_at": day_of(when, asker.now, asker.texts.zone), "day_only": True}
    impressions = values.pop("impressions", None)
    if impressions is not None and values.get("impressions_are_views", page.impressions_are_views):
        values.setdefault("views", impressions)
    return values


def _reading(values: Mapping[str, Any], draft: Draft) -> dict[str, Any] | None:
    counts = {name: values[name] for name in COUNTS if name in values}
    return {**counts, "source": Source.TYPED, "rounded": draft.rounded & set(counts)} if counts else None
