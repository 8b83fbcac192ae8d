"""Contexts in which a number is no fact, by the `not_facts` table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.figures.quantities import Quantity
from extract.language.alternation import first_of
from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import NotFact

_UPPER: Final = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_NAME: Final = rf"(?=[{_UPPER}])[^\W\d_][a-zđà-ỹ]+"
_COUNTED: Final = (  # nouns behind a number that may otherwise be a label or a year
    "phần|người|con|em|hộ|học sinh|sinh viên|thí sinh|giáo viên|bác sĩ|ca|vụ|trường hợp|bệnh nhân|lượt|suất|túi|thùng|"
    "bao|chiếc|xe|tàu|máy|phiếu|hồ sơ|vé|bài|cổ phiếu|cán bộ|chiến sĩ|đoàn viên|hội viên|đảng viên|công nhân|lao động|"
    "khách|du khách|doanh nghiệp|cơ sở|sản phẩm|căn|cây|quả|bộ|cuốn|tấm|bức|thôn|xã"
)
_SLOTS: Final = {"{Name}": _NAME, "{counted}": f"(?:{_COUNTED})"}  # of the shapes
_MACROS: Final = {  # within a word, but for the digits before a mark
    "{latin}": regex(r"(?<!\w)[A-Z][A-Za-z]*[a-z][A-Za-z]* ?$"),
    "{CODE}": regex(r"(?<!\w)[A-ZĐ]{3,}(?:-[A-ZĐ]+)? $"),
    "{digits}": regex(r"\d \|? ?$"),
    "{Name}": regex(rf"(?<!\w){_NAME} $"),
}
_WITHOUT_CAPITALS: Final = "{digits}"
_MACRO_WINDOW: Final = 24  # how far back they look at most, in code points
_DIGITS_WINDOW: Final = 4
_OPENING: Final = ' -•*+"“('
_QUOTES: Final = "“\"'‘"
_BETWEEN: Final = f" +({_QUOTES}"  # what may stand between words of a row and the figure
_WINDOW: Final = 64
# Identifiers are written without separators: after "số" stands "571", not "1.710".
_IDENTIFIER: Final = regex(r"\d+(?: ?[/-] ?\d+)?|\D+")


class Vetoes:
    """Tells for a quantity in a text which row, if any, says that it is no fact."""

    def __init__(self, rows: Sequence[NotFact]) -> None:
        self._shapes: dict[str, re.Pattern[str]] = {}
        self._worded: dict[str, list[NotFact]] = {}
        self._free: list[NotFact] = []
        for row in rows:
            if row.shape:
                self._shapes[row.id] = _compiled(row)
            for surface in row.before:
                self._worded.setdefault(surface, []).append(row)
            if not row.before:
                self._free.append(row)
        self._longest = max((len(surface.split()) for surface in self._worded), default=1)
        self._macros = [
            (pattern, macro != _WITHOUT_CAPITALS, self._worded[macro])
            for macro, pattern in _MACROS.items()
            if macro in self._worded
        ]
        self._gate = _gate([self._shapes.get(row.id) for row in self._free])
        self._last_words = frozenset(surface.split()[-1].lower() for surface in self._worded)
        # Each number is judged twice, before its noun is known and after: a text, and by place the rows that hold.
        self._known: tuple[str, dict[int, tuple[NotFact, ...]]] = ("", {})

    def find(self, text: str, quantity: Quantity, *, bare: bool) -> NotFact | None:
        """The row that decides over the quantity: one that vetoes it, or one that takes `never` and so keeps it.

        `bare` says that no counted noun follows it.
        """
        of, known = self._known  # taken once: another thread may be at another text
        if of is not text:
            _, known = self._known = (text, {})
        rows = known.get(quantity.start)
        if rows is None:
            rows = known[quantity.start] = self._rows(text, quantity.start)
        if not rows:  # as of most numbers
            return None
        keeping = next((row for row in rows if row.takes == "never"), None)
        return keeping or next((row for row in rows if self._takes(row, text, quantity, bare)), None)

    def _rows(self, text: str, at: int) -> tuple[NotFact, ...]:
        """The rows whose words stand before `at` and whose shape stands there."""
        rows, shapes = [*self._before(text, at), *self._may_be_shaped(text, at)], self._shapes
        return tuple([row for row in rows if not row.shape or shapes[row.id].match(text, at)]) if rows else ()

    def _may_be_shaped(self, text: str, at: int) -> Sequence[NotFact]:
        """The rows without words from the first on whose shape stands there."""
        seen = self._gate.match(text, at)
        return self._free[(seen.lastindex or 1) - 1 :] if seen else ()

    def _before(self, text: str, at: int) -> list[NotFact]:
        """The rows of the longest words that end right before `at`, and of the marks there."""
        rows: list[NotFact] = []
        if not at or (text[0] in _OPENING and not text[:at].lstrip(_OPENING)):
            rows += self._worded.get("^", [])
        if at and text[at - 1] in _QUOTES:
            rows += self._worded.get("“", [])
        before = text[max(0, at - _WINDOW) : at]
        nearest = before.rsplit(maxsplit=1)[-1:]
        if not nearest:
            return rows
        lower = nearest[0].lower()
        low = max(0, at - _MACRO_WINDOW, text.rfind(" ", 0, at - 1) + 1)
        for pattern, of_capitals, found in self._macros:
            if of_capitals:
                seen = lower != nearest[0] and pattern.search(text, low, at)
            else:
                seen = pattern.search(text, max(0, at - _DIGITS_WINDOW), at)
            if seen:
                rows += found
        if text[at - 1] not in _BETWEEN or _bare(lower) not in self._last_words:  # as before most numbers
            return rows
        surface = " ".join(map(_bare, before.split()[-self._longest :]))
        while surface:
            worded = self._worded.get(surface, []) + (
                self._worded.get(surface.lower(), []) if not surface.islower() else []
            )
            if worded:
                return rows + worded
            surface = surface.partition(" ")[2]
        return rows

    @staticmethod
    def _takes(row: NotFact, text: str, quantity: Quantity, bare: bool) -> bool:
        if row.takes == "any":
            return True
        if quantity.kind not in (None, "ratio") or any(step.startswith("scales:") for step in quantity.rows):
            return False
        if not row.shape and not _IDENTIFIER.fullmatch(text, quantity.start, quantity.end):
            return False
        return row.takes == "count" or bare


def _bare(word: str) -> str:
    """The word without what opens before it, unless there is nothing else."""
    return word.lstrip("(“\"'‘[-") or word


def _gate(shapes: Sequence[re.Pattern[str] | None]) -> re.Pattern[str]:
    """One look that says which of the shapes is the first that can match; it always passes, without a group, where a
    row has no shape, or groups.
    """
    if any(shape is None or shape.groups for shape in shapes):
        return regex("")
    return first_of([shape.pattern for shape in shapes if shape])


def _compiled(row: NotFact) -> re.Pattern[str]:
    shape = row.shape
    for slot, pattern in _SLOTS.items():
        shape = shape.replace(slot, pattern)
    try:
        return regex(shape)
    except re.error as error:
        raise PatternError(f"not_facts.tsv: row {row.id!r}: the shape is no regular expression: {error}") from error
