"""What is said of the trust checklist by itself: a licence that ends, and somebody else's answer."""

from datetime import datetime

from bot.domain.checklists import Reply
from bot.domain.pages import Page
from bot.domain.trust import Item
from bot.language.texts import Texts
from bot.rendering import checklists
from bot.rendering.message import Message, button
from bot.rendering.trust import name
from bot.rendering.trust_buttons import TrustDo, TrustItem


def ends_soon(page: Page, item: Item, ends: datetime, texts: Texts, now: datetime) -> Message:
    """A licence ends soon, or has ended where the reminder comes that late."""
    days = (ends.astimezone(texts.zone).date() - now.astimezone(texts.zone).date()).days
    said = texts(
        "trust-ends-soon" if days >= 0 else "trust-ends-over",
        name=name(item, texts),
        page=page.name,
        day=texts.full_date(ends.astimezone(texts.zone).date()),
        count=days,
    )
    until = button(texts.plain("trust-until-new"), TrustItem(page.id, item.number, "until", ""))
    look = button(texts.plain("trust-show-how"), TrustItem(page.id, item.number, "how", ""))
    return Message(said, buttons=((until, look),))


def overruled(page: Page, item: Item, before: Reply, after: Reply, who: str | None, texts: Texts) -> Message:
    """Somebody answered the same item at nearly the same time; hers counts."""
    said = checklists.overruled(name(item, texts), before, after, who, texts)
    look = button(texts.plain("trust-look"), TrustItem(page.id, item.number, "card", ""))
    return Message(said, buttons=((look, button(texts.plain("trust-home"), TrustDo(page.id, "home"))),))
