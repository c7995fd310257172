"""Checks of a bio, a caption and the newest posts, and calls to action to copy."""

from sqlalchemy import Connection

from bot.domain.bio import checked_bio
from bot.domain.captions import AIMS, Call, checked_caption, checked_text
from bot.domain.content import LOOKED_AT, content_of
from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.language.lines import Moment
from bot.language.texts import LANGUAGES
from bot.rendering import tips_checks as view
from bot.rendering.message import Answer, Message
from handlers.asker import Asker
from handlers.desk import Desk
from storage import pages, posts

_PASTED = "pasted"


class _PastedForm:
    """One text that is pasted, read and answered; nothing of it is kept with the page."""

    name: str

    def next_field(self, draft: Draft) -> Field | None:
        """The text."""
        return None if draft.known().get(_PASTED) else Field(_PASTED, skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The text as it is; Refused where it is too long, or has no letter."""
        del asking, moment
        return PostLine({_PASTED: checked_text(text)})

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """What was found."""
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        return Answer((self.card(str(draft.known()[_PASTED]), page, asker),))

    def card(self, text: str, page: Page, asker: Asker) -> Message:
        """What is said of a text."""
        raise NotImplementedError


class BioForm(_PastedForm):
    """A bio, pasted to be looked at."""

    name = "bio"

    def card(self, text: str, page: Page, asker: Asker) -> Message:
        """What it has and lacks."""
        return view.bio_card(checked_bio(text), page, asker.texts)


class CaptionForm(_PastedForm):
    """A caption, pasted to be looked at."""

    name = "caption"

    def card(self, text: str, page: Page, asker: Asker) -> Message:
        """What it has and lacks."""
        return view.caption_card(checked_caption(text), page, asker.texts)


def content(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """Of what the newest posts are."""
    del which
    found = content_of(posts.newest(connection, page.id, LOOKED_AT))
    return Answer((view.content_card(found, page, asker.texts),))


def aims(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """For what a call to action can ask."""
    del connection, which
    return Answer((view.aims_card(page, asker.texts),))


def calls(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """Texts for an aim, at first in her own language."""
    del connection
    aim, _, language = which.partition(".")
    chosen = next((each for each in LANGUAGES if each == (language or asker.texts.language)), None)
    if aim not in set(AIMS) or chosen is None:
        raise Refused("button-unknown")
    return Answer((view.calls_card(page, Call(aim), chosen, asker.texts),))


def register(desk: Desk) -> None:
    """The forms into which a text is pasted."""
    desk.form(BioForm())
    desk.form(CaptionForm())
