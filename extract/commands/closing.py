"""What a run says at its end: what was read, what was found, where the files lie, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.dataset.counts import Summary
from extract.running import Report

__all__ = ["as_event", "failures", "lines"]

_LABEL = 12


def lines(summary: Summary, report: Report, target: str, files: Sequence[str], seconds: float) -> Iterator[str]:
    """The closing table, line by line. `target` is the folder or stream that holds the facts, `files` its files."""
    yield _line("documents", summary.documents, summary.outcomes)
    yield _line("facts", summary.facts, summary.kinds)
    if summary.places:
        yield _line("places", "", summary.places)
    yield f"{'written to':{_LABEL}} {target}{': ' if files else ''}{', '.join(files)}"
    yield f"{'time':{_LABEL}} {seconds:.1f} s"
    yield from (f"{'warning':{_LABEL}} {warning}" for warning in summary.warnings)
    yield from failures(report)


def failures(report: Report) -> Iterator[str]:
    """The inputs that failed: how many, of each file the first with its error, and how many more had that."""
    if report.failed:
        inputs = "1 input" if report.failed == 1 else f"{report.failed} inputs"
        yield f"{inputs} failed; the table of documents has a row for each, with its error:"
        for error, had in report.reasons.values():
            yield f"   {error}" if had == 1 else f"   {error} (so have {had - 1} more)"
        if others := report.failed - sum(had for _, had in report.reasons.values()):
            yield f"   and {others} more"


def as_event(summary: Summary, report: Report, target: str, files: Sequence[str]) -> dict[str, object]:
    """The same for a log of JSON lines."""
    return {
        "documents": summary.documents,
        "outcomes": dict(summary.outcomes),
        "facts": summary.facts,
        "kinds": dict(summary.kinds),
        "target": target,
        "files": list(files),
        "warnings": list(summary.warnings),
        "failed": report.failed,
    }


def _line(label: str, total: int | str, parts: Mapping[str, int]) -> str:
    shares = "   ".join(f"{name} {count}" for name, count in parts.items())
    return f"{label:{_LABEL}} {total:>8}  {shares}".rstrip()
