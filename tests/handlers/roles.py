"""Who may do what: the rights, the commands, what is written and sent, and the table made of all of it.

A new command is one line in `COMMANDS`; a new kind of button one line in `role_buttons`, or one for each of
its actions whose rights differ; a new form one line in `ANSWERS`. `docs/roles.md` is made by the test.
"""

from __future__ import annotations

from typing import Final

from tests.handlers.role_page import LINE, PRIVATE, SECRET

May = frozenset[str]
EVERYBODY: Final[May] = frozenset(PRIVATE)
"""What is about whoever asks, or about a page of her own."""
SEE: Final[May] = frozenset({"owner", "editor", "viewer"})
CHANGE: Final[May] = frozenset({"owner", "editor"})
OWN: Final[May] = frozenset({"owner"})
GUEST: Final[May] = frozenset({"viewer", "stranger"})
"""Whom an invitation to edit brings something."""
ALL_THERE: Final[May] = EVERYBODY | {"crowd"}
"""What stands in a group for everybody who reads there."""
EDITORS_AT_HOME: Final[May] = frozenset({"owner", "editor", "stranger"})
"""What is done on the page that she works on: a stranger has one of her own."""

COMMANDS: Final[dict[str, May]] = {
    **dict.fromkeys(("start", "menu", "help", "language", "settings", "page", "cancel"), EVERYBODY),
    **dict.fromkeys(("posts", "followers", "compare", "besttime", "calendar", "plans", "goals"), EVERYBODY),
    **dict.fromkeys(("top", "evergreen", "mix", "pace", "more", "sample", "trust", "tips"), EVERYBODY),
    **dict.fromkeys(("customers", "report"), EVERYBODY),
    **dict.fromkeys(("team", "link", "unlink", "import", "file"), EVERYBODY),
    **dict.fromkeys(("post", "plan", "next", "step", "export", "undo"), EDITORS_AT_HOME),
}
"""Every command bare, in private."""

IN_GROUP: Final = frozenset({"help", "start", "menu", "report"})
"""What a group's administrator hears there, whether or not she belongs to a page. Every other command is
refused, or belongs into the private chat; the report is the one that comes there anyway.
"""

SAID: Final[dict[str, tuple[May, str]]] = {
    "a post's line": (EDITORS_AT_HOME, LINE),
    "a count of followers": (EDITORS_AT_HOME, "فالوورا شد ۴۸۵۳"),
    "/post …": (EDITORS_AT_HOME, "/post photo likes=5 comments=2 at=2026-11-20T12:00"),
    "/posts …": (EVERYBODY, "/posts یلدا"),
    "/followers …": (EDITORS_AT_HOME, "/followers 4853"),
    "/compare …": (EVERYBODY, "/compare روز هفته"),
    "/calendar month": (EVERYBODY, "/calendar ماه"),
    "/calendar fill": (EDITORS_AT_HOME, "/calendar پر کن"),
    "/plan …": (EDITORS_AT_HOME, "/plan فردا ۱۲ ظهر عکس شال"),
    "/goals …": (EDITORS_AT_HOME, "/goals فالوور ۹۰۰۰ تا ۳ ماه دیگر"),
    "/customers …": (EVERYBODY, f"/customers {SECRET}"),
    "/customers new": (EDITORS_AT_HOME, "/customers مریم"),
    "an answer owed": (EDITORS_AT_HOME, "جواب مشتری مینا مونده"),
    "/report …": (EVERYBODY, "/report ماهانه"),
    "a wish for a report": (EVERYBODY, "گزارش هفتگی"),
    "/page …": (EVERYBODY, "/page another_page"),
    "/language …": (EVERYBODY, "/language fa"),
}
"""What can be written, and commands with text behind them."""


SENT: Final[dict[str, tuple[May, dict[str, object]]]] = {
    "a file": (
        EDITORS_AT_HOME,
        {"document": {"file_id": "f", "file_unique_id": "f", "file_name": "posts.csv", "file_size": 10}},
    ),
    "a photo": (
        EDITORS_AT_HOME,
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
    ),
}
"""What can be sent."""


ANSWERS: Final[dict[str, str]] = {
    "bio": "گل‌های تازه برای خانه‌های شما",
    "caption": "گل‌های تازه رسید، نظر شما چیست؟",
    "counted": "۵۰۰ لایک",
    "customer": "زهرا",
    "customer-bought": "۲۵۰ هزار تومان",
    "customer-sales": "مریم ۲۵۰ هزار تومان",
    "followers": "4200",
    "followers-edit": "4201",
    "goal": "فالوور ۹۰۰۰ تا ۱ اسفند",
    "goal-figure": "250",
    "page-field": "گل",
    "plan": "فردا ساعت ۱۰ صبح عکس",
    "plan-field": "متن تازه",
    "plan-link": "https://instagram.com/p/abc",
    "post": LINE.replace("۳۲۰", "۷۲۰"),
    "post-field": "450",
    "praise": "خیلی راضی بودم",
    "reading": "۵۰۰ لایک",
    "trust-proof": "https://example.com/proof",
    "trust-until": "۱۴۰۷/۱/۱",
}
"""What completes each form that a button opens."""
KEEPS_NOTHING: Final = frozenset({"bio", "caption"})
"""Forms that answer and change nothing of the page."""
BEGINS_A_PAGE: Final = "page"
"""The form of a new page, which is its maker's own."""

_HEAD: Final = """# Who may do what

Made by `tests/handlers/test_roles.py`, which does all of this for everybody here and looks what is said, what
of the page is changed, and whether anybody reads something of a page that she has no part in. Made anew by
`WRITE_ROLES=1 pytest tests/handlers/test_roles.py`.

- **changes**: it was done, or a form for it was opened
- **sees**: she was answered, and nothing of the page changed
- **own**: it is about herself or a page of her own
- **no**: refused, nothing changed
- **private**: pointed to the private chat
- **told**: told how to go on (an administrator who is anonymous cannot be recognised)
- **–**: not asked there

The stranger has a page of her own. The administrator of the group belongs to no page. Under buttons in a
group Telegram says who pressed, also of an administrator who is anonymous.
"""


def table(found: dict[str, dict[str, dict[str, str]]]) -> str:
    """The text of `docs/roles.md`: by section and line, what became of each role's try."""
    parts = [_HEAD]
    for title, lines in found.items():
        columns = list(next(iter(lines.values())))
        parts.append(f"\n## {title}\n\n| | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}\n")
        parts += [f"| `{name}` | {' | '.join(cells.values())} |\n" for name, cells in lines.items()]
    return "".join(parts)
