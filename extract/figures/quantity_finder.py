"""Quantities of a sentence: its numbers with their scales and units, less those that stand in a time, an address or a
code.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.figures.context import preceded_by_any
from extract.figures.lists import shared
from extract.figures.numbers import Style
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.time_spans import TimeSpan
from extract.figures.vetoes import Vetoes
from extract.language.regexes import regex
from patterns.rows import PricePair

__all__ = ["QuantityFinder", "Veto"]

_ADDRESS: Final = regex(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@[^\s@]+\.\w+|(?<!\w)\w+\.(?:com|vn|net|org|gov)(?:\.\w+)*(?:/\S*)?"
)
_IN_ADDRESSES: Final = ("@", "://", "www.", ".com", ".vn", ".net", ".org", ".gov")  # each address holds one of them
_CODE: Final = regex(r"[\w.,/\-]*")
_FOREIGN: Final = "'’·٬"  # marks between thousands elsewhere: half such a number is none
_NO_PAIR: Final = ("trong khoảng", "dao động", "từ", "khoảng")
_SLASHES: Final = ("/", " RAM/")  # "8GB/256GB", "8GB RAM/256GB"
_NEARLY_ALL: Final = Decimal("1.2")


class Veto(NamedTuple):
    """A number that is no fact, and the row that says so."""

    start: int
    end: int
    row: str


class QuantityFinder:
    """Finds the quantities of one sentence of canonical text."""

    def __init__(self, reader: QuantityReader, vetoes: Vetoes, pairs: Sequence[PricePair]) -> None:
        """Take what reads a quantity, what says which is no fact, and the rows of prices that are written in pairs."""
        self._reader = reader
        self._vetoes = vetoes
        words = "|".join(re.escape(surface) for row in pairs for surface in row.surfaces) or "(?!)"
        self._pair_rows = {surface: row.id for row in pairs for surface in row.surfaces}
        self._pairs = regex(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def find(self, text: str, times: Sequence[TimeSpan], style: Style) -> tuple[list[Quantity], list[Veto]]:
        """The quantities from left to right, and the numbers that are none, such as those in the spans of `times`."""
        found: list[Quantity] = []
        vetoes: list[Veto] = []
        closed = [(t.start, t.end, f"times:{t.row}") for t in times if t.veto]
        if any(map(text.__contains__, _IN_ADDRESSES)):
            closed += [
                (m.start(), m.end(), "address") for m in _ADDRESS.finditer(text) if any(c.isdigit() for c in m[0])
            ]
        at = 0
        for start in self._reader.starts(text):
            if start < at:
                continue
            span = next((c for c in closed if c[0] <= start < c[1]), None) if closed else None
            if span:
                vetoes.append(Veto(*span))
                at = span[1]
                continue
            second = bool(found) and found[-1].kind == "measure" and text[found[-1].end : start] in _SLASHES
            quantity = self._quantity(text, start, style, closed, second=second)
            if isinstance(quantity, int):
                at = max(quantity, start + 1)
                continue
            row = self._vetoes.find(text, quantity, bare=False)
            if row is not None and row.takes == "never":
                quantity = quantity._replace(rows=(*quantity.rows, f"not_facts:{row.id}"))
                row = None
            if row is not None:
                vetoes.append(Veto(quantity.start, quantity.end, f"not_facts:{row.id}"))
            else:
                found.extend(self._apart(text, quantity, style))
            at = max(quantity.end, start + 1)
        return list(shared(text, found)), vetoes

    def _apart(self, text: str, quantity: Quantity, style: Style) -> tuple[Quantity, ...]:
        """Two prices where a buying and a selling price are written like a range, else the quantity."""
        pair = self._pairs.search(text) if quantity.form == "range" and quantity.kind == "money" else None
        if pair and preceded_by_any(text, quantity.start, _NO_PAIR, skip=False):
            return (quantity,)
        halves = self._reader.halves(text, quantity, style) if pair else None
        if pair is None or halves is None:
            return (quantity,)
        row = f"price_pairs:{self._pair_rows[pair[0].lower()]}"
        return tuple(half._replace(rows=(*half.rows, row)) for half in halves)

    def _quantity(
        self, text: str, start: int, style: Style, closed: Sequence[tuple[int, int, str]], *, second: bool
    ) -> Quantity | int:
        """The quantity at `start`, or the place to go on from where there is none; `second`: behind another's slash."""
        if text[start].isdigit() and not second and _glued_before(text, start):
            return _CODE.match(text, start).end()  # type: ignore[union-attr]  # the pattern also matches nothing
        quantity = self._reader.read(text, start, style)
        if quantity is None or (quantity.words and quantity.value == 0):
            return _CODE.match(text, start).end() if text[start].isdigit() else start + 1  # type: ignore[union-attr]
        if closed and any(c[0] < quantity.end and quantity.start < c[1] for c in closed):
            return start + 1 if not text[start].isdigit() else _digits_end(text, start)
        if _glued_behind(text, quantity):
            return _CODE.match(text, quantity.end).end()  # type: ignore[union-attr]
        if (
            quantity.form == "ratio"
            and quantity.whole is not None
            and quantity.value > quantity.whole * (_NEARLY_ALL if quantity.whole >= 1000 else 1)
            and _slashed(text, quantity)
        ):
            return quantity.end
        return quantity


def _glued_before(text: str, start: int) -> bool:
    """Whether the digits at `start` go on a code ("A4", "U-23", "QĐ/12", "#5") or a number ("1'234")."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous.isalnum() or previous in "_#@&":
        return True
    if previous == "+" or text[start - 2 : start] == "+ ":
        return text[start - 2 : start] != "(+"
    if previous in "-/.,:" and start > 1:
        return text[start - 2].isalnum()
    return previous in _FOREIGN and text[start - 2 : start - 1].isdigit()


def _glued_behind(text: str, quantity: Quantity) -> bool:
    """Whether letters go on right behind: "4G", "06-NQ/TU", "571/QĐ", "18h30"."""
    after = text[quantity.end : quantity.end + 2]
    if not after:
        return False
    if after[0] in _FOREIGN and after[1:].isdigit() and text[quantity.end - 1].isdigit():
        return True
    if after[0].isalnum() or after[0] == "_":
        return quantity.kind is None or text[quantity.end - 1].isalnum()
    return quantity.kind is None and len(after) == 2 and after[0] in "-/" and after[1].isalnum() and not quantity.words


def _digits_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


def _slashed(text: str, quantity: Quantity) -> bool:
    return "/" in text[quantity.start : quantity.end] and " " not in text[quantity.start : quantity.end].strip()
