"""A photo sent in private: counts, a plan's picture, a post that was made, praise, or evidence."""

import json
from dataclasses import replace

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.lines import PostLine
from bot.domain.plans import Media, MediaKind
from bot.domain.posts import COUNTS, Kind
from bot.domain.publishing import ALBUM_MOST
from bot.domain.trust import Item, by_number, items
from bot.language.lines import read_message
from bot.rendering import photos as view
from bot.rendering.forms import after_leaving, cancelled
from bot.rendering.message import Answer
from bot.rendering.photos import PhotoDo
from handlers import screenshots, trust_answers
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin, left_behind
from handlers.pages import ask_page_name
from handlers.plans import PlanForm, drafted
from handlers.posts import PostForm, waiting_behind
from handlers.praise import PraiseForm
from storage import drafts, pages, plans, posts, trust
from storage.drafts import DraftRow

_TOPIC_MOST = 60
_OFFERED = 6
"""So many answers of the checklist are offered, the newest first."""


async def photo(context: Context, message: Said, text: str) -> None:
    """With counts below it it is a screenshot; else it is asked what it is for, since we read no pictures."""
    asker, file_id = context.asker, message.photo[-1].file_id
    if asker.page is None:
        await ask_page_name(context, then=text or None)
        return
    if await _more_of_album(context, file_id, message.media_group_id, text):
        return
    if text and await screenshots.answered(context, message, text, file_id):
        return
    asker.working_page.for_change()
    line = _line(text, asker)
    album = {"album": message.media_group_id} if message.media_group_id else {}
    waiting = waiting_behind(asker, line)
    draft = Draft(values={"photo": file_id, **album}, waiting=waiting).merged(line, text)
    counted = bool(line.counted() or _OF_A_POST & draft.known().keys())

    def keep(connection: Connection) -> Answer:
        if counted or (not text and posts.newest(connection, asker.page_id, 1)):
            return screenshots.begun(connection, asker, draft)
        return _what(connection, asker, draft, None)

    await context.keep(keep)


def _line(text: str, asker: Asker) -> PostLine:
    """What is written below a photo. Refused("screenshot-several") where that is about several posts."""
    read = read_message(text, asker.moment) if text else None
    line = read if isinstance(read, PostLine) else PostLine({}, unread=(text,) if text else ())
    if any(doubt.question in ("doubt-lines", "doubt-several") for doubt in line.doubts):
        raise Refused("screenshot-several")
    return line


async def _more_of_album(context: Context, file_id: str, album: str | None, text: str) -> bool:
    """One more part of an album about which it is asked already: nothing is said again.

    Any of its parts may carry the caption.
    """
    asker, row = context.asker, context.asker.draft
    if album is None or row is None or row.form != screenshots.WHICH:
        return False
    draft = Draft.from_json(row.state)
    if draft.values.get("album") != album:
        return False
    more = [*_files(draft), file_id][1:ALBUM_MOST]
    if not draft.typed:
        draft = draft.merged(_line(text, asker), text)
    state = replace(draft, values={**draft.values, "more": json.dumps(more)}).to_json()

    def keep(connection: Connection) -> Answer:
        drafts.note(connection, row.id, state, asker.now)
        return Answer()

    await context.keep(keep)
    return True


def _files(draft: Draft) -> list[str]:
    more = draft.values.get("more")
    return [str(draft.values["photo"]), *(json.loads(more) if isinstance(more, str) else ())]


def _what(connection: Connection, asker: Asker, draft: Draft, row: DraftRow | None) -> Answer:
    state, left = draft.to_json(), ""
    if row is None:
        left = left_behind(connection, asker, draft)
        row = drafts.open_new(connection, asker.id, asker.page_id, screenshots.WHICH, state, asker.now)
    else:
        row = drafts.save(connection, row, state, asker.now)
    card = view.what_card(draft.typed, row.id, row.version, asker.texts)
    return Answer((after_leaving(left, card, asker.texts),))


