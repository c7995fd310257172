"""What is said about a comparison, in three languages."""

import re
import string
from dataclasses import replace
from datetime import timedelta

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from bot.domain.comparison import Dimension, compare, compare_posts
from bot.domain.posts import Kind
from bot.domain.sample import sample_page
from bot.language.texts import CATALOGUES, LANGUAGES, Texts
from bot.rendering.buttons import By, Compare, Do, Go, unpack
from bot.rendering.comparison import comparison_view, sample_view
from bot.rendering.message import CAPTION_MOST, TEXT_MOST, Message
from tests.domain.making import NOW, TEHRAN, post, posts_of

PAGE = 2**53
SPOKEN = {
    "fa": Texts(),
    "ar": Texts("ar", "ar", "gregorian"),
    "en": Texts("en", "en", "gregorian"),
}
GOOD, BAD = [30, 31, 32, 33, 34, 35, 36, 37], [10, 11, 12, 13, 14, 15, 16, 17]
KINDS = [*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.CAROUSEL, GOOD), *posts_of(Kind.REEL, [50] * 4)]
everyone = pytest.mark.parametrize("texts", SPOKEN.values(), ids=SPOKEN)


def compared(posts=KINDS, **more):
    return compare(posts, **{"by": "kind", "follower_counts": (), "zone": TEHRAN, "now": NOW, **more})


def shown(comparison, texts, **more):
    more = {"page_name": "ماه", "page_id": PAGE, "now": NOW, **more}
    return comparison_view(comparison, texts=texts, **more)


def plain(message):
    """The text as it is read: without markup and without direction signs."""
    return re.sub(r"[\u2066-\u2069\u200e\u200f]", "", Markup(message.text).unescape())


def weekly(good=5, n=8, **more):
    """Posts on each day of the last weeks; those of one weekday three times as good."""
    days = [post(days=i + 0.2, **more) for i in range(7 * n)]
    return [
        replace(p, reading=replace(p.reading, counts=replace(p.counts, likes=300 + i)))
        if p.published_at.astimezone(TEHRAN).weekday() == good
        else replace(p, reading=replace(p.reading, counts=replace(p.counts, likes=100 + (i * 37) % 50)))
        for i, p in enumerate(days)
    ]


def all_views(texts):
    """Views of many kinds of pages, with the longest names."""
    name = "صفحه‌ی <b>🕯</b> & دوستان " * 6
    few = [post(kind, days=i) for kind in Kind for i in range(1, 4)]
    left = [post(None), post(comments=None), post(followers=None), post(days=None)]
    pages = [[], few, KINDS, [*KINDS, *left], weekly(), posts_of(Kind.REEL, GOOD), [*few, *left]]
    pages.append([post(kind, days=i + 1, likes=i * i, followers=900 + i) for kind in Kind for i in range(9)])
    for posts in pages:
        for by in Dimension:
            for base in (None, "followers", "reach", "plain"):
                for days in (30, 180, None):
                    found = compared(posts, by=by, base=base, days=days)
                    for details in (False, True):
                        yield shown(found, texts, page_name=name, details=details)
    yield sample(texts)


def sample(texts):
    found = compare_posts(sample_page(NOW).request(zone=TEHRAN, now=NOW))
    return sample_view(found, texts=texts, now=NOW)


@everyone
def test_every_view_fits_and_leaves_no_gap_unfilled(texts):
    for message in all_views(texts):
        said = [plain(message), *(b.label for row in message.buttons for b in row)]
        if message.picture:
            drawn = message.picture
            said += [drawn.title, drawn.subtitle, drawn.axis, drawn.footer, drawn.reference_label]
            said += [word for bar in drawn.bars for word in (bar.label, bar.note, bar.value_text)]
        for text in said:
            assert not re.search(r"[{}]|compare-|benchmark-|kind-|weekday-|None", text), text
        limit = CAPTION_MOST if message.picture else TEXT_MOST
        assert len(plain(message).encode("utf-16-le")) // 2 <= limit
        assert Message.from_json(message.to_json()) == message
        for row in message.buttons:
            for pressed in row:
                unpack(pressed.data)


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_chat_sentences_have_neither_latin_letters_nor_latin_digits(language):
    texts = SPOKEN[language]
    pages = [
        compared(),
        compared(by="weekday"),
        compared(weekly(), by="weekday"),
        compared([]),
        compared(days=30),
    ]
    for message in [*(shown(found, texts) for found in pages), sample(texts)]:
        text = Markup(message.text).striptags()
        assert not re.search("[A-Za-z0-9]", text), text


