"""Answers to what is asked about a plan, moving one, captions, and whatever else may be typed."""

import json
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lines import PostLine
from bot.domain.plan_values import PLAN_FIELDS, at_of, lead_minutes, missing, rule_of, wall_of
from bot.domain.plans import LEADS_MOST
from bot.domain.posts import Kind
from bot.domain.recurrence import Pattern, next_after
from bot.language.plan_opening import plan_opening
from bot.language.plans import read_plan, read_plan_field, read_when
from tests.language import plan_phrases_ar, plan_phrases_en, plan_phrases_fa
from tests.language.phrases import SUNDAY
from tests.language.plan_phrases import MOMENTS, shown_plan

SURELY = {
    True: (
        "هر پنجشنبه ۹ شب ریلز پشت صحنه یادم بنداز",
        "كل خميس ٩ بالليل ريلز ذكرني",
        "friday 6pm reel remind me",
    ),
    False: (
        "عکس یادآوری فروش",
        "صورة تذكير بالتخفيضات",
        "reel about a reminder",
        "ریلز شال\nیادم بنداز",
        "یادآوری",
    ),
}
"""Lines that ask to be reminded, wherever the verb stands in the first of them, and such as do not."""


@pytest.mark.parametrize(
    ("surely", "typed"), [(surely, each) for surely in SURELY for each in SURELY[surely]]
)
def test_who_asks_to_be_reminded_plans(surely: bool, typed: str) -> None:
    opening = plan_opening(typed)
    assert (opening is not None and opening.reminds) == surely


ANSWERS = {
    ("clock", "fa", "۹ صبح"): "clock=09:00",
    ("clock", "fa", "۲۱"): "clock=21:00",
    ("clock", "fa", "۹"): "?clock:doubt-hour(clock=09:00|clock=21:00)",
    ("clock", "fa", "ساعت ۸ شب لطفا"): "clock=20:00",
    ("clock", "fa", "۱۸:۳۰"): "clock=18:30",
    ("clock", "fa", "ظهر"): "clock=12:00",
    ("clock", "fa", "عصر"): "?clock:doubt-hour(clock=16:00|clock=17:00|clock=18:00)",
    ("clock", "fa", "۱۲ شب"): "?clock:doubt-hour(clock=00:00|clock=24:00)",
    ("clock", "fa", "فردا ۱۸"): "at=2026-11-23T18:00",
    ("clock", "fa", "نمی‌دونم"): "unread=نمی‌دونم",
    ("clock", "ar", "٩ بالليل"): "clock=21:00",
    ("clock", "ar", "الساعة العاشرة صباحا"): "clock=10:00",
    ("clock", "en", "half past 6 pm"): "clock=18:30",
    ("day", "fa", "فردا"): "day=2026-11-23",
    ("day", "fa", "۱۵"): "day=2026-12-06",
    ("day", "fa", "۹ شب"): "clock=21:00",
    ("day", "fa", "شنبه"): "day=2026-11-28",
    ("day", "fa", "شنبه بعدی"): "?day:doubt-date(day=2026-11-28|day=2026-12-05)",
    ("day", "en", "dec 5"): "day=2026-12-05",
    ("day", "en", "every saturday"): "rule=week:Sat",
    ("start", "fa", "شنبه"): "start=2026-11-28",
    ("start", "fa", "۱ دی"): "start=2026-12-22",
    ("until", "fa", "۲۰ دی"): "until=2027-01-10",
    ("until", "fa", "۱۰ بار"): "times=10",
    ("until", "en", "next friday"): "?until:doubt-date(until=2026-11-27|until=2026-12-04)",
    ("leads", "fa", "یک ساعت"): "leads=60",
    ("leads", "fa", "۱ روز و ۲ ساعت قبل"): "leads=1440,120",
    ("leads", "fa", "سر وقت"): "leads=0",
    ("leads", "fa", "بدون یادآوری"): "leads=",
    ("leads", "ar", "ساعتين"): "leads=120",
    ("leads", "en", "30 min and 1 day before"): "leads=1440,30",
    ("topic", "fa", "فردا ساعت ۹ چه خبر؟"): "topic=فردا_ساعت_۹_چه_خبر؟",
    ("kind", "fa", "عکس"): "photo",
}
MOVES = {
    ("fa", "فردا"): "at=2026-11-23T18:30",
    ("fa", "۲۰:۰۰"): "at=2026-11-25T20:00",
    ("fa", "پس‌فردا ۹ صبح"): "at=2026-11-24T09:00",
    ("fa", "دو ساعت دیگه"): "at=2026-11-22T12:00",
    ("fa", "شنبه بعدی"): "clock=18:30 ?day:doubt-date(day=2026-11-28|day=2026-12-05)",
    ("fa", "سلام"): "",
    ("ar", "بعد غد"): "at=2026-11-24T18:30",
    ("en", "friday"): "at=2026-11-27T18:30",
}


