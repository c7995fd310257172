"""Moments of posts: read where they are beyond doubt, asked with every reading where they are not."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.language.lines import Moment, read_field
from tests.language.phrases import SUNDAY, shown

READ = {
    "دیروز ساعت ۱۲": "at=2026-11-21T12:00",
    "دیشب ۱۲ونیم": "at=2026-11-22T00:30",
    "أمس الساعة ٩ مساءً": "at=2026-11-21T21:00",
    "امبارح ٩ بالليل": "at=2026-11-21T21:00",
    "امروز": "day=2026-11-22",
    "پریروز": "day=2026-11-20",
    "پریشب": "day=2026-11-20",
    "اول امبارح": "day=2026-11-20",
    "البارحة": "day=2026-11-21",
    "مبارح": "day=2026-11-21",
    "النهاردة": "day=2026-11-22",
    "اليوم": "day=2026-11-22",
    "yesterday": "day=2026-11-21",
    "last night": "day=2026-11-21",
    "today 9am": "at=2026-11-22T09:00",
    "day before yesterday 21:30": "at=2026-11-20T21:30",
    "دیشب ۱": "at=2026-11-22T01:00",
    "دیشب ۸": "at=2026-11-21T20:00",
    "2026-11-20T12:00": "at=2026-11-20T12:00",
    "2026-11-20 12:00": "at=2026-11-20T12:00",
    "2026-11-20": "day=2026-11-20",
    "2026-11-20T12:00Z": "at=2026-11-20T15:30",
    "2026-11-20T12:00+01:00": "at=2026-11-20T14:30",
    "۱۴۰۵/۸/۲۹": "day=2026-11-20",
    "۱۴۰۵/۰۸/۲۹ ۲۱:۱۵": "at=2026-11-20T21:15",
    "2026/11/20": "day=2026-11-20",
    "20/11/2026": "day=2026-11-20",
    "۲۹/۸/۱۴۰۵": "day=2026-11-20",
    "۲۹ آبان": "day=2026-11-20",
    "۲۹ آبان ماه ۱۴۰۵": "day=2026-11-20",
    "20 November": "day=2026-11-20",
    "Nov 20 2026": "day=2026-11-20",
    "٢٠ تشرين الثاني": "day=2026-11-20",
    "۲۰ نوامبر": "day=2026-11-20",
    "۳ روز پیش": "day=2026-11-19",
    "قبل يومين": "day=2026-11-20",
    "2 hours ago": "at=2026-11-22T08:00",
    "دیروز ۶ عصر": "at=2026-11-21T18:00",
    "دیروز صبح ساعت ۹": "at=2026-11-21T09:00",
    "دیروز ۹ شب": "at=2026-11-21T21:00",
    "دیروز ساعت ۲۱": "at=2026-11-21T21:00",
    "دیروز ظهر": "at=2026-11-21T12:00",
    "دیروز ساعت ۹ و ربع شب": "at=2026-11-21T21:15",
    "أمس ٩ إلا ربع مساءً": "at=2026-11-21T20:45",
    "الان": "at=2026-11-22T10:00",
    "دیروز ساعت ۹ و ۲۰ دقیقه شب": "at=2026-11-21T21:20",
    "ساعت ۸ صبح": "at=2026-11-22T08:00",
    "شنبه دیروز": "day=2026-11-21",
    "yesterday 12pm": "at=2026-11-21T12:00",
    "yesterday 12am": "at=2026-11-21T00:00",
    "پانزده آبان": "day=2026-11-06",
    "امروز ساعت ۹": "at=2026-11-22T09:00",
}
ASKED = {
    "شنبه گذشته": "doubt-date(2026-11-21T12:00|2026-11-14T12:00)",
    "شنبه": "doubt-date(2026-11-21T12:00|2026-11-14T12:00)",
    "5شنبه": "doubt-date(2026-11-19T12:00|2026-11-12T12:00)",
    "شب جمعه ۱۰": "doubt-date(2026-11-19T22:00|2026-11-12T22:00)",
    "last Friday 8pm": "doubt-date(2026-11-20T20:00|2026-11-13T20:00)",
    "۱۵ آذر": "doubt-date(2025-12-06T12:00|unknown)",
    "3 December": "doubt-date(2025-12-03T12:00|unknown)",
    "٣ كانون الأول ٨ مساءً": "doubt-date(2025-12-03T20:00|unknown)",
    "۹/۱۰": "doubt-date(2025-12-01T12:00|2025-12-30T12:00)",
    "05/06/2026": "doubt-date(2026-06-05T12:00|2026-05-06T12:00)",
    "دیروز ساعت ۹": "doubt-hour(2026-11-21T09:00|2026-11-21T21:00)",
    "ساعت ۹": "doubt-hour(2026-11-22T09:00|2026-11-21T21:00)",
    "ساعت ۱۲": "doubt-date(2026-11-21T12:00|unknown)",
    "دیروز ۲ شب": "doubt-date(2026-11-21T02:00|2026-11-22T02:00)",
    "پسون‌فردا ظهر": "doubt-future(2026-11-25T12:00|unknown)",
    "باچر ٤ العصر": "doubt-future(2026-11-23T16:00|unknown)",
    "tomorrow": "doubt-future(2026-11-23T12:00|unknown)",
    "الجمعة القادمة ١١ صباحًا": "doubt-future(2026-11-27T11:00|2026-12-04T11:00|unknown)",
    "امروز ۹ شب": "doubt-future(2026-11-22T21:00|unknown)",
    "2027-01-01": "doubt-future(2027-01-01T12:00|unknown)",
}


@pytest.mark.parametrize(("typed", "meant"), READ.items())
def test_a_moment_beyond_doubt_is_read(typed: str, meant: str) -> None:
    assert shown(read_field("published_at", typed, SUNDAY)) == meant


@pytest.mark.parametrize(("typed", "meant"), ASKED.items())
def test_a_moment_with_two_readings_is_asked(typed: str, meant: str) -> None:
    assert shown(read_field("published_at", typed, SUNDAY)) == f"?published_at:{meant}"


@pytest.mark.parametrize("typed", ["2026-13-40", "۱۴۰۵/۱۳/۱", "ساعت ۲۵", "۳۲ آبان", "99:99", "0000-00-00"])
def test_an_impossible_moment_is_no_moment(typed: str) -> None:
    assert "published_at" not in read_field("published_at", typed, SUNDAY).values


def test_wall_clocks_are_the_pages() -> None:
    cairo: Moment = replace(SUNDAY, zone=ZoneInfo("Africa/Cairo"), language="ar", calendar="gregorian")
    assert shown(read_field("published_at", "امبارح ٩ بالليل", cairo)) == "at=2026-11-21T22:30"