@everyone
def test_pictures_have_the_persons_digits(texts):
    drawn = shown(compared(), texts).picture
    for word in (drawn.subtitle, drawn.axis, drawn.footer, *(b.note for b in drawn.bars)):
        assert texts.language == "en" or not re.search("[0-9]", word)
    assert (drawn.digits, drawn.right_to_left) == (texts.digits, texts.language != "en")


def test_a_clear_winner_is_named_with_its_value_and_what_is_too_thin():
    text = plain(shown(compared(), SPOKEN["fa"]))
    assert "پست‌های اسلایدی از بقیه بهتر جواب داده‌اند: معمولاً ۳٫۳۵ لایک و کامنت از هر ۱۰۰ فالوور." in text
    assert "ریلزها (۲ پست دیگر)" in text
    assert "۲۰ پست، از" in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "منشورات الكاروسيل تنجح أكثر من غيرها: عادةً ٣٫٣٥ من الإعجابات والتعليقات لكل ١٠٠ متابع."),
        ("en", "Carousels do better than the rest: usually 3.35 likes and comments for every 100 followers."),
    ],
)
def test_other_languages_say_the_same(language, sentence):
    assert sentence in plain(shown(compared(), SPOKEN[language]))


def test_no_winner_is_named_where_the_difference_may_be_chance():
    found = compared([*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.REEL, [v + 1 for v in BAD])])
    assert "too early to name a winner" in plain(shown(found, SPOKEN["en"]))
    assert "do better" not in plain(shown(found, SPOKEN["en"]))


def test_a_trend_is_said_before_a_weekday_is_praised():
    posts = [
        replace(p, reading=replace(p.reading, counts=replace(p.counts, likes=p.counts.likes * 3 - 4 * i)))
        for i, p in enumerate(weekly())
    ]
    found = compared(posts, by="weekday")
    assert found.trend.marked
    text = plain(shown(found, SPOKEN["en"]))
    assert text.index("First of all: the whole page has been rising") < text.index("Saturday posts do better")


def test_weekdays_begin_on_saturday_in_persian_and_arabic_and_on_monday_in_english():
    found = compared(weekly(), by="weekday")
    first = {name: shown(found, texts).picture.bars[0].label for name, texts in SPOKEN.items()}
    assert first == {"fa": "شنبه", "ar": "السبت", "en": "Monday"}
    assert all(len(shown(found, texts).picture.bars) == 7 for texts in SPOKEN.values())


@everyone
def test_too_few_posts_say_how_many_more_would_do_without_a_picture(texts):
    message = shown(compared(posts_of(Kind.PHOTO, BAD) + posts_of(Kind.REEL, [3] * 2)), texts)
    assert message.picture is None
    assert str(texts("compare-more", count=4)) in message.text
    assert str(texts("compare-kind-reel")) in message.text


@everyone
def test_unknown_kinds_are_said_and_not_invented(texts):
    message = shown(compared([post(None) for _ in range(12)]), texts)
    assert message.picture is None
    assert str(texts("compare-left-kind", count=12)) in message.text


@everyone
def test_an_empty_page_is_shown_the_way(texts):
    message = shown(compared([], days=None), texts)
    pressed = [unpack(b.data) for row in message.buttons for b in row]
    assert pressed == [Go(Do.POST), Go(Do.FILE), Go(Do.SAMPLE)]


