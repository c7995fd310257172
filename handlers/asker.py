"""Who writes or presses: the person, her page, the words in which she is spoken to."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.people import Person
from bot.language.lines import Moment
from bot.language.texts import Texts
from storage.drafts import DraftRow


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for what: all that a function inside a transaction needs to know of her."""

    person: Person
    page: Page | None
    draft: DraftRow | None
    texts: Texts
    now: datetime
    default_zone: str

    @property
    def id(self) -> PersonId:
        """Her Telegram id."""
        return self.person.id

    @property
    def page_id(self) -> PageId:
        """Her current page's id; Refused("page-none") where she has none yet."""
        return self.working_page.id

    @property
    def working_page(self) -> Page:
        """Her current page; Refused("page-none") where she has none yet."""
        if self.page is None:
            raise Refused("page-none")
        return self.page

    @property
    def moment(self) -> Moment:
        """What reading needs to know about here and now."""
        return Moment(
            now=self.now,
            zone=self.texts.zone,
            calendar=self.texts.calendar,
            language=self.texts.language,
        )

    def with_page(self, page: Page) -> "Asker":
        """The same person on another page."""
        texts = replace(self.texts, zone=ZoneInfo(page.zone), platform=page.platform)
        return replace(self, page=page, texts=texts, person=replace(self.person, page_id=page.id))

    def with_person(self, person: Person) -> "Asker":
        """The same person with other ways of being spoken to."""
        texts = replace(texts_for(person, self.texts.zone), platform=self.texts.platform)
        return replace(self, person=person, texts=texts)


def texts_for(person: Person, zone: ZoneInfo) -> Texts:
    """The words of a person's language, in her digits, calendar and zone."""
    return Texts(person.language, person.digits, person.calendar, zone, theme=person.theme)  # type: ignore[arg-type]
