"""A claim's figure judged by the facts of a data set that speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from math import log
from typing import Final, Literal, NamedTuple

from extract.checking.claims.amounts import Held, compare, same_things
from extract.checking.claims.circumstances import ACCEPTED, OPEN, Kept, Surroundings
from extract.checking.claims.periods import period_kept
from extract.checking.claims.places import place_kept
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated
from extract.checking.claims.words import Wording, covered, spelled_out, telling, tokens, unmarked

__all__ = ["SPOKEN_OF", "Bearing", "Verdict", "telling_of", "verdict_of", "weights_of"]

Verdict = Literal["supported", "contradicted", "not found"]

# How much of the claim's words, weighed by rarity, must stand in the source: where the number is the claim's, and where
# it is another. Chosen by benchmarks/claims.py.
SPOKEN_OF: Final = 0.55
SURELY: Final = 0.7
NEARLY_ALL: Final = 0.85
ITS_OWN: Final = 0.25
NEARER: Final = 0.3
_OWN: Final = 1.6  # what a word of the figure's own indicator weighs more than one of the rest of the claim
_LEFT_OPEN: Final = ("rougher", "overlaps", "incomparable")
_CAPITALS: Final = re.compile(r"(?<!\w)([A-ZĐ][A-Z0-9Đ]+)(?!\w)")
_DIGIT: Final = re.compile(r"\d")
_COUNTED: Final = ("count", "ratio")
_AGREEING: Final = ("same", "rounded")


class Bearing:
    """How one fact bears on a figure of a claim: how near it is in words, and what is the same.

    `nearness` is of the whole claim, `near_own` of the indicator in the indicator of the source; both from 0 to 1.
    What its document tells (`around`) is asked for only where the answer depends on it.
    """

    def __init__(self, claim: Claimed, source: Stated, told: Telling, around: Callable[[str], Surroundings]) -> None:
        self.stated, self.nearness, self.near_own = source, told.nearness, told.near_own
        self.held: Held = compare(claim.fact, source)
        self._claim, self._told, self._around = claim, told.wording, around

    @cached_property
    def things(self) -> bool:
        """Whether it counts what the claim counts."""
        return _same_things(self._claim, self.stated, self._beside)

    @cached_property
    def place(self) -> Kept:
        """How its place relates to the claim's."""
        return place_kept(self._claim, self.stated, self._beside)

    @cached_property
    def period(self) -> Kept:
        """How its period relates to the claim's."""
        return period_kept(self._claim, self.stated, self._beside)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the claim that neither it nor its document has."""
        marked = self._claim.marked
        return tuple(n for n in self._claim.names if not _is_named(n, self._told, self._beside, marked=marked))

    @property
    def _is_its_own(self) -> bool:
        """Whether the number is of what the claim's is of: by its indicator, or as the one of its kind in a sentence
        that has nearly all of the claim's words.
        """
        return self.near_own >= ITS_OWN or (self.nearness >= NEARLY_ALL and self._beside().has_one(self.stated))

    @property
    def _is_meant_otherwise(self) -> bool:
        """Whether it is a level where the claim is of a change, or the other way round, and only one of them a goal."""
        ours, theirs = self._claim.fact, self.stated
        return ours.change != theirs.change and ours.status != theirs.status

    def _beside(self) -> Surroundings:
        return self._around(self.stated.doc)

    @property
    def agrees(self) -> bool:
        """Whether its number is the claim's, rounded at most."""
        return self.held.relation in _AGREEING

    def gives_way_to(self, other: Bearing) -> bool:
        """Whether its number, place or time is not just the claim's, and its document has another number for just that.

        "Cần Thơ có 2 vụ" is not borne out by "3 vụ, trong đó 2 vụ tại huyện Cờ Đỏ", nor "tăng 9%" by "tăng 8,9%" where
        "tăng 8%" is told beside it, nor "2 ca ở xã Bình An" by "2 ca" where "1 ca ở xã Bình An" is.
        """
        if other.stated.doc != self.stated.doc or not self._is_weaker_than(other):
            return False
        rival = other.held.relation in ("other", "bound") and other.stated.change == self._claim.fact.change
        return rival and other.verdict == "contradicted" and {other.place, other.period} <= {"same", "unsaid"}

    def _is_weaker_than(self, other: Bearing) -> bool:
        kept = {self.place, self.period}
        close = self.stated.kind == "count" or other.stated.sentence == self.stated.sentence
        rougher = self.held.relation == "rounded" and other._is_as_rough_as_claimed
        return "wider" in kept or ("implied" in kept and close) or rougher or other._counts_nearer_than(self)

    @property
    def _is_as_rough_as_claimed(self) -> bool:
        """Whether the claim's number may be this one altered: of as few digits, and not half as great or twice."""
        ours, theirs = self._claim.fact, self.stated
        return theirs.digits <= ours.digits and 2 * abs(ours.value - theirs.value) <= abs(ours.value)

    def _counts_nearer_than(self, other: Bearing) -> bool:
        """Whether it counts the same things in words that are much nearer to what the claim says of them."""
        alike = self.stated.kind == "count" and self.stated.unit == other.stated.unit
        return alike and self.nearness >= other.nearness and self.near_own >= other.near_own + NEARER

    @property
    def verdict(self) -> Verdict:
        """What this fact alone says to the claim."""
        this_figure = self.agrees and self.things
        if self.nearness < (SPOKEN_OF if this_figure else SURELY) or self.held.relation in _LEFT_OPEN or self.names:
            return "not found"
        place, period = self.place in ACCEPTED, self.period in ACCEPTED
        if this_figure and place and period:
            return "not found" if self._is_meant_otherwise else "supported"
        if self.nearness < SURELY or self.period == "narrower":
            return "not found"
        if this_figure:  # of another place or of another time, which its source tells
            told = not OPEN & {self.place, self.period}
            return "contradicted" if told and (place or period) else "not found"
        if self.held.relation == "other" and not (self.things and self._is_its_own):
            return "not found"  # a number of something else
        near = OPEN if self.nearness >= NEARLY_ALL else ()
        known = (place or self.place in near) and (period or self.period in near)
        return "contradicted" if known else "not found"


