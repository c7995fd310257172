"""Words that stand for commands: «مقایسه», «لغو»."""

from bot.language.lexicon import lexicon
from bot.language.tokens import squeezed


def command_word(text: str) -> str | None:
    """The command that a whole message means («مقایسه» → "compare"), or None; emoji are ignored."""
    if len(text) > 64:
        return None
    return lexicon().commands.get(squeezed(text))
