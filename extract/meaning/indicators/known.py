"""Which of the known indicators a phrase is (`patterns/indicators.tsv`), so that series join across sources.

An indicator is known where its phrase *is* one of the table's surfaces, not where it holds one: "kim ngạch xuất khẩu
gạo" is not "kim ngạch xuất khẩu". What may stand around the surface without making another thing of it is the name of a
place and the words of `patterns/indicator_words.tsv`. The figure must be in a unit of the indicator; the size of a
change may also be in per cent or in times.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from extract.language.alternation import whole_words
from extract.language.regexes import regex
from extract.meaning.indicators.known_words import (
    Phrase,
    Stated,
    Window,
    Words,
    first_words,
    folded,
    numbered,
    small,
    words_of,
)
from extract.model import Step
from patterns.rows import IndicatorCue, KnownIndicator, NeutralWord

__all__ = ["Known", "KnownIndicators"]

_EQUAL: Final = regex(r"^\)?\s*(?:\([^()]*\)|\(?tương đương\s\S+)?\)?\s*")  # "(-3,1%) so với dự toán"
_OF_CHANGES: Final = frozenset(("percent", "multiple"))
_LINKING: Final = ("link", "change", "share", "basis", "opener")
_BASIS: Final = 100  # characters behind a figure in which its basis is named
_MOST_WORDS: Final = 6  # of a place's name, or of a surface of indicator_words.tsv


class Known(NamedTuple):
    """The id of a known indicator, None where a phrase is none; and the rows that say so."""

    id: str | None = None
    steps: tuple[Step, ...] = ()


class KnownIndicators:
    """Finds the known indicator that a phrase names, by the tables."""

    def __init__(
        self, rows: Sequence[KnownIndicator], words: Sequence[NeutralWord], cues: Sequence[IndicatorCue]
    ) -> None:
        self._rows: dict[Words, list[KnownIndicator]] = defaultdict(list)
        for row in rows:
            for surface in row.surfaces:
                self._rows[folded(words_of(surface))].append(row)
        self._leads = _of_role(words, "lead")
        self._units_of_place = _of_role(words, "unit_of_place")
        self._behind = self._units_of_place | _of_role(words, "tail")
        linking = [s for row in cues if row.role in _LINKING for s in row.surfaces]
        linking += [" ".join(surface) for surface in self._behind]
        self._linking = frozenset(small(word) for surface in linking for word in surface.split())
        self._bases = {surface: row.id for row in words if row.role == "basis" for surface in row.surfaces}
        self._firsts = frozenset(key[0] for key in self._rows)
        self._alone = frozenset(key[0] for key in self._rows if len(key) == 1)
        self._pairs = frozenset(pair for key in (*self._rows, *self._leads) for pair in pairwise(key))
        self._lead_ends = frozenset(key[-1] for key in self._leads)
        self._lengths: dict[str, int] = {}
        for key in self._rows:
            self._lengths[key[0]] = max(len(key), self._lengths.get(key[0], 0))
        self._longest = max(self._lengths.values(), default=0)

    def of(self, phrase: Phrase, stated: Stated) -> Known:
        """The known indicator that the phrase of a figure names, where it `may_be` one."""
        if stated.is_whole(phrase):
            return Known()
        window = Window.of(phrase, stated, self._longest)
        known = self._widest(window, stated)
        if known.id and not self._hands_on(window.gap, stated):
            return Known()
        against = self._basis(stated) if known.id and stated.change != "none" else ()
        return Known(None, against) if against else known

    def may_be(self, text: str) -> bool:
        """Whether a phrase of these words can lie in a surface or end one: what most phrases cannot."""
        words = first_words(text)
        if len(words) < 2:
            return bool(words) and words[0] in self._firsts
        led = words[0] in self._lead_ends and words[1] in self._firsts
        return led or words in self._pairs or words[0] in self._alone

    def _widest(self, window: Window, stated: Stated) -> Known:
        """The widest surface that the phrase is or is part of, with nothing beside it that makes it another thing."""
        words = window.words
        for start, lead in self._starts(window):
            most = self._lengths.get(words[start], 0)
            for end in range(min(len(words), start + most), window.first, -1):
                row = self._fitting(words[start:end], window, stated)
                if row is None or (end > window.last and window.open and not self._ends(words, end)):
                    continue
                tail = self._tail(window.written[end : window.last], stated.places)
                if tail is not None:
                    said = window.written[start:end]
                    return Known(row.id, (_step(f"indicators:{row.id}", said), *lead, *tail))
        return Known()

    def _hands_on(self, gap: str, stated: Stated) -> bool:
        """Whether a phrase goes on from one figure to the next: nothing but linking words, times and places between.

        The unit of the figure before stands there too ("là 1.700 doanh nghiệp, tăng 14%").
        """
        written, before = words_of(gap), stated.before
        unit = words_of(f"{before.unit} {before.per}".casefold()) if before else ()
        at = 0
        while at < len(written):
            word = small(written[at])
            plain = word in self._linking or word in unit or not word.isalpha()
            length = 1 if plain else _longest_name(written, at, stated.places)
            if not length:
                return False
            at += length
        return True

    def _fitting(self, surface: Words, window: Window, stated: Stated) -> KnownIndicator | None:
        """The first row of a surface that the figure can be a value of, or the size of a change of."""
        figure, changed = stated.figure, stated.change != "none"
        for row in self._rows.get(surface, ()):
            fits = figure.kind in row.units or figure.unit in row.units or (changed and figure.kind in _OF_CHANGES)
            if fits and not self._barred(row, window, stated):
                return row
        return None

    def _barred(self, row: KnownIndicator, window: Window, stated: Stated) -> bool:
        """Whether words of the sentence say that the surface means another thing, or that the figure is another's."""
        barring = ((row.not_in, stated.sentence), (row.not_between, window.between))
        return any(_any_of(words).search(text) for words, text in barring if words)

    def _starts(self, window: Window) -> Iterator[tuple[int, tuple[Step, ...]]]:
        """Where a surface may begin: before the phrase, with it, or behind words that only lead to it ("mức")."""
        words, first = window.words, window.first
        yield from ((start, ()) for start in range(first + 1) if words[start] in self._firsts)
        for length in range(1, 4):
            lead = self._leads.get(words[first : first + length]) if first + length < len(words) else None
            if lead:
                yield first + length, (_step(lead, words[first : first + length]),)

    def _tail(self, written: Words, places: Container[str]) -> tuple[Step, ...] | None:
        """The rows of the words behind a surface; None where one of them makes another thing of it."""
        steps: list[Step] = []
        words, at = numbered(folded(written)), 0
        while at < len(words):
            if length := _longest(words, at, self._behind):
                steps.append(_step(self._behind[words[at : at + length]], written[at : at + length]))
            else:
                length = _longest_name(written, at, places)
                length = length or (_capitals(written, at) if words[at - 1 : at] in self._units_of_place else 0)
            if not length:
                return None
            at += length
        return tuple(steps)

    def _ends(self, words: Words, end: int) -> bool:
        """Whether a surface that goes on behind the phrase ends there: at a mark, at the end, before a neutral word."""
        return end == len(words) or not words[end].isalpha() or bool(_longest(numbered(words), end, self._behind))

    def _basis(self, stated: Stated) -> tuple[Step, ...]:
        """The row of the words right behind a change that say that it is measured against a plan or a whole."""
        end = stated.figure.end
        behind = _EQUAL.sub("", stated.sentence[end : end + _BASIS]).casefold()
        found = max((s for s in self._bases if re.match(rf"{re.escape(s)}\b", behind)), key=len, default=None)
        return (_step(f"indicator_words:{self._bases[found]}", (found,)),) if found else ()


@lru_cache(maxsize=1024)
def _any_of(words: Words) -> re.Pattern[str]:
    return regex(whole_words(words, any_case=True))


def _of_role(words: Sequence[NeutralWord], role: str) -> dict[Words, str]:
    return {
        numbered(folded(words_of(s))): f"indicator_words:{row.id}"
        for row in words
        if row.role == role
        for s in row.surfaces
    }


def _step(row: str, words: Words) -> Step:
    return Step("indicator_id", row, " ".join(words))


def _longest(words: Words, at: int, known: Collection[Words]) -> int:
    """How many words from `at` on are together one of the known; 0 where none are."""
    return next((n for n in range(min(_MOST_WORDS, len(words) - at), 0, -1) if words[at : at + n] in known), 0)


def _longest_name(written: Words, at: int, places: Container[str]) -> int:
    """The same for the names of places."""
    lengths = range(min(_MOST_WORDS, len(written) - at), 0, -1)
    return next((n for n in lengths if " ".join(written[at : at + n]) in places), 0)


def _capitals(written: Words, at: int) -> int:
    end = at
    while end < len(written) and written[end][0].isupper():
        end += 1
    return end - at
