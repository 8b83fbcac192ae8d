"""Units behind (or before) a number, by the `units` table: the longest surface that fits there and whose context allows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extract.figures.context import follows_any, preceded_by_any
from patterns.rows import Unit

_PER: Final = re.compile(r" ?/ ?(?:\d+(?:[.,]\d+)? ?)?([^\W\d_]\w*(?:[23²³])?)")
_CAPITAL_NAME: Final = re.compile(r" [^\W\d_]")
_MOST: Final = Decimal("Infinity")
_GLUED_SYMBOL: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text: its row and where it ends (or, before a number, where it starts)."""

    row: Unit
    start: int
    end: int


class UnitFinder:
    """Finds units at a place in a canonical text."""

    def __init__(self, rows: Sequence[Unit]) -> None:
        self._after = _surfaces(row for row in rows if row.side != "before")
        self._before = _surfaces(row for row in rows if row.side == "before")
        self._behind = re.compile(rf" ?({_alternation(self._after)})")
        self._ahead = re.compile(rf"({_alternation(self._before)}) ?$")
        self._longest_ahead = max((len(surface) for surface in self._before), default=0) + 1

    def behind(self, text: str, at: int, figure_start: int, value: Decimal = _MOST) -> UnitMatch | None:
        """The unit that follows a number of that `value` ending at `at`, when its row's context allows it there."""
        match = self._behind.match(text, at)
        if match is None:
            return None
        for row in self._after[match[1]]:
            if _allowed(row, text, figure_start, match.end(), value):
                return UnitMatch(row, match.start(), match.end())
        return self._shorter(text, at, figure_start, match[1], value)

    def ahead(self, text: str, at: int) -> UnitMatch | None:
        """The unit that stands before a number starting at `at` ("$120", "gió giật cấp 8")."""
        match = self._ahead.search(text, max(0, at - self._longest_ahead), at)
        if match is None or (match.start() and text[match.start()].isalnum() and text[match.start() - 1].isalnum()):
            return None
        for row in self._before[match[1]]:
            if _allowed(row, text, match.start(), None, _MOST):
                return UnitMatch(row, match.start(), match.end())
        return None

    def _shorter(self, text: str, at: int, figure_start: int, refused: str, value: Decimal) -> UnitMatch | None:
        """A shorter surface at the same place, where the longest is refused by its context."""
        gap = 1 if text.startswith(" ", at) else 0
        for surface in sorted((s for s in self._after if refused.startswith(s) and s != refused), key=len, reverse=True):
            end = at + gap + len(surface)
            if surface[-1].isalnum() and end < len(text) and text[end].isalnum():
                continue
            for row in self._after[surface]:
                if _allowed(row, text, figure_start, end, value):
                    return UnitMatch(row, at, end)
        return None

    def per(self, text: str, at: int) -> tuple[str, int] | None:
        """The denominator after a slash (or slashes) at `at`: ("ha/năm", its end)."""
        parts = []
        while match := _PER.match(text, at):
            parts.append(match[1])
            at = match.end()
        return ("/".join(parts), at) if parts else None


def _surfaces(rows: object) -> dict[str, list[Unit]]:
    table: dict[str, list[Unit]] = {}
    for row in rows:  # type: ignore[attr-defined]  # any iterable of rows
        for surface in row.surfaces:
            for form in _forms(surface):
                table.setdefault(form, []).append(row)
    return table


def _forms(surface: str) -> tuple[str, ...]:
    """A lower-case word is also read Capitalised and IN CAPITALS; symbols are read as they are."""
    if len(surface) >= 3 and surface.islower() and surface.replace(" ", "").isalpha():
        return tuple(dict.fromkeys((surface, surface[0].upper() + surface[1:], surface.upper(), surface.title())))
    return (surface,)


def _alternation(table: dict[str, list[Unit]]) -> str:
    parts = [
        re.escape(surface) + (r"(?!\w)" if _GLUED_SYMBOL.match(surface[-1]) else "")
        for surface in sorted(table, key=len, reverse=True)
    ]
    return "|".join(parts) or "(?!)"


def _capitalised(text: str, end: int) -> bool:
    """Whether the word that ends at `end` and the one behind it both begin with a capital, as in a name."""
    first = text[:end].rsplit(" ", 1)[-1].lstrip("0123456789.,")
    return len(first) > 2 and first[0].isupper() and text[end + 1].isupper() and not text[end + 1 : end + 3].isupper()


def _allowed(row: Unit, text: str, figure_start: int, end: int | None, value: Decimal) -> bool:
    if row.least and value < Decimal(row.least):
        return False
    if row.only_after and not preceded_by_any(text, figure_start, row.only_after):
        return False
    if row.not_after and preceded_by_any(text, figure_start, row.not_after):
        return False
    if end is None:
        return True
    if _CAPITAL_NAME.match(text, end) and text[end - 1].islower() and _capitalised(text, end):  # "thôn 5 Đồng Yên"
        return False
    if row.only_before and not follows_any(text, end, row.only_before):
        return False
    return not (row.not_before and follows_any(text, end, row.not_before))
