"""The home keyboard and the menu, in three languages."""

from __future__ import annotations

import pytest

from bot.domain.people import LANGUAGES
from bot.language.texts import Texts
from bot.rendering.home import MENU, home_keyboard, label_command, menu


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at_work", [False, True])
def test_every_label_of_the_keyboard_leads_somewhere(language: str, at_work: bool):
    keyboard = home_keyboard(Texts(language), "@gol_sara", at_work=at_work)  # type: ignore[arg-type]
    labels = [label for row in keyboard.rows for label in row]
    assert None not in {label_command(label) for label in labels}
    assert len({label_command(label) for label in labels}) == len(labels)
    assert all(len(row) <= 2 for row in keyboard.rows)
    assert "@gol_sara" in keyboard.header


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_grows_by_the_comparison_once_there_are_posts(language: str):
    texts = Texts(language)  # type: ignore[arg-type]
    before, after = (
        {label_command(label) for row in home_keyboard(texts, None, at_work=at_work).rows for label in row}
        for at_work in (False, True)
    )
    assert "compare" in after - before
    assert home_keyboard(texts, None, at_work=True).header == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_has_its_commands_in_order_each_explained(language: str):
    assert [name for name, _ in menu(language)] == list(MENU)
    assert all(description.strip() for _, description in menu(language))


def test_other_words_are_no_labels():
    assert label_command("سلام") is None
