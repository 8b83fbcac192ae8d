"""Which of the places that a sentence points to governs a figure: the nearest, by clause, list and semicolon."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.model import Step
from patterns.places import VIETNAM, Place

__all__ = ["Pointer", "place_of", "place_of_clause", "together"]

_CLAUSE_END: Final = regex(r"[;:.,()] |, | - |\)")
_NEAR: Final = 60  # characters behind a figure, outside its clause; measured on all annotated sets
_JOINING: Final = (" và ", ", ", " hoặc ", " đến ")
_ROUTE: Final = (" - ", "-")
_COUNTED: Final = regex(r" ?\(\d+(?: [^\W\d]+){0,2}\)(?=, | và |; )")  # "Yên Bái (1), Phú Yên (1 ca)"
_PARTS: Final = "trong đó"
_IN_TURN: Final = "lần lượt"
_ITEM: Final = regex(r", | và ")
_DIGIT: Final = regex(r"\d")
_OWNED: Final = regex(r"(?: [^\W\d]+){1,5} của (?:nước |phía |quân đội )?")
_THIS: Final = "place_cues:country.this"  # it may be either of two countries
_UNITS: Final = 2
_PROVINCES: Final = 3


class Pointer(NamedTuple):
    """A stretch of a sentence that points to a place, by its name or by a cue."""

    start: int
    end: int
    place: Place
    row: str
    text: str
    weak: bool = False
    alone: Place | None = None  # what it names, where `place` is what holds the places told with it


def place_of(
    start: int, end: int, pointers: Sequence[Pointer], sentence: str, carried: Pointer | None, home: Place | None
) -> tuple[Place | None, Step | None]:
    """The place of the figure at `start:end` of a canonical sentence, and the step that says which row gave it.

    The nearest pointer of the figure's clause, then one inside the document's own province or country, then any of the
    sentence that does not stand far behind, each time what stands before the figure first; then `carried`, the topic of
    the paragraph; then the document's `home`. A weak pointer (an organisation's name) or a far one decides only where
    the document has no place narrower than Việt Nam, a weak one behind the figure where it has none. Of a list whose
    items name their places behind ("3 ca ở xã Chân Lý và 2 ca ở xã Bắc Lý") each figure is of its own.
    """
    local = home if home and home.code != "VN" else None
    chosen = (_of_sentence(start, end, pointers, sentence, local) if pointers else None) or carried
    if not chosen and not local:
        apart = _apart(pointers, start, end, sentence)
        chosen = _nearest([p for p in apart if p.start < start or _tells_behind(p, home)], start, end)
    if chosen:
        return chosen.place, Step("place", chosen.row, chosen.text)
    return (home, Step("place", home.row)) if home else (None, None)


def place_of_clause(
    start: int, end: int, pointers: Sequence[Pointer], sentence: str
) -> tuple[Place | None, Step | None]:
    """The place that the clause of the figure at `start:end` names, and the step that says which row gave it."""
    strong = [pointer for pointer in _apart(pointers, start, end, sentence) if not pointer.weak]
    chosen = _of_clause(strong, start, end, sentence)
    return (chosen.place, Step("place", chosen.row, chosen.text)) if chosen else (None, None)


def _of_sentence(
    start: int, end: int, pointers: Sequence[Pointer], sentence: str, local: Place | None
) -> Pointer | None:
    """The pointer of the sentence that governs the figure; `local` is the document's own place where it is narrow."""
    strong = [pointer for pointer in _apart(pointers, start, end, sentence) if not pointer.weak]
    if not strong:
        return None
    if local and local.in_vietnam:
        strong = [pointer for pointer in strong if pointer.start < start or _is_ours(pointer)]
    if sentence[start - 1 : start] == "(" and (counted := _counted(strong, start)):
        return counted
    if sentence[start - 2 : start] == ": " and (headed := next((p for p in strong if p.end == start - 2), None)):
        return headed
    found = (
        _in_turn(strong, start, sentence)
        or _of_owner(strong, end, sentence)
        or _of_item(strong, start, end, sentence)
        or _of_clause(strong, start, end, sentence)
    )
    if found:
        return found
    reaching = [pointer for pointer in strong if _reaches(pointer, start, sentence, local)]
    inside = [pointer for pointer in reaching if local and pointer.place.top.own == local.top.own]
    return _nearest(inside or [pointer for pointer in reaching if pointer.start - end <= _NEAR], start, end)


def _in_turn(strong: Sequence[Pointer], start: int, sentence: str) -> Pointer | None:
    """The place of a list that this figure of another list is of: "Lào và Peru có lần lượt 5 và 7 mỏ"."""
    at = sentence.rfind(_IN_TURN, 0, start)
    run: list[Pointer] = []
    for pointer in reversed([pointer for pointer in strong if pointer.end <= at]):
        if not run or sentence[pointer.end : run[-1].start] in _JOINING:
            run.append(pointer)
        elif len(run) < _UNITS:
            run = [pointer]
    if len(run) < _UNITS:
        return None
    items = _ITEM.split(sentence[at:start])
    if len(items) > len(run) or not all(map(_DIGIT.search, items[:-1])):
        return None
    found = run[-len(items)]
    return found._replace(place=found.alone or found.place)


def _of_clause(strong: Sequence[Pointer], start: int, end: int, sentence: str) -> Pointer | None:
    low, high = _clause(sentence, start, end)
    return _nearest([pointer for pointer in strong if low <= pointer.start and pointer.end <= high], start, end)


