"""What is planned to be posted, and the series that plans repeat in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.identity import ChatId, PageId, PersonId, PlanId, PostId, SeriesId
from bot.domain.posts import Kind
from bot.domain.recurrence import Rule

CAPTION_MOST = 4096
"""The longest caption that is kept: what one message of Telegram holds."""
LEADS_MOST = 5
"""So many reminders a plan may have."""
LEAD_MOST = 60 * 24 * 30
"""The earliest reminder, in minutes before: thirty days."""


class PlanState(StrEnum):
    """How far a plan has come."""

    IDEA = "idea"
    """Worth doing some day: it may have no time, and nobody is reminded."""
    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    SKIPPED = "skipped"

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self in (PlanState.IDEA, PlanState.PLANNED)


class MediaKind(StrEnum):
    """What a file is to Telegram."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that goes with a plan."""

    file_id: str
    """Telegram's own."""
    kind: MediaKind


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button under what is published, which opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One post to come, or one that should have come."""

    id: PlanId
    page_id: PageId
    state: PlanState
    at: datetime | None = None
    """UTC; None of an idea without a day. Noon by the page's clock where `day_only`."""
    wall: datetime | None = None
    """Naive: by the page's clock, as it was meant; `at` follows it when the page's zone changes."""
    day_only: bool = False
    """Whether the hour is left open."""
    series_id: SeriesId | None = None
    """The rule that it came of, where it repeats."""
    series_wall: datetime | None = None
    """Which of the rule's times it is, by the rule's own wall clock; moving the plan does not change it."""
    kind: Kind | None = None
    topic: str | None = None
    text: str | None = None
    """The caption, ready to be copied."""
    media: tuple[Media, ...] = ()
    links: tuple[LinkButton, ...] = ()
    link: str | None = None
    campaign: str | None = None
    assignee: PersonId | None = None
    """Who does it; None is whoever planned it."""
    lead_minutes: tuple[int, ...] = ()
    """How many minutes before it is reminded of, the longest first; 0 is at its time."""
    publish_to: ChatId | None = None
    """The channel to which it publishes itself."""
    approved_by: PersonId | None = None
    approved_at: datetime | None = None
    post_id: PostId | None = None
    """The post that it became."""
    created_by: PersonId | None = None
    created_at: datetime | None = None
    album: str | None = None
    """What the parts of the album that its media came in have in common."""
    snoozed_until: datetime | None = None
    sending_at: datetime | None = None
    """Since when it is on its way to its channel."""
    failure: str | None = None
    """Why it could not be published."""
    version: int = 1
    """Counts its changes, so that an old button is known for one."""
    rung_at: datetime | None = None
    """Until when its reminders have been seen to."""
    next_at: datetime | None = None
    """When something about it is due next."""

    @property
    def is_post(self) -> bool:
        """Whether it is surely a post: its kind is known, or something of its content is.

        Of «جواب دایرکت‌ها را بدهم» nobody knows.
        """
        return bool(self.kind or self.text or self.media or self.links or self.link or self.publish_to)

    @property
    def repeats(self) -> bool:
        """Whether it is one of a series."""
        return self.series_id is not None


@dataclass(frozen=True, slots=True)
class Series:
    """A plan that repeats: what each of its plans takes over."""

    id: SeriesId
    page_id: PageId
    rule: Rule
    zone: str
    """IANA name: the rule's wall clock."""
    kind: Kind | None = None
    topic: str | None = None
    text: str | None = None
    lead_minutes: tuple[int, ...] = ()
    assignee: PersonId | None = None
    media: tuple[Media, ...] = ()
    links: tuple[LinkButton, ...] = ()
    link: str | None = None
    campaign: str | None = None
    publish_to: ChatId | None = None
    created_by: PersonId | None = None
    made_until: datetime | None = None
    """So far its plans have been made."""
    ended_at: datetime | None = None
