"""Runs in shards: documents a second beside the naive pipeline, growth, memory of workers, a second run.

`python -m benchmarks.batch` reads all articles with two workers, again unchanged, then twice over and more
(`--doublings 4` is nearly 100,000), and the naive pipeline reads a sample of them in the same run.
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


def report(articles: int, sample: int, workers: int, doublings: int) -> Iterator[str]:
    """One line a measure, with its bar. Times are those of processors where a busy machine would tell others."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        once, small = folder / "once.jsonl", folder / "small.jsonl"
        count, _ = write_sample(once, articles)
        few, _ = write_sample(small, sample)
        first, peak = in_shards(once, folder / "out-1", workers)
        yield f"{count} articles, {workers} workers: {first.seconds:.1f} s, {count / first.seconds:.1f} documents/s"
        each = 1000 * first.cpu / count
        yield f"of processors: {first.cpu:.1f} s, {each:.1f} ms a document; a worker's peak {peak} MB"
        again, _ = in_shards(once, folder / "out-1", workers)
        yield _barred("a second run, nothing changed", again.seconds / first.seconds, BAR_AGAIN)
        for times in (2**n for n in range(1, doublings + 1)):
            yield _grown(folder, once, times, count, workers, first)
        if NAIVE.is_file():
            yield _beside_naive(small, few, folder / "naive.csv", first, count, workers)


def _grown(folder: Path, once: Path, times: int, count: int, workers: int, first: Process) -> str:
    """The same articles so many times over: growth of a document's time, peak of a worker."""
    source = folder / "many.jsonl"
    write_times(source, once, times)
    many, peak = in_shards(source, folder / f"out-{times}", workers)
    growth = _barred("growth of a document's time", many.cpu / times / first.cpu - 1, BAR_GROWTH)
    met = "met" if peak < BAR_MEGABYTES else "MISSED"
    return f"{count * times} documents: {growth}; a worker's peak {peak} MB (bar {BAR_MEGABYTES}: {met})"


def _beside_naive(small: Path, few: int, target: Path, ours: Process, count: int, workers: int) -> str:
    """How many times the documents a second: as the clock told, and as processors that nobody else uses would give."""
    naive = run([sys.executable, str(NAIVE), str(small), str(target)])
    by_clock = (count / ours.seconds) / (few / naive.seconds)
    by_cpu = (count * workers / ours.cpu) / (few / naive.cpu)
    met = "met" if by_cpu >= BAR_TIMES else "MISSED"
    return (
        f"naive pipeline, {few} articles: {few / naive.seconds:.2f} documents/s; {by_clock:.1f} times by the clock, "
        f"{by_cpu:.1f} by the time of processors (bar {BAR_TIMES}: {met})"
    )


def _barred(what: str, share: float, bar: float) -> str:
    return f"{what}: {share:.1%} (bar {bar:.0%}: {'met' if share < bar else 'MISSED'})"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=10**9, help="how many are once (default: all)")
    options.add_argument("--sample", type=int, default=100, help="articles for the naive pipeline")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--doublings", type=int, default=1, help="how often the articles are doubled (default: once)")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"batch: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for line in report(chosen.articles, chosen.sample, chosen.workers, chosen.doublings):
        print(line, flush=True)


if __name__ == "__main__":
    main()
