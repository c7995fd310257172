"""A picture of each kind in a language and a theme, to be drawn by tests and benchmarks."""

from __future__ import annotations

from bot.language.texts import Texts, isolated, write_number
from bot.rendering.drawings import (
    Cell,
    Cited,
    Day,
    Dot,
    HeatMap,
    Mark,
    MonthPicture,
    Part,
    Points,
    Progress,
    Stack,
    Step,
    Whole,
)
from bot.rendering.drawn import look
from bot.rendering.picture import Bar, Curve, Drawing, Picture, Point, Tick
from bot.rendering.report_picture import ReportCard, Tile
from bot.rendering.timeline import ticks

WORDS = {
    "fa": ("بهترین ساعت پیج شما کدام است؟", "کارمندها و نوجوان‌ها", "چهارشنبه", "پست‌های اسلایدی"),
    "ar": ("ما أفضل ساعة لصفحتك؟", "الموظفون والمراهقون", "الأربعاء", "منشورات متعددة الصور"),
    "en": ("At which hours does your page do better?", "employees and teens", "Wednesday", "Carousels"),
}
LANGUAGES = tuple(WORDS)
SHARES = (0.3, 0.25, 0.2, 0.1, 0.08, 0.05, 0.02)
THEMES = ("light", "dark")


def samples(language: str, theme: str = "light", *, full: bool = True) -> dict[str, Drawing]:
    """Each kind of picture; with `full` as much on it as may come, else next to nothing."""
    texts = Texts(language, language, theme=theme)  # type: ignore[arg-type]
    title, some, day, kind = WORDS[language]
    said = {
        "title": title,
        "subtitle": f"{isolated('@gol_sara')} – {some}",
        "footer": f"{some}. " * 6,
        **look(texts),
    }

    def number(value: float) -> str:
        return write_number(value, texts.digits)

    def times(count: int) -> int:
        return count if full else 0

    made: dict[str, Drawing] = {
        "bars": Picture(
            **said,
            axis=some,
            bars=tuple(
                Bar(kind, 2.0 + i, 1.5 + i, 2.5 + i, number(2.0 + i), some, 1.9, number(1.9), (2.2, 40.0))
                for i in range(times(7))
            ),
            reference_label=some,
            line=3.0 if full else None,
            line_label=some,
            outlier_label=some,
        ),
        "curve": Curve(
            **said,
            headline=number(4800),
            unit=some,
            points=tuple(Point(20_000.0 + i, 4000 + 10 * i) for i in range(max(1, times(90)))),
            gap=14.0,
            ticks=ticks(20_000.0, 20_090.0, texts) if full else (Tick(20_000.0, day),),
            first=20_000.0,
            last=20_090.0,
            low=3900.0,
            high=5000.0,
        ),
        "points": Points(
            **said,
            axis=some,
            along=some,
            dots=tuple(
                Dot(float(i), number(i), None, None, None, "", some)
                if i == 5
                else Dot(float(i), number(i), 1.5 + i / 9, 1.0, 3.0, number(1.5 + i / 9), some)
                for i in range(2, 2 + times(10))
            ),
            cited=(Cited(2.0, 1.9, number(1.9)), Cited(10.0, 2.0, number(2), beyond=True)) if full else (),
            cited_label=some if full else "",
        ),
        "heat": HeatMap(
            **said,
            columns=(day,) * 7,
            rows=tuple(f"{number(i)}:{number(0)}{number(0)}" for i in range(24 if full else 8)),
            cells=tuple(
                tuple(
                    Cell(30.0 + 4 * ((i + j) % 11), number(30 + i), some, marked=(i + j) % 40 == 10)
                    if full
                    else Cell(None)
                    for j in range(7)
                )
                for i in range(24 if full else 8)
            ),
            low=30.0,
            middle=50.0,
            high=70.0,
            scale=(some, day, some),
            axis=some,
        ),
        "stack": Stack(
            **said,
            kinds=(kind, day, some, *(f"{kind} {number(i)}" for i in range(4)))[: times(7)],
            rows=tuple(
                Whole(day, some, tuple(Part(i, share, number(share)) for i, share in enumerate(SHARES)))
                for _ in range(times(8))
            ),
        ),
        "progress": Progress(
            **said,
            headline=number(18),
            steps=tuple(
                Step(kind, None if i == 3 else 100 * i / 6, f"{number(i)} / {number(6)}", some)
                for i in range(times(7))
            ),
        ),
        "month": MonthPicture(
            **said,
            heads=(day,) * 7,
            before=6 if full else 0,
            days=tuple(
                Day(
                    number(i + 1),
                    tuple(
                        Mark(f"{number(18)}:{number(30)}", k % 3, faint=i < 9) for k in range(times(i % 7))
                    ),
                    some if full and i % 5 == 0 else "",
                    number(31 - i),
                    today=i == 12,
                    off=i % 7 == 4,
                )
                for i in range(31 if full else 29)
            ),
            kinds=(kind, day, some)[: times(3)],
        ),
    }
    made["report"] = ReportCard(
        **said,
        tiles=tuple(
            Tile(some, number(4853), f"{number(50)} {day}", up)
            for up in ((True, False, None) if full else (None,))
        ),
        verdict=some if full else "",
        mix_label=some,
        kinds=(kind, day, some)[: times(3)],
        mix=(Part(0, 0.5, number(5)), Part(1, 0.3, number(3)), Part(2, 0.2, number(2)))[: times(3)],
        curve_label=some,
        curve=tuple((i / 29, (i / 29) ** 2) for i in range(times(30))),
        best_label=some,
        best=tuple(f"{number(i)}. {kind}, {title}" for i in range(1, 1 + times(3))),
    )
    return made


KINDS = tuple(samples("fa"))
