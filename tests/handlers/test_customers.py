"""Customers: asked little, seen by members only, deleted for good; sales with their real shares."""

from __future__ import annotations

import time
from datetime import timedelta

from bot.domain.customers import questions, shares
from tests.handlers.talking import TEHRAN, Talk, Town, tehran

MEMBERS_ONLY = "دیگر این‌جا نیست"


def customers(talk: Talk) -> list[dict[str, object]]:
    return talk.town.rows("SELECT * FROM customers WHERE page_id = ? ORDER BY id", talk.page_id)


def purchases(talk: Talk) -> list[dict[str, object]]:
    sql = "SELECT p.*, c.name FROM purchases p JOIN customers c ON c.id = p.customer_id WHERE c.page_id = ?"
    return talk.town.rows(f"{sql} ORDER BY p.id", talk.page_id)


async def a_customer(talk: Talk, name: str = "نرگس") -> int:
    await talk.says(f"/customers {name}")
    await talk.presses("یک نفر")
    return int(str(customers(talk)[-1]["id"]))


async def test_a_customer_is_added_by_name_asked_three_by_three_and_gets_a_level(sara: Talk):
    heard = await sara.says("مشتری‌ها")
    assert "فقط اعضای همین پیج" in heard.text
    number = await a_customer(sara)
    heard = await sara.presses("سه سؤال ◀️")
    asked: list[str] = []
    for _ in range(5):
        for data in [each for each in heard.of_kind("cq") if each.split(":")[3] == "yes"]:
            asked.append(data.split(":")[2])
            heard = await sara.presses(data=data)
        heard = await sara.presses("سه مورد بعدی ◀️")
    assert sorted(map(int, asked)) == [each.number for each in questions().values()]
    rows = sara.town.rows("SELECT * FROM customer_answers WHERE customer_id = ?", number)
    assert {row["question"] for row in rows} == set(questions())
    heard = await sara.presses("برگشت به مشتری")
    assert "معرف شما" in heard.text
    assert "کم می‌خرد" not in heard.text


async def test_a_small_buyer_who_brings_others_is_seen_as_such_and_thanked(sara: Talk):
    number = await a_customer(sara, "سارا کوچک")
    refers = questions()["refers"].number
    await sara.forges(f"cq:{number}:{refers}:yes:{refers}")
    heard = await sara.presses("برگشت به مشتری")
    assert "حرفش شنیده می‌شود" in heard.text
    await sara.says("/customers")
    heard = await sara.presses("تشکر از چه کسی")
    assert "سارا کوچک: کم می‌خرد" in heard.text
    await sara.presses("سارا کوچک")
    await sara.presses("💛 تشکر کردم")
    await sara.says("/customers")
    heard = await sara.presses("تشکر از چه کسی")
    assert "کسی نمانده" in heard.text


async def test_thanks_and_answers_about_a_customer_are_taken_back(sara: Talk):
    number = await a_customer(sara, "نرگس")
    refers = questions()["refers"].number
    await sara.forges(f"cq:{number}:{refers}:no:{refers}")
    await sara.forges(f"cq:{number}:{refers}:yes:{refers}")
    await sara.forges(f"ck:{number}:thanked")
    await sara.says("/customers")
    heard = await sara.presses("تشکر از چه کسی")
    assert "کسی نمانده" in heard.text
    heard = await sara.says("برگردان")
    assert "پس گرفته شد" in heard.text
    assert customers(sara)[0]["thanked_at"] is None
    await sara.says("/customers")
    heard = await sara.presses("تشکر از چه کسی")
    assert "نرگس" in heard.text
    await sara.says("برگردان")
    rows = sara.town.rows("SELECT reply FROM customer_answers WHERE customer_id = ?", number)
    assert [row["reply"] for row in rows] == ["no"]


async def test_thanks_are_taken_back_by_the_button_below_them(sara: Talk):
    number = await a_customer(sara, "نرگس")
    await sara.forges(f"ck:{number}:thanked")
    await sara.presses("برگردان")
    assert customers(sara)[0]["thanked_at"] is None


async def test_thresholds_are_set_once_for_all_questions_of_the_page(sara: Talk):
    await sara.says("/customers")
    await sara.presses("حدها")
    heard = await sara.presses(data=f"cu:{sara.page_id}:x.buys.5")
    assert "بیش از ۵ بار در ماه" in heard.text
    await a_customer(sara)
    heard = await sara.presses("سه سؤال ◀️")
    assert "بیش از ۵ بار در ماه می‌خرد؟" in heard.text
    heard = await sara.forges(f"cu:{sara.page_id}:x.buys.777")
    assert heard.alert


