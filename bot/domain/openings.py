"""The next time of an opening in the week, by the wall clock of a page."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = 7


def next_opening(weekday: int | None, hour: int, *, now: datetime, zone: ZoneInfo) -> date:
    """The first such weekday (0 is Monday; None: any day) from today on whose hour is still to come."""
    local = now.astimezone(zone)
    today = local.date()
    days = (today + timedelta(days=ahead) for ahead in range(_DAYS + 1))
    return next(
        day for day in days if weekday in (None, day.weekday()) and (day > today or hour > local.hour)
    )
