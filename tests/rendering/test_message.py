"""Messages can be kept as JSON and come back as they were."""

from __future__ import annotations

import json

from bot.domain.identity import PostId
from bot.rendering.message import Answer, Button, Document, Keyboard, Message, button, in_rows, say
from bot.rendering.picture import Bar, Picture
from bot.rendering.posts_buttons import PostEdit

PICTURE = Picture(
    title="«عنوان»",
    subtitle="زیر",
    axis="محور",
    bars=(Bar("عکس", 1.5, 1.0, 2.0, "۱٫۵", "۶ پست", None), Bar("ریلز", None, None, None, "–", "", 2.0)),
    footer="پا",
    right_to_left=True,
    digits="fa",
)
FULL = Answer(
    (
        Message(
            "<b>متن</b>", buttons=((button("اصلاح", PostEdit(PostId(5), None)), Button("رونوشت", copy="x")),)
        ),
        Message("با صفحه‌کلید", keyboard=Keyboard((("الف", "ب"), ("پ",)), "سربرگ")),
        Message("تصویر", picture=PICTURE, edits=True),
    ),
    notice="خبر",
    alert=True,
    commands="fa",
)


def test_an_answer_comes_back_from_json_as_it_was():
    for answer in (FULL, Answer(), say("الف", "ب")):
        assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_an_answer_that_edits_changes_its_first_message_alone():
    assert [message.edits for message in FULL.editing().messages] == [True, False, True]


def test_equal_pictures_have_one_fingerprint_and_others_another():
    assert PICTURE.fingerprint() == Picture.from_json(json.loads(json.dumps(PICTURE.to_json()))).fingerprint()
    renamed = Picture.from_json({**PICTURE.to_json(), "title": "دیگر"})
    assert renamed.fingerprint() != PICTURE.fingerprint()


def test_buttons_are_laid_out_in_rows():
    row = [Button(str(n)) for n in range(5)]
    assert [len(each) for each in in_rows(row)] == [2, 2, 1]
    assert [b for each in in_rows(row, 3) for b in each] == row
    assert in_rows([]) == ()


def test_a_file_keeps_its_bytes_through_json():
    content = bytes(range(256))
    for document in (Document.of_bytes("a.xlsx", content), Document("a.csv", "لایک")):
        kept = Message.from_json(json.loads(json.dumps(Message("", document=document).to_json()))).document
        assert kept == document
    assert Document.of_bytes("a.xlsx", content).data == content
    assert Document("a.csv", "لایک").data.decode("utf-8-sig") == "لایک"
