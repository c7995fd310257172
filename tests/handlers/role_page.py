"""A page that has one of everything, with people of every role around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, create_engine

from bot.domain.drafts import Draft
from bot.domain.followers import FollowerCount
from bot.domain.goals import Goal, GoalKind
from bot.domain.identity import GoalId, PageId, PersonId, ReportId
from bot.domain.pages import Page, Role
from bot.domain.plans import PlanState
from bot.domain.posts import Source
from bot.domain.report_links import ReportLink
from bot.domain.tips import tips as tip_items
from bot.domain.trust import Reply, Sells, items
from bot.domain.trust_board import Board
from bot.rendering.imports import Preview
from handlers.trust_advice import piece_of
from storage import (
    advice,
    customers,
    drafts,
    followers,
    goals,
    imports,
    owed,
    pages,
    planning,
    plans,
    report_links,
    team,
    tips,
    trust,
)
from storage.planning import Act
from tests.handlers.channels import Channel, chooses
from tests.handlers.talking import SUNDAY, Talk, Town

SECRET = "raznak"
"""Stands in everything that the page holds: whoever has no part in it must never read it."""
TOKEN = "a-token-of-an-invitation"
MEMBERS = ("owner", "editor", "viewer")
PRIVATE = (*MEMBERS, "stranger")
ROLES = (*PRIVATE, "partner", "crowd")
"""The partner owns the page too; the crowd administers its group, and belongs to no page."""
LINE = "عکس ۳۲۰ لایک ۱۲ کامنت ریچ ۵۰۰۰ دیروز"
_CHATS = {"channel": "channel", "group": "supergroup", "unplaced": "channel", "spare": "supergroup"}
_PLACED = ("channel", "group")
_LIKES = {"owner": "۳۳۰", "editor": "۳۴۰", "viewer": "۳۵۰"}
"""A line that was recorded before would be asked about."""


@dataclass
class Scene:
    """What there is on the page, and what each of its people has begun there."""

    town: Town
    people: dict[str, Talk]
    page: PageId
    things: dict[str, Any] = field(default_factory=dict)
    own: dict[str, dict[str, Any]] = field(default_factory=dict)

    def seen_by(self, role: str) -> SimpleNamespace:
        """The ids for the buttons of somebody: of what she began herself, else of what the owner did."""
        return SimpleNamespace(page=self.page, **self.things, **self.own.get(role, self.own["owner"]))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write beside the running bot."""
        engine = create_engine(f"sqlite:///{self.town.path}")
        with engine.begin() as connection:
            yield connection
        engine.dispose()


