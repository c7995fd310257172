"""What several parts say, put together."""

from bot.language.texts import Texts
from bot.rendering.bundles import BundleDo, together
from bot.rendering.message import TEXT_MOST, Button, Message
from bot.rendering.payloads import unpack
from bot.rendering.picture import Picture

TEXTS = Texts()
SETTINGS = BundleDo("show", None)


def last_button(message: Message):
    return unpack(message.buttons[-1][-1].data or "")


def test_short_parts_are_one_message_with_all_their_buttons():
    parts = [Message(f"part {n}", buttons=((Button(f"b{n}", url="https://example.org"),),)) for n in range(3)]
    (made,) = together(parts, TEXTS)
    assert made.text == "part 0\n\npart 1\n\npart 2"
    assert [row[0].label for row in made.buttons[:-1]] == ["b0", "b1", "b2"]
    assert last_button(made) == SETTINGS


def test_what_does_not_fit_is_another_message():
    long = Message("x" * (TEXT_MOST - 10))
    first, second = together([long, Message("y" * 20)], TEXTS)
    assert (first.text, second.text) == (long.text, "y" * 20)
    assert last_button(second) == SETTINGS
    rows = tuple((Button("b", url="https://example.org"),) for _ in range(8))
    assert len(together([Message("a", buttons=rows), Message("b", buttons=rows)], TEXTS)) == 2


def test_a_picture_stays_by_itself():
    picture = Message("caption", picture=Picture(title="t", axis="", bars=()))
    made = together([Message("a"), picture, Message("b")], TEXTS)
    assert [message.text for message in made] == ["a", "caption", "b"]


def test_nothing_said_is_nothing_sent():
    assert together([], TEXTS) == ()
