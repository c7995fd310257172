"""Files that went through the playground, kept in memory and found again by Telegram-like ids."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from bot.playground.common import InputError, Json, bad_request

PHOTO_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
_THUMBNAIL = 320
_DOCUMENT, _VIDEO = "BQAC", "BAAC"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    name: str
    data: bytes
    mime: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document. The same bytes under the same name have the same id."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    data: bytes
    path: str

    @property
    def kind(self) -> str:
        """What it was sent as: a video's id is good for nothing but a video."""
        return "video" if self.file_id.startswith(_VIDEO) else "document"

    def view(self) -> Json:
        """The Bot API's Document."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": len(self.data),
        }


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of known size in pixels."""

    file_id: str
    unique_id: str
    width: int
    height: int
    data: bytes
    path: str
    mime: str

    def sizes(self) -> list[Json]:
        """The Bot API's PhotoSizes, smallest first. The small one has the bytes of the big one here."""
        large = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "width": self.width,
            "height": self.height,
            "file_size": len(self.data),
        }
        longest = max(self.width, self.height)
        if longest <= _THUMBNAIL:
            return [large]
        small = {
            "file_id": f"{self.file_id}-s",
            "file_unique_id": f"{self.unique_id}s",
            "width": max(1, self.width * _THUMBNAIL // longest),
            "height": max(1, self.height * _THUMBNAIL // longest),
            "file_size": len(self.data) // 4 + 1,
        }
        return [small, large]


_Kind = TypeVar("_Kind", Photo, Document)


class Files:
    """Every file by its id and by its download path; the oldest go when `capacity` bytes are passed."""

    def __init__(self, capacity: int = 256 * 1024 * 1024) -> None:
        self._capacity = capacity
        self._held = 0
        self._by_id: dict[str, Photo | Document] = {}
        self._by_path: dict[str, Photo | Document] = {}

    def document(self, upload: Upload) -> Document:
        """Keep a document; Telegram's refusal when it is empty."""
        return self._held_as(_DOCUMENT, "documents", upload)

    def video(self, upload: Upload) -> Document:
        """Keep a video, whatever its bytes are; Telegram's refusal when it is empty."""
        return self._held_as(_VIDEO, "videos", upload)

    def _held_as(self, prefix: str, folder: str, upload: Upload) -> Document:
        if not upload.data:
            raise bad_request("file must be non-empty")
        name = PurePath(upload.name.replace("\\", "/")).name or "file"
        digest = _digest(folder[:-1].encode() + name.encode("utf-8", "replace"), upload.data)
        mime = _mime(name, upload.mime)
        path = f"{folder}/{digest[:12]}{PurePath(name).suffix}"
        return self._keep(Document(f"{prefix}{digest}", digest[:15], name, mime, upload.data, path))

    def photo(self, upload: Upload) -> Photo:
        """Keep a photo; Telegram's refusals when it is too big, odd in shape, or no picture at all."""
        data = upload.data
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > PHOTO_LIMIT:
            raise bad_request(
                f"file of size {len(data)} bytes is too big for a photo; "
                f"the maximum size is {PHOTO_LIMIT} bytes"
            )
        size = picture_size(data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > 10_000 or max(size) > 20 * min(size) or min(size) < 1:
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        digest = _digest(b"photo", data)
        mime = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
        path = f"photos/{digest[:12]}.{mime.removeprefix('image/').replace('jpeg', 'jpg')}"
        return self._keep(Photo(f"AgAC{digest}", digest[:15], width, height, data, path, mime))

    def keep(self, upload: Upload, kind: str) -> Photo | Document:
        """Keep a `photo`, a `video` or a `document`."""
        if kind == "photo":
            return self.photo(upload)
        return self.video(upload) if kind == "video" else self.document(upload)

    def get(self, file_id: str) -> Photo | Document | None:
        """The file with that id; a photo also by the id of its small size."""
        return self._by_id.get(file_id) or self._by_id.get(file_id.removesuffix("-s"))

    def at(self, path: str) -> Photo | Document | None:
        """The file under that download path."""
        return self._by_path.get(path)

    def bytes_of(self, file_id: str) -> Photo | Document:
        """The file with that id, or a clear error for whoever asked the playground."""
        found = self.get(file_id)
        if found is None:
            raise InputError("no such file", 404, file_id=file_id)
        return found

    def _keep(self, file: _Kind) -> _Kind:
        known = self._by_id.pop(file.file_id, None)
        self._by_id[file.file_id] = self._by_path[file.path] = file
        if known is None:
            self._held += len(file.data)
        while self._held > self._capacity and len(self._by_id) > 1:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            self._by_path.pop(oldest.path, None)
            self._held -= len(oldest.data)
        return file


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or (lossy) WebP; None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if data[:6] in (b"GIF87a", b"GIF89a"):
            width, height = struct.unpack("<HH", data[6:10])
            return width, height
        if data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
        return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None
    except struct.error:
        return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if data[at] != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _digest(salt: bytes, data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(salt + b"\0" + data).digest()[:24]).decode()


def _mime(name: str, given: str | None) -> str:
    if given and given != "application/octet-stream":
        return given
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
