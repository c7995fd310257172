"""Goals: set by a line or by taps, measured or told, celebrated once, asked about once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.language.texts import Texts
from tests.handlers.talking import TEHRAN, Talk, Town, goes_to
from tests.handlers.test_bundles import rung


def goal(talk: Talk) -> dict[str, object]:
    """The newest goal of her page that stands."""
    sql = "SELECT * FROM goals WHERE page_id = ? AND closed_at IS NULL ORDER BY id DESC LIMIT 1"
    return talk.town.row(sql, talk.page_id)


async def test_a_goal_in_one_line_is_kept_at_once_with_where_it_stands(sara: Talk):
    await sara.says("فالوورا شد ۴۰۰۰")
    heard = await sara.says("/goals ۵۰۰۰ فالوور تا ۱ بهمن")
    kept = goal(sara)
    assert (kept["kind"], kept["target"], kept["start"], kept["due"]) == (
        "followers",
        5000.0,
        4000.0,
        "2027-01-21",
    )
    assert "۵٬۰۰۰ فالوور تا ۱ بهمن ۱۴۰۵" in heard.text
    assert "حالا ۴٬۰۰۰ فالوور" in heard.text
    assert "لازم است" in heard.text
    await sara.presses("برگردان")
    assert sara.town.rows("SELECT * FROM goals WHERE page_id = ? AND closed_at IS NULL", sara.page_id) == []


async def test_a_goal_by_taps_asks_for_the_figure_and_the_day(sara: Talk):
    heard = await sara.says("هدف")
    assert "هنوز هدفی ندارد" in heard.text
    await sara.presses("🎯 هدف تازه")
    heard = await sara.presses("پست در هفته")
    assert "هفته‌ای چند پست؟" in heard.text
    await sara.says("۵")
    heard = await sara.presses("سه ماه")
    assert goal(sara)["target"] == 5
    assert "۵ پست در هفته" in heard.text
    assert "حالا ۰ پست در هفته" in heard.text


@pytest.mark.parametrize("way", ["/goals ", ""])
async def test_a_goal_that_names_likes_and_a_day_is_no_post(sara: Talk, way: str):
    if not way:
        await sara.says("/goals")
        await sara.presses("🎯 هدف تازه")
    await sara.says(f"{way}۵ از هر ۱۰۰ نفر لایک تا ۱ بهمن")
    await sara.presses(Texts("fa").plain("goal-kind-rate"))
    kept = goal(sara)
    assert (kept["kind"], kept["target"], kept["due"]) == ("rate", 5, "2027-01-21")
    assert sara.posts() == []


async def test_a_post_typed_amid_the_questions_about_a_goal_is_a_post(sara: Talk):
    await sara.says("/goals")
    await sara.presses("🎯 هدف تازه")
    await sara.says("ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز")
    assert sara.post()["likes"] == 1200


async def test_sales_add_up_and_a_small_sum_with_its_currency_is_asked_about(sara: Talk):
    await sara.says("/goals فروش ۳۰ میلیون تا ۱ بهمن")
    assert goal(sara)["target"] == 30_000_000
    await sara.presses("✍️ عدد تازه")
    await sara.says("۵ میلیون")
    await sara.presses("✍️ عدد تازه")
    heard = await sara.says("۲۰۰ تومن")
    assert "یعنی چقدر" in heard.text
    heard = await sara.presses("هزار برابرش (هزار تومان)")
    assert "حالا ۵٬۲۰۰٬۰۰۰" in heard.text
    await sara.presses("برگردان")
    heard = await sara.says("/goals")
    assert "حالا ۵٬۰۰۰٬۰۰۰" in heard.text


async def test_millions_with_a_small_rest_are_asked_about(sara: Talk):
    heard = await sara.says("/goals فروش دو میلیون و پونصد تا ۱ بهمن")
    assert heard.labels[:2] == ["۲٬۵۰۰٬۰۰۰", "۲٬۰۰۰٬۵۰۰"]
    await sara.presses("۲٬۵۰۰٬۰۰۰")
    assert goal(sara)["target"] == 2_500_000


async def test_a_told_figure_that_reaches_the_goal_is_celebrated_once(sara: Talk):
    await sara.says("/goals")
    await sara.presses("🎯 هدف تازه")
    await sara.presses("چیز دیگر")
    await sara.says("سفارش‌های <b>حضوری</b>")
    await sara.says("۱۰")
    await sara.presses("یک ماه")
    await sara.presses("✍️ عدد تازه")
    heard = await sara.says("۱۲")
    assert heard.text.count("به هدفش رسید") == 1
    assert "سفارش‌های <b>حضوری</b>" in heard.text.replace("&lt;", "<").replace("&gt;", ">")
    await sara.says("/goals")
    await sara.presses(data=f"gd:{goal(sara)['id']}:tell")
    heard = await sara.says("۱۳")
    assert "به هدفش رسید" not in heard.text


async def test_a_measured_goal_is_celebrated_in_the_next_bundle(sara: Talk, town: Town):
    await sara.says("فالوورا شد ۴۹۰۰")
    await sara.says("/goals ۵۰۰۰ فالوور تا ۱ بهمن")
    await sara.says("فالوورا شد ۵۱۰۰")
    await goes_to(sara, "20:00", days=1)
    heard = await sara.hears_later()
    assert "به هدفش رسید" in heard.text
    assert goal(sara)["reached_at"] is not None


async def test_a_goal_is_looked_at_at_the_same_time_of_every_day(sara: Talk):
    """However late one look comes, the next one does not come later for it."""
    await sara.says("/goals ۵۰۰۰ فالوور تا ۱ بهمن")
    sql = "SELECT due_at FROM alarms WHERE kind = 'goals' AND subject_id = ? AND done_at IS NULL"
    looks = []
    for _ in range(3):
        due = datetime.fromisoformat(sara.town.row(sql, goal(sara)["id"])["due_at"]).astimezone(TEHRAN)
        looks.append(due)
        await sara.town.set_time(due + timedelta(minutes=7, seconds=3))
        await rung(sara)
    assert [each - looks[0] for each in looks] == [timedelta(days=days) for days in range(3)]


async def test_a_goal_whose_day_has_passed_gets_a_question_once(sara: Talk, town: Town):
    await sara.says("فالوورا شد ۴۰۰۰")
    await sara.says("/goals ۵۰۰۰ فالوور")
    await sara.presses("یک ماه")
    await goes_to(sara, "18:00", days=31)
    await rung(sara)
    await goes_to(sara, "20:00")
    heard = await sara.hears_later()
    assert "ادامه بدهیم، عوضش کنیم" in heard.text
    await sara.presses("همین بماند")
    await sara.says("/goals")
    await sara.presses(data=f"gd:{goal(sara)['id']}:day")
    heard = await sara.presses("سه ماه")
    assert "لازم است" in heard.text
    assert goal(sara)["asked_at"] is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/goals -۵ فالوور", "زیر صفر"),
        ("/goals ۱۰ فالوور تا دیروز", "بعد از امروز"),
        ("/goals نرخ تعامل ۱۵۰", "بیشتر از ۱۰۰"),
        ("/goals ۹۹۹۹۹۹۹۹۹۹۹۹۹۹ فالوور", "هدف نمی‌شود"),
    ],
)
async def test_what_cannot_be_a_goal_is_refused_with_the_next_step(sara: Talk, line: str, said: str):
    heard = await sara.says(line)
    assert said in heard.text
    assert sara.town.rows("SELECT * FROM goals WHERE page_id = ?", sara.page_id) == []


async def test_who_may_only_look_sees_goals_and_changes_none(sara: Talk, mina: Talk):
    await sara.says("/goals ۵ پست در هفته تا ۱ بهمن")
    number, page = goal(sara)["id"], sara.page_id
    await mina.has_page("@other")
    heard = await mina.forges(f"gd:{number}:show")
    assert "پیدا نشد" in heard.text
    mina.role("viewer", page)
    heard = await mina.says("/goals")
    assert "۵ پست در هفته" in heard.text
    assert heard.labels == []
    for forged in (f"gd:{number}:close", f"gd:{number}:target", f"gl:{page}:new"):
        assert "فقط می‌توانید ببینید" in (await mina.forges(forged)).text
    assert "فقط می‌توانید ببینید" in (await mina.says("/goals ۱۰ پست در هفته تا ۱ بهمن")).text
    assert goal(sara)["target"] == 5


async def test_more_goals_than_can_be_followed_are_refused(sara: Talk):
    for posts in range(1, 11):
        await sara.says(f"/goals {posts} پست در هفته تا ۱ بهمن")
    heard = await sara.says("/goals ۱۱ پست در هفته تا ۱ بهمن")
    assert "اول یکی را کنار بگذارید" in heard.text
    await sara.presses(data=f"gd:{goal(sara)['id']}:close", forged=True)
    heard = await sara.forges(f"gd:{goal(sara)['id'] + 1}:show")
    assert "پیدا نشد" in heard.text


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("ar", "/goals ٥ منشورات في الأسبوع حتى ١ مارس", "منشور في الأسبوع"),
        ("en", "/goals 5 posts a week by 1 March", "posts a week"),
    ],
)
async def test_goals_are_set_in_every_language(town: Town, language: str, line: str, said: str):
    async with await Talk.new(town, "Guest", language) as guest:
        await guest.has_page("@guest")
        heard = await guest.says(line)
        assert said in heard.text
        assert goal(guest)["due"] == "2027-03-01"


@pytest.mark.parametrize("day", ["دیروز", "ده سال دیگر", "۱ دی ۱۴۲۰"])
async def test_a_day_that_cannot_be_is_asked_again_and_the_rest_is_kept(sara: Talk, day: str):
    heard = await sara.says(f"/goals ۶۰۰۰ فالوور تا {day}")
    assert "سه ماه" in heard.labels
    await sara.presses("سه ماه")
    assert float(goal(sara)["target"]) == 6000
