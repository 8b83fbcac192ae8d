"""Peak memory of `trich run` on the same articles 1, 4 and 16 times: `python -m benchmarks.memory`.

On the whole corpus that takes half an hour. `--articles` takes a sample; words are then still being met for the first
time in the later rounds and remembered, so the growth of a small sample says less.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.articles import NEWS, write_sample, write_times
from benchmarks.processes import TRICH, run

TIMES: Final = (1, 4, 16)
BAR_MEGABYTES: Final = 700
BAR_GROWTH: Final = 0.05
EVERY_ARTICLE: Final = 10**9


def report(articles: int) -> Iterator[str]:
    """One line a size as soon as it is measured, then the growth from the first to the last."""
    peaks: list[float] = []
    with TemporaryDirectory() as folder:
        sample = Path(folder, "sample.jsonl")
        write_sample(sample, articles)
        for times in TIMES:
            source, out = Path(folder, "articles.jsonl"), Path(folder, "out")
            count, characters = write_times(source, sample, times)
            process = run([*TRICH, "run", str(source), "-o", str(out), "--format", "csv"])
            rmtree(out, ignore_errors=True)
            peaks.append(process.megabytes)
            yield (
                f"{times:2} times: {count:6} articles, {characters / 1e6:6.1f} M characters, "
                f"peak {process.megabytes:6.1f} MB, {count / process.seconds:6.1f} documents/s"
            )
    growth = peaks[-1] / peaks[0] - 1
    met = max(peaks) < BAR_MEGABYTES and growth < BAR_GROWTH
    yield f"growth {growth:.1%} (bars {BAR_MEGABYTES} MB and {BAR_GROWTH:.0%}: {'met' if met else 'MISSED'})"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=EVERY_ARTICLE, help="how many are one time (default: all)")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"memory: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for line in report(chosen.articles):
        print(line, flush=True)


if __name__ == "__main__":
    main()
