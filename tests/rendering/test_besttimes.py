"""The map of the week shows the hours at which a page has posts."""

import pytest

from bot.domain.besttimes import BestTimeRequest, Timed, best_times
from bot.domain.engagement import Base
from bot.language.texts import Texts
from bot.rendering.besttimes_map import map_of
from bot.rendering.besttimes_words import hour_of


def drawn(*hours, posts=60):
    """The map of posts at some hours of all days."""
    timed = [Timed(n % 7, hours[n % len(hours)], 1.0 + n % 5, float(n)) for n in range(posts)]
    found = best_times(BestTimeRequest(tuple(timed), Base.FOLLOWERS, None, len(timed)))
    return found, map_of(found, "page", Texts(language="en"))


@pytest.mark.parametrize(("hours", "rows"), [((21,), 1), ((9, 21), 13), ((0, 23), 24), ((18, 19, 20), 3)])
def test_the_map_reaches_from_the_first_to_the_last_hour_with_posts(hours, rows):
    found, picture = drawn(*hours, posts=7 * 3 * len(hours))
    assert found.width == 1
    assert len(picture.rows) == len(picture.cells) == rows
    assert hour_of(min(hours), Texts(language="en")) in picture.rows[0]
    assert hour_of(max(hours), Texts(language="en")) in picture.rows[-1]


def test_each_field_with_posts_is_on_the_map():
    for hours in ((5, 7, 22), tuple(range(24)), (0, 1, 2)):
        found, picture = drawn(*hours)
        shown = [cell for row in picture.cells for cell in row if cell.value is not None]
        assert len(shown) == len(found.slots)
        assert any(cell.value is not None for cell in picture.cells[0])
        assert any(cell.value is not None for cell in picture.cells[-1])
