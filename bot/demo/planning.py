"""What comes after: plans with reminders, a channel and a group, advice, goals, and a report of the week."""

from datetime import time
from typing import Final

from bot.demo.people import MORNING, NIGHT, Admin, Labels
from bot.demo.show import Unexpected

_ELEVEN: Final = time(11)
_NOON: Final = time(12)
_EVENING: Final = time(18)
_MOST_DAYS: Final = 8
_PAGE: Final = "گالری مینا"
_CHANNEL: Final = "شمع و نور مینا"


async def plans_and_reports(mina: Admin) -> None:
    """Her third week: she asks what works, plans, publishes, and is told of silence and of the week."""
    label = Labels("fa")
    await _speaks_other_languages(mina)
    await _asks_what_works(mina, label)
    await _plans(mina, label)
    group = await _brings_a_group(mina, label)
    await _publishes(mina, label)
    await _falls_silent(mina, label)
    await mina.says("/report", then=label("report-title-week"), chat=group)


async def _speaks_other_languages(mina: Admin) -> None:
    for language in ("ar", "en", "fa"):
        there = Labels(language)
        await mina.says(f"/language {language}", then=there("language-chosen"))
        await mina.says("/compare", then=there("compare-details"))


async def _asks_what_works(mina: Admin, label: Labels) -> None:
    """The best hours, a comparison by something else, the next step, a goal, the trust list."""
    await mina.says("/besttime", then=label("besttime-title"))
    await mina.says("مقایسه ماه‌ها", then=label("compare-title-month"))
    await mina.says("قدم بعدی")
    await mina.says("/goals ۶۰۰۰ فالوور", then=label("goal-span-90"))
    await mina.presses(label("goal-span-90"), then=label("undo"))
    goods = label("trust-sell-off", kind=label.markup("trust-sells-goods"))
    await mina.says("/trust", then=goods)
    await mina.presses(goods, then=label("trust-sells-done"))
    await mina.presses(label("trust-sells-done"), then=label("trust-begin"))
    await mina.presses(label("trust-begin"), then=label("trust-guide", number=1))
    await mina.presses(label("trust-short-yes", number=1))


async def _plans(mina: Admin, label: Labels) -> None:
    """A plan that is reminded of, put off by an hour, and done; then the calendar."""
    await mina.says(
        "/plan امروز ساعت ۱۲ ظهر اسلایدی معرفی شمع زمستانی\nشمع زمستانی رسید 🕯 دایرکت در خدمتم.",
        then=label("plan-do-edit"),
    )
    # Long before or after the report of Saturday morning: what was missed is settled then.
    await mina.says("/plan هر شنبه ساعت ۲۱:۳۰ ریلز پشت صحنه", then=label("plan-do-edit"))
    _comes(await mina.until(_ELEVEN), label("plan-do-hour"))
    await mina.presses(label("plan-do-hour"))
    _comes(await mina.until(_NOON), label("plan-do-done"))
    await mina.presses(label("plan-do-done"), then=label("plan-no-link"))
    await mina.presses(label("plan-no-link"))
    await mina.says("/calendar", then=label("calendar-go-month"))
    await mina.presses(label("calendar-go-month"), then=label("calendar-go-weeks"))


async def _brings_a_group(mina: Admin, label: Labels) -> int:
    """Her team's group, to which the report comes on its day; its id."""
    group = await mina.makes("supergroup", f"تیم {_PAGE}")
    await mina.hears(label("chat-later"))
    await mina.presses(label("chat-later"))
    await mina.says("/link", then=label("group-which-page"), chat=group)
    await mina.presses_number(1, then="/report", chat=group)
    return group


async def _publishes(mina: Admin, label: Labels) -> None:
    """A channel of her page, in which a plan publishes itself."""
    await mina.makes("channel", _CHANNEL, "mina_candles")
    await mina.hears(label("chat-later"))
    await mina.presses(label("chat-new-page", page=_CHANNEL), then=label("chat-linked-what"))
    await _goes_to(mina, label, _CHANNEL)
    line = "/plan امروز ساعت ۶ عصر متن ارسال رایگان\nارسال به همهٔ شهرها این هفته رایگان است 📦"
    await mina.says(line, then=label("plan-do-publish"))
    await mina.presses(label("plan-do-publish"), then=label("plan-do-preview"))
    await mina.presses(label("plan-do-preview"))
    _comes(await mina.until(_EVENING), label("publish-open"))
    await _goes_to(mina, label, _PAGE)


async def _goes_to(mina: Admin, label: Labels, page: str) -> None:
    """Works on another of her pages."""
    await mina.says("/page", then=page)
    await mina.presses(next(each for each in mina.labels if page in each), then=label("page-use"))
    await mina.presses(label("page-use"))


async def _falls_silent(mina: Admin, label: Labels) -> None:
    """Days without a post, until that was noticed and the group had its report of the week."""
    missing = {label("gaps-fill"), label("report-title-week")}
    for _ in range(_MOST_DAYS):
        heard = await mina.until(NIGHT) + await mina.until(MORNING)
        missing = {what for what in missing if what not in heard}
        if not missing:
            return
    raise Unexpected(" ".join(missing))


def _comes(heard: str, what: str) -> None:
    if what not in heard:
        raise Unexpected(what)
