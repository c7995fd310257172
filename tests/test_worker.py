import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from bot.worker import Worker


@pytest.fixture
async def worker():
    made = Worker()
    yield made
    await made.close()


async def _child(worker: Worker) -> int:
    return await worker.run(os.getpid)


async def test_work_is_done_in_one_other_process(worker):
    pids = await asyncio.gather(*(_child(worker) for _ in range(5)))
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()


async def test_what_a_call_raises_is_raised_here(worker):
    with pytest.raises(ZeroDivisionError):
        await worker.run(divmod, 1, 0)
    assert await worker.run(divmod, 7, 2) == (3, 1)


async def test_the_child_is_modest_and_knows_nothing_of_the_app(worker):
    assert await worker.run(os.nice, 0) == os.nice(0) + 10
    assert await worker.run(os.getenv, "OPENBLAS_NUM_THREADS") == "1"
    assert await worker.run(os.getenv, "MPLBACKEND") == "Agg"
    known = await worker.run(eval, "sorted(__import__('sys').modules)")
    assert [name for name in known if name.split(".")[0] in {"bot", "handlers", "storage"}] == [
        "bot",
        "bot.worker",
    ]
    assert not {"telegram", "sqlalchemy", "numpy", "matplotlib"} & set(known)


async def test_a_child_killed_at_rest_is_replaced(worker):
    child = await _child(worker)
    os.kill(child, signal.SIGKILL)
    assert await _child(worker) != child


async def test_a_child_killed_at_work_is_replaced_and_its_calls_are_made_again(worker):
    child = await _child(worker)
    calls = [asyncio.create_task(worker.run(divmod, 7, n)) for n in (1, 2, 3)]
    slow = asyncio.create_task(worker.run(time.sleep, 0.5))
    await asyncio.sleep(0.2)
    os.kill(child, signal.SIGKILL)
    assert await slow is None
    assert await asyncio.gather(*calls) == [(7, 0), (3, 1), (2, 1)]
    assert await _child(worker) != child


async def test_a_call_that_kills_every_child_fails_and_harms_no_other(worker):
    calls = (worker.run(divmod, 7, 1), worker.run(os._exit, 3), worker.run(divmod, 7, 2))
    before, killer, after = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(killer, BrokenProcessPool)
    assert (before, after) == ((7, 0), (3, 1))


async def test_a_call_that_never_ends_is_given_up():
    worker = Worker(patience=2)
    with pytest.raises(TimeoutError):
        await worker.run(time.sleep, 60)
    assert await worker.run(divmod, 7, 2) == (3, 1)
    await worker.close()


async def test_a_closed_worker_leaves_no_process_and_starts_again(worker):
    child = await _child(worker)
    await worker.close()
    assert _gone(child)
    assert await _child(worker) != child


async def test_the_loop_is_not_held_up_while_the_child_starts(worker):
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before)

    watching = asyncio.create_task(watch())
    await _child(worker)
    watching.cancel()
    assert longest < 0.25


PARENT = """
import asyncio, os, time
from bot.worker import Worker

async def main():
    worker = Worker()
    print(await worker.run(os.getpid), flush=True)
    await worker.run(time.sleep, 60)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_child_leaves_with_a_killed_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = str(Path(__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the killed parent's resource tracker tidies up aloud
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
    ) as parent:
        child = int(parent.stdout.readline())
        assert not _gone(child)
        parent.kill()
    until = time.monotonic() + 60
    while not _gone(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert _gone(child)


def _gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked for its exit status yet."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