@asynccontextmanager
async def founded(town: Town) -> AsyncIterator[Scene]:
    """The page with all that can be on it, its chats and its people, for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        people = {role: await stack.enter_async_context(await Talk.new(town, role)) for role in ROLES}
        yield await _made(town, people)


async def _made(town: Town, people: dict[str, Talk]) -> Scene:
    owner = people["owner"]
    await owner.has_page(f"{SECRET}_sara")
    scene = Scene(town, people, PageId(owner.page_id))
    for role in ("partner", "editor", "viewer", "stranger"):
        await people[role].has_page(f"{role}_page")
    people["partner"].role("owner", scene.page)
    for role in ("editor", "viewer"):
        people[role].role("editor", scene.page)
    await _with_chats(scene)
    for role in PRIVATE:
        # A viewer was an editor once: what she began then is still hers, and still no longer to be finished.
        scene.own[role] = {"change": await _records(people[role], role)}
    await people["stranger"].says("/post")
    with scene.writing() as connection:
        _furnish(connection, scene)
        for role in MEMBERS:
            scene.own[role] |= _begun(connection, scene, people[role])
    scene.own["stranger"] = scene.own["crowd"] = scene.own["owner"]
    town.database.execute("UPDATE members SET role = 'viewer' WHERE person_id = ?", (people["viewer"].id,))
    return scene


async def _with_chats(scene: Scene) -> None:
    """A channel and a group of the page, and a channel and a group that serve none so far."""
    owner, made = scene.people["owner"], {}
    for name, kind in _CHATS.items():
        title = f"{SECRET} {name}" if name in _PLACED else name
        made[name] = await Channel.new(owner, title=title, kind=kind, username=f"{name}_of_roles")
        await made[name].brings_the_bot()
        await owner.hears_later()
        if name in _PLACED:
            await chooses(owner, f"{SECRET}_sara")
        for role in ("partner", "editor", "viewer", "stranger", "crowd"):
            who = {"person": scene.people[role].id, "by": owner.id}
            for change in ("join", "promote"):
                await owner.person.asks("POST", f"/play/chats/{made[name].id}/{change}", **who)
    scene.things |= {name: chat.id for name, chat in made.items()}
    (link,) = scene.town.rows("SELECT id FROM reports WHERE chat_id = ?", made["group"].id)
    scene.things |= {"report": link["id"]}


async def _records(talk: Talk, role: str) -> int:
    """Records a post; the change that can be taken back."""
    await talk.says("/cancel")
    await talk.says(LINE if role == "stranger" else f"{LINE.replace('۳۲۰', _LIKES[role])} #{SECRET}")
    return int(talk.town.row("SELECT max(id) AS id FROM changes WHERE person_id = ?", talk.id)["id"])


def _furnish(connection: Connection, scene: Scene) -> None:
    owner = PersonId(scene.people["owner"].id)
    page = pages.get(connection, scene.page, member=owner)
    things = scene.things
    things |= {role: talk.id for role, talk in scene.people.items()}
    things["tip"] = next(iter(tip_items().values())).number
    things["post"] = _first(scene, "SELECT id FROM posts WHERE page_id = ?")
    things["reading"] = _first(
        scene, "SELECT r.id FROM readings r JOIN posts p ON p.id = r.post_id WHERE p.page_id = ?"
    )
    # What the channel counted of itself is another dimension than what its owner tells.
    connection.exec_driver_sql("DELETE FROM follower_counts")
    for days in range(1, 9):
        said = FollowerCount(4000 + 20 * days, SUNDAY - timedelta(days=10 - days))
        things["count"] = followers.add(connection, page.id, said, source=Source.TYPED, by=owner, at=SUNDAY)
    due = date(2027, 1, 10)
    goal = Goal(GoalId(0), page.id, GoalKind.CUSTOM, 100.0, due, SUNDAY, start=1.0, name=SECRET)
    things["goal"] = goals.add(connection, goal, by=owner)
    things["invitation"] = team.invite(connection, page.id, Role.EDITOR, TOKEN, by=owner, at=SUNDAY)
    _plan(connection, page, owner, things)
    _trusted(connection, page, owner, things)
    praised = tips.add_praise(connection, page.id, SECRET, None, by=owner, at=SUNDAY)
    things["praise"] = praised
    things["customer"] = customers.add(connection, page.id, SECRET, segment=False, by=owner, at=SUNDAY)
    things["owed"] = owed.add(connection, page.id, SECRET, by=owner, at=SUNDAY).id
    public = ReportLink(ReportId(0), page.id, things["channel"], owner, "fa", "fa", "jalali", public=True)
    things["public"] = report_links.add(connection, public, SUNDAY).id
    things["minute"] = int(SUNDAY.timestamp()) // 60


def _first(scene: Scene, sql: str) -> int:
    return int(scene.town.rows(f"{sql} ORDER BY 1", scene.page)[0]["id"])


def _plan(connection: Connection, page: Page, owner: PersonId, things: dict[str, Any]) -> None:
    """Plans in each state that has buttons of its own."""
    act = Act(connection, page, owner, SUNDAY)
    wall = datetime(2026, 11, 25, 12)  # noqa: DTZ001 - by the page's clock
    basis = {"kind": "photo", "topic": SECRET, "text": SECRET, "assignee": owner, "leads": [60]}
    names = ("plan", "auto", "failed", "skipped", "idea", "ticked", "bare")
    made = {name: planning.keep(act, basis, wall) for name in names}
    act.change(made["auto"], publish_to=things["channel"])
    act.change(made["failed"], publish_to=things["channel"], failure="refused")
    act.change(made["bare"], publish_to=things["channel"], failure="no-media")
    act.change(made["skipped"], state=PlanState.SKIPPED)
    act.change(made["idea"], state=PlanState.IDEA)
    act.change(made["ticked"], state=PlanState.DONE)
    act.done(planning.NEW)
    found = {name: plans.get(connection, each, member=owner) for name, each in made.items()}
    things |= found | {"day": wall.date().toordinal() + 1}


def _trusted(connection: Connection, page: Page, owner: PersonId, things: dict[str, Any]) -> None:
    """Answers to the checklist, evidence, and a piece of advice."""
    trust.set_sells(connection, page.id, {Sells.GOODS})
    asked, other = list(items().values())[:2]
    row = trust.add(connection, page.id, asked.id, Reply.YES, by=owner, at=SUNDAY, evidence=SECRET)
    answers, sold = trust.of_page(connection, page.id), trust.sells(connection, page.id)
    percent = Board(answers, sold, SUNDAY).score().percent
    things |= {"item": asked.number, "other_item": other.number, "answer": row, "percent": percent}
    things["given"] = advice.give(connection, page.id, piece_of(other), SUNDAY, owner)


def _begun(connection: Connection, scene: Scene, talk: Talk) -> dict[str, Any]:
    """What waits for one person: a form, a screenshot, a list of posts to count, a file."""
    person, page = PersonId(talk.id), scene.page
    photo, field = Draft(values={"photo": "a-photo"}), Draft(asking="platform", subject=page)
    shot = drafts.open_new(connection, person, page, "screenshot", photo.to_json(), SUNDAY)
    form = drafts.open_new(connection, person, page, "page-field", field.to_json(), SUNDAY)
    drafts.reopen(connection, shot.id)
    waits = {"posts": [scene.things["post"]], "sure": [], "at": SUNDAY.isoformat()}
    asked = drafts.hang_up(connection, person, page, waits, SUNDAY)
    file = imports.add(connection, page, person, "a-file", f"{SECRET}.csv", SUNDAY)
    preview = Preview(5, 0, 0, (), None, has_counts=True).to_json()
    columns = [["post_id", "post_id", ["1"]], ["likes", "likes", ["5"]], ["what", None, ["x"]]]
    state = {"version": 1, "columns": columns, "asked": [2], "preview": preview, "choosing": False}
    imports.note(connection, file, state)
    return {"form": form, "shot": shot, "list": asked, "file": file}
