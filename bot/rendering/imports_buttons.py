"""Buttons about files that were sent."""

from dataclasses import dataclass

from bot.domain.identity import ImportId
from bot.rendering.payloads import Payload, payload


@payload("im")
@dataclass(frozen=True, slots=True)
class ImportDo(Payload):
    """Does something about a file.

    `go`, `cancel`, `columns`, `done`, `skip`, `c.<column>`, `m.<column>.<meaning>`.
    """

    file: ImportId
    version: int
    do: str
