"""Which kind of post a line names: one is a value; an everyday word in the topic, or two kinds, are asked."""

from bot.domain.lines import Doubt, Option
from bot.domain.posts import Kind
from bot.language.making import Making, clip, filler
from bot.language.scanned import KindSaid
from bot.language.tokens import Sort

_HOLDERS = frozenset({Kind.CAROUSEL, Kind.REEL, Kind.STORY})


def find_kinds(post: Making) -> None:
    """One kind is a value; an everyday word inside the topic, or two kinds, are asked."""
    said = [each for each in post.scan.kinds if not _within_several(post, each)]
    firm = _outermost([each for each in said if not each.soft and not each.guessed])
    soft = [each for each in said if each.soft]
    names = {each.kind for each in firm}
    chosen = firm
    if not firm:
        chosen = soft if post.asked == "kind" else [each for each in soft if at_edge(post, each)]
        names = {each.kind for each in chosen}
    if len(names) == 1:
        post.values["kind"] = names.pop()
        post.kinds = chosen
    elif len(names) > 1:
        options = tuple(Option({"kind": name}) for name in dict.fromkeys(each.kind for each in chosen))
        piece = " / ".join(post.scan.piece(each.first, each.end) for each in chosen[:4])
        post.doubts.append(Doubt("kind", clip(piece), "doubt-twice", options[:4]))
        post.kinds = chosen
    else:
        _guessed_kind(post, [each for each in said if each.guessed] or soft)
    for each in post.kinds:
        post.scan.use(each.first, each.end)


def _outermost(firm: list[KindSaid]) -> list[KindSaid]:
    """«ریلز ویدیو», «استوری ویدیو»: what holds a video is the kind."""
    holders = [each for each in firm if each.kind in _HOLDERS]
    return holders if holders and all(each.kind in {*_HOLDERS, Kind.VIDEO} for each in firm) else firm


def _within_several(post: Making, said: KindSaid) -> bool:
    return any(each.first <= said.first < each.end for each in post.several)


def _guessed_kind(post: Making, said: list[KindSaid]) -> None:
    if said:
        first = said[0]
        options = (Option({"kind": first.kind}), Option({"kind": None}, "unknown"))
        piece = post.scan.piece(first.first, max(first.end, first.first + 1))
        post.doubts.append(Doubt("kind", piece, "doubt-word", options))
        if first.guessed:
            post.scan.use(first.first, first.end)


def at_edge(post: Making, said: KindSaid) -> bool:
    """Whether no word of a topic stands before it in its clause, or none behind it."""
    return not _wordy(post, said.first - 1, -1) or not _wordy(post, said.end, 1)


def _wordy(post: Making, i: int, step: int) -> bool:
    scan = post.scan
    while 0 <= i < len(scan.tokens):
        token = scan.tokens[i]
        if token.sort is Sort.LINE or token.text in "،,؛;:.!؟?|" or scan.used[i]:
            return False
        if token.sort in {Sort.WORD, Sort.TAG} and not filler(scan, i):
            return True
        i += step
    return False
