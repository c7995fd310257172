"""What is said of the trust checklist: every item in all its parts, in three languages, short enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.advice import SIGHTS, Area, PageFacts, Verdict, advice_for
from bot.domain.checklists import Reply
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.trust import Answered, Item, Region, Sells, groups, items, source_year
from bot.domain.trust_board import Board
from bot.language.texts import LANGUAGES, Language, Texts
from bot.rendering.advice import HOURS, advice_card
from bot.rendering.message import CAPTION_MOST, TEXT_MOST
from bot.rendering.trust import Seen, key, three_card
from bot.rendering.trust_board import group_card, home_card, score_card
from bot.rendering.trust_card import card, progress_picture
from bot.rendering.trust_item import item_card
from handlers.trust_advice import piece_of

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
MOST = 600
PARTS = ("name", "ask", "why", "how", "example", "nosite")
LABEL_MOST = 32


def page(zone: str = "Asia/Tehran", role: Role = Role.OWNER) -> Page:
    return Page(PageId(2**53 - 1), "@gol_sara", zone, role)


def seen(reply: Reply | None = None, *, evidence: str | None = None, role: Role = Role.OWNER) -> Seen:
    """A page that answered every item alike, or none."""
    said = [
        Answered(n, PageId(1), name, reply, NOW, PersonId(1), evidence=evidence)
        for n, name in enumerate(items() if reply else (), 1)
        if reply
    ]
    return Seen(page(role=role), Board(said, set(Sells), NOW), {PersonId(1): "سارا"})


def parts_of(item: Item) -> tuple[str, ...]:
    return (*PARTS, "how-iran", "how-arab") if item.regional else PARTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_has_all_its_parts_each_short_and_no_two_alike(language: Language):
    texts, said = Texts(language), list[str]()
    for item in items().values():
        for part in parts_of(item):
            assert texts.has(key(item, part)), (item.id, part)
            sentence = texts.plain(key(item, part))
            assert 3 <= len(sentence) < MOST, (item.id, part)
            said.append(sentence)
        assert len(texts.plain(key(item, "name"))) <= LABEL_MOST
        for part in ("why", "how", "nosite"):
            assert len(texts.plain(key(item, part))) > 50, (item.id, part)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_that_is_put_together_for_the_checklist_has_a_sentence(language: Language):
    texts = Texts(language)
    keys = [
        *(f"trust-group-{group}" for group in groups()),
        *(f"trust-sells-{kind}" for kind in Sells),
        *(f"trust-{part}-{reply}" for part in ("short", "reply") for reply in Reply),
        *(f"trust-region-{region}" for region in Region),
        *(f"trust-part-{part}" for part in ("why", "how", "elsewhere", "example", "nosite")),
        *(f"trust-show-{part}" for part in ("why", "how", "elsewhere", "example", "nosite")),
        *(f"trust-evidence-{kind}" for kind in ("photo", "document")),
        *("ask-trust-proof-evidence", "ask-trust-until-published_at", "undone-trust", "did-trust"),
        *(f"advice-area-{area}" for area in Area),
        *(f"advice-said-{verdict}" for verdict in Verdict),
        *(f"advice-{do}" for do in (*Verdict, "more")),
        *(f"advice-every-{days}" for days in (0, 7, 14, 28)),
        *(f"advice-when-{days}" for days in (7, 14, 28)),
        *(f"advice-choose-{name}" for name in ("days", "hours", "places", "areas")),
    ]
    assert [each for each in keys if not texts.has(each)] == []
    assert all(
        texts(f"advice-sees-{name.replace('_', '-')}", count=7, comments=2, kind="x") for name in SIGHTS
    )
    assert HOURS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reply", [None, *Reply])
def test_everything_that_is_shown_fits_into_a_message(language: Language, reply: Reply | None):
    texts, shown = Texts(language), seen(reply, evidence="م" * 1000)
    for item in items().values():
        for part in ("why", "how", "elsewhere", "example", "nosite"):
            assert len(item_card(shown, item, "1.2.3", texts, part=part).text) < TEXT_MOST
    assert len(three_card(shown, list(items().values())[:3], texts).text) < TEXT_MOST
    overview = home_card(shown, shown.board, texts)
    assert len(overview.text) < (CAPTION_MOST if overview.picture else TEXT_MOST)
    assert len(score_card(shown, texts).text) < TEXT_MOST
    assert all(len(group_card(shown, group, texts).text) < TEXT_MOST for group in groups())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_of_the_checklist_can_be_advised_with_its_source_and_year(language: Language):
    texts = Texts(language, language)
    for item in items().values():
        piece = piece_of(item)
        chosen = advice_for([piece], PageFacts(), [], [Area.TRUST], NOW)
        assert chosen is not None
        text = advice_card(chosen, 1, page(), texts).text
        assert texts(piece.why) in text
        assert texts(piece.say) in text
        assert str(source_year()).translate(str.maketrans("0123456789", _digits(language))) in text


def _digits(language: str) -> str:
    return {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩", "en": "0123456789"}[language]


def test_the_steps_of_the_pages_own_country_are_shown_and_the_others_behind_a_button():
    texts, gateway = Texts("fa"), items()["gateway"]
    for zone, own in (("Asia/Tehran", "how-iran"), ("Asia/Riyadh", "how-arab"), ("Europe/Berlin", "how")):
        there = Seen(page(zone), Board([], [Sells.GOODS], NOW), {})
        shown = item_card(there, gateway, "", texts, part="how").text
        elsewhere = item_card(there, gateway, "", texts, part="elsewhere").text
        for part in ("how-iran", "how-arab", "how"):
            assert (texts(key(gateway, part)) in shown) is (part == own)
            assert (texts(key(gateway, part)) in elsewhere) is (part != own)


def test_the_public_card_says_nothing_of_evidence_or_of_who_answered():
    shown = seen(Reply.YES, evidence="شماره‌ی ۱۲۳۴۵")
    message = card(shown, Texts("fa"))
    assert message.picture is not None
    said = message.text + message.picture.said()
    assert "۱۲۳۴۵" not in said
    assert "سارا" not in said
    assert message.buttons == ()


def test_a_picture_shows_no_bar_where_nothing_is_answered():
    said = [Answered(1, PageId(1), "enamad", Reply.NO, NOW, PersonId(1))]
    picture = progress_picture(Seen(page(), Board(said, [Sells.GOODS], NOW), {}), Texts("fa"), own=True)
    by_group = dict(zip(groups(), picture.steps, strict=True))
    assert by_group["licences"].share == 0
    assert by_group["payment"].share is None


def test_who_may_only_look_gets_no_button_that_changes_anything():
    shown = seen(Reply.YES, role=Role.VIEWER)
    for item in items().values():
        data = [b.data or "" for row in item_card(shown, item, "", Texts("fa")).buttons for b in row]
        assert not [each for each in data if each.startswith("ta:") or ":prove:" in each or ":until:" in each]
