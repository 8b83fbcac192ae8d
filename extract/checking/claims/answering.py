"""The answer to a claim: the verdict on each figure, the facts it rests on, how they differ, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.checking.claims.circumstances import Surroundings
from extract.checking.claims.differing import Difference, Evidence, differences, reasons
from extract.checking.claims.judging import SPOKEN_OF, Bearing, Verdict, telling_of, verdict_of, weights_of
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
_AT_ONCE: Final = 12  # documents
_BESIDE: Final = ("doc", "start", "place", "period", "kind", "sentence")
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
    bearings = _bearings(claim, facts)
    shown = _deciding(bearings) or [found for found in bearings if found.nearness >= SPOKEN_OF][:SHOWN]
    verdict = verdict_of(shown)
    evidence = tuple(Evidence(b.stated, b.verdict, b.nearness, differences(claim, b)) for b in shown)
    return Answer(text, claim.fact.figure, claim.fact, verdict, reasons(verdict, evidence), evidence)


def _bearings(claim: Claimed, facts: FactSearch) -> list[Bearing]:
    """How the facts that are nearest to a claim in words bear on it, those of about its value in any case.

    First those with the number of the claim, then the nearest in words.
    """
    plain = {word: unmarked(word) for word in claim.words}
    weights = weights_of(claim, facts.frequencies(set(plain.values())), facts.size())
    asked = {plain[word]: weight for word, weight in weights.items()}
    rows = [*facts.near(asked, NEEDED, CANDIDATES), *facts.near(asked, NEEDED, CANDIDATES, claim.fact.value)]
    found = {row["fact"]: row for row in rows}
    documents = _Documents(facts)
    bearings = [Bearing(claim, stated, telling_of(claim, stated, weights), documents.around)
                for stated in map(Stated.of_row, found.values())]  # fmt: skip
    bearings.sort(key=lambda bearing: (bearing.agrees, bearing.nearness, bearing.stated.fact), reverse=True)
    documents.expect(bearing.stated.doc for bearing in bearings if bearing.nearness >= SPOKEN_OF)
    return bearings


def _deciding(bearings: Sequence[Bearing]) -> list[Bearing]:
    """The first that bear the claim out, then the first that contradict it: `SHOWN` of them.

    Nobody is judged in vain: what a document tells beside its fact takes the most time of all to read.
    """
    supported: list[Bearing] = []
    contradicted: list[Bearing] = []
    for found in bearings:
        enough = len(supported) if found.agrees else len(supported) + len(contradicted)
        if enough >= SHOWN:
            break
        if (verdict := found.verdict) == "contradicted":
            contradicted.append(found)
        elif verdict == "supported" and not any(found.gives_way_to(other) for other in bearings):
            supported.append(found)
    return [*supported, *contradicted][:SHOWN]


class _Documents:
    """What the documents of facts tell beside them, read when it is asked for, and some of the next with it."""

    def __init__(self, facts: FactSearch) -> None:
        self._facts = facts
        self._known: dict[str, Surroundings] = {}
        self._waiting: dict[str, None] = {}

    def expect(self, docs: Iterable[str]) -> None:
        """Be ready for these, in this order."""
        self._waiting = dict.fromkeys(docs)

    def around(self, doc: str) -> Surroundings:
        """What the facts of a document tell together."""
        if doc not in self._known:
            waiting = (other for other in self._waiting if other not in self._known)
            self._read({doc, *islice(waiting, _AT_ONCE)})
        return self._known[doc]

    def _read(self, docs: set[str]) -> None:
        rows: dict[str, list[tuple[int, str | None, str | None, str, str]]] = {doc: [] for doc in docs}
        for doc, start, *told in self._facts.of_documents(docs, _BESIDE):
            rows[doc].append((int(start), *told))
        self._known |= {doc: Surroundings.of(told) for doc, told in rows.items()}
