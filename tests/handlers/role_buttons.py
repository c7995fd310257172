"""Every kind of button, in each of its actions whose rights differ: who may press it, and one that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from bot.domain.customers import choices
from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.report_links import Every
from bot.domain.report_periods import Span
from bot.domain.trust import Reply
from bot.domain.wordlists import table as customer_data
from bot.rendering.advice import HOURS
from bot.rendering.advice_buttons import AdviceDo, AdviceSet
from bot.rendering.asks_buttons import AskAfter, AskDo
from bot.rendering.bundles import BundleDo
from bot.rendering.buttons import Do, FormChoice, Go, PageDo, Setting, Undo
from bot.rendering.calendar_buttons import (
    CalendarAdd,
    CalendarFile,
    CalendarFill,
    CalendarIdea,
    CalendarIdeas,
    CalendarPlan,
    CalendarPut,
    CalendarSheet,
    CalendarShow,
)
from bot.rendering.chats_buttons import ChatDo, ChatLink
from bot.rendering.comparison_buttons import By, Compare, Compared, Look
from bot.rendering.customers_buttons import CustomerDo, CustomerReply, CustomersDo
from bot.rendering.followers_buttons import FollowersCurve, FollowersDo, FollowersList, FollowersRecord
from bot.rendering.goals import GoalDo, GoalsOf
from bot.rendering.groups import ReportLinkTo, ReportUnlink
from bot.rendering.help import HelpAbout
from bot.rendering.imports_buttons import ImportDo
from bot.rendering.insights_buttons import BestTime, Insight, Opening, What
from bot.rendering.owed import OwedDone
from bot.rendering.payloads import Payload
from bot.rendering.photos import PhotoDo
from bot.rendering.plans_buttons import ChatSwitch, PlanChannel, PlanDo
from bot.rendering.posts_buttons import PostDo, PostEdit, PostList, PostWhen, ReadingDo, Screenshot
from bot.rendering.report_buttons import ReportSet, ReportShow, ReportsOf
from bot.rendering.team import InvitationAnswer, InvitationRevoke, TeamDo, TeamDoings
from bot.rendering.tips_buttons import PraiseDo, TipItem, TipReply, TipsDo
from bot.rendering.trust_buttons import TrustDo, TrustItem, TrustPublish, TrustReply
from tests.handlers.role_page import TOKEN
from tests.handlers.roles import ALL_THERE, CHANGE, COMMANDS, EVERYBODY, GUEST, OWN, SEE, May


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of button, in one of its actions."""

    kind: type[Payload]
    do: str
    may: May
    make: Callable[[SimpleNamespace], Payload]
    """A button that works now, out of what there is on the page."""
    chat: str | None = None
    """In which group it stands; None is in private."""
    joins: bool = False
    """Whether it changes who belongs to the page, and nothing else: only that may others than editors do."""

    @property
    def name(self) -> str:
        """How the table calls it."""
        return f"{self.kind.__name__} {self.do}".strip()


def buttons() -> list[Row]:
    """All buttons, in the table's order."""
    return list(_buttons())


def _dos(
    may: May, kind: type[Payload], dos: str, make: Callable[[SimpleNamespace, str], Payload]
) -> Iterable[Row]:
    """A row for each of some actions, which are parted by blanks."""
    for do in dos.split():
        yield Row(kind, do, may, lambda s, do=do: make(s, do))


def _buttons() -> Iterable[Row]:
    yield from _around()
    yield from _posts()
    yield from _looks()
    yield from _plans()
    yield from _advice()
    yield from _customers()
    yield from _reports()
    yield from _page()


def _around() -> Iterable[Row]:
    # Each of them does what the command of its name does.
    yield Row(Go, Do.SETTINGS, COMMANDS[Do.SETTINGS], lambda s: Go(Do.SETTINGS))
    yield Row(Go, Do.STEP, COMMANDS[Do.STEP], lambda s: Go(Do.STEP))
    yield Row(FormChoice, "cancel", SEE, lambda s: FormChoice(s.form.id, s.form.version, "cancel"))
    yield Row(FormChoice, "choose", CHANGE, lambda s: FormChoice(s.form.id, s.form.version, "c0"))
    yield Row(Undo, "", CHANGE, lambda s: Undo(s.change))
    yield Row(HelpAbout, "", EVERYBODY, lambda s: HelpAbout(""))
    yield from _dos(EVERYBODY, HelpAbout, "record learn plan trust page", lambda s, do: HelpAbout(do))
    yield from _dos(EVERYBODY, Setting, "language digits calendar theme", lambda s, do: Setting(do, None))
    yield Row(Setting, "choice", EVERYBODY, lambda s: Setting("theme", "dark"))
    yield from _dos(EVERYBODY, BundleDo, "show pace at quiet morning gaps", lambda s, do: BundleDo(do, None))
    yield Row(BundleDo, "choice", EVERYBODY, lambda s: BundleDo("pace", "weekly"))


