"""Quantities as written: a number with its unit, a range, "a out of b", a fraction, an expression such as "gấp đôi".

A quantity is read from its first character on, the longest reading first. Nothing here knows whether it is a fact: that
is decided by its surroundings (`extract.figures.vetoes`, `extract.figures.finder`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extract.figures.context import preceded_by_any
from extract.figures.continuations import Continuations
from extract.figures.digits import Style
from extract.figures.numbers import RUNNING, Manner, NumberReader
from extract.figures.pairs import PairReader
from extract.figures.singles import Form, Quantity, SingleReader
from extract.figures.units import UnitFinder
from extract.language.alternation import whole_words
from extract.language.openings import DIGITS, Openings, first_words
from extract.language.regexes import regex
from patterns.rows import Expression

__all__ = ["Form", "Quantity", "QuantityReader"]

_NOWHERE: Final = "\n"  # stands in no sentence


class QuantityReader:
    """Reads the quantity that starts at a given place of a canonical text."""

    def __init__(
        self,
        numbers: NumberReader,
        units: UnitFinder,
        expressions: tuple[Expression, ...],
        openings: Openings | None = None,
    ) -> None:
        """Take what reads the parts, and whom to ask where words begin; it is told what words."""
        self._numbers = numbers
        self._units = units
        self._singles = SingleReader(numbers, units)
        self._pairs = PairReader(self._singles, units)
        self._following = Continuations(
            numbers.following | units.following | self._pairs.following | self._singles.following
        )
        self._fixed: dict[str, list[Expression]] = {}
        for row in expressions:
            for surface in row.surfaces:
                self._fixed.setdefault(surface, []).append(row)
        words = "|".join(sorted((re.escape(s) for s in self._fixed), key=len, reverse=True)) or "(?!)"
        self._fixed_start = regex(rf"(?<!\w)(?i:{words})(?!\w)")
        self.start = regex(f"{numbers.starts}|{whole_words(self._fixed, any_case=True)}")
        self._words = numbers.first_words | first_words(self._fixed)
        self._spaced = {word: f"{word} " for word in numbers.digit_words}
        self._openings = openings or Openings()
        self._openings.add(self._words - {DIGITS})

    def starts(self, text: str) -> Iterator[int]:
        """Where `start` matches in a sentence, from left to right."""
        for at, word in self._openings.of(text):
            if word == DIGITS:
                if at and text[at - 1] == "-" and self.start.match(text, at - 1):
                    yield at - 1
                yield at
            elif word in self._words and (
                text.startswith(self._spaced.get(word, _NOWHERE), at) or self.start.match(text, at)
            ):
                yield at

    def read(self, text: str, at: int, style: Style = "vi", *, strict: bool = False) -> Quantity | None:
        """The quantity starting at `at`, or None.

        `strict` says that `text` is one figure and nothing else: then it may be written as tersely as people speak and
        type ("bốn ba" is 43, "1t" a billion).
        """
        fixed = None if text[at].isdigit() else self._fixed_at(text, at)
        if fixed:
            return fixed
        manner = Manner(style, strict) if strict or style != RUNNING.style else RUNNING
        lone = None if strict else self._numbers.lone(text, at, manner, self._following)
        if lone:
            return self._singles.lone(text, lone)
        first = self._singles.number(text, at, manner)
        if first is None:
            return None
        paired = self._pairs.read(text, first, manner)
        if paired is None or (first.signed and not strict and paired.kind not in {"measure", "percent"}):
            return self._singles.read(text, first, manner)
        return paired

    def halves(self, text: str, whole: Quantity, style: Style) -> tuple[Quantity, Quantity] | None:
        """A range taken apart into its two ends, for a buying and a selling price; None where that cannot be done."""
        high = self.read(text, whole.high_start, style)
        if high is None or whole.value_max != high.value:
            return None
        low = high._replace(start=whole.start, end=whole.low_end, value=whole.value, number_start=whole.start,
                      number_end=whole.low_end, digits=whole.digits)  # fmt: skip
        return low, high

    def _fixed_at(self, text: str, at: int) -> Quantity | None:
        match = self._fixed_start.match(text, at)
        if match is None or self._numbers.halved(text, at, strict=False):
            return None
        found = (self._expression(text, at, match.end(), row) for row in self._fixed[match[0].lower()])
        return next((quantity for quantity in found if quantity is not None), None)

    def _expression(self, text: str, at: int, end: int, row: Expression) -> Quantity | None:
        if row.only_after and not preceded_by_any(text, at, row.only_after, skip=False):
            return None
        found = Quantity(at, end, row.value, None, None, row.kind, row.unit, None, 1, "words", 2, "fixed",
                         (f"expressions:{row.id}",), at, end)  # fmt: skip
        return self._of_unit(text, found) if row.kind == "duration" else found

    def _of_unit(self, text: str, half: Quantity) -> Quantity | None:
        """ "nửa năm", "nửa tấn": the expression takes the kind of the unit behind it, and is none without one."""
        unit = self._units.behind(text, half.end, half.start)
        if unit is None or unit.row.kind not in {"duration", "measure"}:
            return None
        return half._replace(end=unit.end, kind=unit.row.kind, unit=unit.row.symbol, words=1,
                       rows=(*half.rows, f"units:{unit.row.id}"))  # fmt: skip
