"""Where a sentence has words that stand for a place without naming it (patterns/place_cues.tsv)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from patterns.places import VIETNAM, WORLD
from patterns.rows import PlaceCue

__all__ = ["FIXED", "PlaceCues"]

FIXED: Final = {"VN": VIETNAM, "world": WORLD, "market": WORLD}
_NUMBER: Final = regex(r"\d+$")


class PlaceCues:
    """The rows of patterns/place_cues.tsv, ready to look up."""

    def __init__(self, rows: Sequence[PlaceCue], vocabulary: Vocabulary | None = None) -> None:
        self._row_of = {_lowered(surface): row for row in rows for surface in row.surfaces}
        longest = sorted(self._row_of, key=len, reverse=True)
        heads = (f"[{s[0]}{s[0].upper()}]{re.escape(s[1:])}" for s in longest)
        pattern = regex(rf"(?<!\w)(?:{'|'.join(heads)})(?!\w)")
        self._pattern = (vocabulary or Vocabulary()).led(self._row_of, pattern)

    def find(self, text: str) -> list[tuple[int, int, PlaceCue]]:
        """Spans of the cues in a canonical sentence with their rows."""
        return [(*found.span(), row) for found in self._pattern.finditer(text) if (row := self._row(text, found))]

    def _row(self, text: str, found: re.Match[str]) -> PlaceCue | None:
        row = self._row_of[_lowered(found[0])]
        before = _NUMBER.sub("#", text[: found.start()].rstrip(' "“('))
        after = text[found.end() :].lstrip()
        named = row.target not in FIXED and text[found.end() : found.end() + 2].strip()[:1].isupper()
        if named or before.endswith(row.not_after) or after.startswith(row.not_before):
            return None
        return row


def _lowered(surface: str) -> str:
    return surface[0].lower() + surface[1:]
