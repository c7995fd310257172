"""Reading what is typed about a plan: one line, any order, three languages.

What is beyond doubt is a value of `bot.domain.plan_values.PLAN_FIELDS`. What can be read in two ways, has
passed or repeats in a way that is not kept is a doubt with its options. The rest is the topic, or shown as
unread. A doubt's field is the one that it asks (`day`, `clock`, `rule`, `start`, `until`, `kind`): what is
typed in answer goes through `read_plan_field` with that name.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.lines import PostLine, Rejected, Value
from bot.domain.plans import CAPTION_MOST
from bot.language.making import clip
from bot.language.moments import Moment
from bot.language.plan_reading import PlanReading, written_leads
from bot.language.plan_scanning import PlanScan
from bot.language.plan_words import plan_words
from bot.language.tokens import cut

__all__ = ["read_plan", "read_plan_field", "read_when"]

_WHEN = frozenset({"day", "clock", "rule", "start", "until", "times", "leads"})
_TEXTS = frozenset({"topic", "text", "campaign"})


def read_plan(text: str, moment: Moment) -> PostLine:
    """Read a line about a plan, or what stands behind /plan. No text makes it raise.

    Lines behind a blank one, behind one that begins with «کپشن:», or behind a first one that tells when, are
    the caption.
    """
    head, caption = _parted(text, moment)
    line = _read(head, moment)
    return _with(line, {"text": caption[:CAPTION_MOST]}) if caption else line


def read_plan_field(asking: str, text: str, moment: Moment) -> PostLine:
    """Read the answer to one asked field, whatever else was typed along; a text is taken as it is.

    An hour alone sets `clock` alone and a day alone `day` (or `start`, `until`), so that the other stays.
    """
    text = text.strip()
    if asking in _TEXTS:
        return PostLine({asking: text[:CAPTION_MOST]} if text else {})
    if asking == "leads" and (leads := _leads(text, moment)) is not None:
        return PostLine({"leads": leads})
    if asking == "leads" and PlanScan(text, moment).dates.too_early(0):
        return PostLine({}, rejected=(Rejected("leads", clip(text), "reject-early"),))
    line = _read(text, moment, asking)
    if not (line.values.keys() - {"topic"} or line.doubts):
        return PostLine({}, unread=(text,) if text else ())
    # Words around the answer are no topic, unless a whole plan was typed.
    whole = {"kind"} <= line.values.keys() and asking != "kind"
    values = line.values if whole else {name: each for name, each in line.values.items() if name != "topic"}
    return PostLine(values, line.rounded, line.doubts, line.rejected, line.unread)


def read_when(text: str, moment: Moment, wall: datetime | None = None) -> PostLine:
    """Read where a plan is moved to; of `wall`, its naive time so far, stays what the text does not tell.

    Values are `day` and `clock` alone (and `leads`, where told). Empty where no moment was understood.
    """
    line = _read(text, moment, "clock" if wall else "day")
    told = {name: value for name, value in line.values.items() if name in {"day", "clock", "leads"}}
    doubts = tuple(doubt for doubt in line.doubts if doubt.field in {"day", "clock"})
    fields = told.keys() | {doubt.field for doubt in doubts}
    if wall is not None and fields & {"day", "clock"}:
        if "day" in fields and "clock" not in fields:
            told["clock"] = f"{wall:%H:%M}"
        elif "day" not in fields:
            told["day"] = wall.date().isoformat()
    return PostLine(told, frozenset(), doubts, line.rejected, line.unread)


def _read(text: str, moment: Moment, asked: str | None = None) -> PostLine:
    return PlanReading(PlanScan(text, moment), moment, asked).line()


def _with(line: PostLine, more: dict[str, Value]) -> PostLine:
    return replace(line, values={**line.values, **more})


def _parted(text: str, moment: Moment) -> tuple[str, str]:
    """The line about the plan, and the caption under it."""
    lines = text.strip().split("\n")
    for number, line in enumerate(lines[1:], 1):
        if not line.strip():
            return "\n".join(lines[:number]), "\n".join(lines[number:]).strip()
        if label := _caption_label(line):
            rest = [line[label:], *lines[number + 1 :]]
            return "\n".join(lines[:number]), "\n".join(rest).strip()
    if len(lines) > 1:
        first = _read(lines[0], moment)
        if first.values.keys() & {"day", "clock", "rule"} or any(d.field in _WHEN for d in first.doubts):
            return lines[0], "\n".join(lines[1:]).strip()
    return text, ""


def _caption_label(line: str) -> int:
    """Where the caption begins in a line that is headed «کپشن:»; 0 where it is not."""
    tokens = cut(line).tokens
    end = plan_words().end("caption", tokens, 0) if tokens else None
    colon = line.find(":")
    return colon + 1 if end and end < len(tokens) and tokens[end].text == ":" else 0


def _leads(text: str, moment: Moment) -> str | None:
    """How early to remind, as the answer to just that: «یک ساعت», "30 min and 1 day before"."""
    dates = PlanScan(text, moment).dates
    if dates.no_reminder:
        return ""
    minutes = dates.leads or dates.bare_leads()
    return written_leads(minutes) if minutes else None
