"""Every command and every button, for everybody: allowed or refused, as `docs/roles.md` says."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partialmethod
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App
from bot.clock import Clock
from bot.delivery.queue import Queue
from bot.language.texts import Texts
from bot.rendering.buttons import Do, FormChoice
from bot.rendering.payloads import KINDS
from bot.rendering.team import InvitationAnswer
from bot.subjects import SUBJECTS
from handlers.desk import Desk
from tests.handlers.conftest import running
from tests.handlers.role_buttons import Row, buttons
from tests.handlers.role_page import MEMBERS, PRIVATE, SECRET, founded
from tests.handlers.role_trials import Outcome, Trials, key_of
from tests.handlers.roles import (
    ALL_THERE,
    ANSWERS,
    BEGINS_A_PAGE,
    COMMANDS,
    EVERYBODY,
    IN_GROUP,
    KEEPS_NOTHING,
    SAID,
    SENT,
    May,
    table,
)
from tests.handlers.talking import ISOLATES

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
COMMANDS_TITLE, SAID_TITLE = "Commands, and who says them", "What is written and sent, and commands with text"
BUTTONS_TITLE, GROUP_TITLE = "Buttons in private", "Buttons in a group"


@dataclass
class Tried:
    """What became of all tries."""

    trials: Trials
    outcomes: dict[tuple[str, str, str], Outcome] = field(default_factory=dict)
    """By section, line and role."""
    heard: dict[tuple[str, str], str] = field(default_factory=dict)
    """What was said in the group, by command and by who asked."""

    def of(self, section: str, line: str, role: str) -> Outcome:
        return self.outcomes[section, line, role]


def all_of_the_bot() -> Desk:
    """Who handles what, as the running bot has it."""
    desk = Desk()
    for subject in SUBJECTS:
        subject.register(desk)
    return desk


DESK, ROWS = all_of_the_bot(), buttons()
HOME = [row for row in ROWS if row.chat is None]
AWAY = [row for row in ROWS if row.chat is not None]
OUT_OF_PLACE = [row for row in {row.kind: row for row in HOME}.values() if row.kind not in DESK.in_groups]
"""One button of each kind that does nothing in a group."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tried(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tried]:
    """Everybody has tried everything, each on the page as it was made; meanwhile nothing falls due."""
    ticking = True

    async def tick(self: Clock) -> None:
        if ticking:
            await real(self)

    def look(self: Queue, *, asked: bool) -> None:
        if ticking:
            look_for(self, asked=asked)

    apps: list[App] = []

    def opened(self: App) -> None:
        apps.append(self)
        really_open(self)

    real, look_for, really_open = Clock.tick, Queue.look, App.open
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Clock, "start", partialmethod(Clock.start, every_seconds=0.1))
        patched.setattr(Clock, "tick", tick)
        patched.setattr(Queue, "look", look)
        patched.setattr(App, "open", opened)
        async with (
            running(tmp_path_factory.mktemp("roles") / "bot.db") as town,
            founded(town) as scene,
        ):
            ticking = False
            tried = Tried(Trials(apps[0], scene))
            await _try_all(tried)
            yield tried


async def _try_all(tried: Tried) -> None:
    trials, scene = tried.trials, tried.trials.scene
    for role in PRIVATE:
        for name in sorted(DESK.commands):
            tried.outcomes[COMMANDS_TITLE, f"/{name}", role] = await trials.says(role, f"/{name}")
            trials.put_back()
        for line, (_, text) in SAID.items():
            tried.outcomes[SAID_TITLE, line, role] = await trials.says(role, text)
            trials.put_back()
        for line, (_, what) in SENT.items():
            tried.outcomes[SAID_TITLE, line, role] = await trials.sends(role, what)
            trials.put_back()
        for row in HOME:
            data = row.make(scene.seen_by(role)).pack()
            tried.outcomes[BUTTONS_TITLE, row.name, role] = await trials.presses(role, data)
            trials.put_back()
    for role in (*PRIVATE, "crowd"):
        for row in AWAY if role in PRIVATE else [*AWAY, *OUT_OF_PLACE]:
            data = row.make(scene.seen_by(role)).pack()
            tried.outcomes[GROUP_TITLE, row.name, role] = await trials.presses_in_group(
                role, data, row.chat or "group"
            )
            trials.put_back()
    for name in sorted({*DESK.commands, *DESK.group_commands}):
        for who in ("crowd", "anonymous"):
            said = await trials.says_in_group("crowd", f"/{name}", anonymous=who == "anonymous")
            tried.heard[name, who] = said.translate(ISOLATES)
            trials.put_back()


