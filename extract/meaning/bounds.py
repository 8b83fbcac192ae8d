"""How exactly a figure is meant ("trên", "gần", "trở lên") and whether it is the size of a change ("tăng", "giảm")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.figures.context import preceded_by
from extract.model import Bound, Change, Figure, Step
from patterns.rows import ChangeCue, Qualifier

_LINKS: Final = re.compile(r"(?:^|(?<=[\s(]))(?:từ|mức|mốc|là|tới|đến|cả|số|con số|được) $", re.IGNORECASE)
_BEHIND: Final = r"(?:[^\d.;:()\n]{0,70}? )?"


class Bounds:
    """Reads a figure's bound by the `qualifiers` table: of two qualifiers the nearest counts."""

    def __init__(self, rows: Sequence[Qualifier]) -> None:
        self._before = {surface: row for row in rows if row.side == "before" for surface in row.surfaces}
        self._longest = max((len(surface.split()) for surface in self._before), default=1)
        behind = [(surface, row) for row in rows if row.side == "after" for surface in row.surfaces]
        self._behind = {surface: row for surface, row in behind}
        words = "|".join(sorted((re.escape(surface) for surface, _ in behind), key=len, reverse=True)) or "(?!)"
        self._after = re.compile(rf"{_BEHIND}(?P<words>{words})(?!\w)")

    def bound_of(self, text: str, figure: Figure) -> tuple[Bound, Step | None]:
        """The bound of `figure` in its sentence, `exact` where no qualifier speaks of it."""
        end = figure.noun_end if figure.noun_end > figure.end else figure.end
        match = self._after.match(text, figure.end)
        if match and match.start("words") <= max(end + 40, figure.end + 12):
            row = self._behind[match["words"]]
            return row.bound, Step("bound", f"qualifiers:{row.id}", match["words"])
        at = figure.start
        for _ in range(3):
            found = preceded_by(text, at, self._before, self._longest)
            if found and self._allowed(text, at, figure, *found):
                return found[1].bound, Step("bound", f"qualifiers:{found[1].id}", found[0])
            link = _LINKS.search(text, max(0, at - 12), at)
            if link is None:
                break
            at = link.start()
        return "exact", None

    @staticmethod
    def _allowed(text: str, at: int, figure: Figure, surface: str, row: Qualifier) -> bool:
        if row.not_units and figure.kind == "count" and figure.unit and figure.unit.lower() in row.not_units and surface == "trên":
            return False
        before = text[:at].rstrip()
        start = len(before) - len(surface)
        return not (row.not_after and preceded_by(text, start, dict.fromkeys(row.not_after, True), 3))


class Changes:
    """Reads whether a figure is the size of a change, by the `changes` table: the longest cue right before it decides."""

    def __init__(self, rows: Sequence[ChangeCue], qualifiers: Sequence[Qualifier]) -> None:
        self._cues: dict[str, list[ChangeCue]] = {}
        for row in rows:
            for surface in row.surfaces:
                self._cues.setdefault(surface, []).append(row)
        self._longest = max((len(surface.split()) for surface in self._cues), default=1)
        skipped = {surface for row in qualifiers if row.side == "before" for surface in row.surfaces} - set(self._cues)
        skipped |= {"tổng cộng", "bình quân", "trung bình", "thêm", "lần lượt", "tương ứng", "tới", "đến", "mức", "được", "là", "nhẹ", "mạnh", "chỉ"} - set(self._cues)
        self._skipped = dict.fromkeys(skipped, True)

    def change_of(self, text: str, figure: Figure) -> tuple[Change, Step | None]:
        """The change that `figure` measures, `none` for a level."""
        at = figure.start
        for _ in range(4):
            found = preceded_by(text, at, self._cues, self._longest)
            row = self._speaking(found[1], figure) if found else None
            if found and row:
                return row.change, Step("change", f"changes:{row.id}", found[0])
            skip = preceded_by(text, at, self._skipped, 3)
            if skip is None and figure.value_max is not None:
                skip = preceded_by(text, at, {"từ": True}, 1)
            if skip is None:
                return "none", None
            at = len(text[:at].rstrip()) - len(skip[0])
        return "none", None

    @staticmethod
    def _speaking(rows: Sequence[ChangeCue], figure: Figure) -> ChangeCue | None:
        return next((row for row in rows if not row.kinds or figure.kind in row.kinds), None)
