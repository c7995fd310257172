"""When a post was published whose hour is not known."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.posts import day_of

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TEHRAN = ZoneInfo("Asia/Tehran")


def test_a_day_is_its_noon_where_the_page_is():
    assert day_of("today", NOW, TEHRAN) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    late = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert day_of("yesterday", late, TEHRAN) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
