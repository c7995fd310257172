"""When counts are asked for again, what one list holds, and which line belongs to which post."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.asks import (
    MOST_ASKED,
    Ask,
    comes_at,
    coming,
    gather,
    is_answer,
    placed,
    planned,
    tells_one_post,
    weighed,
)
from bot.domain.bundles import bundle_after
from bot.domain.lines import fingerprint
from bot.language.answers import read_answers
from bot.language.moments import Moment
from tests.domain.making import NOW, TEHRAN, post

HERE = Moment(NOW, TEHRAN)
EVENING = NOW + timedelta(hours=10)
"""Twenty o'clock in Tehran."""
HOUR = timedelta(hours=1)


def ask(number, *, age=24, due=NOW, asked=None, counted=None, of=None):
    return Ask(number, of or number, age, due, asked, counted)


def read(text):
    return read_answers(text, HERE)


def test_only_ages_that_are_not_past_are_asked_for():
    assert [age for age, _ in planned(post(days=0.1), (1, 24, 168), NOW)] == [24, 168]
    assert [age for age, _ in planned(post(days=3), (1, 24, 168), NOW)] == [168]
    assert planned(post(days=8), (1, 24, 168), NOW) == []
    assert planned(post(days=None), (1, 24, 168), NOW) == []


def test_questions_of_a_day_come_in_its_evening_and_those_after_an_hour_in_their_hour():
    for hours in (-6, 0, 9, 13):
        assert comes_at(24, NOW + hours * HOUR, TEHRAN) == EVENING
    assert comes_at(1, NOW, TEHRAN) == NOW
    assert comes_at(1, EVENING - HOUR / 2, TEHRAN) == EVENING
    assert comes_at(1, EVENING + HOUR, TEHRAN) == EVENING + HOUR


def test_an_evening_is_by_the_pages_clock_also_where_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    before = NOW.replace(month=10, day=24, hour=20)
    assert bundle_after(before, berlin).astimezone(berlin).hour == 20
    assert bundle_after(before, berlin) - before == timedelta(hours=22.5)


def test_an_evening_that_is_past_is_the_next_ones():
    assert coming([(24, EVENING + HOUR)], EVENING + HOUR / 2, TEHRAN) == (None, EVENING + 24 * HOUR)


def test_a_question_in_its_hour_does_not_wait_for_the_evening_nor_the_evening_for_it():
    soon = coming([(1, NOW + HOUR), (24, NOW), (168, NOW + 144 * HOUR)], NOW, TEHRAN)
    assert soon == (NOW + HOUR, EVENING)
    assert coming([(1, NOW - HOUR)], NOW, TEHRAN) == (None, EVENING)


def test_an_evening_is_the_hour_that_somebody_chose():
    nine = time(9)
    assert comes_at(24, NOW, TEHRAN, nine) == NOW - HOUR
    assert comes_at(24, EVENING, TEHRAN, nine) == NOW + 23 * HOUR


def test_all_of_an_evening_is_gathered_and_nothing_of_the_next_one():
    asks = [ask(1), ask(2, due=EVENING + HOUR), ask(3, due=EVENING + 12 * HOUR), ask(4, age=168)]
    found = gather(asks, (24, 168), EVENING, TEHRAN)
    assert (found.posts, found.asked, found.closed) == ((1, 4, 2), (1, 4, 2), ())
    assert found.coming.evening == EVENING + 24 * HOUR


def test_a_post_that_is_due_twice_is_asked_about_once():
    asks = [ask(1, of=7), ask(2, of=7, age=168)]
    assert gather(asks, (24, 168), EVENING, TEHRAN).posts == (7,)


def test_what_was_asked_is_carried_into_one_more_list_and_then_let_go():
    new = ask(2, due=EVENING + 23 * HOUR)
    tomorrow = EVENING + 24 * HOUR
    assert gather([ask(1, asked=EVENING), new], (24,), tomorrow, TEHRAN).posts == (2, 1)
    later = gather([ask(1, asked=EVENING), new], (24,), tomorrow + 24 * HOUR, TEHRAN)
    assert (later.posts, later.closed) == ((2,), (1,))


def test_without_anything_new_nobody_is_asked_again():
    assert gather([ask(1, asked=EVENING - HOUR)], (24,), EVENING, TEHRAN).posts == ()


