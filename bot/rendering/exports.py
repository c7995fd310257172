"""A page's archive: tables to import again, a workbook to read, and pictures. Made in the worker process."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final, Protocol
from zoneinfo import ZoneInfo

from bot.domain.archive import COLUMNS, FOLLOWER_COLUMNS, FOLLOWERS, PAGE, POSTS, written_moment
from bot.domain.followers import FollowerCount
from bot.domain.posts import COUNTS, Post, Reading
from bot.domain.rejects import harmless

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WORKBOOK = "page.xlsx"
PICTURES = "pictures"
"""The folder of the pictures."""
_PLAINLY: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
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
    def posts(self) -> Iterator[tuple[str, Post]]: ...
    @property
    def followers(self) -> tuple[FollowerCount, ...]: ...
    @property
    def sheets(self) -> tuple[tuple[str, tuple[str, ...], tuple[tuple[Any, ...], ...]], ...]: ...


def archive_of(page: Page, pictures: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The archive as a ZIP: posts, followers and the page to be read again, a workbook; pictures are PNGs.

    Posts are written one after the other, and into files: the worker could not hold fifty thousand at once.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only the worker writes workbooks

    zone = ZoneInfo(page.zone)
    about = {"name": page.name, "zone": page.zone, "platform": page.platform}
    followers = (_follower(count, zone) for count in page.followers if count.at is not None)
    with TemporaryFile() as packed, TemporaryFile() as book:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            with Workbook(book, _PLAINLY) as sheets:
                _table(archive, sheets, POSTS, COLUMNS, _posts(page, zone), zone)
                _table(archive, sheets, FOLLOWERS, FOLLOWER_COLUMNS, followers, zone)
                for name, columns, rows in page.sheets:
                    _sheet(sheets, name, columns, rows, zone)
            archive.writestr(PAGE, json.dumps(about, ensure_ascii=False, indent=1))
            book.seek(0)
            with archive.open(WORKBOOK, "w") as part:
                copyfileobj(book, part)
            for name, picture in pictures:
                archive.writestr(f"{PICTURES}/{name}.png", picture)
        packed.seek(0)
        return packed.read()


Cells = list[str | int | None]


def _posts(page: Page, zone: ZoneInfo) -> Iterable[Cells]:
    """A row for each reading, and one for a post that was never counted."""
    for own, post in page.posts:
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
        post.hashtags,
    ]


def _follower(count: FollowerCount, zone: ZoneInfo) -> Cells:
    return [written_moment(count.at, zone), count.count, int(count.rounded), None]


def _table(
    archive: zipfile.ZipFile,
    book: "Workbook",
    file: str,
    columns: Sequence[str],
    rows: Iterable[Cells],
    zone: ZoneInfo,
) -> None:
    """Rows as a file of the archive, and at the same time as a sheet of the workbook."""
    with archive.open(file, "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(columns)

        def written() -> Iterable[Cells]:
            for row in rows:
                writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
                yield row

        _sheet(book, file.removesuffix(".csv"), columns, written(), zone)


def _sheet(
    book: "Workbook", name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], zone: ZoneInfo
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, [_cell(value, zone) for value in row])


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
