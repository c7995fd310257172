"""Sales by customer: the real shares beside the rule of thumb, who has gone quiet, who is to be thanked."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.customers import ENOUGH, MOST_OF_SALES, TOP, Customer, Quiet, Shares, is_influential
from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.language.texts import Texts, isolated
from bot.rendering.buttons import Undo
from bot.rendering.customers import home_button, short
from bot.rendering.customers_buttons import CustomerDo, CustomersDo
from bot.rendering.drawings import Cited, Dot, Points
from bot.rendering.drawn import look
from bot.rendering.message import Button, Message, button, in_rows

SHOWN = 10
_BAD_SHOWN = 5
_PIECE_MOST = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list of sales."""

    sales: int
    total: int
    new: int
    """How many customers are new."""
    bad: Sequence[str] = ()
    """Lines that were not understood."""
    bad_count: int = 0


def sales_kept(page: Page, kept: Kept, change: ChangeId, texts: Texts) -> Message:
    """What was kept of a list, and what was not understood."""
    said = [texts("sales-kept", number=kept.sales, total=kept.total, new=kept.new, page=page.name)]
    if kept.bad:
        lines = [texts("sales-bad-line", piece=each[:_PIECE_MOST]) for each in kept.bad[:_BAD_SHOWN]]
        said.append(Markup("\n").join((texts("sales-bad", number=kept.bad_count), *lines)))
    elif kept.bad_count:
        said.append(texts("sales-bad", number=kept.bad_count))
    ways = (
        button(texts.plain("undo"), Undo(change)),
        button(texts.plain("customers-go-shares"), CustomersDo(page.id, "shares")),
    )
    return Message(Markup("\n\n").join(said), buttons=(ways, (home_button(page, texts),)))


def shares_card(page: Page, found: Shares | None, biggest: Sequence[Customer], texts: Texts) -> Message:
    """The page's own shares; the rule of thumb stands beside them as what somebody once said."""
    if found is None:
        said = texts("shares-too-few", enough=ENOUGH)
        ask = button(texts.plain("customers-go-sales"), CustomersDo(page.id, "sales"))
        rows = ((ask,),) if page.role.changes else ()
        return Message(said, buttons=(*rows, (home_button(page, texts),)))
    parts = [
        texts("shares-heading", page=page.name),
        texts(
            "shares-said",
            top=found.top,
            all=found.buyers,
            share=round(found.top_share),
            most=found.for_most,
        ),
        texts("shares-claim"),
        texts("shares-total", total=found.total),
        *_period(biggest, texts),
    ]
    ways = [button(short(each.name), CustomerDo(each.id, "show")) for each in biggest[:4]]
    return Message(
        Markup("\n\n").join(parts),
        buttons=(*in_rows(ways), (home_button(page, texts),)),
        picture=shares_picture(page, found, texts),
    )


def _period(found: Sequence[Customer], texts: Texts) -> list[Markup]:
    """From when to when the sales are, as far as their days are known."""
    days = sorted(at.astimezone(texts.zone).date() for each in found for at in each.days)
    undated = sum(each.purchases for each in found) - len(days)
    if not days:
        return [texts("shares-undated-all")]
    said = texts("shares-period", first=texts.full_date(days[0]), last=texts.full_date(days[-1]))
    return [said, texts("shares-undated", number=undated)] if undated else [said]


def shares_picture(page: Page, found: Shares, texts: Texts) -> Points:
    """How much of sales the biggest so many of a hundred customers bring."""
    dots = tuple(
        Dot(
            float(part),
            texts.plain("shares-percent", percent=part),
            share,
            None,
            None,
            texts.plain("shares-percent", percent=round(share)),
        )
        for part, share in found.curve
    )
    claim = texts.plain("shares-percent", percent=MOST_OF_SALES)
    return Points(
        **look(texts),
        title=texts.plain("shares-title"),
        subtitle=isolated(page.name),
        footer=texts.plain("shares-footer", number=found.buyers),
        axis=texts.plain("shares-axis"),
        along=texts.plain("shares-along"),
        dots=dots,
        top=100.0,
        cited=(Cited(float(TOP), float(MOST_OF_SALES), claim),),
        cited_label=texts.plain("shares-cited"),
    )


def quiet_card(page: Page, found: Sequence[Quiet], texts: Texts) -> Message:
    """Who has been away for more than twice as long as usual."""
    if not found:
        return Message(texts("quiet-none"), buttons=((home_button(page, texts),),))
    lines = [
        texts("quiet-line", name=each.customer.name, silent=each.silent, gap=each.gap)
        for each in found[:SHOWN]
    ]
    parts = [texts("quiet-heading", page=page.name, number=len(found)), Markup("\n").join(lines)]
    parts.append(texts("quiet-how"))
    return Message(Markup("\n\n").join(parts), buttons=_names(page, [q.customer for q in found], texts))


def thanks_card(page: Page, found: Sequence[Customer], typical: float | None, texts: Texts) -> Message:
    """Who is worth thanking, with the reason."""
    if not found:
        return Message(texts("thanks-none"), buttons=((home_button(page, texts),),))
    lines = [
        texts(
            "thanks-line",
            name=each.name,
            why=texts("thanks-influential" if is_influential(each, typical) else f"thanks-{each.level}"),
        )
        for each in found[:SHOWN]
    ]
    parts = [texts("thanks-heading", page=page.name), Markup("\n").join(lines), texts("thanks-how")]
    return Message(Markup("\n\n").join(parts), buttons=_names(page, found, texts))


def _names(page: Page, found: Sequence[Customer], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    ways = [button(short(each.name), CustomerDo(each.id, "show")) for each in found[:SHOWN]]
    return (*in_rows(ways), (home_button(page, texts),))


def figures_card(page: Page, texts: Texts) -> Message:
    """Published figures about customers, with their years; those that contradict each other are left out."""
    names = ("bad-experience", "top-fifth", "best", "present", "lie", "second")
    lines = [texts("figure-line", said=texts(f"figure-{name}")) for name in names]
    parts = [texts("figures-heading"), Markup("\n").join(lines), texts("figures-how"), texts("tips-source-h")]
    return Message(Markup("\n\n").join(parts), buttons=((home_button(page, texts),),))
