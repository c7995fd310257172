"""Whom a page speaks to, as its admin wrote it."""

import pytest

from bot.domain.audiences import Audience
from bot.language.audiences import audience_in


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("کارمندهای تهران", Audience.EMPLOYEES),
        ("خانم‌های شاغل", Audience.EMPLOYEES),
        ("الموظفون", Audience.EMPLOYEES),
        ("Office workers", Audience.EMPLOYEES),
        ("دانش‌آموزها", Audience.TEENS),
        ("نوجوان‌های ۱۴ تا ۱۸", Audience.TEENS),
        ("المراهقين", Audience.TEENS),
        ("teenagers", Audience.TEENS),
        ("مادرهای جوان", None),
        ("کارمندها و نوجوان‌ها", None),
        ("", None),
    ],
)
def test_an_audience_is_read_in_three_languages(text: str, audience: Audience | None):
    assert audience_in(text) is audience
