"""A page's archive: tables to import again, a workbook to read, and pictures. Made in the worker process."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.domain.archive import COLUMNS, FOLLOWER_COLUMNS, FOLLOWERS, PAGE, POSTS, written_moment
from bot.domain.followers import FollowerCount
from bot.domain.posts import COUNTS, Post, Reading
from bot.domain.rejects import harmless
from bot.rendering.drawing import draw
from bot.rendering.picture import Drawing

WORKBOOK = "page.xlsx"
PICTURES = "pictures"
"""The folder of the pictures."""
_CELL_MOST = 32_767
"""Characters that a cell of a workbook holds."""


class Page(Protocol):
    """What an archive is made of; `storage.exports.Everything` is one."""

    @property
    def name(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def platform(self) -> str | None: ...
    @property
    def posts(self) -> tuple[Post, ...]: ...
    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def followers(self) -> tuple[FollowerCount, ...]: ...
    @property
    def sheets(self) -> tuple[tuple[str, tuple[str, ...], tuple[tuple[Any, ...], ...]], ...]: ...


def archive_of(page: Page, drawings: Sequence[tuple[str, Drawing]] = ()) -> bytes:
    """The archive as a ZIP: posts, followers and the page to be read again, a workbook, the pictures."""
    packed = io.BytesIO()
    zone = ZoneInfo(page.zone)
    posts = list(_posts(page, zone))
    followers = [_follower(count, zone) for count in page.followers if count.at is not None]
    about = {"name": page.name, "zone": page.zone, "platform": page.platform}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(POSTS, _csv(COLUMNS, posts))
        archive.writestr(FOLLOWERS, _csv(FOLLOWER_COLUMNS, followers))
        archive.writestr(PAGE, json.dumps(about, ensure_ascii=False, indent=1))
        archive.writestr(WORKBOOK, _workbook(page, zone, posts, followers))
        for name, drawing in drawings:
            archive.writestr(f"{PICTURES}/{name}.png", draw(drawing))
    return packed.getvalue()


Cells = list[str | int | None]


def _posts(page: Page, zone: ZoneInfo) -> Iterable[Cells]:
    """A row for each reading, and one for a post that was never counted."""
    for post, own in zip(page.posts, page.ids, strict=True):
        for reading in post.readings or (None,):
            yield _row(post, own, reading, zone)


def _row(post: Post, own: str, reading: Reading | None, zone: ZoneInfo) -> Cells:
    counts = [getattr(reading.counts, name) if reading else None for name in COUNTS]
    return [
        own,
        written_moment(post.published_at, zone, day_only=post.day_only),
        post.kind.value if post.kind else None,
        post.slides,
        post.topic,
        post.campaign,
        post.caption,
        post.link,
        post.followers_at_publishing,
        written_moment(reading.taken_at if reading else None, zone),
        *counts,
        reading.source.value if reading else None,
        " ".join(sorted(reading.rounded)) if reading else None,
        written_moment(post.recorded_at, zone),
    ]


def _follower(count: FollowerCount, zone: ZoneInfo) -> Cells:
    return [written_moment(count.at, zone), count.count, int(count.rounded), None]


def _csv(columns: Sequence[str], rows: Iterable[Cells]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _workbook(page: Page, zone: ZoneInfo, posts: list[Cells], followers: list[Cells]) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only the worker writes workbooks

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        tables = [("posts", COLUMNS, posts), ("followers", FOLLOWER_COLUMNS, followers), *page.sheets]
        for name, columns, rows in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, [_cell(value, zone) for value in row])
    return out.getvalue()


def _cell(value: Any, zone: ZoneInfo) -> str | float | None:
    match value:
        case None | bool() | int() | float():
            return value
        case datetime():
            return written_moment(value, zone)
        case date():
            return value.isoformat()
        case str():
            return value[:_CELL_MOST]
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)[:_CELL_MOST]
