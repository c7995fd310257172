"""What stands between two items of a line, and what pairing across it costs."""

from bot.language.pairing import Item, Role
from bot.language.scanned import Scanned
from bot.language.tokens import Sort

_APART = 40.0
_DATE_BETWEEN = 30.0


class GapsScan(Scanned):
    """Measures the gaps between items once all of them are found."""

    def _measure_gaps(self) -> None:
        self._step_over_kinds()
        for before, item in zip(self.items, self.items[1:], strict=False):
            item.gap = self._gap(before, item)

    def _step_over_kinds(self) -> None:
        """«ریچ ریلز ۱۵k»: a kind that no number before it counts does not part a word from its number."""
        numbered = {item.end for item in self.items if item.role is Role.NUMBER}
        kept: list[Item] = []
        for i, item in enumerate(self.items):
            between = 0 < i < len(self.items) - 1
            if (
                between
                and item.role is Role.POSTS
                and item.first not in numbered
                and self.items[i - 1].role is Role.COUNT
                and self.items[i - 1].end == item.first
                and self.items[i + 1].role is Role.NUMBER
                and self.items[i + 1].first == item.end
            ):
                self._bridges.add(item.first)
            else:
                kept.append(item)
        self.items = kept

    def _gap(self, before: Item, item: Item) -> float | None:
        """The cost of what stands between two items; None where other words keep them apart."""
        if before.end >= item.first:
            glued = not self.tokens[item.first].spaced
            return 0.0 if glued else 2.0
        cost = 2.0
        for i in range(before.end, item.first):
            text = self.tokens[i].text
            if text in {":", "="}:
                cost = min(cost, 1.0 if text == ":" else 0.0)
            elif text in self.known.counters and before.role is Role.NUMBER:
                cost = min(cost, 0.0)
            elif text in self.known.ands or text in "،,؛;.!|/\n؟?":
                cost += 2.0 if text == "\n" and self._text(i - 1) == ":" else _APART
            elif text in self.known.links:
                cost += 0.5
            elif i in self._bridges:
                continue
            elif self.used[i]:
                cost += _DATE_BETWEEN
            elif self.tokens[i].sort is Sort.SIGN:
                cost += 0.5
            else:
                return None
        return cost
