"""Words that are numbers, alone or run together: «هزارودویست», «خمسة وعشرين»."""

from functools import lru_cache

from bot.language.lexicon import lexicon


@lru_cache(4096)
def word_values(word: str) -> tuple[tuple[bool, int], ...]:
    """A number word as (joined by and, value) pieces: «هزارودویست» → 1000, and 200. Empty for other words."""
    numbers, ands = lexicon().numbers, lexicon().ands
    if word in numbers:
        return ((False, numbers[word]),)
    if word[:1] in ands and word[1:] in numbers:
        return ((True, numbers[word[1:]]),)
    for cut_at in range(1, len(word)):
        head, tail = numbers.get(word[:cut_at]), word[cut_at:]
        if head is None or len(word) < 5:
            continue
        rest = word_values(tail) if tail[:1] in ands or numbers.get(tail, 0) >= 1000 else ()
        if rest:
            return ((False, head), *rest)
    return ()


def adds(last: int, value: int, *, joined: bool) -> bool:
    """«صد و بیست», «بیست و پنج», «خمسة وعشرين»: whether a number word may follow the last one."""
    if last >= 20:
        return value < min(last, 100)
    return joined and last < 10 and 20 <= value < 100
