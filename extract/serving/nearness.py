"""The facts nearest to a claim in words, by the index: among a million, in the time that the rarest words take."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from extract.dataset.searching import SqliteSearch
from extract.serving.searching import Searcher

__all__ = ["IndexedSearch"]

_POSTINGS: Final = 100_000  # facts that the words of one question may hold, the rarest words first
_ABOUT: Final = 0.05  # of a value, on either side


class IndexedSearch(SqliteSearch):
    """The full-text search with its sums in columns; what a word finds is remembered for the next claim."""

    def __init__(self, database: sqlite3.Connection, searcher: Searcher) -> None:
        super().__init__(database)
        self._of = database
        self._searcher = searcher

    def near(
        self, weights: Mapping[str, float], names: Sequence[str], most: int, value: Decimal | None = None
    ) -> list[dict[str, Any]]:
        """The facts with the most of the weight, the best first; words that hardly tell facts apart are left out."""
        import numpy

        index, found = self._searcher.index, self.frequencies(weights)
        sums, left = numpy.zeros(len(index)), _POSTINGS
        for word in sorted(weights, key=found.__getitem__):
            if found[word] > left < _POSTINGS:  # the rarest is asked for in any case
                break
            left -= found[word]
            sums[self._searcher.matching(self._of, f'"{word}"')] += weights[word]
        if value is not None:
            low, high = sorted((float(value) * (1 - _ABOUT), float(value) * (1 + _ABOUT)))
            sums[(index.values < low) | (index.values > high)] = 0
        held = numpy.flatnonzero(sums)
        if len(held) > most:
            least = numpy.partition(sums[held], len(held) - most)[len(held) - most]
            held = held[sums[held] >= least]
        ordered = held[numpy.lexsort((index.rows[held], -sums[held]))][:most]
        return self._rows(index.rows[ordered].tolist(), names)
