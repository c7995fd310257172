"""Channels and groups: which page they serve, and what is switched on their list."""

from __future__ import annotations

from tests.handlers.channels import Channel, chooses
from tests.handlers.talking import ISOLATES, Talk


async def test_whoever_makes_the_bot_admin_is_asked_in_private_which_page_it_is(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    heard = await sara.hears_later()
    assert "مدیر کانال «مزون سارا»" in heard.text
    assert [label.translate(ISOLATES) for label in heard.labels] == [
        "@gol_sara",
        "➕ پیج تازه: مزون سارا",
        "فعلاً نه",
    ]
    heard = await chooses(sara, "@gol_sara")
    assert heard.edited
    assert "کانال «مزون سارا» به پیج @gol_sara وصل شد" in heard.text
    row = channel.row()
    assert (row["page_id"], row["added_by"], row["collects"]) == (sara.page_id, sara.id, 1)
    assert sara.town.row("SELECT platform FROM pages WHERE id = ?", sara.page_id)["platform"] == "telegram"


async def test_a_new_page_is_named_after_the_channel_and_works_go_on_where_they_were(sara: Talk):
    channel = await Channel.new(sara, title="شال و روسری")
    await channel.brings_the_bot()
    await sara.hears_later()
    page = sara.page_id
    await chooses(sara, "پیج تازه")
    made = sara.town.row("SELECT * FROM pages WHERE id = ?", channel.row()["page_id"])
    assert (made["name"], made["platform"]) == ("شال و روسری", "telegram")
    assert sara.page_id == page


async def test_who_never_started_the_bot_is_asked_at_her_start(mina: Talk):
    channel = await Channel.new(mina)
    await channel.brings_the_bot()
    heard = await mina.says("/start")
    assert "مدیر کانال" in heard.text
    await chooses(mina, "پیج تازه")
    assert channel.row()["page_id"] == mina.page_id
    await channel.posts("سلام")
    assert mina.post()["caption"] == "سلام"


async def test_who_has_blocked_the_bot_is_asked_when_she_is_back(sara: Talk):
    await sara.person.asks("POST", "/play/block", person=sara.id, blocked=True)
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    assert channel.row()["page_id"] is None
    heard = await sara.says("/start")
    assert "مدیر کانال" in heard.text


async def test_not_now_is_not_asked_again_but_can_be_taken_up(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    assert "/link" in (await sara.presses("فعلاً نه")).text
    assert "کدام پیج" not in (await sara.says("/start")).text
    await channel.posts("این ثبت نمی‌شود")
    assert sara.posts() == []
    heard = await sara.says("/link")
    assert "هنوز نگفته‌اید" in heard.text
    await sara.presses(data=heard.button("❔"))
    await chooses(sara, "@gol_sara")
    await channel.posts("این ثبت می‌شود")
    assert [post["caption"] for post in sara.posts()] == ["این ثبت می‌شود"]


async def test_a_stranger_who_forges_the_answer_changes_nothing_and_learns_nothing(sara: Talk, leila: Talk):
    channel = await Channel.new(sara, title="کانال محرمانه")
    await channel.brings_the_bot()
    for data in (f"cl:{channel.id}:{leila.page_id}", f"cl:{channel.id}:", f"ch:{channel.id}:ask"):
        heard = await leila.forges(data)
        assert heard.alert
        assert "محرمانه" not in heard.text
    for do in ("later", "on", "off", "unlink", "dance"):
        assert (await leila.forges(f"ch:{channel.id}:{do}")).alert
    assert (await leila.forges("cl:-1:1")).alert
    row = channel.row()
    assert (row["page_id"], row["put_off_at"]) == (None, None)


async def test_a_plain_member_of_the_channel_may_not_say_whose_it_is(sara: Talk, leila: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await channel.joined_by(leila)
    assert (await leila.forges(f"cl:{channel.id}:{leila.page_id}")).alert
    assert channel.row()["page_id"] is None


async def test_an_administrator_cannot_link_it_to_a_page_that_is_not_hers(sara: Talk, leila: Talk):
    channel = await Channel.new(leila)
    await channel.brings_the_bot()
    assert "پیدا نشد" in (await leila.forges(f"cl:{channel.id}:{sara.page_id}")).text
    page = sara.page_id
    leila.role("viewer", page)
    assert "فقط می‌توانید ببینید" in (await leila.forges(f"cl:{channel.id}:{page}")).text
    assert channel.row()["page_id"] is None


async def test_a_channel_serves_one_page_only(sara: Talk):
    channel = await Channel.linked(sara)
    await sara.says("/page پیج دوم")
    heard = await sara.forges(f"cl:{channel.id}:{sara.page_id}")
    assert heard.alert
    assert "به پیج دیگری وصل است" in heard.text


async def test_a_link_is_taken_back_by_its_button(sara: Talk):
    channel = await Channel.linked(sara)
    heard = await sara.presses("برگردان")
    assert "مثل قبل" in heard.text
    assert channel.row()["page_id"] is None
    page = sara.town.row("SELECT platform FROM pages WHERE id = ?", sara.page_id)
    assert page["platform"] is None


# --- switching and unlinking


async def test_recording_is_switched_off_and_on_and_a_channel_unlinked_on_the_list(sara: Talk):
    channel = await Channel.linked(sara)
    heard = await sara.says("/link")
    assert "خودش ثبت می‌شود" in heard.text
    heard = await sara.presses(data=heard.button("⏸"))
    assert "ثبت نمی‌شود" in heard.text
    await channel.posts("یک")
    await sara.presses(data=heard.button("▶️"))
    await channel.posts("دو")
    heard = await sara.says("/unlink")
    heard = await sara.presses(data=heard.button("جدا کن"))
    await channel.posts("سه")
    await sara.presses("برگردان")
    await channel.posts("چهار")
    assert [post["caption"] for post in sara.posts()] == ["دو", "چهار"]


async def test_a_bare_link_without_any_chat_says_how_to_begin(sara: Talk):
    heard = await sara.says("/link")
    assert "هنوز کانالی وصل نیست" in heard.text
    assert "startchannel" in heard.buttons[0]["url"]
    assert "نمی‌شناسم" in (await sara.says("/link @nowhere")).text


async def test_a_viewer_of_the_page_sees_the_list_and_may_not_switch(sara: Talk, leila: Talk):
    channel = await Channel.linked(sara)
    leila.role("viewer", sara.page_id)
    heard = await leila.says("/link")
    assert channel.title in heard.text
    assert heard.of_kind("ch") == []
    assert (await leila.forges(f"ch:{channel.id}:off")).alert
    assert channel.row()["collects"] == 1


async def test_where_telegram_cannot_be_asked_nothing_is_changed_and_the_button_stays(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    rule = {"kind": "500", "method": "getChatMember"}
    await sara.person.asks("POST", "/play/faults", rules=[rule])
    heard = await chooses(sara, "@gol_sara")
    assert heard.alert
    assert "دوباره همین دکمه" in heard.text
    await sara.person.asks("DELETE", "/play/faults")
    await chooses(sara, "@gol_sara")
    assert channel.row()["page_id"] == sara.page_id
