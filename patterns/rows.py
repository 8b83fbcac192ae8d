"""The classes of the rows, one a table. The head of each table's file teaches what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from patterns.tables import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral(Row):
    """A number word: `role` says where it may stand in a numeral ("mươi" only after a digit, "mốt" only after tens)."""

    surfaces: tuple[str, ...]
    value: Decimal
    role: Literal["digit", "ten", "tens", "after_tens", "hundred", "filler", "point", "twenty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Row):
    """A word that multiplies the number before it ("triệu": 1000000)."""

    surfaces: tuple[str, ...]
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Row):
    """A unit that follows the number (or, with `side` before, precedes it: "$10"), and the kind of figure it makes."""

    surfaces: tuple[str, ...]
    symbol: str
    kind: Literal["percent", "money", "measure", "duration", "multiple", "score", "rank", "count"]
    side: Literal["after", "before"] = "after"
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier(Row):
    """A word beside a number that says how exactly it is meant ("trên": over)."""

    surfaces: tuple[str, ...]
    bound: Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most"]
    side: Literal["before", "after"]
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCue(Row):
    """Words before a number that make it the size of a change, or, with `none`, keep it a level ("tăng lên")."""

    pattern: str
    change: Literal["increase", "decrease", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCue(Row):
    """Words that make the figures in their scope a goal or a forecast."""

    pattern: str
    status: Literal["target", "forecast", "actual"]
    scope: Literal["after", "before", "sentence", "block", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFact(Row):
    """A context in which a number is no fact: `before` ends where the number begins, `number` is its shape, `after` follows."""

    before: str
    number: str
    after: str
