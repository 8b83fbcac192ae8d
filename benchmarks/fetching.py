"""Fetching from the test site, killed 50 times, and its memory on 10,000 pages: `python -m benchmarks.fetching`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.processes import run
from tests.fetching import site as web
from tests.fetching.conftest import Fetched, Site, command, fetch, serve
from tests.fetching.kills import MANNERS, arguments, endings, is_clean, lives

BAR_MEGABYTES: Final = 300
DELAY: Final = 0.02


def kills(site: Site, folder: Path, count: int, seed: int) -> Iterator[str]:
    """A fetch let alone, then fetches killed until `count` kills were made; a line for each that ended."""
    reference = endings(fetch(folder / "alone", *arguments(site, DELAY), seconds=600))
    yield f"let alone: {len(reference)} addresses, {sum(outcome == 'stored' for _, outcome, _ in reference)} stored"
    made = faults = 0
    for life in lives(site, folder, count, DELAY, reference, seed):
        made, faults = made + life.kills, faults + len(life.faults)
        yield f"killed {life.kills} times, with {life.done_at_kill} addresses done: {life.faults or 'the same set'}"
    yield f"{made} kills, {faults} faults (bar 0: {'met' if not faults else 'MISSED'})"


def memory(site: Site, folder: Path, pages: int) -> Iterator[str]:
    """Peak memory and speed on a sitemap of so many pages."""
    more = (*MANNERS, "--delay", "0", "--max-answer", "16777216", "-o", str(folder))
    process = run(command("fetch", site.url(web.MAP_HOST, "/sitemap.xml"), *more))
    stored = sum(row["outcome"] == "stored" for row in Fetched(0, "", "", folder).rows())
    met = process.megabytes < BAR_MEGABYTES and stored >= pages
    yield (
        f"{stored} pages stored: peak {process.megabytes:.0f} MB (bar {BAR_MEGABYTES}: {'met' if met else 'MISSED'}), "
        f"{stored / process.seconds:.0f} pages/s, warcio check {'clean' if is_clean(folder) else 'NOT CLEAN'}"
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, help="where to write meanwhile")
    chosen = options.parse_args()
    with TemporaryDirectory(dir=chosen.folder) as name:
        if chosen.kills:
            _print(name, "kills", 150, lambda site, folder: kills(site, folder, chosen.kills, chosen.seed))
        if chosen.pages:
            _print(name, "memory", chosen.pages, lambda site, folder: memory(site, folder / "out", chosen.pages))


def _print(name: str, part: str, articles: int, measured: Callable[[Site, Path], Iterator[str]]) -> None:
    folder = Path(name, part)
    folder.mkdir()
    with contextmanager(serve)(folder, articles) as site:
        for line in measured(site, folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
