"""Whether two sentences say the same but for the figure: copied or reworded, no name or date telling them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.language.canonical import canonicalize

if TYPE_CHECKING:
    from extract.stories.shingles import Hashes

__all__ = ["Pair", "Saying", "ends", "likeness", "pairs_of_words", "particulars", "saying", "tells_apart", "wording"]

WHOLE: Final = 8  # words, from which one sentence that begins or ends with another has all of it
LONGEST_OPENING: Final = 6  # words before a comma that only lead over: "Cũng theo báo cáo này,"
_TOKEN: Final = re.compile(r"\w+(?:[./,-]\w+)*|[.!?:;,“\"(]")
_BOUNDED: Final = r"(?<![\w/])(?<!\d[.,]){}(?!\w|(?<=\d)/\d)"
_OPENS: Final = frozenset('.!?:;“"(')
_MARKS: Final = _OPENS | {","}


class Saying(NamedTuple):
    """A sentence without its figures: its words in small letters, its names, and its other numbers (dates among them).

    A name is a word with a capital, but for the first letter of a sentence, in small letters; a name or number that
    comes again has a mark more. `opening` is how many words lead over to the sentence before it begins: a few, closed
    by a comma, with no name and no number.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    opening: int = 0


class Pair(NamedTuple):
    """Two sentences of different documents: how alike they are, whatever the order of their words and in it, and how
    many of their figures agree."""

    mine: Saying
    theirs: Saying
    alike: float
    told: float
    agreeing: int

    @property
    def words(self) -> int:
        """The words of the shorter."""
        return min(len(self.mine.words), len(self.theirs.words))


def saying(sentence: str, figures: Sequence[str]) -> Saying:
    """What a sentence says beside these figures."""
    return _saying(sentence, tuple(figures))


@lru_cache(maxsize=4096)
def _saying(sentence: str, figures: tuple[str, ...]) -> Saying:
    for figure in sorted(figures, key=len, reverse=True):
        sentence, found = re.subn(_BOUNDED.format(re.escape(figure)), " ", sentence, count=1)
        if not found:  # glued to what stands beside it: "16GB/512GB"
            sentence = re.sub(rf"(?<!\d){re.escape(figure)}(?!\d)", " ", sentence, count=1)
    tokens = _TOKEN.findall(canonicalize(sentence).text)
    words = tuple(token.casefold() for token in tokens if not token[0].isdigit() and token not in _MARKS)
    return Saying(words, _names(tokens), _numbers(tokens), _opening(tokens))


def _names(tokens: Sequence[str]) -> frozenset[str]:
    opened = zip((".", *tokens), tokens, strict=False)
    found = (token for before, token in opened if _is_capital(token[1:] if before in _OPENS else token))
    return _each([name.casefold() for name in found])


def _is_capital(part: str) -> bool:
    """Whether a capital stands in it."""
    return part != part.casefold()


def _numbers(tokens: Sequence[str]) -> frozenset[str]:
    return _each([part.lstrip("0") for token in tokens if token[0].isdigit() for part in re.findall(r"\d+", token)])


def _each(found: Sequence[str]) -> frozenset[str]:
    """What was found; what comes again is another: "năm 2019 ... so với 2019" is not "năm 2020 ... so với 2019"."""
    return frozenset(one + "'" * found[:n].count(one) for n, one in enumerate(found))


def _opening(tokens: Sequence[str]) -> int:
    head = tokens[: tokens.index(",")] if "," in tokens else ()
    plain = all(token.islower() or (n == 0 and token.istitle()) for n, token in enumerate(head))
    return len(head) if plain and len(head) <= LONGEST_OPENING else 0


def likeness(one: Saying, other: Saying) -> float:
    """How much of the words of both is common to both, from 0 to 1, whatever their order."""
    mine, theirs = set(one.words), set(other.words)
    return len(mine & theirs) / max(1, len(mine | theirs))


def wording(one: Saying, other: Saying) -> float:
    """How much of the words of both stands in both in the same order, from 0 to 1, whether or not either is led over
    to, or goes on: a heading before it, a list behind it are of a paragraph that was merged."""
    short, long = sorted((one.words, other.words), key=len)
    if len(short) >= WHOLE and short in (long[: len(short)], long[-len(short) :]):
        return 1.0
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a in _told(one) for b in _told(other))


def _told(said: Saying) -> list[tuple[str, ...]]:
    """The words, and those behind the opening."""
    return [said.words, said.words[said.opening :]] if 0 < said.opening < len(said.words) else [said.words]


def tells_apart(one: Saying, other: Saying) -> bool:
    """Whether each of two sentences has a name, or a number, that the other lacks in its place."""
    return any(
        mine - theirs and theirs - mine for mine, theirs in ((one.names, other.names), (one.numbers, other.numbers))
    )


def particulars(one: Saying, other: Saying, common: frozenset[str] = frozenset()) -> int:
    """How many names (but for those that are too `common`) and numbers two sentences share: what makes a sentence one
    of its own."""
    return len(one.names & other.names - common) + len(one.numbers & other.numbers)


def pairs_of_words(said: Saying) -> Hashes:
    """A hash of each two words that stand together: by these, sentences that are alike find each other."""
    import numpy as np

    return np.unique(_runs(said, 2))


def ends(said: Saying) -> list[int]:
    """A hash of how a sentence begins, and of how it ends, where it has `WHOLE` words: a heading and the sentence it is
    merged with have one in common."""
    found = _runs(said, WHOLE)
    return [int(found[0]), int(found[-1])] if len(found) else []


def _runs(said: Saying, length: int) -> Hashes:
    import numpy as np

    from extract.stories.shingles import hashed, runs

    return runs(np.fromiter((hashed(word) for word in said.words), np.uint64, len(said.words)), length)
