"""Telegram's HTML becomes text and entities, or Telegram's complaint."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.common import ApiError, utf16_length
from bot.playground.display import to_html
from bot.playground.entities import parse_html
from bot.playground.texts import cut, read_text


def kinds(source: str) -> list[tuple[str, str]]:
    text, entities = read_text(source, "HTML", None)
    return [(entity["type"], cut(text, entity["offset"], entity["length"])) for entity in entities]


def test_nested_markup_keeps_every_layer() -> None:
    assert kinds("<b>سلام <i>دوست <u>من</u></i></b>") == [
        ("bold", "سلام دوست من"),
        ("italic", "دوست من"),
        ("underline", "من"),
    ]


def test_offsets_count_utf16_units_so_an_emoji_is_two() -> None:
    text, entities = parse_html("😀😀<b>a😀</b>")
    assert text == "😀😀a😀"
    assert entities == [{"type": "bold", "offset": 4, "length": 3}]


def test_links_code_and_quotes_carry_what_they_need() -> None:
    source = (
        '<a href="https://x.ir/?a=1&amp;b=2">لینک</a> <pre><code class="language-python">x</code></pre>'
        '<blockquote expandable>دراز</blockquote><span class="tg-spoiler">راز</span><a href="tg://user?id=7">او</a>'
    )
    _, entities = parse_html(source)
    assert [entity["type"] for entity in entities] == [
        "text_link",
        "pre",
        "expandable_blockquote",
        "spoiler",
        "text_mention",
    ]
    assert entities[0]["url"] == "https://x.ir/?a=1&b=2"
    assert entities[1]["language"] == "python"
    assert entities[4]["user"] == {"id": 7}


def test_a_link_that_is_none_is_dropped_without_a_word() -> None:
    assert parse_html('<a href="javascript:alert(1)">x</a>') == ("x", [])


def test_references_are_decoded_and_unknown_ones_left() -> None:
    assert parse_html("&lt;b&gt; &amp;&quot; &#65;&#x6A9; &nbsp; a & b")[0] == '<b> &" Aک &nbsp; a & b'


def test_code_holds_no_other_style() -> None:
    assert kinds("<b>پر<code>کد</code>رنگ</b>") == [("bold", "پر"), ("code", "کد"), ("bold", "رنگ")]


def test_whitespace_at_the_ends_goes_and_offsets_follow() -> None:
    text, entities = read_text("  \n سلام <b>دوست</b> \n", "HTML", None)
    assert text == "سلام دوست"
    assert entities == [{"type": "bold", "offset": 5, "length": 4}]


def test_commands_links_and_mentions_are_found_by_themselves() -> None:
    assert kinds("/post@adminyar_bot از @sara_shop در https://x.ir/a، #تخفیف a@b.com instagram.com/p") == [
        ("bot_command", "/post@adminyar_bot"),
        ("mention", "@sara_shop"),
        ("url", "https://x.ir/a"),
        ("hashtag", "#تخفیف"),
        ("email", "a@b.com"),
        ("url", "instagram.com/p"),
    ]


def test_nothing_is_found_inside_code() -> None:
    assert kinds("<code>/start https://x.ir</code>") == [("code", "/start https://x.ir")]


def test_half_a_fraction_is_no_command() -> None:
    assert kinds("1/2 و https://x.ir/start و </b>".replace("<", "&lt;")) == [("url", "https://x.ir/start")]


def test_direction_controls_are_removed_as_telegram_removes_them() -> None:
    assert read_text("\u202bسلام\u202c\u200fدنیا\r", None, None)[0] == "سلام\u200fدنیا"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("سلام </b>", "Unexpected end tag at byte offset 9"),
        ("سلام <div>x</div>", 'Unsupported start tag "div" at byte offset 9'),
        ("a <3 b", 'Unsupported start tag "3" at byte offset 2'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_given_entities_must_lie_within_the_text() -> None:
    text, entities = read_text("😀 سلام", None, [{"type": "bold", "offset": 3, "length": 4}])
    assert cut(text, entities[0]["offset"], entities[0]["length"]) == "سلام"
    with pytest.raises(ApiError, match="ends after the end of the text at UTF-16 offset 7"):
        read_text("😀 سلام", None, [{"type": "bold", "offset": 3, "length": 5}])


def test_what_a_page_shows_is_escaped_and_nests() -> None:
    text = "<script> 😀 link"
    overlapping = [
        {"type": "bold", "offset": 0, "length": 11},
        {"type": "italic", "offset": 9, "length": 7},
        {"type": "text_link", "offset": 12, "length": 4, "url": 'https://x.ir/"><img>'},
        {"type": "text_link", "offset": 0, "length": 3, "url": "javascript:alert(1)"},
    ]
    assert to_html(text, overlapping) == (
        "<b>&lt;script&gt; <i>😀</i></b><i> "
        '<a href="https://x.ir/&quot;&gt;&lt;img&gt;" target="_blank" rel="noopener">link</a></i>'
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_comes_through_or_is_refused(source: str) -> None:
    try:
        text, entities = read_text(source, "HTML", None)
    except ApiError:
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(text)
    assert "<script" not in to_html(text, entities).lower()


@given(st.text("<>/bia &\"'=x\n", max_size=40))
def test_any_heap_of_markup_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError as error:
        text, entities = error.description.removeprefix("Bad Request: can't parse entities: "), []
        assert len(text) < len(error.description)  # noqa: PT017 - either outcome is right
    assert "<img" not in to_html(text, entities)
