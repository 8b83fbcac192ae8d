"""Reading a whole string as one figure or one expression of time: the strict door, for checks against other readers and
for user interfaces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extract.figures.numbers import NumberReader
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.time_spans import TimeSpan
from extract.figures.times import WholeTime
from extract.figures.units import UnitFinder
from extract.language.canonical import canonicalize
from extract.language.compiled import compiled
from extract.model import Figure, Step
from patterns import Patterns, load

_ORDINAL: Final = "thứ "


def read_amount(text: str, patterns: Patterns | None = None) -> Figure | None:
    """The figure that the whole of `text` writes, or None where it does not write exactly one.

    Number words and abbreviations are read also in forms that running text does not allow ("bốn ba" is 43, "1t" a
    billion). A closing full stop is no part of the figure; "thứ" before a number makes it a rank.
    """
    canonical = canonicalize(text).text.strip()
    reader = _reader(patterns) if patterns is not None else _built_in()
    ordinal = len(_ORDINAL) if canonical.lower().startswith(_ORDINAL) else 0
    for end in dict.fromkeys((len(canonical), len(canonical.removesuffix(".")))):
        whole = canonical[:end]
        first = reader.start.search(whole, ordinal)  # behind a unit that stands before its number: "$120"
        for start in dict.fromkeys((ordinal, first.start() if first else ordinal)):
            quantity = reader.read(whole, start, strict=True) if start < end else None
            if quantity is not None and (quantity.start, quantity.end) == (ordinal, end):
                return _figure(quantity, ordinal)
    return None


def read_time(text: str, patterns: Patterns | None = None) -> TimeSpan | None:
    """The expression of time that the whole of `text` is, or None where it is not exactly one.

    That a time is meant is taken as given: "thứ ba" is Tuesday, and "7/3" a day, without words that show it.
    """
    reader = WholeTime(patterns.times) if patterns is not None else _built_in_times()
    return reader.read(canonicalize(text).text.strip())


def _figure(quantity: Quantity, ordinal: int) -> Figure | None:
    if ordinal and quantity.kind is not None:
        return None
    if ordinal:
        quantity = quantity._replace(start=0, kind="rank")
    steps = tuple(Step("figure", row) for row in quantity.rows)
    return Figure(quantity.start, quantity.end, quantity.value, quantity.kind or "count", quantity.unit,
                  quantity.value_max, quantity.whole, quantity.per, quantity.digits, quantity.reading, quantity.end,
                  quantity.end, steps)  # fmt: skip


@lru_cache(maxsize=1)
def _built_in() -> QuantityReader:
    return _reader(load(keeper=compiled))


@lru_cache(maxsize=1)
def _built_in_times() -> WholeTime:
    return WholeTime(load(keeper=compiled).times)


def _reader(patterns: Patterns) -> QuantityReader:
    return QuantityReader(
        NumberReader(patterns.numerals, patterns.scales),
        UnitFinder(patterns.units, patterns.noun_phrases),
        patterns.expressions,
    )
