"""Numbers without a word of their own: shared by two, the other end of a range, a tail, a year, or unread."""

from itertools import pairwise

from bot.domain.lines import Doubt, Option
from bot.language.counting import COUNTED, take
from bot.language.making import Making, clip, from_sign
from bot.language.pairing import Item, Role
from bot.language.tokens import Sort

_YEARS = (range(1300, 1500), range(1900, 2101))


def ask_shared_number(post: Making) -> None:
    """«لایک و کامنت ۵۰۰»: one number behind two words may be either's, or each one's; asked."""
    words = [item for item in post.scan.items if item.role is Role.COUNT and item.term]
    for lone, owner in pairwise(words):
        between = post.scan.tokens[lone.end : owner.first]
        a, b = lone.term, owner.term
        joined = len(between) == 1 and between[0].text in post.scan.known.ands
        if not a or not b or not (joined or (not between and _glued_and(post, owner))):
            continue
        said = [each for each in post.said.get(b.name, ()) if each.first == owner.first]
        if post.scan.used[lone.first] or len(said) != 1 or a.name in post.said or a.name == b.name:
            continue
        post.said[b.name].remove(said[0])
        post.scan.use(lone.first, said[0].end)
        each = said[0].value
        options = (Option({b.name: each}), Option({a.name: each, b.name: each}), Option({a.name: each}))
        piece = clip(post.scan.piece(lone.first, said[0].end))
        post.doubts.append(Doubt(b.name, piece, "doubt-number", options))


def _glued_and(post: Making, word: Item) -> bool:
    """«وكومنت»: Arabic's "and" is part of the word."""
    text, known = post.scan.tokens[word.first].text, post.scan.known
    return text[0] in known.ands and text not in known.other_words and text[1:] in known.terms


def place_leftovers(post: Making) -> None:
    """Numbers without a word: the answer to what was asked, or the tail of «۱۲ هزار ۴۰۰», or unread."""
    left, post.left = post.left, []
    if post.asked and len(left) == 1 and not post.said.get(post.asked) and _is_count(post.asked):
        number = left[0].number
        if number:
            post.scan.use(left[0].first, left[0].end)
            take(post, post.asked, number, left[0])
        return
    for item in left:
        if not (_range(post, item) or _tail(post, item) or _year(post, item)):
            _unread(post, item)


def _is_count(name: str) -> bool:
    return name in COUNTED


def _range(post: Making, item: Item) -> bool:
    """«۵۰۰ تا ۶۰۰», "10-20": which of the two is asked."""
    number, tokens = item.number, post.scan.tokens
    if number is None or number.value is None:
        return False
    for name, said in post.said.items():
        for each in said:
            first, end = (item.end, each.first) if item.first < each.first else (each.end, item.first)
            if end - first == 1 and tokens[first].text in {"-", "–", *post.scan.known.ranges}:
                options = (
                    Option({name: number.value}),
                    Option({name: each.value}),
                    Option({name: None}, "unknown"),
                )
                low, high = min(item.first, each.first), max(item.end, each.end)
                said.remove(each)
                post.scan.use(low, high)
                post.doubts.append(Doubt(name, clip(post.scan.piece(low, high)), "doubt-number", options))
                return True
    return False


def _tail(post: Making, item: Item) -> bool:
    """«۱۲ هزار ۴۰۰» and "1 200": the small number may be the end of the one before, or not: asked."""
    number = item.number
    if number is None or number.value is None or not number.plain or number.value >= 1000:
        return False
    for name, said in post.said.items():
        if not said:
            continue
        last = said[-1]
        if last.end == item.first and last.rounded and last.value % 1000 == 0:
            options = (Option({name: last.value + number.value}), Option({name: last.value}))
            piece = clip(post.scan.piece(last.first, item.end))
            return _ask_instead(post, name, item, piece, options)
        if item.end == last.first and len(post.scan.tokens[last.first].text) == 3 and number.value > 0:
            joined = number.value * 1000 + last.value
            if last.value < 1000 and post.scan.tokens[last.first].sort is Sort.NUMBER:
                piece = clip(post.scan.piece(item.first, last.end))
                return _ask_instead(
                    post, name, item, piece, (Option({name: joined}), Option({name: last.value}))
                )
    return False


def _ask_instead(post: Making, name: str, item: Item, piece: str, options: tuple[Option, ...]) -> bool:
    post.said[name].pop()
    if not post.said[name]:
        del post.said[name]
    post.scan.use(item.first, item.end)
    post.doubts.append(Doubt(name, piece, "doubt-number", options))
    return True


def _year(post: Making, item: Item) -> bool:
    """«یلدا ۱۴۰۵»: a year behind a word of the topic belongs to it; so do number words that count nothing."""
    number, scan = item.number, post.scan
    if number is None or number.words:
        return True
    before = item.first - 1
    topical = before >= 0 and scan.tokens[before].sort in {Sort.WORD, Sort.TAG} and not scan.used[before]
    topical = topical and not any(said.first <= before < said.end for said in scan.kinds)
    return bool(topical and number.plain and any(number.value in years for years in _YEARS))


def _unread(post: Making, item: Item) -> None:
    post.lonely += 1
    scan, end = post.scan, item.end
    if end < len(scan.tokens) and scan.tokens[end].sort is Sort.WORD and not scan.used[end]:
        kind = any(said.first <= end < said.end for said in scan.kinds)
        if not kind and not scan.known.fillers.at(scan.tokens, end):
            end += 1
    post.unread.append(clip(scan.piece(from_sign(item), end)))
    scan.use(item.first, end)
