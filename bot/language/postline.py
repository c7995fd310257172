"""Putting together what a line says about one post."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.domain.posts import COUNTS, IMPOSSIBLE_FROM, SLIDES, Doubt, Kind, Option, PostLine, Rejected, Value
from bot.language.folding import fold
from bot.language.moments import Moment
from bot.language.numbers import Number
from bot.language.pairing import Item, Pair, Role, pair_up
from bot.language.scanning import KindSaid, Scan, SeveralSaid
from bot.language.settling import settle, when
from bot.language.tokens import Sort

_LONGEST_PIECE = 120
_COUNTED = frozenset({*COUNTS, "followers", "impressions", "slides"})
_COUNTING = frozenset({Role.COUNT, Role.SIGN, Role.ASKED})
_RECORD_OR_NOT = (Option({}, "record"), Option({"posts": None, "chat": None}, "chat"))
_HOLDERS = frozenset({Kind.CAROUSEL, Kind.REEL, Kind.STORY})
_YEARS = (range(1300, 1500), range(1900, 2101))


@dataclass(slots=True)
class _Said:
    """One field's value as it was said once."""

    value: int
    rounded: bool
    first: int
    end: int


@dataclass(slots=True)
class _Post:
    """The line as it is being put together."""

    scan: Scan
    moment: Moment
    asked: str | None
    said: dict[str, list[_Said]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    rounded: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    several: list[SeveralSaid] = field(default_factory=list)
    counted_at: list[int] = field(default_factory=list)
    """Where numbers stand that count something, readable or not."""
    left: list[Item] = field(default_factory=list)
    kinds: list[KindSaid] = field(default_factory=list)


def post_in(scan: Scan, moment: Moment, asked: str | None = None) -> PostLine | None:
    """What a scanned message says about a post; None where it says nothing about one.

    `asked` is the field that was asked for: a bare number, word or date answers it.
    """
    post = _Post(scan, moment, asked)
    _pair(post)
    _kinds(post)
    _leftover_numbers(post)
    lines = _lines_of_their_own(post)
    _shared_number(post)
    _counts(post)
    _moment(post)
    _texts(post)
    if lines:
        return PostLine(
            {}, doubts=(Doubt("several", _clip(scan.line.folded.typed.strip()), "doubt-lines", ()),)
        )
    if post.several:
        return _several(post)
    if not _says_something(post):
        return None
    _agree(post)
    if asked is None and not scan.texts and scan.asks():
        post.doubts.insert(
            0, Doubt("chat", _clip(scan.line.folded.typed.strip()), "doubt-chat", _RECORD_OR_NOT)
        )
    return PostLine(
        post.values, frozenset(post.rounded), tuple(post.doubts), tuple(post.rejected), tuple(post.unread)
    )


def number_in(name: str, number: Number, typed: str) -> PostLine:
    """A count that is all that was typed."""
    piece = _clip(typed)
    if number.problem:
        return PostLine({}, rejected=(Rejected(name, piece, number.problem),))
    if number.value is None:
        return PostLine({}, doubts=(Doubt(name, piece, "doubt-number", _number_options(name, number)),))
    if not _fits(name, number.value):
        return PostLine({}, rejected=(Rejected(name, piece, _unfit(name)),))
    return PostLine({name: number.value}, frozenset({name} if number.rounded else ()))


def _unfit(name: str) -> str:
    return "reject-slides" if name == "slides" else "reject-huge"


def _number_options(name: str, number: Number) -> tuple[Option, ...]:
    options = tuple(Option({name: value}) for value in number.options if _fits(name, value))
    return options if len(options) > 1 else (*options, Option({name: None}, "unknown"))


def _clip(piece: str) -> str:
    return piece if len(piece) <= _LONGEST_PIECE else piece[: _LONGEST_PIECE - 1] + "…"


def _piece(post: _Post, items: Iterable[Item]) -> str:
    items = list(items)
    first = min(_from_sign(item) for item in items)
    return _clip(post.scan.piece(first, max(item.end for item in items)))


def _from_sign(item: Item) -> int:
    negative = item.number and item.number.problem == "reject-negative"
    return item.first - 1 if negative else item.first


# --- numbers and their words


def _pair(post: _Post) -> None:
    items, found = pair_up(post.scan.items)
    paired: set[int] = set()
    for pair in found:
        pairs = [pair, *(each for reading in pair.readings for each in reading)]
        everyone = [item for each in pairs for item in (each.number, each.word)]
        paired.update(item.first for item in everyone)
        post.counted_at += [each.number.first for each in pairs if each.word.role in _COUNTING]
        post.scan.use(min(item.first for item in everyone), max(item.end for item in everyone))
        if pair.readings:
            _rivals(post, pair, everyone)
        else:
            _paired(post, pair.number, pair.word)
    post.left = [item for item in items if item.role is Role.NUMBER and item.first not in paired]


def _rivals(post: _Post, pair: Pair, everyone: list[Item]) -> None:
    """Words and numbers that can be paired in two ways."""
    readings: list[dict[str, Value]] = []
    for reading in pair.readings:
        said = [(name, value) for each in reading for name, value in _readable(each)]
        if len({name for name, _ in said}) == len(said):
            readings.append(dict(said))
        else:
            readings += [{name: value} for name, value in said]
    distinct = [each for i, each in enumerate(readings) if each and each not in readings[:i]]
    names = list(dict.fromkeys(name for each in distinct for name in each))
    if len(distinct) == 1 or (not distinct and _field(pair.word)):
        for each in pair.readings[0]:
            _paired(post, each.number, each.word)
    elif distinct:
        options = [Option(each) for each in distinct[:4]]
        options.append(Option(dict.fromkeys(names, None), "unknown"))
        post.doubts.append(Doubt(names[0], _piece(post, everyone), "doubt-number", tuple(options)))
    else:
        post.unread.append(_piece(post, everyone))


def _readable(pair: Pair) -> list[tuple[str, int]]:
    number, name = pair.number.number, _field(pair.word)
    if number is None or not name or number.value is None or not _fits(name, number.value):
        return []
    return [(name, number.value)]


def _paired(post: _Post, number: Item, word: Item) -> None:
    assert number.number is not None  # noqa: S101 - a pair has a number
    if word.role is Role.POSTS:
        _of_posts(post, number, word)
    elif word.role is Role.OTHER:
        post.unread.append(_piece(post, (number, word)))
    elif word.role is Role.ASKED and word.term:
        _asked_word(post, number, word)
    else:
        _take(post, _field(word), number.number, number, word)


def _field(word: Item) -> str:
    """The field that a word's number fills; empty where it fills none."""
    if word.role is Role.CAROUSEL:
        return "slides"
    counted = word.term is not None and word.term.name in _COUNTED and word.role is not Role.OTHER
    return word.term.name if word.term and counted else ""


def _of_posts(post: _Post, number: Item, word: Item) -> None:
    """«۸ عکس» of a carousel are its slides; «۲تا پست» are several posts."""
    assert number.number is not None  # noqa: S101 - a pair has a number
    carousel = any(said.kind == Kind.CAROUSEL for said in post.scan.kinds)
    if carousel and word.term and word.term.name == Kind.PHOTO:
        post.scan.kinds = [said for said in post.scan.kinds if said.first != word.first]
        _take(post, "slides", number.number, number, word)
    elif (number.number.value or 0) > 1:
        kind = word.term.name if word.term else None
        post.several.append(SeveralSaid(number.first, word.end, number.number.value or 0, kind))


def _asked_word(post: _Post, number: Item, word: Item) -> None:
    assert number.number is not None and word.term is not None  # noqa: S101, PT018 - the caller looked
    name, piece = word.term.name, _piece(post, (number, word))
    if name == "campaign":
        options = [Option({name: post.scan.piece(word.first, word.end)})]
    else:
        found = (number.number.value, *number.number.options)
        options = [Option({name: value}) for value in found if value is not None and _fits(name, value)]
    if options:
        post.doubts.append(Doubt(name, piece, "doubt-word", (*options, Option({name: None}, "unknown"))))
    else:
        post.unread.append(piece)


def _fits(name: str, value: int) -> bool:
    return value in SLIDES if name == "slides" else 0 <= value < IMPOSSIBLE_FROM


def _take(post: _Post, name: str, number: Number, *items: Item) -> None:
    piece = _piece(post, items)
    signed = number.first and post.scan.tokens[number.first - 1].text == "+"
    if number.problem:
        post.rejected.append(Rejected(name, piece, number.problem))
    elif number.value is None:
        post.doubts.append(Doubt(name, piece, "doubt-number", _number_options(name, number)))
    elif name == "followers" and signed:
        both = (Option({"follows": number.value}), Option({"followers": number.value}))
        post.doubts.append(Doubt("followers", piece, "doubt-word", both))
    elif not _fits(name, number.value):
        post.rejected.append(Rejected(name, piece, _unfit(name)))
    else:
        first, end = min(item.first for item in items), max(item.end for item in items)
        post.said.setdefault(name, []).append(_Said(number.value, number.rounded, first, end))


def _shared_number(post: _Post) -> None:
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
        piece = _clip(post.scan.piece(lone.first, said[0].end))
        post.doubts.append(Doubt(b.name, piece, "doubt-number", options))


def _glued_and(post: _Post, word: Item) -> bool:
    """«وكومنت»: Arabic's "and" is part of the word."""
    text, known = post.scan.tokens[word.first].text, post.scan.known
    return text[0] in known.ands and text not in known.other_words and text[1:] in known.terms


def _leftover_numbers(post: _Post) -> None:
    """Numbers without a word: the answer to what was asked, or the tail of «۱۲ هزار ۴۰۰», or unread."""
    left, post.left = post.left, []
    if post.asked and len(left) == 1 and not post.said.get(post.asked) and _is_count(post.asked):
        number = left[0].number
        if number:
            post.scan.use(left[0].first, left[0].end)
            _take(post, post.asked, number, left[0])
        return
    for item in left:
        if not (_range(post, item) or _tail(post, item) or _year(post, item)):
            _unread(post, item)


def _is_count(name: str) -> bool:
    return name in _COUNTED


def _range(post: _Post, item: Item) -> bool:
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
                post.doubts.append(Doubt(name, _clip(post.scan.piece(low, high)), "doubt-number", options))
                return True
    return False


def _tail(post: _Post, item: Item) -> bool:
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
            piece = _clip(post.scan.piece(last.first, item.end))
            return _ask_instead(post, name, item, piece, options)
        if item.end == last.first and len(post.scan.tokens[last.first].text) == 3 and number.value > 0:
            joined = number.value * 1000 + last.value
            if last.value < 1000 and post.scan.tokens[last.first].sort is Sort.NUMBER:
                piece = _clip(post.scan.piece(item.first, last.end))
                return _ask_instead(
                    post, name, item, piece, (Option({name: joined}), Option({name: last.value}))
                )
    return False


def _ask_instead(post: _Post, name: str, item: Item, piece: str, options: tuple[Option, ...]) -> bool:
    post.said[name].pop()
    if not post.said[name]:
        del post.said[name]
    post.scan.use(item.first, item.end)
    post.doubts.append(Doubt(name, piece, "doubt-number", options))
    return True


def _year(post: _Post, item: Item) -> bool:
    """«یلدا ۱۴۰۵»: a year behind a word of the topic belongs to it; so do number words that count nothing."""
    number, scan = item.number, post.scan
    if number is None or number.words:
        return True
    before = item.first - 1
    topical = before >= 0 and scan.tokens[before].sort in {Sort.WORD, Sort.TAG} and not scan.used[before]
    topical = topical and not any(said.first <= before < said.end for said in scan.kinds)
    return bool(topical and number.plain and any(number.value in years for years in _YEARS))


def _unread(post: _Post, item: Item) -> None:
    scan, end = post.scan, item.end
    if end < len(scan.tokens) and scan.tokens[end].sort is Sort.WORD and not scan.used[end]:
        kind = any(said.first <= end < said.end for said in scan.kinds)
        if not kind and not scan.known.fillers.at(scan.tokens, end):
            end += 1
    post.unread.append(_clip(scan.piece(_from_sign(item), end)))
    scan.use(item.first, end)


def _counts(post: _Post) -> None:
    for name, said in post.said.items():
        if not said:
            continue
        values = {each.value for each in said}
        if len(values) > 1:
            options = tuple(
                Option({name: each.value}) for each in {each.value: each for each in said}.values()
            )
            piece = " / ".join(post.scan.piece(each.first, each.end) for each in said[:4])
            post.doubts.append(Doubt(name, _clip(piece), "doubt-twice", options[:4]))
            continue
        post.values[name] = said[0].value
        if all(each.rounded for each in said):
            post.rounded.add(name)
    _slides_of_what(post)


def _slides_of_what(post: _Post) -> None:
    """«۸تایی» without a carousel may be anything."""
    said = post.said.get("slides", [])
    if "slides" not in post.values or post.asked == "slides" or post.values.get("kind") == Kind.CAROUSEL:
        return
    if any(post.scan.tokens[i].text == "تایی" for each in said for i in range(each.first, each.end)):
        value = post.values.pop("slides")
        options = (
            Option({"slides": value, "kind": Kind.CAROUSEL.value}),
            Option({"slides": None}, "unknown"),
        )
        post.doubts.append(
            Doubt("slides", post.scan.piece(said[0].first, said[0].end), "doubt-word", options)
        )


# --- kinds


def _kinds(post: _Post) -> None:
    """One kind is a value; an everyday word inside the topic, or two kinds, are asked."""
    said = [each for each in post.scan.kinds if not _within_several(post, each)]
    firm = _outermost([each for each in said if not each.soft and not each.guessed])
    soft = [each for each in said if each.soft]
    names = {each.kind for each in firm}
    chosen = firm
    if not firm:
        chosen = soft if post.asked == "kind" else [each for each in soft if _at_edge(post, each)]
        names = {each.kind for each in chosen}
    if len(names) == 1:
        post.values["kind"] = names.pop()
        post.kinds = chosen
    elif len(names) > 1:
        options = tuple(Option({"kind": name}) for name in dict.fromkeys(each.kind for each in chosen))
        piece = " / ".join(post.scan.piece(each.first, each.end) for each in chosen[:4])
        post.doubts.append(Doubt("kind", _clip(piece), "doubt-twice", options[:4]))
        post.kinds = chosen
    else:
        _guessed_kind(post, [each for each in said if each.guessed] or soft)
    for each in post.kinds:
        post.scan.use(each.first, each.end)


def _outermost(firm: list[KindSaid]) -> list[KindSaid]:
    """«ریلز ویدیو», «استوری ویدیو»: what holds a video is the kind."""
    holders = [each for each in firm if each.kind in _HOLDERS]
    return holders if holders and all(each.kind in {*_HOLDERS, Kind.VIDEO} for each in firm) else firm


def _within_several(post: _Post, said: KindSaid) -> bool:
    return any(each.first <= said.first < each.end for each in post.several)


def _guessed_kind(post: _Post, said: list[KindSaid]) -> None:
    if said:
        first = said[0]
        options = (Option({"kind": first.kind}), Option({"kind": None}, "unknown"))
        post.doubts.append(Doubt("kind", post.scan.piece(first.first, first.end), "doubt-word", options))
        if first.guessed:
            post.scan.use(first.first, first.end)


def _at_edge(post: _Post, said: KindSaid) -> bool:
    """Whether no word of a topic stands before it in its clause, or none behind it."""
    return not _wordy(post, said.first - 1, -1) or not _wordy(post, said.end, 1)


def _wordy(post: _Post, i: int, step: int) -> bool:
    scan = post.scan
    while 0 <= i < len(scan.tokens):
        token = scan.tokens[i]
        if token.sort is Sort.LINE or token.text in "،,؛;:.!؟?|" or scan.used[i]:
            return False
        if token.sort in {Sort.WORD, Sort.TAG} and not _filler(scan, i):
            return True
        i += step
    return False


def _filler(scan: Scan, i: int) -> bool:
    return (
        scan.known.fillers.word(scan.tokens[i].text) is not None or scan.tokens[i].text in scan.known.counters
    )


# --- several posts


def _lines_of_their_own(post: _Post) -> bool:
    """Whether two lines, or two kinds in one line, each tell of a post of their own."""
    line_of, number = [], 0
    for token in post.scan.tokens:
        number += token.sort is Sort.LINE
        line_of.append(number)
    clashes = [said for said in post.said.values() if len({each.value for each in said}) > 1]
    kinds = [each for each in post.scan.kinds if not each.guessed and (not each.soft or _at_edge(post, each))]
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


def _topics(post: _Post, line_of: list[int], counted: set[int]) -> int:
    """How many counted lines have words of their own."""
    scan = post.scan
    wordy = {
        line_of[i]
        for i, token in enumerate(scan.tokens)
        if token.sort in {Sort.WORD, Sort.TAG} and not scan.used[i] and not _filler(scan, i)
    }
    return len(wordy & counted)


def _several(post: _Post) -> PostLine:
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


def _agree(post: _Post) -> None:
    """No field is both sure and asked: what was sure becomes one more option; each is asked once."""
    asked: set[str] = set()
    doubts, post.doubts = post.doubts, []
    for doubt in doubts:
        fields = {name for option in doubt.options for name in option.values} - {"kind", "day_only"}
        if fields & asked or doubt.field in asked:
            post.unread.append(doubt.piece)
            continue
        asked |= fields | {doubt.field}
        sure = {name: post.values.pop(name) for name in fields if name in post.values}
        post.rounded -= sure.keys()
        if sure:
            kept = {name: sure.get(name) for name in fields}
            rest = [o for o in doubt.options if o.label is None]
            options = (
                Option(kept),
                *(Option({**sure, **o.values}) for o in rest if {**sure, **o.values} != kept),
            )
            doubt = replace(doubt, options=options)  # noqa: PLW2901 - the doubt goes on with one more option
        post.doubts.append(doubt)


# --- the rest


def _moment(post: _Post) -> None:
    atoms = post.scan.dates.atoms
    if not atoms:
        return
    piece = " ".join(post.scan.piece(atom.first, atom.end) for atom in atoms)
    values, doubts = settle(when(atoms, post.moment), _clip(piece))
    post.values.update(values)
    post.doubts += doubts
    if not values and not doubts:
        post.unread.append(_clip(piece))


def _texts(post: _Post) -> None:
    scan = post.scan
    post.several += scan.several
    if scan.links:
        post.values["link"] = scan.links[0]
        post.unread += [_clip(link) for link in scan.links[1:] if link != scan.links[0]]
    post.unread += [_clip(scan.piece(first, end)) for first, end in scan.unread]
    post.values.update({name: text for name, text in scan.texts.items() if text})
    topic = " ".join(_runs(scan))
    if topic and fold(topic) not in scan.known.alone and "topic" not in post.values:
        post.values["topic"] = topic


def _runs(scan: Scan) -> Iterable[str]:
    """Stretches of words that meant nothing else, without fillers and signs at their edges."""
    i, count = 0, len(scan.tokens)
    while i < count:
        if scan.used[i]:
            i += 1
            continue
        end = i
        while end < count and not scan.used[end] and scan.tokens[end].sort is not Sort.LINE:
            end += 1
        first, last = _trimmed(scan, i, end)
        if first < last:
            yield " ".join(scan.piece(first, last).split())
        i = max(end, i + 1)


def _trimmed(scan: Scan, first: int, end: int) -> tuple[int, int]:
    while first < end and _empty(scan, first):
        first += 1
    while end > first and (_empty(scan, end - 1) or scan.tokens[end - 1].text in scan.known.small):
        end -= 1
    return first, end


def _empty(scan: Scan, i: int) -> bool:
    token = scan.tokens[i]
    if i in scan.fixed_topic:
        return False
    return token.sort is Sort.SIGN or (
        token.sort is Sort.WORD and (_filler(scan, i) or not token.text[0].isalpha())
    )


def _says_something(post: _Post) -> bool:
    """Whether this is about a post at all: a count, a kind, a link or a bare date; not just any sentence."""
    scan = post.scan
    counted = bool(post.said or post.rejected) or any(
        d.field != "kind" for d in post.doubts if d.field != "published_at"
    )
    if counted or post.values.keys() & {"link", "campaign"} or scan.texts:
        return True
    if post.asked:
        return bool(post.values or post.doubts or post.unread)
    if post.values.keys() & {"kind"} or any(doubt.field == "kind" for doubt in post.doubts):
        asking = any(token.text in scan.known.questions or token.text in "؟?" for token in scan.tokens)
        return not asking
    return (
        "topic" not in post.values
        and ("published_at" in post.values or bool(post.doubts))
        and not post.unread
    )