async def test_a_typed_list_gives_the_real_shares_beside_the_claim(sara: Talk):
    amounts = {"نرگس": 900_000, "علی": 300_000, "مینا": 200_000, "رضا": 100_000, "گلی": 50_000}
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.says("\n".join(f"{name} {amount}" for name, amount in amounts.items()) + "\nبی‌مبلغ")
    assert "۵ خرید" in heard.text
    assert "بی‌مبلغ" in heard.text
    assert {row["name"]: row["amount"] for row in purchases(sara)} == amounts
    heard = await sara.presses("سهم مشتری‌ها از فروش")
    found = shares(amounts.values())
    assert found is not None
    persian = str(round(found.top_share)).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f"{persian} درصد فروش" in heard.text
    assert "قاعدهٔ سرانگشتی" in heard.text
    assert heard.messages[0]["photo"]
    await sara.says("برگردان")
    assert purchases(sara) == customers(sara) == []


async def test_small_sums_in_tomans_are_asked_about_once_for_the_list(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.says("نرگس ۲۰۰ تومن\nعلی ۳۵۰ تومن\nمینا ۱٬۲۰۰٬۰۰۰")
    assert "یک بار می‌پرسم" in heard.text
    assert purchases(sara) == []
    await sara.presses("هزار برابرش (هزار تومان)")
    assert [row["amount"] for row in purchases(sara)] == [200_000, 350_000, 1_200_000]


async def test_what_was_answered_about_a_list_is_not_meant_of_one_typed_in_its_place(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    await sara.says("علی ۲۰۰ تومن شنبه گذشته\nنرگس ۲۵۰ هزار")
    await sara.presses("هزار برابرش (هزار تومان)")
    await sara.says("رضا ۵۰۰")
    assert [(each["name"], each["amount"], each["bought_at"]) for each in purchases(sara)] == [
        ("رضا", 500, None)
    ]


async def test_a_typed_line_carries_its_day_and_tells_who_has_gone_quiet(sara: Talk, town: Town):
    today = (await town.now()).astimezone(TEHRAN).date()
    days = [today - timedelta(days=back) for back in (41, 31, 21)]
    written = [f"{day.year}/{day.month}/{day.day}" for day in days]
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    await sara.says("\n".join(f"مینا ۲۵۰ هزار {day}" for day in written))
    assert [row["bought_at"] for row in purchases(sara)] == [tehran(f"{day}T12:00") for day in days]
    await sara.says("/customers")
    heard = await sara.presses("چه کسی ساکت شده")
    assert "مینا: ۲۱ روز است نیامده (معمولاً هر ۱۰ روز)" in heard.text


async def test_a_day_with_two_readings_is_asked_once_and_shares_say_their_span(sara: Talk):
    names = ("نرگس", "علی", "مینا", "رضا", "گلی")
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.says("\n".join(f"{name} ۲۵۰ هزار شنبه" for name in names[:4]) + "\nگلی ۱۰۰ هزار")
    assert "«شنبه» کدام روز بود؟" in heard.text.replace("\u2068", "").replace("\u2069", "")
    assert purchases(sara) == []
    await sara.presses(next(label for label in heard.labels if "شنبه" in label))
    dated = [row["bought_at"] for row in purchases(sara)]
    assert dated[:4] == [tehran("2026-11-21T12:00")] * 4
    assert dated[4] is None
    heard = await sara.presses("سهم مشتری‌ها از فروش")
    assert "خریدهای تاریخ‌دار از ۳۰ آبان ۱۴۰۵" in heard.text
    assert "۱ خرید تاریخ ندارد" in heard.text


async def test_millions_with_a_small_rest_are_asked_about_once_for_the_list(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.says("نرگس دو میلیون و پونصد\nعلی یه میلیون و دویست")
    assert purchases(sara) == []
    assert heard.labels[:2] == ["۲٬۵۰۰٬۰۰۰", "۲٬۰۰۰٬۵۰۰"]
    await sara.presses(heard.labels[0])
    assert [row["amount"] for row in purchases(sara)] == [2_500_000, 1_200_000]


async def test_a_purchase_of_another_day_is_kept_there_and_one_to_come_is_refused(sara: Talk):
    await a_customer(sara)
    await sara.presses("🛍 خرید تازه")
    heard = await sara.says("۲۵۰ هزار فردا")
    assert "هنوز نیامده" in heard.text
    heard = await sara.says("یه میلیون و دویست دیروز")
    await sara.presses("۱٬۲۰۰٬۰۰۰")
    (bought,) = purchases(sara)
    assert (bought["amount"], bought["bought_at"]) == (1_200_000, tehran("2026-11-21T12:00"))


async def test_negative_huge_and_empty_sums_are_refused_and_nothing_is_kept(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.says("علی -۵۰۰\nرضا 99999999999999999999\n🌸🌸")
    assert "چیزی ثبت نشد" in heard.text
    assert purchases(sara) == []
    await sara.says("لغو")
    await a_customer(sara)
    await sara.presses("🛍 خرید تازه")
    heard = await sara.says("-۵")
    assert "منفی" in heard.text
    await sara.says("۲۵۰ هزار")
    assert [row["amount"] for row in purchases(sara)] == [250_000]


async def test_a_file_of_five_thousand_customers_is_read_shared_and_taken_back(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    rows = "\n".join(f"مشتری شماره {n},{1000 + n * 7}" for n in range(5000))
    began = time.monotonic()
    heard = await sara.sends(f"نام,مبلغ\n{rows}\n".encode(), "sales.csv")
    assert time.monotonic() - began < 15
    assert "۵٬۰۰۰ خرید" in heard.text
    assert sara.drafts() == []
    heard = await sara.says("/customers")
    assert "۵٬۰۰۰ مشتری" in heard.text
    heard = await sara.says("/customers شماره 499")
    assert "مشتری شماره 499" in heard.text
    await sara.says("برگردان")
    assert customers(sara) == []


async def test_a_file_that_is_no_list_of_sales_is_refused_and_the_question_stays(sara: Talk):
    await sara.says("/customers")
    await sara.presses("🧾 فهرست خریدها")
    heard = await sara.sends("الف,ب\nپ,ت\n".encode(), "sales.csv")
    assert "سر ستون‌ها" in heard.text
    heard = await sara.sends(b"x", "a.pdf")
    assert heard.text
    assert len(sara.drafts()) == 1


async def test_who_used_to_come_and_stays_away_is_told(sara: Talk, town: Town):
    await a_customer(sara, "مینا")
    for _ in range(3):
        number = customers(sara)[-1]["id"]
        await sara.forges(f"ck:{number}:bought")
        await sara.says("۲۵۰ هزار")
        await town.set_time(await town.now() + timedelta(days=10))
    await sara.says("/customers")
    heard = await sara.presses("چه کسی ساکت شده")
    assert "کسی را نمی‌بینم" in heard.text
    await town.set_time(await town.now() + timedelta(days=11))
    await sara.says("/customers")
    heard = await sara.presses("چه کسی ساکت شده")
    assert "مینا: ۲۱ روز است نیامده (معمولاً هر ۱۰ روز)" in heard.text


async def test_a_deleted_customer_leaves_nothing_behind(sara: Talk):
    number = await a_customer(sara)
    await sara.presses("🛍 خرید تازه")
    await sara.says("۲۵۰ هزار")
    await sara.forges(f"cq:{number}:1:yes:1")
    await sara.forges(f"ck:{number}:show")
    await sara.presses("🗑 پاک کردن")
    heard = await sara.presses("بله، پاک شود")
    assert "چیزی از او نگه نداشتم" in heard.text
    for table, column in (
        ("customers", "id"),
        ("purchases", "customer_id"),
        ("customer_answers", "customer_id"),
    ):
        assert sara.town.rows(f"SELECT 1 FROM {table} WHERE {column} = ?", number) == []
    heard = await sara.forges(f"ck:{number}:show")
    assert MEMBERS_ONLY in heard.notice


async def test_only_members_see_customers_and_a_viewer_changes_none(sara: Talk, mina: Talk):
    number = await a_customer(sara, "نرگس")
    await mina.says("/start")
    await mina.says("@other")
    for forged in (
        f"ck:{number}:show",
        f"ck:{number}:delete.yes",
        f"cq:{number}:1:yes:1",
        f"cu:{sara.page_id}:list.0",
    ):
        heard = await mina.forges(forged)
        assert heard.alert
        assert "نرگس" not in heard.text
    mina.role("viewer", sara.page_id)
    heard = await mina.says("/customers نرگس")
    assert "رهگذر" in heard.text
    for forged in (
        f"ck:{number}:delete.yes",
        f"cq:{number}:1:yes:1",
        f"ck:{number}:bought",
        f"cu:{sara.page_id}:sales",
    ):
        heard = await mina.forges(forged)
        assert "فقط می‌توانید ببینید" in heard.notice
    assert len(customers(sara)) == 1
    assert sara.town.rows("SELECT 1 FROM customer_answers WHERE customer_id = ?", number) == []


async def test_a_name_that_turns_text_around_is_shown_as_plain_text(sara: Talk):
    await a_customer(sara, "\u202e<b>نرگس</b>")
    (kept,) = customers(sara)
    assert kept["name"] == "<b>نرگس</b>"
    heard = await sara.says("/customers <b>نرگس</b>")
    assert "\u202e" not in heard.text
    assert not any(
        entity["type"] == "bold" and entity["length"] < 5 for entity in heard.messages[0].get("entities", ())
    )


async def test_figures_stand_with_their_years_and_source(sara: Talk):
    await sara.says("/customers")
    heard = await sara.presses("چند رقم از تحقیق‌ها")
    for year in ("۲۰۰۵", "۲۰۰۶", "۲۰۰۷"):
        assert year in heard.text
    assert "منبع" in heard.text


async def test_customers_speak_arabic_and_english(town: Town):
    for language, word, sales, said in (
        ("ar", "الزبائن", "نورة 350 ريال\nعلي 80 ريال", "مجموعها ٤٣٠"),
        ("en", "customers", "Nora 350\nAli 80", "together 430"),
    ):
        async with await Talk.new(town, "Nour", language) as nour:
            await nour.has_page("@nour")
            heard = await nour.says(word)
            await nour.presses(next(label for label in heard.labels if "🧾" in label))
            heard = await nour.says(sales)
            assert said in heard.text
