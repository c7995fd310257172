"""What the columns of a file are taken for, and asking about them."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.columns import IGNORED, MEANINGS, Column, free_among, plausible
from bot.domain.identity import ImportId
from bot.domain.posts import COUNTS
from bot.language.texts import Texts
from bot.rendering.imports_buttons import ImportDo
from bot.rendering.message import Button, Message, button, in_rows

LABEL_MOST = 30
_NAME_MOST = 60
_OFFERED = 8
_COLUMNS_MOST = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file in a conversation: whose buttons carry which version, and what its columns are taken for."""

    file: ImportId
    version: int
    name: str
    columns: tuple[Column, ...]
    texts: Texts

    def press(self, label: str, do: str) -> Button:
        """A button about this file."""
        return button(label, ImportDo(self.file, self.version, do))


def column_question(sheet: Sheet, number: int, left: int) -> Message:
    """What a column is, asked once: by some of its cells, with what it might be."""
    texts, column = sheet.texts, sheet.columns[number]
    parts = [texts("import-columns-of", file=sheet.name), _asked(column, texts)]
    offered = plausible(column, free_among(sheet.columns))[:_OFFERED]
    buttons = [sheet.press(meaning_label(name, texts), f"m.{number}.{name}") for name in offered]
    buttons.append(sheet.press(texts.plain("import-ignore"), f"m.{number}.{IGNORED}"))
    last = [sheet.press(texts.plain("import-ignore-rest"), "skip")] if left > 1 else []
    last.append(sheet.press(texts.plain("form-cancel"), "cancel"))
    return Message(Markup("\n\n").join(parts), buttons=(*in_rows(buttons), tuple(last)))


def _asked(column: Column, texts: Texts) -> Markup:
    samples = texts.joined([texts("import-sample", cell=cell) for cell in column.samples])
    return texts("import-ask-column", column=column.name[:_NAME_MOST] or "–", samples=samples)


def column_list(sheet: Sheet) -> Message:
    """All columns with what each is taken for; a press changes it."""
    texts = sheet.texts
    buttons = [
        sheet.press(
            texts.plain(
                "import-column-is",
                column=column.name[:LABEL_MOST] or "–",
                meaning=meaning_label(column.meaning or IGNORED, texts),
            ),
            f"c.{number}",
        )
        for number, column in enumerate(sheet.columns[:_COLUMNS_MOST])
    ]
    last = (
        sheet.press(texts.plain("import-columns-done"), "done"),
        sheet.press(texts.plain("form-cancel"), "cancel"),
    )
    return Message(texts("import-column-list", file=sheet.name), buttons=(*in_rows(buttons, 1), last))


def meaning_list(sheet: Sheet, number: int) -> Message:
    """All that one column can be told to be."""
    texts = sheet.texts
    buttons = [sheet.press(meaning_label(name, texts), f"m.{number}.{name}") for name in MEANINGS]
    said = _asked(sheet.columns[number], texts)
    return Message(said, buttons=(*in_rows(buttons), (sheet.press(texts.plain("import-back"), "columns"),)))


def meaning_label(meaning: str, texts: Texts) -> str:
    """What a column is taken for, in words."""
    return meaning_said(meaning, texts).unescape()


def meaning_said(meaning: str, texts: Texts) -> Markup:
    """The same, within a sentence."""
    return texts(f"count-{meaning}" if meaning in COUNTS else f"column-{meaning}")
