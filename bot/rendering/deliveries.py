"""What could not be delivered, told to those whom it concerns."""

from markupsafe import Markup

from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.message import Message

REASONS = ("away", "perhaps_sent", "refused")


def blocked(page: Page, name: Markup, texts: Texts) -> Message:
    """Somebody of a page does not want to hear from the bot any more."""
    return Message(texts("delivery-blocked", page=page.name, name=name))


def topic_gone(page: Page, group: str, texts: Texts) -> Message:
    """The topic of a group to which a page's reports went takes nothing any more."""
    return Message(texts("delivery-topic-gone", page=page.name, name=group))


def given_up(page: Page, name: Markup | str | None, why: str, texts: Texts) -> Message:
    """A message about a page will not arrive; `name`: whom or which chat it was for, None for the reader."""
    reason = why if why in REASONS else REASONS[0]
    said = (
        texts("delivery-lost", page=page.name, name=name)
        if name
        else texts("delivery-lost-you", page=page.name)
    )
    return Message(Markup("\n\n").join([said, texts(f"delivery-{reason}")]))
