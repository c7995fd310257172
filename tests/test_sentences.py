"""No sentence is kept, and translated twice, that nobody can ever be told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bot.domain.lines import LINE_FIELDS
from tests.test_guards import CODE, sentences

_FIXED = re.compile(r"[a-z]{2}")
"""What an f-string says by itself, where it may be a key that is put together."""


def strings() -> Iterator[ast.Constant | ast.JoinedStr]:
    """All strings and f-strings of the code."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr | ast.Constant):
                yield node


def shape(put_together: ast.JoinedStr) -> str:
    """A pattern of all that an f-string can come to as a key; empty where it says next to nothing itself."""
    fixed = [part.value if isinstance(part, ast.Constant) else None for part in put_together.values]
    if not any(part and _FIXED.search(str(part)) for part in fixed):
        return ""
    return "".join(r"[\w./-]+" if part is None else re.escape(str(part)) for part in fixed)


def test_every_sentence_can_be_told():
    said = list(strings())
    whole = {node.value for node in said if isinstance(node, ast.Constant)}
    shapes = {shape(node) for node in said if isinstance(node, ast.JoinedStr)} - {""}
    some = re.compile("|".join(sorted(shapes)))
    # What cannot be true has a sentence of its own for some fields.
    reasons = [reason for reason in whole if str(reason).startswith("reject-")]
    whole |= {f"{reason}-{field}" for reason in reasons for field in LINE_FIELDS}
    never = [key for key in sentences("fa") if key not in whole and not some.fullmatch(key)]
    assert never == []
