"""Which words a sentence can hold, of all that the stages look for: one look for thousands of words.

An expression over a table's words reads a sentence in some ten microseconds; ten tables ask for a hundred, and most
sentences hold no word of most tables. So all words of all tables stand in one automaton (Aho and Corasick 1975, by the
`aho-corasick` crate), which reads the sentence once; where a table has no word in it, its expression is not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final

from extract.language.canonical import lowered

__all__ = ["Vocabulary"]

_REMEMBERED: Final = 4_096  # sentences; those of a document, unless it is a very long one
_ALL: Final = -1


class Vocabulary:
    """The words of those who look for words. Each makes a gate of its own before the first is asked."""

    def __init__(self) -> None:
        """No words yet."""
        self._gates = 0
        self._gates_of: dict[str, int] = {}  # a word in lower case, and the bits of the gates that look for it
        self._find: Callable[..., Iterable[tuple[int, int, int]]] | None = None
        self._bits: list[int] = []
        self._met: dict[str, int] = {}

    def gate(self, words: Iterable[str]) -> Callable[[str], bool]:
        """A gate that lets through each text that holds one of the words, in any case and inside other words too.

        It lets through more than what is looked for, never less.
        """
        bit = 1 << self._gates
        self._gates += 1
        for word in words:
            self._gates_of[word.lower()] = self._gates_of.get(word.lower(), 0) | bit
        self._find = None
        self._met.clear()
        return lambda text: self._met_in(text) & bit != 0

    def _met_in(self, text: str) -> int:
        """The bits of the gates that let the text through."""
        met = self._met.get(text)
        if met is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            met = self._met[text] = self._look(text)
        return met

    def _look(self, text: str) -> int:
        find, bits, met = self._find or self._automaton(), self._bits, 0
        try:
            for word, _, _ in find(lowered(text), overlapping=True):
                met |= bits[word]
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            return _ALL
        return met

    def _automaton(self) -> Callable[..., Any]:
        words = sorted(word for word in self._gates_of if word)
        self._bits = [self._gates_of[word] for word in words]
        self._find = import_module("ahocorasick_rs").AhoCorasick(words).find_matches_as_indexes
        return self._find
