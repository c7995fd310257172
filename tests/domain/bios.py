"""Bios as shops write them, ten in each language, each with what is in it."""

# ruff: noqa: E501 - a bio is one string, as it was pasted
from __future__ import annotations

SELLS, SHIPPING, PHONE, ADDRESS, SITE = "sells", "shipping", "phone", "address", "site"
CITY = "city"
"""Only a city stands for the address."""

BIOS: dict[str, list[tuple[str, set[str]]]] = {
    "fa": [
        (
            "🌸 گالری گل‌سرا | گل و گلدان دست‌ساز\n🚚 ارسال به سراسر ایران\n📍 تهران، خیابان ولیعصر، پاساژ صفویه\n☎️ ۰۲۱-۸۸۷۷۶۶۵۵\nwww.golsara.ir",
            {SELLS, SHIPPING, PHONE, ADDRESS, SITE},
        ),
        (
            "مانتو و شومیز مزون نیلوفر ✂️\nدوخت اختصاصی\nارسال رایگان بالای ۲ میلیون\nسفارش: دایرکت",
            {SELLS, SHIPPING},
        ),
        ("کیک خونگی مامان‌پز 🍰\nتهران\nسفارش واتساپ ۰۹۱۲۳۴۵۶۷۸۹", {SELLS, PHONE, CITY}),
        ("زندگی کوتاهه، لبخند بزن 😊✨\nعاشق طبیعت | متولد بهار\nبرای مشاهده‌ی پست‌ها پیام ارسال کنید", set()),
        (
            "دکتر رها امینی | دندانپزشک زیبایی\nسعادت‌آباد، میدان کاج، ساختمان پارسیان، واحد ۵\nنوبت: ۰۲۱ ۲۲۰۷ ۱۱۲۲",
            {SELLS, PHONE, ADDRESS},
        ),
        ("آموزش زبان انگلیسی از صفر 🇬🇧\nکلاس آنلاین و دوره‌ی ضبط‌شده\nثبت‌نام از سایت 👇", {SELLS, SITE}),
        (
            "عسل طبیعی سبلان 🍯 از کندوی خودمان\nاردبیل | پست پیشتاز به همه‌جای ایران\n+98 914 123 4567",
            {SELLS, SHIPPING, PHONE, CITY},
        ),
        (
            "نقره‌جات هور 💍\nتحویل در تهران با پیک، شهرستان با تیپاکس\nhoorsilver.com",
            {SELLS, SHIPPING, SITE, CITY},
        ),
        ("بهترین‌ها برای بهترین‌ها 👑\nکیفیت و قیمت مناسب\n📦 ارسال روزانه\nتماس: 88776655", {SHIPPING, PHONE}),
        (
            "خدمات عکاسی صنعتی و تبلیغاتی\n📍 شیراز، بلوار چمران، نبش کوچه ۱۲\nt.me/noor_studio",
            {SELLS, ADDRESS},
        ),
    ],
    "ar": [
        (
            "متجر لمسة للعبايات الخليجية 🖤\n🚚 توصيل لكل مناطق المملكة\n📍 الرياض، حي العليا، شارع التحلية\nللطلب: 0551234567\nlamsa-store.com",
            {SELLS, SHIPPING, PHONE, ADDRESS, SITE},
        ),
        (
            "حلويات بيتية على أصولها 🍯\nعمّان\nالتوصيل مجاني داخل المدينة\nواتساب ٠٧٩١٢٣٤٥٦٧",
            {SELLS, SHIPPING, PHONE, CITY},
        ),
        ("الحياة أجمل بالابتسامة ✨\nأم وزوجة | أحب السفر والقراءة\nاللهم بارك", set()),
        ("محمصة بن الشيخ ☕ قهوة مختصة\nنشحن لكل دول الخليج\nالرابط بالأسفل 👇", {SELLS, SHIPPING, SITE}),
        (
            "د. سارة العتيبي\nعيادة أسنان وتجميل\nجدة، طريق الملك، برج النور، الدور ٣\n920012345 للاتصال",
            {SELLS, ADDRESS},
        ),
        ("دورات تصميم جرافيك للمبتدئين 🎨\nسجلوا عبر الخاص", {SELLS}),
        (
            "عطور وبخور أصلية 💨\nشحن سريع لجميع المحافظات\n+964 770 123 4567\nبغداد",
            {SELLS, SHIPPING, PHONE, CITY},
        ),
        (
            "نصنع الفرح بأيدينا 💐\nتنسيق ورود وهدايا\n📍 دبي مول، الطابق الأول\nالهاتف: 04 388 1234",
            {SELLS, PHONE, ADDRESS},
        ),
        ("كل جديد وحصري عندنا 🔥\nأسعار لا تُنافس\nتوصيل سريع 🛵", {SHIPPING}),
        ("كروشيه وأشغال يدوية 🧶 من بيروت\nاطلبي قطعتك: wa.me/9613123456", {SELLS, PHONE, CITY}),
    ],
    "en": [
        (
            "Handmade ceramics & gifts 🏺\nWe ship worldwide 📦\n12 King Street, Bristol\n📞 +44 117 496 0123\nmudandmoon.co.uk",
            {SELLS, SHIPPING, PHONE, ADDRESS, SITE},
        ),
        ("Small batch cakes & cookies 🍪\nToronto\nDM to order", {SELLS, CITY}),
        ("Living my best life ✨ coffee addict, dreamer\nMum of two", set()),
        (
            "Vintage clothing, one of a kind\nNationwide delivery in 2 days\nShop link below 👇",
            {SELLS, SHIPPING, SITE},
        ),
        ("Wedding photographer based in Lisbon\nBook: 212-555-0199", {SELLS, PHONE, CITY}),
        ("Good vibes only ☀️\nsince 2015-2024 🎉 365 days", set()),
        ("English lessons for busy people\nOnline, one to one\nwww.plainenglish.org", {SELLS, SITE}),
        (
            "Nora's nails 💅 gel & care\nGreen Mall, 2nd floor, Dubai\nCall 04 388 1234",
            {SELLS, PHONE, ADDRESS},
        ),
        (
            "Saffron and rugs from Tehran\nDelivery across Europe\nhello@saffronrug.com",
            {SELLS, SHIPPING, CITY},
        ),
        ("Candles that smell like rain 🕯\n📍 Portland\nig.me/m/raincandles", {SELLS, CITY}),
    ],
}

