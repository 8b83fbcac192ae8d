"""A claim typed without its marks, with the marks put back that the pipeline reads by: those of units, times, places.

Only words that the pattern tables or the gazetteer know are marked again, and those of figures and times only beside a
number; what is counted stays as it was typed, and is compared without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from extract.checking.claims.words import unmarked
from patterns import Patterns
from patterns.gazetteer import Gazetteer
from patterns.places import NEW_ERA, OLD_ERA

__all__ = ["is_unmarked", "with_marks"]

_PIECE: Final = re.compile(r"\w+|\W+")
_WORD: Final = re.compile(r"\w+")
_ROMAN: Final = re.compile(r"I{1,3}V?\b|I?V\b")
_OPENING: Final = re.compile(r"^Tai(?= [A-Z])")
_LONGEST: Final = 8
_LEADING: Final = (
    "năm | tháng | ngày | đến | quý | tính đến | tính đến ngày | đến ngày | đến tháng | đến năm | đến hết năm | đến "
    "hết tháng | đến cuối năm | đầu năm | cuối năm | tháng đầu năm | tháng cuối năm | giai đoạn | trong năm | từ năm | "
    "từ tháng | từ ngày | gần | hơn | trên | dưới | khoảng | ước | vượt | chừng | nửa đầu năm | nửa cuối năm"
).split(" | ")


def is_unmarked(text: str) -> bool:
    """Whether a text of three words or more has no letter but those of English."""
    return text.isascii() and len(_WORD.findall(text)) >= 3


def with_marks(text: str, patterns: Patterns) -> str:
    """The text with the marks put back into the words that are known."""
    near, anywhere = _near_numbers(patterns), _anywhere(patterns)
    pieces = _PIECE.findall(text)
    at = 0
    while at < len(pieces):
        at = _mark(pieces, at, near, anywhere)
    return _OPENING.sub("Tại", "".join(pieces))


def _mark(pieces: list[str], at: int, near: Mapping[str, tuple[str, str]], anywhere: Mapping[str, str]) -> int:
    """Put the marks into the longest known phrase from `at` on; gives where to go on."""
    for length in range(_LONGEST, 0, -1):
        end = at + 2 * length - 1
        phrase = "".join(pieces[at:end])
        if end > len(pieces) or not phrase[:1].isalpha():
            continue
        plain = unmarked(phrase)
        before = pieces[at - 2] if at > 1 else ""
        leads = _PREPOSITIONS.get(before.casefold()) if phrase[0].isupper() else None
        named = anywhere.get(plain) if length > 1 or leads else None
        known = (named if named and (named.islower() or phrase[0].isupper()) else None) or _beside(
            pieces, at, end, near, plain
        )
        if known:
            pieces[at:end] = [_capital(known) if phrase[0].isupper() else known]
            if leads and known is named:
                pieces[at - 2] = _capital(leads) if before[0].isupper() else leads
            return at + 2
    return at + 1


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _beside(pieces: list[str], at: int, end: int, near: Mapping[str, tuple[str, str]], plain: str) -> str | None:
    """The marked form of a word beside a number: one side's words stand before it, the other's behind it."""
    before, behind = "".join(pieces[max(0, at - 2) : at]), "".join(pieces[end : end + 2]).strip()
    leading, following = near.get(plain, ("", ""))
    counted = before.strip()[-1:].isdigit() or before.strip() in _SCALED or before.endswith("/")  # "60 km/gio"
    if following and counted:
        return following
    numbered = behind[:1].isdigit() or _ROMAN.match(behind) or behind in _NUMERALS or behind in _QUALIFYING
    return leading if leading and numbered else None


# Without "nam" (five, year), which stands before years too.
_NUMERALS: Final = frozenset("mot hai ba bon tu sau bay tam chin muoi nua phan".split())
_QUALIFYING: Final = frozenset("gan hon tren duoi khoang uoc".split())
# What stands before the name of a place; a name of one syllable is taken for one only behind them ("tai Anh").
_PREPOSITIONS: Final = {"tai": "tại", "o": "ở", "cua": "của", "tinh": "tỉnh", "cho": "cho"}
_SCALED: Final = frozenset(("triệu", "tỷ", "tỉ", "nghìn", "trăm", "ngàn", "vạn"))


@lru_cache(maxsize=4)
def _near_numbers(patterns: Patterns) -> dict[str, tuple[str, str]]:
    """What stands before a number and what stands behind one, by how it reads without marks."""
    qualifiers = [surface for row in patterns.qualifiers for surface in row.surfaces]
    changes = [surface for row in patterns.changes for surface in row.surfaces]
    leading = _plain([*_LEADING, *changes, *(surface for surface in qualifiers if " " in surface)])
    scales = [surface for row in patterns.scales for surface in row.surfaces]
    units = [surface for row in patterns.units for surface in row.surfaces if surface != "quý"]  # "40 quy trinh"
    following = _plain([*scales, *units])
    return {plain: (leading.get(plain, ""), following.get(plain, "")) for plain in leading.keys() | following.keys()}


@lru_cache(maxsize=4)
def _anywhere(patterns: Patterns) -> dict[str, str]:
    gazetteer = Gazetteer()
    found = ((name, gazetteer.entry(name, era)) for era in (OLD_ERA, NEW_ERA) for name in gazetteer.names)
    entries = {name: entry for name, entry in found if entry}
    places = sorted(entries, key=lambda name: not entries[name].places[0].in_vietnam)  # no White House for Nha Trang
    cues = [word for row in patterns.place_cues for word in (*row.surfaces, *row.not_after) if "#" not in word]
    cues += [word for row in patterns.statuses for word in row.surfaces]
    cues += [word for row in patterns.expressions for word in row.surfaces]
    indicators = (word for row in patterns.indicators for word in row.surfaces)
    return _plain([*places, *cues, *indicators])


def _plain(surfaces: Iterable[str]) -> dict[str, str]:
    """Each surface by how it reads without marks, the first of a kind; "Nha Trang" has no marks to put back."""
    plain: dict[str, str] = {}
    for surface in surfaces:
        plain.setdefault(unmarked(surface), surface)
    return plain
