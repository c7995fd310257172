"""Files go up and come down unchanged, and are sent again by their ids."""

from __future__ import annotations

import struct
import zlib

import httpx
import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo
from telegram.error import BadRequest, TelegramError

from bot.playground.files import Files, Upload, picture_size
from bot.playground.server import Playground
from tests.playground.person import Person


def png(width: int = 640, height: int = 320, noise: int = 0) -> bytes:
    """A grey picture with `noise` bytes of padding in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"tEXt", b"\0" * noise)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


async def test_a_file_from_a_person_is_downloaded_as_it_was(bot: Bot, sara: Person) -> None:
    data = "تاریخ,لایک\n".encode() * 1000
    await sara.sends_file(data, "گزارش.csv", caption="آمار #آبان")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.file_size) == ("گزارش.csv", len(data))
    assert (message.caption, message.document.mime_type) == ("آمار #آبان", "text/csv")
    file = await bot.get_file(message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == data


async def test_a_photo_has_sizes_and_comes_back_whole(bot: Bot, playground: Playground, sara: Person) -> None:
    sent = await bot.send_photo(sara.id, png(), caption="<b>نمودار</b>", parse_mode="HTML")
    assert [(size.width, size.height) for size in sent.photo] == [(320, 160), (640, 320)]
    (message,) = await sara.hears()
    assert message["html"] == "<b>نمودار</b>"
    async with httpx.AsyncClient(base_url=playground.url) as client:
        shown = await client.get(message["photo"]["url"])
    assert (shown.content, shown.headers["content-type"]) == (png(), "image/png")
    again = await bot.send_photo(sara.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id
    assert (await bot.get_file(sent.photo[0].file_id)).file_path is not None


async def test_media_and_captions_are_edited(bot: Bot, sara: Person) -> None:
    sent = await bot.send_photo(sara.id, png(), caption="یک")
    await bot.edit_message_caption(sara.id, sent.message_id, caption="دو")
    other = InputMediaPhoto(png(100, 100), caption="<i>سه</i>", parse_mode="HTML")
    edited = await bot.edit_message_media(other, sara.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.photo[-1].width, edited.caption) == (100, "سه")
    document = InputMediaDocument(b"a,b", filename="x.csv")
    edited = await bot.edit_message_media(document, sara.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.document is not None
    assert (edited.document.file_name, edited.photo) == ("x.csv", ())
    assert [message["caption"] for message in await sara.hears(count=4)] == ["یک", "دو", "سه", ""]


async def test_what_is_no_photo_is_refused(bot: Bot, sara: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(sara.id, b"no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(sara.id, png(2100, 10))
    with pytest.raises(BadRequest, match="is too big for a photo; the maximum size is 10485760 bytes"):
        await bot.send_photo(sara.id, png(noise=10 * 1024 * 1024))
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(sara.id, b"", filename="x.csv")


async def test_ids_must_be_known_and_of_the_right_kind(bot: Bot, sara: Person) -> None:
    photo = (await bot.send_photo(sara.id, png())).photo[-1]
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(sara.id, photo.file_id)
    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_photo(sara.id, "AgACnothing")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("AgACnothing")


async def test_videos_and_albums_are_sent_again_by_their_ids(bot: Bot, sara: Person) -> None:
    video = (await bot.send_video(sara.id, b"moving", caption="<b>بافت</b>", parse_mode="HTML")).video
    photo = (await bot.send_photo(sara.id, png())).photo[-1]
    assert video is not None
    parts = [InputMediaPhoto(photo.file_id, caption="پاییز"), InputMediaVideo(video.file_id)]
    album = await bot.send_media_group(sara.id, parts)
    assert len({part.media_group_id for part in album}) == 1
    assert (album[0].caption, album[1].caption) == ("پاییز", None)
    assert album[1].video is not None
    assert album[1].video.file_id == video.file_id
    shown = await sara.hears(count=4)
    assert [part["is_video"] for part in shown] == [True, False, False, True]
    with pytest.raises(BadRequest, match="Can't use file of type video as document"):
        await bot.send_document(sara.id, video.file_id)
    with pytest.raises(BadRequest, match="Can't use file of type photo as video"):
        await bot.send_video(sara.id, photo.file_id)
    with pytest.raises(BadRequest, match="Wrong number of messages"):
        await bot.send_media_group(sara.id, parts[:1])


async def test_sizes_end_at_20_mb_down_and_50_mb_up(bot: Bot, playground: Playground, sara: Person) -> None:
    sent = await bot.send_document(sara.id, bytes(20 * 1024 * 1024 + 1), filename="x.bin")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(sent.document.file_id)
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(sara.id, bytes(50 * 1024 * 1024 + 1), filename="y.bin")


async def test_what_somebody_sent_does_not_run_in_the_page(playground: Playground, sara: Person) -> None:
    await sara.sends_file(b"<script>alert(1)</script>", "x.html")
    url = (await sara.sees())[-1]["document"]["url"]
    async with httpx.AsyncClient(base_url=playground.url) as client:
        answer = await client.get(url)
        assert answer.headers["content-disposition"] == "attachment"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert (await client.get("/file/bot1:x/documents/none")).status_code == 404
        assert (await client.get("/play/files/none")).status_code == 404


def test_pictures_of_other_kinds_have_sizes_too() -> None:
    jpeg = (
        b"\xff\xd8" + b"\xff\xe0\x00\x04ab" + b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(12)
    )
    webp = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 40, 30)
    assert picture_size(jpeg) == (40, 30)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 40, 30)) == (40, 30)
    assert picture_size(webp) == (40, 30)
    assert picture_size(jpeg[:12]) is None
    assert picture_size(b"\xff\xd8nothing of the kind") is None


def test_the_oldest_files_go_when_there_is_no_room() -> None:
    files = Files(capacity=100)
    first = files.document(Upload("a", b"a" * 60))
    second = files.document(Upload("b", b"b" * 60))
    assert files.get(first.file_id) is None
    assert files.at(first.path) is None
    assert files.get(second.file_id) == second


def test_an_id_that_happens_to_end_as_those_of_small_sizes_do_is_found_too() -> None:
    files = Files()
    made = (files.document(Upload("a.txt", b"%d" % number)) for number in range(200_000))
    document = next(each for each in made if each.file_id.endswith("-s"))
    assert files.get(document.file_id) == document
