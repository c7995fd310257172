"""Plans as an iCalendar file (RFC 5545). Meant for the worker: icalendar loads there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Event:
    """One plan, its words already in the reader's language."""

    key: str
    at: datetime | date
    """UTC, or a day where the hour is left open."""
    title: str
    text: str
    status: str
    """`CONFIRMED`, `TENTATIVE` or `CANCELLED`."""
    leads: tuple[int, ...]
    """How many minutes before it is reminded of."""
    made: datetime


def calendar_file(events: Sequence[Event], name: str) -> bytes:
    """The file's content; the same events give the same identities, so that it can be read in again."""
    from icalendar import Alarm, Calendar  # noqa: PLC0415 - loads in the worker only
    from icalendar import Event as Entry  # noqa: PLC0415

    made = Calendar()
    made.add("prodid", "-//Adminyar//content calendar//")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for event in events:
        entry = Entry()
        entry.add("uid", f"{event.key}@adminyar")
        entry.add("summary", event.title)
        entry.add("dtstart", event.at)
        if isinstance(event.at, datetime):
            entry.add("dtend", event.at + _LASTS)
        entry.add("dtstamp", event.made)
        entry.add("status", event.status)
        if event.text:
            entry.add("description", event.text)
        for lead in event.leads if event.status == "CONFIRMED" else ():
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", event.title)
            alarm.add("trigger", -timedelta(minutes=lead))
            entry.add_component(alarm)
        made.add_component(entry)
    return bytes(made.to_ical())
