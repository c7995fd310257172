"""`/help`: what can be said, by what one wants to do."""

from bot.domain.errors import Refused
from bot.language.command_words import command_word
from bot.rendering.help import SUBJECTS, HelpAbout, help_message, subject_message, subject_of
from bot.rendering.message import Answer
from handlers.context import Context
from handlers.desk import Desk


async def help_(context: Context, text: str) -> None:
    """`/help`; with a command or its word behind it, what belongs to that."""
    texts = context.asker.texts
    subject = subject_of(command_word(text) or text.removeprefix("/").lower()) if text else ""
    await context.answer(Answer((subject_message(subject, texts) if subject else help_message(texts),)))


async def about(context: Context, pressed: HelpAbout) -> None:
    """Another page of the help, in place of the one that was pressed."""
    texts = context.asker.texts
    if pressed.subject and pressed.subject not in SUBJECTS:
        raise Refused("button-unknown")
    shown = subject_message(pressed.subject, texts) if pressed.subject else help_message(texts)
    await context.answer(Answer((shown,)).editing())


def register(desk: Desk) -> None:
    """Help."""
    desk.command("help", help_)
    desk.press(HelpAbout, about)
