"""A form that is being filled in: what is known, what is doubtful, what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.lines import Doubt, Option, PostLine, Rejected, Value
from bot.domain.plausibility import is_weighed
from bot.domain.posts import COUNTS

_WHOLE: Final = 3
"""So many of kind, time and counts a line must tell to be taken for a post of its own."""
_TOLD: Final = frozenset({"kind", "published_at", "topic", "slides", *COUNTS})


@dataclass(frozen=True, slots=True)
class Choice:
    """A ready answer to an asked field: pressing it sets `values`."""

    label: str
    """A catalogue key."""
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for."""

    name: str
    """Also what it fills; the question is the catalogue's `ask-<form>-<name>`."""
    choices: tuple[Choice, ...] = ()
    skippable: bool = True
    skip: str = "form-skip"
    """The catalogue key of the skip button."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form half-filled. It is kept as JSON after each step."""

    values: Mapping[str, Value] = field(default_factory=dict)
    rounded: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    unread: tuple[str, ...] = ()
    asking: str | None = None
    passed: frozenset[str] = frozenset()
    """Fields that were asked and skipped or answered: they are not asked again."""
    typed: str = ""
    """All that was typed for it, a line each: nothing is lost."""
    subject: int | None = None
    """The id of what is being changed, where the form changes something."""
    waiting: tuple["Draft", ...] = ()
    """What is filled in after this one: the other doubtful lines of one message."""

    def merged(self, line: PostLine, typed: str) -> "Draft":
        """With what another line says; a newer word on a field settles a doubt about it.

        What was doubted by weighing values against each other is weighed again, whichever of them is new.
        """
        told = set(line.values) | {doubt.field for doubt in line.doubts}
        standing = tuple(doubt for doubt in self.doubts if doubt.field not in told and not is_weighed(doubt))
        return replace(
            self,
            values={**self.values, **line.values},
            rounded=(self.rounded - set(line.values)) | line.rounded,
            doubts=(*standing, *line.doubts),
            rejected=line.rejected,
            unread=line.unread,
            passed=self.passed | ({self.asking} if self.asking and told else set()),
            typed="\n".join(filter(None, (self.typed, typed))),
        )

    def is_past(self, line: PostLine) -> bool:
        """Whether a line tells a whole post of its own, so that it is no answer to what is asked of this one.

        Both count something, the line names its kind or time and more besides, and it contradicts what is
        known here: by its kind, or by anything where a reading is asked for, or by two things where what was
        said is hardly true and one of them may be the slip. Who only says all of it once more, corrects it.
        """
        mine = PostLine(self.values, doubts=self.doubts).counted()
        counts, told = line.counted(), set(line.values) | {doubt.field for doubt in line.doubts}
        named = told & {"kind", "published_at"}
        if not mine or not counts or not named:
            return False
        against = self._contradicted(line)
        slip = any(map(is_weighed, self.doubts))
        return "kind" in against or (len(named) + len(counts) >= _WHOLE and len(against) > slip)

    def _contradicted(self, line: PostLine) -> set[str]:
        """The fields of which a line says something that they cannot be by what is known here."""
        known = {name: {value} for name, value in self.known().items()}
        for doubt in self.doubts:
            for option in doubt.options:
                for name, value in option.values.items():
                    known.setdefault(name, set()).add(value)
        said = {name: {value} for name, value in line.values.items() if value is not None}
        return {name for name in said.keys() & known.keys() & _TOLD if not said[name] & known[name]}

    def settled(self, number: int) -> "Draft":
        """With the `number`-th option of the doubt that is asked. Refused("draft-moved-on") without one."""
        if not self.doubts or not 0 <= number < len(self.doubts[0].options):
            raise Refused("draft-moved-on")
        doubt, *rest = self.doubts
        chosen = dict(doubt.options[number].values)
        if doubt.question == "doubt-future":
            # A moment to come that she chose knowingly is not asked about again.
            chosen |= {"sure_doubt-not-yet_published_at": True}
        return replace(self, values={**self.values, **chosen}, doubts=tuple(rest), rejected=(), unread=())

    def chosen(self, asked: Field, number: int) -> "Draft":
        """With a ready answer to the asked field. Refused("draft-moved-on") where there is none such."""
        if self.asking != asked.name or not 0 <= number < len(asked.choices):
            raise Refused("draft-moved-on")
        return replace(
            self,
            values={**self.values, **asked.choices[number].values},
            passed=self.passed | {asked.name},
            rejected=(),
            unread=(),
        )

    def skipped(self) -> "Draft":
        """Without an answer to what is asked: a doubt leaves its field unknown."""
        if self.doubts:
            doubt, *rest = self.doubts
            return replace(self, values={**self.values, doubt.field: None}, doubts=tuple(rest))
        return replace(self, passed=self.passed | ({self.asking} if self.asking else set()), asking=None)

    @property
    def all_typed(self) -> str:
        """All that was typed for it and for what waits behind it."""
        return "\n".join(filter(None, (self.typed, *(draft.typed for draft in self.waiting))))

    def known(self) -> dict[str, Value]:
        """The values that are known."""
        return {name: value for name, value in self.values.items() if value is not None}

    def to_json(self) -> dict[str, Any]:
        """The draft as JSON values."""
        return {
            "values": _values_json(self.values),
            "rounded": sorted(self.rounded),
            "doubts": [
                {
                    "field": doubt.field,
                    "piece": doubt.piece,
                    "question": doubt.question,
                    "options": [{"values": _values_json(o.values), "label": o.label} for o in doubt.options],
                }
                for doubt in self.doubts
            ],
            "rejected": [[r.field, r.piece, r.reason] for r in self.rejected],
            "unread": list(self.unread),
            "asking": self.asking,
            "passed": sorted(self.passed),
            "typed": self.typed,
            "subject": self.subject,
            **({"waiting": [draft.to_json() for draft in self.waiting]} if self.waiting else {}),
        }

    @staticmethod
    def from_json(made: Mapping[str, Any]) -> "Draft":
        """The draft that `to_json` wrote."""
        return Draft(
            values=_values(made["values"]),
            rounded=frozenset(made["rounded"]),
            doubts=tuple(
                Doubt(
                    doubt["field"],
                    doubt["piece"],
                    doubt["question"],
                    tuple(Option(_values(o["values"]), o["label"]) for o in doubt["options"]),
                )
                for doubt in made["doubts"]
            ),
            rejected=tuple(Rejected(*r) for r in made["rejected"]),
            unread=tuple(made["unread"]),
            asking=made["asking"],
            passed=frozenset(made["passed"]),
            typed=made["typed"],
            subject=made["subject"],
            waiting=tuple(Draft.from_json(each) for each in made.get("waiting", ())),
        )


def _values_json(values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        name: {"at": value.isoformat()} if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _values(made: Mapping[str, Any]) -> dict[str, Value]:
    return {
        name: datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value
        for name, value in made.items()
    }
