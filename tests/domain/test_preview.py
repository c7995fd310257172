"""Reading a channel's public preview page: what it shows, and what is not to be trusted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.posts import Kind
from bot.domain.preview import Figure, read_figure, read_preview
from tests.previews import message, page


def only(html: str):
    (post,) = read_preview(page(html), "sara_shop")
    return post


@pytest.mark.parametrize(
    ("shown", "value", "rounded"),
    [
        ("987", 987, False),
        ("55.2K", 55_200, True),
        ("1.1M", 1_100_000, True),
        ("12K", 12_000, True),
        ("1 204", 1204, False),
        ("1,204", 1204, False),
        ("0", 0, False),
        ("👍 3.4k", 3400, True),
    ],
)
def test_a_figure_is_read_as_it_is_shown(shown: str, value: int, rounded: bool):
    assert read_figure(shown) == Figure(value, rounded)


@pytest.mark.parametrize("shown", ["", "K", "views", "9" * 20, "999999B"])
def test_what_is_no_figure_is_unknown(shown: str):
    assert read_figure(shown) is None


def test_a_text_has_its_time_views_and_reactions():
    post = only(
        message(42, text="حراج<br>یلدا &amp; بهار", views="55.2K", reactions={"👍": "120", "🔥": "1.1K"})
    )
    assert post.id == 42
    assert (post.kind, post.slides, post.parts) == (Kind.TEXT, None, (42,))
    assert post.caption == "حراج\nیلدا & بهار"
    assert post.views == Figure(55_200, True)
    assert post.reactions == Figure(1220, True)
    assert post.published_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_no_block_of_reactions_is_unknown_and_not_zero():
    assert only(message(1, text="سلام")).reactions is None


def test_no_views_are_unknown():
    assert only(message(1, text="سلام", views=None)).views is None


@pytest.mark.parametrize(
    ("media", "kind"), [(["photo"], Kind.PHOTO), (["video"], Kind.VIDEO), (["document"], None)]
)
def test_the_kind_is_told_by_what_is_shown(media: list[str], kind: Kind | None):
    assert only(message(7, media=media, text="توضیح")).kind is kind


def test_an_album_is_one_post_with_all_its_messages():
    post = only(message(50, media=["photo", "video", "photo"], text="پاییزه"))
    assert (post.kind, post.slides, post.parts) == (Kind.CAROUSEL, 3, (50, 51, 52))


def test_the_text_of_a_message_that_is_replied_to_is_not_the_caption():
    assert only(message(9, text="پاسخ", reply="سؤال")).caption == "پاسخ"
    assert only(message(9, text=None, reply="سؤال", media=["photo"])).caption is None


def test_posts_come_oldest_first_and_others_are_passed_over():
    html = page(
        message(12),
        message(11),
        message(13, name="other"),
        message(14, service=True),
        message(10, name="SARA_shop"),
    )
    assert [post.id for post in read_preview(html, "sara_shop")] == [10, 11, 12]


@pytest.mark.parametrize(
    "data", ["sara_shop", "sara_shop/", "sara_shop/x", "sara_shop/-1", "/5", "sara_shop/" + "9" * 30]
)
def test_a_post_without_a_number_of_its_own_is_passed_over(data: str):
    html = f'<div class="tgme_widget_message" data-post="{data}"><b>x</b></div>'
    assert read_preview(html, "sara_shop") == ()


@pytest.mark.parametrize("when", ["", "yesterday", "2026-11-20T09:00:00"])
def test_a_time_that_cannot_be_read_is_unknown(when: str):
    assert only(message(5, when=when)).published_at is None


@given(st.text(max_size=300))
def test_any_text_is_a_page_without_posts_or_with(text: str):
    read_preview(text, "sara_shop")
    read_preview(page(f'<div class="tgme_widget_message" data-post="sara_shop/5">{text}</div>'), "sara_shop")
    read_figure(text)
