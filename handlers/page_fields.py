"""Changing one field of a page."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PageId
from bot.domain.lines import Doubt, PostLine, tells_counts
from bot.domain.pages import Page, Platform, clean_name, same_clock
from bot.language.lines import Moment, read_message
from bot.rendering import pages as view
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.desk import Desk
from handlers.forms import StepAside
from storage import changes, pages, posts, winding
from storage.changes import Change

_TEXT_MOST = 200
_ZONES = ("Asia/Tehran", "Asia/Baghdad", "Asia/Riyadh", "Asia/Dubai", "Africa/Cairo", "Europe/Istanbul")


class PageFieldForm:
    """One field of a page."""

    name = "page-field"

    def next_field(self, draft: Draft) -> Field | None:
        """The field that was chosen, until it is answered."""
        asked = draft.asking
        if asked is None or draft.values or draft.passed:
            return None
        if asked == "platform":
            return Field(asked, tuple(Choice(f"platform-{p}", {asked: p.value}) for p in Platform))
        if asked == "zone":
            return Field(asked, tuple(Choice(f"zone-{zone}", {asked: zone}) for zone in _ZONES))
        return Field(asked, skippable=asked != "name")

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The field's new value. Refused("zone-unknown"), or as a name is. A line about a post is none."""
        if tells_counts(read_message(text, moment)):
            raise StepAside
        if asking == "name":
            return PostLine({"name": clean_name(text.split("\n", 1)[0])})
        if asking == "zone":
            return PostLine({"zone": _zone(text)})
        if asking == "platform":
            raise Refused("platform-choose")
        return PostLine({asking or "subject": " ".join(text.split())[:_TEXT_MOST]})

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Changes the page."""
        page = pages.for_change(connection, PageId(draft.subject or 0), member=asker.id)
        values: dict[str, Any] = draft.known()
        if values:
            if "zone" in values:
                _set_clock(connection, page, values["zone"])
                values["zone_chosen"] = True
            before = {name: getattr(page, name) for name in values}
            pages.change(connection, page.id, **values)
            if "zone" in values:
                winding.move_clock(connection, page.id, ZoneInfo(values["zone"]), asker.now)
            facts = {"page": page.id, "before": before}
            changes.note(connection, asker.id, page.id, "page-field", facts, asker.now)
        changed = pages.get(connection, page.id, member=asker.id)
        return Answer((view.page_card(changed, asker.texts, current=changed.id == asker.person.page_id),))


def _zone(typed: str) -> str:
    by_name = {zone.lower(): zone for zone in available_timezones()}
    found = by_name.get(typed.strip().lower().replace(" ", "_"))
    if found is None:
        cities = {zone.lower().rpartition("/")[2]: zone for zone in by_name.values()}
        found = cities.get(typed.strip().lower().replace(" ", "_"))
    if found is None:
        raise Refused("zone-unknown", typed=typed[:50])
    return ZoneInfo(found).key


def _set_clock(connection: Connection, page: Page, zone: str) -> None:
    """Times typed before any zone was chosen were meant by her own clock; later ones were read rightly."""
    if not page.zone_chosen:
        posts.move_clock(connection, page.id, partial(same_clock, old=page.zone, new=zone))


def _take_back_field(connection: Connection, asker: Asker, change: Change) -> None:
    before = change.facts["before"]
    page = pages.get(connection, PageId(change.facts["page"]), member=asker.id)
    if before.get("zone_chosen") is False:
        posts.move_clock(connection, page.id, partial(same_clock, old=page.zone, new=before["zone"]))
    pages.change(connection, page.id, **before)
    if "zone" in before:
        winding.move_clock(connection, page.id, ZoneInfo(before["zone"]), asker.now)


def register(desk: Desk) -> None:
    """The fields of a page's card."""
    desk.form(PageFieldForm())
    desk.takes_back("page-field", _take_back_field)
