"""A screenshot of counts: which post it is of, and that it was kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.domain.drafts import Draft
from bot.domain.identity import ChangeId, DraftId, PostId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.language.texts import Texts
from bot.rendering.asks import named
from bot.rendering.buttons import Undo
from bot.rendering.fields import facts
from bot.rendering.forms import understood
from bot.rendering.message import Message, button
from bot.rendering.photos import PhotoDo
from bot.rendering.posts_buttons import PostEdit, Screenshot

_LABEL_MOST = 64


def which_post(
    newest: Sequence[Post], draft: Draft, draft_id: DraftId, version: int, texts: Texts, now: datetime
) -> Message:
    """Which of the last posts a screenshot is of, or a new one."""
    rows = [
        (button(_short(named(post, texts, now)), Screenshot(draft_id, version, post.id)),) for post in newest
    ]
    rows.append((button(texts.plain("screenshot-new"), Screenshot(draft_id, version, None)),))
    rows.append((button(texts.plain("screenshot-other"), PhotoDo(draft_id, version, "other")),))
    rows.append((button(texts.plain("screenshot-drop"), Screenshot(draft_id, version, PostId(0))),))
    parts = [*understood(draft, texts, now), texts("screenshot-which")]
    return Message(Markup("\n\n").join(parts), buttons=tuple(rows))


def last_or_new(
    last: Post, draft: Draft, draft_id: DraftId, version: int, texts: Texts, now: datetime
) -> Message:
    """Whether counts are new ones of the last post, or those of a new one."""
    choices: tuple[tuple[str, PostId | None], ...] = (
        (texts.plain("later-same", post=named(last, texts, now)), last.id),
        (texts.plain("screenshot-new"), None),
        (texts.plain("form-cancel"), PostId(0)),
    )
    rows = [(button(_shortened(label), Screenshot(draft_id, version, post)),) for label, post in choices]
    return Message(
        Markup("\n\n").join([*understood(draft, texts, now), texts("later-which")]), buttons=tuple(rows)
    )


def unreadable(card: Message, texts: Texts) -> Message:
    """A card that goes on with what a picture does not tell."""
    return replace(card, text=f"{texts('screenshot-unreadable')}\n\n{card.text}")


def kept(post: Post, said: Draft, page: Page, texts: Texts, now: datetime, change: ChangeId) -> Message:
    """What was read off a screenshot, or only that it stands beside its post now."""
    known = facts({**said.known(), "photo": None, "kind": None, "topic": None}, said.rounded, texts, now)
    counted = "screenshot-counted" if "photo" in said.values else "later-counted"
    parts = [texts(counted if known else "screenshot-only", page=page.name)]
    parts.append(Markup("\n").join([named(post, texts, now), *([texts.joined(known)] if known else [])]))
    ways = (
        button(texts.plain("post-edit"), PostEdit(post.id, None)),
        button(texts.plain("undo"), Undo(change)),
    )
    return Message(Markup("\n\n").join(parts), buttons=(ways,))


def _short(name: Markup) -> str:
    return _shortened(name.unescape())


def _shortened(plain: str) -> str:
    return plain if len(plain) <= _LABEL_MOST else plain[: _LABEL_MOST - 1] + "…"
