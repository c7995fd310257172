"""How long each kind of picture takes to draw, full as it may come, once matplotlib is warm.

One process, as the worker is. What counts is the slowest kind's p95 against the target; the first picture of
a process takes longer, since matplotlib loads with it. On a shared machine compare the time of the processor,
which others lengthen less.
"""

import argparse
import time

from bot.rendering.drawing import draw
from bot.rendering.picture import Drawing
from tests.load.common import milliseconds, percentile, verdict
from tests.rendering.samples import KINDS, LANGUAGES, THEMES, samples

ROUNDS = 10
TARGET_SECONDS = 0.4


def _seconds(picture: Drawing) -> tuple[float, float]:
    """How long a picture takes, by the clock and of the processor's time."""
    begun, own = time.perf_counter(), time.process_time()
    draw(picture)
    return time.perf_counter() - begun, time.process_time() - own


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    made = [samples(language, theme) for language in LANGUAGES for theme in THEMES]
    print(f"first picture of a process: {milliseconds(_seconds(made[0]['bars'])[0])}")
    slowest = 0.0
    for kind in KINDS:
        took = [_seconds(pictures[kind]) for _ in range(rounds) for pictures in made]
        clock, own = ([each[i] for each in took] for i in range(2))
        slowest = max(slowest, percentile(clock, 0.95))
        figures = f"p50 {milliseconds(percentile(clock, 0.5))}, p95 {milliseconds(percentile(clock, 0.95))}"
        busy = f"p50 {milliseconds(percentile(own, 0.5))}, p95 {milliseconds(percentile(own, 0.95))}"
        print(f"  {kind}: {figures}; of the processor {busy}; n = {len(took)}")
    print(f"each kind's p95 under {milliseconds(TARGET_SECONDS)}: {verdict(slowest < TARGET_SECONDS)}")


if __name__ == "__main__":
    main()
