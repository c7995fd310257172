"""What a start costs: from the command to the first answer, and how much memory the idle bot holds.

Starts are cold as far as the process goes; Python's bytecode is there, as from the second start on. What
the very first start takes, when all modules are compiled on the way, is printed beside.
"""

import argparse
import time
from pathlib import Path
from statistics import median

from tests.load.common import BYTECODE, Server, folder, our_bot, people, says, verdict

STARTS = 3
START_TARGET_SECONDS = 1.5
MEMORY_TARGET_MB = 150
IDLE_SECONDS = 5.0
_KILOBYTES = 1024


def start(server: Server, database: Path, bytecode: Path = BYTECODE) -> float:
    """Seconds from the command to the first answer to an update that was waiting."""
    server.clear(0)
    server.offer([says(people(1)[0], "/help")])
    with our_bot(server, database, bytecode) as program:
        server.wait_said(1)
    return min(at for at, *_ in server.report().said) - program.begun


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended meanwhile
            continue
        if parent == pid:
            children += family(int(path.parent.name))
    return [pid, *children]


def resident_mb(pid: int) -> float:
    """How much memory a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / _KILOBYTES
    return 0.0


def idle_memory(server: Server, database: Path) -> list[float]:
    """What the bot and its children hold when it has answered once and then had nothing to do."""
    server.clear(0)
    server.offer([says(people(1)[0], "/help")])
    with our_bot(server, database) as program:
        server.wait_said(1)
        time.sleep(IDLE_SECONDS)
        return [resident_mb(pid) for pid in family(program.pid)]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=STARTS)
    asked = parser.parse_args()
    with Server() as server, folder() as databases:
        first = start(server, databases / "first.db", databases / "bytecode")
        start(server, databases / "compiled.db")
        new = [start(server, databases / f"new-{number}.db") for number in range(asked.starts)]
        migrated = [start(server, databases / "new-0.db") for _ in range(asked.starts)]
        memory = idle_memory(server, databases / "new-0.db")
    print(f"start to first answer, median of {asked.starts}:")
    for name, found in (("migrated database", migrated), ("new database", new)):
        met = verdict(median(found) < START_TARGET_SECONDS)
        print(f"  {name}: {median(found):.2f} s (under {START_TARGET_SECONDS:g} s: {met})")
    print(f"  the very first start: {first:.2f} s")
    processes = " + ".join(f"{each:.0f}" for each in memory)
    met = verdict(sum(memory) < MEMORY_TARGET_MB)
    print(f"idle after {IDLE_SECONDS:g} s: {sum(memory):.0f} MB ({processes})")
    print(f"  under {MEMORY_TARGET_MB} MB: {met}")


if __name__ == "__main__":
    main()
