"""When the posts of a file are seen."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from bot.domain.identity import ImportId, PageId, PostId
from bot.domain.posts import Source
from storage import imported, imports, posts, schema
from tests.storage.conftest import NOW, SARA, refused


def test_an_import_is_invisible_until_finished_and_after_it_was_taken_back(
    connection: Connection, page: PageId
):
    number = imports.add(connection, page, SARA, "file", "posts.csv", NOW)
    rows = [
        ({"page_id": page, "external_id": f"p{n}"}, {"likes": n, "source": Source.FILE}) for n in range(3)
    ]
    imported.add_posts(connection, rows, import_id=number, by=SARA, at=NOW)
    imports.advance(connection, number, 3)
    assert imports.get(connection, number).rows_done == 3
    assert posts.of_page(connection, page) == []
    assert not posts.has_any(connection, page)
    imports.finish(connection, number, NOW)
    assert [post.counts.likes for post in posts.of_page(connection, page)] == [0, 1, 2]
    imports.undo(connection, number, NOW)
    assert posts.of_page(connection, page) == []
    imports.undo(connection, number, None)
    assert len(posts.of_page(connection, page)) == 3


def test_a_post_of_an_unfinished_import_cannot_be_opened(connection: Connection, page: PageId):
    number = imports.add(connection, page, SARA, "file", "posts.csv", NOW)
    imported.add_posts(connection, [({"page_id": page}, None)], import_id=number, by=SARA, at=NOW)
    post = PostId(connection.scalar(select(schema.posts.c.id)) or 0)
    with refused("post-not-found"):
        posts.get(connection, post, member=SARA)


def test_no_post_belongs_to_an_import_that_is_not_there(connection: Connection, page: PageId):
    with pytest.raises(IntegrityError):
        imported.add_posts(connection, [({"page_id": page}, None)], import_id=ImportId(9), by=SARA, at=NOW)
