"""Recording a post: by one line, by buttons or both; then its card."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PostId
from bot.domain.lines import SAME_LINE_HOURS, Doubt, FollowersSaid, PostLine, fingerprint
from bot.domain.pages import Page
from bot.domain.plausibility import implausible, impressions_or_views
from bot.domain.posts import COUNTS, Kind, Post
from bot.language.later import names_last
from bot.language.lines import Moment, read_field, read_followers, read_lines, read_message
from bot.rendering.message import Answer, Message, say
from bot.rendering.several import Came, LineShown, lines_card
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.followers import FollowersForm, as_line, said_followers, tells_followers
from handlers.forms import StepAside, begin
from handlers.pages import ask_page_name, home_message
from handlers.plan_instead import or_planned, plan_instead
from handlers.plans import plan_line
from handlers.post_cards import card_of
from handlers.post_values import keep_post
from storage import changes, drafts, followers, posts
from storage.changes import Change

_COUNTED = (*COUNTS, "impressions")
DAYS = tuple(Choice(f"when-{day}", {"when": day}) for day in ("today", "yesterday"))
_DROP = (Choice("next-drop", dict.fromkeys(("carried", "kind", "topic", "published_at", "day_only"))),)
KINDS = tuple(Choice(f"kind-{kind}", {"kind": kind.value}) for kind in Kind)


class PostForm:
    """A new post."""

    name = "post"

    def next_field(self, draft: Draft) -> Field | None:
        """Its kind, its counts and its time are asked for; any line may give them all at once."""
        known = draft.known()
        if known.get("again") == "no" or known.get("plan") or _is_none(draft):
            return None
        if not any(name in known for name in _COUNTED):
            if "kind" not in known and "kind" not in draft.passed:
                return Field("kind", KINDS)
            return Field("counts", _DROP if "carried" in known else (), skippable=False)
        step_by_step = "kind" in draft.passed
        if step_by_step and "when" not in known and not {"published_at"} & (set(known) | draft.passed):
            return Field("published_at", DAYS)
        return None

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """Any line about a post. Several posts, and an answer in other words, are read afresh."""
        if asking in ("several", "chat") or read_lines(text, moment) is not None or names_last(text, moment):
            raise StepAside
        if asking != "followers" and tells_followers(text, moment):
            raise StepAside
        if asking in (None, "counts", "again"):
            read = read_message(text, moment)
            return read if isinstance(read, PostLine) else PostLine({}, unread=(text,))
        return read_field(asking, text, moment)

    def is_another(self, draft: Draft, line: PostLine) -> bool:
        """A whole post beside the one that is asked about."""
        return draft.is_past(line)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """What does not fit the page, and a line that was sent before."""
        if draft.values.get("again") == "no" or draft.values.get("plan") or _is_none(draft):
            return ()
        page = asker.working_page
        since = asker.now - timedelta(hours=SAME_LINE_HOURS)
        seen = draft.typed and posts.same_line(connection, page.id, fingerprint(draft.typed), since)
        last = followers.last(connection, page.id)
        strange = implausible(draft.values, asker.now, last, seen_before=bool(seen))
        open_question = page.impressions_are_views is None and "impressions_are_views" not in draft.values
        if not strange and open_question and draft.values.get("impressions") is not None:
            return impressions_or_views(draft.values["impressions"])
        return strange

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the post, or as many alike as were said; then goes on with what waits behind it."""
        answer = self._kept(connection, asker, draft)
        if not draft.waiting:
            return answer
        first, *rest = draft.waiting
        waiting = [beside_others(each) for each in rest]
        following = begin(connection, asker, self, replace(beside_others(first), waiting=tuple(waiting)))
        return Answer((*answer.messages, *following.messages))

    def _kept(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        if draft.values.get("again") == "no":
            return say(asker.texts("post-not-again"))
        if draft.values.get("plan"):
            return plan_instead(connection, asker, draft)
        if _is_none(draft):
            return say(asker.texts("chat-not-kept" if "chat" in draft.values else "posts-apart"))
        page = asker.working_page.for_change()
        first = not posts.has_any(connection, page.id)
        many = draft.known().get("posts")
        if isinstance(many, int):
            kept = [keep_post(connection, asker, page, draft) for _ in range(many)]
            card = _list_of(connection, asker, kept, page)
        else:
            card = _card_of_new(connection, asker, keep_post(connection, asker, page, draft), page, draft)
        return Answer((card, home_message(asker, "home-grown", at_work=True)) if first else (card,))


def _list_of(connection: Connection, asker: Asker, kept: list[Post], page: Page) -> Message:
    facts = {"posts": [post.id for post in kept], "rows": []}
    change = changes.note(connection, asker.id, page.id, "posts", facts, asker.now)
    lines = [LineShown(Came.KEPT, post=post) for post in kept]
    return lines_card(lines, page, asker.texts, asker.now, change)


def _card_of_new(connection: Connection, asker: Asker, kept: Post, page: Page, draft: Draft) -> Message:
    change = changes.note(connection, asker.id, page.id, "post", {"post": kept.id}, asker.now)
    card = card_of(connection, asker, kept, page, heading="post-kept", change=change, draft=draft)
    if "photo" not in draft.values:
        return card
    return replace(card, text=f"{card.text}\n\n{asker.texts('screenshot-kept')}")


def beside_others(draft: Draft) -> Draft:
    """A draft of a line whose neighbours were recorded: they stand, whatever becomes of it."""
    return replace(draft, values={**draft.values, "others_kept": True})


def _is_none(draft: Draft) -> bool:
    """Whether it turned out to be no post, or posts that are to be told one by one."""
    return draft.values.get("posts", 1) is None


def waiting_behind(asker: Asker, line: PostLine) -> tuple[Draft, ...]:
    """What is asked again after a line: the open post where the line is another, and what waited for it."""
    behind = left_open(asker)
    if behind is None:
        return ()
    own = (replace(behind, waiting=()),) if behind.is_past(line) else ()
    return (*own, *behind.waiting)


def left_open(asker: Asker) -> Draft | None:
    """The open draft of a post: who writes past it answers what it asks in other words."""
    row = asker.draft
    return Draft.from_json(row.state) if row is not None and row.form == PostForm.name else None


def record_line(connection: Connection, asker: Asker, text: str) -> Answer:
    """Records a line that was typed before there was a page for it. What it cannot, it says: it never raises,
    since that would take back the page as well.
    """
    name, _, rest = text.partition(" ")
    read = read_followers(rest, asker.moment) if name == "/followers" else read_message(text, asker.moment)
    if isinstance(read, FollowersSaid):
        return begin(connection, asker, FollowersForm(), Draft().merged(as_line(read, text), text))
    if not isinstance(read, PostLine):
        return say(asker.texts("message-unclear", typed=text[:500]))
    if unparted := next((doubt for doubt in read.doubts if doubt.question == "doubt-lines"), None):
        return say(asker.texts(unparted.question, piece=text[:1000]))
    line = or_planned(read, text, asker.moment)
    if line is None:
        return plan_instead(connection, asker, Draft(typed=text))
    return begin(connection, asker, PostForm(), Draft().merged(line, text))


async def post(context: Context, text: str) -> None:
    """`/post`, with a line behind it or bare."""
    asker = context.asker
    if not text:
        if asker.page is None:
            await ask_page_name(context)
        else:
            asker.page.for_change()
            await context.keep(lambda c: begin(c, asker, PostForm(), Draft()))
        return
    read = read_message(text, asker.moment)
    line = read if isinstance(read, PostLine) else PostLine({}, unread=(text,))
    await _record(context, line, text)


async def typed(context: Context, text: str) -> None:
    """A free text: a post, a follower count, or something that we do not understand."""
    read = read_message(text, context.asker.moment)
    if isinstance(read, FollowersSaid):
        await said_followers(context, read, text)
    elif isinstance(read, PostLine):
        line = or_planned(read, text, context.asker.moment)
        if line is None:
            await plan_line(context, text)
        else:
            await _record(context, line, text, typed_past=True)
    else:
        raise Refused("message-unclear", typed=text[:500])


async def _record(context: Context, line: PostLine, text: str, *, typed_past: bool = False) -> None:
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context, then=text)
        return
    if unparted := next((doubt for doubt in line.doubts if doubt.question == "doubt-lines"), None):
        raise Refused(unparted.question, piece=text[:1000])
    asker.working_page.for_change()
    behind = typed_past and left_open(asker) is not None
    draft = Draft(waiting=waiting_behind(asker, line) if behind else ()).merged(line, text)

    def keep(connection: Connection) -> Answer:
        if behind:
            drafts.close_all(connection, asker.id, asker.now)
        return begin(connection, asker, PostForm(), draft)

    await context.keep(keep)


def _take_back_post(connection: Connection, asker: Asker, change: Change) -> None:
    posts.delete(connection, PostId(change.facts["post"]), asker.now)


def register(desk: Desk) -> None:
    """Posts, by line and by buttons."""
    desk.form(PostForm())
    desk.command("post", post)
    desk.takes_back("post", _take_back_post)
    desk.free_text = typed
    desk.resume_text = record_line
