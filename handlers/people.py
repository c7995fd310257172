"""How a person is spoken to: the start, the language, the settings."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.people import CALENDARS, LANGUAGES, THEMES, Person, person_in
from bot.rendering import people as view
from bot.rendering.buttons import Setting
from bot.rendering.message import Answer
from handlers import chats
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import ask_page_name, home_message
from storage import people, posts

_VALUES = {"language": LANGUAGES, "digits": LANGUAGES, "calendar": CALENDARS, "theme": THEMES}


async def start(context: Context, text: str) -> None:
    """`/start`: a newcomer is asked her page's name, somebody known sees where she stands.

    What a link of ours puts behind it goes to its subject.
    """
    for begins, opened in context.desk.links.items():
        if text.startswith(begins):
            await opened(context, text.removeprefix(begins))
            return
    asker = context.asker
    if asker.page is None:
        if await context.read(lambda c: chats.still_to_ask(c, asker)):
            # The page may be that of the channel into which she brought the bot.
            await context.keep(lambda c: Answer(chats.still_to_ask(c, asker)))
        else:
            await ask_page_name(context)
        return
    page = asker.page

    def keep(connection: Connection) -> Answer:
        people.mark_blocked(connection, asker.id, None)
        shown = home_message(asker, "start-again", at_work=posts.has_any(connection, page.id))
        return Answer((shown, *chats.still_to_ask(connection, asker)), commands=asker.person.language)

    await context.keep(keep)


async def language(context: Context, text: str) -> None:
    """`/language`, with a language behind it or bare."""
    wanted = text.strip().lower()[:2]
    if wanted in LANGUAGES:
        await chosen(context, Setting("language", wanted))
    else:
        await context.answer(Answer((view.choices("language", context.asker.person, context.asker.texts),)))


async def settings(context: Context, text: str) -> None:
    """`/settings`: what is chosen, each a button."""
    del text
    await context.answer(
        Answer((view.settings(context.asker.person, context.asker.page, context.asker.texts),))
    )


async def chosen(context: Context, pressed: Setting) -> None:
    """A setting's button: its choices, or one of them."""
    asker = context.asker
    if pressed.name not in _VALUES:
        raise Refused("button-unknown")
    if pressed.value is None:
        await context.answer(Answer((view.choices(pressed.name, asker.person, asker.texts),)).editing())
        return
    if pressed.value not in _VALUES[pressed.name]:
        raise Refused("button-unknown")
    changed = _with(asker.person, pressed.name, pressed.value)

    def keep(connection: Connection) -> Answer:
        people.choose(connection, asker.id, **{kind: getattr(changed, kind) for kind in _VALUES})
        there = asker.with_person(changed)
        if pressed.name != "language":
            return Answer((view.settings(changed, there.page, there.texts),)).editing()
        return _spoken(connection, there)

    await context.keep(keep)


def _with(person: Person, name: str, value: str) -> Person:
    """A language brings its digits and calendar along; both can be chosen otherwise afterwards."""
    if name == "language":
        usual = person_in(value, person.id, person.page_id)
        return replace(person, language=value, digits=usual.digits, calendar=usual.calendar)
    return replace(person, **{name: value})  # type: ignore[arg-type]


async def speak(context: Context, wanted: str) -> None:
    """Speaks another language from now on, with a way back to the one before."""
    asker = context.asker
    before = asker.person.language
    changed = _with(asker.person, "language", wanted) if wanted != before else asker.person

    def keep(connection: Connection) -> Answer:
        people.choose(connection, asker.id, **{kind: getattr(changed, kind) for kind in _VALUES})
        there = asker.with_person(changed)
        answer = _spoken(connection, there)
        if wanted == before:
            return answer
        return replace(answer, messages=(*answer.messages, view.way_back(before, there.texts)))

    await context.keep(keep)


def _spoken(connection: Connection, asker: Asker) -> Answer:
    at_work = asker.page is not None and posts.has_any(connection, asker.page.id)
    return Answer((home_message(asker, "language-chosen", at_work=at_work),), commands=asker.person.language)


def register(desk: Desk) -> None:
    """The start, the language, the settings."""
    desk.command("start", start)
    desk.command("menu", start)
    desk.command("language", language)
    desk.command("settings", settings)
    desk.press(Setting, chosen)
