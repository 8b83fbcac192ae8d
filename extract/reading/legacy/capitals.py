"""Capitals of TCVN3: a capital with a tone mark is the code of its small letter, shown large by a capital font.

So "CéNG HOµ" stands for "CỘNG HOÀ". What the font did is seen from the letters of ASCII around: where they are all
capitals, the others are too.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")


def capitalized(source: str, text: str) -> str:
    """The decoded text with the words in capitals that the source shows to be; both are of one length."""
    if len(source) != len(text):
        return text
    words = list(_WORD.finditer(text))
    shown = [_shown(word.group()) for word in words]
    throughout = True in shown and False not in shown
    parts, end = [], 0
    for number, word in enumerate(words):
        capitals = shown[number]
        if capitals is None:
            capitals = throughout or (_told(shown[:number][::-1]) and _told(shown[number + 1 :]))
        parts += [text[end : word.start()], word.group().upper() if capitals else word.group()]
        end = word.end()
    return "".join(parts) + text[end:]


def _told(shown: list[bool | None]) -> bool:
    """Whether the nearest word that tells shows capitals."""
    return next((one for one in shown if one is not None), False)


def _shown(word: str) -> bool | None:
    """Whether a word's plain letters show capitals: all of two or more, or not; None where they are too few to tell."""
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return False
    return True if len(plain) > 1 else None
