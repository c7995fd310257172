"""What a card says can be typed again, and reads as the same post."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lines import PostLine, Value
from bot.domain.posts import Kind
from bot.language.lines import Moment, read_message
from bot.language.texts import Texts
from bot.rendering.fields import facts
from tests.language.phrases import SUNDAY

COUNTED = ("likes", "comments", "saves", "shares", "reach", "views")
MINUTES_OF_A_YEAR = 365 * 24 * 60


@pytest.mark.parametrize(
    ("language", "calendar"), [("fa", "jalali"), ("ar", "gregorian"), ("en", "gregorian")]
)
@given(
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.CAROUSEL]),
    counts=st.dictionaries(st.sampled_from(COUNTED), st.integers(0, 10**9), min_size=1),
    ago=st.integers(1, MINUTES_OF_A_YEAR),
)
def test_what_is_shown_back_reads_as_the_same_again(
    language: Any, calendar: Any, kind: Kind, counts: dict[str, int], ago: int
) -> None:
    now = SUNDAY.now
    published = now.replace(second=0, microsecond=0) - timedelta(minutes=ago)
    values: dict[str, Value] = {"kind": kind.value, **counts, "published_at": published, "day_only": False}
    texts = Texts(language=language, digits=language, calendar=calendar, zone=SUNDAY.zone)
    shown = texts.joined(facts(values, (), texts, now)).unescape()
    read = read_message(shown, Moment(now, SUNDAY.zone, calendar, language))
    assert isinstance(read, PostLine)
    assert not read.doubts
    assert dict(read.values) == values
