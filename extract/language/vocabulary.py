"""Which words a sentence can hold, of all that the stages look for: one look for thousands of words.

An expression over a table's words reads a sentence in some ten microseconds; ten tables ask for a hundred, and most
sentences hold no word of most tables. So all words of all tables stand in one automaton (Aho and Corasick 1975, by the
`aho-corasick` crate), which reads the sentence once. Where a table has no word in it, its expression is not run; where
it has one, the expression is tried there and nowhere else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from extract.language.canonical import lowered

__all__ = ["Led", "Vocabulary"]

_REMEMBERED: Final = 2_048  # texts; the sentences of a document, unless it is a very long one
_ALL: Final = -1

# The bits of the gates, and where their words begin, from left to right, with the bits of those; None where not known.
_Look = tuple[int, Sequence[tuple[int, int]] | None]


class Led:
    """An expression each of whose matches begins with one of some words, tried only where a text holds one of them.

    What it finds is what `re.Pattern` finds by methods of these names.
    """

    def __init__(self, pattern: re.Pattern[str], bit: int, look: Callable[[str], _Look]) -> None:
        """`look` tells where the words of all gates stand in a text, `bit` which of them begin a match."""
        self.match, self.fullmatch = pattern.match, pattern.fullmatch
        self._pattern, self._bit, self._look = pattern, bit, look

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches that begin and end in the stretch, from left to right, without overlap."""
        met, places = self._look(text)
        if not met & self._bit:
            return iter(())
        return self._pattern.finditer(text, start, end) if places is None else self._tried(places, text, start, end)

    def _tried(self, places: Sequence[tuple[int, int]], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        bit, match = self._bit, self.match
        for at, bits in places:
            if bits & bit and at >= start and (found := match(text, at, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of the matches."""
        if not self._look(text)[0] & self._bit:  # of most texts that is all there is to know
            return None
        return next(self.finditer(text, start, end), None)

    def last(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins last, be it within another, as `.*` before the expression finds it."""
        met, places = self._look(text)
        if not met & self._bit:
            return None
        if places is None:
            places = [(at, self._bit) for at in range(min(end, len(text)))]
        found = (self.match(text, at, end) for at, bits in reversed(places) if bits & self._bit and start <= at < end)
        return next(filter(None, found), None)


class Vocabulary:
    """The words of those who look for words. Each makes a gate of its own before the first is asked."""

    def __init__(self) -> None:
        """No words yet."""
        self._gates = 0
        self._gates_of: dict[str, int] = {}  # a word in lower case, and the bits of the gates that look for it
        self._find: Callable[..., Sequence[tuple[int, int, int]]] | None = None
        self._bits: list[int] = []
        self._looks: dict[str, _Look] = {}

    def gate(self, words: Iterable[str]) -> Callable[[str], bool]:
        """A gate that lets through each text that holds one of the words, in any case and inside other words too.

        It lets through more than what is looked for, never less.
        """
        bit = self._enter(words)
        return lambda text: self._look_at(text)[0] & bit != 0

    def led(self, words: Iterable[str], pattern: re.Pattern[str]) -> Led:
        """The expression as one that is tried only where one of the words begins, in any case.

        Each of its matches must begin with one of them, also where look-behinds stand before it.
        """
        return Led(pattern, self._enter(words), self._look_at)

    def _enter(self, words: Iterable[str]) -> int:
        """The bit of a new gate for these words."""
        bit = 1 << self._gates
        self._gates += 1
        for word in words:
            self._gates_of[word.lower()] = self._gates_of.get(word.lower(), 0) | bit
        self._find = None
        self._looks.clear()
        return bit

    def _look_at(self, text: str) -> _Look:
        """What the text holds; a text met again is not read again."""
        look = self._looks.get(text)
        if look is None:
            if len(self._looks) >= _REMEMBERED:
                self._looks.clear()
            look = self._looks[text] = self._read(text)
        return look

    def _read(self, text: str) -> _Look:
        find, bits, met = self._find or self._automaton(), self._bits, 0
        places: dict[int, int] = {}
        try:
            found = find(lowered(text), overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            return _ALL, None
        for word, start, _ in found:
            met |= bits[word]
            places[start] = places.get(start, 0) | bits[word]
        return met, sorted(places.items())

    def _automaton(self) -> Callable[..., Any]:
        words = sorted(word for word in self._gates_of if word)
        self._bits = [self._gates_of[word] for word in words]
        self._find = import_module("ahocorasick_rs").AhoCorasick(words).find_matches_as_indexes
        return self._find
