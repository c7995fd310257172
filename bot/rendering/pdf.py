"""A figure as a PDF of one page, its letters embedded as fonts. In the worker process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_POINTS: Final = 72
"""A PDF is measured in points: so many an inch."""
_TRUETYPE: Final = 42
"""How letters are embedded: as the font's own, so that a reader can mark and find them."""


def saved(made: "Figure", title: str) -> bytes:
    """The file's content, as large as the figure; `title` is what a reader calls it."""
    import matplotlib as mpl  # noqa: PLC0415 - loads in the worker only
    from matplotlib.backends.backend_pdf import PdfFile, RendererPdf  # noqa: PLC0415

    class Renderer(RendererPdf):
        def draw_text(self, *args: Any, **more: Any) -> None:
            with _no_kern_twice(self.file._character_tracker):
                super().draw_text(*args, **more)  # type: ignore[no-untyped-call]

    packed = io.BytesIO()
    wide, high = (float(inches) for inches in made.get_size_inches())
    about = {"Title": title, "Creator": "Adminyar", "Producer": None, "CreationDate": None}
    with mpl.rc_context({"pdf.fonttype": _TRUETYPE}):
        file = PdfFile(packed, metadata=about)  # type: ignore[no-untyped-call]
        made.dpi = _POINTS
        file.newPage(wide, high)  # type: ignore[no-untyped-call]
        made.draw(Renderer(file, _POINTS, high, wide))  # type: ignore[no-untyped-call]
        file.finalize()  # type: ignore[no-untyped-call]
        file.close()  # type: ignore[no-untyped-call]
    made.clear()
    return packed.getvalue()


@contextmanager
def _no_kern_twice(tracker: Any) -> Iterator[None]:
    """Lays text out without a kern where the embedded font changes.

    There matplotlib (3.11) goes to a glyph's own place, and then moves by the kern that leads there as well.
    Arabic letters have kerns as wide as letters, since their dots are glyphs of their own: whole words would
    be drawn over their neighbours.
    """
    from matplotlib.backends import backend_pdf  # noqa: PLC0415 - loads in the worker only

    helpers: Any = backend_pdf._text_helpers  # type: ignore[attr-defined]
    known = helpers.layout

    def layout(*args: Any, **more: Any) -> Iterator[SimpleNamespace]:
        before = None
        for item in known(*args, **more):
            font = (item.ft_object, tracker.track_glyph(item.ft_object, item.char, item.glyph_index)[0])
            place = {name: getattr(item, name) for name in ("ft_object", "char", "glyph_index", "x", "y")}
            yield SimpleNamespace(**place, prev_kern=item.prev_kern if font == before else 0.0)
            before = font

    helpers.layout = layout
    try:
        yield
    finally:
        helpers.layout = known
