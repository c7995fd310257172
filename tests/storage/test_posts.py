"""Who finds a post, and what is told of it."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.identity import PageId
from bot.domain.lines import fingerprint
from bot.domain.posts import Counts, Kind
from storage import pages, posts
from tests.storage.conftest import HOUR, LEILA, NOW, SARA, a_post, refused


def test_a_post_is_found_by_members_of_its_page_alone(connection: Connection, page: PageId):
    post = a_post(connection, page)
    found = posts.get(connection, post, member=SARA)
    assert (found.kind, found.counts) == (Kind.PHOTO, Counts(likes=5))
    assert found.reading is not None
    assert found.reading.rounded == {"likes"}
    with refused("post-not-found"):
        posts.get(connection, post, member=LEILA)


def test_a_deleted_post_is_not_found_until_it_is_shown_again(connection: Connection, page: PageId):
    post = a_post(connection, page)
    posts.delete(connection, post, NOW)
    with refused("post-not-found"):
        posts.get(connection, post, member=SARA)
    assert posts.of_page(connection, page) == []
    assert not posts.has_any(connection, page)
    posts.delete(connection, post, None)
    assert posts.get(connection, post, member=SARA).id == post


def test_posts_are_listed_since_their_publishing_or_else_their_recording(
    connection: Connection, page: PageId
):
    old = a_post(connection, page, published_at=NOW - 30 * HOUR)
    new = a_post(connection, page, published_at=NOW - HOUR)
    undated = a_post(connection, page)
    since = {post.id for post in posts.of_page(connection, page, NOW - 2 * HOUR)}
    assert since == {new, undated}
    assert {post.id for post in posts.of_page(connection, page)} == {old, new, undated}


def test_the_same_line_is_known_on_its_page_for_a_while(connection: Connection, page: PageId):
    line = fingerprint("عکس ۵ لایک")
    other = pages.add(connection, "@other", "Asia/Tehran", owner=SARA, at=NOW)
    post = a_post(connection, page, line_hash=line)
    assert posts.same_line(connection, page, line, NOW - HOUR) == post
    assert posts.same_line(connection, page, line, NOW) is None
    assert posts.same_line(connection, other, line, NOW - HOUR) is None
    assert posts.same_line(connection, page, fingerprint("عکس ۶ لایک"), NOW - HOUR) is None
    posts.delete(connection, post, NOW)
    assert posts.same_line(connection, page, line, NOW - HOUR) is None


def test_changing_a_post_tells_what_was_there(connection: Connection, page: PageId):
    post = a_post(connection, page, published_at=NOW)
    before = posts.change(connection, post, kind=Kind.REEL, published_at=None)
    assert before == {"kind": "photo", "published_at": NOW}
    assert posts.get(connection, post, member=SARA).published_at is None
