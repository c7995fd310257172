"""A count's or a kind's word that was typed with one slip: «لایکک», «کامتن»."""

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from bot.language.lexicon import Term, lexicon
from bot.language.phrases import forms

_FUZZY_FROM = 4
_KNOWN_FORMS = 8192


@cache
def _near() -> dict[str, list[tuple[str, Term]]]:
    """Each count's and kind's word under its shapes less one letter, to find slips without a search."""
    near: dict[str, list[tuple[str, Term]]] = {}
    for word, term in lexicon().terms.single_words():
        if term.role in {"count", "kind"} and len(word) >= _FUZZY_FROM:
            for shape in _without_one(word):
                near.setdefault(shape, []).append((word, term))
    return near


def _without_one(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@lru_cache(_KNOWN_FORMS)
def slip(word: str) -> Term | None:
    """The count or kind whose word is one slip away; None for short words and for other known words."""
    known = lexicon()
    if (
        len(word) < _FUZZY_FROM
        or word in known.other_words
        or any(form in known.other_words for form in forms(word))
    ):
        return None
    for shape in _without_one(word):
        for right, term in _near().get(shape, ()):
            if OSA.distance(word, right, score_cutoff=1) <= 1:
                return term
    return None
