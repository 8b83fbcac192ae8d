"""What other documents say of the same thing: the same indicator, place and period, measured in the same way."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from extract.serving.conflicts import contradicting
from extract.serving.index import UNKNOWN, Index
from extract.serving.searching import rows_of

__all__ = ["Others", "others"]

_SAME: Final = ("indicator", "place", "period", "measure", "status")
_MOST: Final = 100
_VALUE: Final = ("value", "value_max", "whole")


class Others(NamedTuple):
    """The facts of other documents on the same thing that give the same value, and those that give another."""

    agreeing: Sequence[Mapping[str, Any]]
    differing: Sequence[Mapping[str, Any]]


def others(index: Index, database: sqlite3.Connection, fact: Mapping[str, Any]) -> Others:
    """What others say: the conflicts that `trich stories` found, then all on the very same thing.

    Where the indicator or the period is not known nothing is comparable."""
    import numpy

    here = int(index.positions[fact["row"]])
    told = rows_of(database, contradicting(database, fact["fact"]))
    if index.codes["indicator"][here] == UNKNOWN or index.codes["period"][here] == UNKNOWN:
        return Others((), told)
    places = numpy.flatnonzero(index.codes["indicator"] == index.codes["indicator"][here])
    for name in _SAME[1:]:
        places = places[index.codes[name][places] == index.codes[name][here]]
    places = places[index.codes["doc"][places] != index.codes["doc"][here]][:_MOST]
    found = rows_of(database, index.rows[places].tolist())
    agreeing = [row for row in found if all(row[name] == fact[name] for name in _VALUE)]
    return Others(agreeing, told + [row for row in found if row not in agreeing and row not in told])
