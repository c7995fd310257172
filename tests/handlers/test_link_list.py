"""The list of linked chats has room for its buttons on a phone."""

from __future__ import annotations

from tests.handlers.channels import Channel
from tests.handlers.talking import ISOLATES, Talk

LONG = "فروشگاه بزرگ پوشاک و مانتوی سارا در شعبهٔ تهران"
ROOM = 14
"""So many letters of a label fit into a third of a phone's width."""


async def test_one_channels_buttons_stand_in_a_row_and_do_not_repeat_its_name(sara: Talk) -> None:
    await Channel.linked(sara, title=LONG)
    heard = await sara.says("/link")
    assert LONG in heard.text.translate(ISOLATES)
    assert "۱. " not in heard.text
    own = [label for label in heard.labels if "افزودن" not in label]
    assert own == ["⏸ ثبت نکن", "جدا کن", "⚙️ بیشتر"]


async def test_buttons_of_several_channels_are_told_apart_by_their_numbers(sara: Talk) -> None:
    for _ in range(2):
        await Channel.linked(sara, title=LONG)
    heard = await sara.says("/link")
    shown = heard.text.translate(ISOLATES)
    assert shown.index("۱. 🟢") < shown.index("۲. 🟢")
    own = [label for label in heard.labels if "افزودن" not in label]
    assert all(len(label) <= ROOM for label in own)
    assert [label[-1] for label in own] == ["۱"] * 3 + ["۲"] * 3
