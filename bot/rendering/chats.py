"""The question which page a chat serves, the list of linked chats, and what is told of them."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.chats import Chat, ChatKind, page_name
from bot.domain.identity import ChangeId, PageId
from bot.domain.pages import Page
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.chats_buttons import ChatDo, ChatLink
from bot.rendering.message import Button, Message, button
from bot.rendering.plans_buttons import ChatSwitch

_MOST_PAGES = 20
_MOST_CHATS = 20


def question(chat: Chat, pages: Sequence[Page], texts: Texts) -> Message:
    """Which page a chat serves: one of hers that she may change, a new one, or none for now."""
    mine = [page for page in pages if page.role.changes and not page.archived]
    buttons = [button(texts.plain("page-row", page=p.name), ChatLink(chat.id, p.id)) for p in mine]
    new = button(texts.plain("chat-new-page", page=page_name(chat)), ChatLink(chat.id, None))
    later = button(texts.plain("chat-later"), ChatDo(chat.id, "later"))
    rows = tuple((one,) for one in (*buttons[:_MOST_PAGES], new, later))
    return Message(texts(f"chat-ask-{chat.kind}", chat=chat.title), buttons=rows)


def linked(
    chat: Chat, page: Page, change: ChangeId, texts: Texts, *, preview: bool, collects: bool
) -> Message:
    """Which page it is now, and what comes of itself from here on."""
    parts = [texts(f"chat-linked-{chat.kind}", chat=chat.title, page=page.name)]
    if chat.kind is ChatKind.CHANNEL and not collects:
        parts.append(texts("chat-linked-apart"))
    elif chat.kind is ChatKind.CHANNEL:
        key = "chat-linked-public" if preview and chat.username else "chat-linked-private"
        parts += [texts("chat-linked-what"), texts(key)]
    ways = (button(texts.plain("undo"), Undo(change)),)
    return Message(Markup("\n\n").join(parts), buttons=(ways,))


def chat_list(
    chats: Sequence[Chat], pages: Mapping[PageId, Page], texts: Texts, *, invitation: str
) -> Message:
    """All chats that are hers, what each serves, and what she may change; and how to bring another one."""
    rows: list[tuple[Button, ...]] = []
    lines: list[Markup] = []
    for number, chat in enumerate(chats[:_MOST_CHATS], 1):
        page = pages.get(chat.page_id) if chat.page_id is not None else None
        # The text names each chat; three buttons in a row of a phone have no room for it.
        mark = localise(str(number), texts.digits) if len(chats) > 1 else ""
        line = _line(chat, page, texts)
        lines.append(texts("chat-line-numbered", number=Markup(mark), line=line) if mark else line)  # noqa: S704 - digits
        rows += [row for row in [_ways(chat, page, texts, mark)] if row]
    rows.append((Button(texts.plain("chat-invite"), url=invitation),))
    said = texts("chat-list", count=len(chats)) if chats else texts("chat-none")
    return Message(Markup("\n\n").join([said, *([Markup("\n").join(lines)] if lines else [])]), tuple(rows))


def unlinked(chat: Chat, change: ChangeId, texts: Texts) -> Message:
    """That a chat serves no page any more; what was recorded stays."""
    ways = (button(texts.plain("undo"), Undo(change)),)
    return Message(texts("chat-unlinked", chat=chat.title), buttons=(ways,))


def gone(chat: Chat, page: Page | None, texts: Texts) -> Message:
    """That the bot was taken out of a chat."""
    key = f"chat-gone-told-{chat.kind}"
    return Message(texts(key, chat=chat.title, page=page.name if page else chat.title))


def resumed(chat: Chat, page: Page, texts: Texts) -> Message:
    """That the bot is in a chat again."""
    return Message(texts(f"chat-resumed-{chat.kind}", chat=chat.title, page=page.name))


def _line(chat: Chat, page: Page | None, texts: Texts) -> Markup:
    if page is None:
        return texts("chat-line-unplaced", chat=chat.title)
    if chat.gone_at is not None:
        state = "gone"
    elif chat.kind is ChatKind.GROUP:
        state = "group"
    else:
        state = "on" if chat.collects else "off"
    return texts(f"chat-line-{state}", chat=chat.title, page=page.name)


def _ways(chat: Chat, page: Page | None, texts: Texts, mark: str) -> tuple[Button, ...]:
    def label(key: str) -> str:
        return f"{texts.plain(key)} {mark}".rstrip()

    if page is None:
        return (button(texts.plain("chat-place", chat=chat.title), ChatDo(chat.id, "ask")),)
    if not page.role.changes:
        return ()
    ways = [button(label("chat-unlink"), ChatDo(chat.id, "unlink"))]
    if chat.kind is ChatKind.CHANNEL and chat.gone_at is None:
        do = "off" if chat.collects else "on"
        ways.insert(0, button(label(f"chat-turn-{do}"), ChatDo(chat.id, do)))
    if chat.gone_at is None:
        ways.append(button(label("chat-more"), ChatSwitch(chat.id, "show")))
    return tuple(ways)
