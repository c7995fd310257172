"""Photos and videos for plans: with the line of a plan below them, in an open form, or in reply to a card."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.plans import Media, MediaKind, Plan
from bot.domain.publishing import ALBUM_MOST
from bot.language.plan_opening import plan_opening
from bot.rendering.message import Answer
from bot.rendering.payloads import unpack
from bot.rendering.plans_buttons import PlanDo
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import fill_form
from handlers.plan_cards import card
from handlers.plan_edits import PlanFieldForm
from handlers.plans import PlanForm, counts_something, plan_line
from storage import pages, planning, plans
from storage.planning import Act

_COMMAND = "/plan"
_SOON = timedelta(hours=1)
"""The parts of an album come within moments; an hour later none belongs to it."""


async def took(context: Context, message: Said, text: str) -> bool:
    """Takes a photo or a video that is for a plan; False where it is not."""
    media = media_of(message)
    if media is None:
        return False
    album = message.media_group_id
    if await _more_of_album(context, media, album):
        return True
    # A command begins a plan of its own, whatever is open.
    if text.partition(" ")[0].partition("@")[0] == _COMMAND:
        await plan_line(context, text.partition(" ")[2].strip(), _values([media], album))
        return True
    if await _into_form(context, media, album, text):
        return True
    if text and plan_opening(text) is not None and not counts_something(text, context.asker.moment):
        await plan_line(context, text, _values([media], album))
        return True
    return await _to_card(context, message, media, album)


def media_of(message: Said) -> Media | None:
    """The photo or video of a message."""
    if message.photo:
        return Media(message.photo[-1].file_id, MediaKind.PHOTO)
    if message.video:
        return Media(message.video.file_id, MediaKind.VIDEO)
    return None


def _values(media: list[Media], album: str | None) -> dict[str, Any]:
    return {"media": json.dumps(plans.media_json(media)), **({"album": album} if album else {})}


async def _more_of_album(context: Context, media: Media, album: str | None) -> bool:
    """One more part of an album whose first part is known already: nothing is said again."""
    asker, row = context.asker, context.asker.draft
    if album is None:
        return False
    if row is not None and row.form in (PlanForm.name, PlanFieldForm.name):
        draft = Draft.from_json(row.state)
        if draft.values.get("album") == album:
            await fill_form(context, {"media": _longer(draft.values.get("media"), media)}, quietly=True)
            return True

    def find(connection: Connection) -> Plan | None:
        return plans.of_album(connection, asker.id, album, asker.now - _SOON)

    if await context.read(find) is None:
        return False

    def keep(connection: Connection) -> Answer:
        plan = find(connection)
        if plan is not None and len(plan.media) < ALBUM_MOST:
            plans.note(connection, plan.id, media=plans.media_json((*plan.media, media)))
        return Answer()

    await context.keep(keep)
    return True


def _longer(known: object, media: Media) -> str:
    found = json.loads(known) if isinstance(known, str) else []
    return json.dumps([*found, *plans.media_json([media])][:ALBUM_MOST])


async def _into_form(context: Context, media: Media, album: str | None, text: str) -> bool:
    row = context.asker.draft
    if row is None or row.form not in (PlanForm.name, PlanFieldForm.name):
        return False
    draft = Draft.from_json(row.state)
    if row.form == PlanFieldForm.name and draft.values.get("field") != "media":
        return False
    more = {**_values([media], album), "media": _longer(draft.values.get("media"), media)}
    if text and row.form == PlanForm.name:
        more["text"] = text
    await fill_form(context, more)
    return True


async def _to_card(context: Context, message: Said, media: Media, album: str | None) -> bool:
    """In reply to a plan's card: its media from now on, one after the other."""
    pressed = _replied_to(message)
    if pressed is None:
        return False
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan = plans.get(connection, pressed.plan, member=asker.id)
        page = pages.for_change(connection, plan.page_id, member=asker.id)
        act = Act(connection, page, asker.id, asker.now)
        media_now = plans.media_json((*plan.media, media))[:ALBUM_MOST]
        planning.edit(act, plan, {"media": media_now})
        plans.note(connection, plan.id, album=album)
        change = act.done()
        changed = plans.get(connection, plan.id, member=asker.id)
        there = asker.with_page(page)
        draft = Draft({"album": album})
        said = card(connection, there, changed, page, change=change, draft=draft, heading="plan-changed")
        return Answer((said,))

    await context.keep(keep)
    return True


def _replied_to(message: Said) -> PlanDo | None:
    marked = message.reply_to_message.reply_markup if message.reply_to_message else None
    for row in marked.inline_keyboard if marked else ():
        for shown in row:
            try:
                found = unpack(shown.callback_data) if isinstance(shown.callback_data, str) else None
            except Refused:
                continue
            if isinstance(found, PlanDo):
                return found
    return None


def register(desk: Desk) -> None:
    """Photos and videos for plans."""
    desk.attached.append(took)