def _posts() -> Iterable[Row]:
    yield Row(PostList, "", SEE, lambda s: PostList(s.page, 0, None, None, ""))
    yield from _dos(SEE, PostDo, "show history", lambda s, do: PostDo(s.post, do))
    yield from _dos(CHANGE, PostDo, "delete", lambda s, do: PostDo(s.post, do))
    yield Row(PostEdit, "", CHANGE, lambda s: PostEdit(s.post, None))
    yield from _dos(CHANGE, PostEdit, "back likes published_at", lambda s, do: PostEdit(s.post, do))
    yield from _dos(CHANGE, PostWhen, "today yesterday", lambda s, do: PostWhen(s.post, do))
    yield from _dos(SEE, ReadingDo, "show", lambda s, do: ReadingDo(s.reading, do))
    yield from _dos(CHANGE, ReadingDo, "correct withdraw restore", lambda s, do: ReadingDo(s.reading, do))
    yield Row(FollowersCurve, "", SEE, lambda s: FollowersCurve(s.page, None))
    yield Row(FollowersRecord, "", CHANGE, lambda s: FollowersRecord(s.page))
    yield Row(FollowersList, "", CHANGE, lambda s: FollowersList(s.page, 0))
    yield from _dos(CHANGE, FollowersDo, "show edit delete", lambda s, do: FollowersDo(s.count, do))
    yield from _dos(CHANGE, AskDo, "later off", lambda s, do: AskDo(s.list.id, s.list.version, do))
    yield Row(AskAfter, "show", CHANGE, lambda s: AskAfter(s.page, None))
    yield Row(AskAfter, "choice", CHANGE, lambda s: AskAfter(s.page, 24))
    yield Row(Screenshot, "post", CHANGE, lambda s: Screenshot(s.shot.id, s.shot.version, s.post))
    yield Row(Screenshot, "new", CHANGE, lambda s: Screenshot(s.shot.id, s.shot.version, None))
    photo = "other plan post counts praise proof"
    yield from _dos(CHANGE, PhotoDo, photo, lambda s, do: PhotoDo(s.shot.id, s.shot.version, do))
    yield from _dos(
        CHANGE, ImportDo, "go cancel columns done skip c.2 m.2.reach", lambda s, do: ImportDo(s.file, 1, do)
    )


def _looks() -> Iterable[Row]:
    yield Row(Compare, "", SEE, lambda s: Compare(s.page, By.KIND, None, None, details=False))
    for look in Look:
        yield Row(
            Compared,
            look.name.lower(),
            SEE,
            lambda s, look=look: Compared(
                s.page, Dimension.KIND, None, Base.FOLLOWERS, None, without_outliers=False, look=look
            ),
        )
    for what in What:
        yield Row(Insight, what, SEE, lambda s, what=what: Insight(s.page, what, None, told=False))
    yield Row(BestTime, "", SEE, lambda s: BestTime(s.page, None, told=True))
    yield Row(Opening, "", CHANGE, lambda s: Opening(s.page, 2, 20))


def _plans() -> Iterable[Row]:
    yield from _dos(
        SEE, CalendarShow, "weeks month day filter", lambda s, do: CalendarShow(do, s.day, s.page, None)
    )
    yield Row(CalendarFile, "", SEE, lambda s: CalendarFile(s.page))
    yield Row(CalendarSheet, "", SEE, lambda s: CalendarSheet(s.page))
    yield Row(CalendarAdd, "", CHANGE, lambda s: CalendarAdd(s.day, s.page))
    yield Row(CalendarFill, "", CHANGE, lambda s: CalendarFill(s.page))
    yield Row(CalendarPlan, "show", SEE, lambda s: CalendarPlan(s.plan.id, s.plan.version, "show", s.day))
    yield from _dos(
        CHANGE, CalendarPlan, "move copy", lambda s, do: CalendarPlan(s.plan.id, s.plan.version, do, s.day)
    )
    yield from _dos(
        CHANGE, CalendarPut, "move copy", lambda s, do: CalendarPut(s.plan.id, s.plan.version, do, s.day)
    )
    yield Row(CalendarIdeas, "", SEE, lambda s: CalendarIdeas(s.page))
    for do, take in (("take", True), ("drop", False)):
        yield Row(
            CalendarIdea,
            do,
            CHANGE,
            lambda s, take=take: CalendarIdea(s.idea.id, s.idea.version, take),
        )
    yield Row(PlanDo, "show", SEE, lambda s: PlanDo(s.plan.id, s.plan.version, "show"))
    yield from _dos(
        CHANGE,
        PlanDo,
        "back edit edit.text skip delete hour tomorrow done publish",
        lambda s, do: PlanDo(s.plan.id, s.plan.version, do),
    )
    yield Row(PlanDo, "who", CHANGE, lambda s: PlanDo(s.plan.id, s.plan.version, f"who.{s.editor}"))
    yield Row(PlanDo, "posted", CHANGE, lambda s: PlanDo(s.ticked.id, s.ticked.version, "posted"))
    yield Row(PlanDo, "again", CHANGE, lambda s: PlanDo(s.skipped.id, s.skipped.version, "again"))
    yield Row(PlanDo, "retry", CHANGE, lambda s: PlanDo(s.failed.id, s.failed.version, "retry"))
    yield Row(PlanDo, "text", CHANGE, lambda s: PlanDo(s.bare.id, s.bare.version, "text"))
    yield from _dos(CHANGE, PlanDo, "keep preview", lambda s, do: PlanDo(s.auto.id, s.auto.version, do))
    yield Row(PlanDo, "approve", OWN, lambda s: PlanDo(s.auto.id, s.auto.version, "approve"))
    yield Row(PlanChannel, "", CHANGE, lambda s: PlanChannel(s.plan.id, s.plan.version, s.channel))