def test_every_command_is_in_the_matrix():
    """Whoever adds a command says in `roles.COMMANDS` who may give it."""
    assert set(DESK.commands) == set(COMMANDS)
    assert {do.value for do in Do} <= set(COMMANDS)


def test_every_kind_of_button_is_in_the_matrix():
    """Whoever adds a kind of button says in `role_buttons` who may press it, and makes one that works."""
    missing = {kind.__name__ for kind in KINDS.values()} - {row.kind.__name__ for row in ROWS}
    assert not missing, f"{missing} in tests/handlers/role_buttons.py: who may press it?"
    pressable = {*DESK.presses, *DESK.in_groups}
    assert {kind.__name__ for kind in KINDS.values()} - {kind.__name__ for kind in pressable} == {"Go"}


def test_every_form_is_in_the_matrix():
    """Whoever adds a form says in `roles.ANSWERS` what completes it."""
    assert {*ANSWERS, BEGINS_A_PAGE} == set(DESK.forms)


@pytest.mark.parametrize("role", PRIVATE)
async def test_everybody_may_what_the_matrix_says_and_nothing_else(tried: Tried, role: str):
    wrong = []
    for (section, line, who), outcome in tried.outcomes.items():
        if who == role and outcome.refused is (role in _may(section, line)):
            wrong.append(f"{section} | {line}: {outcome.said[:160]}")
    assert not wrong, "\n".join(["", *wrong])


def _may(section: str, line: str) -> May:
    if section == COMMANDS_TITLE:
        return COMMANDS[line[1:]]
    if section == SAID_TITLE:
        return {**SAID, **SENT}[line][0]
    return _row(line).may


def _row(name: str) -> Row:
    """The row of a name, which is its own."""
    (found,) = [row for row in ROWS if row.name == name]
    return found


@pytest.mark.parametrize("role", ["viewer", "stranger", "crowd"])
async def test_who_may_not_change_a_page_changes_nothing_of_it(tried: Tried, role: str):
    changed = [
        f"{line}: {sorted(outcome.changed)}"
        for (section, line, who), outcome in tried.outcomes.items()
        if who == role and outcome.changed
        if not (section == BUTTONS_TITLE and _row(line).joins)
    ]
    assert not changed, "\n".join(["", *changed])


@pytest.mark.parametrize("role", MEMBERS)
async def test_what_is_refused_changes_nothing(tried: Tried, role: str):
    refused = {key: each for key, each in tried.outcomes.items() if key[2] == role and each.refused}
    assert refused or role == "owner"
    assert not [key for key, each in refused.items() if each.changed or each.form]


@pytest.mark.parametrize("role", ["stranger", "crowd"])
async def test_who_has_no_part_in_a_page_reads_nothing_of_it(tried: Tried, role: str):
    told = {row.name for row in ROWS if row.kind is InvitationAnswer or row.may == ALL_THERE}
    leaks = [
        f"{line}: {outcome.said[:300]}"
        for (_, line, who), outcome in tried.outcomes.items()
        if who == role and outcome.leaks and line not in told
    ]
    assert not leaks, "\n".join(["", *leaks])
    assert any(each.leaks for (_, _, who), each in tried.outcomes.items() if who == "viewer")


async def test_in_a_group_who_has_no_page_may_press_nothing_that_is_not_for_all(tried: Tried):
    pressed = {row: tried.of(GROUP_TITLE, row.name, "crowd") for row in (*AWAY, *OUT_OF_PLACE)}
    wrong = [row.name for row, each in pressed.items() if each.refused is ("crowd" in row.may)]
    assert not wrong


async def test_a_button_of_groups_does_nothing_in_private(tried: Tried):
    trials = tried.trials
    for row in AWAY:
        if row.kind not in DESK.presses:
            data = row.make(trials.scene.seen_by("owner")).pack()
            assert (await trials.presses("owner", data)).refused