def told(line: PostLine) -> list[str]:
    return sorted(word for word in shown_plan(line).split() if not word.startswith("ask="))


@pytest.mark.parametrize(("asked", "meant"), ANSWERS.items())
def test_an_answer_fills_what_was_asked_and_leaves_the_rest(asked: tuple[str, str, str], meant: str) -> None:
    field, language, typed = asked
    assert told(read_plan_field(field, typed, MOMENTS[language])) == sorted(meant.split())


@pytest.mark.parametrize(("asked", "meant"), MOVES.items())
def test_a_move_keeps_what_it_does_not_tell(asked: tuple[str, str], meant: str) -> None:
    language, typed = asked
    wednesday = datetime(2026, 11, 25, 18, 30)  # noqa: DTZ001 - a wall clock has no zone
    assert told(read_when(typed, MOMENTS[language], wednesday)) == sorted(meant.split())


@pytest.mark.parametrize(
    "typed",
    [
        "فردا ۱۲ ریلز یلدا\n\nسلام رفقا 🌙\nفردا حراج داریم",
        "فردا ۱۲ ریلز یلدا\nسلام رفقا 🌙\nفردا حراج داریم",
        "فردا ۱۲ ریلز یلدا\nکپشن: سلام رفقا 🌙\nفردا حراج داریم",
        "ریلز یلدا\nفردا ۱۲\n\nسلام رفقا 🌙\nفردا حراج داریم",
    ],
)
def test_what_stands_under_the_line_is_the_caption_letter_by_letter(typed: str) -> None:
    read = read_plan(typed, SUNDAY)
    assert read.values["text"] == "سلام رفقا 🌙\nفردا حراج داریم"
    assert (read.values["kind"], read.values["day"], read.values["clock"]) == ("reel", "2026-11-23", "12:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("فردا ۹ صبح ریلز", "reel clock=09:00 ?day:doubt-date(at=2026-11-23T09:00|at=2026-11-24T09:00)"),
        ("امشب ۲ ریلز", "reel day=2026-11-23 ?clock:doubt-hour(at=2026-11-23T02:00|at=2026-11-24T02:00)"),
        ("امشب ۱۰ ریلز", "at=2026-11-23T22:00 reel"),
        ("دو ساعت دیگه ریلز", "at=2026-11-23T02:30 reel"),
    ],
)
def test_after_midnight_tonight_and_tomorrow_may_be_two_days(typed: str, meant: str) -> None:
    awake = replace(SUNDAY, now=datetime(2026, 11, 22, 21, tzinfo=UTC))
    assert told(read_plan(typed, awake)) == sorted(meant.split())


def test_nothing_that_was_understood_is_in_the_past() -> None:
    tables = (plan_phrases_fa.PLANS, plan_phrases_ar.PLANS, plan_phrases_en.PLANS)
    for language, table in zip(MOMENTS, tables, strict=True):
        for typed in table:
            at = at_of(read_plan(typed, MOMENTS[language]).values, SUNDAY.zone)
            assert at is None or at.astimezone(SUNDAY.zone).date() >= SUNDAY.today, typed


