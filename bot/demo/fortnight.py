"""Her first fortnight: posts by the line and by buttons, doubts, a file, comparisons."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.demo.people import MORNING, NIGHT, Admin, Labels
from bot.demo.show import Unexpected


async def begins(admin: Admin, label: Labels, page_name: str) -> None:
    """A newcomer's first answer: what her page is called."""
    await admin.says("/start", then=label("form-cancel"))
    await admin.says(page_name, then=page_name)


async def imports(admin: Admin, label: Labels, name: str, content: bytes) -> None:
    """A file, through its preview; columns that we do not know are left aside."""
    shown = await admin.sends(name, content, then=label("form-cancel"))
    if label("import-ignore-rest") in shown:
        shown = await admin.presses(label("import-ignore-rest"), then=label("import-choose-columns"))
    elif label("import-ignore") in shown:
        shown = await admin.presses(label("import-ignore"), then=label("import-choose-columns"))
    go = next((line for line in shown.split("\n") if line.startswith("✅")), None)
    if go is None:
        raise Unexpected("a preview that can be imported")
    await admin.presses(go, then=label("import-by-weekday"))


async def fortnight(mina: Admin) -> None:
    """A first day, days on which something goes wrong, a week of lines, and what can be seen of it all."""
    label = Labels("fa")
    await _first_days(mina, label)
    await _doubts(mina, label)
    await _second_week(mina, label)
    await _comparisons(mina, label)


async def _first_days(mina: Admin, label: Labels) -> None:
    kept, again = label("undo"), label("form-cancel")
    await mina.until(MORNING)
    await begins(mina, label, "گالری مینا")
    await mina.says(label("go-sample"), then=label("compare-record"))
    await mina.says("فالوورا شد ۴۸۵۳ 🥳", then=kept)
    await mina.says("کاروسل ۸ اسلاید، ۱۶۴ لایک، ۱۲ کامنت، ۳۰ ذخیره، ریچ ۳ هزار، دیروز ساعت ۱۲", then=kept)
    await mina.presses(label("post-edit"), then=label("field-likes"))
    await mina.presses(label("field-likes"), then=again)
    await mina.says("۱۷۴", then=kept)
    await mina.says(label("go-compare"), then=label("compare-by-weekday"))

    await mina.until(NIGHT)
    await mina.says("۱۹۸ لایک ۱۳ کامنت ۳۴ سیو", then=kept)
    await mina.until(MORNING)
    await mina.says(label("go-post"), then=label("kind-photo"))
    await mina.presses(label("kind-photo"), then=again)
    await mina.says("۷۲ لایک ۵ کامنت", then=label("when-yesterday"))
    await mina.presses(label("when-yesterday"), then=kept)


async def _doubts(mina: Admin, label: Labels) -> None:
    """What reads in two ways, cannot well be, was sent twice, or was mistyped and is taken back."""
    kept, again = label("undo"), label("form-cancel")
    await mina.waits()
    await mina.says("ریلز ۱/۲k بازدید ۲۱۰ لایک ۱۸ کامنت دیروز ۹ شب", then=again)
    await mina.presses_number(2, then=kept)

    await mina.waits()
    await mina.says("عکس ۸۰ لایک ۶ کامنت ریچ ۵۰ دیروز", then=label("option-without-reach"))
    await mina.presses(label("option-without-reach"), then=kept)

    await mina.waits()
    await mina.says("عسک ۶۶ لایک ۴ کامنت دیروز", then=kept)
    await mina.says("عسک ۶۶ لایک ۴ کامنت دیروز", then=label("option-same"))
    await mina.presses(label("option-same"))

    await mina.waits()
    await mina.says("ریلز ۲۱۵ لایک ۱۴ کامنت دیروز ۹ شب", then=kept)
    await mina.says("ریلز ۲۱۵۰ لایک ۱۴ کامنت دیروز ۹ شب", then=kept)
    await mina.says("/undo", then=label("undone-post"))


async def _second_week(mina: Admin, label: Labels) -> None:
    kept, again = label("undo"), label("form-cancel")
    for line, days in _LINES:
        await mina.waits(days)
        heard = await mina.says(line, then=kept)
        if label("go-followers") in heard:
            await mina.presses(label("go-followers"), then=again)
            await mina.says("۴۹۲۰", then=kept)


async def _comparisons(mina: Admin, label: Labels) -> None:
    await mina.waits()
    await mina.says("مقایسه", then=label("compare-details"))
    await mina.presses(label("compare-details"))
    await mina.presses(label("compare-by-weekday"), then=label("compare-by-kind"))
    await mina.says(label("go-file"))
    await imports(mina, label, "before.csv", earlier_posts(mina.now))
    await mina.presses(label("import-by-weekday"), then=label("compare-by-kind"))
    await mina.presses(label("compare-by-kind"), then=label("compare-by-weekday"))


_LINES: Final[Sequence[tuple[str, int]]] = (
    ("عکس مانتو یلدا، ۷۷ لایک، ۳ کامنت، دیروز ظهر", 1),
    ("ریلز ۲۳۰ لایک ۲۱ کامنت ۶۰ سیو دیروز ۹ شب", 1),
    ("۵۸ لایک ۶ کامنت عکس دیروز", 1),
    ("ریلز ۱۸۸ لایک ۱۲ کامنت دیروز ساعت ۲۱", 1),
    ("عکس ۷۰ لایک ۵ نظر دیروز", 1),
    ("ریلز ۲۴۱ لایک ۱۹ کامنت دیروز ۹ شب", 1),
    ("ریلز ۲۰۲ لایک ۱۶ کامنت دیروز ۹ شب", 1),
    ("کاروسل ۵ اسلاید ۱۵۱ لایک ۱۱ کامنت دیروز ساعت ۱۲", 1),
)
"""What she writes in the second week, and after how many days; the figures are invented."""


def earlier_posts(now: datetime, last: int = 21) -> bytes:
    """An invented table of ninety posts, the newest `last` days old, with Thursdays that did better."""
    chance = random.Random(1405)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["post_id", "published_at", "kind", "likes", "comments", "followers_at_publishing"])
    for days in range(last + 89, last - 1, -1):
        published = (now - timedelta(days=days)).replace(hour=17, minute=30, second=0, microsecond=0)
        kind = chance.choice(("photo", "photo", "reel", "carousel"))
        usual = {"photo": 75, "reel": 200, "carousel": 150}[kind]
        likes = usual * chance.lognormvariate(0, 0.2) * (1.8 if published.weekday() == 3 else 1)
        writer.writerow(
            [f"before-{days}", published.isoformat(), kind, round(likes), round(likes / 14), 4840 - 6 * days]
        )
    return table.getvalue().encode("utf-8-sig")