def _advice() -> Iterable[Row]:
    yield Row(AdviceDo, "more", SEE, lambda s: AdviceDo(s.given, "more"))
    yield from _dos(CHANGE, AdviceDo, "done later never", lambda s, do: AdviceDo(s.given, do))
    yield from _dos(
        CHANGE, AdviceSet, "show days hours places areas", lambda s, do: AdviceSet(s.page, do, "")
    )
    yield Row(AdviceSet, "choice", CHANGE, lambda s: AdviceSet(s.page, "hour", str(HOURS[0])))
    yield from _dos(
        SEE, TrustDo, "home groups group.licences score history", lambda s, do: TrustDo(s.page, do)
    )
    yield from _dos(
        CHANGE, TrustDo, "three after.1 sells sell.services stale still.1", lambda s, do: TrustDo(s.page, do)
    )
    yield from _dos(OWN, TrustDo, "card", lambda s, do: TrustDo(s.page, do))
    yield Row(TrustPublish, "", OWN, lambda s: TrustPublish(s.page, s.channel, s.percent))
    yield Row(TrustReply, "", CHANGE, lambda s: TrustReply(s.page, s.item, Reply.NO, s.answer, ""))
    yield from _dos(
        SEE,
        TrustItem,
        "card open how elsewhere example nosite proof",
        lambda s, do: TrustItem(s.page, s.item, do, ""),
    )
    yield from _dos(CHANGE, TrustItem, "prove until", lambda s, do: TrustItem(s.page, s.item, do, ""))
    yield from _dos(
        SEE,
        TipsDo,
        "home areas area.care content calls call.save praise",
        lambda s, do: TipsDo(s.page, do),
    )
    yield from _dos(CHANGE, TipsDo, "three after.1 bio caption praised", lambda s, do: TipsDo(s.page, do))
    yield Row(TipReply, "", CHANGE, lambda s: TipReply(s.page, s.tip, Reply.YES, 0, ""))
    yield from _dos(SEE, TipItem, "why how example", lambda s, do: TipItem(s.page, s.tip, do, ""))
    yield Row(PraiseDo, "show", SEE, lambda s: PraiseDo(s.praise, "show"))
    yield from _dos(
        CHANGE, PraiseDo, "shared unshared delete delete.yes", lambda s, do: PraiseDo(s.praise, do)
    )


def _customers() -> Iterable[Row]:
    yield from _dos(
        SEE,
        CustomersDo,
        "home list.0 shares quiet thanks figures",
        lambda s, do: CustomersDo(s.page, do),
    )
    yield from _dos(CHANGE, CustomersDo, "add sales x", lambda s, do: CustomersDo(s.page, do))
    threshold = next(iter(customer_data("customers")["thresholds"]))
    chosen = f"x.{threshold}.{choices(threshold)[0]}"
    yield Row(CustomersDo, "x.…", CHANGE, lambda s: CustomersDo(s.page, chosen))
    yield from _dos(SEE, CustomerDo, "show", lambda s, do: CustomerDo(s.customer, do))
    yield from _dos(
        CHANGE,
        CustomerDo,
        "three after.1 bought thanked delete delete.yes",
        lambda s, do: CustomerDo(s.customer, do),
    )
    yield Row(OwedDone, "", CHANGE, lambda s: OwedDone(s.owed))
    yield Row(CustomerReply, "", CHANGE, lambda s: CustomerReply(s.customer, 1, Reply.YES, "1"))


