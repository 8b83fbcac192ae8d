"""Where in a sentence a number in digits or one of some words begins: one look for all who read on from such places.

An expression over a hundred words has a branch for nearly each letter of Vietnamese, and a search with it stops at
nearly each letter. An automaton (see `vocabulary.py`) finds the words of all who ask in a quarter of the instructions
that one such search takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Final

from extract.language.regexes import regex

__all__ = ["DIGITS", "Opening", "Openings", "first_words"]

DIGITS: Final = "#"  # stands for any number in digits
Opening = tuple[int, str]  # a place, and the word that begins there or DIGITS

_DIGIT: Final = "0123456789"
_FIRST_DIGIT: Final = regex("[0-9]")
_FIRST_WORD: Final = regex(r"\w+|\S+")
_SURROGATE: Final = regex("[\ud800-\udfff]")


class Openings:
    """Finds words for those who look for words. Each says which before a text is first looked at."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Look for these words, and for digits."""
        self._words: tuple[str, ...] = tuple(_DIGIT)
        self._find: Callable[[str], Iterable[tuple[int, int, int]]] | None = None
        self._last: tuple[str, list[Opening]] = ("", [])
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        """Look for these words too; they begin with a letter and are in lower case."""
        self._words = (*_DIGIT, *sorted({*self._words[len(_DIGIT) :], *words}.difference(_DIGIT, ("",))))
        self._find = None
        self._last = ("", [])

    def of(self, lower: str) -> list[Opening]:
        """The openings of a text in lower case, from left to right: words that stand alone, the longest at a place, and
        digits behind which no digit stands. A digit may follow on a word. The last text is remembered.
        """
        text, found = self._last  # taken once: another thread may be at another text
        if text is not lower:
            found = list(self._openings(lower))
            self._last = (lower, found)
        return found

    def _openings(self, lower: str) -> Iterator[Opening]:
        for number, start, end in self._hits(lower):
            before, word = lower[start - 1] if start else " ", self._words[number]
            if number < len(_DIGIT):
                if not before.isdecimal():
                    yield start, DIGITS
                continue
            if not (before.isalnum() or before == "_" or _goes_on(lower, end)):
                yield start, word
            if not word.isalpha() and (digit := _FIRST_DIGIT.search(word)):  # "q1" is a word and holds a number
                yield start + digit.start(), DIGITS

    def _hits(self, lower: str) -> Iterable[tuple[int, int, int]]:
        """Number, start and end of each word and digit, inside other words too."""
        find = self._find or self._automaton()
        try:
            return find(lower)
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            return find(_SURROGATE.sub("\ufffd", lower))

    def _automaton(self) -> Callable[[str], Iterable[tuple[int, int, int]]]:
        """It takes the longest word at each place; none that stands alone is hidden by one that begins before it."""
        library: Any = import_module("ahocorasick_rs")
        find: Callable[[str], Iterable[tuple[int, int, int]]]
        find = library.AhoCorasick(self._words, matchkind=library.MatchKind.LeftmostLongest).find_matches_as_indexes
        self._find = find
        return find


def _goes_on(text: str, end: int) -> bool:
    """Whether a word that ends there goes on in letters or signs of a word; a digit may follow it."""
    behind = text[end : end + 1]
    return behind.isalpha() or behind == "_" or (behind.isalnum() and not behind.isdecimal())


def first_words(surfaces: Iterable[str]) -> frozenset[str]:
    """What the surfaces begin with, in lower case; DIGITS for one that begins with a number in digits."""
    firsts = {found[0].lower() for surface in surfaces if (found := _FIRST_WORD.match(surface))}
    return frozenset(DIGITS if first[0] in _DIGIT else first for first in firsts)
