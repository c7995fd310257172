"""Audits: whole, scored by weight, asked again after half a year; and what the newest posts are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.advice import SIGHTS
from bot.domain.captions import AIMS, calls_in
from bot.domain.checklists import STALE, Reply, numbers_of
from bot.domain.content import ENOUGH, content_of
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId, PostId
from bot.domain.posts import Kind, Post
from bot.domain.tips import PARTS, SAID_MOST, Audit, Told, numbered, tip_of, tips
from bot.language.texts import LANGUAGES, Language, Texts
from bot.rendering.tips import key, piece_of

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
COPY_MOST = 256
"""So many characters Telegram copies by a button."""


def told(item: str, reply: Reply, *, days: int = 0) -> Told:
    return Told(1, PageId(1), item, reply, NOW - timedelta(days=days), PersonId(1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_has_all_its_parts_in_every_language_and_none_is_too_long(language: Language):
    texts = Texts(language)
    for tip in tips().values():
        parts = {part: texts.plain(key(tip, part)) for part in PARTS if texts.has(key(tip, part))}
        assert set(parts) == set(PARTS), tip.id
        assert max(map(len, parts.values())) < SAID_MOST
        assert len(parts["why"]) + len(parts["how"]) < SAID_MOST
        assert any(sign.isdecimal() for sign in texts.plain(piece_of(tip).cite)), "the source has its year"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_call_to_copy_fits_its_button_and_calls_for_just_its_aim(language: Language):
    texts = Texts(language)
    for aim in AIMS:
        for number in (1, 2, 3):
            text = texts.plain(f"call-{aim}-{number}")
            assert len(text) <= COPY_MOST
            assert calls_in(text) == (aim,), text


def test_numbers_are_those_of_the_list_and_sights_are_known():
    assert [tip.number for tip in tips().values()] == list(range(1, len(tips()) + 1))
    assert {tip.looks_at for tip in tips().values()} <= {"", *SIGHTS}
    assert numbered(numbers_of(list(tips().values())[3:6])) == tuple(list(tips().values())[3:6])
    with pytest.raises(Refused, match="tips-item-gone"):
        tip_of(999)


def test_the_score_counts_by_weight_and_leaves_out_what_does_not_apply():
    everything = sum(tip.weight for tip in tips().values())
    audit = Audit([told("profile", Reply.YES), told("photos", Reply.PARTLY), told("video", Reply.NA)], NOW)
    profile, photos, video = (tips()[name] for name in ("profile", "photos", "video"))
    score = audit.score()
    assert (score.got, score.of) == (profile.weight + photos.weight / 2, everything - video.weight)
    assert profile not in audit.steps()
    assert video not in audit.steps()
    assert photos in audit.steps()


def test_an_answer_is_asked_again_after_half_a_year_behind_what_was_never_answered():
    fresh, old = Audit([told("profile", Reply.YES)], NOW), Audit([told("profile", Reply.YES, days=183)], NOW)
    assert timedelta(days=183) > STALE
    assert tips()["profile"] not in fresh.open()
    assert old.open()[-1] is tips()["profile"]


def posts(captions: list[str | None], kinds: list[Kind | None]) -> list[Post]:
    return [
        Post(PostId(n), PageId(1), NOW, kind=kind, caption=caption)
        for n, (caption, kind) in enumerate(zip(captions, kinds, strict=True))
    ]


def test_the_newest_posts_are_told_as_far_as_they_are_known():
    few = content_of(posts([None] * 5, [Kind.PHOTO] * 5))
    assert (few.adverts, few.reposts, few.kinds) == (None, None, None)
    all_adverts = content_of(posts(["قیمت ۲۰۰ تومن"] * ENOUGH, [Kind.PHOTO, *[None] * (ENOUGH - 1)]))
    assert all_adverts.adverts is not None
    assert all_adverts.adverts.all
    assert all_adverts.kinds is None
    assert content_of(posts(["repost @x"] * ENOUGH, [None] * ENOUGH)).reposts.all  # type: ignore[union-attr]


@pytest.mark.parametrize(("reels", "one"), [(8, False), (9, True)])
def test_one_kind_prevails_above_four_fifths(reels: int, one: bool):
    kinds: list[Kind | None] = [Kind.REEL] * reels + [Kind.PHOTO] * (10 - reels)
    assert content_of(posts([None] * 10, kinds)).one_kind is one
