"""What is said to a page that is silent for longer than it usually is."""

from bot.domain.gaps import Gap
from bot.domain.pages import Page
from bot.language.texts import Texts
from bot.rendering.bundles import BundleDo
from bot.rendering.calendar_buttons import CalendarFill
from bot.rendering.message import Message, button


def gap_said(found: Gap, page: Page, texts: Texts) -> Message:
    """How long it is silent, how long it usually is, and what to do about it."""
    usual = texts("gaps-usual", count=max(1, round(found.usual)))
    text = texts("gaps-said", count=found.days, page=page.name, usual=usual)
    fill = button(texts.plain("gaps-fill"), CalendarFill(page.id))
    off = button(texts.plain("gaps-off"), BundleDo("gaps", "off"))
    return Message(text, buttons=((fill, off),))