def _reports() -> Iterable[Row]:
    yield from _dos(
        SEE,
        ReportShow,
        "all best goals xlsx pdf",
        lambda s, do: ReportShow(s.page, False, do, Span.WEEK, s.minute),
    )
    yield Row(
        ReportShow,
        "of the group",
        ALL_THERE,
        lambda s: ReportShow(s.report, True, "best", Span.WEEK, s.minute),
        chat="group",
    )
    yield Row(
        ReportShow,
        "as a file",
        ALL_THERE,  # all of these are administrators of the group; who is not, has none
        lambda s: ReportShow(s.report, True, "xlsx", Span.WEEK, s.minute),
        chat="group",
    )
    yield Row(
        ReportShow,
        "of the page",
        frozenset(),
        lambda s: ReportShow(s.page, False, "best", Span.WEEK, s.minute),
        chat="group",
    )
    yield from _dos(CHANGE, ReportsOf, "show me", lambda s, do: ReportsOf(s.page, do))
    yield from _dos(
        CHANGE,
        ReportSet,
        "show every weekday hour part language end",
        lambda s, do: ReportSet(s.report, do, None),
    )
    yield Row(ReportSet, "choice", CHANGE, lambda s: ReportSet(s.report, "every", Every.DAY))
    yield Row(ReportSet, "public", OWN, lambda s: ReportSet(s.public, "show", None))
    yield Row(ReportSet, "public, choice", OWN, lambda s: ReportSet(s.public, "every", Every.DAY))
    yield Row(ReportLinkTo, "", CHANGE, lambda s: ReportLinkTo(s.page, None), chat="spare")
    yield Row(ReportUnlink, "", CHANGE, lambda s: ReportUnlink(s.report), chat="group")
    yield Row(AdviceDo, "more, there", SEE, lambda s: AdviceDo(s.given, "more"), chat="group")
    yield Row(AdviceDo, "done, there", CHANGE, lambda s: AdviceDo(s.given, "done"), chat="group")


def _page() -> Iterable[Row]:
    yield from _dos(EVERYBODY, PageDo, "list new", lambda s, do: PageDo(s.page, do))
    yield from _dos(SEE, PageDo, "show use", lambda s, do: PageDo(s.page, do))
    yield from _dos(
        CHANGE,
        PageDo,
        "edit.name edit.platform edit.subject edit.audience edit.zone",
        lambda s, do: PageDo(s.page, do),
    )
    yield from _dos(OWN, PageDo, "archive restore", lambda s, do: PageDo(s.page, do))
    yield Row(GoalsOf, "show", SEE, lambda s: GoalsOf(s.page, "show"))
    yield Row(GoalsOf, "new", CHANGE, lambda s: GoalsOf(s.page, "new"))
    yield from _dos(CHANGE, GoalDo, "show tell target day close keep", lambda s, do: GoalDo(s.goal, do))
    yield Row(ChatLink, "page", CHANGE, lambda s: ChatLink(s.unplaced, s.page))
    yield Row(ChatLink, "new page", EVERYBODY, lambda s: ChatLink(s.unplaced, None))
    yield Row(ChatDo, "ask", EVERYBODY, lambda s: ChatDo(s.unplaced, "ask"))
    yield Row(ChatDo, "later", OWN, lambda s: ChatDo(s.unplaced, "later"))
    yield from _dos(CHANGE, ChatDo, "on off unlink", lambda s, do: ChatDo(s.channel, do))
    yield Row(ChatSwitch, "show", CHANGE, lambda s: ChatSwitch(s.channel, "show"))
    yield Row(ChatSwitch, "reminds", CHANGE, lambda s: ChatSwitch(s.group, "reminds"))
    yield from _dos(OWN, ChatSwitch, "approves reports", lambda s, do: ChatSwitch(s.channel, do))
    yield Row(TeamDo, "show", SEE, lambda s: TeamDo(s.page, None, "show"))
    yield from _dos(SEE, TeamDo, "leave", lambda s, do: TeamDo(s.page, None, do))
    yield Row(TeamDo, "leave!", SEE, lambda s: TeamDo(s.page, None, "leave!"), joins=True)
    yield from _dos(OWN, TeamDo, "invite invite.viewer", lambda s, do: TeamDo(s.page, None, do))
    yield from _dos(
        OWN, TeamDo, "member remove hand role.owner remove! hand!", lambda s, do: TeamDo(s.page, s.viewer, do)
    )
    yield Row(TeamDoings, "", OWN, lambda s: TeamDoings(s.page, 0))
    yield Row(InvitationRevoke, "", OWN, lambda s: InvitationRevoke(s.invitation))
    yield Row(InvitationAnswer, "no", EVERYBODY, lambda s: InvitationAnswer(TOKEN, accepted=False))
    yield Row(InvitationAnswer, "yes", GUEST, lambda s: InvitationAnswer(TOKEN, accepted=True), joins=True)
