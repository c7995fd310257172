"""A page's team: invitations that work once, roles, and a page that is never without an owner."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.handlers.talking import Heard, Talk, Town

LINE = "عکس ۳۲۰ لایک ۱۲ کامنت دیروز"


def members(talk: Talk, page_id: int) -> dict[int, str]:
    """The roles at a page, by person."""
    found = talk.town.rows("SELECT person_id, role FROM members WHERE page_id = ?", page_id)
    return {row["person_id"]: row["role"] for row in found}


def token_in(heard: Heard) -> str:
    """What the invitation's link hands to the bot."""
    found = re.search(r"\?start=(join_[\w-]+)", heard.text)
    assert found is not None
    return found[1]


async def invited(owner: Talk, role: str = "ویرایشگر") -> str:
    """Makes an invitation, and returns what its link hands to the bot."""
    await owner.says("/team")
    await owner.presses("➕ دعوت همکار")
    return token_in(await owner.presses(f"دعوت {role}"))


async def joined(owner: Talk, guest: Talk, role: str = "ویرایشگر") -> None:
    """Brings somebody into the owner's team."""
    await guest.says(f"/start {await invited(owner, role)}")
    await guest.presses("بله، می‌آیم")
    await owner.hears_later()


async def shows_member(owner: Talk, name: str) -> None:
    """Opens a member's card."""
    heard = await owner.says("/team")
    await owner.presses(data=heard.button(name))


async def test_a_link_lets_a_stranger_in_with_its_role_and_the_owner_hears_of_it(sara: Talk, mina: Talk):
    page = sara.page_id
    token = await invited(sara)
    heard = await mina.says(f"/start {token}")
    assert "سارا" in heard.text
    assert "@gol_sara" in heard.text
    assert members(sara, page) == {sara.id: "owner"}
    heard = await mina.presses("بله، می‌آیم")
    assert members(sara, page) == {sara.id: "owner", mina.id: "editor"}
    assert mina.page_id == page
    assert "خوش آمدید" in heard.text
    told = await sara.hears_later()
    assert "مینا" in told.text
    assert "ویرایشگر" in told.text
    await mina.says(LINE)
    assert mina.post()["page_id"] == page


async def test_a_link_works_once(sara: Talk, mina: Talk, town: Town):
    token = await invited(sara)
    await mina.says(f"/start {token}")
    await mina.presses("بله، می‌آیم")
    async with await Talk.new(town, "نگار") as negar:
        heard = await negar.says(f"/start {token}")
        assert "قبلاً کسی آمده" in heard.text
        heard = await negar.forges(f"tj:{token.removeprefix('join_')}:1")
        assert "قبلاً کسی آمده" in heard.text
        assert negar.id not in members(sara, sara.page_id)
    heard = await mina.presses(data=f"tj:{token.removeprefix('join_')}:1", forged=True)
    assert members(sara, sara.page_id)[mina.id] == "editor"


async def test_a_link_ends_after_two_days(sara: Talk, mina: Talk, town: Town):
    token, now = await invited(sara), await town.now()
    await town.set_time(now + timedelta(hours=47, minutes=50))
    assert "به تیم" in (await mina.says(f"/start {token}")).text
    await town.set_time(now + timedelta(hours=48, minutes=1))
    heard = await mina.presses("بله، می‌آیم")
    assert "دو روزِ" in heard.text
    assert mina.id not in members(sara, sara.page_id)


async def test_an_invitation_can_be_taken_back_by_an_owner_alone(sara: Talk, mina: Talk):
    token = await invited(sara)
    number = sara.town.row("SELECT max(id) AS id FROM invitations")["id"]
    await mina.says(f"/start {token}")
    heard = await mina.forges(f"ti:{number}")
    assert "پیدا نشد" in heard.text
    await sara.presses("پس گرفتن دعوت")
    heard = await mina.presses("بله، می‌آیم")
    assert "پس گرفته شده" in heard.text
    assert mina.id not in members(sara, sara.page_id)


@pytest.mark.parametrize("token", ["join_", "join_nonsense", "join_" + "a" * 59, "join_%00'--"])
async def test_a_link_that_was_never_made_lets_nobody_in(mina: Talk, token: str):
    heard = await mina.says(f"/start {token}")
    assert "نمی‌شناسم" in heard.text
    assert mina.town.rows("SELECT * FROM members WHERE person_id = ?", mina.id) == []


