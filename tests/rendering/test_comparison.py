"""What is said about a comparison, in three languages."""

import re
import string
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from bot.domain.comparison import compare, compare_posts
from bot.domain.groupings import Dimension
from bot.domain.measures import Amount
from bot.domain.posts import Kind
from bot.domain.sample import sample_page
from bot.language.texts import CATALOGUES, LANGUAGES, Texts
from bot.rendering.buttons import Do, Go
from bot.rendering.comparison import comparison_view, sample_view
from bot.rendering.comparison_buttons import Compared, Look
from bot.rendering.message import CAPTION_MOST, TEXT_MOST, Message
from bot.rendering.payloads import unpack
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


@cache
def many_comparisons():
    """Comparisons of many kinds of pages, in many ways."""
    few = [post(kind, days=i) for kind in Kind for i in range(1, 4)]
    left = [post(None), post(comments=None), post(followers=None), post(days=None)]
    pages = [[], few, KINDS, [*KINDS, *left], weekly(), posts_of(Kind.REEL, GOOD), [*few, *left]]
    pages.append([post(kind, days=i + 1, likes=i * i, followers=900 + i) for kind in Kind for i in range(9)])
    ways = [(None, 30), (None, None), ("followers", 180), ("reach", 180), ("plain", 180)]
    return [
        compared(posts, by=by, base=base, days=days)
        for posts in pages
        for by in Dimension
        for base, days in ways
        if base is None or by in (Dimension.KIND, Dimension.WEEKDAY)
    ]


def all_views(texts):
    """Views of many kinds of pages, with the longest names."""
    name = "صفحه‌ی <b>🕯</b> & دوستان " * 6
    for found in many_comparisons():
        for look in (Look.SHOW, Look.DETAILS, Look.OTHERS, Look.AMOUNTS):
            yield shown(found, texts, page_name=name, look=look)
    yield sample(texts)


def sample(texts):
    found = compare_posts(*sample_page(NOW).asked(zone=TEHRAN, now=NOW))
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
    assert (
        "پست‌های اسلایدی بهتر از عکس‌ها جواب داده‌اند: معمولاً ۳٫۳۵ در برابر ۱٫۳۵ لایک و کامنت از هر ۱۰۰ فالوور؛ "
        "روی ۸ پست و ۸ پست. بعید است اتفاقی باشد."
    ) in text
    assert "ریلزها (۲ پست دیگر)" in text
    assert "۲۰ پست، از" in text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "ar",
            "منشورات الكاروسيل أفضل من الصور: عادةً ٣٫٣٥ مقابل ١٫٣٥ من الإعجابات والتعليقات لكل ١٠٠ متابع، "
            "على ٨ منشورات و٨ منشورات. ويُستبعد أن يكون ذلك صدفة.",
        ),
        (
            "en",
            "Carousels did better than photos: usually 3.35 against 1.35 likes and comments for every 100 "
            "followers, on 8 posts and 8 posts. It is unlikely to be chance.",
        ),
    ],
)
def test_other_languages_say_the_same(language, sentence):
    assert sentence in plain(shown(compared(), SPOKEN[language]))


def test_no_winner_is_named_where_the_difference_may_be_chance():
    found = compared([*posts_of(Kind.PHOTO, BAD), *posts_of(Kind.REEL, [v + 1 for v in BAD])])
    assert "too early to name a winner" in plain(shown(found, SPOKEN["en"]))
    assert "did better" not in plain(shown(found, SPOKEN["en"]))


def test_a_trend_is_said_before_a_weekday_is_praised():
    posts = [
        replace(p, reading=replace(p.reading, counts=replace(p.counts, likes=p.counts.likes * 3 - 4 * i)))
        for i, p in enumerate(weekly())
    ]
    found = compared(posts, by="weekday")
    assert found.trend.marked
    text = plain(shown(found, SPOKEN["en"]))
    assert text.index("First of all: the whole page has been rising") < text.index(
        "Saturday posts did better"
    )


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
    assert str(texts("compare-left-group-kind", posts=texts("compare-posts", count=12))) in message.text


@everyone
def test_an_empty_page_is_shown_the_way(texts):
    message = shown(compared([], days=None), texts)
    pressed = [unpack(b.data) for row in message.buttons for b in row]
    assert pressed == [Go(Do.POST), Go(Do.FILE), Go(Do.SAMPLE)]


def test_an_empty_period_offers_longer_ones():
    message = shown(compared([post(days=60)], days=30), SPOKEN["fa"])
    assert "در ۳۰ روز گذشته پستی ثبت نشده" in plain(message)
    assert [unpack(b.data).days for row in message.buttons[1:] for b in row] == [90, 180, 365, None]


def here(**more):
    usual = {"amount": None, "base": None, "days": 180, "without_outliers": False, "look": Look.SHOW}
    return Compared(PAGE, **{"by": Dimension.KIND, **usual, **more})


