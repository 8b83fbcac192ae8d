"""The span of a source's name, and patterns of words that may begin a sentence."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Final, NamedTuple

CAPITALS: Final = "".join(chr(c) for c in range(0x41, min(0x1F00, sys.maxunicode)) if chr(c).isupper())
_PERSONAL: Final = ("attributions:honorific", "attributions:surname", "attributions:office")
_BODILY: Final = ("attributions:body",)


class Name(NamedTuple):
    """The span of a source's name and its rows; `bare` where only "ông", "vị này" or an office stands for the name."""

    start: int
    end: int
    rows: tuple[str, ...] = ()
    bare: bool = False
    held: bool = False

    def text(self, of: str) -> str:
        """The name itself, in the text that it was found in."""
        return of[self.start : self.end]

    @property
    def person(self) -> bool:
        """Whether an honorific, a surname or an office marks the name as a person's."""
        return any(row in _PERSONAL for row in self.rows) and not self.held and not self.body

    @property
    def body(self) -> bool:
        """Whether a word for a sort of organisation marks the name as one's."""
        return any(row in _BODILY for row in self.rows)


def capitalised(surfaces: Iterable[str]) -> list[str]:
    """The surfaces and their forms at the beginning of a sentence, longest first."""
    return sorted({form for s in surfaces for form in (s, s[0].upper() + s[1:])}, key=lambda s: (-len(s), s))


def alternatives(surfaces: Iterable[str]) -> str:
    """A pattern of any of the surfaces, the longest first; something that never matches where there are none."""
    joined = "|".join(re.escape(s) for s in sorted(set(surfaces), key=lambda s: (-len(s), s)))
    return joined or r"(?!)"
