"""How exactly a figure is meant: "trên", "gần", "trở lên"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extract.figures.context import ahead_in_clause, preceded_by
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.model import KINDS, Bound, Figure, Step
from patterns.rows import Qualifier

_LINKS: Final = tuple(f"{word} " for word in "con số|từ|mức|mốc|ngưỡng|là|tới|đến|cả|số|được".split("|"))
_REACH: Final = 40
_LONGEST_LINK: Final = max(map(len, _LINKS))
_ON: Final = "trên"
_FEW: Final = Decimal(10)  # "trên" before fewer things, and behind what may be on them, means on: "đi trên 3 xe máy"
_MAY_BE_ON: Final = tuple(
    f" {word} "
    for word in "dựa đi nằm ngồi đứng lên đặt dựng chuyển chạy chở tải đậu nghiệm dịch việc người dân tạo".split()
)
_HAVING: Final = ("có ", "Có ", "co ")  # "có trên 7 lĩnh vực" is no place on which something is
_TIMES: Final = "lần"
_DENIED: Final = regex(
    r"(?<!\w)(?:không|chưa|đừng)(?! gian| chỉ| những)(?: [^\W\d_]+){1,4}? (?:quá|vượt quá) $", re.IGNORECASE
)
_BEHIND: Final = r"(?:[^\d.;:()\n]{0,70}? )?"


class Bounds:
    """Reads a figure's bound by the `qualifiers` table: of two qualifiers the nearest counts."""

    def __init__(self, rows: Sequence[Qualifier], vocabulary: Vocabulary) -> None:
        before = [(surface, row) for row in rows if row.side == "before" for surface in row.surfaces]
        self._before = {kind: {s: row for s, row in before if not row.kinds or kind in row.kinds} for kind in KINDS}
        self._longest = max((len(surface.split()) for surface, _ in before), default=1)
        behind = [(surface, row) for row in rows if row.side == "after" for surface in row.surfaces]
        self._behind = dict(behind)
        words = "|".join(sorted((re.escape(surface) for surface, _ in behind), key=len, reverse=True)) or "(?!)"
        self._after = regex(rf"{_BEHIND}(?P<words>{words})(?!\w)")
        self._may_hold = vocabulary.gate(self._behind)

    def bound_of(self, text: str, figure: Figure) -> tuple[Bound, Step | None]:
        """The bound of `figure` in its sentence, `exact` where no qualifier speaks of it."""
        end = max(figure.end, figure.noun_end)
        match = self._after.match(text, figure.end) if self._may_hold(text) else None
        if match and match.start("words") <= max(end + 40, figure.end + 12):
            row = self._behind[match["words"]]
            return row.bound, Step("bound", f"qualifiers:{row.id}", match["words"])
        at = figure.start
        for _ in range(3):
            found = preceded_by(text, at, self._before[figure.kind], self._longest)
            if found and self._allowed(text, at, figure, *found):
                if found[1].bound == "over" and _DENIED.search(text, max(0, at - _REACH), at):  # "không ăn quá 5 quả"
                    return "at_most", Step("bound", f"qualifiers:{found[1].id}", f"không … {found[0]}")
                return found[1].bound, Step("bound", f"qualifiers:{found[1].id}", found[0])
            link = _link_before(text, at)
            if link is None:
                break
            at -= len(link)
        return "exact", None

    @staticmethod
    def _allowed(text: str, at: int, figure: Figure, surface: str, row: Qualifier) -> bool:
        before = text[:at].rstrip()
        start = len(before) - len(surface)
        if (
            row.not_units
            and figure.kind == "count"
            and figure.unit
            and figure.unit.lower() in row.not_units
            and surface == _ON
            and not text.endswith(_HAVING, 0, start)
        ):
            return False
        few = figure.kind == "count" and figure.value < _FEW and figure.unit != _TIMES
        if surface == _ON and few and text.endswith(_MAY_BE_ON, 0, start):
            return False
        if row.not_ahead and ahead_in_clause(text, figure.end, row.not_ahead):
            return False
        if row.not_ahead and (figure.value_max is not None or figure.kind not in ("money", "measure")):
            return False
        return not (row.not_after and preceded_by(text, start, dict.fromkeys(row.not_after, True), 3))


def _link_before(text: str, at: int) -> str | None:
    """The linking word that ends at a place of a text, the space behind it included; None where none does."""
    before = text[max(0, at - _LONGEST_LINK - 1) : at].lower()
    if not before.endswith(_LINKS):
        return None
    return next((link for link in _LINKS if before.endswith(link) and _begins_word(before[: -len(link)])), None)


def _begins_word(before: str) -> bool:
    """Whether a word may begin behind these characters."""
    return before[-1:].strip() in ("", "(")
