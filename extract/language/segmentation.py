"""Vietnamese words out of syllables, by the model that ships with underthesea.

The model is a linear-chain CRF over two labels: a syllable begins a word (B-W), or goes on with it (I-W). Of each
syllable in a window of five around the judged one, of each pair and each three in a row, it knows the text, the text in
lower case, whether that is in a dictionary, whether it is written with capitals, and whether it is a number. With two
labels decoding is a few additions a syllable, so it happens here: the weights of a syllable or a pair are summed once
and remembered. The results are those of underthesea's own call, some ten times faster; a test compares them.
"""

from __future__ import annotations

import pickle
import struct
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise, product
from operator import add
from pathlib import Path
from typing import Any, Final

from extract.errors import ReadingError
from extract.language.compiled import compiled
from extract.language.crfsuite import read_binary_model

__all__ = ["Segmenter"]

Sums = tuple[float, ...]  # for each place of a window, what it says for "goes on" rather than "begins"
_Kept = tuple[str, bytes]  # an aspect as it is kept: its texts, a line each, and all their weights, as C doubles
_Model = tuple[list[list[_Kept]], tuple[tuple[float, float], tuple[float, float]], dict[str, str]]

# Windows of one, two and three syllables by where they lie around the judged syllable, from the left.
_PLACES: Final = (
    ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]"),
    ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]"),
    ("T[-2,0]", "T[-1,1]", "T[0,2]"),
)
_ASPECTS: Final = ("", ".lower", ".is_in_dict", ".istitle", ".isdigit")
_NEVER: Final = -1e9
_REMEMBERED: Final = 20_000  # different syllables, pairs


