"""How far a page's trust checklist is: the overview, its groups, its history, its score."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.domain.checklists import AT_ONCE, Score, numbers_of
from bot.domain.trust import Answered, Item, groups, items
from bot.domain.trust_board import Board, Changed
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.trust import Seen, lasts, mark, name, source
from bot.rendering.trust_buttons import TrustDo, TrustItem
from bot.rendering.trust_card import progress_picture

MONTH = timedelta(days=30)
MONTHS = 6
"""So many months of history are shown."""
_CHANGES_MOST = 12


def home_card(seen: Seen, before: Board, texts: Texts) -> Message:
    """Where a page stands, what is next and all ways from here; with a picture once there is an answer."""
    board, page = seen.board, seen.page
    score, steps = board.score(), board.steps()[:AT_ONCE]
    said = [texts("trust-heading", page=page.name)]
    if score.answered:
        said.append(texts("trust-score", percent=score.percent, done=score.answered, all=score.items))
        said += _since(score, before.score(), texts)
    else:
        said.append(texts("trust-start", all=score.items))
    ended = [item for item in items().values() if (a := board.newest.get(item.id)) and a.expired(board.now)]
    said += [texts("trust-ended-one", name=name(item, texts)) for item in ended]
    if not steps:
        said.append(texts("trust-complete"))
    elif score.answered:
        said.append(
            Markup("\n").join((texts("trust-steps"), *(_step(n, i, texts) for n, i in enumerate(steps, 1))))
        )
    picture = progress_picture(seen, texts, own=True) if score.answered else None
    return Message(Markup("\n\n").join(said), buttons=_home_rows(seen, steps, texts), picture=picture)


def _since(now: Score, before: Score, texts: Texts) -> list[Markup]:
    more = now.percent - before.percent
    if not before.answered or not more:
        return []
    return [texts("trust-month-more" if more > 0 else "trust-month-fewer", points=abs(more))]


def _step(number: int, item: Item, texts: Texts) -> Markup:
    time = lasts(item.minutes, item.days, texts)
    return texts("trust-step", number=number, name=name(item, texts), time=time)


def _home_rows(seen: Seen, steps: Sequence[Item], texts: Texts) -> Rows:
    def go(label: str, do: str) -> Button:
        return button(texts.plain(label), TrustDo(seen.page.id, do))

    board = seen.board
    rows: list[tuple[Button, ...]] = []
    changes = seen.page.role.changes
    if changes and board.open():
        rows.append((go("trust-next-three" if board.newest else "trust-begin", "three"),))
    if board.newest:
        rows.append(
            tuple(
                button(
                    texts.plain("trust-step-button", number=n),
                    TrustItem(seen.page.id, each.number, "how", ""),
                )
                for n, each in enumerate(steps, 1)
            )
        )
    if changes and board.stale():
        rows.append((go("trust-stale-look", "stale"),))
    rows += [(go("trust-groups", "groups"), go("trust-history", "history"))]
    rows += [(go("trust-score-how", "score"), *((go("trust-sells", "sells"),) if changes else ()))]
    if seen.page.role == "owner" and board.newest:
        rows.append((go("trust-card", "card"),))
    return tuple(row for row in rows if row)


def groups_card(seen: Seen, texts: Texts) -> Message:
    """The groups, each with how far it is; a group's button opens its items."""
    lines, ways = [texts("trust-groups-heading")], []
    for group in groups():
        score = seen.board.score(group)
        if score.items:
            line = texts(
                "trust-group-line",
                name=texts(f"trust-group-{group}"),
                percent=score.percent,
                done=score.answered,
                all=score.items,
            )
            lines.append(line)
            ways.append(button(texts.plain(f"trust-group-{group}"), TrustDo(seen.page.id, f"group.{group}")))
    return Message(Markup("\n").join(lines), buttons=(*in_rows(ways), _home(seen, texts)))


