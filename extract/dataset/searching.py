"""Facts of a data set found by their words, the most fitting first, without reading it whole: for one who asks often.

Words are compared without case and marks. A data set with a database is asked by its full-text search; others are read
by DuckDB, which keeps what does not fit into memory in a temporary folder (`extract.dataset.scanned_search`).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from heapq import nsmallest
from pathlib import Path
from typing import Any, Final, Protocol

from extract.dataset.package import described_files
from extract.dataset.scanning import descriptor_of
from extract.dataset.sqlite import FILE
from extract.errors import DatasetError

__all__ = ["FactSearch", "SqliteSearch", "open_search"]

_MOST_POSTINGS: Final = 60_000  # rows that one question looks at, the rarest words first
_VOCABULARY: Final = "CREATE VIRTUAL TABLE temp.facts_words USING fts5vocab(main, facts_search, 'row')"


class FactSearch(Protocol):
    """Answers which facts hold the most of some words."""

    def size(self) -> int:
        """How many facts there are."""
        ...

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """How many facts hold each of the words, which are in small letters without marks."""
        ...

    def near(
        self, weights: Mapping[str, float], names: Sequence[str], most: int, value: Decimal | None = None
    ) -> list[dict[str, Any]]:
        """The facts that hold the most of the weight of the words, the best first: of each the columns of `names`.

        With `value`, only those of that value, give or take a twentieth.
        """
        ...

    def of_documents(self, docs: Collection[str], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of `names` of all facts of some documents."""
        ...


@contextmanager
def open_search(folder: Path) -> Iterator[FactSearch]:
    """The search of the data set in a folder; raises DatasetError where there is none, or it cannot be read."""
    if "sqlite" not in described_files(descriptor_of(folder)):
        from extract.dataset.scanned_search import scanned_search

        with scanned_search(folder) as scanned:
            yield scanned
        return
    address = (folder / FILE).absolute().as_uri() + "?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            yield SqliteSearch(database)
    except sqlite3.Error as error:
        raise DatasetError(f"{folder / FILE}: cannot be searched: {error}") from error


class SqliteSearch:
    """The full-text search of `trich.sqlite`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """`database` is open on the file; nothing is written to it but a temporary table."""
        self._database = database
        self._known: dict[str, int] = {}
        self._summed: tuple[tuple[tuple[str, float], ...], dict[int, float]] = ((), {})
        database.execute(_VOCABULARY)

    def size(self) -> int:
        """How many facts there are."""
        return int(self._database.execute("SELECT max(row) FROM facts").fetchone()[0] or 0)

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """How many facts hold each of the words; asked once for each word, and remembered."""
        for word in words:
            if word not in self._known:
                found = self._database.execute("SELECT doc FROM temp.facts_words WHERE term = ?", (word,)).fetchone()
                self._known[word] = int(found[0]) if found else 0
        return {word: self._known[word] for word in words}

    def near(
        self, weights: Mapping[str, float], names: Sequence[str], most: int, value: Decimal | None = None
    ) -> list[dict[str, Any]]:
        """The facts with the most of the weight, of those that hold one of the rarest words.

        Of a value that few facts have, all of them, whatever their words.
        """
        valued = None if value is None else self._of_value(float(value))
        if valued is not None and len(valued) <= most:
            return self._rows(sorted(valued), names)
        sums = self._sums(tuple(weights.items()))
        among = sums if valued is None else valued & sums.keys()
        return self._rows(nsmallest(most, among, key=lambda row: (-sums[row], row)), names)

    def _sums(self, weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        """How much of the weight each fact holds, looked up from the rarest word on; the last answer is remembered."""
        if self._summed[0] == weights:
            return self._summed[1]
        sums: defaultdict[int, float] = defaultdict(float)
        left, frequencies = _MOST_POSTINGS, self.frequencies([word for word, _ in weights])
        for word, weight in sorted(weights, key=lambda pair: frequencies[pair[0]]):
            asked = "SELECT rowid FROM facts_search WHERE facts_search MATCH ? LIMIT ?"
            for (row,) in self._database.execute(asked, (f'"{word}"', left)):
                sums[row] += weight
            left -= frequencies[word]
            if left <= 0:
                break
        self._summed = weights, sums
        return sums

    def of_documents(self, docs: Collection[str], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of `names` of all facts of some documents."""
        columns = ", ".join(f'"{name}"' for name in names)
        asked = f"SELECT {columns} FROM facts WHERE doc IN ({', '.join('?' * len(docs))})"
        return self._database.execute(asked, tuple(docs)).fetchall()

    def _of_value(self, value: float) -> frozenset[int]:
        low, high = sorted((value * 0.95, value * 1.05))
        asked = "SELECT row FROM facts WHERE value_real BETWEEN ? AND ?"
        return frozenset(row for (row,) in self._database.execute(asked, (low, high)))

    def _rows(self, numbers: Sequence[int], names: Sequence[str]) -> list[dict[str, Any]]:
        columns = ", ".join(f'"{name}"' for name in names)
        asked = f"SELECT row, {columns} FROM facts WHERE row IN ({', '.join('?' * len(numbers))})"
        found = {row[0]: dict(zip(names, row[1:], strict=True)) for row in self._database.execute(asked, numbers)}
        return [found[number] for number in numbers]
