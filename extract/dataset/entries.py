"""A document as its rows: what a run hands to what it writes, and what a worker hands to its parent."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Self, cast

from extract.dataset.cells import WARNING_SEPARATOR, Cell, Row, document_row, fact_row, writable
from extract.dataset.schema import NAMES
from extract.model import Document, Fact, Outcome

__all__ = ["Entry", "entry", "outcome_of"]

PLACES: Final[Mapping[str, int]] = {name: place for place, name in enumerate(NAMES["documents"])}


class Entry(NamedTuple):
    """One document of a data set: its id as it was read, its row, the rows of its facts, and what reading alone made of
    it: the warnings, and whether it failed."""

    id: str
    document: Row
    facts: Sequence[Row] = ()
    warned: str = ""
    unread: bool = False

    @property
    def outcome(self) -> Outcome:
        """How reading the document ended."""
        return cast(Outcome, self.document[PLACES["outcome"]])

    def said(self, column: str) -> str:
        """A text of the document's row; empty where it has none."""
        return str(self.document[PLACES[column]] or "")

    def renewed(self, cells: Mapping[str, Cell]) -> Self:
        """The entry with other cells in the row of its document."""
        named = {**dict(zip(PLACES, self.document, strict=True)), **cells}
        return self._replace(document=tuple(named.values()))


def outcome_of(document: Document, facts: Sequence[Fact]) -> Outcome:
    """How reading a document ended: its own outcome, or `no_facts` where it was read and has none."""
    return "no_facts" if document.outcome == "ok" and not facts else document.outcome


def entry(
    document: Document,
    facts: Sequence[Fact] = (),
    *,
    outcome: Outcome | None = None,
    error: str = "",
    warnings: Sequence[str] = (),
) -> Entry:
    """The rows of a document and its facts.

    Without `outcome` it is the document's own, or `no_facts` for a document that was read and has none; `error` and
    `warnings` are added to the document's.
    """
    said = (*document.warnings, *warnings)
    outcome = outcome or outcome_of(document, facts)
    row = document_row(document, len(facts), outcome, error or document.error, said)
    warned = writable(WARNING_SEPARATOR.join(document.warnings))
    return Entry(document.id, row, tuple(map(fact_row, facts)), warned, document.outcome == "failed")
