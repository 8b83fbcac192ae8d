"""How a fact differs from a claim, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.checking.claims.circumstances import ACCEPTED
from extract.checking.claims.judging import Bearing, Verdict
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated
from extract.dataset.cells import plain

__all__ = ["Difference", "Evidence", "differences", "reasons"]

_SAID: Final = {
    "value": "the source gives {source}, the claim {claim}",
    "rounding": "{source} of the source rounds to {claim}",
    "unit": "the source counts in {source}, the claim in {claim}",
    "per": "the source gives it per {source}, the claim per {claim}",
    "bound": "the source says {source}, the claim {claim}",
    "change": "for the source it is {source}, for the claim {claim} (none is a level)",
    "whole": "the source has it out of {source}, the claim out of {claim}",
    "place": "the source is about {source}, the claim about {claim}",
    "period": "the source is about the time {source}, the claim about {claim}",
    "place_beside_alone": "the fact names no place itself, but its document names {claim}",
    "period_beside_alone": "the fact gives no time itself, but its document tells of {claim}",
    "place_beside": "read as about {source}, but what stands beside it in the document names {claim}",
    "period_beside": "read as about the time {source}, but what stands beside it in the document tells of {claim}",
    "status": "the source states it as {source}, the claim as {claim}",
    "name": "the source does not name {claim}",
}


class Difference(NamedTuple):
    """One field in which a fact differs from the claim: what the claim says, what the source says.

    `weighs` where it speaks against the claim, or leaves it open; else it is only told. A field that one of them does
    not state is the empty text. `place_beside` and `period_beside` are those that were read from what stands beside it.
    """

    field: str
    claim: str
    source: str
    weighs: bool


class Evidence(NamedTuple):
    """A fact that bears on a figure of a claim, what it alone says to it, and how it differs."""

    stated: Stated
    verdict: Verdict
    nearness: float
    differences: tuple[Difference, ...]


def differences(claim: Claimed, found: Bearing) -> tuple[Difference, ...]:
    """The differences between a claim and a fact, those of the number first."""
    return (*_of_number(claim, found), *_of_circumstance(claim, found))


def _of_number(claim: Claimed, found: Bearing) -> Iterator[Difference]:
    ours, theirs, relation = claim.fact, found.stated, found.held.relation
    if relation == "rounded":
        yield Difference("rounding", ours.figure, theirs.figure, False)
    elif relation in ("other", "rougher", "overlaps", "incomparable"):
        yield Difference("value", ours.figure, theirs.figure, True)
    if relation == "unit" or not found.things:
        yield Difference("unit", ours.unit or "", theirs.unit or "", True)
    if ours.bound != theirs.bound:
        yield Difference("bound", ours.bound, theirs.bound, relation == "bound")
    if (ours.per or "") != (theirs.per or ""):
        yield Difference("per", ours.per or "", theirs.per or "", relation == "unit")
    if ours.change != theirs.change:
        yield Difference("change", ours.change, theirs.change, relation == "change")
    if ours.whole != theirs.whole and ours.whole and theirs.whole:
        yield Difference("whole", plain(ours.whole), plain(theirs.whole), True)


def _of_circumstance(claim: Claimed, found: Bearing) -> Iterator[Difference]:
    ours, theirs = claim.fact, found.stated
    if found.place not in ("same", "unsaid"):
        field = "place_beside" if found.place == "implied" else "place"
        yield Difference(field, claim.place or "", theirs.place or "", found.place not in ACCEPTED)
    if found.period not in ("same", "unsaid"):
        field = "period_beside" if found.period == "implied" else "period"
        yield Difference(field, claim.period or "", theirs.period or "", found.period not in ACCEPTED)
    if ours.status != theirs.status:
        yield Difference("status", ours.status, theirs.status, False)
    for name in found.names:
        yield Difference("name", name, "", True)


def reasons(verdict: Verdict, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Why a verdict is what it is, as sentences: of the fact that decides, and how many others say the same."""
    deciding = [found for found in evidence if found.verdict == verdict]
    if not deciding:
        return ("no fact of the data set is near enough to the claim in its words",)
    lead = {
        "supported": "a source states this of the same thing",
        "contradicted": "a source states otherwise of the same thing",
        "not found": "what comes nearest neither bears the claim out nor contradicts it",
    }[verdict]
    also = len({found.stated.doc for found in deciding}) - 1
    against = sum(found.verdict == "contradicted" for found in evidence) if verdict == "supported" else 0
    return (
        lead,
        *(said(difference) for difference in deciding[0].differences if difference.weighs or verdict != "not found"),
        *((f"{also} more of the documents shown say so",) if also and verdict != "not found" else ()),
        *((f"but {against} of the facts shown state otherwise",) if against else ()),
    )


def said(difference: Difference) -> str:
    """A difference as a sentence."""
    alone = f"{difference.field}_alone" if not difference.source else ""
    ours, theirs = difference.claim or "nothing", difference.source or "nothing"
    return _SAID.get(alone, _SAID[difference.field]).format(claim=ours, source=theirs)
