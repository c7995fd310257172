"""The words of a line that meant nothing else: its topic, its links, what is shown back."""

from collections.abc import Iterable

from bot.language.folding import fold
from bot.language.making import Making, clip, filler
from bot.language.scanning import Scan
from bot.language.tokens import Sort


def find_topic(post: Making) -> None:
    """Makes the topic, the link and other texts of what no count, kind or time has used."""
    scan = post.scan
    post.several += scan.several
    if scan.links:
        post.values["link"] = scan.links[0]
        post.unread += [clip(link) for link in scan.links[1:] if link != scan.links[0]]
    post.unread += [clip(scan.piece(first, end)) for first, end in scan.unread]
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
        token.sort is Sort.WORD and (filler(scan, i) or not token.text[0].isalpha())
    )
