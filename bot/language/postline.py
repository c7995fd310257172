"""Putting together what a line says about one post."""

from dataclasses import replace

from bot.domain.lines import Doubt, Option, PostLine
from bot.language.apart import ask_each_or_together, lines_of_their_own
from bot.language.counting import pair_numbers, settle_counts
from bot.language.kinds import find_kinds
from bot.language.leftovers import ask_shared_number, place_leftovers
from bot.language.making import Making, clip
from bot.language.moments import Moment
from bot.language.scanning import Scan
from bot.language.settling import UNKNOWN, settle, when
from bot.language.topics import find_topic

_RECORD_OR_NOT = (Option({}, "record"), Option({"posts": None, "chat": None}, "chat"))


def post_in(scan: Scan, moment: Moment, asked: str | None = None) -> PostLine | None:
    """What a scanned message says about a post; None where it says nothing about one.

    `asked` is the field that was asked for: a bare number, word or date answers it.
    """
    post = Making(scan, moment, asked)
    pair_numbers(post)
    find_kinds(post)
    place_leftovers(post)
    lines = lines_of_their_own(post)
    ask_shared_number(post)
    settle_counts(post)
    _moment(post)
    find_topic(post)
    # «دوتا عکس گذاشتم یکی ۱۰۰ یکی ۱۲۰ لایک»: each has a number of its own, which no one line keeps.
    if lines or (post.several and post.lonely):
        return PostLine(
            {}, doubts=(Doubt("several", clip(scan.line.folded.typed.strip()), "doubt-lines", ()),)
        )
    if post.several:
        return ask_each_or_together(post)
    if not _says_something(post):
        return None
    _agree(post)
    if asked is None and not scan.texts.keys() - {"caption"} and scan.asks():
        post.doubts.insert(
            0, Doubt("chat", clip(scan.line.folded.typed.strip()), "doubt-chat", _RECORD_OR_NOT)
        )
    return PostLine(
        post.values,
        frozenset(post.rounded & post.values.keys()),
        tuple(post.doubts),
        tuple(post.rejected),
        tuple(post.unread),
    )


def _agree(post: Making) -> None:
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


def _moment(post: Making) -> None:
    atoms = post.scan.dates.atoms
    if not atoms:
        vague = [clip(post.scan.piece(*each)) for each in post.scan.vague[:1]]
        post.doubts += [Doubt("published_at", piece, "doubt-vague", (UNKNOWN,)) for piece in vague]
        return
    piece = " ".join(post.scan.piece(atom.first, atom.end) for atom in atoms)
    values, doubts = settle(when(atoms, post.moment), clip(piece))
    post.values.update(values)
    post.doubts += doubts
    if not values and not doubts:
        post.unread.append(clip(piece))


def _says_something(post: Making) -> bool:
    """Whether this is about a post at all: a count, a kind, a link or a bare date; not just any sentence."""
    scan = post.scan
    counted = bool(post.said or post.rejected) or any(
        d.field != "kind" for d in post.doubts if d.field != "published_at"
    )
    if counted or post.values.keys() & {"link", "campaign"} or scan.texts.keys() - {"caption"}:
        return True
    if post.asked:
        return bool(post.values or post.doubts or post.unread)
    if post.values.keys() & {"kind"} or any(doubt.field == "kind" for doubt in post.doubts):
        return not _asks(post)
    return (
        "topic" not in post.values
        and ("published_at" in post.values or bool(post.doubts))
        and not post.unread
    )


def _asks(post: Making) -> bool:
    """Whether a word or a sign asks. What asks «how» in Arabic is a bag in Persian."""
    words = post.scan.known.questions - ({"کیف"} if post.moment.language == "fa" else set())
    return any(token.text in words or token.text in "؟?" for token in post.scan.tokens)
