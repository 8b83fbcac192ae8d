"""Runs in shards: documents a second beside the naive pipeline, growth, memory of workers, a second run.

`python -m benchmarks.batch` reads all articles with two workers once and twice over, then again unchanged, and the
naive pipeline reads a sample of them in the same run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.articles import NEWS, write_sample, write_times
from benchmarks.processes import TRICH, Process, run
from benchmarks.speed import NAIVE

BAR_TIMES: Final = 100
BAR_MEGABYTES: Final = 600
BAR_GROWTH: Final = 0.10
BAR_AGAIN: Final = 0.03


def in_shards(source: Path, target: Path, workers: int) -> tuple[Process, int]:
    """A run in shards, and the peak megabytes of its largest worker."""
    process = run([*TRICH, "run", str(source), "-o", str(target), "--workers", str(workers), "--json-log"])
    events = [json.loads(line) for line in process.errors.splitlines() if line.startswith("{")]
    return process, max((event["peak_megabytes"] for event in events if event["event"] == "shard"), default=0)


def report(articles: int, sample: int, workers: int) -> Iterator[str]:
    """One line a measure, with its bar."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        once, twice, small = folder / "once.jsonl", folder / "twice.jsonl", folder / "small.jsonl"
        count, _ = write_sample(once, articles)
        write_times(twice, once, 2)
        few, _ = write_sample(small, sample)
        first, peak = in_shards(once, folder / "one", workers)
        rate = count / first.seconds
        yield f"{count} articles, {workers} workers: {first.seconds:.1f} s, {rate:.1f} documents/s"
        again, _ = in_shards(once, folder / "one", workers)
        yield _barred("a second run, nothing changed", again.seconds / first.seconds, BAR_AGAIN)
        double, larger = in_shards(twice, folder / "two", workers)
        yield _barred("growth of the time a document, doubled", double.seconds / 2 / first.seconds - 1, BAR_GROWTH)
        met = "met" if larger < BAR_MEGABYTES else "MISSED"
        yield f"peak of a worker: {peak} MB, doubled {larger} MB (bar {BAR_MEGABYTES}: {met})"
        if NAIVE.is_file():
            slow = few / run([sys.executable, str(NAIVE), str(small), str(folder / "naive.csv")]).seconds
            met = "met" if rate / slow >= BAR_TIMES else "MISSED"
            times = f"{rate / slow:.1f} times (bar {BAR_TIMES}: {met})"
            yield f"naive pipeline, {few} articles: {slow:.2f} documents/s; {times}"


def _barred(what: str, share: float, bar: float) -> str:
    return f"{what}: {share:.1%} (bar {bar:.0%}: {'met' if share < bar else 'MISSED'})"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=10**9, help="how many are once (default: all)")
    options.add_argument("--sample", type=int, default=100, help="articles for the naive pipeline")
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"batch: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for line in report(chosen.articles, chosen.sample, chosen.workers):
        print(line, flush=True)


if __name__ == "__main__":
    main()
