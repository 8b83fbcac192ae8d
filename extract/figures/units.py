"""Units behind (or before) a number, by the `units` table: the longest surface whose context allows it there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from extract.figures.context import follows_any, preceded_by_any
from extract.language.alternation import alternatives
from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import PhraseWord, Unit

_SCALES: Final = ("triệu", "tỷ", "tỉ", "nghìn", "ngàn")
_OVER: Final = regex(r" trên (?=[^\W\d_])")
_CAPITAL_NAME: Final = regex(r" [^\W\d_]")
_MOST: Final = Decimal("Infinity")
_MOST_DENOMINATORS: Final = 4


class UnitMatch(NamedTuple):
    """A unit found in a text: its row and where it stands."""

    row: Unit
    start: int
    end: int


class UnitFinder:
    """Finds units at a place in a canonical text."""

    def __init__(self, rows: Sequence[Unit], words: Iterable[PhraseWord] = ()) -> None:
        """Take the rows of units, and the words of counted phrases, some of which stand whole behind a slash."""
        whole = alternatives(surface for word in words if word.role == "each" for surface in word.surfaces)
        self._slashed = regex(rf" ?/ ?(?:(\d+(?:[.,]\d+)?) ?)?((?:{whole})(?!\w)|[^\W\d_]\w*(?:[23²³])?)")
        self._behind = _Surfaces(row for row in rows if not row.side)
        self.following = self._behind.surfaces
        self._ahead = _Surfaces(row for row in rows if row.side)
        self._parts = {(row.symbol, part): size for row in rows for part, size in _parts(row)}
        self._wholes = frozenset(whole for whole, _ in self._parts)

    def behind(
        self, text: str, at: int, figure_start: int, value: Decimal = _MOST, *, strict: bool = False
    ) -> UnitMatch | None:
        """The unit that follows a number of that `value` ending at `at`, when its row's context allows it there.

        `strict` says that the text is one figure and nothing else: then case does not matter, nor what is not there.
        """
        first = at + 1 if text.startswith(" ", at) else at
        standing = self._behind.starting(text, first, strict)
        if not standing:
            return None
        for surface, rows in standing:
            end = first + len(surface)
            for row in rows:
                if _goes_behind(row, text, figure_start, value, strict) and _goes_before(row, text, end, strict):
                    return UnitMatch(row, at, end)
        return None

    def ahead(self, text: str, at: int, *, strict: bool = False) -> UnitMatch | None:
        """The unit that stands before a number starting at `at` ("$120", "tuổi 38")."""
        last = at - 1 if at and text[at - 1] == " " else at
        for surface, rows in self._ahead.ending(text, last):
            start = last - len(surface)
            for row in rows:
                if _goes_behind(row, text, start, _MOST, strict):
                    return UnitMatch(row, start, at)
        return None

    def parts(self, whole: str, part: str) -> int | None:
        """How many of the unit `part` make one `whole` (of months a year: 12); None where the table does not say."""
        return self._parts.get((whole, part))

    def has_parts(self, whole: str) -> bool:
        """Whether a unit has smaller units that may stand behind it."""
        return whole in self._wholes

    def per(self, text: str, at: int, unit: str = "") -> tuple[str, int] | None:
        """The denominator after a slash (or slashes) at `at`: ("ha/năm", its end), ("100 ml", its end).

        What is of the same `unit`, or has a scale, is a second amount and no denominator: "8GB/256GB".
        """
        parts: list[str] = []
        while len(parts) < _MOST_DENOMINATORS and (match := self._slashed.match(text, at)):
            number, noun = match[1], match[2]
            if number and (noun == unit or noun in _SCALES):
                break
            parts.append(noun if number in (None, "1", "01") else f"{number} {noun}")
            at = match.end()
        return ("/".join(parts), at) if parts else None

    def over(self, text: str, at: int, *, strict: bool = False) -> tuple[str, int] | None:
        """The denominator of a measure in words: "mi li gam trên lít" is ("lít", its end)."""
        match = _OVER.match(text, at)
        unit = self.behind(text, match.end(), match.end(), strict=strict) if match else None
        return (unit.row.symbol, unit.end) if unit and unit.row.kind in {"measure", "duration"} else None


_Index = Mapping[str, Sequence[tuple[str, list[Unit]]]]


class _Surfaces:
    """The surfaces of rows, by how they begin and by how they end: the table is long, what begins alike is not. Each
    index is made when it is first asked.
    """

    def __init__(self, rows: Iterable[Unit]) -> None:
        self._plain, self._strict = _by_surface(rows)
        self.surfaces = frozenset(self._plain)
        self._seen: tuple[str, int, list[tuple[str, list[Unit]]]] = ("", -1, [])

    @cached_property
    def _exact(self) -> _Index:
        return _indexed(self._plain, slice(2))

    @cached_property
    def _folded(self) -> _Index:
        folded: dict[str, list[Unit]] = {}
        for surface, found in (*self._plain.items(), *self._strict.items()):
            folded.setdefault(surface.lower(), []).extend(found)
        return _indexed(folded, slice(2))

    @cached_property
    def _last(self) -> _Index:
        return _indexed(self._plain, slice(-1, None))

    def starting(self, text: str, at: int, strict: bool) -> list[tuple[str, list[Unit]]]:
        """The surfaces that stand at `at`, the longest first; with `strict` also those written in another case.

        The last place is remembered: all that a number can be part of ask what stands behind it.
        """
        if strict:
            return list(self._in_any_case(text, at))
        of, place, found = self._seen  # taken once: another thread may be at another place
        if of is not text or place != at:
            beginning = text[at : at + 2]
            found = [
                (surface, rows)
                for surface, rows in (*self._exact.get(beginning, ()), *self._exact.get(beginning[:1], ()))
                if text.startswith(surface, at) and _ends(text, at + len(surface), surface)
            ]
            self._seen = (text, at, found)
        return found

    def _in_any_case(self, text: str, at: int) -> Iterator[tuple[str, list[Unit]]]:
        beginning = text[at : at + 2].lower()
        for surface, rows in (*self._folded.get(beginning, ()), *self._folded.get(beginning[:1], ())):
            written = text[at : at + len(surface)]
            if written.lower() == surface and _ends(text, at + len(surface), surface):
                yield surface, sorted(rows, key=lambda row: written not in row.surfaces)

    def ending(self, text: str, at: int) -> Iterator[tuple[str, list[Unit]]]:
        """The surfaces that end at `at`, the longest first."""
        for surface, rows in self._last.get(text[max(0, at - 1) : at], ()):
            start = at - len(surface)
            if text.endswith(surface, 0, at) and not (start and surface[0].isalnum() and text[start - 1].isalnum()):
                yield surface, rows


def _by_surface(rows: Iterable[Unit]) -> tuple[dict[str, list[Unit]], dict[str, list[Unit]]]:
    plain: dict[str, list[Unit]] = {}
    strict: dict[str, list[Unit]] = {}
    for row in rows:
        for form in dict.fromkeys(form for surface in row.surfaces for form in _forms(surface)):
            plain.setdefault(form, []).append(row)
        for surface in row.strict:
            strict.setdefault(surface, []).append(row)
    return plain, strict


def _indexed(table: dict[str, list[Unit]], edge: slice) -> _Index:
    """The surfaces by two characters of theirs (a surface of one by that), the longest first."""
    index: dict[str, list[tuple[str, list[Unit]]]] = {}
    for surface in sorted(table, key=len, reverse=True):
        index.setdefault(surface[edge], []).append((surface, table[surface]))
    return index


def _forms(surface: str) -> tuple[str, ...]:
    """A lower-case word is also read Capitalised and IN CAPITALS; symbols are read as they are."""
    if len(surface) >= 3 and surface.islower() and surface.replace(" ", "").isalpha():
        return (surface, surface[0].upper() + surface[1:], surface.upper(), surface.title())
    return (surface,)


def _parts(row: Unit) -> Iterator[tuple[str, int]]:
    """What a row says of its smaller units: "tháng 12" says that twelve months make one."""
    for said in row.parts:
        symbol, _, size = said.rpartition(" ")
        if not symbol or not size.isdecimal() or int(size) < 2:
            raise PatternError(
                f"units.tsv: row {row.id!r}: {said!r} must be a smaller unit and how many make one: “tháng 12”"
            )
        yield symbol, int(size)


def _ends(text: str, end: int, surface: str) -> bool:
    """Whether a surface ends there: no longer word goes on, and a sign is not that of the next number ("năm $5")."""
    if end >= len(text):
        return True
    if surface[-1].isalnum():
        hyphenated = text[end] == "-" and text[end + 1 : end + 2].isalpha()  # "vòng 1 V-League"
        return not (text[end].isalnum() or text[end] == "_" or hyphenated)
    return not (text[end].isdigit() and text[end - len(surface) - 1] == " ")


def _capitalised(text: str, end: int) -> bool:
    """Whether the word that ends at `end` and the one behind it both begin with a capital, as in a name."""
    first = text[text.rfind(" ", 0, end) + 1 : end].lstrip("0123456789.,")
    return len(first) > 2 and first[0].isupper() and text[end + 1].isupper() and not text[end + 1 : end + 3].isupper()


def _goes_behind(row: Unit, text: str, figure_start: int, value: Decimal, strict: bool) -> bool:
    """Whether the unit may be that of a number of that value before which stands what stands there."""
    if row.least and not strict and value < Decimal(row.least):
        return False
    if row.only_after and not strict and not preceded_by_any(text, figure_start, row.only_after):
        return False
    return not (row.not_after and preceded_by_any(text, figure_start, row.not_after))


def _goes_before(row: Unit, text: str, end: int, strict: bool) -> bool:
    """Whether the unit may stand before what stands at `end`."""
    if _CAPITAL_NAME.match(text, end) and text[end - 1].islower() and _capitalised(text, end):  # "thôn 5 Đồng Yên"
        return False
    if row.only_before and not strict and not follows_any(text, end, row.only_before):
        return False
    return not (row.not_before and follows_any(text, end, row.not_before))