async def do(context: Context, pressed: PhotoDo) -> None:
    """What a photo is for."""
    asker = context.asker
    name, _, which = pressed.do.partition(".")

    def keep(connection: Connection) -> Answer:
        row = drafts.at_version(connection, pressed.draft, pressed.version, person=asker.id)
        if row.form != screenshots.WHICH or row.page_id is None or name not in _DO:
            raise Refused("button-unknown")
        there = asker.with_page(pages.for_change(connection, row.page_id, member=asker.id))
        return _DO[name](connection, there, row, Draft.from_json(row.state), which).editing()

    await context.keep(keep)


def _other(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    del which
    return _what(connection, asker, draft, row)


def _plan(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    """A plan with this picture and its caption; it is asked when."""
    del which
    drafts.close(connection, row.id, asker.now)
    media = plans.media_json(Media(each, MediaKind.PHOTO) for each in _files(draft))
    planned = drafted(asker, draft.typed)
    more = {"media": json.dumps(media), **({"text": draft.typed} if draft.typed else {})}
    return begin(connection, asker, PlanForm(), replace(planned, values={**planned.values, **more}))


def _post(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    """A post that was made: its counts are asked for. The picture is the post's own and proves no count."""
    del which
    drafts.close(connection, row.id, asker.now)
    kind = Kind.CAROUSEL if len(_files(draft)) > 1 else Kind.PHOTO
    topic = draft.values.get("topic") or draft.typed.partition("\n")[0][:_TOPIC_MOST] or None
    values = {name: value for name, value in draft.values.items() if name not in _OURS}
    told = {"kind": kind.value, **values, **({"topic": topic} if topic else {})}
    return begin(connection, asker, PostForm(), Draft(values=told, typed=draft.typed))


def _counts(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    del which
    return screenshots.ask_which(connection, asker, draft, row)


def _praise(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    del which
    drafts.close(connection, row.id, asker.now)
    said = {"said": draft.typed} if draft.typed else {}
    return begin(connection, asker, PraiseForm(), Draft(values={"file_id": draft.values["photo"], **said}))


def _proof(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    """Which answer it proves; then it stands beside that."""
    page = asker.working_page
    if not which:
        row = drafts.save(connection, row, draft.to_json(), asker.now)
        offered = _provable(connection, asker)
        return Answer((view.proof_card(offered, row.id, row.version, asker.texts),))
    asked = by_number(int(which) if which.isascii() and which.isdigit() else 0)
    answer = trust.newest(connection, page.id, asked.id)
    if answer is None or answer.reply not in trust_answers.PROVABLE:
        raise Refused("trust-answer-first")
    drafts.close(connection, row.id, asker.now)
    proof = {**trust.proof_of(answer), "file_id": draft.values["photo"], "file_kind": "photo"}
    if draft.typed and not proof["evidence"]:
        proof["evidence"] = draft.typed
    trust_answers.add_answer(connection, asker, page, asked, answer.reply, proof)
    shown = trust_answers.shown_after(connection, asker, page, asked, "")
    first = shown.messages[0]
    said = view.proved(asked, page, asker.texts)
    return replace(shown, messages=(replace(first, text=f"{said}\n\n{first.text}"), *shown.messages[1:]))


def _provable(connection: Connection, asker: Asker) -> list[Item]:
    """The items that were answered with a yes, in whole or in part, the newest answers first."""
    newest = {answer.item: answer for answer in trust.of_page(connection, asker.page_id)}
    said = [each for each in newest.values() if each.reply in trust_answers.PROVABLE and each.item in items()]
    said.sort(key=lambda each: (each.file_id is not None, -each.id))
    return [items()[each.item] for each in said[:_OFFERED]]


def _drop(connection: Connection, asker: Asker, row: DraftRow, draft: Draft, which: str) -> Answer:
    del which
    drafts.close(connection, row.id, asker.now)
    return Answer((cancelled(draft, asker.texts),))


_OF_A_POST = frozenset({"kind", "slides", "link"})
"""Who names one of these tells of a post that was made."""
_OURS = frozenset({"photo", "album", "more", *COUNTS})
_DO = {
    "other": _other,
    "plan": _plan,
    "post": _post,
    "counts": _counts,
    "praise": _praise,
    "proof": _proof,
    "drop": _drop,
}


def register(desk: Desk) -> None:
    """Photos."""
    desk.press(PhotoDo, do)
    desk.photos = photo
