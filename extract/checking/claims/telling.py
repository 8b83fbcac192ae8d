"""Answers as a person reads them, and as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from extract.checking.claims.answering import Answer
from extract.checking.claims.differing import Evidence, said
from extract.dataset.cells import plain

__all__ = ["COLUMNS", "as_json", "lines", "row"]

_OF_FACT: Final = (
    "fact", "doc", "figure", "value", "value_max", "unit", "bound", "change", "status", "indicator", "place", "period",
    "attribution", "sentence", "title", "publisher", "published", "url", "locator", "start", "end",
)  # fmt: skip
COLUMNS: Final = (
    "number", "claim", "figure", "verdict", "reasons", "differences",
    *(f"source_{name}" for name in _OF_FACT),
)  # fmt: skip


def lines(answer: Answer, most: int) -> Iterator[str]:
    """The answer in lines: the verdict, why, and the first of the facts it rests on with their sources."""
    figure = f"{answer.figure}: " if answer.figure else ""
    yield f"{figure}{answer.verdict}"
    yield from (f"  {reason}" for reason in answer.reasons)
    for evidence in answer.evidence[:most]:
        yield from _evidence_lines(evidence)


def _evidence_lines(evidence: Evidence) -> Iterator[str]:
    stated = evidence.stated
    yield f"  {evidence.verdict}  “{' '.join(stated.sentence.split())}”"
    source = (stated.publisher, stated.title, (stated.published or "")[:10], stated.url, stated.locator)
    place = f"{stated.doc}, characters {stated.start}-{stated.end}"
    yield "    " + " · ".join((*(part for part in source if part), place))
    yield from (f"    {said(difference)}" for difference in evidence.differences)


def row(number: int, answer: Answer) -> dict[str, Any]:
    """The answer as a row of `COLUMNS`; `number` counts the claims from 1. Of the evidence the fact that decides."""
    first = answer.evidence[0] if answer.evidence else None
    told: dict[str, Any] = {f"source_{name}": getattr(first.stated, name) if first else None for name in _OF_FACT}
    for name in ("source_value", "source_value_max"):
        told[name] = None if told[name] is None else plain(told[name])
    return {
        "number": number, "claim": answer.claim, "figure": answer.figure, "verdict": answer.verdict,
        "reasons": "; ".join(answer.reasons),
        "differences": "; ".join(map(said, first.differences)) if first else "", **told,
    }  # fmt: skip


def as_json(number: int, answer: Answer) -> str:
    """The answer as one JSON object, with all its evidence."""
    evidence = [
        {
            "verdict": found.verdict, "nearness": round(found.nearness, 3),
            "differences": [difference._asdict() for difference in found.differences], "fact": found.stated._asdict(),
        }
        for found in answer.evidence
    ]  # fmt: skip
    told = {
        "number": number, "claim": answer.claim, "figure": answer.figure, "verdict": answer.verdict,
        "reasons": answer.reasons, "evidence": evidence,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, default=str)
