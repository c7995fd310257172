"""A kind has one colour, whichever others a page has besides."""

from bot.domain.identity import PageId
from bot.domain.mix import mix
from bot.domain.posts import Kind
from bot.language.texts import Texts
from bot.rendering.board import key_rows
from bot.rendering.mix import mix_view
from bot.rendering.pen import Pen
from tests.domain.making import TEHRAN, post


def drawn(*kinds):
    posts = [post(kind, days=days + 1) for days, kind in enumerate(kinds)]
    found = mix(posts, zone=TEHRAN, calendar="gregorian")
    return mix_view(found, page_name="مانتو سارا", page=PageId(1), texts=Texts()).picture


def colours(picture):
    """The names in the key, with the number of each one's colour."""
    return {
        line.text.strip("\u200f"): kind
        for row in key_rows(picture.kinds, Pen(picture))
        for kind, line, _ in row
    }


def test_a_kind_keeps_its_colour_whichever_others_there_are():
    every, reels = drawn(*Kind, None), drawn(Kind.REEL)
    assert len(set(colours(every).values())) == len(Kind) + 1
    assert len(colours(reels)) == 1
    assert colours(reels).items() <= colours(every).items()
    for picture in (every, reels, drawn(None, Kind.CAROUSEL)):
        used = {part.kind for row in picture.rows for part in row.parts}
        assert used == set(colours(picture).values())
