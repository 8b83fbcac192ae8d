"""A run: every document read, its facts found, both handed to what writes them; no document stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from extract.dataset.counts import Summary, outcome_of
from extract.meaning.contradictions import contradictions
from extract.model import Document, Fact, Outcome
from extract.pipeline import Pipeline

__all__ = ["FAILURES_NAMED", "Report", "Sink", "Watch", "run"]

FAILURES_NAMED: Final = 10


class Sink(Protocol):
    """What takes documents with their facts: a data set or a stream."""

    def add(
        self, document: Document, facts: Sequence[Fact] = (), *, outcome: Outcome | None = None, error: str = ""
    ) -> None:
        """Write a document and its facts."""

    def summary(self, *, top: int = 10) -> Summary:
        """What was written so far."""
        ...


class Watch(Protocol):
    """Who looks on while a run goes: a progress line, a log, or nobody."""

    def document(self, document: Document, facts: int, outcome: Outcome, error: str) -> None:
        """One more document is done."""


@dataclass(slots=True)
class Report:
    """How a run went: how many inputs failed, and the errors of the first ten."""

    failed: int = 0
    errors: list[str] = field(default_factory=list)

    def note(self, error: str) -> None:
        """Count one failed input."""
        self.failed += 1
        if len(self.errors) < FAILURES_NAMED:
            self.errors.append(error)


def run(documents: Iterable[Document], pipeline: Pipeline, sink: Sink, watch: Watch) -> Report:
    """Find the facts of all documents and write them. Raises what the sink raises: a full disk, a reader gone away."""
    report = Report()
    for document in documents:
        facts, error = _facts(document, pipeline) if document.outcome == "ok" else ([], document.error)
        broken = document.outcome == "failed" or bool(error and document.outcome == "ok")
        outcome: Outcome = "failed" if broken else outcome_of(document, facts)
        if odd := contradictions(document, facts):
            document = replace(document, warnings=(*document.warnings, *odd))
        sink.add(document, facts, outcome=outcome, error=error)
        if broken:
            report.note(error)
        watch.document(document, len(facts), outcome, error)
    return report


def _facts(document: Document, pipeline: Pipeline) -> tuple[list[Fact], str]:
    """The facts, or the error that finding them ended in: a fault in one text must not cost the rest of an archive."""
    try:
        facts = pipeline.facts(document)
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is one document's
        return [], f"{document.source}: finding its facts broke: {type(problem).__name__}: {problem}"
    if len({fact.fact for fact in facts}) < len(facts):
        return [], f"{document.source}: finding its facts broke: two facts were read from the same place"
    return facts, ""
