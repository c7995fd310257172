"""How the tables of phrases about plans are written, and read back.

`at=` a day and an hour, `day=`, `clock=`, `rule=` what repeats (`2weeks:Sat`, `month:1@jalali`), `leads=` in
minutes; `?field:question(options)` a doubt; `ask=` what the form asks for as nobody told it. Times are the
page's. Now is Sunday 22 November 2026, 10:00 in Tehran, 1 Azar 1405.
"""

import json
from dataclasses import replace

from bot.domain.lines import Option, PostLine, Value
from bot.domain.plan_values import missing
from tests.language.phrases import SUNDAY

MOMENTS = {
    "fa": SUNDAY,
    "ar": replace(SUNDAY, language="ar", calendar="gregorian"),
    "en": replace(SUNDAY, language="en", calendar="gregorian"),
}
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def shown_plan(line: PostLine) -> str:
    """What was read of a plan, in one line."""
    out = _values(dict(line.values))
    for doubt in line.doubts:
        out.append(f"?{doubt.field}:{doubt.question}({'|'.join(_option(each) for each in doubt.options)})")
    out += ["unread=" + piece.replace(" ", "_") for piece in line.unread]
    if not any(doubt.field != "kind" for doubt in line.doubts) and (asked := missing(line.values)):
        out.append(f"ask={asked}")
    return " ".join(out)


def _option(option: Option) -> str:
    return option.label or ",".join(_values(dict(option.values)))


def _values(values: dict[str, Value]) -> list[str]:
    out = []
    if values.get("day") and values.get("clock"):
        out.append(f"at={values.pop('day')}T{values.pop('clock')}")
    for name, value in values.items():
        said = _rule(str(value)) if name == "rule" and value else str(value).replace(" ", "_")
        out.append(said if name == "kind" else f"{name}={said}")
    return out


def _rule(written: str) -> str:
    pattern = json.loads(written)
    said = pattern["unit"] if pattern["n"] == 1 else f"{pattern['n']}{pattern['unit']}s"
    if pattern["weekdays"]:
        said += ":" + "+".join(_WEEK[day] for day in pattern["weekdays"])
    if pattern["month_days"]:
        said += ":" + "+".join(map(str, pattern["month_days"]))
    return said + (f"@{pattern['calendar']}" if pattern["unit"] == "month" else "")
