"""The answer to a claim: the verdict on each figure, the facts it rests on, how they differ, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from extract.checking.claims.circumstances import Surroundings
from extract.checking.claims.differing import Difference, Evidence, differences, reasons
from extract.checking.claims.judging import SPOKEN_OF, Bearing, Verdict, bearing, telling_of, verdict_of, weights_of
from extract.checking.claims.reading import Claimed, claimed
from extract.checking.claims.stating import NEEDED, Stated
from extract.checking.claims.words import unmarked
from extract.model import Fact

if TYPE_CHECKING:
    from extract.dataset.searching import FactSearch
    from extract.pipeline import Pipeline

__all__ = ["Answer", "Difference", "Evidence", "check"]

CANDIDATES: Final = 150  # facts that are looked at for each figure, the nearest in words first
SHOWN: Final = 5
_BESIDE: Final = ("doc", "start", "place", "period", "sentence")
NO_FIGURE: Final = "no figure is read in the claim"


class Answer(NamedTuple):
    """The answer to one figure of a claim, with the evidence that decides first.

    `fact` is what the pipeline reads of the claim there; None, with no `figure`, where it reads no figure in the claim.
    """

    claim: str
    figure: str
    fact: Fact | None
    verdict: Verdict
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def check(text: str, facts: FactSearch, pipeline: Pipeline, *, published: str | None = None) -> list[Answer]:
    """The answers to a claim, one a figure; a claim in which no figure is read has one that says so.

    `published` is the day the claim was made, an ISO date, from which "năm nay" and its like are told.
    """
    figures = claimed(text, pipeline, published)
    return [_answer(text, figure, facts) for figure in figures] or [
        Answer(text, "", None, "not found", (NO_FIGURE,), ())
    ]


def _answer(text: str, claim: Claimed, facts: FactSearch) -> Answer:
    bearings = sorted(_bearings(claim, facts), key=_weight, reverse=True)
    verdict = verdict_of(bearings)
    shown = [found for found in bearings if _is_shown(found, verdict)][:SHOWN]
    evidence = tuple(Evidence(b.stated, b.verdict, b.nearness, differences(claim, b)) for b in shown)
    return Answer(text, claim.fact.figure, claim.fact, verdict, reasons(verdict, evidence), evidence)


def _is_shown(found: Bearing, verdict: Verdict) -> bool:
    """Whether a fact is evidence: it decides, or speaks against what decides; where nothing does, it comes near."""
    if verdict == "not found":
        return found.nearness >= SPOKEN_OF
    return found.verdict != "not found"


def _bearings(claim: Claimed, facts: FactSearch) -> list[Bearing]:
    """How the facts that are nearest to a claim in words bear on it, those of about its value in any case."""
    plain = {word: unmarked(word) for word in claim.words}
    weights = weights_of(claim, facts.frequencies(set(plain.values())), facts.size())
    asked = {plain[word]: weight for word, weight in weights.items()}
    rows = [*facts.near(asked, NEEDED, CANDIDATES), *facts.near(asked, NEEDED, CANDIDATES, claim.fact.value)]
    found = {stated.fact: (stated, telling_of(claim, stated, weights)) for stated in map(Stated.of_row, rows)}
    around = _surroundings({stated.doc for stated, told in found.values() if told.nearness >= SPOKEN_OF}, facts)
    return [bearing(claim, stated, told, around.get(stated.doc, Surroundings())) for stated, told in found.values()]


def _surroundings(docs: set[str], facts: FactSearch) -> dict[str, Surroundings]:
    rows: dict[str, list[tuple[int, str | None, str | None, str]]] = {doc: [] for doc in docs}
    for doc, start, place, period, sentence in facts.of_documents(docs, _BESIDE):
        rows[doc].append((int(start), place, period, sentence))
    return {doc: Surroundings.of(told) for doc, told in rows.items()}


def _weight(found: Bearing) -> tuple[int, bool, float, str]:
    """What is shown first: what decides, then the number of the claim, then the nearest in words."""
    decides = ("not found", "contradicted", "supported").index(found.verdict)
    return decides, found.agrees, found.nearness, found.stated.fact
