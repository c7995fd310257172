"""A plan that was done by hand: it becomes a post, whose link is asked for, where it is one."""

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PostId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.domain.reminders import done_at
from bot.language.lines import Moment, read_field
from bot.rendering import reminders as view
from bot.rendering.message import Answer
from bot.rendering.plans_buttons import PlanDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin
from handlers.planned import become_post, end, plan_pressed
from handlers.post_cards import card_of
from storage import pages, planning, plans, posts
from storage.planning import Act


async def done(context: Context, pressed: PlanDo) -> None:
    """It was done: the plan of a post becomes the post, whose link is asked for; any other is only marked."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed, old=True)
        if plan.state is PlanState.DONE:
            return Answer(notice=there.texts.plain("plan-already-done"))
        if plan.version != pressed.version or plan.sending_at is not None:
            raise Refused("plan-moved-on")
        act = Act(connection, page, asker.id, asker.now)
        if plan.is_post:
            return _posted(connection, there, page, act, plan)
        end(there, act, plan)
        change = act.done(planning.DONE)
        ticked = plans.get(connection, plan.id, member=asker.id)
        return Answer((view.ticked_card(ticked, there.texts, change),)).editing()

    await context.keep(keep)


async def was_post(context: Context, pressed: PlanDo) -> None:
    """What was marked as done was a post after all."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if plan.state is not PlanState.DONE or plan.post_id is not None:
            raise Refused("plan-moved-on")
        return _posted(connection, there, page, Act(connection, page, asker.id, asker.now), plan)

    await context.keep(keep)


def _posted(connection: Connection, asker: Asker, page: Page, act: Act, plan: Plan) -> Answer:
    post = become_post(connection, asker, page, act, plan, published_at=done_at(plan, asker.now))
    change = act.done(planning.DONE)
    first = view.done_card(plan, asker.texts, change)
    following = begin(connection, asker, DoneLinkForm(), Draft(asking="link", subject=post.id))
    return Answer((first, *following.messages)).editing()


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
