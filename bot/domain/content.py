"""Of what a page's newest posts are: adverts, reposts, one kind; as far as it is known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.captions import is_advert, is_repost
from bot.domain.mix import TOO_MUCH
from bot.domain.posts import Kind, Post

LOOKED_AT: Final = 30
"""So many of the newest posts are looked at."""
ENOUGH: Final = 6
"""From fewer posts nothing is concluded."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def all(self) -> bool:
        """Whether it is all of them."""
        return self.count == self.of


@dataclass(frozen=True, slots=True)
class Content:
    """What a page's newest posts are; None where too little is known."""

    posts: int
    adverts: Share | None
    """Among the posts whose caption is known."""
    reposts: Share | None
    kind: Kind | None
    """The most common one."""
    kinds: Share | None
    """How many of those whose kind is known are of it."""

    @property
    def one_kind(self) -> bool:
        """Whether one kind has pushed the others out."""
        return self.kinds is not None and self.kinds.count > TOO_MUCH * self.kinds.of


def content_of(posts: Sequence[Post]) -> Content:
    """What a page's newest posts are made of, the newest first."""
    looked = posts[:LOOKED_AT]
    captions = [post.caption for post in looked if post.caption]
    told = len(captions) >= ENOUGH
    kinds = Counter(post.kind for post in looked if post.kind)
    kind, count = kinds.most_common(1)[0] if kinds else (None, 0)
    enough = kinds.total() >= ENOUGH
    return Content(
        len(looked),
        Share(sum(map(is_advert, captions)), len(captions)) if told else None,
        Share(sum(map(is_repost, captions)), len(captions)) if told else None,
        kind if enough else None,
        Share(count, kinds.total()) if enough else None,
    )
