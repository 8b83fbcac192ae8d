"""References of cells and ranges as a workbook writes them: "B7", "A1:C3"."""

from __future__ import annotations

import re
from typing import Final

from extract.reading.sheets.cells import Span

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def cell_place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference; None where it is none."""
    found = _CELL.fullmatch(reference)
    if not found or found[2].strip("0") == "":
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def span_of(reference: str) -> Span | None:
    """The range that a reference names; None where it is none."""
    first, _, last = reference.partition(":")
    top, bottom = cell_place(first), cell_place(last)
    return Span(*top, *bottom) if top and bottom else None
