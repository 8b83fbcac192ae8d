"""Conditional logit (McFadden 1974) over named signs: the weights by which a `Chooser` chooses among readings.

The likelihood is that one of the right readings is chosen, with a ridge penalty; it is made greatest by L-BFGS (Liu and
Nocedal 1989). The same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_ROUNDS: Final = 120
_MEMORY: Final = 10
_ENOUGH: Final = 1e-6  # of the loss, in one round


class Example(NamedTuple):
    """The readings of one figure, each by its signs, and the indices of the right ones."""

    readings: Sequence[Collection[str]]
    right: Collection[int]


def fitted(examples: Sequence[Example], *, ridge: float, least: int) -> dict[str, float]:
    """The weights of all signs that at least `least` readings have. Examples without a right reading teach nothing."""
    examples = [example for example in examples if example.right]
    counts = Counter(sign for example in examples for reading in example.readings for sign in set(reading))
    names = sorted(sign for sign, count in counts.items() if count >= least)
    if not names:
        return {}
    weights = _least(_Loss(examples, {name: n for n, name in enumerate(names)}, ridge), np.zeros(len(names)))
    return dict(zip(names, weights.tolist(), strict=True))


class _Loss:
    """Loss and slope over the examples, at given weights."""

    def __init__(self, examples: Sequence[Example], number: dict[str, int], ridge: float) -> None:
        readings = [(n, set(reading)) for n, example in enumerate(examples) for reading in example.readings]
        pairs = [(r, number[s]) for r, (_, signs) in enumerate(readings) for s in sorted(signs) if s in number]
        self._rows, self._columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        self._of = np.array([n for n, _ in readings])
        self._starts = np.searchsorted(self._of, np.arange(len(examples)))
        self._right = np.array([r in example.right for example in examples for r in range(len(example.readings))])
        self._ridge = ridge

    def __call__(self, weights: Vector) -> tuple[float, Vector]:
        scores = np.bincount(self._rows, weights=weights[self._columns], minlength=len(self._of))
        odds = np.exp(scores - np.maximum.reduceat(scores, self._starts)[self._of])
        right_odds = np.where(self._right, odds, 0.0)
        total, right = np.add.reduceat(odds, self._starts), np.add.reduceat(right_odds, self._starts)
        loss = float(np.log(total).sum() - np.log(right).sum()) + self._ridge / 2 * float(weights @ weights)
        pull = odds / total[self._of] - right_odds / right[self._of]
        slope = np.bincount(self._columns, weights=pull[self._rows], minlength=len(weights))
        return loss, slope + self._ridge * weights


def _least(loss: Callable[[Vector], tuple[float, Vector]], weights: Vector) -> Vector:
    """The weights of least loss."""
    value, slope = loss(weights)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(_ROUNDS):
        direction = _direction(slope, steps)
        size = 1.0 if steps else 1.0 / max(1e-9, float(np.abs(slope).sum()))
        while True:
            moved = weights - size * direction
            new_value, new_slope = loss(moved)
            if new_value <= value - 1e-4 * size * float(slope @ direction) or size < 1e-10:
                break
            size /= 2
        step = moved - weights, new_slope - slope
        if float(step[0] @ step[1]) > 1e-12:
            steps = [*steps, step][-_MEMORY:]
        done = abs(value - new_value) < _ENOUGH * abs(value)
        weights, value, slope = moved, new_value, new_slope
        if done:
            break
    return weights


def _direction(slope: Vector, steps: Sequence[tuple[Vector, Vector]]) -> Vector:
    """The two-loop recursion of L-BFGS."""
    direction, kept = slope.copy(), []
    for step, change in reversed(steps):
        share = float(step @ direction) / float(change @ step)
        kept.append(share)
        direction -= share * change
    if steps:
        step, change = steps[-1]
        direction *= float(step @ change) / float(change @ change)
    for (step, change), share in zip(steps, reversed(kept), strict=True):
        direction += step * (share - float(change @ direction) / float(change @ step))
    return direction