def _apart(pointers: Sequence[Pointer], start: int, end: int, sentence: str) -> list[Pointer]:
    """The pointers before the figure, and those behind it that do not only tell where a part of it is."""
    parts = sentence.find(_PARTS, end)
    last = parts if parts >= 0 else len(sentence)
    return [pointer for pointer in pointers if pointer.end <= start or end <= pointer.start < last]


def together(pointers: list[Pointer], sentence: str, home: Place | None) -> list[Pointer]:
    """The pointers of a sentence, in order; districts, communes or several provinces told in one breath ("các huyện
    Phước Long, Hồng Dân") stand for the place that holds them. Two provinces do in a text that is of none.
    """
    if len(pointers) < _UNITS:
        return pointers
    pointers = _between(pointers, sentence)
    runs: list[list[Pointer]] = []
    for pointer in pointers:
        last = runs[-1][-1] if runs else None
        if last and _are_beside(last.place, pointer.place) and _joins(sentence, last.end, pointer.start):
            runs[-1].append(pointer)
        else:
            runs.append([pointer])
    if len(runs) == len(pointers):
        return pointers
    several = _PROVINCES if home and home.code != "VN" else _UNITS
    return [
        pointer._replace(place=_held(pointer.place, len(run), several), alone=pointer.place)
        for run in runs
        for pointer in run
    ]


def _between(pointers: list[Pointer], sentence: str) -> list[Pointer]:
    """The pointers, of which the two ends of a line ("đường sắt Hà Nội - Hải Phòng") stand for the country."""
    ends = [
        sentence[one.end : other.start] in _ROUTE and _are_apart(one.place.top, other.place.top)
        for one, other in pairwise(pointers)
    ]
    if True not in ends:
        return pointers
    return [
        pointer._replace(place=VIETNAM, alone=pointer.place) if True in ends[max(0, at - 1) : at + 1] else pointer
        for at, pointer in enumerate(pointers)
    ]


def _are_apart(one: Place, other: Place) -> bool:
    return one.level == other.level == "province" and one.own != other.own


def _joins(sentence: str, start: int, end: int) -> bool:
    """Whether what stands between two places makes one list of them, their counts in brackets left out."""
    counted = _COUNTED.match(sentence, start, end + 1)
    return sentence[counted.end() if counted else start : end] in _JOINING


def _are_beside(one: Place, other: Place) -> bool:
    return one.level == other.level and one.within == other.within and one.own != other.own


def _held(place: Place, units: int, several: int) -> Place:
    """The place that holds so many units told with this one, or this one; `several` are so many provinces."""
    if units >= _UNITS and place.level in ("district", "commune") and place.within:
        return place.within
    return VIETNAM if units >= several and place.level == "province" else place


def _of_item(strong: Sequence[Pointer], start: int, end: int, sentence: str) -> Pointer | None:
    """The pointer behind the figure, where what stands before it belongs to the item of the list before."""
    if len(strong) < _UNITS or strong[0].end > start or strong[-1].start < end:
        return None
    before = next(pointer for pointer in reversed(strong) if pointer.end <= start)
    behind = next(pointer for pointer in strong if pointer.start >= end)
    if behind.start - end > _NEAR or sentence[before.end : start] not in _JOINING:
        return None
    return None if _CLAUSE_END.search(sentence, end, behind.start) else behind


def _of_owner(strong: Sequence[Pointer], end: int, sentence: str) -> Pointer | None:
    """Whose the counted things are: "phá hủy 12 xe tăng của Peru"."""
    behind = next((pointer for pointer in strong if pointer.start >= end), None)
    if behind is None or behind.row == _THIS:
        return None
    return behind if _OWNED.fullmatch(sentence, end, behind.start) else None


def _counted(strong: Sequence[Pointer], start: int) -> Pointer | None:
    """The place right before the bracket that opens before a figure: "Yên Bái (1), Phú Yên (2)"."""
    found = next((pointer for pointer in strong if start - 2 <= pointer.end < start), None)
    return found._replace(place=found.alone or found.place) if found else None


def _reaches(pointer: Pointer, start: int, sentence: str, local: Place | None) -> bool:
    """Whether a place before the figure still governs it: one inside the document's own does to the next semicolon."""
    outer = pointer.place.within if local else None
    while outer and outer != local:
        outer = outer.within
    return outer is None or "; " not in sentence[pointer.end : start]


def _tells_behind(pointer: Pointer, home: Place | None) -> bool:
    """Whether it may decide behind the figure where nothing nearer does."""
    return pointer.place.in_vietnam and not (pointer.weak and home)


def _is_ours(pointer: Pointer) -> bool:
    """Whether it points into Việt Nam, by a name or by a cue."""
    return pointer.place.in_vietnam or pointer.row.startswith("place_cues")


def _nearest(pointers: Sequence[Pointer], start: int, end: int) -> Pointer | None:
    before = [pointer for pointer in pointers if pointer.end <= start]
    return before[-1] if before else next(iter(pointers), None)


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    stops = _stops(sentence)
    ended = bisect_right(stops, start, key=itemgetter(1))
    begun = bisect_left(stops, end, key=itemgetter(0))
    return stops[ended - 1][1] if ended else 0, stops[begun][0] if begun < len(stops) else len(sentence)


@lru_cache(maxsize=8)
def _stops(sentence: str) -> tuple[tuple[int, int], ...]:
    """What parts the clauses of a sentence; all its figures ask for it, one after the other."""
    return tuple(stop.span() for stop in _CLAUSE_END.finditer(sentence))