class _PlainPickle(pickle.Unpickler):
    """Reads sets, lists and strings, and refuses everything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


class _Aspect:
    """What the windows of one length say by one aspect. Most of the texts are never asked for: their weights stay
    packed."""

    def __init__(self, kept: _Kept, places: int) -> None:
        """Take what `_kept` made; `places` is how many places a window has."""
        texts, self._weights = kept
        self._row = struct.Struct(f"{places}d")
        self.rows = {text: row for row, text in enumerate(texts.split("\n"))} if self._weights else {}

    def __getitem__(self, text: str) -> Sums:
        """The weights of a text that has a row, for each place."""
        return self._row.unpack_from(self._weights, self.rows[text] * self._row.size)


class _Windows:
    """The weights of the windows of one length."""

    def __init__(self, places: int, aspects: Sequence[_Aspect], dictionary: Mapping[str, str]) -> None:
        """Take the aspects in the order of `_ASPECTS`; `places` is how many places a window has; and the dictionary, as
        `_by_syllable` has it.
        """
        nothing = (0.0,) * places
        self._texts, self._lowers, *answers = aspects
        self.before_text, self.after_text = (
            _total([nothing, *_known(aspects, (mark,) * len(aspects))]) for mark in ("BOS", "EOS")
        )
        # What the three answers say together, by the answers.
        self._answered = {
            given: _total([nothing, *_known(answers, tuple(map(str, given)))])
            for given in product((False, True), repeat=3)
        }
        self._dictionary = dictionary
        self._memory: dict[str, Sums] = {}

    def sums(self, texts: Sequence[str], remember: bool) -> list[Sums]:
        """What the windows with these texts (syllables parted by spaces) say, for each of their places.

        The first that are met are remembered for good: the frequent ones are among them, and nothing is moved about.
        """
        if not remember:
            return [self._sums(text) for text in texts]
        memory, found = self._memory, []
        for text in texts:
            sums = memory.get(text)
            if sums is None:
                sums = self._sums(text)
                if len(memory) < _REMEMBERED and not text[:1].isdigit():  # numbers seldom recur
                    memory[text] = sums
            found.append(sums)
        return found

    def _sums(self, text: str) -> Sums:
        lower = text.lower()
        title = not (text[:1].islower() or any(syllable[:1].islower() for syllable in text.split(" ")))
        known = f"\n{lower}\n" in self._dictionary.get(lower.partition(" ")[0], "")
        sums = self._answered[known, title, text.isdigit()]
        # Most threes are texts that the model does not know: two plain looks say so.
        if text in self._texts.rows:
            sums = _plus(sums, self._texts[text])
        if lower in self._lowers.rows:
            sums = _plus(sums, self._lowers[lower])
        return sums


def _known(aspects: Sequence[_Aspect], texts: Sequence[str]) -> list[Sums]:
    """What each aspect says of its text, where it knows that."""
    return [aspect[text] for aspect, text in zip(aspects, texts, strict=True) if text in aspect.rows]


def _total(rows: Iterable[Sums]) -> Sums:
    return reduce(_plus, rows)


def _plus(left: Sums, right: Sums) -> Sums:
    return tuple(map(add, left, right))


class Segmenter:
    """Says which syllables go on with the word before them. Loads a folder of underthesea's model."""

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`; raises ReadingError when a file is missing or not what it should be."""
        files = (folder / "models.bin", folder / "dictionary.bin")
        lengths, self._transitions, words = compiled("segmentation", files, lambda: _read_model(*files))
        self._windows = [
            _Windows(len(places), [_Aspect(kept, len(places)) for kept in aspects], words)
            for places, aspects in zip(_PLACES, lengths, strict=True)
        ]

    def continues(self, syllables: Sequence[str], apart: Collection[int] = ()) -> list[bool]:
        """For each syllable whether it goes on with the word before; never so at the indices of `apart`."""
        advantages = self._advantages(syllables)
        for index in apart:
            advantages[index] = _NEVER
        return self._best_path(advantages)

    def _advantages(self, syllables: Sequence[str]) -> list[float]:
        pairs = [f"{a} {b}" for a, b in pairwise(syllables)]
        threes = [f"{pair} {c}" for pair, c in zip(pairs, syllables[2:], strict=False)]
        u, p, t = (
            [windows.before_text] * 2
            + windows.sums(texts, remember=length < 3)
            + [windows.after_text] * 2  # threes seldom recur
            for length, (windows, texts) in enumerate(
                zip(self._windows, (syllables, pairs, threes), strict=True), start=1
            )
        )
        return [
            u0[0] + u1[1] + u2[2] + u3[3] + u4[4] + p0[0] + p1[1] + p2[2] + p3[3] + t0[0] + t1[1] + t2[2]
            for u0, u1, u2, u3, u4, p0, p1, p2, p3, t0, t1, t2, _ in zip(
                u, u[1:], u[2:], u[3:], u[4:], p, p[1:], p[2:], p[3:], t, t[1:], t[2:], syllables, strict=False
            )
        ]

    def _best_path(self, advantages: Sequence[float]) -> list[bool]:
        """Viterbi over the two labels."""
        (begin_begin, begin_on), (on_begin, on_on) = self._transitions
        begin, on = 0.0, advantages[0] if advantages else 0.0
        came_on: list[tuple[bool, bool]] = []
        for advantage in advantages[1:]:
            to_begin, to_on = (on + on_begin > begin + begin_begin, on + on_on > begin + begin_on)
            came_on.append((to_begin, to_on))
            begin, on = (
                on + on_begin if to_begin else begin + begin_begin,
                (on + on_on if to_on else begin + begin_on) + advantage,
            )
        path = [on > begin]
        for to_begin, to_on in reversed(came_on):
            path.append(to_on if path[-1] else to_begin)
        return path[::-1] if advantages else []


def _read_model(weights: Path, dictionary: Path) -> _Model:
    model = read_binary_model(weights)
    if model.labels != ("B-W", "I-W"):
        raise ReadingError(f"{weights}: labels {model.labels} where B-W and I-W were expected; reinstall underthesea")
    lengths = [
        [_kept([model.advantages.get(place + aspect, {}) for place in places]) for aspect in _ASPECTS]
        for places in _PLACES
    ]
    return lengths, model.transitions, _by_syllable(_read_dictionary(dictionary))


def _kept(tables: Sequence[Mapping[str, float]]) -> _Kept:
    """The weights of the places of a window, for the texts that any of them knows."""
    texts = sorted(text for text in set().union(*tables) if "\n" not in text)
    return "\n".join(texts), array("d", [table.get(text, 0.0) for text in texts for table in tables]).tobytes()


def _by_syllable(words: Iterable[str]) -> dict[str, str]:
    """Words by their first syllable, each between line ends: 10,000 strings are quicker to read than 70,000."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        groups[word.partition(" ")[0]].append(word)
    return {syllable: "\n".join(("", *group, "")) for syllable, group in groups.items()}


def _read_dictionary(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as file:
            words = _PlainPickle(file).load()
        if not isinstance(words, set):
            raise TypeError(f"a {type(words).__name__} where a set was expected")
        return frozenset(words)
    except (OSError, TypeError, ValueError, pickle.UnpicklingError, EOFError) as error:
        raise ReadingError(f"{path}: no dictionary ({error}); reinstall underthesea") from error
