"""The drawn letters: Noto Sans Arabic in a regular and a bold, cut from the variable font on first use."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

FAMILY: Final = "Adminyar Sans"
"""Our own name, so that a Noto font of the machine is never taken for it."""
FALLBACK: Final = "DejaVu Sans"
"""Comes with matplotlib; has signs that the first one lacks."""
WEIGHTS: Final = {"Regular": 400, "Bold": 700}
_EDITION: Final = "1"


@cache
def register() -> frozenset[int]:
    """Makes the family known to matplotlib; the code points that can be drawn."""
    from matplotlib import font_manager  # noqa: PLC0415 - loads in the worker only

    for path in _files():
        font_manager.fontManager.addfont(path)
    families = (FAMILY, FALLBACK)
    paths = [font_manager.findfont(family, fallback_to_default=False) for family in families]
    return frozenset(code for path in paths for code in font_manager.get_font(path).get_charmap())


@cache
def paths(weight: str) -> tuple[str, ...]:
    """The files of the family in a weight, and of the one that has what it lacks."""
    from matplotlib import font_manager  # noqa: PLC0415 - loads in the worker only

    register()
    asked = (font_manager.FontProperties(family=[family], weight=weight) for family in (FAMILY, FALLBACK))
    return tuple(str(font_manager.findfont(each, fallback_to_default=False)) for each in asked)


def _files() -> list[Path]:
    """The two font files, from the first folder that has them or takes them."""
    for folder in _folders():
        try:
            return [_kept(folder, style) for style in WEIGHTS]
        except OSError:
            continue
    raise OSError("no folder takes the fonts that pictures are drawn with")


def _folders() -> Iterator[Path]:
    """Where the fonts may be kept: the user's cache, else a private folder while the process lives."""
    cache_home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with contextlib.suppress(RuntimeError):  # nobody's home
        yield Path(cache_home).expanduser() / "adminyar"
    yield Path(_private_folder().name)


@cache
def _private_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="adminyar-", ignore_cleanup_errors=True)


def _kept(folder: Path, style: str) -> Path:
    """The file of one style, cut if it is not there; several processes may do so at once."""
    path = folder / f"sans-{_EDITION}-{style}.ttf"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            _cut(style).save(part)
        Path(name).replace(path)
    return path


def _cut(style: str) -> Any:
    import fontpkg_noto_sans_arabic as package  # type: ignore[import-untyped] # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    variable = TTFont(next((package.ROOT / "files").glob("*.ttf")))
    font = instantiateVariableFont(variable, {"wght": WEIGHTS[style], "wdth": 100}, inplace=True)
    for name, text in {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"AdminyarSans-{style}"}.items():
        font["name"].setName(text, name, 3, 1, 0x409)
    for name in (16, 17, 25):
        font["name"].removeNames(nameID=name)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["head"].macStyle = int(bold)
    return font
