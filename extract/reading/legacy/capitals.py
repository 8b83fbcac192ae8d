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
    for word, capitals in zip(words, shown, strict=True):
        letters = word.group()
        parts += [
            text[end : word.start()],
            letters.upper() if capitals or (capitals is None and throughout) else letters,
        ]
        end = word.end()
    return "".join(parts) + text[end:]


def _shown(word: str) -> bool | None:
    """Whether a word's plain letters show capitals: all of two or more, or not; None where they are too few to tell."""
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return False
    return True if len(plain) > 1 else None
