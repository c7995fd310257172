"""How far each group is, as a picture; and the card that an owner may publish of it."""

from collections.abc import Sequence

from bot.domain.chats import Chat
from bot.domain.pages import Page
from bot.domain.trust import groups
from bot.language.texts import Texts
from bot.rendering.drawings import Progress, Step
from bot.rendering.drawn import look
from bot.rendering.message import Message, button, in_rows
from bot.rendering.trust import Seen
from bot.rendering.trust_buttons import TrustDo, TrustPublish

_SHORT = 64


def progress_picture(seen: Seen, texts: Texts, *, own: bool) -> Progress:
    """How far each group is; `own` for the page's people, else what its followers may see."""
    board = seen.board
    steps = []
    for group in groups():
        score = board.score(group)
        if not score.items:
            continue
        known = score.answered > 0
        steps.append(
            Step(
                texts.plain(f"trust-group-{group}"),
                float(score.percent) if known else None,
                texts.plain("trust-percent", percent=score.percent)
                if known
                else texts.plain("trust-unanswered"),
                texts.plain("trust-of", done=score.answered, all=score.items) if own else "",
            )
        )
    if not own:
        steps = [step for step in steps if step.share is not None]
    day = texts.full_date(board.now.astimezone(texts.zone).date())
    return Progress(
        **look(texts),
        title=texts.plain("trust-picture-title" if own else "trust-card-title"),
        subtitle=texts.plain("trust-picture-subtitle", page=_short(seen.page.name), day=day),
        footer=texts.plain("trust-picture-footer" if own else "trust-card-footer"),
        steps=tuple(steps),
        headline=texts.plain("trust-headline", percent=board.score().percent),
    )


def card_preview(seen: Seen, channels: Sequence[Chat], texts: Texts) -> Message:
    """The card that followers would see, and where it can be published."""
    percent = seen.board.score().percent
    ways = [
        button(
            texts.plain("trust-publish", chat=_short(chat.title)),
            TrustPublish(seen.page.id, chat.id, percent),
        )
        for chat in channels
    ]
    sentence = texts("trust-card-preview" if channels else "trust-card-nowhere")
    picture = progress_picture(seen, texts, own=False)
    return Message(
        sentence,
        buttons=(*in_rows(ways, 1), (button(texts.plain("trust-home"), TrustDo(seen.page.id, "home")),)),
        picture=picture,
    )


def card(seen: Seen, texts: Texts) -> Message:
    """The card as it stands in a channel: scores by group, nothing of the evidence."""
    caption = texts("trust-card-caption", page=seen.page.name)
    return Message(caption, picture=progress_picture(seen, texts, own=False))


def published(page: Page, chat: Chat, texts: Texts) -> Message:
    """The card is on its way."""
    home = button(texts.plain("trust-home"), TrustDo(page.id, "home"))
    return Message(texts("trust-published", chat=_short(chat.title)), buttons=((home,),))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