CAPTIONS: dict[str, list[tuple[str, set[str], set[str], int]]] = {
    "fa": [
        (
            "۳ راه برای این‌که گل‌ها یک هفته بیشتر بمانند\nاین پست را سیو کنید #گل #گلدان",
            {"number"},
            {"save"},
            2,
        ),
        (
            "می‌دانستید چای دم‌کرده رنگ پارچه را ثابت می‌کند؟\nتجربه‌تان را تو کامنت‌ها بنویسید",
            {"question"},
            {"comment"},
            0,
        ),
        ("سلام دوستان خوبم 🌹\nعکس امروز مغازه", set(), set(), 0),
        ("مانتو لینن موجود شد\nقیمت ۸۹۰ تومن\nبرای سفارش دایرکت بدید #مانتو", set(), {"buy"}, 1),
        ("بدون فر، کیک شکلاتی نرم درست کن\nاین را برای دوستت بفرست: تگ کن!", {"benefit"}, {"tag"}, 0),
        ("اگر پوست خشک دارید، این کرم برای شماست\nلینک در بیو #پوست #مراقبت #کرم", {"address"}, {"visit"}, 3),
        ("#تخفیف #حراج\nهمه‌ی شال‌ها نصف قیمت", set(), set(), 2),
        ("یک روز خوب در کارگاه ما\nما را دنبال کنید تا پشت صحنه را ببینید", set(), {"follow"}, 0),
        ("کدوم رنگ؟ سبز یا آبی\nنظرتون چیه؟ برای خرید دایرکت بزنید", {"question"}, {"buy", "comment"}, 0),
        ("کد ۱۲۴\nسایز ۳۸ تا ۴۴", set(), set(), 0),
    ],
    "ar": [
        ("٥ أخطاء تفسد قهوتك كل صباح\nاحفظ المنشور #قهوة #محمصة", {"number", "benefit"}, {"save"}, 2),
        ("ليش تبهت ألوان العباية بعد الغسيل؟\nأخبرونا في التعليقات", {"question"}, {"comment"}, 0),
        ("صباح الخير يا حلوين ☀️\nيوم جديد", set(), set(), 0),
        ("وصلت تشكيلة العيد\nالسعر ٢٥٠ ريال، للطلب على الخاص #عبايات", set(), {"buy"}, 1),
        ("بدون فرن: كيكة باردة تجهز بسرعة\nمنشن صديقتك اللي تحب الحلى", {"benefit"}, {"tag"}, 0),
        ("إذا بشرتك جافة هذا المنشور لك\nالرابط في البايو", {"address"}, {"visit"}, 0),
        ("@lamsa #عروض\nخصم على كل شي", set(), set(), 1),
        ("من داخل المشغل اليوم\nتابعونا لتشوفوا النتيجة", set(), {"follow"}, 0),
        ("أي لون تختارون؟\nاحجزي قطعتك الآن، وشاركونا رأيكم", {"question"}, {"buy", "comment"}, 0),
        ("مقاس ٤٢ متوفر", set(), set(), 0),
    ],
    "en": [
        ("3 ways to keep basil alive\nSave this for later #plants #herbs", {"number"}, {"save"}, 2),
        (
            "Why does your sourdough go flat?\nTell us in the comments",
            {"question", "address"},
            {"comment"},
            0,
        ),
        ("Good morning everyone ☀️\nAnother day at the shop", set(), set(), 0),
        ("The linen dress is back in stock\nPrice 89 USD. DM us to order #linen", set(), {"buy"}, 1),
        ("No oven, no mixer: the easiest cake\nTag a friend who bakes", {"benefit"}, {"tag"}, 0),
        ("If dry skin keeps you up, read on\nLink in bio #skincare", {"address"}, {"visit"}, 1),
        ("#sale #newin\nAll scarves half price", set(), set(), 2),
        ("Behind the bench today\nFollow us to see it finished", set(), {"follow"}, 0),
        ("Which colour, green or blue?\nComment below, or order now", {"question"}, {"buy", "comment"}, 0),
        ("Code 124\nSize 38", set(), set(), 0),
    ],
}
"""Captions with the hooks of their first line, their calls, and how many hashtags they have."""

