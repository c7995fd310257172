"""What is said unasked, put together, and the settings of when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.language.texts import Texts
from bot.rendering.message import TEXT_MOST, Message, button
from bot.rendering.payloads import Payload, payload


@payload("bu")
@dataclass(frozen=True, slots=True)
class BundleDo(Payload):
    """Shows when somebody hears from us, the choices of one of these settings, or chooses a value."""

    name: str
    value: str | None


_MOST_ROWS = 12


def together(said: Sequence[Message], texts: Texts) -> tuple[Message, ...]:
    """What several parts say, as few messages: each holds what a message can; pictures stay by themselves."""
    made: list[Message] = []
    for each in said:
        last = made[-1] if made else None
        if last is not None and _fits(last, each):
            text = Markup("\n\n").join((Markup(last.text), Markup(each.text)))  # noqa: S704 - views made both
            made[-1] = Message(text, buttons=(*last.buttons, *each.buttons))
        else:
            made.append(each)
    if made and made[-1].keyboard is None:
        settings = button(texts.plain("bundles-settings"), BundleDo("show", None))
        made[-1] = replace(made[-1], buttons=(*made[-1].buttons, (settings,)))
    return tuple(made)


def _fits(one: Message, other: Message) -> bool:
    bare = not any((one.picture, one.document, one.keyboard, other.picture, other.document, other.keyboard))
    short = len(one.text) + len(other.text) < TEXT_MOST - 2
    return bare and short and len(one.buttons) + len(other.buttons) < _MOST_ROWS
