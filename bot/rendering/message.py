"""What is said back: our own messages, which can be kept as JSON. Only delivery knows Telegram's types."""

import base64
from dataclasses import asdict, dataclass, replace
from typing import Any

from markupsafe import Markup

from bot.domain.plans import Media, MediaKind
from bot.rendering.payloads import Payload
from bot.rendering.picture import Drawing, drawing_from_json

TEXT_MOST = 4096
CAPTION_MOST = 1024


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: a payload of ours, an address, or a text to copy."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


Rows = tuple[tuple[Button, ...], ...]


def button(label: str, payload: Payload) -> Button:
    """A button that carries a payload."""
    return Button(label, data=payload.pack())


def in_rows(buttons: list[Button], width: int = 2) -> Rows:
    """Buttons laid out in rows of `width`."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The home keyboard under the input; its header is shown in the empty input."""

    rows: tuple[tuple[str, ...], ...]
    header: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A small file that is sent along: text, or anything else as base64, since JSON holds no bytes."""

    name: str
    content: str
    encoded: bool = False

    @staticmethod
    def of_bytes(name: str, content: bytes) -> "Document":
        """A file that is no text, such as a workbook."""
        return Document(name, base64.b64encode(content).decode("ascii"), encoded=True)

    @property
    def data(self) -> bytes:
        """What is sent; text as UTF-8 with the mark that Excel wants."""
        return base64.b64decode(self.content) if self.encoded else self.content.encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Message:
    """One message. A picture or a document makes `text` its caption."""

    text: str
    """HTML, as Telegram reads it."""
    buttons: Rows = ()
    keyboard: Keyboard | None = None
    picture: Drawing | None = None
    document: Document | None = None
    media: tuple[Media, ...] = ()
    """Files by Telegram's own ids; several are an album, which takes no buttons."""
    edits: bool = False
    """Takes the place of the message whose button was pressed, where there is one."""
    replaces: int | None = None
    """An older message of ours in the same chat, which goes once this one is there."""
    silent: bool = False
    """Comes without a sound."""

    def to_json(self) -> dict[str, Any]:
        """The message as JSON values, without what is empty."""
        parts: dict[str, Any] = {
            "buttons": [[_button_json(b) for b in row] for row in self.buttons],
            "keyboard": self.keyboard and {"rows": self.keyboard.rows, "header": self.keyboard.header},
            "picture": self.picture and self.picture.to_json(),
            "document": self.document and asdict(self.document),
            "media": [[each.file_id, each.kind.value] for each in self.media],
            "edits": self.edits,
            "replaces": self.replaces,
            "silent": self.silent,
        }
        return {"text": str(self.text), **{name: part for name, part in parts.items() if part}}

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Message":
        """The message that `to_json` wrote."""
        keyboard = made.get("keyboard")
        return Message(
            text=made["text"],
            buttons=tuple(tuple(Button(**b) for b in row) for row in made.get("buttons", ())),
            keyboard=Keyboard(tuple(tuple(row) for row in keyboard["rows"]), keyboard["header"])
            if keyboard
            else None,
            picture=drawing_from_json(made["picture"]) if "picture" in made else None,
            document=Document(**made["document"]) if "document" in made else None,
            media=tuple(Media(file_id, MediaKind(kind)) for file_id, kind in made.get("media", ())),
            edits=made.get("edits", False),
            replaces=made.get("replaces"),
            silent=made.get("silent", False),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is said back to one update."""

    messages: tuple[Message, ...] = ()
    notice: str | None = None
    """Plain text shown over the chat after a press."""
    alert: bool = False
    commands: str | None = None
    """A language in which the command menu of this chat is to be set."""
    about: str | None = None
    """What wants to hear how the sending ended, as `<kind>:<id>`: a plan that publishes itself."""

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON values."""
        made: dict[str, Any] = {"messages": [m.to_json() for m in self.messages]}
        if self.notice is not None:
            made["notice"] = self.notice
        if self.alert:
            made["alert"] = True
        if self.commands:
            made["commands"] = self.commands
        if self.about:
            made["about"] = self.about
        return made

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Answer":
        """The answer that `to_json` wrote."""
        return Answer(
            messages=tuple(Message.from_json(m) for m in made["messages"]),
            notice=made.get("notice"),
            alert=made.get("alert", False),
            commands=made.get("commands"),
            about=made.get("about"),
        )

    def editing(self) -> "Answer":
        """The same answer, whose first message takes the pressed one's place."""
        first, *rest = self.messages
        return replace(self, messages=(replace(first, edits=True), *rest))


def say(*texts: str | Markup, buttons: Rows = (), keyboard: Keyboard | None = None) -> Answer:
    """An answer of one message, its paragraphs one under the other."""
    return Answer((Message("\n\n".join(texts), buttons=buttons, keyboard=keyboard),))


def _button_json(shown: Button) -> dict[str, str]:
    values = {"label": shown.label, "data": shown.data, "url": shown.url, "copy": shown.copy}
    return {name: value for name, value in values.items() if value is not None}