MORE_BIOS: list[tuple[str, set[str]]] = [
    (
        "پوشاک زنانه آوا 👗\nارسال با پست به تمام نقاط کشور\nمشهد، مجتمع زیتون طبقه ۲\n05138451234",
        {SELLS, SHIPPING, PHONE, ADDRESS},
    ),
    (
        "🍃 گیاهان آپارتمانی | مشاوره رایگان\nکرج - فقط ارسال درون‌شهری\nواتساپ👇\nwa.me/989121112233",
        {SELLS, SHIPPING, PHONE, CITY},
    ),
    ("مامان دوقلوها 👶👶 روزمرگی و تجربه", set()),
    ("صالون ريماس للتجميل النسائي\nالدوحة - شارع السد\n📞 44551234", {SELLS, PHONE, ADDRESS}),
    (
        "مكتبة النور | قرطاسية وكتب أطفال\nبغداد، المتنبي، قرب جسر الشهداء\nالتوصيل 5 آلاف",
        {SELLS, SHIPPING, ADDRESS},
    ),
    ("مدونة سفر ✈️ بين المدن", set()),
    (
        "Custom sneakers 👟 made to order\nShips from Berlin\netsy.com/shop/kicks",
        {SELLS, SHIPPING, SITE, CITY},
    ),
    ("Dr. Lee, family dentist · 22 Elm Rd, Leeds\n0113 496 0000", {SELLS, PHONE, ADDRESS}),
    ("Author of three novels. Dog person.", set()),
]
"""Written after the lists of words, to see what they do with bios that they were not made for."""
