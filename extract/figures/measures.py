"""Units that measure the same thing, and how exactly a number is written: what every comparison of two amounts needs.

12 ha and 0,12 km2 are one area. What may be compared beyond that, and what a qualifier leaves open, is for those who
compare: a claim is held against its source, two reports against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

__all__ = ["Measure", "last_digit", "measure"]


class Measure(NamedTuple):
    """What a unit measures, by the name of its base unit, and how many of that it is."""

    base: str
    size: Decimal


# The International System, its legal companions (Decree 86/2012/NĐ-CP), the weights of Vietnamese markets, times; of
# each row the first is the base. Money is of its own currency only, and a month is of no number of days.
_SIZES: Final[tuple[Mapping[str, str], ...]] = (
    {"m": "1", "km": "1000", "dm": "0.1", "cm": "0.01", "mm": "0.001", "hải lý": "1852"},
    {"m2": "1", "ha": "10000", "km2": "1000000", "cm2": "0.0001"},
    {"kg": "1", "tấn": "1000", "tạ": "100", "yến": "10", "lạng": "0.1", "g": "0.001", "mg": "0.000001"},
    {"lít": "1", "ml": "0.001", "m3": "1000", "cm3": "0.001"},
    {"giây": "1", "s": "1", "phút": "60", "giờ": "3600", "h": "3600", "ngày": "86400", "tuần": "604800"},
    {"tháng": "1", "quý": "3", "năm": "12", "thập kỷ": "120", "thế kỷ": "1200"},
    {"W": "1", "kW": "1000", "MW": "1000000", "GW": "1000000000"},
    {"kWh": "1", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
    {"MB": "1", "GB": "1024", "TB": "1048576"},
    {"%": "1", "‰": "0.1"},
)
_ONE: Final = Decimal(1)
_MEASURES: Final = {unit: Measure(next(iter(row)), Decimal(size)) for row in _SIZES for unit, size in row.items()}


def measure(unit: str) -> Measure:
    """What a unit measures; one that is in no list measures itself. Of "km/giờ" both parts are taken for themselves."""
    over, _, under = unit.partition("/")
    if not under:
        return _MEASURES.get(over, Measure(over, _ONE))
    above, below = _MEASURES.get(over, Measure(over, _ONE)), _MEASURES.get(under, Measure(under, _ONE))
    return Measure(f"{above.base}/{below.base}", above.size / below.size)


def last_digit(value: Decimal, digits: int) -> Decimal:
    """The worth of the last of the `digits` that a number is written with: 10,000 of "1,67 triệu", 1 of "1.671.402"."""
    return Decimal(1).scaleb(value.adjusted() - max(digits, 1) + 1) if value else _ONE