def pressed(message):
    """What the buttons carry that lead to comparisons."""
    carried = [unpack(b.data) for row in message.buttons for b in row]
    return [each for each in carried if isinstance(each, Compared)]


def test_buttons_lead_to_everything_but_what_is_seen():
    found = compared([post(Kind(k), reach=900, days=i + 1) for k in ("photo", "reel") for i in range(7)])
    message = shown(found, SPOKEN["fa"])
    first, periods, bases, *_ = message.buttons
    assert [unpack(b.data) for b in first] == [here(by=Dimension.WEEKDAY), here(look=Look.OTHERS)]
    assert [unpack(b.data).days for b in periods] == [30, 90, 365, None]
    assert [(unpack(b.data).amount, unpack(b.data).base) for b in bases] == [
        ("both", "reach"),
        ("both", "plain"),
    ]
    assert [each.look for each in pressed(message)[-3:]] == [Look.AMOUNTS, Look.DETAILS, Look.TABLE]


def test_a_base_and_an_amount_that_were_asked_for_stay():
    found = compared([post(reach=900, days=i + 1) for i in range(7)], amount="likes", base="reach")
    first, *_ = shown(found, SPOKEN["fa"]).buttons
    assert {(unpack(b.data).amount, unpack(b.data).base) for b in first} == {("likes", "reach")}


def test_other_comparisons_are_offered_in_the_same_message_each_with_a_way_back():
    found = compared()
    alone = pressed(shown(found, SPOKEN["fa"], look=Look.OTHERS))
    assert {each.by for each in alone[:-1]} == set(Dimension) - {Dimension.KIND, Dimension.PAGE}
    assert alone[-1] == here()
    among = pressed(shown(found, SPOKEN["fa"], look=Look.OTHERS, names={1: "a", 2: "b"}))
    assert Dimension.PAGE in {each.by for each in among}


def test_only_what_some_post_knows_is_offered_to_be_counted():
    offered = pressed(shown(compared(), SPOKEN["fa"], look=Look.AMOUNTS))
    assert [each.amount for each in offered[:-1]] == [Amount.LIKES, Amount.COMMENTS]
    assert {each.base for each in offered[:-1]} == {None}


def test_an_endless_period_has_none_before_it():
    found = compared(by="period", days=None)
    days = [each.days for each in pressed(shown(found, SPOKEN["fa"])) if each.look is Look.SHOW]
    assert None not in days
    assert found.days == 365


def test_outliers_are_told_marked_and_by_a_press_left_out():
    far = [*posts_of(Kind.PHOTO, [10, 11, 12, 13, 14, 15, 16, 900]), *posts_of(Kind.REEL, GOOD)]
    message = shown(compared(far), SPOKEN["en"])
    assert "1 post is far from the others" in plain(message)
    assert [bar.outliers for bar in message.picture.bars] == [(), (90.0,)]
    assert message.picture.outlier_label != message.picture.beyond_label
    assert here(without_outliers=True) in pressed(message)
    without = shown(compared(far, without_outliers=True), SPOKEN["en"])
    assert "1 post far from the others is left out" in plain(without)
    assert [bar.outliers for bar in without.picture.bars] == [(), ()]
    assert here() in pressed(without)


def test_what_is_counted_is_named_as_the_platform_names_it():
    found = compared(
        [post(k, views=900, days=i + 1) for k in (Kind.PHOTO, Kind.REEL) for i in range(7)], telegram=True
    )
    assert "reactions and replies for every 100 views" in plain(
        shown(found, replace(SPOKEN["en"], platform="telegram"))
    )


def test_slide_counts_are_a_curve_with_the_studys_points():
    posts = [
        replace(post(Kind.CAROUSEL, likes=20 + 7 * i, days=i + 1), slides=n)
        for n in (2, 4, 7)
        for i in range(7)
    ]
    message = shown(compared(posts, by="slides"), SPOKEN["en"])
    assert [(dot.at, dot.label) for dot in message.picture.dots] == [(2, "2"), (4, "4"), (7, "7")]
    assert [(c.at, c.value, c.beyond) for c in message.picture.cited] == [
        (2, 1.9, False),
        (4, 1.7, False),
        (10, 2.0, True),
    ]
    assert "10 slides: above 2" in plain(message)


@everyone
def test_details_are_a_text_of_their_own(texts):
    message = shown(compared(), texts, look=Look.DETAILS)
    assert message.picture is None
    assert not message.buttons
    assert not message.edits
    for group in compared().solid:
        assert str(texts.number(group.spread.low, decimals=2)) in message.text
    assert "Socialinsider" in message.text


def test_details_say_what_was_left_out_and_why():
    left = [post(None), post(None), post(comments=None)]
    text = plain(shown(compared([*KINDS, *left]), SPOKEN["en"], look=Look.DETAILS))
    assert "2 posts: the kind is not known." in text
    assert "1 post: likes and comments are not known." in text
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
