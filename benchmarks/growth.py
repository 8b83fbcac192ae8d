"""What the parent of a run does alone, on up to a million documents: planning and merging, its time and memory.

`python -m benchmarks.growth` reads articles once, then runs over them many times over with an engine that writes the
rows of each shard from those first ones. So all that could grow with a run is real, and no model reads anything twice.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from benchmarks.articles import NEWS, write_sample, write_times
from extract.batch.engine import Processes
from extract.batch.run import Request, run_in_shards
from extract.batch.shards import Done, Shard
from extract.batch.store import FOLDER, Store
from extract.batch.worker import Task
from extract.dataset.entries import Entry
from extract.dataset.schema import NAMES
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.watching import Onlooker

DOC: Final = NAMES["facts"].index("doc")
MEBIBYTE: Final = 1 << 20


class Echo:
    """An engine that gives each article the rows it had when it was first read, under its new id."""

    def __init__(self, rows: dict[str, Entry]) -> None:
        self.rows = rows
        self.cpu = 0.0

    def map(self, shards: Iterable[Shard], task: Task) -> Generator[Done, None, None]:
        """Each shard, written."""
        store = Store(task.store)
        for number, shard in enumerate(shards, 1):
            start = process_time()
            documents, facts = store.write(shard.key, self._entries(shard))
            self.cpu += process_time() - start
            yield Done(number, shard.key, documents, facts)

    def _entries(self, shard: Shard) -> Iterator[Entry]:
        for piece in shard.pieces:
            if not isinstance(piece.source, Source) or piece.span is None:
                raise TypeError("growth is measured on one large table of lines")
            with open(piece.source.path, "rb") as file:
                file.seek(piece.span.offset)
                for line in islice(file, piece.span.length or None):
                    yield self._entry(json.loads(line)["id"])

    def _entry(self, id: str) -> Entry:
        first = self.rows[id.rpartition("-")[0]]
        facts = tuple((*row[:DOC], id, *row[DOC + 1 :]) for row in first.facts)
        return first.renewed({"doc": id})._replace(id=id, facts=facts)


def report(articles: int, sizes: list[int]) -> Iterator[str]:
    """A line for each number of documents."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        once = folder / "once.jsonl"
        count, _ = write_sample(once, articles)
        run_in_shards(request(once, folder / "once"), Processes(2, watch()), watch())
        store = Store(folder / "once" / FOLDER)
        rows = {entry.id: entry for key in store.keys() for entry in store.read(key)}  # noqa: SIM118 - no mapping
        for times in (max(1, size // count) for size in sizes):
            source, echo = folder / f"{times}.jsonl", Echo(rows)
            write_times(source, once, times)
            start = process_time()
            run_in_shards(request(source, folder / f"out-{times}"), echo, watch())
            taken = (process_time() - start - echo.cpu) / times / count
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            yield f"{count * times} documents: {1000 * taken:.3f} ms a document, peak {peak / MEBIBYTE:.0f} MB"


def request(source: Path, folder: Path) -> Request:
    """A run over a table into CSV."""
    return Request([str(source)], folder, ["csv"], {"inputs": str(source)}, ReadOptions())


def watch() -> Onlooker:
    """Nobody."""
    return Onlooker(sys.stderr, quiet=True)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--most", type=int, default=100_000, help="documents of the largest run")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"growth: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    sizes = [chosen.most]
    while sizes[0] > 2 * chosen.articles:
        sizes.insert(0, sizes[0] // 2)
    for line in report(chosen.articles, sizes):
        print(line, flush=True)


if __name__ == "__main__":
    main()
