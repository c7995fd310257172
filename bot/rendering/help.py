"""The help: what can be said, by examples rather than rules."""

from markupsafe import Markup

from bot.language.texts import Texts
from bot.rendering.buttons import Do
from bot.rendering.home import go
from bot.rendering.message import Message

COMMANDS = (
    "post",
    "posts",
    "compare",
    "besttime",
    "followers",
    "calendar",
    "plan",
    "import",
    "link",
    "page",
    "trust",
    "tips",
    "customers",
    "step",
    "report",
    "goals",
    "team",
    "export",
    "settings",
    "language",
    "undo",
    "cancel",
    "help",
)
"""Every command that has a line of help, in the order of use."""


def help_message(texts: Texts) -> Message:
    """What the bot does, an example line, and the commands."""
    lines = [texts("help-line", command=Markup(f"/{name}"), what=texts(f"help-{name}")) for name in COMMANDS]
    parts = [texts("help-title"), texts("help-example"), Markup("\n").join(lines), texts("help-words")]
    ways = ((go(texts, Do.POST), go(texts, Do.SAMPLE)),)
    return Message(Markup("\n\n").join(parts), buttons=ways)
