"""The list of pages and one page's card."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.domain.identity import PageId
from bot.domain.pages import Page, Role
from bot.language.texts import Texts
from bot.rendering.buttons import PageDo
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.posts_buttons import PostList

EDITABLE = ("name", "platform", "subject", "audience", "zone")


def page_list(pages: Sequence[Page], current: PageId | None, texts: Texts) -> Message:
    """All pages of a person; the one that she works on is marked."""
    buttons = []
    for page in pages:
        key = (
            "page-row-current" if page.id == current else "page-row-archived" if page.archived else "page-row"
        )
        buttons.append(button(texts.plain(key, page=page.name), PageDo(page.id, "show")))
    new = button(texts.plain("page-new"), PageDo(PageId(0), "new"))
    return Message(texts("page-list", count=len(pages)), buttons=(*in_rows(buttons, 1), (new,)))


def pages_put_away(pages: Sequence[Page], texts: Texts, *, typed: bool) -> Message:
    """The pages of somebody who works on none of them; what she typed could not be recorded.

    They were put away, though another owner may have restored one since.
    """
    key = "pages-put-away" if all(page.archived for page in pages) else "pages-none-chosen"
    said = [texts(key), *([texts("pages-put-away-typed")] if typed else [])]
    return replace(page_list(pages, None, texts), text=Markup("\n\n").join(said))


def zone_name(zone: str, texts: Texts) -> Markup | str:
    """A zone by its city, where we have a word for that."""
    key = f"zone-{zone}"
    return texts(key) if texts.has(key) else zone


def clock_row(pages: Iterable[Page], texts: Texts) -> Rows:
    """By whose clock it runs, and the way to choose another: of the first page for which nobody chose yet.

    Stands below whatever depends on the clock. Most who speak Persian keep Tehran's time, the default: they
    are not asked, nor is who may not change the page.
    """
    if texts.language == "fa":
        return ()
    for page in pages:
        if not page.zone_chosen and page.role.changes:
            ask = texts.plain("page-clock", zone=zone_name(page.zone, texts))
            return ((button(ask, PageDo(page.id, "edit.zone")),),)
    return ()


def page_card(page: Page, texts: Texts, *, current: bool) -> Message:
    """What is known of a page, with what can be done to it."""
    lines = [texts("page-title", page=page.name)]
    if page.platform:
        lines.append(texts("page-platform", value=texts(f"platform-{page.platform}")))
    if page.subject:
        lines.append(texts("page-subject", value=page.subject))
    if page.audience:
        lines.append(texts("page-audience", value=page.audience))
    lines.append(texts("page-zone", value=zone_name(page.zone, texts)))
    lines.append(texts(f"role-{page.role}"))
    ways: list[Button] = []
    if not current and not page.archived:
        ways.append(button(texts.plain("page-use"), PageDo(page.id, "use")))
    if page.role.changes:
        ways += [
            button(texts.plain(f"page-edit-{name}"), PageDo(page.id, f"edit.{name}")) for name in EDITABLE
        ]
    if page.role is Role.OWNER:
        do = "restore" if page.archived else "archive"
        ways.append(button(texts.plain(f"page-{do}"), PageDo(page.id, do)))
    ways.append(button(texts.plain("go-posts"), PostList(page.id, 0, None, None, "")))
    ways.append(button(texts.plain("page-back"), PageDo(page.id, "list")))
    return Message(Markup("\n").join(lines), buttons=in_rows(ways))
