"""The words that admins use, as told under `words/`: a folder for each subject, a file for each language."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from bot.domain.people import LANGUAGES


def word_files(subject: str = "") -> dict[str, Mapping[str, Any]]:
    """Each language's file about a subject; without one, the words of posts and their counts."""
    room = resources.files("bot.language") / "words" / subject
    return {name: tomllib.loads((room / f"{name}.toml").read_text(encoding="utf-8")) for name in LANGUAGES}