def test_a_post_that_was_counted_near_that_age_otherwise_is_not_asked_about():
    near, early = NOW - 5 * HOUR, NOW - 20 * HOUR
    found = gather([ask(1, counted=near), ask(2, counted=early)], (24,), EVENING, TEHRAN)
    assert (found.posts, found.closed) == ((2,), (1,))


def test_an_age_that_was_switched_off_is_not_asked_for():
    assert gather([ask(1)], (168,), EVENING, TEHRAN).closed == (1,)


def test_a_list_has_an_end_and_the_rest_comes_the_next_evening():
    found = gather([ask(n) for n in range(1, 31)], (24,), EVENING, TEHRAN)
    assert len(found.posts) == MOST_ASKED
    assert found.coming.evening == EVENING + 24 * HOUR


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("۱) ۱۲۰۰ لایک", [1]),
        ("2. 1200 likes", [2]),
        ("۳: ۱۲۰۰ لایک\n۱ ۴۵ کامنت", [3, 1]),
        ("1️⃣ ١٢٠٠ لايك", [1]),
        ("۱۲۰۰ لایک", [None]),
        ("1.200 likes", [None]),
        ("۱ ۲۰۰ لایک", [None]),
        ("۳ لایک", [None]),
        ("۲ -", [2]),
    ],
)
def test_a_line_may_start_with_the_number_of_its_post(text, numbers):
    assert [line.number for line in read(text)] == numbers


@pytest.mark.parametrize(
    ("text", "waiting", "answers"),
    [
        ("۷۰۰ لایک\n۶۰۰ لایک", 2, True),
        ("۷۰۰ لایک\n-", 2, True),
        ("۷۰۰ لایک", 1, True),
        ("۲) ۷۰۰ لایک", 3, True),
        ("۷۰۰ لایک", 3, False),
        ("۹) ۷۰۰ لایک", 3, False),
        ("ریلز ۷۰۰ لایک\nعکس ۶۰۰ لایک", 2, False),
        ("۷۰۰ لایک دیروز\n۶۰۰ لایک", 2, False),
        ("مانتو ۷۰۰ لایک", 1, False),
        ("۷۰۰ لایک\n۶۰ کامنت", 2, False),
        ("سلام", 1, False),
        ("-", 1, False),
        ("", 1, False),
    ],
)
def test_what_could_be_a_post_of_its_own_is_no_answer(text, waiting, answers):
    assert is_answer(read(text), waiting, 3) is answers


def test_lines_belong_to_the_posts_that_wait_and_those_with_numbers_to_theirs():
    lines = read("۷۰۰ لایک\n۶۰۰ لایک")
    assert [number for number, _ in placed(lines, [2, 3], 3)] == [2, 3]
    assert [number for number, _ in placed(read("۳) ۷ لایک\n۳) ۸ لایک\n۹) ۱ لایک"), [1, 2, 3], 3)] == [
        3,
        None,
        None,
    ]
    assert [number for number, _ in placed(read("۱ لایک\n۲ لایک\n۳ لایک"), [2], 3)] == [1, 2, 3]
    assert tells_one_post(read("۷۰۰ لایک\n۶۰ کامنت"))
    assert not tells_one_post(read("۷۰۰ لایک\n۶۰۰ لایک"))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("۱۵۰ لایک", None),
        ("۱۵۰ لایک ۹ کامنت", None),
        ("۲۰ لایک", "asks-unlikely"),
        ("۱۵۰ لایک ۹۰ ریچ", "asks-unlikely"),
        ("ریلز ۱۵۰ لایک", "asks-other-kind"),
        ("۱/۲k لایک", "asks-unclear"),
        ("سلام", "asks-unclear"),
    ],
)
def test_only_what_is_clear_is_taken(text, trouble):
    (line,) = read(text)
    taken = weighed(line, post(), NOW, impressions_are_views=None, sure=())
    assert taken.trouble == trouble
    assert bool(taken.counts) is (trouble is None)
    again = weighed(line, post(), NOW, impressions_are_views=None, sure=[fingerprint(line.typed)])
    assert (again.trouble is None) is (trouble in (None, "asks-unlikely"))
