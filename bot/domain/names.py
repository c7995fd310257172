"""Names as they will be shown among other words."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINER = "\u200c"


def one_line(typed: str) -> str:
    """`typed` on one line, without invisible or turning characters; empty where nothing is left to see."""
    kept = (c if c == _JOINER or unicodedata.category(c) not in _HIDDEN else " " for c in typed)
    name = " ".join("".join(kept).split())
    return name if name.strip("@" + _JOINER + " ") else ""
