"""Posts as a comparison sees them: light enough to be sent to another process by the thousand."""

from datetime import timedelta
from typing import Final, NamedTuple

from bot.domain.ages import chosen
from bot.domain.engagement import Base, added, base_value
from bot.domain.followers import FollowerHistory, FollowersThen, How
from bot.domain.posts import Counts, Post

EARLY: Final = timedelta(hours=24)
"""A post counted sooner than this after its publishing may still be growing."""


class Observation(NamedTuple):
    """One post; moments in seconds since 1970."""

    recorded: float
    published: float | None = None
    counted: float | None = None
    kind: str | None = None
    likes: int | None = None
    comments: int | None = None
    reach: int | None = None
    views: int | None = None
    followers: int | None = None
    followers_how: str | None = None
    young: bool = False
    """Whether it was not counted at the age at which the others are compared."""
    later: bool = False
    """Whether its only counts are from long after that age."""

    @property
    def moment(self) -> float:
        """When it counts as having happened: published, or else written down."""
        return self.recorded if self.published is None else self.published

    def size(self, base: Base) -> int | None:
        """How large its base is."""
        return base_value(base, self.followers, self.reach, self.views)

    def interactions(self) -> int | None:
        """Likes + comments, where both are known."""
        return added(self.likes, self.comments)

    def early(self) -> bool:
        """Whether it was counted so soon that it may still be growing."""
        if self.published is None or self.counted is None:
            return False
        return 0 <= self.counted - self.published < EARLY.total_seconds()

    def estimated(self) -> bool:
        """Whether its followers were worked out from counts of other days."""
        return self.followers_how in (How.BETWEEN, How.NEAR)


def observed(post: Post, history: FollowerHistory, age: int | None = None) -> Observation:
    """A post as a comparison sees it at an age in hours (None: at its latest).

    Its followers are looked up in the page's history where it does not say.
    """
    taken, published = chosen(post, age), post.published_at
    counts = taken.reading.counts if taken.reading else Counts()
    then = _followers(post, history)
    return Observation(
        recorded=post.recorded_at.timestamp(),
        published=published.timestamp() if published else None,
        counted=taken.reading.taken_at.timestamp() if taken.reading else None,
        kind=post.kind.value if post.kind else None,
        likes=counts.likes,
        comments=counts.comments,
        reach=counts.reach,
        views=counts.views,
        followers=then.count if then else None,
        followers_how=then.how.value if then else None,
        young=taken.young,
        later=taken.later,
    )


def _followers(post: Post, history: FollowerHistory) -> FollowersThen | None:
    if post.followers_at_publishing is not None:
        return FollowersThen(post.followers_at_publishing, How.STATED)
    return history.at(post.published_at) if post.published_at else None
