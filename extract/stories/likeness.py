"""Whether two sentences say the same but for the figure: copied or reworded, no name or date telling them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.language.canonical import canonicalize

if TYPE_CHECKING:
    from extract.stories.shingles import Hashes

__all__ = ["Saying", "likeness", "pairs_of_words", "particulars", "saying", "tells_apart"]

_TOKEN: Final = re.compile(r"\w+(?:[./,-]\w+)*|[.!?:;“\"(]")
_OPENS: Final = frozenset('.!?:;“"(')


class Saying(NamedTuple):
    """A sentence without its figures: its words in small letters, its names, and its other numbers (dates among them).

    A name is a word in capitals that does not open a sentence, in small letters.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]


def saying(sentence: str, figures: Sequence[str]) -> Saying:
    """What a sentence says beside these figures."""
    return _saying(sentence, tuple(figures))


@lru_cache(maxsize=4096)
def _saying(sentence: str, figures: tuple[str, ...]) -> Saying:
    for figure in sorted(figures, key=len, reverse=True):
        sentence = re.sub(rf"(?<![\w/])(?<!\d[.,]){re.escape(figure)}(?!\w|/\d)", " ", sentence, count=1)
    words: list[str] = []
    names: set[str] = set()
    numbers: set[str] = set()
    opening = True
    for token in _TOKEN.findall(canonicalize(sentence).text):
        if token in _OPENS:
            opening = True
            continue
        if token[0].isdigit():
            numbers.update(part.lstrip("0") for part in re.findall(r"\d+", token))
        else:
            small = token.casefold()
            words.append(small)
            if token[0].isupper() and (not opening or token.isupper()):
                names.add(small)
        opening = False
    return Saying(tuple(words), frozenset(names), frozenset(numbers))


def likeness(one: Saying, other: Saying) -> float:
    """How much of the words of both is common to both, from 0 to 1, whatever their order."""
    mine, theirs = set(one.words), set(other.words)
    return len(mine & theirs) / max(1, len(mine | theirs))


def tells_apart(one: Saying, other: Saying) -> bool:
    """Whether each of two sentences has a name, or a number, that the other lacks in its place."""
    return any(
        mine - theirs and theirs - mine for mine, theirs in ((one.names, other.names), (one.numbers, other.numbers))
    )


def particulars(one: Saying, other: Saying) -> int:
    """How many names and numbers two sentences share: what makes a sentence one of its own."""
    return len(one.names & other.names) + len(one.numbers & other.numbers)


def pairs_of_words(said: Saying) -> Hashes:
    """A hash of each two words that stand together: by these, sentences that are alike find each other."""
    import numpy as np

    from extract.stories.shingles import hashed, runs

    words = np.fromiter((hashed(word) for word in said.words), np.uint64, len(said.words))
    return np.unique(runs(words, 2))
