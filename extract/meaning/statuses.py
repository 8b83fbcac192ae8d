"""Whether a figure is a fact of the past or present, a goal (target) or a forecast: cues with a scope, by the `statuses` table.

The scopes follow the ConText idea of clinical text processing (Harkema et al. 2009): a cue opens a scope to its right, another
cue or the end of the scope closes it, words that only look like a cue ("vượt mục tiêu") open none. The nearest cue before the
figure decides; a time that lies after the document's date makes what is told of it a goal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.figures.context import follows_any, preceded_by_any
from extract.model import Figure, Status, Step
from patterns.rows import StatusCue

_CLAUSE_END: Final = re.compile(r";|\. |\n|, (?:nhưng|tuy nhiên|song|trong khi|mặc dù|dù)(?!\w)", re.IGNORECASE)
_STOP: Final = re.compile(r"[,;:()]|\. ")
_NEAR: Final = 40
_ITEM: Final = re.compile(r"\s*(?:[-+•*–]|\d{1,2}[.)/]|[a-zđ][.)])\s")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a sentence."""

    start: int
    end: int
    row: StatusCue
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A status that goes on into the following sentences: goals listed under "Mục tiêu đến năm 2025:"."""

    status: Status = "actual"
    row: str = ""
    listed: bool = False


class Statuses:
    """Reads the status of figures."""

    def __init__(self, rows: Sequence[StatusCue]) -> None:
        self._rows = {surface: row for row in rows for surface in row.surfaces}
        words = "|".join(sorted((re.escape(surface) for surface in self._rows), key=len, reverse=True)) or "(?!)"
        self._cue = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def cues(self, text: str) -> tuple[Cue, ...]:
        """The cues of a sentence from left to right, without those that their surroundings make another thing."""
        found = []
        for match in self._cue.finditer(text):
            row = self._rows[match[0].lower()]
            if row.not_after and preceded_by_any(text, match.start(), row.not_after, skip=False):
                continue
            if row.not_before and follows_any(text, match.end(), row.not_before):
                continue
            found.append(Cue(match.start(), match.end(), row, match[0]))
        return tuple(found)

    def status_of(
        self, text: str, figure: Figure, cues: Sequence[Cue], carried: Carried, *, ahead: bool = False
    ) -> tuple[Status, Step | None]:
        """The status of one figure of the sentence whose `cues` are given; `ahead` says that its time lies in the future."""
        for cue in reversed(cues):
            if cue.start < figure.start and self._reaches(text, cue, figure):
                return cue.row.status, Step("status", f"statuses:{cue.row.id}", cue.text)
        for cue in cues:
            if cue.row.scope == "around" and cue.start >= figure.end and _STOP.search(text, figure.end, cue.start) is None:
                return cue.row.status, Step("status", f"statuses:{cue.row.id}", cue.text)
        if ahead:
            return "target", Step("status", "ahead")
        if carried.status != "actual":
            return carried.status, Step("status", carried.row)
        return "actual", None

    def carry(self, text: str, cues: Sequence[Cue], carried: Carried, *, new_block: bool) -> Carried:
        """What the sentence leaves standing for the next one: a list's heading for its items, a goal for its paragraph."""
        opening = [cue for cue in cues if cue.row.scope in ("list", "block")]
        if opening and text.rstrip().endswith(":"):
            return Carried(opening[-1].row.status, f"statuses:{opening[-1].row.id}", listed=True)
        if carried.listed and _ITEM.match(text):
            return carried
        blocks = [cue for cue in cues if cue.row.scope == "block" or (cue.row.status == "actual" and cue.row.scope == "sentence")]
        if blocks:
            last = blocks[-1]
            return Carried(last.row.status, f"statuses:{last.row.id}") if last.row.status != "actual" else Carried()
        return Carried() if new_block else carried

    @staticmethod
    def _reaches(text: str, cue: Cue, figure: Figure) -> bool:
        if cue.row.scope in ("sentence", "list", "block"):
            return True
        if cue.row.scope == "here":
            return figure.start - cue.end <= _NEAR and _STOP.search(text, cue.end, figure.start) is None
        return _CLAUSE_END.search(text, cue.end, figure.start) is None
