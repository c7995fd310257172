"""What the bot says in a group: little, and its last menu instead of many."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.identity import PageId, ReportId
from bot.domain.pages import Page
from bot.domain.report_links import ReportLink
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.payloads import Payload, payload

_PAGES_MOST = 20


@payload("rl")
@dataclass(frozen=True, slots=True)
class ReportLinkTo(Payload):
    """Has a page's reports come to the chat that the button stands in, in a topic perhaps."""

    page: PageId
    thread: int | None


@payload("ru")
@dataclass(frozen=True, slots=True)
class ReportUnlink(Payload):
    """Ends a page's reports in a chat."""

    report: ReportId


def which_page(pages: Sequence[Page], thread: int | None, texts: Texts) -> Message:
    """Asks, in a group, whose reports are to come there."""
    ways = [button(texts.plain("page-row", page=page.name), ReportLinkTo(page.id, thread)) for page in pages]
    return Message(texts("group-which-page"), buttons=in_rows(ways[:_PAGES_MOST], 1))


def linked(page: Page, when: Markup, texts: Texts) -> Message:
    """That a page's reports come here from now on, and when the first one does."""
    return Message(texts("group-linked", page=page.name, when=when))


def which_unlink(links: Sequence[ReportLink], pages: Sequence[Page], texts: Texts) -> Message:
    """Asks which page's reports are to end here."""
    names = {page.id: page.name for page in pages}
    ways = [
        button(texts.plain("page-row", page=names[link.page_id]), ReportUnlink(link.id))
        for link in links
        if link.page_id in names
    ]
    return Message(texts("group-which-unlink"), buttons=in_rows(ways, 1))


def menu(texts: Texts, bot: str, *, linked: bool) -> Message:
    """What can be said to the bot in a group."""
    said = texts("group-help" if linked else "group-help-unlinked")
    return Message(said, buttons=((in_private(texts, bot),),))


def elsewhere(texts: Texts, bot: str) -> Message:
    """That a thing is for the private chat."""
    return Message(texts("group-private"), buttons=((in_private(texts, bot),),))


def in_private(texts: Texts, bot: str) -> Button:
    """The way to the private chat."""
    return Button(texts.plain("group-open"), url=f"https://t.me/{bot}")
