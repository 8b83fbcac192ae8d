"""Facts of a data set found by their words, the most fitting first, without reading it whole: for one who asks often.

Words are compared without case and marks. A data set with a database is asked by its full-text search; others are read
by DuckDB, which keeps what does not fit into memory in a temporary folder (`extract.dataset.scanned_search`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from extract.dataset.scanning import descriptor_of
from extract.dataset.sqlite import FILE
from extract.dataset.standing import described_files
from extract.errors import DatasetError

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Rows = NDArray[int64]
    Weights = NDArray[float64]

__all__ = ["FactSearch", "SqliteSearch", "open_search"]

_MOST_POSTINGS: Final = 60_000  # rows that one question looks at, the rarest words first
_HOLDING: Final = (
    "SELECT json_group_array(rowid) FROM (SELECT rowid FROM facts_search WHERE facts_search MATCH ? LIMIT ?)"
)
_VALUED: Final = "SELECT json_group_array(row) FROM facts WHERE value_real BETWEEN ? AND ?"
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
        self._summed: tuple[tuple[tuple[str, float], ...], Rows, Weights] | None = None
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
        import numpy

        valued = None if value is None else self._of_value(float(value))
        if valued is not None and len(valued) <= most:
            return self._rows(numpy.sort(valued).tolist(), names)
        rows, held = self._sums(tuple(weights.items()))
        if valued is not None:
            among = numpy.isin(rows, valued, assume_unique=True)
            rows, held = rows[among], held[among]
        return self._rows(rows[numpy.argsort(-held, kind="stable")[:most]].tolist(), names)

    def _sums(self, weights: tuple[tuple[str, float], ...]) -> tuple[Rows, Weights]:
        """The facts that hold one of the words, looked up from the rarest word on, and how much of the weight each has.

        The last answer is remembered: a claim is asked for with its value and without.
        """
        import numpy

        if self._summed is None or self._summed[0] != weights:
            frequencies = self.frequencies([word for word, _ in weights])
            sums, left = numpy.zeros(self.size() + 1), _MOST_POSTINGS
            for word, weight in sorted(weights, key=lambda pair: frequencies[pair[0]]):
                sums[self._numbers(_HOLDING, f'"{word}"', left)] += weight
                left -= frequencies[word]
                if left <= 0:
                    break
            rows = numpy.flatnonzero(sums)
            self._summed = weights, rows, sums[rows]
        return self._summed[1:]

    def of_documents(self, docs: Collection[str], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of `names` of all facts of some documents."""
        columns = ", ".join(f'"{name}"' for name in names)
        asked = f"SELECT {columns} FROM facts WHERE doc IN ({', '.join('?' * len(docs))})"
        return self._database.execute(asked, tuple(docs)).fetchall()

    def _of_value(self, value: float) -> Rows:
        return self._numbers(_VALUED, *sorted((value * 0.95, value * 1.05)))

    def _numbers(self, asked: str, *given: object) -> Rows:
        """The numbers that a statement gives as one JSON array: six times as fast as row by row, and no other thread
        waits meanwhile.
        """
        import numpy

        found = self._database.execute(asked, given).fetchone()[0]
        return numpy.fromstring(found[1:-1], dtype=numpy.int64, sep=",")

    def _rows(self, numbers: Sequence[int], names: Sequence[str]) -> list[dict[str, Any]]:
        columns = ", ".join(f'"{name}"' for name in names)
        asked = f"SELECT row, {columns} FROM facts WHERE row IN ({', '.join('?' * len(numbers))})"
        found = {row[0]: dict(zip(names, row[1:], strict=True)) for row in self._database.execute(asked, numbers)}
        return [found[number] for number in numbers]
