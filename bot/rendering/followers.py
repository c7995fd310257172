"""What is said when followers were counted."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.drafts import Draft
from bot.domain.followers import FollowerCount
from bot.domain.identity import ChangeId, PageId
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Undo
from bot.rendering.followers_buttons import FollowersCurve
from bot.rendering.forms import trouble
from bot.rendering.home import go
from bot.rendering.message import Message, Rows, button


def followers_card(
    said: Sequence[FollowerCount],
    before: int | None,
    page_name: str,
    texts: Texts,
    now: datetime,
    change: ChangeId,
    draft: Draft,
    curve_of: PageId | None = None,
) -> Message:
    """The counts that were kept, with their moments, and how far that is from the last one.

    With the page `curve_of` a button leads to its curve.
    """
    lines = [
        texts(
            "followers-line",
            number=texts("about", number=count.count) if count.rounded else count.count,
            when=texts.moment(count.at, now=now, day_only=count.day_only) if count.at else texts("now"),
        )
        for count in said
    ]
    parts = [texts("followers-kept", page=page_name), Markup("\n").join(lines)]
    newest = max(said, key=lambda count: count.at or now).count
    if before is not None and newest != before:
        key = "followers-more" if newest > before else "followers-fewer"
        parts.append(texts(key, number=abs(newest - before)))
    parts += trouble(draft, texts)
    ways: Rows = ((button(texts.plain("undo"), Undo(change)), go(texts, Do.POST), go(texts, Do.COMPARE)),)
    if curve_of is not None:
        # All of it: a count of last year would not be in the period that is shown first.
        ways = ((button(texts.plain("growth-see"), FollowersCurve(curve_of, None)),), *ways)
    return Message(Markup("\n\n").join(parts), buttons=ways)
