"""What a plan publishes, and what is said of it: where to, its preview, its approval, how it went."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup, escape

from bot.domain.chats import Chat
from bot.domain.identity import ChangeId
from bot.domain.plans import Plan
from bot.domain.publishing import Failure, caption_fits, lacks_media
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.message import Button, Message, Rows, button
from bot.rendering.plans import Shown, do, lines
from bot.rendering.plans_buttons import ChatSwitch, PlanChannel
from bot.rendering.plans_words import what_said, when_said


def content(plan: Plan) -> tuple[Message, ...]:
    """What stands in the channel in the end.

    A caption that is too long for that follows its media; so does that of an album with buttons, which takes
    none.
    """
    rows: Rows = tuple((Button(link.label, url=link.url),) for link in plan.links)
    text = str(escape(plan.text or ""))
    if not plan.media:
        return (Message(text, buttons=rows),)
    fits = caption_fits(plan.text or "")
    takes_buttons = len(plan.media) == 1
    first = Message(text if fits else "", media=plan.media, buttons=rows if fits and takes_buttons else ())
    if fits and (takes_buttons or not rows or not text):
        return (first,)
    return (Message("", media=plan.media), Message(text, buttons=rows))


def channels(plan: Plan, chats: Sequence[Chat], texts: Texts) -> Message:
    """To which channel."""
    rows = [(button(chat.title, PlanChannel(plan.id, plan.version, chat.id)),) for chat in chats]
    said = texts("publish-where", what=what_said(plan, texts))
    return Message(said, buttons=(*rows, (do(plan, texts, "back"),)))


def preview(shown: Shown, texts: Texts, now: datetime, *, may_approve: bool) -> tuple[Message, ...]:
    """How it will look, and below it what will happen."""
    plan = shown.plan
    ways = [do(plan, texts, "approve")] if may_approve and shown.needs_approval else []
    ways += [do(plan, texts, "edit"), do(plan, texts, "keep")]
    rows: Rows = (tuple(ways),)
    if lacks_media(plan):
        rows = ((do(plan, texts, "edit.media", "plan-add-media"),), *rows)
    key = "publish-preview-asked" if shown.needs_approval else "publish-preview"
    said = texts(key, channel=shown.channel or "", when=when_said(plan, texts, now))
    return (*content(plan), Message(_with_missing(said, plan, texts), buttons=rows))


def _with_missing(said: Markup, plan: Plan, texts: Texts) -> Markup:
    """What is said, and that a picture is still missing, where it is."""
    return Markup("\n\n").join((said, texts("plan-media-missing"))) if lacks_media(plan) else said


def approval(shown: Shown, by: str | None, texts: Texts, now: datetime) -> tuple[Message, ...]:
    """An owner is asked to approve."""
    plan = shown.plan
    said = [
        texts("publish-approve", channel=shown.channel or "", when=when_said(plan, texts, now)),
        *([texts("publish-planned-by", name=by)] if by else []),
        *([texts("plan-media-missing")] if lacks_media(plan) else []),
    ]
    ways = ((do(plan, texts, "approve"), do(plan, texts, "edit")), (do(plan, texts, "keep"),))
    return (*content(plan), Message(Markup("\n").join(said), buttons=ways))


def approved(plan: Plan, texts: Texts, now: datetime) -> Message:
    """That an owner approved: when it goes out, or that it does at once, its hour being over."""
    if plan.at is None or plan.at <= now:
        return Message(texts("publish-approved-now"))
    return Message(texts("publish-approved", when=texts.moment(plan.at, now=now)))


def published(shown: Shown, link: str | None, texts: Texts) -> Message:
    """That it is out."""
    said = texts("publish-done", what=what_said(shown.plan, texts), channel=shown.channel or "")
    rows: Rows = ((Button(texts.plain("publish-open"), url=link),),) if link else ()
    return Message(said, buttons=rows)


def failed(shown: Shown, why: str, texts: Texts, now: datetime) -> Message:
    """That it is not out, why, and how to try again."""
    said = texts("publish-failed", what=what_said(shown.plan, texts), channel=shown.channel or "")
    first = do(shown.plan, texts, "text" if why == Failure.NO_MEDIA else "retry")
    fix = ("edit.media", "plan-add-media") if why == Failure.NO_MEDIA else ("edit", None)
    ways = (first, do(shown.plan, texts, *fix))
    parts = [said, texts(f"publish-why-{why}"), lines(shown, texts, now)]
    return Message(Markup("\n\n").join(parts), buttons=(ways, (do(shown.plan, texts, "keep"),)))


def set_card(shown: Shown, texts: Texts, now: datetime, change: ChangeId) -> Message:
    """That it publishes itself from now on."""
    plan = shown.plan
    key = "publish-set-asked" if shown.needs_approval else "publish-set"
    said = texts(key, channel=shown.channel or "", when=when_said(plan, texts, now))
    ways = (do(plan, texts, "preview"), button(texts.plain("undo"), Undo(change)))
    mend = ("edit.media", "plan-add-media") if lacks_media(plan) else ("edit", None)
    return Message(_with_missing(said, plan, texts), buttons=(ways, (do(plan, texts, *mend),)))


def switches(chat: Chat, names: Mapping[str, bool], texts: Texts) -> Message:
    """What the bot may do in a chat, each to be switched; what is on is marked."""
    rows = []
    for name, on in names.items():
        label = texts.plain(f"chat-switch-{name}")
        rows.append((button(f"✓ {label}" if on else label, ChatSwitch(chat.id, name)),))
    return Message(texts(f"chat-switches-{chat.kind}", chat=chat.title), buttons=tuple(rows))
