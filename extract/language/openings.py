"""Where in a sentence a number in digits or one of some words begins: one look for all who read on from such places.

An expression over a hundred words has a branch for nearly each letter of Vietnamese, and a search with it stops at
nearly each letter. The vocabulary (see `vocabulary.py`) finds the words of all who ask in the look it takes anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Final

from extract.language.canonical import lowered
from extract.language.regexes import regex
from extract.language.vocabulary import Hit, Vocabulary

__all__ = ["DIGITS", "Opening", "Openings", "first_words"]

DIGITS: Final = "#"  # stands for any number in digits
Opening = tuple[int, str]  # a place, and the word that begins there or DIGITS

_DIGIT: Final = "0123456789"
_FIRST_WORD: Final = regex(r"\w+|\S+")


class Openings:
    """Finds words for those who look for words. Each says which before a text is first looked at."""

    def __init__(self, words: Iterable[str] = (), vocabulary: Vocabulary | None = None) -> None:
        """Look for these words, and for digits; in the vocabulary."""
        self._vocabulary = vocabulary or Vocabulary()
        self._words: frozenset[str] = frozenset(_DIGIT)
        self._hits: Callable[[str], Sequence[Hit]] | None = None
        self._making = Lock()
        self._last: tuple[str, list[Opening]] = ("", [])
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        """Look for these words too; they begin with a letter and are in lower case."""
        self._words |= frozenset(words)
        self._hits = None
        self._last = ("", [])

    def of(self, text: str) -> list[Opening]:
        """The openings of a text, from left to right: words that stand alone, in any case, and digits before which no
        digit stands. A digit may follow on a word. The last text is remembered.
        """
        last, found = self._last  # taken once: another thread may be at another text
        if last is not text:
            found = self._openings(text)
            self._last = (text, found)
        return found

    def _openings(self, text: str) -> list[Opening]:
        find = self._hits or self._entered()
        hits, words, lower = find(text), self._vocabulary.words, lowered(text)
        found: list[Opening] = []
        for number, start, end in hits:
            word, before = words[number], lower[start - 1] if start else " "
            if word in _DIGIT:
                if not before.isdecimal():
                    found.append((start, DIGITS))
            elif not (before.isalnum() or before == "_"):
                behind = lower[end : end + 1]
                if behind == " " or not _goes_on(behind):
                    found.append((start, word))
        return found

    def _entered(self) -> Callable[[str], Sequence[Hit]]:
        """Enter the words in the vocabulary: one thread does, as what several enter at once would be mixed up."""
        with self._making:
            hits = self._hits = self._hits or self._vocabulary.hits(self._words)
        return hits


def _goes_on(behind: str) -> bool:
    """Whether a word goes on with what stands behind it, a letter or sign of a word; a digit may follow it."""
    return behind.isalpha() or behind == "_" or (behind.isalnum() and not behind.isdecimal())


def first_words(surfaces: Iterable[str]) -> frozenset[str]:
    """What the surfaces begin with, in lower case; DIGITS for one that begins with a number in digits."""
    firsts = {found[0].lower() for surface in surfaces if (found := _FIRST_WORD.match(surface))}
    return frozenset(DIGITS if first[0] in _DIGIT else first for first in firsts)
