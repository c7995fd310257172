"""The card of a recorded post, and who may see it."""

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.followers import FollowersThen, How, followers_at
from bot.domain.identity import ChangeId, PostId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.rendering import posts as view
from bot.rendering.message import Message
from handlers.asker import Asker
from storage import followers, pages, posts


def reached(connection: Connection, asker: Asker, post_id: PostId) -> tuple[Post, Page, Asker]:
    """A post that the asker may see, its page, and the asker as she speaks of that page."""
    post = posts.get(connection, post_id, member=asker.id)
    page = pages.get(connection, post.page_id, member=asker.id)
    return post, page, asker.with_page(page)


def card_of(
    connection: Connection,
    asker: Asker,
    post: Post,
    page: Page,
    *,
    heading: str = "post-shown",
    change: ChangeId | None = None,
    draft: Draft | None = None,
) -> Message:
    """A recorded post's card, with the followers of its time, as it stands or as a change has left it."""
    then = _followers_then(connection, post)
    return view.post_card(
        post, then, page, asker.texts, asker.now, change=change, draft=draft, heading=heading
    )


def _followers_then(connection: Connection, post: Post) -> FollowersThen | None:
    if post.followers_at_publishing:
        return FollowersThen(post.followers_at_publishing, How.STATED)
    if post.published_at is None:
        return None
    return followers_at(followers.around(connection, post.page_id, post.published_at), post.published_at)
