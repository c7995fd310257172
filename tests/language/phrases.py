# ruff: noqa: E501 - a phrase and what must be read stand on one line
"""Phrases as admins type them, each with what must be read, in the notation of `shown`.

`~` marks a rounded count, `?field:question(options)` a doubt, `!field:reason` a rejection; times are Tehran's.
Now is Sunday 22 November 2026, 10:00 in Tehran.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.followers import FollowerCount
from bot.domain.lines import Doubt, FollowersSaid, Option, PostLine, Unclear, Value
from bot.language.lines import Moment

TEHRAN = ZoneInfo("Asia/Tehran")
SUNDAY = Moment(datetime(2026, 11, 22, 6, 30, tzinfo=UTC), TEHRAN)


def shown(read: PostLine | FollowersSaid | Unclear) -> str:
    """What was read, in one line."""
    if isinstance(read, Unclear):
        return "unclear"
    if isinstance(read, FollowersSaid):
        out = ["FOLLOWERS", *(_count(count) for count in read.counts)]
    else:
        out = [_value(name, value, read) for name, value in read.values.items() if name != "day_only"]
    out += [_doubt(doubt) for doubt in read.doubts]
    out += [f"!{rejected.field}:{rejected.reason}" for rejected in read.rejected]
    if isinstance(read, PostLine):
        out += ["unread=" + piece.replace(" ", "_") for piece in read.unread]
    return " ".join(out)


def _count(count: FollowerCount) -> str:
    return f"{count.count}{'~' if count.rounded else ''}" + (f"@{_local(count.at)}" if count.at else "")


def _value(name: str, value: Value, line: PostLine) -> str:
    if name == "kind":
        return str(value)
    if isinstance(value, datetime):
        return f"day={_local(value)[:10]}" if line.values["day_only"] else f"at={_local(value)}"
    return f"{name}{'~' if name in line.rounded else ''}={str(value).replace(' ', '_')}"


def _doubt(doubt: Doubt) -> str:
    return f"?{doubt.field}:{doubt.question}({'|'.join(_option(option) for option in doubt.options)})"


def _option(option: Option) -> str:
    if option.label:
        return option.label
    if isinstance(at := option.values.get("published_at"), datetime):
        return _local(at)
    return ",".join(f"{name}={str(value).replace(' ', '_')}" for name, value in option.values.items())


def _local(at: datetime) -> str:
    return f"{at.astimezone(TEHRAN):%Y-%m-%dT%H:%M}"


ACCEPTED = {
    "کاروسل ۸تایی 1200لایک ۴۵کامنت ۸۰سیو ریچ۱۵هزار دیروز ساعت ۱۲": "carousel slides=8 likes=1200 comments=45 saves=80 reach~=15000 at=2026-11-21T12:00",
    "عکس مانتو یلدا، لایک ۱.۲۰۰، نظر ۲۳ بازدید ۱۲ هزار و ۴۰۰": "photo likes=1200 comments=23 views=12400 topic=مانتو_یلدا",
    "استوری ۱۱۰۰سین ۱۴ریپلای ۶تا شیر": "story views=1100 replies=14 shares=6",
    "فالوورا شد ۴۸۵۳ 🥳": "FOLLOWERS 4853",
    "دیروز ۲تا پست گذاشتم ۵۰۰ لایک": "?several:doubt-several(each|together)",
    "ريلز امبارح ٩ بالليل: ١٢٠٠ لايك ٤٥ كومنت ٨٠ حفظ وصول ١٥ ألف": "reel likes=1200 comments=45 saves=80 reach~=15000 at=2026-11-21T21:00",
    "كاروسيل 7سلايدات لايكات2,340 شير56 سيف190 الريتش31k 🔥": "carousel slides=7 likes=2340 shares=56 saves=190 reach~=31000",
    "المتابعين صاروا ٥٠٢٣ والبارح كانوا ٤٩٩٠": "FOLLOWERS 5023 4990@2026-11-21T12:00",
    "/post carousel slides=8 likes=1200 comments=45 saves=80 shares=12 reach=15000 views=18000 followers=4800 at=2026-11-20T12:00": "carousel slides=8 likes=1200 comments=45 saves=80 shares=12 reach=15000 views=18000 followers=4800 at=2026-11-20T12:00",
    "کاروسل ۸ اسلاید، ۱۲۰۰ لایک، ۴۵ کامنت، ۸۰ ذخیره، ریچ ۱۵ هزار، دیروز ساعت ۱۲": "carousel slides=8 likes=1200 comments=45 saves=80 reach~=15000 at=2026-11-21T12:00",
}
"""The acceptance messages."""

TRAPS = {
    "ارسال رایگان ۵۰۰ لایک ریلز": "reel likes=500 topic=ارسال_رایگان",
    "لاک ژل عکس ۵۰۰ لایک": "photo likes=500 topic=لاک_ژل",
    "ریلز معرفی محصول ۵۰۰ لایک": "reel likes=500 topic=معرفی_محصول",
    "ریلز فالو ۱۲ لایک ۵۰۰": "reel follows=12 likes=500",
    "ریلز بازدید پیج ۵۰۰ لایک ۳۰": "reel likes=30 unread=بازدید_پیج_۵۰۰",
    "ریلز ریپست ۳ لایک ۵۰۰": "reel reposts=3 likes=500",
    "به نظرم ریلز ۵۰۰ لایک خوب بود": "reel likes=500 topic=خوب",
    "ريلز تعليق الصورة ٥ لايك ٥٠٠": "reel likes=500 unread=تعليق_الصورة_٥",
    "مشاركة جديدة: ٥٠٠ لايك": "likes=500",
    "ریلز ۳ ویس ۵۰۰ لایک": "reel likes=500 unread=۳_ویس",
    "ریلز ایمپرشن ۲۰ هزار": "reel impressions~=20000",
    "ریلز قیمت ۲۰۰ تومن ۵۰۰ لایک": "reel likes=500 topic=قیمت_۲۰۰_تومن",
    "لیک ۵۰۰ ریلز": "reel ?likes:doubt-word(likes=500|unknown)",
    "پیچ ۱۵ هزار ریلز ۵۰۰ لایک": "reel likes=500 ?reach:doubt-word(reach=15000|unknown)",
    "شر ۱۲ ریلز": "reel ?shares:doubt-word(shares=12|unknown)",
    "تب ۵۰۰ ریلز": "reel ?campaign:doubt-word(campaign=تب|unknown)",
    "ریلز لایک ۵۰۰ لایک ۶۰۰": "reel ?likes:doubt-twice(likes=500|likes=600)",
    "لایک ۵۰۰ کامنت": "?likes:doubt-number(likes=500|comments=500|unknown)",
    "۵۰۰ لایک ۳۰۰": "?likes:doubt-number(likes=500|likes=300|unknown)",
    "لایک -۵ ریلز": "reel !likes:reject-negative",
    "likes=-5": "!likes:reject-negative",
    "کاروسل ۳۰ اسلاید ۵۰۰ لایک": "carousel likes=500 !slides:reject-slides",
    "ریلز ۱/۲k لایک": "reel ?likes:doubt-number(likes=500|likes=1200)",
    "ریلز ۳/۶k لایک": "reel likes~=3600",
    "ریلز بازدید ۹ونیم هزار": "reel views~=9500",
    "ریلز بازدید ۲ میل": "reel views~=2000000",
    "5شنبه ریلز ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2026-11-19T12:00|2026-11-12T12:00)",
    "تب شبانه ۱/۲۴ ۵۰۰ لایک": "likes=500 unread=تب_شبانه_۱/۲۴",
    "دیشب ۱۲ونیم ریلز ۵۰۰ لایک": "reel likes=500 at=2026-11-22T00:30",
    "ریلز شنبه گذشته ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2026-11-21T12:00|2026-11-14T12:00)",
    "ریلز ۱۵ آذر ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2025-12-06T12:00|unknown)",
    "أمس الساعة ٩ مساءً ريلز ٥٠٠ لايك": "reel likes=500 at=2026-11-21T21:00",
    "باچر ٤ العصر ريلز": "reel ?published_at:doubt-future(2026-11-23T16:00|unknown)",
    "الجمعة القادمة ١١ صباحًا ريلز": "reel ?published_at:doubt-future(2026-11-27T11:00|2026-12-04T11:00|unknown)",
    "٣ كانون الأول ٨ مساءً ريلز": "reel ?published_at:doubt-date(2025-12-03T20:00|unknown)",
    "شب جمعه ۱۰ ریلز ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2026-11-19T22:00|2026-11-12T22:00)",
    "پسون‌فردا ظهر ریلز": "reel ?published_at:doubt-future(2026-11-25T12:00|unknown)",
    "دیروز ساعت ۹ ریلز ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-hour(2026-11-21T09:00|2026-11-21T21:00)",
    "ساعت ۱۲ ریلز": "reel ?published_at:doubt-date(2026-11-21T12:00|unknown)",
    "ساعت ۹ ریلز": "reel ?published_at:doubt-hour(2026-11-22T09:00|2026-11-21T21:00)",
    "reel 1.2k likes 45 comments yesterday 9pm": "reel likes~=1200 comments=45 at=2026-11-21T21:00",
    "carousel 8 slides, likes: 1,200, comments: 45": "carousel slides=8 likes=1200 comments=45",
    "ریلز\nلایک: ۵۰۰\nکامنت: ۳۰\nسیو: ۱۲": "reel likes=500 comments=30 saves=12",
    "ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک": "?several:doubt-lines()",
    "لایک ۵۰۰\nکامنت ۳۰": "likes=500 comments=30",
    "ریلز لایکک ۵۰۰ کامنتت ۳۰": "reel ?likes:doubt-word(likes=500|unknown) ?comments:doubt-word(comments=30|unknown)",
    "سلام خوبی؟": "unclear",
    "دیروز": "day=2026-11-21",
    "امروز چی پست کنم؟": "unclear",
    "ریلز بهتره یا عکس؟": "unclear",
    "ریلز https://www.instagram.com/reel/CxYz_12/?igsh=abc لایک ۵۰۰": "reel likes=500 link=https://www.instagram.com/reel/CxYz_12/?igsh=abc",
    "ریچ ۱۵ هزار و ۴۰۰ لایک": "reach~=15000 likes=400",
    "ریلز 15هزارلایک ۵۰۰تاکامنت": "reel likes~=15000 comments=500",
    "عکس سینا ۵۰۰ لایک": "photo likes=500 topic=سینا",
    "آموزش عکس گرفتن با موبایل ۵۰۰ لایک": "likes=500 topic=آموزش_عکس_گرفتن_با_موبایل ?kind:doubt-word(kind=photo|unknown)",
    "ریلز ۱۲۰۰": "reel unread=۱۲۰۰",
    "ریلز ۱۰ نکته برای پوست، ۵۰۰ لایک": "reel likes=500 topic=۱۰_نکته_برای_پوست",
    "Likes\n1,200\nComments\n45\nSaves\n80": "likes=1200 comments=45 saves=80",
    "نزلت بوستين امبارح ٥٠٠ لايك": "?several:doubt-several(each|together)",
    "فالوورا ۵۰ تا زیاد شد": "FOLLOWERS ?followers:doubt-word(follows=50|followers=50)",
    "۵۰ فالوور جدید": "follows=50",
    "کاروسل ۱۰ عکس ۵۰۰ لایک": "carousel slides=10 likes=500",
    "کاروسل ۸ لایک ۱۲۰۰ کامنت ۴۵": "carousel slides=8 likes=1200 comments=45",
    "لایک و کامنت ۵۰۰": "?comments:doubt-number(comments=500|likes=500,comments=500|likes=500)",
    "ریلز ۹/۱۰ ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2025-12-01T12:00|2025-12-30T12:00)",
    "۱۴۰۵/۸/۲۵ ساعت ۲۱:۳۰ ریلز ۵۰۰ لایک": "reel likes=500 at=2026-11-16T21:30",
    "2026/11/20 reel 500 likes": "reel likes=500 day=2026-11-20",
    "۴۸۵۳ فالوور": "FOLLOWERS 4853",
    "ممبر کانال ۴۸۵۳": "FOLLOWERS 4853",
    "پست جدید فوروارد ۱۲ ری‌اکشن ۳۴ بازدید ۱۲۰۰": "shares=12 likes=34 views=1200",
}
"""Words that mean something else, and what is asked."""

TYPED = {
    "ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک": "?several:doubt-lines()",
    "لایک و کامنت ۵۰۰": "?comments:doubt-number(comments=500|likes=500,comments=500|likes=500)",
    "لایک ۱۲ هزار ۴۰۰ ریلز": "reel ?likes:doubt-number(likes=12400|likes=12000)",
    "ريلز 1 200 لايك": "reel ?likes:doubt-number(likes=1200|likes=200)",
    "ریلز دیروز صبح ساعت ۱۰، لایک: ۱٬۲۰۰ - کامنت: ۴۵ - سیو: ۸۰": "reel likes=1200 comments=45 saves=80 at=2026-11-21T10:00",
    "سلام، لطفا این رو ثبت کن: ریلز تخفیف یلدا ۱۲۰۰ تا لایک گرفت ۴۵ تا کامنت و ۸۰ تا سیو": "reel likes=1200 comments=45 saves=80 topic=تخفیف_یلدا",
    "ریلز جدید ۲.۵ هزار بازدید داشت با ۱۵۰ لایک": "reel views~=2500 likes=150",
    "پست امروز ۳۴۰ لایک خورد ۱۲ نفر هم سیو کردن": "likes=340 saves=12 day=2026-11-22",
    "دیشب ساعت ۹ ریلز گذاشتم ۵۶۰ لایک گرفت": "reel likes=560 at=2026-11-21T21:00",
    "story yesterday: 430 views, 12 replies": "story views=430 replies=12 day=2026-11-21",
    "posted a reel yesterday at 9 pm got 1.2k likes and 45 comments": "reel likes~=1200 comments=45 at=2026-11-21T21:00",
    'reel "summer sale" 3.4k views 120 likes': "reel views~=3400 likes=120 topic=summer_sale",
    "photo of the new cafe 230 likes 12 comments today": "photo likes=230 comments=12 day=2026-11-22 topic=new_cafe",
    "حطيت ريل امبارح جاب ٥٠٠ لايك و ٢٠ كومنت": "reel likes=500 comments=20 day=2026-11-21",
    "درت ريل البارح فيه 300 جيم و 12 تعليق": "reel likes=300 comments=12 day=2026-11-21",
    "ستوري اليوم ٣٤٠ مشاهدة ٤ ردود": "story views=340 replies=4 day=2026-11-22",
    "ريلز المطبخ: مشاهدات ١٢ ألف، إعجابات ٣٤٠، تعليقات ١٢، حفظ ٤٥": "reel views~=12000 likes=340 comments=12 saves=45 topic=المطبخ",
    "عدد المشاهدات ٥ آلاف وعدد الإعجابات ٣٠٠ ريل": "reel views~=5000 likes=300",
    "صورة العباية الجديدة ٢٣٠ لايك امس العصر": "photo likes=230 day=2026-11-21 topic=العباية_الجديدة",
    "ویدیو معرفی محصول جدید بازدید ۲۳۰۰ لایک ۱۲۰ دیروز ۶ عصر": "video views=2300 likes=120 at=2026-11-21T18:00 topic=معرفی_محصول_جدید",
    "فیلم آموزش پخت کیک ۱۲۰ لایک": "video likes=120 topic=آموزش_پخت_کیک",
    "آلبوم عکس‌های عروسی ۹ ورقی ۳۴۰ لایک": "carousel slides=9 likes=340 topic=عکس‌های_عروسی",
    "کاروسل ۶ ورقی مدل مانتو، ۵۰۰ لایک، ۳۰ نظر": "carousel slides=6 likes=500 comments=30 topic=مدل_مانتو",
    "اینستا ریلز امروز صبح ساعت ۱۰:۱۵ ویو ۱۲۰۰": "reel views=1200 ?published_at:doubt-future(2026-11-22T10:15|unknown)",
    "۱۲۰۰ تا لایک داشت": "likes=1200",
    "۵۰۰ لایک ۳۰ کامنت": "likes=500 comments=30",
    "❤️ 1200 💬 45 🔖 80": "likes=1200 comments=45 saves=80",
    "1200❤️ 45💬": "likes=1200 comments=45",
    "لایک: ۵۰۰ کامنت:۳۰ شیر : ۱۲ سیو:۴۰": "likes=500 comments=30 shares=12 saves=40",
    "ریلز ۳ روز پیش ۵۰۰ لایک": "reel likes=500 day=2026-11-19",
    "ريل قبل يومين ٥٠٠ لايك": "reel likes=500 day=2026-11-20",
    "reel 2 hours ago 500 likes": "reel likes=500 at=2026-11-22T08:00",
    "عکس شیر ۱۲۰۰ لایک": "photo ?shares:doubt-number(shares=1200|likes=1200|unknown)",
    "ریلز تخفیف ۲۰٪ ۵۰۰ لایک": "reel likes=500 topic=تخفیف_۲۰٪",
    "ریلز PS5 ۵۰۰ لایک": "reel likes=500 topic=PS5",
    "ریلز ست کیف و کفش ۵۰۰ لایک": "reel likes=500 topic=ست_کیف_و_کفش",
    "نه لایک نه کامنت": "unclear",
    "یه ریلز گذاشتم ۵۰۰ لایک": "reel likes=500",
    "یک پست متنی ۱۲ نظر": "text comments=12",
    "۱۰۰ تا عکس": "photo unread=۱۰۰",
    "اسلایدی ۵تایی ۳۰۰ لایک": "carousel slides=5 likes=300",
    "پنج تا اسلاید کاروسل سیصد لایک": "carousel slides~=5 likes~=300",
    "ریلز پونصد لایک بیست کامنت": "reel likes~=500 comments~=20",
    "ريل خمسمية لايك وعشرين تعليق": "reel likes~=500 comments~=20",
    "reel five hundred likes twenty comments": "reel likes~=500 comments~=20",
    "ریلز دو هزار و پونصد لایک": "reel likes~=2500",
    "ريلز ألفين مشاهدة": "reel views~=2000",
    "فالوورها ۴.۸k": "FOLLOWERS 4800~",
    "4853 followers": "FOLLOWERS 4853",
    "followers 4.9k yesterday 4,853": "FOLLOWERS ?followers:doubt-twice(followers=4900|followers=4853)",
    "المتابعين ٥ آلاف": "FOLLOWERS 5000~",
    "امروز فالوورا ۴۸۵۳ دیروز ۴۸۰۰": "FOLLOWERS 4853 4800@2026-11-21T12:00",
    "ممبرها رسید به ۱۲۰۰۰": "FOLLOWERS 12000",
    "+50 فالوور ریلز": "reel ?followers:doubt-word(follows=50|followers=50)",
    "ریلز ۵۰۰ لایک فالوور ۴۸۰۰": "reel likes=500 followers=4800",
    "نرخ تعامل ۳٫۵٪ ریلز ۵۰۰ لایک": "reel likes=500 unread=نرخ_تعامل_۳٫۵٪",
    "ریلز لایک ۱۲.۵": "reel !likes:reject-fraction",
    "ریلز لایک 12,45": "reel ?likes:doubt-number(likes=1245|unknown)",
    "ریلز لایک 9999999999999999": "reel !likes:reject-huge",
    "likes=abc comments=5": "comments=5 unread=likes=abc",
    "foo=12 likes=5": "likes=5 unread=foo=12",
    "at=2026-11-20T12:00+03:00 kind=reel likes=5": "reel likes=5 at=2026-11-20T12:30",
    "at=2026-11-20 12:00 reel likes=5": "reel likes=5 at=2026-11-20T12:00",
    "at=2027-11-20T12:00 reel likes=5": "reel likes=5 ?published_at:doubt-future(2027-11-20T12:00|unknown)",
    'topic="summer sale" kind=carousel slides=3': "carousel slides=3 topic=summer_sale",
    "#یلدا ریلز ۵۰۰ لایک #مانتو": "reel likes=500 topic=#یلدا_#مانتو",
    "ریلز شنبه ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2026-11-21T12:00|2026-11-14T12:00)",
    "ریلز دیروز شنبه ۵۰۰ لایک": "reel likes=500 day=2026-11-21",
    "ریلز جمعه ساعت ۹ شب ۵۰۰ لایک": "reel likes=500 ?published_at:doubt-date(2026-11-20T21:00|2026-11-13T21:00)",
    "reel last friday 500 likes": "reel likes=500 ?published_at:doubt-date(2026-11-20T12:00|2026-11-13T12:00)",
    "reel December 3 500 likes": "reel likes=500 ?published_at:doubt-date(2025-12-03T12:00|unknown)",
    "reel 20 Nov 2026 500 likes": "reel likes=500 day=2026-11-20",
    "ریلز ۲۵ آبان ۵۰۰ لایک": "reel likes=500 day=2026-11-16",
    "ریلز ۲۵ آبان ۱۴۰۵ ساعت ۲۱ ۵۰۰ لایک": "reel likes=500 at=2026-11-16T21:00",
    "ریلز فردا": "reel ?published_at:doubt-future(2026-11-23T12:00|unknown)",
    "tomorrow reel": "reel ?published_at:doubt-future(2026-11-23T12:00|unknown)",
    "11/20/2026 reel 500 likes": "reel likes=500 day=2026-11-20",
    "05/06/2026 reel 500 likes": "reel likes=500 ?published_at:doubt-date(2026-06-05T12:00|2026-05-06T12:00)",
    "ریلز ۲ میلیون بازدید ۱۲۰هزار لایک": "reel views~=2000000 likes~=120000",
    "ریلز ویو ۱۲۰۰ لایک ۳۰ ایمپرشن ۲۰۰۰": "reel views=1200 likes=30 impressions=2000",
    "ایمیل بزن ۵۰۰": "unclear",
    "بازدید ۵۰۰ تا ۶۰۰": "?views:doubt-number(views=600|views=500|unknown)",
    "۱۰-۲۰ لایک": "?likes:doubt-number(likes=10|likes=20|unknown)",
    "کاروسل مدل‌های پاییزه ۱۰ اسلاید ۸۴۰ لایک ۶۲ کامنت ۱۳۰ ذخیره پریروز ساعت ۱۸": "carousel slides=10 likes=840 comments=62 saves=130 at=2026-11-20T18:00 topic=مدل‌های_پاییزه",
    "ریلز پشت صحنه کارگاه ۲۳۴۰۰ ویو ۹۸۰ لایک ۴۱ نظر ۶۶ سیو ۱۹ شیر دیروز ۸ شب": "reel views=23400 likes=980 comments=41 saves=66 shares=19 at=2026-11-21T20:00 topic=پشت_صحنه_کارگاه",
    "استوری نظرسنجی ۴۱۲ بازدید ۹ پاسخ": "story views=412 replies=9 topic=نظرسنجی",
    "ویدئو طرز تهیه حلوا ۳هزار بازدید ۲۱۰لایک": "video views~=3000 likes=210 topic=طرز_تهیه_حلوا",
    "تصویر کیف چرم لایکش ۱۸۷ کامنتاش ۱۴": "photo likes=187 comments=14 topic=کیف_چرم",
    "ریلزم دیشب ۹ونیم گذاشتم، ۱۱۰۰ تا پلی خورد": "reel views=1100 at=2026-11-21T21:30",
    "پست دیروزم ۶۷۰ لایک ۴۴ کامنت": "likes=670 comments=44 day=2026-11-21",
    "کروسل ۵ اسلاید ریچ ۸٫۴ هزار سیو ۲۱۰": "carousel slides=5 reach~=8400 saves=210",
    "پست ۷ عکسه ۳۲۰ لایک": "carousel slides=7 likes=320",
    "فوتو لباس عروس ۲۷۰ پسند ۳۳ دیدگاه": "photo likes=270 comments=33 topic=لباس_عروس",
    "ریلز ریچش ۲۲ هزار و ۵۰۰، سیوش ۱۴۰، شیرا ۳۷": "reel reach=22500 saves=140 shares=37",
    "ریلز مصاحبه با مشتری، پریشب ساعت ۱۰، ۵۴۰ لایک": "reel likes=540 at=2026-11-20T22:00 topic=مصاحبه_با_مشتری",
    "امروز صبح ساعت ۸ یه استوری گذاشتم ۲۳۰ سین": "story views=230 at=2026-11-22T08:00",
    "ریلز ۱۴۰۵/۰۸/۳۰ ساعت ۲۰:۱۵ لایک ۷۷۷": "reel likes=777 at=2026-11-21T20:15",
    "کاروسل، اسلاید: ۶، لایک: ۱٬۰۵۰، سیو: ۹۹": "carousel slides=6 likes=1050 saves=99",
    "عکس تولد گلی لایک ۸۸ نظر ۷ ، ۳ نفر شیر کردن": "photo likes=88 comments=7 shares=3 topic=تولد_گلی",
    "متنی درباره قیمت‌ها ۴۵ نظر ۱۲۰ لایک": "text comments=45 likes=120 topic=درباره_قیمت‌ها",
    "ریلز سوتی‌های من ۱ میلیون بازدید ۸۵ هزار لایک": "reel views~=1000000 likes~=85000 topic=سوتی‌های_من",
    "ریلز سه هزار تا لایک گرفت": "reel likes~=3000",
    "ریلز صد و بیست لایک سی و پنج کامنت": "reel likes~=120 comments~=35",
    "کلیپ باشگاه: بازدید ۱۲۵۰ / لایک ۱۰۱ / کامنت ۱۱": "video views=1250 likes=101 comments=11 topic=باشگاه",
    "آلبوم ۱۲ تایی سفر شمال ۴۳۰ لایک": "carousel slides=12 likes=430 topic=سفر_شمال",
    "پست کانال فروارد ۴۰ بازدید ۲۳۰۰ واکنش ۹۸": "shares=40 views=2300 likes=98",
    "ریلز لایک=۵۰۰ کامنت=۲۰": "reel likes=500 comments=20",
    "likes 500 reel ریچ 9k": "reel likes=500 reach~=9000",
    "ریلز بازدید پروفایل ۱۲۰ لایک ۵۴۰": "reel likes=540 unread=بازدید_پروفایل_۱۲۰",
    "ریلز ۲۰ تا دایرکت ۵۴۰ لایک": "reel likes=540 unread=۲۰_تا_دایرکت",
    "ریلز کفش سایز ۳۷ لایک ۵۴۰": "reel likes=540 topic=کفش_سایز_۳۷",
    "ریلز قیمت ۴۵۰ هزار تومان، لایک ۵۴۰": "reel likes=540 topic=قیمت_۴۵۰_هزار_تومان",
    "ریلز لایک ۵۴۰ کامنت ۱۲ سیو": "reel ?likes:doubt-number(likes=540,comments=12|comments=540,saves=12|unknown)",
    "ریلز یکشنبه لایک ۵۴۰": "reel likes=540 ?published_at:doubt-date(2026-11-22T12:00|2026-11-15T12:00)",
    "ریلز دوشنبه پیش لایک ۵۴۰": "reel likes=540 ?published_at:doubt-date(2026-11-16T12:00|2026-11-09T12:00)",
    "ریلز ۲۸ آبان ساعت ۲۱ لایک ۵۴۰": "reel likes=540 at=2026-11-19T21:00",
    "ریلز ۵ مهر لایک ۵۴۰": "reel likes=540 day=2026-09-27",
    "ریلز دیروز ۲ شب لایک ۵۴۰": "reel likes=540 ?published_at:doubt-date(2026-11-21T02:00|2026-11-22T02:00)",
    "ریلز دیشب ۲ شب لایک ۵۴۰": "reel likes=540 at=2026-11-22T02:00",
    "ریلز دیروز ظهر لایک ۵۴۰": "reel likes=540 at=2026-11-21T12:00",
    "ریلز دیروز ساعت ۵ عصر لایک ۵۴۰": "reel likes=540 at=2026-11-21T17:00",
    "ریلز امروز ساعت ۸ لایک ۵۴۰": "reel likes=540 at=2026-11-22T08:00",
    "ریلز ساعت ۸ صبح لایک ۵۴۰": "reel likes=540 at=2026-11-22T08:00",
    "ریلز لایک ۵۴۰ لایک ۵۴۰": "reel likes=540",
    "ریلز ۰ کامنت ۵۴۰ لایک": "reel comments=0 likes=540",
    "ریلز لاین ۵۴۰": "reel ?likes:doubt-word(likes=540|unknown)",
    "ریلز کامتن ۴۴ لایک ۵۴۰": "reel likes=540 ?comments:doubt-word(comments=44|unknown)",
    "کاروسل ۱ اسلاید ۵۴۰ لایک": "carousel likes=540 !slides:reject-slides",
    "کاروسل ۲۱ اسلایدی ۵۴۰ لایک": "carousel likes=540 !slides:reject-slides",
    "۲ تا ریلز دیشب گذاشتم ۹۰۰ ویو": "?several:doubt-several(each|together)",
    "سه تا استوری گذاشتم ۴۰۰ سین": "?several:doubt-several(each|together)",
    "دو پست گذاشتم ۴۰۰ لایک": "?several:doubt-several(each|together)",
    "ریلز ۱۲۰ لایک\nعکس ۸۰ لایک\nاستوری ۳۰۰ سین": "?several:doubt-lines()",
    "دیروز ۵۰۰ لایک ۲۰ کامنت\nامروز ۳۰۰ لایک ۱۰ کامنت": "?several:doubt-lines()",
    "كاروسيل ١٠ سلايدات ٣٤٠ لايك ٢١ كومنت ٥٥ سيف أول أمس الساعة ٨ مساءً": "carousel slides=10 likes=340 comments=21 saves=55 at=2026-11-20T20:00",
    "ريل وصفة الكنافة 12.5k مشاهدة 640 لايك 33 تعليق": "reel views~=12500 likes=640 comments=33 topic=وصفة_الكنافة",
    "الريل جاب ٣٤٠ ألف مشاهدة و١٢ ألف لايك": "reel views~=340000 likes~=12000",
    "بوست صورة ٢٣٠ إعجاب ١٧ تعليق ٨ مشاركات": "photo likes=230 comments=17 shares=8",
    "نزلت ستوري الصبح، ٥٠٠ فيو": "story views=500",
    "صورة القهوة: الإعجابات ٤١٢ التعليقات ٣٣ الحفظ ١٢": "photo likes=412 comments=33 saves=12 topic=القهوة",
    "فيديو تنظيف السجاد ٢٬٣٠٠ مشاهدة ١٨٠ إعجاب مبارح ٧ المسا": "video views=2300 likes=180 at=2026-11-21T19:00 topic=تنظيف_السجاد",
    "ريلز عالساعة ٩ بالليل امبارح ٧٧٠ لايك": "reel likes=770 at=2026-11-21T21:00",
    "ريلز البارحة فالليل ٢٠٠ لايك": "reel likes=200 day=2026-11-21",
    "مقطع رحلة العلا ٣ آلاف مشاهدة و٢٠٠ إعجاب": "video views~=3000 likes=200 topic=رحلة_العلا",
    "ريل جاب الف لايك ومية كومنت": "reel likes~=1000 comments~=100",
    "ريل ٣ آلاف وخمسمية مشاهدة": "reel views~=3500",
    "ريلز وصول ٢٢٫٥ ألف ظهور ٣٠ ألف": "reel reach~=22500 impressions~=30000",
    "كاروسل ٨ شرائح نصائح للبشرة ٤٤٠ لايك": "carousel slides=8 likes=440 topic=نصائح_للبشرة",
    "منشور نصي ١٢٠ إعجاب ٤٠ رد": "text likes=120 replies=40",
    "قصة المنتج ٣٠٠ مشاهدة": "story views=300 topic=المنتج",
    "ريلز قبل ٣ أيام ٤٤٠ لايك": "reel likes=440 day=2026-11-19",
    "ريلز ٢٠ نوفمبر ٤٤٠ لايك": "reel likes=440 day=2026-11-20",
    "ريلز ٢٠ تشرين الثاني ٤٤٠ لايك": "reel likes=440 day=2026-11-20",
    "ريلز ٢٠ نونبر ٤٤٠ لايك": "reel likes=440 day=2026-11-20",
    "ريلز السعر ٥٠ درهم ٤٤٠ لايك": "reel likes=440 topic=السعر_٥٠_درهم",
    "ريلز أمس الساعة ٨ ٤٤٠ لايك": "reel likes=440 ?published_at:doubt-hour(2026-11-21T08:00|2026-11-21T20:00)",
    "ريلز أمس الظهر ٤٤٠ لايك": "reel likes=440 at=2026-11-21T12:00",
    "ريلز الجمعة ٤٤٠ لايك": "reel likes=440 ?published_at:doubt-date(2026-11-20T12:00|2026-11-13T12:00)",
    "ريلز بكرة": "reel ?published_at:doubt-future(2026-11-23T12:00|unknown)",
    "نشرنا منشورين امس ٩٠٠ لايك": "?several:doubt-several(each|together)",
    "نزلت ٣ ريلز امبارح ٩٠٠ لايك": "?several:doubt-several(each|together)",
    "ريلز متابع جديد ١٢ لايك ٤٤٠": "reel follows=12 likes=440",
    "reel about pricing, 12.4k views, 530 likes, 41 comments, 88 saves": "reel views~=12400 likes=530 comments=41 saves=88 topic=about_pricing",
    "carousel 7 slides 640 likes 22 comments 130 saves 15 shares yesterday at 18:30": "carousel slides=7 likes=640 comments=22 saves=130 shares=15 at=2026-11-21T18:30",
    "photo post 210 likes, 9 comments": "photo likes=210 comments=9",
    "story 380 views 4 replies last night": "story views=380 replies=4 day=2026-11-21",
    "Reel: Likes 1,204 Comments 37 Shares 19 Saves 64": "reel likes=1204 comments=37 shares=19 saves=64",
    "video tour of the shop 2k views 140 likes today at 9am": "video views~=2000 likes=140 at=2026-11-22T09:00 topic=tour_of_the_shop",
    "likes=300 comments=12 kind=photo topic=ramadan at=2026-11-19": "photo likes=300 comments=12 day=2026-11-19 topic=ramadan",
    "reel 15K reach 430 likes 2026-11-18T19:45": "reel reach~=15000 likes=430 at=2026-11-18T19:45",
    "reel posted 3 days ago 430 likes": "reel likes=430 day=2026-11-19",
    "reel yesterday at 7 430 likes": "reel likes=430 ?published_at:doubt-hour(2026-11-21T07:00|2026-11-21T19:00)",
    "reel 430 likes on 5 March 2026": "reel likes=430 day=2026-03-05",
    "reel 430 likez": "reel ?likes:doubt-word(likes=430|unknown)",
    "reel 430 coments 90 likes": "reel likes=90 ?comments:doubt-word(comments=430|unknown)",
    "reel got one thousand two hundred likes": "reel likes~=1200",
    "2 posts yesterday 500 likes": "?several:doubt-several(each|together)",
    "reel 120 profile visits 430 likes": "reel likes=430 unread=120_profile_visits",
    "reel 430 likes -3 comments": "reel likes=430 !comments:reject-negative",
    "album 9 slides 300 likes": "carousel slides=9 likes=300",
    "text post 33 likes 4 replies": "text likes=33 replies=4",
    "reel 1.5m views 90k likes": "reel views~=1500000 likes~=90000",
    "reel 2.5 likes": "reel !likes:reject-fraction",
    "reel likes 1,2 comments 4": "reel comments=4 ?likes:doubt-number(likes=12|unknown)",
    "https://t.me/mychannel/45 بازدید ۲۳۰۰ ری‌اکشن ۵۶": "views=2300 likes=56 link=https://t.me/mychannel/45",
    "reel https://instagram.com/reel/ABC123 430 likes": "reel likes=430 link=https://instagram.com/reel/ABC123",
    "reel 10 tips for skin 430 likes": "reel likes=430 topic=10_tips_for_skin",
    "ریلز لایک ۱۲۰۰,۴۵ کامنت": "reel likes=1200 comments=45",
    "1200,000 likes": "?likes:doubt-number(likes=1200000|unknown)",
    "ریلز ۵۰۰ نفر لایک کردن ۳۰ نفر کامنت گذاشتن": "reel likes=500 comments=30",
    "ریلز دیروز ساعت ۹ شب گذاشتم تا الان ۵۰۰ لایک گرفته": "reel likes=500 at=2026-11-21T21:00",
    "ریلز 500لایک20کامنت12سیو": "reel likes=500 comments=20 saves=12",
    "ریلز لایک500کامنت20سیو12": "reel likes=500 comments=20 saves=12",
    "مانتو جدید عکس ۲۳۰ لایک": "photo likes=230 topic=مانتو_جدید",
    "فالوور ۴۸۰۰ بود شد ۴۸۵۳": "FOLLOWERS ?followers:doubt-twice(followers=4800|followers=4853)",
    "دیروز ۴۸۰۰ فالوور داشتم امروز ۴۸۵۳": "FOLLOWERS 4800@2026-11-21T12:00 4853",
    "فالوورهام به ۱۰ هزار رسید": "FOLLOWERS 10000~",
    "یادم بنداز فردا ساعت ۹ پست بذارم": "unclear",
    "۱۲ تا سفارش گرفتم": "unclear",
    "ریلز: ۱۲۰۰ / ۴۵ / ۸۰": "reel unread=۱۲۰۰ unread=۴۵ unread=۸۰",
    "استوری ویدیو ۵۰۰ سین": "story views=500 topic=ویدیو",
    "ریلز 2026-13-40 لایک ۵۰۰": "reel likes=500 unread=2026-13-40",
}
"""As admins really type."""
