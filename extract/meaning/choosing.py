"""A choice among readings by a small linear model: each reading has signs, each sign a weight, the greatest sum wins.

The weights are those of a conditional logit (McFadden 1974) fitted on annotated articles by `python -m
benchmarks.train`. They lie in `weights/NAME.tsv`, a sign and its weight a line; a sign without one counts nothing. So a
choice can be told in words: the signs that speak for it, and how much each says. Sums are of whole numbers: readings
that weigh the same are equal in whatever order their signs stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Final

__all__ = ["Chooser"]

_ONE: Final = 10_000  # a weight of 1; those that are written have two decimals


class Chooser:
    """Chooses by the weights of signs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._whole = {sign: round(weight * _ONE) for sign, weight in weights.items()}

    @classmethod
    def built_in(cls, name: str) -> Chooser:
        """The chooser whose weights ship with trich under that name."""
        return cls(_weights(name))

    def score(self, signs: Collection[str]) -> float:
        """The sum of the weights of the signs."""
        return sum(map(self._whole.get, signs, repeat(0))) / _ONE

    def best(self, readings: Sequence[Collection[str]]) -> int:
        """Which of the readings, given by their signs, has the greatest score; of equals the first."""
        if len(readings) == 1:
            return 0
        scores = [self.score(signs) for signs in readings]
        return scores.index(max(scores))

    def telling(self, signs: Collection[str], most: int = 3) -> list[tuple[str, float]]:
        """The signs that say most for or against a reading, the weightiest first, with their weights."""
        known = {sign: self.weights[sign] for sign in signs if sign in self.weights}
        return sorted(known.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]


@lru_cache(maxsize=8)
def _weights(name: str) -> Mapping[str, float]:
    text = (Path(__file__).resolve().parent / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.rpartition("\t") for line in text.split("\n") if line and line[0] != "#"]
    return {sign: float(weight) for sign, _, weight in lines}