def test_an_empty_period_offers_longer_ones():
    message = shown(compared([post(days=60)], days=30), SPOKEN["fa"])
    assert "در ۳۰ روز گذشته پستی ثبت نشده" in plain(message)
    assert [unpack(b.data).days for row in message.buttons[1:] for b in row] == [90, 180, 365, None]


def test_buttons_lead_to_everything_but_what_is_seen():
    found = compared([post(Kind(k), reach=900, days=i + 1) for k in ("photo", "reel") for i in range(7)])
    first, periods, bases = shown(found, SPOKEN["fa"]).buttons
    assert [unpack(b.data) for b in first] == [
        Compare(PAGE, By.WEEKDAY, 180, None, details=False),
        Compare(PAGE, By.KIND, 180, None, details=True),
    ]
    assert [unpack(b.data).days for b in periods] == [30, 90, 365, None]
    assert [unpack(b.data).base for b in bases] == ["reach", "plain"]


def test_a_base_that_was_asked_for_stays():
    found = compared([post(reach=900, days=i + 1) for i in range(7)], base="reach")
    first, *_ = shown(found, SPOKEN["fa"]).buttons
    assert {unpack(b.data).base for b in first} == {"reach"}


@everyone
def test_details_are_a_text_of_their_own(texts):
    message = shown(compared(), texts, details=True)
    assert message.picture is None
    assert not message.buttons
    assert not message.edits
    for group in compared().solid:
        assert str(texts.number(group.spread.low, decimals=2)) in message.text
    assert "Socialinsider" in message.text


def test_details_say_what_was_left_out_and_why():
    left = [post(None), post(None), post(comments=None)]
    text = plain(shown(compared([*KINDS, *left]), SPOKEN["en"], details=True))
    assert "2 posts: their kind is unknown." in text
    assert "1 post: likes or comments are unknown." in text
    assert "3 posts were left out" in plain(shown(compared([*KINDS, *left]), SPOKEN["en"]))


@everyone
def test_the_study_is_cited_with_its_year_beside_small_pages_only(texts):
    year = {"fa": "۲۰۲۰", "ar": "٢٠٢٠", "en": "2020"}[texts.language]
    small, large = (
        shown(compared([replace(p, followers_at_publishing=n) for p in KINDS]), texts) for n in (999, 5000)
    )
    assert year in small.text
    assert year in small.picture.reference_label
    assert [b.reference for b in small.picture.bars] == [1.92, 1.74, None]
    assert year not in large.text
    assert not large.picture.reference_label
    assert all(b.reference is None for b in large.picture.bars)


@everyone
def test_a_sample_says_twice_that_it_is_one(texts):
    message = sample(texts)
    assert message.text.startswith("<b>")
    assert str(texts("compare-sample-next")) in message.text
    assert message.picture.watermark == texts.plain("compare-sample-mark")
    assert [unpack(b.data) for row in message.buttons for b in row] == [Go(Do.POST), Go(Do.FILE)]


def test_a_pages_name_is_no_markup():
    text = shown(compared(), SPOKEN["fa"], page_name="<i>a</i> & \u202eb").text
    assert "&lt;i&gt;a&lt;/i&gt; &amp; b" in text


def test_equal_comparisons_make_equal_pictures_on_another_day():
    found = compared()
    later = NOW + timedelta(days=1)
    one, other = (shown(found, SPOKEN["fa"], now=now).picture for now in (NOW, later))
    assert one.fingerprint() == other.fingerprint()


def _catalogue(language):
    with (CATALOGUES / language / "compare.po").open("rb") as source:
        return {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in read_po(source) if m.id}


def _gaps(sentence):
    forms = [sentence] if isinstance(sentence, str) else sentence
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_the_three_catalogues_say_the_same_things():
    fa, ar, en = (_catalogue(language) for language in LANGUAGES)
    assert fa.keys() == ar.keys() == en.keys()
    for key in fa:
        assert _gaps(fa[key]) == _gaps(ar[key]) == _gaps(en[key]), key
        assert all(s for sentence in (fa[key], ar[key], en[key]) for s in sentence), key
