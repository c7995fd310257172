"""The key=value form in a line, and the command before it: `/post kind=reel likes=1200`."""

from bot.language.numbers import number_at
from bot.language.scanned import ROLES, KindSaid, Scanned
from bot.language.tokens import Sort

_TYPED_TEXT = ("topic", "campaign")


class KeysScan(Scanned):
    """Finds a command, and values behind their keys."""

    def _command(self) -> int:
        end = (
            2
            if len(self.tokens) > 1 and self.tokens[1].sort is Sort.WORD and not self.tokens[1].spaced
            else 1
        )
        if end < len(self.tokens) and self.tokens[end].sort is Sort.TAG and not self.tokens[end].spaced:
            end += 1
        self.use(0, end)
        return end

    def _keyed(self, i: int) -> int | None:
        """The keys that are not counts (kind=, at=, topic=, campaign=, link=), and unknown keys."""
        found = self.known.terms.at(self.tokens, i)
        name = found[0].name if found and found[1] == i + 1 and found[0].role == "key" else ""
        start = i + 2
        end = start
        while (
            end < len(self.tokens)
            and self.tokens[end].sort is not Sort.LINE
            and (end == start or not self.tokens[end].spaced)
        ):
            end += 1
        if name == "published_at":
            self.use(i, start)
            return start
        if name in _TYPED_TEXT:
            end = self._quoted(start) or end
            self.texts[name] = self.piece(start, end).strip("\"'«»")
        elif name == "link":
            self.links.append(self.piece(start, end))
        elif name == "kind":
            kind = self.known.terms.at(self.tokens, start)
            if kind is None or kind[0].role not in {"kind", "soft"}:
                self.unread.append((i, end))
            else:
                self.kinds.append(KindSaid(kind[0].name, start, kind[1], soft=False))
                end = kind[1]
        elif (
            not found
            or found[0].role not in ROLES
            or (
                start < len(self.tokens)
                and self.tokens[start].sort is Sort.WORD
                and not number_at(self.tokens, start)
            )
            or self._glued_on(start)
        ):
            self.unread.append((i, end))
        else:
            return None
        self.use(i, end)
        return end

    def _glued_on(self, start: int) -> bool:
        """«1e9», "12abc": a number that goes on in letters which mean nothing is none."""
        number = number_at(self.tokens, start) if start < len(self.tokens) else None
        if number is None or number.end >= len(self.tokens):
            return False
        behind = self.tokens[number.end]
        glued = behind.sort is Sort.WORD and not behind.spaced and self._text(number.end + 1) != "="
        return glued and not self._term_role(number.end)

    def _quoted(self, start: int) -> int | None:
        if self._text(start) not in {'"', "«"}:
            return None
        for end in range(start + 1, len(self.tokens)):
            if self.tokens[end].text in {'"', "»"}:
                return end + 1
        return None
