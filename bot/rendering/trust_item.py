"""One item of the trust checklist: why, how, its answer and its ways on."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.checklists import Reply
from bot.domain.pages import Page
from bot.domain.trust import Answered, Item, Region, region_of
from bot.language.texts import Texts
from bot.rendering.checklists import answered_by
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.trust import Seen, key, lasts, mark, name, replies, source
from bot.rendering.trust_buttons import TrustDo, TrustItem


def item_card(
    seen: Seen, item: Item, three: str, texts: Texts, *, part: str = "why", private: bool = True
) -> Message:
    """One item with one of its parts, its answer and its ways on; for who may only look, none to change.

    Unless it is `private`, nothing of the answer and its evidence is said: a group may read it.
    """
    board, page = seen.board, seen.page
    answer = board.newest.get(item.id)
    said = [
        texts(
            "trust-item-heading", mark=mark(board, item), name=name(item, texts), ask=texts(key(item, "ask"))
        ),
        texts(f"trust-part-{part}", text=_part(item, part, page, texts)),
    ]
    if part == "why":
        said.append(texts("trust-lasts", time=lasts(item.minutes, item.days, texts), weight=item.weight))
    if not board.applies(item) and answer is None:
        said.append(texts("trust-not-for-kind"))
    if answer is not None and private:
        said.append(_answer_whole(seen, answer, texts))
    said.append(source(texts))
    return Message(Markup("\n\n").join(said), buttons=_item_rows(seen, item, answer, three, part, texts))


def _part(item: Item, part: str, page: Page, texts: Texts) -> Markup:
    """A part's text: the steps of the page's own country, where there are such."""
    region = region_of(page.zone)
    if part == "how" and item.regional and region is not Region.OTHER:
        return texts(key(item, f"how-{region}"))
    if part == "elsewhere":
        others = [r for r in (Region.IRAN, Region.ARAB, Region.OTHER) if r is not region]
        return Markup("\n\n").join(
            texts(
                "trust-elsewhere",
                where=texts(f"trust-region-{other}"),
                text=texts(key(item, "how" if other is Region.OTHER else f"how-{other}")),
            )
            for other in others
        )
    return texts(key(item, part))


def _item_rows(seen: Seen, item: Item, answer: Answered | None, three: str, part: str, texts: Texts) -> Rows:
    def show(label: str, what: str) -> Button:
        return button(texts.plain(label), TrustItem(seen.page.id, item.number, what, three))

    parts = ["why", "how", "example", "nosite"]
    if item.regional and part in ("how", "elsewhere"):
        parts.insert(2, "elsewhere")
    rows: list[tuple[Button, ...]] = []
    rows += in_rows(
        [show(f"trust-show-{each}", "card" if each == "why" else each) for each in parts if each != part]
    )
    if seen.page.role.changes:
        rows += in_rows(list(replies(seen, item, texts, three)))
        if answer is not None and answer.reply in (Reply.YES, Reply.PARTLY):
            ways = [show("trust-prove", "prove")]
            if item.expires:
                ways.append(show("trust-until", "until"))
            rows.append(tuple(ways))
    if answer is not None and answer.proven:
        rows.append((show("trust-proof-show", "proof"),))
    back = (
        button(texts.plain("trust-back-three"), TrustDo(seen.page.id, f"three.{three}"))
        if three
        else button(texts.plain("trust-back-group"), TrustDo(seen.page.id, f"group.{item.group}"))
    )
    return (*rows, (back, button(texts.plain("trust-home"), TrustDo(seen.page.id, "home"))))


def _answer_whole(seen: Seen, answer: Answered, texts: Texts) -> Markup:
    """The answer that counts: who, when, with what."""
    now: datetime = seen.board.now
    said = [answered_by(answer, seen.names, texts, now)]
    if answer.evidence:
        said.append(texts("trust-evidence", text=answer.evidence[:300]))
    if answer.file_id:
        said.append(texts(f"trust-evidence-{answer.file_kind}"))
    if answer.expires_at:
        ends = "trust-ended" if answer.expired(now) else "trust-ends"
        day = texts.full_date(answer.expires_at.astimezone(texts.zone).date())
        said.append(texts(ends, day=day))
    return Markup("\n").join(said)
