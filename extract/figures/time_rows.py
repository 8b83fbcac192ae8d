"""Rows of times ready to match: single expressions, and the words before one that limit it."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from extract.figures.time_slots import expanded, from_afar
from extract.figures.time_spans import TimeSpan
from extract.language.alternation import first_of
from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import TimeRow

__all__ = ["WINDOW", "Choice", "Lead", "Timed", "compiled", "relation_of"]

WINDOW: Final = 120  # how far back the leads look, in code points
_MANY: Final = 12  # rows that a word can begin, from which on one look at all is worth compiling
_NEAR: Final = 40  # how far back the guards look


class Timed:
    """A row ready to match. Its regex is compiled when a text first needs it: together they take 0.2 s."""

    def __init__(self, row: TimeRow) -> None:
        self.row = row
        self.pattern, self.groups = expanded(row)
        self.parts = _constants(row)
        self.relation = relation_of(row)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What the expression looks like, for lower-cased text."""
        return compiled(self.row, self.pattern)

    @cached_property
    def _guards(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
        after, not_after, not_before = (
            compiled(self.row, guard) if guard else None
            for guard in (self.row.after, self.row.not_after, self.row.not_before)
        )
        return after, not_after, not_before

    def admits(self, text: str, start: int, end: int) -> bool:
        """Whether what stands around the expression allows it."""
        after, not_after, not_before = self._guards
        before = text[max(0, start - _NEAR) : start]
        if (after and not after.search(before)) or (not_after and not_after.search(before)):
            return False
        return not (not_before and not_before.match(text, end))


class Lead:
    """A row of words right before an expression."""

    def __init__(self, row: TimeRow) -> None:
        self.id = row.id
        self.starts = row.starts
        self.relation = relation_of(row)
        self._row = row

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return compiled(self._row, f"(?:{self._row.pattern}) ")

    @cached_property
    def _not_after(self) -> re.Pattern[str] | None:
        return compiled(self._row, f"{self._row.not_after}$") if self._row.not_after else None

    def begin(self, lower: str, places: Sequence[tuple[int, str]], end: int) -> int | None:
        """Where the words begin that end at `end`; `places` are words before it from which on to try."""
        for at, word in places:
            if word in self.starts and self._words.fullmatch(lower, at, end):
                barred = self._not_after and self._not_after.search(lower, max(0, end - WINDOW), at)
                return None if barred else at
        return None


class Choice:
    """The rows that can begin with one word, the uppermost first."""

    def __init__(self, rows: Sequence[Timed]) -> None:
        self._rows = rows

    @cached_property
    def _gate(self) -> re.Pattern[str] | None:
        """One look that says which of many rows is the first that can match: most words begin no time, and are
        dismissed by it.
        """
        return first_of([from_afar(timed.row) for timed in self._rows]) if len(self._rows) >= _MANY else None

    def match(self, text: str, lower: str, start: int) -> TimeSpan | None:
        """What the first row that matches at `start` says."""
        first = 0
        if self._gate:
            seen = self._gate.match(lower, start)
            if seen is None or seen.lastindex is None:
                return None
            first = seen.lastindex - 1
        for timed in self._rows[first:]:
            found = timed.regex.match(lower, start)
            if found and timed.admits(text, start, found.end()):
                return _span(timed, found)
        return None


def _span(timed: Timed, match: re.Match[str]) -> TimeSpan:
    found = [(slot, match[group]) for group, slot in timed.groups if match[group] is not None]
    parts = (*timed.parts, *found)
    if ("spelled", "yes") in parts:
        parts = (*parts, ("text", match[0]))
    row = timed.row
    return TimeSpan(
        match.start(), match.end(), row.id, parts, timed.relation, row.veto == "yes", match.start(), (row.id,)
    )


def _constants(row: TimeRow) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, _, value in (part.partition("=") for part in row.parts))


def relation_of(row: TimeRow) -> str:
    """How what the row says limits time (`TimeSpan`)."""
    return dict(_constants(row)).get("relation", "at")


def compiled(row: TimeRow, pattern: str) -> re.Pattern[str]:
    """A regular expression of a row; raises PatternError, naming the row, where it is none."""
    try:
        return regex(pattern)
    except re.error as error:
        raise PatternError(f"times.tsv: row {row.id!r}: {pattern!r} is no regular expression: {error}") from error
