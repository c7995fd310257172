"""Numbers with their words: what each count of a post is, or what is to be asked about it."""

from bot.domain.lines import Doubt, Option, PostLine, Rejected, Value
from bot.domain.posts import COUNTS, Kind
from bot.language.figures import Number
from bot.language.making import Making, Said, clip, fits, piece_of, unfit
from bot.language.pairing import Item, Pair, Role, pair_up
from bot.language.scanned import SeveralSaid

COUNTED = frozenset({*COUNTS, "followers", "impressions", "slides"})
_COUNTING = frozenset({Role.COUNT, Role.SIGN, Role.ASKED})


def number_in(name: str, number: Number, typed: str) -> PostLine:
    """A count that is all that was typed."""
    piece = clip(typed)
    if number.problem:
        return PostLine({}, rejected=(Rejected(name, piece, number.problem),))
    if number.value is None:
        return PostLine({}, doubts=(Doubt(name, piece, "doubt-number", _number_options(name, number)),))
    if not fits(name, number.value):
        return PostLine({}, rejected=(Rejected(name, piece, unfit(name)),))
    return PostLine({name: number.value}, frozenset({name} if number.rounded else ()))


def _number_options(name: str, number: Number) -> tuple[Option, ...]:
    options = tuple(Option({name: value}) for value in number.options if fits(name, value))
    return options if len(options) > 1 else (*options, Option({name: None}, "unknown"))


def pair_numbers(post: Making) -> None:
    """Gives each number to the word that it counts, or asks where two could have it; others are left."""
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


def _rivals(post: Making, pair: Pair, everyone: list[Item]) -> None:
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
        post.doubts.append(Doubt(names[0], piece_of(post, everyone), "doubt-number", tuple(options)))
    else:
        post.unread.append(piece_of(post, everyone))


def _readable(pair: Pair) -> list[tuple[str, int]]:
    number, name = pair.number.number, _field(pair.word)
    if number is None or not name or number.value is None or not fits(name, number.value):
        return []
    return [(name, number.value)]


def _paired(post: Making, number: Item, word: Item) -> None:
    assert number.number is not None  # noqa: S101 - a pair has a number
    if word.role is Role.POSTS:
        _of_posts(post, number, word)
    elif word.role is Role.OTHER:
        post.unread.append(piece_of(post, (number, word)))
    elif word.role is Role.ASKED and word.term:
        _asked_word(post, number, word)
    elif word.role is Role.CAROUSEL and number.number.value == 1 and number.first < word.first:
        return  # «یه کاروسل» is one post, not one slide
    else:
        take(post, _field(word), number.number, number, word)


def _field(word: Item) -> str:
    """The field that a word's number fills; empty where it fills none."""
    if word.role is Role.CAROUSEL:
        return "slides"
    counted = word.term is not None and word.term.name in COUNTED and word.role is not Role.OTHER
    return word.term.name if word.term and counted else ""


def _of_posts(post: Making, number: Item, word: Item) -> None:
    """«۸ عکس» of a carousel are its slides; «۲تا پست» are several posts."""
    assert number.number is not None  # noqa: S101 - a pair has a number
    carousel = any(said.kind == Kind.CAROUSEL for said in post.scan.kinds)
    if carousel and word.term and word.term.name == Kind.PHOTO:
        post.scan.kinds = [said for said in post.scan.kinds if said.first != word.first]
        take(post, "slides", number.number, number, word)
    elif (number.number.value or 0) > 1:
        kind = word.term.name if word.term else None
        post.several.append(SeveralSaid(number.first, word.end, number.number.value or 0, kind))


def _asked_word(post: Making, number: Item, word: Item) -> None:
    assert number.number is not None and word.term is not None  # noqa: S101, PT018 - the caller looked
    name, piece = word.term.name, piece_of(post, (number, word))
    if name == "campaign":
        options = [Option({name: post.scan.piece(word.first, word.end)})]
    else:
        found = (number.number.value, *number.number.options)
        options = [Option({name: value}) for value in found if value is not None and fits(name, value)]
    if options:
        post.doubts.append(Doubt(name, piece, "doubt-word", (*options, Option({name: None}, "unknown"))))
    else:
        post.unread.append(piece)


def take(post: Making, name: str, number: Number, *items: Item) -> None:
    """Notes a number as a count: clear, in doubt or impossible."""
    piece = piece_of(post, items)
    signed = number.first and post.scan.tokens[number.first - 1].text == "+"
    if number.problem:
        post.rejected.append(Rejected(name, piece, number.problem))
    elif number.value is None:
        post.doubts.append(Doubt(name, piece, "doubt-number", _number_options(name, number)))
    elif name == "followers" and signed:
        both = (Option({"follows": number.value}), Option({"followers": number.value}))
        post.doubts.append(Doubt("followers", piece, "doubt-word", both))
    elif not fits(name, number.value):
        post.rejected.append(Rejected(name, piece, unfit(name)))
    else:
        first, end = min(item.first for item in items), max(item.end for item in items)
        post.said.setdefault(name, []).append(Said(number.value, number.rounded, first, end))


def settle_counts(post: Making) -> None:
    """Makes values of the counts that were said once, or twice alike; others are asked about."""
    for name, said in post.said.items():
        if not said:
            continue
        values = {each.value for each in said}
        if len(values) > 1:
            options = tuple(
                Option({name: each.value}) for each in {each.value: each for each in said}.values()
            )
            piece = " / ".join(post.scan.piece(each.first, each.end) for each in said[:4])
            post.doubts.append(Doubt(name, clip(piece), "doubt-twice", options[:4]))
            continue
        post.values[name] = said[0].value
        if all(each.rounded for each in said):
            post.rounded.add(name)
    _slides_of_what(post)


def _slides_of_what(post: Making) -> None:
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
