"""How much a post moved people: likes and comments, alone or for every hundred of a named base.

Two bases never stand in one figure: a post has several times more views than reach, and more reach than
likes, so that a rate without its base says nothing.
"""

from enum import StrEnum

from bot.domain.posts import Counts


class Base(StrEnum):
    """What a rate is counted on."""

    FOLLOWERS = "followers"
    """Followers of the page when the post was published."""
    REACH = "reach"
    """Accounts that the post reached."""
    VIEWS = "views"
    """Times that the post was shown; for a Telegram channel the usual base."""
    PLAIN = "plain"
    """No base: likes and comments as they are."""


BASES = tuple(Base)
"""In the order of preference: the first that most posts know is used."""


def interactions(counts: Counts) -> int | None:
    """Likes + comments, in interactions; None where either is unknown.

    Saves and shares are left out, since most pages do not know them for most posts; this is also the
    sum that published studies by followers count. In a Telegram channel reactions are the likes and
    replies the comments.
    """
    return added(counts.likes, counts.comments)


def rate(counts: Counts, base: Base, followers: int | None = None) -> float | None:
    """Interactions for every 100 of `base`: 100 · (likes + comments) / base.

    `followers` are those at publishing time. None where a count or the base is unknown, or the base is 0.
    On `Base.PLAIN` the interactions themselves. Only the rate by followers may stand beside the 2020
    study (Socialinsider with Bannersnack, per post, profiles under 5,000 followers).
    """
    return rated(interactions(counts), base_value(base, followers, counts.reach, counts.views), base)


def base_value(base: Base, followers: int | None, reach: int | None, views: int | None) -> int | None:
    """The size of `base` for one post; 1 where the base is none."""
    match base:
        case Base.FOLLOWERS:
            return followers
        case Base.REACH:
            return reach
        case Base.VIEWS:
            return views
        case Base.PLAIN:
            return 1


def rated(amount: int | None, size: int | None, base: Base) -> float | None:
    """`amount` for every 100 of a base of `size`; on `Base.PLAIN` the amount itself."""
    if amount is None or not size:
        return None
    return float(amount) if base is Base.PLAIN else 100 * amount / size


def added(*counts: int | None) -> int | None:
    """The sum; None where any is unknown."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
