"""The model that ships with underthesea, laid out as `Segmenter` asks it."""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any, Final

from extract.errors import ReadingError
from extract.language.crfsuite import read_binary_model
from extract.language.sums import Kept, Model, Sums, plus

__all__ = ["read_model"]

# Windows of one, two and three syllables by where they lie around the judged syllable, from the left.
_PLACES: Final = (
    ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]"),
    ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]"),
    ("T[-2,0]", "T[-1,1]", "T[0,2]"),
)
_ASPECTS: Final = ("", ".lower", ".is_in_dict", ".istitle", ".isdigit")

_Weights = Mapping[str, float]  # of the texts that a place of a window knows by one aspect


class _PlainPickle(pickle.Unpickler):
    """Reads sets, lists and strings, and refuses everything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def read_model(weights: Path, dictionary: Path) -> Model:
    """Read the model's files; raises ReadingError when one is missing or not what it should be."""
    model = read_binary_model(weights)
    if model.labels != ("B-W", "I-W"):
        raise ReadingError(f"{weights}: labels {model.labels} where B-W and I-W were expected; reinstall underthesea")
    lengths = [
        _kept([[model.advantages.get(place + aspect, {}) for place in places] for aspect in _ASPECTS])
        for places in _PLACES
    ]
    return lengths, model.transitions, _by_syllable(_read_dictionary(dictionary))


def _kept(aspects: Sequence[Sequence[_Weights]]) -> Kept:
    """What is kept of the windows of one length, from their weights by aspect and place."""
    written, lower, *answers = aspects
    texts = sorted(text for text in set().union(*written, *lower) if "\n" not in text)
    weights = array("d", [place.get(text, 0.0) for text in texts for place in (*written, *lower)])
    before, after = (_total(aspects, (mark,) * len(aspects)) for mark in ("BOS", "EOS"))
    answered = {given: _total(answers, tuple(map(str, given))) for given in product((False, True), repeat=len(answers))}
    return before, after, answered, "\n".join(texts), weights.tobytes()


def _total(aspects: Sequence[Sequence[_Weights]], texts: Sequence[str]) -> Sums:
    """What each aspect says of its text, together."""
    rows = (tuple([place.get(text, 0.0) for place in aspect]) for aspect, text in zip(aspects, texts, strict=True))
    return reduce(plus, rows)


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
