"""A choice among readings by a small linear model: each reading has signs, each sign a weight, the greatest sum wins.

The weights are those of a conditional logit (McFadden 1974) fitted on annotated articles by `python -m
benchmarks.train`. They lie in `weights/NAME.tsv`, a sign and its weight a line; a sign without one counts nothing. So a
choice can be told in words: the signs that speak for it, and how much each says.

The signs of a reading come in groups: who makes some of them, and of what. Readings share most of their groups with
readings met before, so a sum is taken once for each group, and words are made of it only where it is new. Sums are of
whole numbers: they are the same in whatever order they are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Final

__all__ = ["Chooser", "Group", "plain", "signs_of"]

Group = tuple[Callable[..., Iterable[str]], tuple[Hashable, ...]]  # what makes signs, and of what it makes them

_ONE: Final = 10_000  # a weight of 1; those that are written have two decimals
_REMEMBERED: Final = 2_048  # sums of groups


def signs_of(groups: Iterable[Group]) -> list[str]:
    """The signs of the groups, in their order."""
    return [sign for make, told in groups for sign in make(*told)]


def plain(*signs: str) -> tuple[str, ...]:
    """The signs themselves, for a group of such as nothing makes."""
    return signs


class _Sums(dict[Group, int]):
    """The sums of groups, each taken when it is asked for first."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = {sign: round(weight * _ONE) for sign, weight in weights.items()}

    def __missing__(self, group: Group) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        make, told = group
        found = self[group] = sum(map(self._weights.get, make(*told), repeat(0)))
        return found


class Chooser:
    """Chooses by the weights of signs."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._sums = _Sums(weights)

    @staticmethod
    @lru_cache(maxsize=8)
    def built_in(name: str) -> Chooser:
        """The chooser whose weights ship with trich under that name."""
        text = (Path(__file__).resolve().parent / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
        lines = [line.rpartition("\t") for line in text.split("\n") if line and line[0] != "#"]
        return Chooser({sign: float(weight) for sign, _, weight in lines})

    def score(self, groups: Iterable[Group]) -> float:
        """The sum of the weights of the signs."""
        return sum(map(self._sums.__getitem__, groups)) / _ONE

    def best(self, readings: Sequence[Sequence[Group]]) -> int:
        """Which of the readings, given by the groups of their signs, has the greatest sum; of equals the first."""
        if len(readings) == 1:
            return 0
        sum_of = self._sums.__getitem__
        sums = [sum(map(sum_of, groups)) for groups in readings]
        return sums.index(max(sums))

    def telling(self, signs: Collection[str], most: int = 3) -> list[tuple[str, float]]:
        """The signs that say most for or against a reading, the weightiest first, with their weights."""
        known = {sign: self.weights[sign] for sign in signs if sign in self.weights}
        return sorted(known.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]
