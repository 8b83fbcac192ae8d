"""UTF-8 that somebody read as windows-1252 or latin-1, once or twice: "Tiáº¿ng" is "Tiếng"."""

from __future__ import annotations

import re
from typing import Final

from extract.reading.legacy.tables import SEEN_AS

ROUNDS: Final = 2

_CODES: Final = {character: code for character, code in SEEN_AS.items() if character not in "\u2212\u2011\u2219\u03bc"}
_SEEN: Final[dict[int, str]] = {}
for _character, _code in _CODES.items():
    _SEEN[_code] = _SEEN.get(_code, "") + _character


def _class(first: int, last: int) -> str:
    return "[" + re.escape("".join(_SEEN[code] for code in range(first, last + 1))) + "]"


_TAIL: Final = _class(0x80, 0xBF)
# A no-break space, the tail of "à", is often found as a plain space, or cut off with the end of the text.
_SEQUENCE: Final = re.compile(
    f"{_class(0xC2, 0xC6)}{_TAIL}|{_class(0xCC, 0xCC)}{_TAIL}|{_class(0xE1, 0xE2)}{_TAIL}{{2}}|Ã (?= |$)|Ã(?= |$)"
)
_TELLING: Final = re.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_LOST: Final = {"Ã ": "à", "Ã": "à"}


def repaired(text: str) -> str:
    """The text that was meant; the same string where it holds no such sequences, or none of a Vietnamese letter."""
    for _ in range(ROUNDS):
        once = _once(text)
        if once == text:
            break
        text = once
    return text


def _once(text: str) -> str:
    told = any(
        _TELLING.fullmatch(letter)
        for hit in _SEQUENCE.finditer(text)
        if hit.group() not in _LOST
        if (letter := _meant(hit.group()))
    )
    if not told:
        return text
    return _SEQUENCE.sub(lambda hit: _LOST.get(hit.group()) or _meant(hit.group()) or hit.group(), text)


def _meant(sequence: str) -> str:
    """The character whose UTF-8 the sequence is; empty where it is none."""
    return bytes(_CODES[character] for character in sequence).decode("utf-8", "ignore")
