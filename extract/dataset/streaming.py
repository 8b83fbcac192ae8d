"""Facts as JSONL on a stream, document by document: `trich run … -o -`."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import BinaryIO

from extract.dataset.counts import Counts, Summary
from extract.dataset.entries import Entry, entry
from extract.dataset.text import json_lines
from extract.model import Document, Fact, Outcome


class FactStream:
    """Takes documents as a `DatasetWriter` does, and writes their facts at once; documents without facts write nothing.

    Errors of the stream (a reader that went away) are the stream's own.
    """

    dropped = ""  # a stream takes the place of nothing

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._counts = Counts()

    def __enter__(self) -> FactStream:
        return self

    def add(
        self,
        document: Document,
        facts: Sequence[Fact] = (),
        *,
        outcome: Outcome | None = None,
        error: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        """Write the facts of one document, one JSON object a line, as in `facts.jsonl`."""
        self.write(entry(document, facts, outcome=outcome, error=error, warnings=warnings))

    def write(self, entry: Entry) -> None:
        """Write the rows of one document's facts."""
        self._counts.add(entry)
        if entry.facts:
            self._out.write(json_lines("facts", entry.facts).encode())
            self._out.flush()

    def summary(self, *, top: int = 10) -> Summary:
        """What was written so far."""
        return self._counts.summary(top=top)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        return


def stream_facts(out: BinaryIO) -> FactStream:
    """Facts as JSONL on a binary stream (`sys.stdout.buffer`): a writer with the methods of a data set's."""
    return FactStream(out)
