"""A comparison as tables: real numbers, and how each was computed."""

import io
from dataclasses import replace
from datetime import datetime

import pytest
from python_calamine import CalamineWorkbook

from bot.domain.comparing import studied
from bot.domain.comparison import Question
from bot.domain.groupings import FIELDS, Dimension
from bot.domain.material import material_of
from bot.domain.posts import Kind
from bot.language.texts import Texts
from bot.rendering.comparison_sheet import written
from tests.domain.making import NOW, TEHRAN, post, posts_of

GOOD, BAD = [30, 31, 32, 33, 34, 35, 36, 37], [10, 11, 12, 13, 14, 15, 16, 17]
KINDS = [*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.CAROUSEL, GOOD), *posts_of(Kind.REEL, [50] * 4)]


def tables(posts=KINDS, by=Dimension.KIND, texts=None):
    asked = Question.of(by=by, now=NOW, zone=TEHRAN)
    found = studied(asked, material_of(posts, (), FIELDS.get(by)), with_rows=True)
    content = written(found, texts=texts or Texts("en", "en", "gregorian"), names={1: "@gol_sara"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return (
        found.comparison,
        [book.get_sheet_by_name(name).to_python() for name in book.sheet_names],
        book.sheet_names,
    )


def test_the_groups_stand_there_with_real_numbers():
    comparison, (groups, *_), names = tables()
    assert names == ["Groups", "Differences", "Posts", "How it was computed"]
    assert groups[0][:4] == ["Group", "Posts", "Median", "95% interval from"]
    assert [row[0] for row in groups[1:]] == ["Carousels", "Photos", "Reels", "All posts"]
    first = comparison.groups[0].spread
    quartiles = [first.lower_quartile, first.upper_quartile]
    assert groups[1][1:] == pytest.approx([8, first.median, first.low, first.high, *quartiles])
    assert groups[3][2:] == [""] * 5


def test_each_post_is_listed_with_what_its_value_is_made_of():
    _, (_, _, posts, _), _ = tables()
    assert len(posts) == 1 + len(KINDS)
    published, group, value, amount, size, far = posts[1]
    newest = max(KINDS, key=lambda p: p.published_at)
    assert published == newest.published_at.astimezone(TEHRAN).replace(tzinfo=None)
    assert isinstance(published, datetime)
    assert value == pytest.approx(100 * amount / size)
    assert (group, far) == ("Photos", "no")


def test_differences_and_the_way_of_computing_are_told():
    comparison, (_, pairs, _, how), _ = tables()
    assert pairs[1][2:4] == pytest.approx([comparison.differences[0].delta, comparison.differences[0].p])
    said = "\n".join(str(row[0]) for row in how)
    assert "100 × (likes + comments) ÷ followers when published" in said
    assert "median_cihs" in said
    assert ["p of “all alike”", comparison.equal_p] in [row[:2] for row in how]


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_tables_are_written_in_every_language_for_everything(language):
    posts = [replace(p, topic="=1+1", campaign="یلدا", slides=3, caption=None) for p in KINDS]
    for by in Dimension:
        _, (groups, *_), _ = tables(posts, by, Texts(language))
        assert all("\u2068" not in str(cell) for row in groups for cell in row)


def test_a_topic_never_becomes_a_formula():
    _, (groups, *_), _ = tables([replace(p, topic="=1+1") for p in KINDS], Dimension.TOPIC)
    assert groups[1][0] == "=1+1"


def test_a_page_that_knows_nothing_has_tables_too():
    for posts in ([], [post(None)], [post(days=None)]):
        _, sheets, _ = tables(posts)
        assert len(sheets) == 4
