"""Where a space was lost between two words: "đạt868 tỷ đồng", "464công trình", "tạiHà Nội", "4.100 USDvà".

Pages lose them beside links and where lines were joined. A lower-case Vietnamese syllable, told by its marks, does not
go on with a digit or a capital, nor does a number or an abbreviation in capitals go on with one. Latin names ("iPhone",
"VietNamNet") and codes ("U23", "06-NQ") have no marks and stay whole.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from extract.language.regexes import regex

__all__ = ["lost_spaces"]

_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
_TONED: Final = (unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES)
_MARKED: Final = f"ăâđêôơư{''.join(_TONED)}"
_SMALL: Final = f"a-z{_MARKED}"
_UPPER: Final = f"A-Z{_MARKED.upper()}"
_SUSPECT: Final = regex(rf"[{_UPPER}0-9](?:(?<=[{_SMALL}].)|(?=[{_SMALL}])(?:(?<=[0-9])|(?<=[{_UPPER}]{{3}})))")
_SYLLABLE_END: Final = regex(rf"[{_MARKED}][a-z]{{0,3}}\Z")
_SYLLABLE: Final = regex(rf"(?!đ(?!\w))[a-z]{{0,3}}[{_MARKED}]")
_CLOSED: Final = regex(rf"[0-9]\Z|[{_UPPER}]{{3}}\Z")
_LONGEST_END: Final = 4
_CONSONANTS: Final = frozenset("bcdđghklmnpqrstvx")
_ONSETS: Final = frozenset(("Ch", "Gh", "Kh", "Ng", "Nh", "Ph", "Th", "Tr"))
_DOLLARS: Final = "USD"
_SMALL_FIRST: Final = regex(r"i(?=Phone|Pad|OS|Mac|Cloud)|e(?=SIM)")  # names that begin with a small letter


def lost_spaces(text: str) -> list[int]:
    """The places in a canonical text before which a space is missing, in order."""
    places: list[int] = []
    for suspect in _SUSPECT.finditer(text):
        at, end = suspect.span()
        if _SMALL_FIRST.match(text, at - 1):
            at -= 1
        if _SYLLABLE_END.search(text, max(0, at - _LONGEST_END), at):
            places.append(at)
        if _CLOSED.search(text, max(0, end - 3), end) and _goes_on(text, end):
            places.append(end)
    return places


def _goes_on(text: str, at: int) -> bool:
    """Whether a word begins at `at`, behind a number or capitals; any in small letters behind dollars."""
    if text.endswith(_DOLLARS, 0, at):
        return text[at : at + 1].islower()
    if not text[at - 1].isdigit() and (text[at : at + 1] not in _CONSONANTS or text[at - 1 : at + 1] in _ONSETS):
        return False  # the word began with the capital: "TPHồ", "MVTrúc"
    return _SYLLABLE.match(text, at) is not None
