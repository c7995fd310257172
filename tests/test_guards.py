"""What must hold everywhere at once: sentences in three languages, settings, the menu, the buttons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.domain.audiences import Audience
from bot.domain.besttimes import Sureness
from bot.domain.cells import Reason
from bot.domain.columns import IGNORED, MEANINGS
from bot.domain.drafts import Draft
from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.measures import Amount
from bot.domain.pace import STAGES
from bot.domain.pages import Platform, Role
from bot.domain.people import CALENDARS, LANGUAGES, THEMES
from bot.domain.posts import COUNTS, Kind
from bot.language.texts import CATALOGUES, Texts
from bot.rendering import buttons, home, pages, payloads, posts
from bot.rendering import help as helping
from bot.rendering.buttons import Do
from bot.rendering.insights import LOOKS
from bot.settings import Settings
from bot.subjects import SUBJECTS
from handlers.desk import Desk

ROOT = Path(__file__).parents[1]
_ALWAYS_GROUPED = (Dimension.PERIOD, Dimension.YEAR, Dimension.PAGE)
CODE = [path for room in ("bot", "handlers", "storage") for path in sorted((ROOT / room).rglob("*.py"))]
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
_SPLIT = re.compile(r"(?<![\w\u200c])ن?می [\u0600-\u06ff]")
"""«می خواهم», where «می‌خواهم» is meant."""
_STRAY = re.compile(r"[\u064a\u0643\u0649]")
"""Arabic letters that look like Persian ones: ي, ك, ى."""


@cache
def sentences(language: str) -> dict[str, tuple[str, ...]]:
    """Every sentence of a language by its key; a plural one in all its forms."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    said = message.string if isinstance(message.string, tuple) else (message.string,)
                    assert key not in found, f"{key} stands twice in {language}"
                    found[key] = tuple(said)
    return found


@cache
def is_plural(language: str) -> dict[str, bool]:
    """Whether each sentence of a language has plural forms."""
    found: dict[str, bool] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as source:
            messages = [message for message in read_po(source, locale=language) if message.id]
        found |= {(m.id if isinstance(m.id, str) else m.id[0]): m.pluralizable for m in messages}
    return found


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_each_plural_where_the_others_are(language: str):
    assert is_plural(language) == is_plural("fa")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_says_something(language: str):
    empty = [key for key, said in sentences(language).items() if not all(form.strip() for form in said)]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_uses_the_facts_that_its_persian_twin_uses(language: str):
    for key, said in sentences(language).items():
        persian = set().union(*map(placeholders, sentences("fa")[key]))
        used = set().union(*map(placeholders, said))
        # «one» and «two» may be words instead of a figure
        assert used - {"count"} == persian - {"count"}, key
        assert used <= persian | {"count"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_is_one_of_telegrams_and_closed(language: str):
    for key, said in sentences(language).items():
        for form in said:
            opened: list[str] = []
            for closing, tag in _TAG.findall(form):
                assert tag in {"b", "i", "u", "code", "pre", "s"}, key
                if closing:
                    assert opened.pop() == tag, key
                else:
                    opened.append(tag)
            assert opened == [], key


def test_persian_words_keep_together_and_use_persian_letters():
    arabic = {"language-ar"}
    for key, said in sentences("fa").items():
        for form in said:
            assert not _SPLIT.search(form), key
            assert key in arabic or not _STRAY.search(form), key


def test_arabic_sentences_use_arabic_letters():
    persian = {"language-fa"}
    for key, said in sentences("ar").items():
        if key not in persian:
            assert not re.search("[\u06cc\u06a9]", re.sub(r"<code>.*?</code>", "", " ".join(said))), key


def _calls() -> Iterator[tuple[str, str, bool]]:
    """Every key that stands in the code as it is: where, the key, and whether it is refused with."""
    for path in CODE:
        if "playground" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func)
            if (
                name == "Refused"
                or name.split(".")[-1] == "texts"
                or name.endswith(("texts.plain", "Texts().plain"))
            ):
                for key in _literals(node.args[0]):
                    yield str(path.relative_to(ROOT)), key, name == "Refused"


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def test_everything_that_is_said_or_refused_by_name_has_a_sentence():
    calls = list(_calls())
    missing = {(where, key) for where, key, _ in calls if key not in sentences("fa")}
    assert not missing
    assert len({key for _, key, refused in calls if refused}) > 15
    assert len({key for _, key, refused in calls if not refused}) > 60


def test_what_a_module_keeps_to_itself_is_used_by_no_other():
    imported = (
        (path.relative_to(ROOT), name.name)
        for path in (*CODE, *sorted((ROOT / "tests").rglob("*.py")))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    )
    assert [each for each in imported if each[1].startswith("_") and not each[1].endswith("__")] == []


@pytest.fixture(scope="module")
def desk() -> Desk:
    desk = Desk()
    for subject in SUBJECTS:
        subject.register(desk)
    return desk


