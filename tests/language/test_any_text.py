"""Whatever is typed: nothing raises, nothing takes long, and what is read keeps its types and limits."""

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.lines import LINE_FIELDS, Doubt, FollowersSaid, PostLine, Unclear, Value
from bot.domain.posts import COUNTS, IMPOSSIBLE_FROM, SLIDES, Kind
from bot.language.command_words import command_word
from bot.language.lexicon import lexicon
from bot.language.lines import read_field, read_followers, read_lines, read_message
from tests.language.phrases import SUNDAY

OURS = sorted(
    {word for word, _ in lexicon().terms.single_words()}
    | {word for word, _ in lexicon().days.single_words()}
    | {word for word, _ in lexicon().parts.single_words()}
    | set(lexicon().numbers)
    | {
        "و",
        "ساعت",
        "،",
        "\n",
        "=",
        ":",
        "-",
        "+",
        "%",
        "/",
        "شنبه",
        "گذشته",
        "آذر",
        "نیم",
        "ونیم",
        "پست",
        "تا",
        "at",
        "topic=",
        "k",
    }
)
PIECES = st.one_of(
    st.sampled_from(OURS),
    st.integers(0, 10**13).map(str),
    st.sampled_from(
        [
            "۱۲",
            "٣٤",
            "1.2",
            "۳/۶",
            "1,200",
            "2026-11-20",
            "21:30",
            "۹/۱۰",
            "5شنبه",
            "https://t.me/a/1",
            "0/0",
            "1/0",
        ]
    ),
    st.text(max_size=6),
)
LINES = st.builds(
    lambda pieces, gap: gap.join(pieces), st.lists(PIECES, max_size=14), st.sampled_from([" ", "", "  ", "‌"])
)
HEADS = ["دیروز:", "ریلزها:", "- ریلز ۵۰۰ لایک", "1. عکس ۳ لایک", "2. استوری ۴ سین", "", "پریروز", "۳۰ کامنت"]
QUESTIONS = {"chat", "hijri", "number", "word", "twice", "several", "lines", "date", "hour", "future"}
REASONS = {"reject-negative", "reject-huge", "reject-slides", "reject-fraction"}


def holds(name: str, value: Value) -> bool:
    """Whether a field may hold a value."""
    if name in {*COUNTS, "followers", "impressions"}:
        return type(value) is int and 0 <= value < IMPOSSIBLE_FROM
    if name in {"slides", "posts"}:
        return value in (SLIDES if name == "slides" else range(2, 51))
    if name == "published_at":
        return isinstance(value, datetime) and value.utcoffset() == timedelta()
    if name == "day_only":
        return isinstance(value, bool)
    if name == "kind":
        return value in set(Kind)
    return name in LINE_FIELDS and isinstance(value, str) and bool(value.strip())


def check_doubts(doubts: tuple[Doubt, ...]) -> None:
    for doubt in doubts:
        assert doubt.question.removeprefix("doubt-") in QUESTIONS
        assert doubt.options or doubt.question == "doubt-lines"
        for option in doubt.options:
            assert all(value is None or holds(name, value) for name, value in option.values.items())


def check(read: PostLine | FollowersSaid | Unclear) -> None:
    if isinstance(read, Unclear):
        return
    check_doubts(read.doubts)
    assert all(rejected.reason in REASONS for rejected in read.rejected)
    if isinstance(read, FollowersSaid):
        assert all(holds("followers", count.count) for count in read.counts)
        return
    assert all(holds(name, value) for name, value in read.values.items())
    asked = {doubt.field for doubt in read.doubts}
    assert "several" in asked or read.rounded <= read.values.keys()
    assert not asked & (read.values.keys() - {"kind"})
    assert ("published_at" in read.values) == ("day_only" in read.values)
    if "several" in asked:
        assert not read.values


@example("eight تایی")
@settings(max_examples=600, deadline=None)
@given(st.one_of(LINES, st.text(max_size=80)))
def test_any_message_is_read_within_types_and_limits(typed: str) -> None:
    check(read_message(typed, SUNDAY))
    check(read_followers(typed, SUNDAY))
    assert command_word(typed) is None or isinstance(command_word(typed), str)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, st.sampled_from(HEADS)), max_size=8))
def test_any_lines_are_read_within_types_and_limits_and_nothing_typed_is_lost(typed: list[str]) -> None:
    text = "\n".join(typed)
    lines = read_lines(text, SUNDAY)
    for line in lines or ():
        check(line.read)
        assert all(part in text for part in line.typed.split("\n"))
    if lines:
        told = "\n".join(line.typed for line in lines)
        assert all(line.strip().strip(" \u200c-•0123456789.)–") in told for line in figures_in(text))


def figures_in(text: str) -> list[str]:
    """The lines that hold a count with its word."""
    found = [(line, read_message(line.strip(), SUNDAY)) for line in text.split("\n")]
    return [line for line, read in found if isinstance(read, PostLine) and read.values.keys() & set(COUNTS)]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([*LINE_FIELDS, "nonsense"]), LINES)
def test_any_answer_is_read_within_types_and_limits(field: str, typed: str) -> None:
    check(read_field(field, typed, SUNDAY))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "9" * 10_000,
            "1," * 2048,
            "1/" * 2048,
            "لایک 5 " * 585,
            "هزار و " * 600,
            "5 " * 2048,
            "یک و " * 800,
            "5k" * 2000,
        ),
        *(
            "دیروز " * 700,
            "12:30" * 800,
            "هزار" * 1000,
            "و" * 4096,
            "2026-11-20 " * 370,
            "a=" * 2000,
            "-5" * 2000,
        ),
        *("لایک ۱۲ هزار و ۴۰۰ کامنت " * 150, "http://" * 500, "\n" * 4096, "ـ" * 4096, "لایکیییی 5 " * 400),
    ],
)
def test_a_hostile_message_is_read_soon(typed: str) -> None:
    read_message("گرم شدن ۵ لایک", SUNDAY)
    # Processor time, and much of it: nothing here may grow with the square of what is typed.
    started = time.process_time()
    check(read_message(typed, SUNDAY))
    assert time.process_time() - started < 2
