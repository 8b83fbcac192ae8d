"""Does the confidence of a fact say whether it is right? Precision at its deciles, and the area under its ROC curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

PARTS: Final = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One fact that a data set states: its confidence, and whether gold finds all its core fields right."""

    confidence: Decimal
    right: bool


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the facts by confidence: how many, from which confidence to which, and the share of right ones."""

    facts: int
    highest: Decimal
    lowest: Decimal
    precision: float


def deciles(judged: Sequence[Judged]) -> tuple[Decile, ...]:
    """Ten parts as equal as can be, the most trusted first; fewer than ten facts give a part each.

    Facts of one confidence have no order among them, so each counts with the share of right ones among all of them: a
    cut through a tie changes no precision.
    """
    ranked = _ranked(judged)
    cuts = [len(ranked) * part // PARTS for part in range(PARTS + 1)]
    return tuple(_decile(ranked[start:end]) for start, end in pairwise(cuts) if end > start)


def _ranked(judged: Sequence[Judged]) -> list[tuple[Decimal, float]]:
    ranked: list[tuple[Decimal, float]] = []
    for confidence, group in groupby(sorted(judged, key=lambda j: -j.confidence), key=lambda j: j.confidence):
        members = list(group)
        share = sum(member.right for member in members) / len(members)
        ranked += [(confidence, share)] * len(members)
    return ranked


def _decile(part: Sequence[tuple[Decimal, float]]) -> Decile:
    precision = sum(share for _, share in part) / len(part)
    return Decile(facts=len(part), highest=part[0][0], lowest=part[-1][0], precision=precision)


def auroc(judged: Sequence[Judged]) -> float | None:
    """The chance that a right fact has more confidence than a wrong one, a tie counting half (Mann and Whitney 1947).

    `None` where all facts are right or all are wrong: then there is nothing to tell apart.
    """
    right = sum(j.right for j in judged)
    wrong = len(judged) - right
    if not right or not wrong:
        return None
    wins, wrong_below = 0.0, 0
    for _, group in groupby(sorted(judged, key=lambda j: j.confidence), key=lambda j: j.confidence):
        members = list(group)
        right_here = sum(member.right for member in members)
        wrong_here = len(members) - right_here
        wins += right_here * (wrong_below + wrong_here / 2)
        wrong_below += wrong_here
    return wins / (right * wrong)
