"""Planning posts: typed, asked for, changed, taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.handlers.talking import Talk, tehran
from tests.playground.test_files import png

LINE = "/plan فردا ۱۲ کاروسل معرفی محصول تازه"


def plan(talk: Talk) -> dict[str, Any]:
    """Her only plan."""
    (found,) = talk.plans()
    return found


async def test_a_clear_line_is_kept_at_once_and_can_be_taken_back(sara: Talk) -> None:
    heard = await sara.says(LINE)
    assert "برنامه ثبت شد" in heard.text
    assert "اسلایدی، معرفی محصول تازه" in heard.text
    assert "فردا، دوشنبه ۲ آذر ساعت ۱۲:۰۰" in heard.text
    assert "یک ساعت قبل" in heard.text
    kept = plan(sara)
    assert (kept["at"], kept["wall"]) == (tehran("2026-11-23T12:00"), "2026-11-23T12:00")
    assert (kept["kind"], kept["topic"], kept["state"]) == ("carousel", "معرفی محصول تازه", "planned")
    assert kept["assignee"] == sara.id
    assert "برگردانده شد" in (await sara.presses("برگردان")).text
    assert sara.plans() == []


async def test_bare_it_asks_what_on_which_day_and_when(sara: Talk) -> None:
    assert "چه پستی" in (await sara.says("/plan")).text
    assert "چه روزی" in (await sara.presses("استوری")).text
    assert "چه ساعتی" in (await sara.presses("فردا")).text
    assert "برنامه ثبت شد" in (await sara.presses("۶ عصر")).text
    assert plan(sara)["at"] == tehran("2026-11-23T18:00")


async def test_a_day_without_an_hour_and_an_idea_without_a_day_are_kept_as_such(sara: Talk) -> None:
    await sara.says("/plan فردا عکس شال")
    heard = await sara.presses("ساعتش مهم نیست")
    assert "ساعت" not in heard.text.split("\n")[3]
    assert (plan(sara)["day_only"], plan(sara)["at"]) == (1, tehran("2026-11-23T12:00"))
    await sara.says("/plan ریلز پشت صحنه")
    assert "ایده" in (await sara.presses("فعلاً فقط ایده")).text
    idea = sara.plans()[0]
    assert (idea["state"], idea["at"], idea["next_at"]) == ("idea", None, None)


async def test_what_can_be_read_in_two_ways_is_asked_with_both_readings(sara: Talk) -> None:
    heard = await sara.says("/plan ۹/۱۰ ساعت ۱۸ عکس مانتو")
    assert len([label for label in heard.labels if "آذر" in label or "دی" in label]) == 2
    await sara.presses(data=heard.data[0])
    assert plan(sara)["at"] == tehran("2026-12-01T18:00")


async def test_the_past_is_asked_about(sara: Talk) -> None:
    heard = await sara.says("/plan امروز ساعت ۹ صبح عکس")
    assert "گذشته است" in heard.text
    assert sara.plans() == []
    assert "برنامه ثبت شد" in (await sara.presses(data=heard.data[0])).text
    assert plan(sara)["at"] == tehran("2026-11-23T09:00")


async def test_the_same_plan_twice_is_asked_about(sara: Talk) -> None:
    await sara.says(LINE)
    assert "همین برنامه برای همین وقت هست" in (await sara.says(LINE)).text
    await sara.presses("نه، همان است")
    assert len(sara.plans()) == 1


async def test_words_do_what_the_command_does(sara: Talk) -> None:
    assert "چه پستی" in (await sara.says("برنامه")).text
    await sara.says("لغو")
    assert "سر وقت" in (await sara.says("یادم بنداز پس‌فردا ۱۰ صبح استوری بذارم")).text
    assert json.loads(plan(sara)["leads"]) == [0]
    await sara.says("برنامه فردا ۱۸ ریلز شال")
    assert [row["kind"] for row in sara.plans()] == ["reel", "story"]


async def test_a_line_under_the_first_is_the_caption(sara: Talk) -> None:
    heard = await sara.says(f"{LINE}\nسلام دوستان\nرسید!")
    assert plan(sara)["text"] == "سلام دوستان\nرسید!"
    (copied,) = [b["copy_text"] for b in heard.buttons if "copy_text" in b]
    assert copied == "سلام دوستان\nرسید!"


async def test_a_caption_too_long_for_a_button_is_shown_to_be_copied(sara: Talk) -> None:
    caption = "متن <b>بلند</b> " * 40
    heard = await sara.says(f"{LINE}\n{caption}")
    assert not [b for b in heard.buttons if "copy_text" in b]
    assert caption.strip() in heard.text


async def test_a_photo_or_an_album_with_a_line_goes_with_its_plan(sara: Talk) -> None:
    heard = await sara.sends_photo(png(), LINE)
    assert "۱ فایل همراهش است" in heard.text
    assert [kind for _, kind in json.loads(plan(sara)["media"])] == ["photo"]


async def test_a_photo_with_a_command_is_a_plan_of_its_own_while_another_is_asked_about(sara: Talk) -> None:
    await sara.says("/plan شنبه آینده عصر ریلز پشت صحنه\nکپشن ریلز")
    heard = await sara.sends_photo(png(), "/plan فردا ۱۰ صبح عکس کیف\nکپشن کیف")
    assert "برنامه ثبت شد" in heard.text
    kept = plan(sara)
    assert (kept["kind"], kept["topic"], kept["text"]) == ("photo", "کیف", "کپشن کیف")
    assert [kind for _, kind in json.loads(kept["media"])] == ["photo"]
    heard = await sara.presses("شنبه ۷ آذر")
    assert "کپشن کیف" not in heard.text
    await sara.presses("لغو")


async def test_a_whole_plan_in_words_takes_nothing_from_the_one_that_is_asked_about(sara: Talk) -> None:
    await sara.says("/plan شنبه آینده عصر ریلز پشت صحنه")
    heard = await sara.says("یادم بنداز فردا ۱۰ صبح عکس کیف")
    assert "برنامه ثبت شد" in heard.text
    assert [(row["kind"], row["topic"]) for row in sara.plans()] == [("photo", "کیف")]
    assert "پشت صحنه" in (await sara.presses("شنبه ۷ آذر")).text
    assert "پشت صحنه" in (await sara.says("یادم بنداز ساعت ۵ عصر")).text
    assert [(row["kind"], row["topic"]) for row in sara.plans()] == [("photo", "کیف"), ("reel", "پشت صحنه")]


async def test_fields_are_changed_one_by_one(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.presses("اصلاح")
    await sara.presses("زمان")
    heard = await sara.says("پنجشنبه ۹ شب")
    assert "برنامه عوض شد" in heard.text
    assert plan(sara)["at"] == tehran("2026-11-26T21:00")
    await sara.presses("اصلاح")
    await sara.presses("یادآوری")
    await sara.presses("یک روز و یک ساعت قبل")
    assert json.loads(plan(sara)["leads"]) == [1440, 60]
    await sara.presses("اصلاح")
    await sara.presses("کپشن")
    await sara.says("سلام\n\nبه همه")
    assert plan(sara)["text"] == "سلام\n\nبه همه"
    await sara.presses("برگردان")
    assert plan(sara)["text"] is None


async def test_a_new_day_keeps_the_hour(sara: Talk) -> None:
    await sara.says("/plan فردا ۱۸ عکس")
    await sara.presses("اصلاح")
    await sara.presses("زمان")
    await sara.says("پنجشنبه")
    await sara.presses("همان ساعت قبلی")
    assert plan(sara)["at"] == tehran("2026-11-26T18:00")


async def test_link_buttons_are_typed_a_line_each(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.presses("اصلاح")
    await sara.presses("دکمهٔ لینک")
    assert "نفهمیدم" in (await sara.says("بدون آدرس")).text
    await sara.says("خرید از سایت - shop.example/a\nتماس https://t.me/gol")
    found = json.loads(plan(sara)["links"])
    assert found == [["خرید از سایت", "https://shop.example/a"], ["تماس", "https://t.me/gol"]]


async def test_old_buttons_and_those_of_others_change_nothing(sara: Talk, mina: Talk) -> None:
    heard = await sara.says(LINE)
    old = heard.button("اصلاح")
    await sara.presses("اصلاح")
    await sara.presses("این بار نه")
    refused = await sara.presses(data=old, message_id=heard.messages[0]["message_id"], forged=True)
    assert "بعد از این پیام عوض شده" in refused.notice
    before = plan(sara)
    await mina.says("/start")
    await mina.says("@other")
    delete = f"pn:{before['id']}:{before['version']}:delete"
    assert "پیدا نشد" in (await mina.forges(delete)).notice
    mina.role("viewer", sara.page_id)
    assert "فقط می‌توانید ببینید" in (await mina.forges(delete)).notice
    assert plan(sara) == before


async def test_a_viewer_plans_nothing(sara: Talk, mina: Talk) -> None:
    await mina.says("/start")
    await mina.says("@other")
    mina.role("viewer", sara.page_id)
    assert "فقط می‌توانید ببینید" in (await mina.says(LINE)).text
    assert sara.plans() == []


async def test_a_plan_typed_before_there_is_a_page_is_kept_once_there_is(mina: Talk) -> None:
    await mina.says(LINE)
    heard = await mina.says("@mina_shop")
    assert "برنامه ثبت شد" in heard.text
    assert plan(mina)["kind"] == "carousel"


async def test_a_plan_is_deleted_and_brought_back(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.presses("اصلاح")
    await sara.presses("پاک کردن")
    assert sara.plans() == []
    await sara.presses("برگردان")
    assert plan(sara)["next_at"] == tehran("2026-11-23T11:00")


@pytest.mark.parametrize(
    ("language", "line", "kept"),
    [
        ("ar", "خطة بكرا ٦ العصر ريل عن المنتج", "سُجّلت الخطة"),
        ("en", "/plan tomorrow 6pm reel new product", "Planned ✅"),
    ],
)
async def test_it_speaks_the_persons_language(sara: Talk, language: str, line: str, kept: str) -> None:
    await sara.says(f"/language {language}")
    assert kept in (await sara.says(line)).text
    assert (plan(sara)["kind"], plan(sara)["at"]) == ("reel", tehran("2026-11-23T18:00"))


async def test_a_line_with_counts_is_a_post_whatever_it_begins_with(sara: Talk) -> None:
    await sara.says("برنامه غذایی عکس ۵۰۰ لایک ۱۲ کامنت امروز ساعت ۹ صبح")
    assert sara.plans() == []
    assert sara.post()["likes"] == 500
    await sara.says("/plan")
    await sara.says("ریلز ۳۰۰ لایک ۷ کامنت دیروز ساعت ۱۲")
    assert len(sara.posts()) == 2


async def test_what_is_done_is_changed_no_more(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.presses("اصلاح")
    await sara.presses("✅ انجام شد")
    done = plan(sara)
    for do in ("edit.when", "tomorrow"):
        refused = await sara.forges(f"pn:{done['id']}:{done['version']}:{do}")
        assert "انجام شده است" in refused.notice
    assert plan(sara) == done
