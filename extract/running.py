"""A run: every document read, its facts found, both handed to what writes them; no document stops the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from extract.dataset.counts import Summary
from extract.dataset.entries import Entry, entry, outcome_of
from extract.meaning.contradictions import contradictions
from extract.model import Document, Fact, Outcome
from extract.pipeline import Pipeline

__all__ = ["FAILURES_NAMED", "Report", "Sink", "Watch", "finished", "hand_over", "run"]

FAILURES_NAMED: Final = 10


class Sink(Protocol):
    """What takes documents with their facts: a data set or a stream."""

    def write(self, entry: Entry) -> None:
        """Write the rows of a document and its facts."""

    def summary(self, *, top: int = 10) -> Summary:
        """What was written so far."""
        ...


class Watch(Protocol):
    """Who looks on while a run goes: a progress line, a log, or nobody."""

    def document(self, entry: Entry) -> None:
        """One more document is done."""


class Report:
    """How a run went: how many inputs failed; of the first ten files and reasons the first error, how many had it."""

    def __init__(self, failed: int = 0, reasons: dict[str, tuple[str, int]] | None = None) -> None:
        self.failed = failed
        self.reasons = reasons or {}

    def note(self, source: str, error: str) -> None:
        """Count one failed input."""
        self.failed += 1
        reason = f"{source.partition('#')[0]}: {error.removeprefix(f'{source}: ')}"
        if reason in self.reasons or len(self.reasons) < FAILURES_NAMED:
            first, had = self.reasons.get(reason, (error, 0))
            self.reasons[reason] = first, had + 1


def run(documents: Iterable[Document], pipeline: Pipeline, sink: Sink, watch: Watch) -> Report:
    """Find the facts of all documents and write them. Raises what the sink raises: a full disk, a reader gone away."""
    return hand_over((finished(document, pipeline) for document in documents), sink, watch)


def hand_over(entries: Iterable[Entry], sink: Sink, watch: Watch) -> Report:
    """Write what is finished, in its order, and count what failed."""
    report = Report()
    for done in entries:
        sink.write(done)
        if done.outcome == "failed":
            report.note(done.said("source"), done.said("error"))
        watch.document(done)
    return report


def finished(document: Document, pipeline: Pipeline) -> Entry:
    """The rows of a document and of its facts."""
    facts, error = _facts(document, pipeline) if document.outcome == "ok" else ([], document.error)
    outcome: Outcome = "failed" if error and document.outcome == "ok" else outcome_of(document, facts)
    return entry(document, facts, outcome=outcome, error=error, warnings=contradictions(document, facts))


def _facts(document: Document, pipeline: Pipeline) -> tuple[list[Fact], str]:
    """The facts, or the error that finding them ended in: a fault in one text must not cost the rest of an archive."""
    try:
        facts = pipeline.facts(document)
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is one document's
        return [], f"{document.source}: finding its facts broke: {type(problem).__name__}: {problem}"
    if len({fact.fact for fact in facts}) < len(facts):
        return [], f"{document.source}: finding its facts broke: two facts were read from the same place"
    return facts, ""
