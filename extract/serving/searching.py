"""Facts by words and by facets: which ones, how many, and what else the facets say of them."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extract.dataset.selecting import unmarked
from extract.serving.index import FACETS, UNKNOWN, Index

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Found", "Searcher", "expression", "rows_of"]

_WORD: Final = re.compile(r"\w+")
_LONGEST: Final = 200  # characters of a search
_SHOWN: Final = 8  # labels of a facet
_REMEMBERED: Final = 64


class Label(NamedTuple):
    """A label of a facet and how many of the facts found have it."""

    text: str
    facts: int


class Found(NamedTuple):
    """What a search found: how many facts, the keys of those on the page asked for, and the facets of all of them."""

    total: int
    rows: Sequence[int]
    facets: Mapping[str, Sequence[Label]]


class Searcher:
    """Searches one data set; what words find is remembered for the next page of the same search."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._orders: dict[str, Sequence[int]] = {}
        self._matching = lru_cache(_REMEMBERED)(self._matches)

    def find(self, database: sqlite3.Connection, words: str, chosen: Mapping[str, str], page: int, size: int) -> Found:
        """The facts that hold all the words and have all the chosen labels; `page` counts from 1."""
        places = self._places(database, words, chosen)
        first = (page - 1) * size
        if places is None:
            facets = {name: self._top(name, self.index.totals[name]) for name in FACETS}
            return Found(len(self.index), self.index.rows[first : first + size].tolist(), facets)
        return Found(len(places), self.index.rows[places[first : first + size]].tolist(), self._facets(places))

    def labels(self, facet: str, starting: str, most: int) -> list[Label]:
        """The labels of a facet whose words, without their marks, hold the given ones; the most frequent first."""
        wanted = " ".join(unmarked(starting))
        totals, labels = self.index.totals[facet], self.index.labels[facet]
        held = (code for code in self._frequent(facet) if code != UNKNOWN)
        if wanted:
            plain = self.index.plain[facet]
            held = (code for code in held if wanted in plain[code])
        return [Label(labels[code], int(totals[code])) for code in islice(held, most)]

    def _frequent(self, facet: str) -> Sequence[int]:
        """The codes of a facet, those of the most facts first."""
        if facet not in self._orders:
            self._orders[facet] = (-self.index.totals[facet]).argsort(kind="stable").tolist()
        return self._orders[facet]

    def _places(self, database: sqlite3.Connection, words: str, chosen: Mapping[str, str]) -> ndarray[Any, Any] | None:
        """Where in the index the facts stand, in its order; None where all do."""
        import numpy

        index = self.index
        if words and not (asked := expression(words)):
            return numpy.zeros(0, dtype=numpy.int32)
        places = self._matching(database, asked) if words else None
        for facet, label in chosen.items():
            code = index.code(facet, label)
            if code is None:
                return numpy.zeros(0, dtype=numpy.int32)
            codes = index.codes[facet]
            places = numpy.flatnonzero(codes == code) if places is None else places[codes[places] == code]
        return places

    def _matches(self, database: sqlite3.Connection, asked: str) -> ndarray[Any, Any]:
        import numpy

        cursor = database.execute("SELECT rowid FROM facts_search WHERE facts_search MATCH ?", (asked,))
        rows = numpy.fromiter(chain.from_iterable(cursor), dtype=numpy.int32)
        held = numpy.zeros(len(self.index), dtype=bool)
        held[self.index.positions[rows]] = True
        return numpy.flatnonzero(held).astype(numpy.int32)  # half the room while it is remembered

    def _facets(self, places: ndarray[Any, Any]) -> dict[str, Sequence[Label]]:
        import numpy

        return {name: self._top(name, numpy.bincount(self.index.codes[name][places])) for name in FACETS}

    def _top(self, facet: str, counts: ndarray[Any, Any]) -> Sequence[Label]:
        import numpy

        most = min(_SHOWN + 1, len(counts))
        if not most:
            return []
        codes = numpy.argpartition(counts, len(counts) - most)[len(counts) - most :]
        ordered = sorted((-int(counts[code]), int(code)) for code in codes if code != UNKNOWN and counts[code])
        labels = self.index.labels[facet]
        return [Label(labels[code], -count) for count, code in ordered[:_SHOWN]]


def expression(words: str) -> str:
    """What is asked of the full-text search: each word of the text as it stands, all of them; empty for no word."""
    text = unicodedata.normalize("NFC", words[:_LONGEST])
    return " ".join(f'"{word}"' for word in _WORD.findall(text.replace("_", " ")))


def rows_of(database: sqlite3.Connection, keys: Sequence[int]) -> list[dict[str, Any]]:
    """The facts of these keys, in their order."""
    marks = ", ".join("?" * len(keys))
    cursor = database.execute(f"SELECT * FROM facts WHERE row IN ({marks})", keys)  # noqa: S608 - question marks
    names = [column[0] for column in cursor.description]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    return [found[key] for key in keys if key in found]
