"""A text as numbers that can be compared: its syllables, runs of five of them, and MinHash signatures of passages.

Syllables are compared in small letters of canonical text, so that neither the style of tone marks nor a change of case
makes another text of it. A passage begins at each sentence, so that the same sentences have the same passages however
paragraphs were merged or cut around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extract.language.canonical import Canonical, canonicalize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

RUN: Final = 5  # syllables of a shingle: some three words
PASSAGE: Final = 36  # shingles of a passage, so 40 syllables
LEAST: Final = 12  # shingles that a passage must have to be looked for
SEED: Final = 20_231_020
_SYLLABLE: Final = re.compile(r"\w+")
_SENTENCE_END: Final = re.compile(r"[.!?…;:]+[\"”»’')\]]*\s+|\s*\n\s*")
_ODD: Final = 0x9E3779B97F4A7C15  # the golden ratio in 64 bits: spreads what is multiplied by it


class Shingled(NamedTuple):
    """The shingles of a text in order, the span in the text of the syllable that each begins with, and passages.

    `starts` and `ends` are of syllables, so RUN - 1 more than there are shingles; `passages` are half-open intervals of
    shingles.
    """

    shingles: NDArray[np.uint64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    passages: Sequence[tuple[int, int]]


@lru_cache(maxsize=200_000)
def hashed(word: str) -> int:
    """64 bits of a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def shingled(text: str) -> Shingled:
    """The shingles and passages of a text; of a very short one there are none."""
    import numpy as np

    canonical = canonicalize(text)
    small = _small(canonical.text)
    syllables = _SYLLABLE.findall(small)
    count = len(syllables)
    starts = np.fromiter((match.start() for match in _SYLLABLE.finditer(small)), np.uint32, count)
    ends = starts + np.fromiter(map(len, syllables), np.uint32, count)
    shingles = runs(np.fromiter(map(hashed, syllables), np.uint64, count), RUN)
    heads = np.fromiter((0, *(match.end() for match in _SENTENCE_END.finditer(small))), np.uint32)
    passages = _passages(np.searchsorted(starts, heads), len(shingles))
    return Shingled(shingles, *_in_source(canonical, starts, ends), passages)


def _small(text: str) -> str:
    """The text in small letters, each of which stands where the letter stood ("İ" would become two)."""
    small = text.casefold()
    return small if len(small) == len(text) else "".join(c if len(c.casefold()) > 1 else c.casefold() for c in text)


def _in_source(
    canonical: Canonical, starts: NDArray[np.uint32], ends: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The spans of the source that these of the canonical text came from."""
    import numpy as np

    if canonical.is_aligned:
        return starts, ends
    spans = [canonical.to_source(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    both = np.array(spans, dtype=np.uint32).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def runs(words: Hashes, length: int) -> Hashes:
    """A hash of every run of so many words."""
    import numpy as np

    count = max(0, len(words) - length + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        mixed = mixed * np.uint64(_ODD) + words[place : place + count]
    return mixed ^ (mixed >> np.uint64(29))


def _passages(heads: NDArray[np.intp], count: int) -> list[tuple[int, int]]:
    """The intervals of shingles from each sentence on; the last ones of a text are short, and the shortest left out."""
    first = {int(head) for head in heads if head + LEAST <= count}
    return [(head, min(count, head + PASSAGE)) for head in sorted(first)]


def bands(sets: Sequence[Hashes], permutations: int, rows: int) -> Iterator[Hashes]:
    """Of each set of hashes the keys of its bands: sets that have one in common are probably alike.

    A MinHash signature of `permutations` numbers is cut into bands of `rows`; two sets of Jaccard likeness s share one
    with probability 1 - (1 - s^rows)^(permutations / rows).
    """
    import numpy as np
    from rensa import RMinHash

    if not sets:
        return
    offsets = np.concatenate(([0], np.cumsum([len(one) for one in sets]))).astype(np.uint64)
    digests: Any = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(sets), offsets, permutations, SEED)
    signatures = np.array(digests.to_rows(), dtype=np.uint64).reshape(len(sets), permutations // rows, rows)
    keys = np.broadcast_to(np.arange(1, permutations // rows + 1, dtype=np.uint64), signatures.shape[:2]).copy()
    for row in range(rows):
        keys = keys * np.uint64(_ODD) + signatures[:, :, row]
    yield from keys ^ (keys >> np.uint64(31))
