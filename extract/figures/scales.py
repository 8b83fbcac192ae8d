"""Scale words behind a number ("triệu", "tr"), by the `scales` table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.regexes import regex
from patterns.rows import Scale

HALF: Final = "nửa"
_GLUED: Final = regex(r"\d{1,3}(?!\w)")
_SHORT_WORDS: Final = frozenset({"tỷ", "tỉ"})  # as short as an abbreviation, and words all the same


class ScaleFinder:
    """Scale words behind a number, by the `scales` table."""

    def __init__(self, rows: Sequence[Scale]) -> None:
        self._plain = {surface: row for row in rows for surface in row.surfaces}
        self._strict = self._plain | {surface: row for row in rows for surface in row.strict}
        self.surfaces = frozenset(self._plain)
        self._pattern = _scale_pattern(self._plain)
        self._strict_pattern = _scale_pattern(self._strict)
        self._not_before = {row.id: _words(row.not_before, row.but_before) for row in rows if row.not_before}

    def behind(self, text: str, at: int, strict: bool) -> tuple[Scale, int] | None:
        """The scale that follows a number ending at `at`, and where it ends."""
        match = (self._strict_pattern if strict else self._pattern).match(text, at)
        row = self._row(match[1], strict) if match else None
        if match is None or row is None:
            return None
        refused = self._not_before.get(row.id)
        return None if refused and refused.match(text, match.end()) else (row, match.end())

    def halved(self, text: str, at: int, strict: bool) -> bool:
        """Whether half of a scale starts at `at`: "nửa triệu" is a number, "hơn nửa" half of what was named."""
        end = at + len(HALF)
        return text[at : end + 1].lower() == HALF + " " and self.behind(text, end, strict) is not None

    def glued(self, text: str, at: int, strict: bool) -> tuple[Scale, int, int] | None:
        """An abbreviation between digits, where it ends and where the digits behind it end: "1tr2", "2tr500"."""
        for length in (2, 1) if strict else (2,):
            surface = text[at : at + length]
            row = self._row(surface, strict) if surface.isalpha() and len(surface) == length else None
            digits = _GLUED.match(text, at + length) if row else None
            if row and digits:
                return row, at + length, digits.end()
        return None

    def _row(self, surface: str, strict: bool) -> Scale | None:
        table = self._strict if strict else self._plain
        return table.get(surface) or table.get(surface.lower())


def _scale_pattern(table: dict[str, Scale]) -> re.Pattern[str]:
    """Words in any case, abbreviations as they are written, and a currency may be glued behind: "428 tỷUSD"."""
    longest = sorted(table, key=len, reverse=True)
    words = "|".join(re.escape(s) for s in longest if len(s) > 2 or s in _SHORT_WORDS) or "(?!)"
    short = "|".join(re.escape(s) for s in longest if len(s) <= 2 and s not in _SHORT_WORDS) or "(?!)"
    return regex(rf" ?((?i:{words})|(?:{short}))(?:(?!\w)|(?=USD|VND|VNĐ|đồng))")


def _words(not_before: Sequence[str], but_before: Sequence[str]) -> re.Pattern[str]:
    spared = rf"(?! (?:{'|'.join(map(re.escape, but_before))})(?!\w))" if but_before else ""
    return regex(rf"{spared} (?:{'|'.join(map(re.escape, not_before))})(?!\w)")
