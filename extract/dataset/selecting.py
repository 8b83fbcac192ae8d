"""Conditions on the rows of a data set, as a person types them: `place=Hà Nội`, `indicator~tai khoan`, `value>=1000`.

| operator | holds where the cell |
| --- | --- |
| `=` | is that text; of a number, is that number |
| `~` | holds those words one after the other, in any case, with or without their marks ("dien tu" finds "điện tử") |
| `>=` `<=` | is at least, at most that number, or that day of a date, a period's bound or a time |

A null cell fulfils no condition, but `COLUMN=` asks for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from extract.dataset.cells import Cell, Row
from extract.dataset.schema import COLUMNS, TableName, Type
from extract.errors import UsageError

__all__ = ["OPERATORS", "Condition", "conditions", "matching", "unmarked"]

OPERATORS: Final = ("=", "~", ">=", "<=")
_SHAPE: Final = re.compile(r"\s*(\w+)\s*(>=|<=|=|~)\s*(.*?)\s*", re.DOTALL)
_WORD: Final = re.compile(r"\w+")


class Condition(NamedTuple):
    """One condition on one column; `value` as it was typed, in NFC."""

    column: str
    operator: str
    value: str
    type: Type


def conditions(typed: Iterable[str], table: TableName = "facts") -> list[Condition]:
    """The conditions as typed; raises UsageError for one that is none, names no column, or compares no number."""
    types = {column.name: column.type for column in COLUMNS[table]}
    found = []
    for text in typed:
        match = _SHAPE.fullmatch(unicodedata.normalize("NFC", text))
        if match is None:
            raise UsageError(f"--where {text}: write COLUMN=VALUE, COLUMN~WORDS, COLUMN>=NUMBER or COLUMN<=NUMBER")
        column, operator, value = match.groups()
        if column not in types:
            raise UsageError(f"--where {text}: no column is called {column}; there are {', '.join(types)}")
        if operator in (">=", "<=") and types[column] in ("integer", "decimal") and _number(value) is None:
            raise UsageError(
                f"--where {text}: {column} is a number, so compare it with one, such as {column}{operator}1000"
            )
        found.append(Condition(column, operator, value, types[column]))
    return found


def matching(rows: Iterable[Row], names: Sequence[str], asked: Sequence[Condition]) -> Iterator[Row]:
    """The rows, whose columns are `names`, that fulfil all conditions."""
    tests = [(names.index(condition.column), _test(condition)) for condition in asked]
    return (row for row in rows if all(holds(row[place]) for place, holds in tests))


def _test(condition: Condition) -> Callable[[Cell], bool]:
    operator, value = condition.operator, condition.value
    number = _number(value) if condition.type in ("integer", "decimal") else None
    if operator == "~":
        wanted = f" {' '.join(unmarked(value))} "
        return lambda cell: cell is not None and wanted in f" {' '.join(unmarked(str(cell)))} "
    if operator == "=":
        if not value:
            return lambda cell: cell is None
        if number is not None:
            return lambda cell: cell is not None and _number(str(cell)) == number
        return lambda cell: cell is not None and unicodedata.normalize("NFC", str(cell)) == value
    least = operator == ">="
    if number is not None:
        return lambda cell: cell is not None and _compared(_number(str(cell)), number, least=least)
    return lambda cell: cell is not None and _compared(str(cell)[: len(value)], value, least=least)


def _compared(cell: object, bound: object, *, least: bool) -> bool:
    if cell is None:
        return False
    return bool(cell >= bound if least else cell <= bound)  # type: ignore[operator]  # two numbers or two texts


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@lru_cache(maxsize=65_536)
def unmarked(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without marks: "Đến Thanh Hoá" is "den", "thanh", "hoa"."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
