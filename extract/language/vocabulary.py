"""Which words a sentence can hold, of all that the stages look for: one look for thousands of words.

An expression over a table's words reads a sentence in some ten microseconds; ten tables ask for a hundred, and most
sentences hold no word of most tables. So all words of all tables stand in one automaton (Aho and Corasick 1975, by the
`aho-corasick` crate), which reads the sentence once. Where a table has no word in it, its expression is not run; where
it has one, the expression is tried there and nowhere else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from operator import itemgetter
from typing import Any, Final

from extract.language.canonical import lowered
from extract.language.regexes import regex

__all__ = ["Hit", "Led", "Vocabulary"]

Hit = tuple[int, int, int]  # the number of a word, and where it begins and ends in a text, be it inside another word
_Look = Mapping[int, Sequence[Hit]]  # for each gate that has any, the hits of its words, as they begin and end

_REMEMBERED: Final = 2_048  # texts; the sentences of a document, unless it is a very long one
_START: Final = itemgetter(1)
_SURROGATE: Final = regex("[\ud800-\udfff]")


class Led:
    """An expression each of whose matches begins with one of some words, tried only where a text holds one of them.

    What it finds is what `re.Pattern` finds by methods of these names.
    """

    def __init__(
        self, pattern: re.Pattern[str], gate: int, look: Callable[[str], _Look], looks: Mapping[str, _Look]
    ) -> None:
        """`look` tells where the words of all gates stand in a text, `looks` does of texts that were looked at; `gate`
        says which of the words begin a match.
        """
        self.match, self.fullmatch = pattern.match, pattern.fullmatch
        self._gate, self._look, self._looks = gate, look, looks

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches that begin and end in the stretch, from left to right, without overlap."""
        hits = (self._looks.get(text) or self._look(text)).get(self._gate)
        return self._tried(hits, text, start, end) if hits else iter(())

    def _tried(self, hits: Sequence[Hit], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        match = self.match
        for _, at, _ in hits:
            if at < start:
                continue
            if at >= end:
                break
            start = at + 1  # another word may begin there too
            if found := match(text, at, end):
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of the matches."""
        hits = (self._looks.get(text) or self._look(text)).get(self._gate)
        return next(self._tried(hits, text, start, end), None) if hits else None

    def last(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins last, be it within another, as `.*` before the expression finds it."""
        for _, at, _ in reversed(self._look(text).get(self._gate, ())):
            if start <= at < end and (found := self.match(text, at, end)):
                return found
        return None


class Vocabulary:
    """The words of those who look for words. Each makes a gate of its own before the first is asked."""

    def __init__(self) -> None:
        """No words yet."""
        self.words: Sequence[str] = ()  # by their numbers, once a text was looked at
        self._gates = 0
        self._gates_of: dict[str, tuple[int, ...]] = {}  # a word in lower case, and the gates that look for it
        self._find: Callable[..., list[Hit]] | None = None
        self._gates_by_number: Sequence[tuple[int, ...]] = ()
        self._looks: dict[str, _Look] = {}

    def gate(self, words: Iterable[str]) -> Callable[[str], bool]:
        """A gate that lets through each text that holds one of the words, in any case and inside other words too.

        It lets through more than what is looked for, never less.
        """
        gate = self._enter(words)
        return lambda text: gate in self._look_at(text)

    def led(self, words: Iterable[str], pattern: re.Pattern[str]) -> Led:
        """The expression as one that is tried only where one of the words begins, in any case.

        Each of its matches must begin with one of them, also where look-behinds stand before it.
        """
        return Led(pattern, self._enter(words), self._look_at, self._looks)

    def hits(self, words: Iterable[str]) -> Callable[[str], Sequence[Hit]]:
        """Where the words stand in a text, in any case and inside other words too: from left to right, of those that
        begin together the shortest first.
        """
        gate = self._enter(words)
        return lambda text: self._look_at(text).get(gate, ())

    def _enter(self, words: Iterable[str]) -> int:
        """The number of a new gate for these words."""
        gate, self._gates = self._gates, self._gates + 1
        for word in {word.lower() for word in words}.difference(("",)):
            self._gates_of[word] = (*self._gates_of.get(word, ()), gate)
        self._find = None
        self._looks.clear()
        return gate

    def _look_at(self, text: str) -> _Look:
        """What the text holds; a text met again is not read again."""
        look = self._looks.get(text)
        if look is None:
            if len(self._looks) >= _REMEMBERED:
                self._looks.clear()
            look = self._looks[text] = self._read(text)
        return look

    def _read(self, text: str) -> _Look:
        find, lower = self._find or self._automaton(), lowered(text)
        try:
            hits = find(lower, overlapping=True)
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            hits = find(_SURROGATE.sub("\ufffd", lower), overlapping=True)
        hits.sort(key=_START)  # they come as they end
        gates = self._gates_by_number
        look: dict[int, list[Hit]] = {}
        for hit in hits:
            for gate in gates[hit[0]]:
                if gate in look:
                    look[gate].append(hit)
                else:
                    look[gate] = [hit]  # mostly the only one
        return look

    def _automaton(self) -> Callable[..., Any]:
        self.words = sorted(self._gates_of)
        self._gates_by_number = [self._gates_of[word] for word in self.words]
        self._find = import_module("ahocorasick_rs").AhoCorasick(self.words).find_matches_as_indexes
        return self._find
