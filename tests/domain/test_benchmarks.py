import pytest

from bot.domain.benchmarks import HISTORY, benchmarks, beside, fitting, hint
from bot.domain.comparison import compare, compare_posts
from bot.domain.posts import Kind
from bot.domain.sample import POSTS, SAMPLE_PAGE, sample_page
from tests.domain.making import NOW, TEHRAN, post


def compared(followers=1200, **more):
    posts = [post(Kind.PHOTO, followers=followers, reach=900) for _ in range(6)]
    return compare(posts, **{"by": "kind", "follower_counts": (), "zone": TEHRAN, "now": NOW, **more})


def test_the_2020_study_stands_beside_a_small_pages_kinds():
    study = beside(compared())
    assert study.id == "kind_small_2020"
    assert study.values == {"carousel": 1.92, "photo": 1.74, "video": 1.45}
    assert (study.year, study.source) == (2020, "Socialinsider, Bannersnack")


@pytest.mark.parametrize(
    "other",
    [
        {"followers": 5000},
        {"followers": None},
        {"by": "weekday"},
        {"amount": "likes"},
        {"base": "reach"},
        {"base": "plain"},
    ],
)
def test_it_stands_beside_nothing_else(other):
    assert beside(compared(**other)) is None


def test_it_steps_back_once_the_page_has_a_history():
    posts = [post(Kind.PHOTO, followers=900) for _ in range(HISTORY)]
    found = compare(posts, by="kind", follower_counts=(), zone=TEHRAN, now=NOW)
    assert beside(found) is None
    assert fitting(found).id == "kind_small_2020"
    fewer = compare(posts[1:], by="kind", follower_counts=(), zone=TEHRAN, now=NOW)
    assert beside(fewer) is not None


def test_it_hints_where_a_page_has_nothing_to_compare_yet():
    def asked(posts, **more):
        return compare(posts, **{"by": "kind", "follower_counts": (), "zone": TEHRAN, "now": NOW, **more})

    assert hint(asked([])).id == "kind_small_2020"
    assert hint(asked([], by="slides")).id == "slides_2020"
    assert hint(asked([], by="weekday")) is None
    assert hint(asked([], base="reach")) is None
    assert hint(asked([post(followers=20_000)])) is None
    two = [post(kind, followers=900) for kind in (Kind.PHOTO, Kind.REEL) for _ in range(6)]
    assert hint(asked(two)) is None


def test_every_citation_is_complete():
    for name, benchmark in benchmarks().items():
        assert benchmark.id == name
        assert benchmark.values
        assert benchmark.year >= 2020
        assert benchmark.sample
        assert benchmark.source
        assert benchmark.statistic in {"mean", "median"}


def test_a_citation_suits_pages_of_its_samples_size():
    brands = benchmarks()["brands_2022"]
    assert [brands.suits(size) for size in (None, 4999, 5000)] == [False, False, True]
    assert benchmarks()["instagram_2026"].suits(None)


def test_the_made_up_page_is_the_same_each_time_and_teaches():
    page = sample_page(NOW)
    assert page == sample_page(NOW)
    assert len(page.posts) == POSTS
    assert {p.page_id for p in page.posts} == {SAMPLE_PAGE}
    found = compare_posts(*page.asked(zone=TEHRAN, now=NOW))
    assert found.winner.best == "carousel"
    assert "photo" in found.winner.than
    assert [g.key for g in found.thin] == ["video"]
    assert beside(found) is None
    assert fitting(found) is not None


def test_the_made_up_page_has_no_post_in_the_future():
    assert all(p.published_at < NOW for p in sample_page(NOW).posts)
