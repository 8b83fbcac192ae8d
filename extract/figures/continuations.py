"""The words that can go on a number. Most numbers count what the next word says ("12 người"): where that word goes on
no number, neither a unit nor a scale nor a second number need be looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from extract.language.regexes import regex

_WORD: Final = regex(r" ([^\W\d_]+)")
_LETTERS: Final = regex(r"[^\W\d_]+")
_REMEMBERED: Final = 4096  # different words
_GLUED: Final = ("usd", "vnd", "vnđ", "đồng")  # currencies, to which a scale may be glued: "428 tỷUSD"
_PER, _OF_ALL = "/", "tổng"  # what goes on a number with words between: "9 khách/giờ", "8 nhóm trên tổng số 11"


class Continuations:
    """Tells where a number cannot go on."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        """Take all that may stand behind a number and belong to it, in letters of any case."""
        self._firsts = frozenset(found[0].lower() for surface in surfaces if (found := _LETTERS.match(surface)))
        self._can = lru_cache(maxsize=_REMEMBERED)(self._go_on)

    def end(self, text: str, at: int) -> bool:
        """Whether a number that stops at `at` ends there for sure: a word follows by which none goes on."""
        word = _WORD.match(text, at)
        return word is not None and not self._can(word[1]) and _PER not in text and _OF_ALL not in text

    def _go_on(self, word: str) -> bool:
        lower = word.lower()
        return lower in self._firsts or any(currency in lower for currency in _GLUED)
