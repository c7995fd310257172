"""What a power cut costs: the bot is killed again and again amid one backlog, on one database.

Afterwards each line must be one post, and must have been answered at least once. A kill may repeat the
answers that were in flight, each once: no line may be answered again more often than there were kills.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.load.common import (
    PATIENCE_SECONDS,
    PEOPLE,
    Program,
    Server,
    folder,
    get_acquainted,
    kept_marks,
    new_marks,
    our_bot,
    people,
    post_updates,
    verdict,
)

UPDATES = 1_000
KILLS = 5
AFTER_SECONDS = 0.5
DELAY_SECONDS = 0.05
_LOOK_SECONDS = 0.005
_SETTLED_SECONDS = 2.0


@dataclass(frozen=True)
class Damage:
    """What five kills did."""

    lost: int
    doubled: int
    unanswered: int
    repeated: int
    most_repeats: int

    @property
    def none(self) -> bool:
        """Whether everything is there once, and answered."""
        return not (self.lost or self.doubled or self.unanswered)

    def bounded(self, kills: int) -> bool:
        """Whether no kill repeated an answer more than once."""
        return self.most_repeats <= kills


def _kill_amid(server: Server, program: Program, most: int) -> tuple[int, float]:
    """Kills half a second after the first sign of work, or once `most` more was said: work must be left.

    How much was said in this life, and how long it lasted since the first sign.
    """
    before, until = server.said(), time.monotonic() + PATIENCE_SECONDS
    begun: float | None = None
    while time.monotonic() < until:
        said, now = server.said() - before, time.monotonic()
        if said and begun is None:
            begun = now
        if begun is not None and (now - begun >= AFTER_SECONDS or said >= most):
            program.kill()
            return said, now - begun
        time.sleep(_LOOK_SECONDS)
    raise TimeoutError("the program did nothing")


def _damage(server: Server, database: Path, marks: Sequence[int]) -> Damage:
    kept = Counter(kept_marks(database))
    answers = {mark: len(at) for mark, at in server.report().by_mark(marks).items()}
    return Damage(
        lost=sum(not kept[mark] for mark in marks),
        doubled=sum(kept[mark] > 1 for mark in marks),
        unanswered=sum(not number for number in answers.values()),
        repeated=sum(number - 1 for number in answers.values() if number > 1),
        most_repeats=max(answers.values()) - 1,
    )


def kill_and_restart(server: Server, database: Path, updates: int, kills: int) -> Damage:
    """Kills, restarts until all is quiet, and counts."""
    persons, marks = people(PEOPLE), new_marks(updates)
    server.clear(DELAY_SECONDS)
    with our_bot(server, database) as program:
        acquainted = get_acquainted(server, program, persons)
        server.offer(post_updates(marks, persons))
        for number in range(kills):
            said, lasted = _kill_amid(server, program, updates // (kills + 1))
            left = updates - (server.said() - acquainted)
            print(
                f"  kill {number + 1}: after {lasted:.2f} s and {said} answers, about {left} left", flush=True
            )
            program.start()
        server.wait_said(acquainted + updates)
        server.wait_quiet(_SETTLED_SECONDS)
    return _damage(server, database, marks)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--kills", type=int, default=KILLS)
    asked = parser.parse_args()
    with Server() as server, folder() as databases:
        damage = kill_and_restart(server, databases / "kill.db", asked.updates, asked.kills)
    print(f"{asked.updates} updates, {asked.kills} kills and a restart:")
    print(f"  posts: {damage.lost} lost, {damage.doubled} doubled")
    print(f"  answers: {damage.unanswered} never came, {damage.repeated} came again", end=" ")
    print(f"(one line at most {damage.most_repeats} more)")
    print(f"nothing lost, nothing doubled, all answered: {verdict(damage.none)}")
    print(f"at most one repeat of an answer for each kill: {verdict(damage.bounded(asked.kills))}")


if __name__ == "__main__":
    main()
