"""A photo that says no counts: what may become of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.identity import DraftId
from bot.domain.pages import Page
from bot.domain.trust import Item
from bot.language.texts import Texts
from bot.rendering.message import Message, button, in_rows
from bot.rendering.payloads import Payload, payload
from bot.rendering.trust import key

_CAPTION_SHOWN = 200


@payload("ph")
@dataclass(frozen=True, slots=True)
class PhotoDo(Payload):
    """Says what a photo is for.

    `other` (shows all ways), `plan`, `post`, `counts`, `praise`, `proof` (asks for which), `proof.<item>`,
    `drop`.
    """

    draft: DraftId
    version: int
    do: str


WAYS = ("plan", "post", "counts", "praise", "proof", "drop")
"""What may become of a photo, in the order of its buttons."""


def what_card(caption: str, draft_id: DraftId, version: int, texts: Texts) -> Message:
    """What a photo may be for."""
    shown = caption if len(caption) <= _CAPTION_SHOWN else caption[: _CAPTION_SHOWN - 1] + "…"
    said = [texts("photo-what")]
    if caption:
        said.insert(0, texts("photo-caption", caption=shown))
    ways = [button(texts.plain(f"photo-{do}"), PhotoDo(draft_id, version, do)) for do in WAYS]
    return Message(Markup("\n\n").join(said), buttons=tuple((way,) for way in ways))


def proof_card(items: Sequence[Item], draft_id: DraftId, version: int, texts: Texts) -> Message:
    """Which answer of the checklist a photo proves."""
    ways = [
        button(texts.plain(key(each, "name")), PhotoDo(draft_id, version, f"proof.{each.number}"))
        for each in items
    ]
    back = button(texts.plain("photo-back"), PhotoDo(draft_id, version, "other"))
    return Message(
        texts("photo-proof-which" if items else "photo-proof-none"), buttons=(*in_rows(ways), (back,))
    )


def proved(item: Item, page: Page, texts: Texts) -> Markup:
    """What is said where a photo stands beside an answer."""
    return texts("photo-proved", item=texts(key(item, "name")), page=page.name)
