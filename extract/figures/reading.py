"""Reading a whole string as one figure: the strict door, for checks against other number readers and for user interfaces."""

from __future__ import annotations

from functools import lru_cache

from extract.figures.numbers import NumberReader
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.units import UnitFinder
from extract.language.canonical import canonicalize
from extract.model import Figure, Step
from patterns import Patterns, load


def read_amount(text: str, patterns: Patterns | None = None) -> Figure | None:
    """The figure that the whole of `text` writes, or None where it does not write exactly one.

    Number words are read also in their elliptic forms ("bốn ba" is 43), which running text does not allow.
    """
    canonical = canonicalize(text).text.strip()
    reader = _reader(patterns) if patterns is not None else _built_in()
    for start in sorted({0, *(match.start() for match in reader.start.finditer(canonical))}):
        quantity = reader.read(canonical, start, strict=True) if start < len(canonical) else None
        if quantity is not None and quantity.start == 0 and quantity.end == len(canonical):
            return _figure(quantity)
        if start > 4:
            break
    return None


def _figure(quantity: Quantity) -> Figure:
    steps = tuple(Step("figure", row) for row in quantity.rows)
    return Figure(quantity.start, quantity.end, quantity.value, quantity.kind or "count", quantity.unit, quantity.value_max,
                  quantity.whole, quantity.per, quantity.digits, quantity.reading, quantity.end, quantity.end, steps)  # fmt: skip


@lru_cache(maxsize=1)
def _built_in() -> QuantityReader:
    return _reader(load())


def _reader(patterns: Patterns) -> QuantityReader:
    return QuantityReader(NumberReader(patterns.numerals, patterns.scales), UnitFinder(patterns.units), patterns.expressions)
