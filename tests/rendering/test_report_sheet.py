"""A report as tables: real numbers with what they stand on; nothing private in the public version."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from bot.domain.followers import FollowerCount
from bot.domain.goals import Goal, GoalKind, Measured, progress
from bot.domain.identity import GoalId, PageId, PlanId
from bot.domain.plans import Plan, PlanState
from bot.domain.posts import Kind
from bot.domain.report_links import PRIVATE, Part
from bot.domain.report_periods import Span, period
from bot.domain.reports import Beside, Plans, Trust, report
from bot.domain.trust import items
from bot.language.texts import Texts, without_controls
from bot.rendering.report_sheet import written
from bot.rendering.report_words import Seen
from tests.domain.making import NOW, TEHRAN, post

EN = Texts("en", "en", "gregorian")
WEEK = period(Span.WEEK, NOW, TEHRAN, "jalali")
LINK = "https://www.instagram.com/p/abc/"
POSTS = [
    *(
        replace(post(likes=60 + n, days=1 + n / 2, number=n), topic=f"=sum({n})", link=LINK)
        for n in range(1, 8)
    ),
    *(post(Kind.REEL, likes=20 + n, days=8 + n / 2, number=100 + n) for n in range(1, 9)),
]
COUNTS = [
    FollowerCount(4800, WEEK.since - timedelta(days=1)),
    FollowerCount(4850, WEEK.until - timedelta(days=1)),
]
GOAL = Goal(GoalId(1), PageId(1), GoalKind.SALES, 700_000, date(2027, 1, 1), NOW - timedelta(days=20))
STEP = next(iter(items()))
BESIDE = Beside(
    plans=Plans(done=1, missed=1),
    goals=(progress(GOAL, Measured(300_000, NOW), NOW, TEHRAN),),
    trust=Trust((STEP,), 40, 30),
)
PLANS = [
    Plan(PlanId(n), PageId(1), state, WEEK.since + timedelta(days=1), topic="yalda")
    for n, state in enumerate((PlanState.DONE, PlanState.MISSED))
]


def seen(posts=POSTS, parts=tuple(Part), **more) -> Seen:
    return Seen(report(posts, COUNTS, WEEK), BESIDE, PageId(1), "@gol_sara", parts, **more)


def tables(found: Seen, texts: Texts = EN, plans=PLANS) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(found, plans, texts)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_figure_is_a_number_with_its_posts_and_days_and_those_of_the_time_before():
    found = seen()
    made = tables(found)["Figures"]
    said = {row[0]: row[1:] for row in made[1:]}
    days, past = found.report.period.days(TEHRAN), found.report.period.days_before(TEHRAN)
    rate = said[EN.plain("report-figure-rate")]
    assert rate[0] == pytest.approx(found.report.now.value)
    assert rate[1] == "likes and comments for every 100 followers"
    assert rate[2:5] == [found.report.now.posts, *days]
    assert rate[5] == pytest.approx(found.report.before.value)
    assert rate[6:9] == [found.report.before.posts, *past]
    assert past[1] + timedelta(days=1) == days[0]
    assert said["Followers"][0] == 4850
    assert said["Followers"][5] == 4800
    assert said[EN.plain("report-figure-missed")][0] == 1


def test_the_best_posts_lead_to_where_they_stand_and_no_topic_is_a_formula():
    best = tables(seen())[EN.plain("report-part-best")]
    first = max(POSTS[:7], key=lambda each: each.counts.likes)
    assert first.topic in best[1][0]
    assert best[1][1] == LINK
    assert best[1][2] == first.published_at.astimezone(TEHRAN).replace(tzinfo=None)
    assert best[1][best[0].index("Likes")] == first.counts.likes


def test_plans_goals_and_the_way_of_computing_have_their_sheets():
    made = tables(seen())
    assert [row[4] for row in made[EN.plain("report-part-plans")][1:]] == [
        EN.plain("report-figure-done"),
        EN.plain("report-figure-missed"),
    ]
    goal = made[EN.plain("report-part-goals")][1]
    assert (goal[2], goal[4], goal[5]) == (300_000, 700_000, date(2027, 1, 1))
    how = "\n".join(str(row[0]) for row in made[EN.plain("compare-sheet-how")])
    assert "100 × (likes + comments) ÷ followers when published" in how


def test_a_day_without_an_hour_stands_as_a_day():
    posts = [replace(each, day_only=True) for each in POSTS]
    plans = [replace(each, day_only=True) for each in PLANS]
    made = tables(seen(posts), plans=plans)
    for part in (Part.BEST, Part.PLANS):
        heads, *rows = made[EN.plain(f"report-part-{part}")]
        column = {Part.BEST: 2, Part.PLANS: 0}[part]
        assert rows, heads
        assert all(type(row[column]) is date for row in rows)


def test_in_the_public_version_money_evidence_and_plans_stay_out():
    parts = tuple(part for part in Part if part not in PRIVATE)
    made = tables(seen(parts=parts, public=True))
    assert not {EN.plain(f"report-part-{part}") for part in PRIVATE} & set(made)
    everything = str(made)
    for hidden in ("300000", "700000", "yalda", "trust", EN.plain("report-figure-done")):
        assert hidden not in everything


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_every_language_writes_a_quiet_week_too(language):
    texts = Texts(language, language)
    for found in (seen(), seen(posts=[]), replace(seen(posts=[]), beside=Beside())):
        made = tables(found, texts)
        assert len(made) == 7
        cells = [str(cell) for table in made.values() for row in table for cell in row]
        assert cells == [without_controls(cell) for cell in cells]
