"""A page as a file of files: what a page's archive holds, and how one is read again.

`posts.csv` has the table that is also imported by itself, a row a reading, and when each post was written
down; `followers.csv` the follower counts; `page.json` the page's name, zone and platform. Whatever else lies
in an archive is for people: it is not read.
"""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import Refused
from bot.domain.import_tables import read_table
from bot.domain.imports import MOST_ROWS, ImportedTable
from bot.domain.pages import Platform
from bot.domain.posts import COUNTS

POSTS, FOLLOWERS, PAGE = "posts.csv", "followers.csv", "page.json"
COLUMNS: Final = (
    "post_id",
    "published_at",
    "kind",
    "slides",
    "topic",
    "campaign",
    "caption",
    "link",
    "followers_at_publishing",
    "taken_at",
    *COUNTS,
    "source",
    "rounded",
    "recorded_at",
    "hashtags",
)
"""The columns of `posts.csv`: those of the documented table, and at the end what an archive alone needs."""
FOLLOWER_COLUMNS: Final = ("taken_at", "followers", "rounded", "source")
OWN_ID: Final = "adminyar/{page}/{post}"
"""The id that a post without one of its own gets in an archive, by which its own page knows it again."""
_MOST_UNPACKED: Final = 150_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive says besides its posts."""

    zone: str | None = None
    platform: str | None = None


def is_archive(content: bytes) -> bool:
    """Whether a file is an archive of ours: a ZIP with posts in it, and no workbook."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return POSTS in packed.namelist()
    except _BROKEN:
        return False


def read_any(content: bytes, zone: str, now: datetime, taught: Mapping[str, str]) -> ImportedTable:
    """The posts of a table or of an archive; as `read_table` reads them."""
    if not is_archive(content):
        return read_table(content, zone, now, taught)
    posts, followers, about = _unpacked(content)
    table = read_table(posts, about.zone or zone, now, {}, exact=True)
    return replace(table, followers=followers, zone=about.zone, platform=about.platform)


def _unpacked(content: bytes) -> tuple[bytes, tuple[tuple[datetime | None, int], ...], Archived]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            posts = _part(packed, POSTS)
            names = packed.namelist()
            followers = _followers(_part(packed, FOLLOWERS)) if FOLLOWERS in names else ()
            about = _about(_part(packed, PAGE)) if PAGE in names else Archived()
    except _BROKEN as error:
        raise Refused("import-broken") from error
    return posts, followers, about


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """One file of an archive, of a size that we can hold: the directory may lie about it."""
    with packed.open(name) as part:
        content = part.read(_MOST_UNPACKED + 1)
    if len(content) > _MOST_UNPACKED:
        raise Refused("import-too-heavy")
    return content


def _followers(content: bytes) -> tuple[tuple[datetime | None, int], ...]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    found: list[tuple[datetime | None, int]] = []
    for row in rows:
        if len(found) >= MOST_ROWS:
            raise Refused("import-too-long", most=MOST_ROWS)
        at, count = datetime.fromisoformat(row["taken_at"] or ""), int(row["followers"] or "")
        if at.tzinfo is None or count < 0:
            raise ValueError(row)
        found.append((at, count))
    return tuple(found)


def _about(content: bytes) -> Archived:
    said: Any = json.loads(content)
    said = said if isinstance(said, dict) else {}
    zone, platform = said.get("zone"), said.get("platform")
    return Archived(
        zone=zone if isinstance(zone, str) and zone in available_timezones() else None,
        platform=platform if platform in set(Platform) else None,
    )


def written_moment(at: datetime | None, zone: ZoneInfo, *, day_only: bool = False) -> str:
    """A moment as an archive writes it: with its offset, or its day alone where the hour is not known."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    return local.date().isoformat() if day_only else local.isoformat()
