"""What a caption tells."""

import pytest

from bot.language.captions import calls, hashtags_of, letters_of


@pytest.mark.parametrize(
    "caption",
    [
        "مانتوی جدید رسید، برای سفارش دایرکت بدید 💌",
        "نظرتون چیه؟",
        "سیوش‌کن که یادت نره",
        "این پست رو برای دوستت بفرست",
        "قیمت و خرید: لینک در بیو!",
        "ما را دنبال کنید",
        "شاركونا رأيكم في التعليقات",
        "اطلبي الآن 💕",
        "للطلب: واتساب",
        "تابعنا للمزيد",
        "Tag a friend who needs this!",
        "New in. Link in bio 👇",
        "Don't miss it",
        "Don’t miss it",
        "DM us to order",
    ],
)
def test_a_call_to_do_something_is_recognised_in_three_languages(caption):
    assert calls(caption) is True


@pytest.mark.parametrize(
    "caption",
    [
        "مانتوی پاییزی در سه رنگ",
        "امروز هوا عالی بود",
        "#سفارش_دهید",
        "",
        "يوم جميل في المحل",
        "Our new autumn coats",
        "I saved some money and ordered a coffee",
    ],
)
def test_other_captions_call_for_nothing(caption):
    assert calls(caption) is False


def test_of_an_unknown_caption_nothing_is_known():
    assert (calls(None), letters_of(None), hashtags_of(None)) == (None, None, None)


def test_hashtags_are_counted_and_are_no_letters_of_the_caption():
    caption = "سلام #مانتو_یلدا #شال‌بافت\n\n#a1"
    assert hashtags_of(caption) == 3
    assert letters_of(caption) == len("سلام")
    assert (letters_of("#a #b"), hashtags_of("")) == (0, 0)