OURS = sorted(
    {
        word
        for table in (plan_phrases_fa, plan_phrases_ar, plan_phrases_en)
        for typed in table.PLANS
        for word in typed.split()
    }
)
LINES = st.lists(st.one_of(st.sampled_from(OURS), st.integers(0, 10**6).map(str)), max_size=12).map(" ".join)


def check(line: PostLine) -> None:
    """What holds of anything that was read."""
    told = [line.values, *(option.values for doubt in line.doubts for option in doubt.options)]
    for values in told:
        assert values.keys() <= set(PLAN_FIELDS)
        for name in ("day", "start", "until"):
            if isinstance(day := values.get(name), str):
                assert date.fromisoformat(day) >= SUNDAY.today
        if isinstance(clock := values.get("clock"), str):
            hours, minutes = map(int, clock.split(":"))
            assert 0 <= hours < 48
            assert 0 <= minutes < 60
        if isinstance(rule := values.get("rule"), str):
            assert Pattern.from_json(json.loads(rule)).n >= 1
        assert values.get("kind") in {None, *Kind}
        assert len(lead_minutes(values) or ()) <= LEADS_MOST
    assert all(doubt.options for doubt in line.doubts)
    asked = [doubt.field for doubt in line.doubts]
    assert len(asked) == len(set(asked))
    assert missing(line.values) in {None, "day", "start", "clock"}


@settings(max_examples=400, deadline=None)
@given(st.one_of(LINES, st.text(max_size=60)), st.sampled_from(["fa", "ar", "en"]))
def test_any_line_is_read_within_types_and_limits(typed: str, language: str) -> None:
    moment = MOMENTS[language]
    line = read_plan(typed, moment)
    check(line)
    if not line.doubts and missing(line.values) is None:
        rule = rule_of(line.values, moment.now, moment.zone, 5)
        if rule is not None:
            coming = next_after(rule, moment.now, moment.zone)
            assert coming is None or coming.at > moment.now
        else:
            assert wall_of(line.values) is not None
            at = at_of(line.values, moment.zone)
            assert at is not None
            assert at > moment.now - timedelta(minutes=1)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([*PLAN_FIELDS, "nonsense"]), LINES)
def test_any_answer_is_read_within_types_and_limits(field: str, typed: str) -> None:
    check(read_plan_field(field, typed, SUNDAY))
    check(read_when(typed, SUNDAY, datetime(2026, 11, 25, 18, 30)))  # noqa: DTZ001 - a wall clock has no zone


@pytest.mark.parametrize(
    "typed",
    [
        *("9" * 4096, "هر " * 1300, "تا " * 1300, "فردا " * 800, "شنبه و " * 600, "every other " * 340),
        *("۹ تا ۹ تا " * 400, "بعد " * 1000, "یک ساعت و " * 400, "قبل از " * 600, "2026-11-20 " * 370),
        *("12:30 " * 600, "از فردا تا " * 350, "remind me 1 hour and " * 190, "اول و " * 800, "\n" * 4096),
        *("شنبه‌ها" * 500, "ابتداء من " * 400, "between 8 and " * 290, "the 1st and " * 340),
        *(
            "یک ساعت قبل و " * 290,
            "قبلها بساعة و" * 300,
            "، " * 2000,
            "- " * 2000,
            "روز " * 1000,
            "on the " * 580,
        ),
    ],
)
def test_a_hostile_line_is_read_soon(typed: str) -> None:
    read_plan("گرم شدن", SUNDAY)
    # Processor time, and much of it: nothing here may grow with the square of what is typed. While lines are
    # counted for coverage, reading takes about three times as long.
    started = time.process_time()
    check(read_plan(typed, SUNDAY))
    assert time.process_time() - started < (6 if sys.gettrace() else 2)


def test_two_moments_a_year_apart_read_the_same_line_by_their_own_clocks() -> None:
    later = replace(SUNDAY, now=datetime(2027, 11, 22, 6, 30, tzinfo=UTC))
    assert read_plan("فردا ۱۸ ریلز", later).values["day"] == "2027-11-23"
