"""The list of looks at a page beside the comparison."""

from bot.domain.identity import PageId
from bot.language.texts import Texts
from bot.rendering.captions import heading, paragraphs
from bot.rendering.insights_buttons import BestTime, Insight, What
from bot.rendering.message import Button, Message, button, in_rows

LOOKS = (What.TOP, What.EVERGREEN, What.MIX, What.PACE)
_DAYS = 180


def more_view(*, page_name: str, page: PageId, texts: Texts) -> Message:
    """What else can be seen of a page."""
    buttons = [
        button(texts.plain("more-besttime"), BestTime(page, _DAYS, told=False)),
        *(
            button(texts.plain(f"more-{look}"), Insight(page, look, usual(look), told=False))
            for look in LOOKS
        ),
    ]
    return Message(paragraphs([heading(page_name, texts("more-title"))]), buttons=in_rows(buttons))


def more_button(page: PageId, texts: Texts) -> Button:
    """«بیشتر»: the way to that list, for under a comparison."""
    return button(texts.plain("more"), Insight(page, What.MORE, None, told=False))


def ways_on(look: What, page: PageId, texts: Texts) -> tuple[Button, ...]:
    """Under a picture: all that it says in words, and the other looks."""
    return (
        button(texts.plain("compare-details"), Insight(page, look, None, told=True)),
        button(texts.plain("more-back"), Insight(page, What.MORE, None, told=False)),
    )


def usual(look: What) -> int | None:
    """Over how many days a look is first shown; None: all."""
    return 30 if look is What.TOP else None
