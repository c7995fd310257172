"""A plan of a picture that never came publishes no text in its place: it is said before, and asked then."""

from __future__ import annotations

import pytest

from tests.handlers.channels import Channel
from tests.handlers.talking import Heard, Talk, goes_to
from tests.handlers.test_publishing import empty, seen
from tests.playground.test_files import png

pytestmark = pytest.mark.usefixtures("own_sunday")


async def asked_at_its_time(sara: Talk) -> Heard:
    """Sets a plan of a photo without one to publish itself; what comes at its time."""
    await sara.says("/plan فردا ۱۲ ظهر عکس شال پاییزی\nشال‌ها رسید")
    assert "هنوز نرسیده" in (await sara.presses("خودت منتشر کن")).text
    shown = await sara.presses("پیش‌نمایش")
    assert "هنوز نرسیده" in shown.text
    assert shown.button("عکس یا ویدیو")
    await goes_to(sara, "11:00", days=1)
    assert "هنوز نرسیده" in (await sara.hears_later()).text
    await goes_to(sara, "12:00")
    return await sara.hears_later()


async def test_the_text_goes_alone_only_once_that_is_said(sara: Talk) -> None:
    channel = await Channel.linked(sara)
    asked = await asked_at_its_time(sara)
    assert "فقط متنش" in asked.text
    assert (sara.plans()[0]["failure"], sara.posts()) == ("no-media", [])
    await empty(channel)
    await sara.presses("فقط متن منتشر شود")
    (message,) = await seen(channel)
    assert message["text"] == "شال‌ها رسید"
    assert "منتشر شد" in (await sara.hears_later()).text
    assert (sara.post()["kind"], sara.plans()[0]["state"]) == ("text", "done")


async def test_the_picture_that_comes_late_goes_out_at_once(sara: Talk) -> None:
    channel = await Channel.linked(sara)
    asked = await asked_at_its_time(sara)
    await sara.presses(data=asked.button("عکس یا ویدیو"))
    heard = await sara.sends_photo(png(), "")
    assert "هنوز نرسیده" not in heard.text
    await sara.presses("همین حالا منتشر کن")
    (message,) = await seen(channel)
    assert message["photo"]
    assert "منتشر شد" in (await sara.hears_later()).text
    assert sara.post()["kind"] == "photo"


@pytest.mark.parametrize(
    ("language", "line", "publish", "missing"),
    [
        ("ar", "/plan بكرا ١٢ الظهر صورة\nوصلت الشالات", "publish", "لم تصل صورتها"),
        ("en", "/plan tomorrow 12pm photo\nShawls are here", "publish", "still missing"),
    ],
)
async def test_what_is_missing_is_said_in_the_persons_language(
    sara: Talk, language: str, line: str, publish: str, missing: str
) -> None:
    await Channel.linked(sara)
    await sara.says(f"/language {language}")
    await sara.says(line)
    plan = sara.plans()[0]
    assert missing in (await sara.forges(f"pn:{plan['id']}:{plan['version']}:{publish}")).text