async def test_who_declines_can_still_come_later(sara: Talk, mina: Talk):
    token = await invited(sara, "بیننده")
    await mina.says(f"/start {token}")
    heard = await mina.presses("نه، ممنون")
    assert heard.edited
    await mina.says(f"/start {token}")
    await mina.presses("بله، می‌آیم")
    assert members(sara, sara.page_id)[mina.id] == "viewer"


async def test_an_invitation_to_less_than_one_has_is_kept_for_somebody_else(sara: Talk, mina: Talk):
    await joined(sara, mina)
    token = await invited(sara, "بیننده")
    heard = await mina.says(f"/start {token}")
    assert "همین حالا عضو" in heard.text
    assert members(sara, sara.page_id)[mina.id] == "editor"
    assert sara.town.row("SELECT used_at FROM invitations ORDER BY id DESC LIMIT 1")["used_at"] is None


async def test_an_owner_changes_a_role_and_she_is_told(sara: Talk, mina: Talk):
    await joined(sara, mina)
    await shows_member(sara, "مینا")
    heard = await sara.presses("فقط ببیند")
    assert heard.edited
    assert members(sara, sara.page_id)[mina.id] == "viewer"
    assert "بیننده" in (await mina.hears_later()).text
    heard = await mina.says(LINE)
    assert "فقط می‌توانید ببینید" in heard.text
    assert mina.posts() == []


async def test_whoever_is_removed_sees_nothing_any_more_and_loses_what_she_was_filling_in_there(
    sara: Talk, mina: Talk
):
    await joined(sara, mina)
    await mina.says("/post")
    assert mina.drafts()
    await shows_member(sara, "مینا")
    await sara.presses("بیرون بردن از تیم")
    assert mina.id in members(sara, sara.page_id)
    await sara.presses("بله، بیرون برود")
    assert members(sara, sara.page_id) == {sara.id: "owner"}
    assert "دیگر آن را نمی‌بینید" in (await mina.hears_later()).text
    assert mina.drafts() == []
    heard = await mina.says("/compare")
    assert "@gol_sara" not in heard.text
    heard = await mina.forges(f"tm:{sara.page_id}::show")
    assert "پیدا نشد" in heard.text


async def test_the_last_owner_can_neither_leave_nor_be_lowered(sara: Talk, mina: Talk):
    await joined(sara, mina)
    page = sara.page_id
    await sara.says("/team")
    for forged in (f"tm:{page}::leave", f"tm:{page}::leave!", f"tm:{page}:{sara.id}:role.viewer"):
        heard = await sara.forges(forged)
        assert "بی‌صاحب" in heard.text
    heard = await sara.forges(f"tm:{page}:{sara.id}:remove!")
    assert "بی‌صاحب" in heard.text
    assert members(sara, page) == {sara.id: "owner", mina.id: "editor"}


async def test_a_page_is_handed_over_and_whoever_gave_it_can_then_leave(sara: Talk, mina: Talk):
    await joined(sara, mina)
    page = sara.page_id
    stale = await invited(sara)
    await shows_member(sara, "مینا")
    await sara.presses("🔑 سپردن پیج")
    await sara.presses("بله، می‌سپارم")
    assert members(sara, page) == {sara.id: "editor", mina.id: "owner"}
    assert "صاحب پیج شمایید" in (await mina.hears_later()).text
    heard = await sara.forges(f"tm:{page}:{mina.id}:remove!")
    assert "فقط با صاحب پیج" in heard.text
    async with await Talk.new(sara.town, "نگار") as negar:
        assert "پس گرفته شده" in (await negar.says(f"/start {stale}")).text
    await sara.says("/team")
    await sara.presses("خروج از تیم")
    await sara.presses("بله، بیرون می‌روم")
    assert members(mina, page) == {mina.id: "owner"}
    assert "سارا" in (await mina.hears_later()).text


@pytest.mark.parametrize("role", ["ویرایشگر", "بیننده"])
async def test_only_owners_invite_change_and_read_who_did_what(sara: Talk, mina: Talk, role: str):
    await joined(sara, mina, role)
    page = sara.page_id
    heard = await mina.says("/team")
    assert heard.labels == ["خروج از تیم"]
    before = members(sara, page)
    for forged in (
        f"tm:{page}::invite",
        f"tm:{page}::invite.owner",
        f"tm:{page}:{mina.id}:role.owner",
        f"tm:{page}:{sara.id}:remove!",
        f"tm:{page}:{mina.id}:hand!",
        f"tl:{page}:0",
    ):
        heard = await mina.forges(forged)
        assert "فقط با صاحب پیج" in heard.text, forged
    assert members(sara, page) == before


