"""Units of tables and the factors of their scales: "Nghìn ha", "Tỷ đồng", "1000 tấn", "%", "Lượt người"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.figures.scales import ScaleFinder
from extract.figures.units import UnitFinder
from extract.language.regexes import regex
from extract.meaning.tables.words import TableWords
from extract.model import Kind
from patterns import Patterns

_FEW: Final = 2  # words of a noun that no table knows and a scale makes a unit: "Nghìn giường"
_THOUSANDS: Final = regex(r"(1(?:[. ]?000){1,3}|100|10) ?(?=[^\W\d])")
_BRACKETS: Final = regex(r"\(([^()]{1,40})\)")
_PARTED: Final = regex(r"\s*[;,]\s*|\s+và\s+|\s*-\s+")
_NUMBER_OF: Final = regex(r"(?i:(?:tổng )?số (?:lượng )?)")
_PER_NOUN: Final = regex(r"\s*(?:/|trên) ?(?:1 )?([^\W\d_][\w ]{0,30})$")
_TIMES: Final = regex(r"\.\s?[^\W\d_]{1,6}")
_NOTE: Final = regex(r"\(?(\*{1,3})\)?\s?[.:]?\s*(?=[^\s*])")
_MARK: Final = regex(r"\s?\((\*{1,3})\)|(?<=[^\s*(])\s?(\*{1,3})$")
_DITTO: Final = regex(r"[\"”″“]|''|nt|-nt-|//", re.IGNORECASE)


class TableUnit(NamedTuple):
    """What a number of a table is: kind, unit, what a price is for, and the factor of its scale.

    `of` is what the unit is said to be of, where a line names several: "diện tích ha, sản lượng tấn".
    """

    kind: Kind
    unit: str | None
    per: str | None = None
    factor: Decimal = Decimal(1)
    rows: tuple[str, ...] = ()
    of: str = ""


class UnitReader:
    """Reads the units that headers, labels and lines of a table name."""

    def __init__(self, patterns: Patterns, words: TableWords) -> None:
        self._units = UnitFinder(patterns.units, patterns.noun_phrases)
        self._scales = ScaleFinder(patterns.scales)
        self._words = words

    def whole(self, text: str, *, counted: bool = False) -> TableUnit | None:
        """The unit that a text is as a whole; with `counted` a bare noun of things counted, too ("người")."""
        text = " ".join(text.split()).strip(" ().:;")
        factor, rows, at = Decimal(1), list[str](), 0
        if thousands := _THOUSANDS.match(text):
            factor, at = Decimal(re.sub(r"\D", "", thousands[1])), thousands.end()
        while scale := self._scales.behind(text, at, strict=True):
            factor, at = factor * scale[0].factor, scale[1]
            rows.append(f"scales:{scale[0].id}")
        rest = text[at:].strip()
        if not rest:
            return TableUnit("count", None, None, factor, tuple(rows)) if rows else None
        return self._measured(rest, factor, rows) or self._counted(rest, factor, rows, counted=counted or at > 0)

    def _measured(self, text: str, factor: Decimal, rows: Sequence[str]) -> TableUnit | None:
        found = self._units.behind(f"1 {text}", 1, 0, strict=True)
        if found is None:
            return None
        row, end = found.row, found.end - 2
        if end == 1 and text[0] not in row.surfaces:
            return None  # "H" of "H/sinh" is no hour
        used = (*rows, f"units:{row.id}")
        rest = text[end:].strip()
        if not rest:
            return TableUnit(row.kind, row.symbol, None, factor, used)
        per = _PER_NOUN.fullmatch(rest if rest[0] in "/t" else "")
        if per and row.kind == "money":
            return TableUnit("money", row.symbol, per[1].strip(), factor, used)
        if per and row.kind != "percent":
            return TableUnit("measure", f"{row.symbol}/{per[1].strip()}", None, factor, used)
        if _TIMES.fullmatch(rest):
            return TableUnit("measure", f"{row.symbol}{_as_written(rest)}", None, factor, used)
        return None

    def _counted(self, text: str, factor: Decimal, rows: Sequence[str], *, counted: bool) -> TableUnit | None:
        found = self._words.leads("counted", text)
        if found is None and rows and len(text.split()) <= _FEW and text.replace(" ", "").isalpha():
            return TableUnit("count", text, None, factor, tuple(rows))
        if found is None or not counted:
            return None
        name, rest = found.row.surfaces[0], text[found.end :].strip()
        if not rest:
            return TableUnit("count", name, None, factor, (*rows, found.name))
        if per := _PER_NOUN.fullmatch(rest):
            return TableUnit("measure", f"{name}/{per[1].strip()}", None, factor, (*rows, found.name))
        return (
            TableUnit("measure", f"{name}{_as_written(rest)}", None, factor, (*rows, found.name))
            if _TIMES.fullmatch(rest)
            else None
        )

    def bracketed(self, text: str) -> tuple[TableUnit, int, int] | None:
        """The unit that a header or label names in brackets, the last of them, and where these stand."""
        for found in reversed(list(_BRACKETS.finditer(text))):
            if unit := self.whole(found[1].removeprefix("ĐVT:"), counted=True):
                return unit, found.start(), found.end()
        return None

    def column(self, text: str) -> TableUnit | None:
        """The unit in a cell of the column of units, where a noun by itself is one."""
        return self.whole(text, counted=True) or self.noun(text)

    @staticmethod
    def noun(text: str) -> TableUnit | None:
        """A noun that no table knows, where its place says that it is a unit."""
        noun = text.strip(" ().:;")
        if not noun or any(map(str.isdigit, noun)) or _DITTO.fullmatch(noun):
            return None
        first = noun[0].lower() + noun[1:] if not noun[1:2].isupper() else noun
        return TableUnit("count", first)

    def line(self, text: str) -> list[TableUnit]:
        """The units that a line names: "Đơn vị tính: Nghìn tấn, triệu USD" has two."""
        found = self._words.leads("unit", text)
        said = text[found.end :].lstrip(" :") if found else text
        whole = self.whole(said, counted=True)
        if whole:
            return [whole]
        units = list(self._parts(said))
        return units or [unit for unit in (self.noun(said),) if unit]

    def note(self, text: str) -> tuple[str, list[TableUnit]] | None:
        """The mark of a note under a table, and the units that it names: "(*) Nghìn chiếc, triệu USD"."""
        found = _NOTE.match(text)
        if found is None:
            return None
        parts = [self.whole(part, counted=True) for part in _PARTED.split(text[found.end() :].strip())]
        units = [unit for unit in parts if unit]
        return found[1], units if len(units) == len(parts) else []

    def is_line(self, text: str) -> bool:
        """Whether a text names units and nothing else: "Nghìn tấn, triệu USD"."""
        parts = _PARTED.split(text.strip())
        return all(self.whole(part, counted=len(parts) > 1) for part in parts)

    def _parts(self, text: str) -> Iterator[TableUnit]:
        for part in _PARTED.split(text):
            if (unit := self.whole(part, counted=True)) or (unit := self._named(part.split())):
                yield unit

    def _named(self, words: Sequence[str]) -> TableUnit | None:
        """The unit that the last words are, with what the words before say it is of."""
        for cut in range(1, len(words)):
            if unit := self.whole(" ".join(words[cut:]), counted=True):
                return unit._replace(of=" ".join(words[:cut]).strip("():"))
        return None

    def of_number(self, text: str) -> TableUnit | None:
        """What is counted where a header or label says so: "Số học sinh", "Tổng số dự án"."""
        found = _NUMBER_OF.match(text)
        counted = self._words.leads("counted", text[found.end() :]) if found else None
        return TableUnit("count", counted.row.surfaces[0], rows=(counted.name,)) if counted else None


def without_marks(text: str) -> tuple[str, str]:
    """A text without the marks of notes, and the last of them: "Xe máy (*)" is "Xe máy", "*"."""
    found = list(_MARK.finditer(text))
    return (_MARK.sub("", text), found[-1][1] or found[-1][2]) if found else (text, "")


def _as_written(denominator: str) -> str:
    """ ".KM" in a heading in capitals is ".km"."""
    return denominator.lower() if denominator.isupper() else denominator


def is_ditto(text: str) -> bool:
    """Whether a cell says "the same as above"."""
    return _DITTO.fullmatch(text.strip()) is not None
