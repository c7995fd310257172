"""Whether a message tells of several posts: in lines of their own, or by their number."""

from bot.domain.lines import Doubt, Option, PostLine, Value
from bot.language.kinds import at_edge
from bot.language.making import Making, filler
from bot.language.tokens import Sort


def lines_of_their_own(post: Making) -> bool:
    """Whether two lines, or two kinds in one line, each tell of a post of their own."""
    line_of, number = [], 0
    for token in post.scan.tokens:
        number += token.sort is Sort.LINE
        line_of.append(number)
    clashes = [said for said in post.said.values() if len({each.value for each in said}) > 1]
    kinds = [each for each in post.scan.kinds if not each.guessed and (not each.soft or at_edge(post, each))]
    names = {each.kind for each in kinds}
    if number:
        counted = {line_of[first] for first in post.counted_at}
        if len(counted & {line_of[each.first] for each in kinds}) > 1:
            return True
        fields = sum(len(said) for said in post.said.values())
        if any(len({line_of[each.first] for each in said}) > 1 for said in clashes):
            return (
                fields > 2
                or len(names) > 1
                or bool(post.scan.dates.atoms)
                or _topics(post, line_of, counted) > 1
            )
    return bool(clashes) and len(names) > 1


def _topics(post: Making, line_of: list[int], counted: set[int]) -> int:
    """How many counted lines have words of their own."""
    scan = post.scan
    wordy = {
        line_of[i]
        for i, token in enumerate(scan.tokens)
        if token.sort in {Sort.WORD, Sort.TAG} and not scan.used[i] and not filler(scan, i)
    }
    return len(wordy & counted)


def ask_each_or_together(post: Making) -> PostLine:
    """How many posts share these counts is said: whether each has them, or all together, is asked first."""
    said = post.several[0]
    posts: dict[str, Value] = {"posts": said.many}
    if said.kind and "kind" not in post.values:
        posts["kind"] = said.kind
    options = (Option({**post.values, **posts}, "each"), Option({"posts": None}, "together"))
    doubt = Doubt("several", post.scan.piece(said.first, said.end), "doubt-several", options)
    # What else is asked is asked of each.
    rest = tuple(each for each in post.doubts if each.field != "kind")
    return PostLine({}, frozenset(post.rounded), (doubt, *rest), tuple(post.rejected), tuple(post.unread))
