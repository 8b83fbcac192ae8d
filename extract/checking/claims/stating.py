"""A fact of the data set as a claim is held against it: a row of the facts table with its numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from extract.model import Fact

__all__ = ["NEEDED", "Stated"]

NEEDED: Final = (
    "fact", "doc", "figure", "start", "end", "value", "value_max", "whole", "kind", "unit", "per", "digits", "bound",
    "change", "status", "indicator", "indicator_id", "place", "period", "period_start", "period_end", "attribution",
    "sentence", "prefix", "suffix", "locator", "url", "title", "publisher", "published", "snapshot",
)  # fmt: skip
_NUMBERS: Final = ("value", "value_max", "whole")


class Stated(NamedTuple):
    """The columns of `NEEDED` of one fact; texts are None where they are empty."""

    fact: str
    doc: str
    figure: str
    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    whole: Decimal | None
    kind: str
    unit: str | None
    per: str | None
    digits: int
    bound: str
    change: str
    status: str
    indicator: str | None
    indicator_id: str | None
    place: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    attribution: str | None
    sentence: str
    prefix: str | None
    suffix: str | None
    locator: str | None
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    snapshot: str | None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Stated:
        """The fact that a row of the table gives, whose numbers may be text."""
        cells = {name: row[name] if row[name] != "" else None for name in NEEDED}
        cells |= {name: Decimal(str(cells[name])) for name in _NUMBERS if cells[name] is not None}
        cells |= {name: int(cells[name] or 0) for name in ("start", "end", "digits")}
        return cls(**cells | {"sentence": cells["sentence"] or ""})

    @classmethod
    def of_fact(cls, fact: Fact) -> Stated:
        """The same of a fact at hand."""
        return cls.of_row({name: getattr(fact, name) for name in NEEDED})
