"""How late is late."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.alarms import PUNCTUAL, STALE, Lateness, lateness

DUE = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (-timedelta(hours=1), Lateness.ON_TIME),
        (PUNCTUAL, Lateness.ON_TIME),
        (PUNCTUAL + SECOND, Lateness.LATE),
        (STALE - SECOND, Lateness.LATE),
        (STALE, Lateness.STALE),
        (timedelta(days=30), Lateness.STALE),
    ],
)
def test_late_is_said_and_stale_is_gathered(after: timedelta, expected: Lateness):
    assert lateness(DUE, DUE + after) is expected
