"""A claim's figure judged by the facts of a data set that speak of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log
from typing import Final, Literal, NamedTuple

from extract.checking.claims.amounts import Held, compare, same_things
from extract.checking.claims.circumstances import ACCEPTED, Kept, Surroundings, period_kept, place_kept
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated
from extract.checking.claims.words import Wording, covered, spelled_out, telling, unmarked

__all__ = ["Bearing", "Verdict", "bearing", "verdict_of", "weights_of"]

Verdict = Literal["supported", "contradicted", "not found"]

# How much of the claim's words, weighed by rarity, must stand in the source: where the number is the claim's, and where
# it is another. Chosen by benchmarks/claims.py.
SPOKEN_OF: Final = 0.55
SURELY: Final = 0.7
_OWN: Final = 1.6  # what a word of the figure's own indicator weighs more than one of the rest of the claim
_OPEN: Final = frozenset(("narrower", "unknown"))
_AGREEING: Final = ("same", "rounded")


class Bearing(NamedTuple):
    """How one fact bears on a figure of a claim: how near it is in words, from 0 to 1, and what is the same."""

    stated: Stated
    nearness: float
    held: Held
    things: bool
    place: Kept
    period: Kept
    names: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether its number is the claim's, rounded at most."""
        return self.held.relation in _AGREEING

    @property
    def verdict(self) -> Verdict:
        """What this fact alone says to the claim."""
        if self.names or self.nearness < SPOKEN_OF:
            return "not found"
        kept = (self.place in ACCEPTED, self.period in ACCEPTED)
        if self.agrees and self.things and all(kept):
            return "supported"
        if (
            self.nearness < SURELY
            or self.held.relation in ("rougher", "overlaps", "incomparable")
            or not _OPEN.isdisjoint((self.place, self.period))
        ):
            return "not found"
        if all(kept):
            return "contradicted"
        # This very figure, of another place or of another time.
        return "contradicted" if self.agrees and self.things and any(kept) else "not found"


def weights_of(claim: Claimed, frequencies: Mapping[str, int], size: int) -> dict[str, float]:
    """What each word of a claim weighs: the rarer in the data set the more, and more in the figure's own indicator."""
    return {
        word: log(1 + (size + 1) / (1 + frequencies[unmarked(word)])) * (_OWN if word in claim.own else 1)
        for word in claim.words
    }


class Telling(NamedTuple):
    """The wording of a fact, how much of the claim's words it has, and the claim's names that it has not."""

    wording: Wording
    nearness: float
    names: tuple[str, ...]


def telling_of(claim: Claimed, source: Stated, weights: Mapping[str, float]) -> Telling:
    """How much a fact tells in the claim's words."""
    texts = (
        source.indicator, source.unit, source.sentence, source.title, source.attribution, source.publisher,
        source.place,
    )  # fmt: skip
    told = Wording.of(texts, marked=claim.marked)
    nearness = covered(claim.words, claim.shorts, weights, told)
    if claim.fact.indicator_id and claim.fact.indicator_id == source.indicator_id:
        nearness = max(nearness, SURELY)
    missing = tuple(name for name in claim.names if not _is_named(name, told, marked=claim.marked))
    return Telling(told, nearness, missing)


def bearing(claim: Claimed, source: Stated, told: Telling, around: Surroundings) -> Bearing:
    """How a fact of the data set bears on a figure of a claim; `around` is what its document tells."""
    held, things = compare(claim.fact, source), _same_things(claim, source, told.wording)
    place, period = place_kept(claim, source, around), period_kept(claim, source, around)
    return Bearing(source, told.nearness, held, things, place, period, told.names)


def _same_things(claim: Claimed, source: Stated, told: Wording) -> bool:
    """Whether the source counts what the claim counts: by the noun beside the number, else by what names it."""
    if claim.beside:
        return same_things(claim.fact, source, _around(source), marked=claim.marked)
    if claim.fact.kind not in ("count", "ratio"):
        return True
    head = ([word for word in claim.words if word in claim.own] or claim.words)[:2]
    return all(word in told.words or (word in claim.shorts and spelled_out(word, told)) for word in head)


def _around(source: Stated) -> str:
    """What stands close to a figure in its sentence."""
    return f"{source.indicator or ''} {(source.prefix or '')[-25:]} {(source.suffix or '')[:40]}"


def _is_named(name: str, told: Wording, *, marked: bool) -> bool:
    words = telling(name, marked=marked)
    return all(word in told.words or (name.isupper() and spelled_out(word, told)) for word in words)


def verdict_of(bearings: Iterable[Bearing]) -> Verdict:
    """What all of them say: one that bears the claim out is enough, then one that contradicts it."""
    verdicts = {bearing.verdict for bearing in bearings}
    return "supported" if "supported" in verdicts else "contradicted" if "contradicted" in verdicts else "not found"