async def test_no_button_does_anything_in_a_channel(tried: Tried):
    """Who reads a channel are strangers: what a group gets must not be brought there by a forged press."""
    trials = tried.trials
    for row in (*AWAY, *OUT_OF_PLACE):
        data = row.make(trials.scene.seen_by("owner")).pack()
        pressed = await trials.presses_in_group("owner", data, "channel")
        assert pressed.refused, row.name
        assert not pressed.changed, row.name


async def test_in_a_group_commands_are_refused_or_lead_on(tried: Tried):
    for (name, who), said in tried.heard.items():
        wanted = "told" if who == "anonymous" else "sees" if name in IN_GROUP else None
        cell = _heard(said)
        assert cell == wanted if wanted else cell in ("no", "private"), (name, who, said)
        assert SECRET not in said or name == "report"


def _heard(said: str) -> str:
    """What a group heard, in the table's words."""
    texts = Texts("fa")
    told = {"group-anonymous": "told", "group-private": "private"}
    for key, cell in told.items():
        if said == str(texts(key)).translate(ISOLATES):
            return cell
    refused = key_of(said) or next(
        (k for k in _SAID_INSTEAD if said == str(texts(k)).translate(ISOLATES)), None
    )
    return "no" if refused or not said else "sees"


_SAID_INSTEAD = ("group-no-page", "group-not-linked", "group-linked-already")
"""What is said to who has no page that could be brought here."""


async def test_what_an_editor_began_is_not_finished_by_a_viewer(tried: Tried):
    """Rights are looked at when a form is finished, too: she may have lost them since it was opened."""
    trials, opened = tried.trials, {}
    for row in HOME:
        form = tried.of(BUTTONS_TITLE, row.name, "editor").form
        if form is not None and form not in (BEGINS_A_PAGE, "asks", "screenshot"):
            opened.setdefault(form, row)
    assert set(opened) == set(ANSWERS)
    for form, row in opened.items():
        for may_still in (True, False):
            trials.put_back()
            await trials.presses("editor", row.make(trials.scene.seen_by("editor")).pack())
            if not may_still:
                trials.demotes("editor")
            before = trials.rows()
            finished = await _completes(trials, form)
            changes = trials.rows() != before
            assert finished.refused is not may_still, (form, finished.said)
            assert changes is (may_still and form not in KEEPS_NOTHING), (form, finished.said)
    trials.put_back()


async def _completes(trials: Trials, form: str) -> Outcome:
    """Says what is asked, and takes the first choice of whatever is asked then."""
    outcome = await trials.says("editor", ANSWERS[form])
    while outcome.form == form and not outcome.refused:
        (row,) = trials.open_drafts("editor")
        outcome = await trials.presses("editor", FormChoice(row["id"], row["version"], "c0").pack())
    return outcome


async def test_what_an_editor_did_is_not_taken_back_by_a_viewer(tried: Tried):
    trials, done = tried.trials, {}
    for row in HOME:
        for what in tried.of(BUTTONS_TITLE, row.name, "editor").changes[-1:]:
            done.setdefault(what, row)
    assert len(done) > 5
    for what, row in done.items():
        for may_still in (True, False):
            trials.put_back()
            await trials.presses("editor", row.make(trials.scene.seen_by("editor")).pack())
            if not may_still:
                trials.demotes("editor")
            taken = await trials.says("editor", "/undo")
            assert taken.refused is not may_still, (what, taken.said)
    trials.put_back()


async def test_the_table_in_the_docs_is_what_was_found(tried: Tried):
    text = table(_found(tried))
    if os.environ.get("WRITE_ROLES"):
        TABLE.write_text(text, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == text, "WRITE_ROLES=1 pytest tests/handlers/test_roles.py"


def _found(tried: Tried) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (section, line, role), outcome in tried.outcomes.items():
        name = "group admin" if role == "crowd" else role
        own = (role == "stranger" and section != GROUP_TITLE) or (
            section == BUTTONS_TITLE and _row(line).may == EVERYBODY
        )
        cell = "own" if own and not outcome.refused else outcome.cell
        found.setdefault(section, {}).setdefault(line, {})[name] = cell
    for row in OUT_OF_PLACE:
        del found[GROUP_TITLE][row.name]
    for name in DESK.commands:
        cells = found[COMMANDS_TITLE][f"/{name}"]
        cells["group admin"] = _heard(tried.heard[name, "crowd"])
        cells["anonymous"] = _heard(tried.heard[name, "anonymous"])
    return found