def group_card(seen: Seen, group: str, texts: Texts) -> Message:
    """A group's items with where each stands; what does not apply comes last."""
    mine = [item for item in items().values() if item.group == group]
    order = sorted(mine, key=lambda item: (not seen.board.applies(item), item.number))
    lines = [texts("trust-group-heading", name=texts(f"trust-group-{group}"))]
    lines += [texts("trust-item-line", mark=mark(seen.board, item), name=name(item, texts)) for item in order]
    ways = [
        button(
            f"{mark(seen.board, item)} {name(item, texts).unescape()}",
            TrustItem(seen.page.id, item.number, "card", ""),
        )
        for item in order
    ]
    back = button(texts.plain("trust-groups"), TrustDo(seen.page.id, "groups"))
    return Message(
        Markup("\n").join((*lines, texts("trust-marks"))),
        buttons=(*in_rows(ways, 1), (back, *_home(seen, texts))),
    )


def score_card(seen: Seen, texts: Texts) -> Message:
    """How the score is made, with all weights."""
    said = [texts("trust-score-explained", got=seen.board.score().got, of=seen.board.score().of)]
    for weight in sorted({item.weight for item in items().values()}, reverse=True):
        names = [name(i, texts) for i in items().values() if i.weight == weight and seen.board.applies(i)]
        if names:
            said.append(texts("trust-weight", weight=weight, names=texts.joined(names)))
    return Message(Markup("\n\n").join((*said, source(texts))), buttons=(_home(seen, texts),))


def history_card(
    seen: Seen,
    scores: Sequence[tuple[datetime, int]],
    changed: Sequence[Changed],
    newest: Sequence[Answered],
    texts: Texts,
) -> Message:
    """The score of the last months, what changed in the last one, and who answered last."""
    now = seen.board.now
    said = [texts("trust-history-heading", page=seen.page.name)]
    if not newest:
        said.append(texts("trust-history-none"))
    if len(scores) > 1:
        days = (texts.full_date(at.astimezone(texts.zone).date()) for at, _ in scores)
        lines = [
            texts("trust-history-line", day=d, percent=p) for d, (_, p) in zip(days, scores, strict=True)
        ]
        said.append(Markup("\n").join(lines))
    if changed:
        lines = [_changed(each, texts) for each in changed[:_CHANGES_MOST]]
        rest = len(changed) - _CHANGES_MOST
        more = [texts("trust-changed-more", count=rest)] if rest > 0 else []
        said.append(Markup("\n").join((texts("trust-changed"), *lines, *more)))
    if newest:
        lines = [_answered(seen, each, texts, now) for each in newest]
        said.append(Markup("\n").join((texts("trust-last-answers"), *lines)))
    return Message(Markup("\n\n").join(said), buttons=(_home(seen, texts),))


def _changed(each: Changed, texts: Texts) -> Markup:
    after = texts(f"trust-reply-{each.after}")
    if each.before is None:
        return texts("trust-changed-new", name=name(each.item, texts), after=after)
    before = texts(f"trust-reply-{each.before}")
    return texts("trust-changed-line", name=name(each.item, texts), before=before, after=after)


def _answered(seen: Seen, each: Answered, texts: Texts, now: datetime) -> Markup:
    return texts(
        "trust-history-proven" if each.proven else "trust-history-answer",
        when=texts.moment(each.at, now=now, day_only=True),
        who=seen.names.get(each.by) or texts("team-nameless"),
        name=name(items()[each.item], texts),
        reply=texts(f"trust-reply-{each.reply}"),
    )


def stale_card(seen: Seen, old: Sequence[Item], texts: Texts) -> Message:
    """Answers of half a year ago, asked again: they still hold, or one is looked at."""
    lines = [
        texts(
            "trust-stale-line",
            name=name(item, texts),
            reply=texts(f"trust-reply-{seen.board.newest[item.id].reply}"),
        )
        for item in old
    ]
    numbers = numbers_of(old)
    still = button(texts.plain("trust-still"), TrustDo(seen.page.id, f"still.{numbers}"))
    looks = [
        button(name(item, texts).unescape(), TrustItem(seen.page.id, item.number, "open", "")) for item in old
    ]
    heading = texts("trust-stale", page=seen.page.name)
    return Message(
        Markup("\n\n").join((heading, Markup("\n").join(lines))), buttons=((still,), *in_rows(looks, 1))
    )


def _home(seen: Seen, texts: Texts) -> tuple[Button, ...]:
    return (button(texts.plain("trust-home"), TrustDo(seen.page.id, "home")),)
