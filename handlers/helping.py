"""`/help`: what can be said, with examples to tap."""

from bot.rendering.help import help_message
from bot.rendering.message import Answer
from handlers.context import Context
from handlers.desk import Desk


async def help_(context: Context, text: str) -> None:
    """`/help`."""
    del text
    await context.answer(Answer((help_message(context.asker.texts),)))


def register(desk: Desk) -> None:
    """Help."""
    desk.command("help", help_)
