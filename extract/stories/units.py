"""Units that measure the same thing: 12 ha and 0,12 km2 are one value. Money is compared in its own currency only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

__all__ = ["Measure", "measure"]


class Measure(NamedTuple):
    """What a unit measures, by the name of its base unit, and how many of that it is."""

    base: str
    size: Decimal


# The International System, its legal companions (Decree 86/2012/NĐ-CP) and the weights of Vietnamese markets.
_SIZES: Final[Mapping[str, Mapping[str, str]]] = {
    "m2": {"m2": "1", "ha": "10000", "km2": "1000000", "cm2": "0.0001"},
    "m": {"m": "1", "km": "1000", "cm": "0.01", "mm": "0.001", "hải lý": "1852"},
    "kg": {"kg": "1", "tấn": "1000", "tạ": "100", "yến": "10", "lạng": "0.1", "g": "0.001", "mg": "0.000001"},
    "lít": {"lít": "1", "ml": "0.001", "m3": "1000", "cm3": "0.001"},
    "kWh": {"kWh": "1", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
    "W": {"W": "1", "kW": "1000", "MW": "1000000", "GW": "1000000000"},
    "km/h": {"km/h": "1", "km/giờ": "1"},
    "m/s": {"m/s": "1", "m/giây": "1"},
    "%": {"%": "1", "‰": "0.1"},
}
_MEASURES: Final = {
    unit: Measure(base, Decimal(size)) for base, units in _SIZES.items() for unit, size in units.items()
}
_ONE: Final = Decimal(1)


def measure(unit: str | None, kind: str) -> Measure:
    """What a unit measures. A unit that is in no list measures itself; the noun of what is counted measures nothing:
    one source counts "ca", the other "trường hợp"."""
    if kind == "count":
        return Measure("", _ONE)
    return _MEASURES.get(unit or "", Measure(unit or "", _ONE))