def _made_keys(desk: Desk) -> Iterator[str]:
    """The keys that are put together out of the values that we know."""
    yield from (f"kind-{kind}" for kind in Kind)
    yield from (f"import-reason-{reason}" for reason in Reason)
    yield from (f"column-{meaning}" for meaning in MEANINGS if meaning not in (*COUNTS, IGNORED))
    yield from (f"compare-kind-{kind}" for kind in Kind)
    yield from (f"count-{name}" for name in (*COUNTS, "impressions", "followers", "slides"))
    yield from (f"fact-{name}" for name in ("topic", "campaign", "link", "name"))
    yield from (f"field-{name}" for name in posts.EDITABLE)
    yield from (f"ask-post-field-{name}" for name in posts.EDITABLE)
    yield from (f"page-edit-{name}" for name in pages.EDITABLE)
    yield from (f"ask-page-field-{name}" for name in pages.EDITABLE)
    yield from (f"platform-{platform}" for platform in Platform)
    yield from (f"role-{role}" for role in Role)
    yield from (f"page-{do}" for do in ("archive", "restore"))
    yield from (f"go-{do}" for do in Do)
    yield from (f"menu-{name}" for name in home.MENU)
    yield from (f"help-{name}" for name in helping.COMMANDS)
    yield from (f"help-about-{subject}" for subject in helping.SUBJECTS)
    yield from (f"undone-{what}" for what in desk.take_backs)
    yield from (
        f"{kind}-{name}"
        for kind in ("settings", "settings-choose", "settings-ask")
        for name in ("language", "digits", "calendar", "theme")
    )
    yield from (f"language-{language}" for language in LANGUAGES)
    yield from (f"calendar-{calendar}" for calendar in CALENDARS)
    yield from (f"theme-{theme}" for theme in THEMES)
    yield from (f"{part}-{day}" for part in ("weekday", "weekday-short") for day in range(7))
    yield from (f"besttime-{sureness}" for sureness in Sureness)
    yield from (f"besttime-general-{audience}" for audience in Audience)
    yield from (f"more-{look}" for look in LOOKS)
    yield from (f"pace-{after}{hours}" for after in ("", "after-") for hours in STAGES)
    yield from (f"month-{calendar}-{month}" for calendar in CALENDARS for month in range(1, 13))
    yield from (f"post-was-{day}" for day in ("today", "yesterday", "other"))
    yield from (f"{part}-{by}" for part in ("compare-title", "compare-by") for by in Dimension)
    yield from (f"compare-left-group-{by}" for by in Dimension if by not in _ALWAYS_GROUPED)
    yield from (f"compare-name-{by}" for by in Dimension if by not in (Dimension.KIND, Dimension.WEEKDAY))
    parts = ("compare-per", "compare-on", "compare-left-base", "compare-base-of")
    yield from (f"{part}-{base}" for part in parts for base in Base)
    yield from (f"compare-{part}-{amount}" for part in ("amount", "count") for amount in Amount)


def test_every_key_that_is_put_together_has_a_sentence(desk: Desk):
    missing = [key for key in _made_keys(desk) if key not in sentences("fa")]
    assert missing == []


def _questions_and_labels() -> Iterator[str]:
    """The keys that doubts, options and rejections carry, wherever the code makes one."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            key = node.value if isinstance(node, ast.Constant) else None
            if isinstance(key, str) and re.fullmatch(r"(doubt|reject)-[a-z]+(-[a-z]+)*", key):
                yield key
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Option" and len(node.args) > 1:
                yield from (f"option-{label}" for label in _literals(node.args[1]))


def test_every_doubt_option_and_rejection_has_a_sentence():
    found = set(_questions_and_labels())
    weighed = {f"doubt-more-than-{more}" for more in ("reach", "views")}
    without = {f"option-without-{name}" for name in ("likes", "saves", "reach", "views", "time", "followers")}
    missing = (found | weighed | without) - set(sentences("fa")) - {"doubt-more-than-"}
    assert missing == set()
    assert len(found) > 15


def test_every_form_has_a_question_for_each_field_that_it_asks(desk: Desk):
    asked: set[tuple[str, str]] = set()
    for form in desk.forms.values():
        field = form.next_field(Draft())
        drafts = [Draft(), Draft(passed=frozenset({"kind"})), Draft({"likes": 5}, passed=frozenset({"kind"}))]
        for draft in drafts if field else []:
            if field := form.next_field(draft):
                asked.add((form.name, field.name))
                labels = [choice.label for choice in field.choices] + (
                    [field.skip] if field.skippable else []
                )
                assert [label for label in labels if label not in sentences("fa")] == []
    assert {("page", "name"), ("followers", "count"), ("post", "counts"), ("post", "published_at")} <= asked
    missing = [pair for pair in asked if f"ask-{pair[0]}-{pair[1]}" not in sentences("fa")]
    assert missing == []


def test_every_command_that_is_offered_is_handled_and_explained(desk: Desk):
    assert set(home.MENU) <= set(desk.commands)
    assert set(Do) <= set(desk.commands)
    assert set(helping.COMMANDS) <= set(desk.commands)
    assert set(home.MENU) - {"start"} <= set(helping.COMMANDS)
    assert len(helping.COMMANDS) == len(set(helping.COMMANDS))
    for language in LANGUAGES:
        assert [name for name, description in home.menu(language) if 1 <= len(description) <= 256] == list(
            home.MENU
        )


def test_every_button_is_handled(desk: Desk):
    kinds = set(payloads.KINDS.values()) - {buttons.Go}
    assert kinds == set(desk.presses) | set(desk.in_groups)


def test_every_setting_is_in_the_example_file_and_in_the_readmes_table():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", example, re.MULTILINE)) == names
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", readme, re.MULTILINE))
    assert set(rows) == names
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str):
            assert field.default in rows[name.upper()], name
            assert f"{name.upper()}={field.default}" in example, name


def test_every_setting_says_what_it_is_and_shows_an_example():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.examples, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_a_message(language: str):
    assert all(len(form) < 1000 for said in sentences(language).values() for form in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_buttons(language: str):
    texts = Texts(language)  # type: ignore[arg-type]
    labels = [texts.plain(f"go-{do}") for do in Do]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 32
