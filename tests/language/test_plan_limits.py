"""What cannot be in a line about a plan, or a count, is asked or refused, never taken for another thing."""

from datetime import date, timedelta

import pytest

from bot.domain.lines import PostLine
from bot.domain.plans import LEAD_MOST
from bot.domain.recurrence import MOST_TIMES
from bot.language.lines import read_message
from bot.language.plans import read_plan, read_plan_field
from tests.language.phrases import SUNDAY
from tests.language.plan_phrases import MOMENTS


@pytest.mark.parametrize(
    ("language", "line", "piece"),
    [
        ("fa", "هر روز ۹ صبح عکس ۰ بار", "۰ بار"),
        ("fa", "هر روز ۹ صبح عکس ۱۰۰۰۰۰۰ بار", "۱۰۰۰۰۰۰ بار"),
        ("en", "every day 9am photo 0 times", "0 times"),
    ],
)
def test_how_often_is_asked_where_it_cannot_be(language: str, line: str, piece: str) -> None:
    read = read_plan(line, MOMENTS[language])
    assert "times" not in read.values
    assert [(doubt.field, doubt.piece) for doubt in read.doubts] == [("times", piece)]
    assert "topic" not in read.values


@pytest.mark.parametrize("answer", ["۱۲", "۱۲ بار"])
def test_how_often_is_answered_by_a_number(answer: str) -> None:
    assert read_plan_field("times", answer, SUNDAY).values["times"] == 12


@pytest.mark.parametrize("answer", ["۰", "۰ بار", str(MOST_TIMES + 1)])
def test_how_often_is_not_answered_by_what_cannot_be(answer: str) -> None:
    assert "times" not in read_plan_field("times", answer, SUNDAY).values


@pytest.mark.parametrize("days", [LEAD_MOST // (24 * 60) + 1, 400, 999999])
def test_a_reminder_too_early_is_refused_and_no_topic(days: int) -> None:
    for line in (f"فردا ۱۲ عکس شال یادآوری {days} روز قبل", f"فردا ۱۲ عکس شال {days} روز قبلش یادم بنداز"):
        read = read_plan(line, SUNDAY)
        assert [piece.reason for piece in read.rejected] == ["reject-early"], line
        assert "leads" not in read.values
        assert read.values["topic"] == "شال"
    assert read_plan_field("leads", f"{days} روز قبل", SUNDAY).rejected


def test_the_earliest_reminder_is_taken() -> None:
    days = LEAD_MOST // (24 * 60)
    read = read_plan(f"فردا ۱۲ عکس یادآوری {days} روز قبل", SUNDAY)
    assert (read.values["leads"], read.rejected) == (str(LEAD_MOST), ())


@pytest.mark.parametrize("line", ["۱۵ آذر ۱۴۹۹ ساعت ۹ صبح عکس", "2031-01-01 9:00 عکس"])
def test_a_day_far_away_is_asked(line: str) -> None:
    read = read_plan(line, SUNDAY)
    assert "day" not in read.values
    (doubt,) = read.doubts
    asked = date.fromisoformat(str(doubt.options[0].values["day"]))
    assert (doubt.question, asked - SUNDAY.today > timedelta(days=731)) == ("doubt-far", True)
    assert doubt.options[1].values == {"day": None}


def test_a_day_of_next_year_is_not_asked() -> None:
    assert read_plan("۱۵ دی ۱۴۰۶ ساعت ۹ صبح عکس", SUNDAY).doubts == ()


@pytest.mark.parametrize("line", ["۳ دقیقه دیگه عکس الف", "فردا ۹ صبح عکس الف"])
def test_a_name_of_three_letters_is_a_topic(line: str) -> None:
    assert read_plan(line, SUNDAY).values["topic"] == "الف"


@pytest.mark.parametrize("line", ["سال ۹۹۹۹ عکس", "سال ۱۴۱۰ عکس بهار", "عکس عکس ۱۲ عکس"])
def test_no_question_is_about_an_empty_piece(line: str) -> None:
    assert all(doubt.piece for doubt in read_plan(line, SUNDAY).doubts)


@pytest.mark.parametrize("line", ["reel likes=1e9", "reel likes=12xyz"])
def test_a_number_that_goes_on_in_letters_is_shown_back(line: str) -> None:
    read = read_message(line, SUNDAY)
    assert isinstance(read, PostLine)
    assert (read.values, read.unread) == ({"kind": "reel"}, (line.removeprefix("reel "),))


def test_a_number_with_its_unit_is_taken_behind_a_key() -> None:
    read = read_message("reel likes=12k comments=7", SUNDAY)
    assert isinstance(read, PostLine)
    assert (read.values["likes"], read.values["comments"]) == (12_000, 7)
