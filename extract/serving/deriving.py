"""How a fact of the data set was read: the rows behind each of its fields, found by reading its document again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final, NamedTuple

from extract.checking.explaining import FIELDS, Explanation, explain, rows_of_field
from extract.dataset.cells import plain
from extract.language.compiled import compiled
from extract.model import Document, Fact
from extract.pipeline import Pipeline
from patterns import load

__all__ = ["LONGEST", "Deriver", "Reason"]

LONGEST: Final = 40_000  # characters of a document that is read without being asked twice
_REMEMBERED: Final = 32  # a megabyte each, or more


class Reason(NamedTuple):
    """A field, the value that it is read as now, and the pattern rows that gave it, with the words they matched."""

    field: str
    value: str
    rows: Sequence[tuple[str, str]]


class Deriver:
    """Reads documents again, and remembers the last of them; claims are read by the same pipeline."""

    def __init__(self, patterns: str | None) -> None:
        self._patterns = patterns
        self._made: Pipeline | None = None
        self._making, self._remembering = Lock(), Lock()
        self._known: OrderedDict[str, Explanation] = OrderedDict()

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, one for all threads: made when it is first asked for."""
        with self._making:
            if self._made is None:
                self._made = Pipeline(load(self._patterns, compiled))
            return self._made

    def reasons(self, document: Document, fact: str) -> list[Reason] | None:
        """The reasons for each field of a fact; None where it is not read from the document any more."""
        explanation = self._explanation(document)
        stated = next((other for other in explanation.trace.facts if other.fact == fact), None)
        if stated is None:
            return None
        told = [Reason(name, _shown(stated, name), rows_of_field(explanation, stated, name)) for name in FIELDS]
        return [reason for reason in told if reason.value or reason.rows]

    def _explanation(self, document: Document) -> Explanation:
        with self._remembering:
            if document.id in self._known:
                self._known.move_to_end(document.id)
                return self._known[document.id]
        explanation = explain(self.pipeline, self.pipeline.trace(document))
        with self._remembering:
            self._known[document.id] = explanation
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return explanation


def _shown(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    if value is None:
        return ""
    return value if isinstance(value, str) else plain(value)