def weights_of(claim: Claimed, frequencies: Mapping[str, int], size: int) -> dict[str, float]:
    """What each word of a claim weighs: the rarer in the data set the more, and more in the figure's own indicator."""
    return {
        word: log(1 + (size + 1) / (1 + frequencies[unmarked(word)])) * (_OWN if word in claim.own else 1)
        for word in claim.words
    }


class Telling(NamedTuple):
    """The wording of a fact, and how much of the claim's words it has."""

    wording: Wording
    nearness: float
    near_own: float


def telling_of(claim: Claimed, source: Stated, weights: Mapping[str, float]) -> Telling:
    """How much a fact tells in the claim's words."""
    texts = (
        source.indicator, source.unit, source.sentence, source.title, source.attribution, source.publisher,
        source.place, source.period,
    )  # fmt: skip
    told = Wording.of(texts, marked=claim.marked)
    own = [word for word in claim.words if word in claim.own] or claim.words
    beside = Wording.of((source.indicator, source.unit, _around(source)), marked=claim.marked)
    near = _nearness(claim, source, covered(claim.words, claim.shorts, weights, told))
    return Telling(told, near, covered(own, claim.shorts, weights, beside))


def _nearness(claim: Claimed, source: Stated, words: float) -> float:
    """The nearness in words, with regard to known indicators: the same is near enough, another one is another thing."""
    ours, theirs = claim.fact.indicator_id, source.indicator_id
    if not ours or not theirs:
        return words
    return max(words, SURELY) if ours == theirs else words if ours.split(".")[0] == theirs.split(".")[0] else 0.0


def _same_things(claim: Claimed, source: Stated, around: Callable[[], Surroundings]) -> bool:
    """Whether the source counts what the claim counts: by the noun beside the number, else by what names it."""
    if claim.beside:
        return same_things(claim.fact, source, _around(source), marked=claim.marked)
    if claim.fact.kind not in _COUNTED and source.kind not in _COUNTED:
        return True
    head = ([word for word in claim.words if word in claim.own] or claim.words)[:2]

    def named(*texts: str | None) -> bool:
        told = Wording.of(texts, marked=claim.marked)
        return all(told.holds(word) or (word in claim.shorts and spelled_out(word, told)) for word in head)

    beside = (source.indicator, source.unit, _around(source))
    return named(*beside) or (named(*beside, source.sentence) and around().has_one(source))


def _around(source: Stated) -> str:
    """What stands close to a figure in its sentence, up to the next number on either side."""
    before, behind = _DIGIT.split((source.prefix or "")[-25:])[-1], _DIGIT.split((source.suffix or "")[:40])[0]
    return f"{source.indicator or ''} {before} {behind}"


def _is_named(name: str, told: Wording, around: Callable[[], Surroundings], *, marked: bool) -> bool:
    """Whether a name stands in a source's wording or its document, its words one behind the other.

    Those in capitals may stand apart: "UBND Bến Tre" is "UBND tỉnh Bến Tre". All other words that stand apart are no
    name: "Hòa Bình" is not told by "ông Hòa" of Bình Định.
    """
    parts = [telling(part, marked=marked) for part in _CAPITALS.split(name)]
    if not any(parts) and _DIGIT.search(name):  # a year, or a day that no calendar has
        return told.holds(*tokens(name, marked=marked))
    return all(
        told.holds(*words) or (len(words) == 1 and spelled_out(words[0], told)) or around().names(" ".join(words))
        for words in parts
        if words
    )


def verdict_of(bearings: Iterable[Bearing]) -> Verdict:
    """What all of them say: one that bears the claim out is enough, then one that contradicts it."""
    verdicts = {bearing.verdict for bearing in bearings}
    return "supported" if "supported" in verdicts else "contradicted" if "contradicted" in verdicts else "not found"
