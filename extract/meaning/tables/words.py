"""The words of `patterns/table_words.tsv`, ready to look up in the texts of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from extract.language.regexes import regex
from patterns.rows import TableWord

_BLANKS: Final = regex(r"\s+")


class WordMatch(NamedTuple):
    """A word found in a text: where it stands, and its row."""

    start: int
    end: int
    row: TableWord

    @property
    def name(self) -> str:
        """The row as steps name it."""
        return f"table_words:{self.row.id}"


class TableWords:
    """Looks up words by their role, in any case of letters; the longest surface counts."""

    def __init__(self, rows: Iterable[TableWord]) -> None:
        self._rows: dict[str, dict[str, TableWord]] = {}
        for row in rows:
            self._rows.setdefault(row.role, {}).update(dict.fromkeys(map(str.lower, row.surfaces), row))
        self._patterns = {role: _pattern(surfaces) for role, surfaces in self._rows.items()}

    def find(self, role: str, text: str, start: int = 0) -> WordMatch | None:
        """The first word of that role in a text."""
        pattern = self._patterns.get(role)
        if pattern is None:
            return None
        lowered = text.lower()
        if len(lowered) != len(text):
            return None
        for found in pattern.finditer(lowered, start):
            row = self._rows[role][_BLANKS.sub(" ", found[0])]
            behind = lowered[found.end() :].lstrip()
            if not any(re.match(rf"{re.escape(word)}(?!\w)", behind) for word in row.not_before):
                return WordMatch(found.start(), found.end(), row)
        return None

    def rows_in(self, text: str) -> list[str]:
        """The rows of all words that stand in a text."""
        return [found.row.id for role in self._patterns if (found := self.find(role, text))]

    def leads(self, role: str, text: str) -> WordMatch | None:
        """The word of that role that a text begins with, signs aside."""
        found = self.find(role, text)
        return found if found and not any(map(str.isalnum, text[: found.start])) else None

    def fills(self, role: str, text: str) -> WordMatch | None:
        """The word of that role that a text is, signs aside."""
        found = self.leads(role, text)
        return found if found and not any(map(str.isalnum, text[found.end :])) else None


def _pattern(surfaces: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(surfaces, key=len, reverse=True)
    words = "|".join(re.escape(surface).replace(r"\ ", r"\s+") for surface in longest)
    return regex(rf"(?<!\w)(?:{words})(?!\w)")
