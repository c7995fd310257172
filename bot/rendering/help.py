"""The help: a short first page by what one wants to do, and the commands by subject behind buttons."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from bot.language.texts import Texts
from bot.rendering.buttons import Do
from bot.rendering.home import go
from bot.rendering.message import Message, button, in_rows
from bot.rendering.payloads import Payload, payload

SUBJECTS: Final = {
    "record": ("post", "posts", "followers", "import", "link", "undo", "cancel"),
    "learn": ("compare", "besttime", "report", "goals"),
    "plan": ("calendar", "plan"),
    "trust": ("trust", "tips", "step", "customers"),
    "page": ("page", "team", "settings", "language", "export", "help"),
}
"""Every command that has a line of help, by what it is about, in the order of use."""
COMMANDS: Final = tuple(name for names in SUBJECTS.values() for name in names)
_EXAMPLES: Final = ("record", "plan")
"""The subjects that begin with something to tap and copy."""


@payload("hl")
@dataclass(frozen=True, slots=True)
class HelpAbout(Payload):
    """Shows the commands of a subject; the first page for none."""

    subject: str


def subject_of(command: str) -> str:
    """What a command is about; empty for one that has no line of help."""
    return next((subject for subject, names in SUBJECTS.items() if command in names), "")


def help_message(texts: Texts) -> Message:
    """What one may want to do, a line each, with a way to each subject."""
    wishes = [texts(f"help-want-{name}") for name in ("record", "followers", "learn", "plan", "undo")]
    parts = [texts("help-title"), Markup("\n").join(wishes), texts("help-words")]
    ways = [button(texts.plain(f"help-about-{subject}"), HelpAbout(subject)) for subject in SUBJECTS]
    return Message(Markup("\n\n").join(parts), buttons=in_rows([*ways, go(texts, Do.SAMPLE)]))


def subject_message(subject: str, texts: Texts) -> Message:
    """The commands of one subject, each with what it does."""
    lines = [
        texts("help-line", command=Markup(f"/{name}"), what=texts(f"help-{name}"))
        for name in SUBJECTS[subject]
    ]
    parts = [texts("help-heading", subject=Markup(texts(f"help-about-{subject}")))]
    if subject in _EXAMPLES:
        parts.append(texts(f"help-example-{subject}"))
    parts.append(Markup("\n").join(lines))
    back = button(texts.plain("help-back"), HelpAbout(""))
    return Message(Markup("\n\n").join(parts), buttons=((back,),))
