"""How long people wait: from an update being there until the answer arrives, at a steady pace.

The Bot API answers at once here, so what is measured is the program. The bare echo stands beside.
"""

import argparse
from pathlib import Path

from tests.load.common import (
    PEOPLE,
    Program,
    Server,
    bare_echo,
    folder,
    get_acquainted,
    milliseconds,
    new_marks,
    our_bot,
    people,
    percentile,
    post_updates,
    verdict,
)

PER_SECOND = 50
SECONDS = 30
TARGET_SECONDS = 0.025
_LATE = 10.0


def waits(server: Server, program: Program, per_second: float, seconds: float) -> list[float]:
    """How long each of the updates waited for its answer."""
    persons, marks = people(PEOPLE), new_marks(int(per_second * seconds))
    server.clear(0)
    with program:
        before = get_acquainted(server, program, persons)
        updates = post_updates(marks, persons)
        server.follow([(number / per_second, update) for number, update in enumerate(updates)])
        server.wait_said(before + len(updates), seconds + _LATE)
    report = server.report()
    said = report.by_mark(marks)
    return [
        min(said[mark]) - report.offered[update["update_id"]]
        for mark, update in zip(marks, updates, strict=True)
    ]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--per-second", type=float, default=PER_SECOND)
    asked = parser.parse_args()
    with Server() as server, folder() as databases:
        database: Path = databases / "latency.db"
        ours = waits(server, our_bot(server, database), asked.per_second, asked.seconds)
        bare = waits(server, bare_echo(server), asked.per_second, asked.seconds)
    print(f"{asked.per_second:g} updates/s for {asked.seconds:g} s, answered at once by the server:")
    for name, found in (("our bot, /post", ours), ("bare python-telegram-bot", bare)):
        middle, late = percentile(found, 0.5), percentile(found, 0.99)
        print(f"  {name}: p50 {milliseconds(middle)}, p99 {milliseconds(late)}, n = {len(found)}")
    met = percentile(ours, 0.99) < TARGET_SECONDS
    print(f"p99 under {milliseconds(TARGET_SECONDS)}: {verdict(met)}")
    for part in (0.5, 0.99):
        print(f"p{part * 100:.0f} ours / bare: {percentile(ours, part) / percentile(bare, part):.2f}")


if __name__ == "__main__":
    main()
