"""When two statements of one field mean the same: the forgiving comparisons that scoring uses, field by field.

Numbers must be equal. Texts are compared in NFC, without case, with one placing of tone marks ("hòa" is "hoà") and
single spaces. What each rule lets pass stands in its docstring.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from extract.checking.annotations import Annotation

CORE: Final = ("value", "value_max", "whole", "kind", "unit", "bound", "change", "status")
LINKED: Final = ("indicator", "place", "period", "attribution")

_NOUN_KINDS: Final = frozenset({"count", "ratio", "rank"})
_HONORIFICS: Final = frozenset({"ông", "bà", "anh", "chị"})
_UNIT_WORDS: Final = (
    "tỉnh", "thành phố", "tp.", "tp", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "nước",
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")
_MARK_ON_FIRST: Final = re.compile(r"([òóỏõọ](?=[ae]\b)|[ùúủũụ](?=y\b))(\w)")
_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DENOMINATOR: Final = re.compile(r"\s?/\s?(\w+)")


def agrees(field: str, gold: Annotation, other: Annotation, near: str) -> bool:
    """Whether the two say the same in `field`; `near` is the folded text around the gold figure (places use it)."""
    ours, theirs = getattr(gold, field), getattr(other, field)
    match field:
        case "unit":
            return same_unit(ours, theirs, of_things=gold.kind in _NOUN_KINDS)
        case "indicator":
            return shared_words(ours, theirs) >= 0.5
        case "place":
            return same_place(ours, theirs, near)
        case "period":
            return days(ours) == days(theirs)
        case "attribution":
            return same_source(ours, theirs)
        case _:
            return bool(ours == theirs)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """NFC, caseless, single spaces, and the tone mark of open oa, oe, uy on the second vowel ("thủy": "thuỷ")."""
    plain = unicodedata.normalize("NFC", text).casefold().strip()
    return re.sub(r"\s+", " ", _MARK_ON_FIRST.sub(_mark_on_second, plain))


def _mark_on_second(pair: re.Match[str]) -> str:
    vowel_and_tone = unicodedata.normalize("NFD", pair[1])
    return vowel_and_tone[0] + unicodedata.normalize("NFC", pair[2] + vowel_and_tone[1])


def words(text: str | None) -> list[str]:
    """The words of a text, folded; none of `None`."""
    return _WORD.findall(folded(text)) if text is not None else []


def shared_words(ours: str | None, theirs: str | None) -> float:
    """F1 of the words of two texts as bags, between 0 and 1; two texts without words agree fully."""
    mine, other = words(ours), words(theirs)
    if not mine and not other:
        return 1.0
    return 2 * (Counter(mine) & Counter(other)).total() / (len(mine) + len(other))


def same_unit(ours: str | None, theirs: str | None, *, of_things: bool) -> bool:
    """Symbols must be equal ("m²" is "m2"); of two counted nouns one may go on where the other stops.

    "tài khoản" will do for "tài khoản định danh" and the other way round, if two words of the gold's noun are there
    (all of a shorter one) and the other is at most three words longer.
    """
    if ours is None or theirs is None:
        return ours is theirs
    mine, other = (folded(unit).replace("²", "2").replace("³", "3") for unit in (ours, theirs))
    if not of_things:
        return mine == other
    head, tail = words(mine), words(other)
    common = min(len(head), len(tail))
    return common >= min(2, len(head)) and len(tail) <= len(head) + 3 and head[:common] == tail[:common]


def place_parts(place: str | None) -> list[str]:
    """The parts of a place from small to large, folded, without their level ("Tỉnh Thái Bình": "thái bình")."""
    return [_bare(folded(part)) for part in place.split(",")] if place is not None else []


def _bare(part: str) -> str:
    for level in _UNIT_WORDS:
        if part.startswith(level + " "):
            return part[len(level) + 1 :]
    return part


def same_place(ours: str | None, theirs: str | None, near: str) -> bool:
    """A larger place will do for a finer one; a finer one only if its further parts stand near the figure."""
    gold, other = place_parts(ours), place_parts(theirs)
    if not gold or not other:
        return gold == other
    if len(other) > len(gold):
        finer = other[: -len(gold)]
        return other[len(finer) :] == gold and all(part in near for part in finer)
    return gold[len(gold) - len(other) :] == other


def same_place_exactly(gold: Annotation, other: Annotation) -> bool:
    """Whether both name the same place to the same fineness."""
    return place_parts(gold.place) == place_parts(other.place)


def same_source(ours: str | None, theirs: str | None) -> bool:
    """Names agree without honorifics, with a title of up to eight words on one side, or sharing half their words."""
    if ours is None or theirs is None:
        return ours is theirs
    if shared_words(ours, theirs) >= 0.5:
        return True
    mine, other = set(words(ours)) - _HONORIFICS, set(words(theirs)) - _HONORIFICS
    if mine == other:
        return True
    near_in_length = abs(len(words(ours)) - len(words(theirs))) <= 8 and min(len(mine), len(other)) >= 2
    return near_in_length and (mine <= other or other <= mine)


def days(period: str | None) -> tuple[str, str] | None:
    """First and last day of a period as ISO dates, empty where it is open; `None` of `None`.

    A period that is no date of the subset stands for itself, so that two such are the same only letter by letter.
    """
    if period is None:
        return None
    first, slash, last = period.strip().partition("/")
    if not slash:
        return _span(first)
    return ("" if first in ("..", "") else _span(first)[0]), ("" if last in ("..", "") else _span(last)[1])


def _span(date: str) -> tuple[str, str]:
    date = date.strip()
    if quarter := _QUARTER.fullmatch(date):
        last = 3 * int(quarter[2])
        return f"{quarter[1]}-{last - 2:02}-01", _last_day(quarter[1], last)
    parts = _DATE.fullmatch(date)
    if not parts or not 1 <= int(parts[2] or 1) <= 12:
        return date, date
    year, month, day = parts.groups()
    if day:
        return date, date
    return f"{year}-{month or '01'}-01", _last_day(year, int(month or 12))


def _last_day(year: str, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(int(year), month)[1]}"


def written_denominator(text: str, end: int) -> str | None:
    """The first word after a slash that directly follows a price ("85.000 đồng/kg": "kg"), or `None`."""
    slash = _DENOMINATOR.match(text, end)
    return slash[1] if slash else None
