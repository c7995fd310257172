"""Short answers: to thanks, to a language by its name, to a wish for a yearly report."""

from telegram import Message as Said

from bot.domain.errors import Refused
from bot.domain.people import LANGUAGES
from bot.language.courtesies import courtesy
from bot.rendering.courtesies import no_year
from bot.rendering.message import Answer, say
from handlers import people
from handlers.context import Context
from handlers.desk import Desk
from handlers.posts import PostForm


async def answered(context: Context, message: Said, text: str) -> bool:
    """Answers what wants no more than a word; False where it may be the answer to what is asked."""
    del message
    meant, row = courtesy(text), context.asker.draft
    if meant is None or (row is not None and (meant != "thanks" or row.form != PostForm.name)):
        return False
    if meant in LANGUAGES:
        await people.speak(context, meant)
    elif meant == "thanks":
        await context.answer(say(context.asker.texts("thanks")))
    else:
        await _no_year(context)
    return True


async def _no_year(context: Context) -> None:
    asker = context.asker
    if asker.page is None:
        raise Refused("page-none")
    await context.answer(Answer((no_year(asker.page.id, asker.texts, asker.now),)))


def register(desk: Desk) -> None:
    """What is said in passing."""
    desk.replied.append(answered)