async def test_nobody_from_outside_learns_of_a_team(sara: Talk, mina: Talk):
    page = sara.page_id
    await mina.has_page("@other")
    await mina.says("/team")
    for forged in (f"tm:{page}::show", f"tl:{page}:0", f"tm:{page}:{sara.id}:member", f"tm:{page}::leave!"):
        heard = await mina.forges(forged)
        assert "سارا" not in heard.text
        assert "پیدا نشد" in heard.text


async def test_owners_see_who_did_what_and_what_was_taken_back(sara: Talk, mina: Talk):
    await joined(sara, mina)
    await mina.says(LINE)
    await mina.says("/undo")
    await mina.says("/plan فردا ۱۲ ظهر عکس گلدان")
    await sara.says("/team")
    heard = await sara.presses("🗒 چه کسی چه کرد")
    lines = heard.text.splitlines()
    assert any("مینا پستی ثبت کرد (برگردانده شد)" in line for line in lines)
    assert any("مینا برنامه‌ای گذاشت" in line for line in lines)
    assert any("مینا به تیم آمد (ویرایشگر)" in line for line in lines)
    assert any("سارا دعوت‌نامه‌ای ساخت" in line for line in lines)


async def test_what_was_done_is_forgotten_after_ninety_days_and_long_lists_are_turned(sara: Talk, town: Town):
    for likes in range(300, 320):
        await sara.says(f"عکس {likes} لایک ۱۲ کامنت دیروز")
    await sara.says("/team")
    first = await sara.presses("🗒 چه کسی چه کرد")
    assert first.text.count("پستی ثبت کرد") == 15
    second = await sara.presses("قدیمی‌ترها")
    assert second.text.count("پستی ثبت کرد") == 5
    await town.set_time(await town.now() + timedelta(days=91))
    await sara.says("/team")
    heard = await sara.presses("🗒 چه کسی چه کرد")
    assert "هنوز کسی کاری نکرده" in heard.text


@pytest.mark.parametrize("name", ["<b>علی</b> & co", "\u202eevil", "😀" * 200, "\u200b\u2060"])
async def test_any_name_is_shown_safely(sara: Talk, town: Town, name: str):
    async with await Talk.new(town, name) as guest:
        await joined(sara, guest)
        heard = await sara.says("/team")
        (line,) = [line for line in heard.text.splitlines() if line.endswith("ویرایشگر")]
        assert "\u202e" not in line
        shown = line.removesuffix(": ویرایشگر")
        assert shown == "همکار بی‌نام" or shown in name.replace("\u202e", "")


@pytest.mark.parametrize(("language", "word"), [("ar", "الفريق"), ("en", "team")])
async def test_the_team_is_spoken_of_in_every_language(sara: Talk, town: Town, language: str, word: str):
    token = await invited(sara)
    async with await Talk.new(town, "Guest", language) as guest:
        heard = await guest.says(f"/start {token}")
        assert "@gol_sara" in heard.text
        await guest.presses(data=heard.data[0])
        heard = await guest.says("/team")
        assert word in (await guest.says("/help team")).text
        assert "Guest" in heard.text


async def test_who_may_only_look_now_takes_nothing_back_that_she_did_as_an_editor(sara: Talk, mina: Talk):
    await joined(sara, mina)
    heard = await mina.says(LINE)
    undo = heard.of_kind("un")[0]
    await shows_member(sara, "مینا")
    await sara.presses("فقط ببیند")
    await mina.hears_later()
    assert "فقط می‌توانید ببینید" in (await mina.says("/undo")).text
    assert "فقط می‌توانید ببینید" in (await mina.forges(undo)).text
    assert sara.post()["recorded_by"] == mina.id


async def test_who_may_only_look_is_not_asked_for_a_post_in_vain(sara: Talk, mina: Talk):
    await joined(sara, mina, "بیننده")
    assert "فقط می‌توانید ببینید" in (await mina.says("/post")).text
    assert mina.drafts() == []
