"""A plan that was done by hand: it becomes a post, whose link is asked for."""

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PostId
from bot.domain.lines import Doubt, PostLine
from bot.domain.plans import PlanState
from bot.domain.reminders import done_at
from bot.language.lines import Moment, read_field
from bot.rendering import reminders as view
from bot.rendering.message import Answer
from bot.rendering.plans_buttons import PlanDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin
from handlers.planned import become_post, plan_pressed
from handlers.post_cards import card_of
from storage import pages, planning, posts
from storage.planning import Act


async def done(context: Context, pressed: PlanDo) -> None:
    """It was posted: the plan becomes a post, whose link is asked for."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed, old=True)
        if plan.state is PlanState.DONE:
            return Answer(notice=there.texts.plain("plan-already-done"))
        if plan.version != pressed.version or plan.sending_at is not None:
            raise Refused("plan-moved-on")
        act = Act(connection, page, asker.id, asker.now)
        post = become_post(connection, there, page, act, plan, published_at=done_at(plan, asker.now))
        change = act.done(planning.DONE)
        first = view.done_card(plan, there.texts, change)
        following = begin(connection, there, DoneLinkForm(), Draft(asking="link", subject=post.id))
        return Answer((first, *following.messages)).editing()

    await context.keep(keep)


class DoneLinkForm:
    """The link of a post that was just done."""

    name = "plan-link"

    def next_field(self, draft: Draft) -> Field | None:
        """The link, or nothing."""
        return None if draft.passed or draft.known().get("link") else Field("link", skip="plan-no-link")

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A link; any other line is none of ours."""
        read = read_field("link", text, moment)
        if "link" not in read.values:
            raise StepAside
        del asking
        return PostLine({"link": read.values["link"]})

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the link and shows the post."""
        post = posts.get(connection, PostId(draft.subject or 0), member=asker.id)
        page = pages.for_change(connection, post.page_id, member=asker.id)
        if draft.known().get("link"):
            posts.change(connection, post.id, link=draft.known()["link"])
            post = posts.get(connection, post.id, member=asker.id)
        return Answer((card_of(connection, asker.with_page(page), post, page),))


def register(desk: Desk) -> None:
    """The link of a post that was planned."""
    desk.form(DoneLinkForm())
