"""Recording follower counts: `/followers 4800`, «فالوورا شد ۴۸۵۳», or asked for."""

from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.followers import FollowerCount
from bot.domain.lines import Doubt, FollowersSaid, Option, PostLine, Unclear
from bot.domain.plausibility import leaps
from bot.domain.posts import Source
from bot.language.lines import Moment, read_followers, read_message
from bot.rendering.followers import followers_card
from bot.rendering.message import Answer, say
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin
from handlers.pages import ask_page_name
from storage import changes, drafts, followers, pages
from storage.changes import Change

_MOST_COUNTS = 10
_NAMES = ("count", "at", "day_only", "rounded")


class FollowersForm:
    """Follower counts of one message. Several counts are fields `count0`, `at0`, `count1` …"""

    name = "followers"

    def next_field(self, draft: Draft) -> Field | None:
        """How many there are."""
        unwanted = draft.values.get("followers", 1) is None
        return None if unwanted or counts_of(draft) else Field("count", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A bare number is enough. A line that counts something else is about a post, and none of ours.

        Where it is asked whether followers were meant at all, a line that tells their number is a new one.
        """
        if asking == "followers" and tells_followers(text, moment):
            raise StepAside
        if _counts_something_else(read_message(text, moment)):
            raise StepAside
        return as_line(read_followers(text, moment), text)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """A count ten times the last one is asked back."""
        last = followers.last(connection, asker.page_id)
        for number, said in enumerate(counts_of(draft)):
            if leaps(said.count, last) and not draft.values.get(f"sure{number}"):
                sure = Option({f"sure{number}": True}, "sure")
                wrong = Option({f"count{number}": None}, "wrong")
                return (Doubt(f"count{number}", str(said.count), "doubt-leap", (sure, wrong)),)
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the counts."""
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        said = counts_of(draft)
        if not said:
            return say(asker.texts("chat-not-kept"))
        others = followers.last(connection, page.id) is not None
        before = followers.before(connection, page.id, max(count.at or asker.now for count in said))
        rows = [
            followers.add(connection, page.id, count, source=Source.TYPED, by=asker.id, at=asker.now)
            for count in said
        ]
        change = changes.note(connection, asker.id, page.id, "followers", {"rows": rows}, asker.now)
        curve_of = page.id if others or len(said) > 1 else None
        card = followers_card(said, before, page.name, asker.texts, asker.now, change, draft, curve_of)
        return Answer((card,))


def _counts_something_else(said: PostLine | FollowersSaid | Unclear) -> bool:
    """Whether likes, comments and the like are named. «فالو» may mean the followers themselves."""
    return isinstance(said, PostLine) and bool(said.counted() - {"follows"})


def tells_followers(text: str, moment: Moment) -> bool:
    """Whether a line is wholly about how many followers there are, whatever was asked just then."""
    read = read_message(text, moment)
    return isinstance(read, FollowersSaid) and bool(read.counts)


def as_line(said: FollowersSaid, text: str) -> PostLine:
    """Follower counts as the fields of a form."""
    values: dict[str, Any] = {}
    for number, count in enumerate(said.counts[:_MOST_COUNTS]):
        values |= {f"{name}{number}": getattr(count, name) for name in _NAMES}
    nothing = not (said.counts or said.doubts or said.rejected)
    return PostLine(values, doubts=said.doubts, rejected=said.rejected, unread=(text,) if nothing else ())


def counts_of(draft: Draft) -> list[FollowerCount]:
    """The follower counts in a form's fields."""
    values: dict[str, Any] = draft.known()
    said = [
        FollowerCount(
            count=values[f"count{number}"],
            at=values.get(f"at{number}"),
            rounded=bool(values.get(f"rounded{number}")),
            day_only=bool(values.get(f"day_only{number}")),
        )
        for number in range(_MOST_COUNTS)
        if f"count{number}" in values
    ]
    if "followers" in values:
        # What a settled doubt of the reader left.
        said.append(FollowerCount(values["followers"], values.get("published_at")))
    return said


async def said_followers(context: Context, said: FollowersSaid, text: str) -> None:
    """Follower counts that were read in a message."""
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context, then=text)
        return
    draft = Draft().merged(as_line(said, text), text)

    def keep(connection: Connection) -> Answer:
        pages.for_change(connection, asker.page_id, member=asker.id)
        if asker.draft is not None and asker.draft.form == FollowersForm.name:
            drafts.close_all(connection, asker.id, asker.now)
        return begin(connection, asker, FollowersForm(), draft)

    await context.keep(keep)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    for row in change.facts["rows"]:
        followers.delete(connection, row, asker.now)


def register(desk: Desk) -> None:
    """Follower counts."""
    desk.form(FollowersForm())
    desk.takes_back("followers", _take_back)
