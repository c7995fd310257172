"""A plan that publishes itself: what goes out, and what stands in the way."""

from enum import StrEnum
from typing import Final

from bot.domain.errors import Refused
from bot.domain.plans import Media, MediaKind, Plan, PlanState
from bot.domain.posts import SLIDES, Kind

ALBUM_MOST: Final = 10
"""So many photos and videos Telegram takes in one album."""
CAPTION_MOST: Final = 1024
"""A longer caption, in UTF-16 units, follows its media as a message of its own."""


class Failure(StrEnum):
    """Why a plan was not published."""

    UNAPPROVED = "unapproved"
    NO_RIGHT = "no-right"
    GONE = "gone"
    REFUSED = "refused"
    AWAY = "away"
    EMPTY = "empty"
    NO_MEDIA = "no-media"
    """Its kind wants a picture or a video that never came: it is asked whether its text goes alone."""


def check(plan: Plan) -> None:
    """Whether a plan can publish itself.

    Refused("publish-not-planned") for one that is over or has no hour, ("publish-empty") for one with
    nothing to be published, ("publish-mixed") for files of which Telegram makes no album.
    """
    if plan.state is not PlanState.PLANNED or plan.at is None or plan.day_only:
        raise Refused("publish-not-planned")
    if not plan.text and not plan.media:
        raise Refused("publish-empty")
    if len(plan.media) > 1 and any(each.kind is MediaKind.DOCUMENT for each in plan.media):
        raise Refused("publish-mixed")


def lacks_media(plan: Plan) -> bool:
    """Whether a plan that publishes itself is of a kind that is nothing without a picture or a video."""
    return plan.publish_to is not None and plan.kind not in (None, Kind.TEXT) and not plan.media


def caption_fits(text: str) -> bool:
    """Whether a text can stand below a photo or a video."""
    return len(text.encode("utf-16-le")) // 2 <= CAPTION_MOST


def kind_of(plan: Plan) -> Kind | None:
    """What kind of post it is in the channel: by its media, whatever it was planned as elsewhere."""
    if len(plan.media) > 1:
        return Kind.CAROUSEL
    if not plan.media:
        return Kind.TEXT
    return {MediaKind.PHOTO: Kind.PHOTO, MediaKind.VIDEO: Kind.VIDEO}.get(plan.media[0].kind)


def slides_of(media: tuple[Media, ...]) -> int | None:
    """How many slides an album has."""
    return len(media) if len(media) in SLIDES else None
