"""Runs killed at random moments and resumed: `python -m benchmarks.kills` says how many gave the undisturbed bytes.

Each round starts `trich run --workers`, kills workers and then the parent with SIGKILL at moments drawn by its seed,
and starts the same command again until one run comes to its end.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final

from benchmarks.articles import NEWS, write_sample
from benchmarks.processes import TRICH, run

FORMATS: Final = "csv,jsonl,parquet,sqlite,xlsx"


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of a data set's files by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def command(source: Path, target: Path, workers: int, formats: str = FORMATS) -> list[str]:
    """The command line of a run in shards."""
    return [*TRICH, "run", str(source), "-o", str(target), "--format", formats, "--workers", str(workers), "--quiet"]


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int) -> None:
    """End a process as the system would when it is out of memory."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def killed_and_resumed(line: list[str], seed: int, seconds: float, parents: int) -> tuple[int, int]:
    """Run a command to its end through kills within `seconds`; gives how many workers and parents were killed.

    The parent is killed at most `parents` times, its workers at most three times as often. Raises CalledProcessError
    where the command fails by itself.
    """
    draw = random.Random(seed)
    workers = 0
    for dead in count():
        child = subprocess.Popen(line, stdout=subprocess.DEVNULL)
        end = monotonic() + draw.uniform(0, seconds) if dead < parents else float("inf")
        while child.poll() is None:
            sleep(min(draw.uniform(0, seconds / 2), max(0.0, end - monotonic())))
            if monotonic() >= end:
                kill(child.pid)
                child.wait()
            elif workers < 3 * parents and (hands := children(child.pid)) and draw.random() < 0.5:
                kill(draw.choice(hands))
                workers += 1
        if child.returncode >= 0:
            subprocess.CompletedProcess(line, child.returncode).check_returncode()
            return workers, dead
    raise AssertionError  # `count` has no end


def rounds(articles: int, runs: int, workers: int) -> Iterator[str]:
    """One line a run, then how many were equal."""
    with TemporaryDirectory() as folder:
        source, plain, target = Path(folder, "articles.jsonl"), Path(folder, "plain"), Path(folder, "out")
        write_sample(source, articles)
        seconds = run([*TRICH, "run", str(source), "-o", str(plain), "--format", FORMATS, "--quiet"]).seconds
        expected, equal = files(plain), 0
        for seed in range(runs):
            while not any(lost := killed_and_resumed(command(source, target, workers), seed, seconds, parents=3)):
                seconds /= 2  # the machine has become faster since: all was done before the first kill
                rmtree(target)
            same = files(target) == expected
            equal += same
            yield f"seed {seed:2}: {lost[0]:2} workers and {lost[1]} parents killed: {'equal' if same else 'DIFFERENT'}"
            rmtree(target)
    yield f"{equal} of {runs} data sets equal byte for byte to an undisturbed one"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--runs", type=int, default=30)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"kills: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for line in rounds(chosen.articles, chosen.runs, chosen.workers):
        print(line, flush=True)


if __name__ == "__main__":
    main()
