"""The conflicts as rows: both facts with their quotations, the earlier first, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Final, NamedTuple

from extract.dataset.cells import Cell, Row, plain
from extract.stories.statements import STATED, Statement
from extract.stories.values import difference, is_scale, is_slip
from extract.stories.workspace import Workspace

__all__ = ["conflict_rows"]

_STEP: Final = Decimal("0.0001")


class Side(NamedTuple):
    """One fact of a conflict, and what is known of its document."""

    fact: Statement
    publisher: str | None
    published: str | None
    url: str | None
    story: str | None
    sources: int

    @property
    def cells(self) -> Row:
        """Its columns of the table."""
        fact = self.fact
        return (
            fact.fact, fact.doc, fact.figure, fact.value, fact.bound, fact.unit, fact.sentence, self.publisher,
            self.published, self.url, self.sources,
        )  # fmt: skip


_KNOWN: Final = ("publisher", "published", "url", "story")


def conflict_rows(place: Workspace) -> Iterator[Row]:
    """The rows of the table `conflicts`, in the order of the earlier fact."""
    columns = ", ".join(
        f"{column}"
        for side in ("f", "g")
        for column in (
            *(f'{side}."{name}"' for name in STATED),
            *(f"{side}d.{name}" for name in _KNOWN),
            f"coalesce({side}c.sources, 1)",
        )
    )
    rows = place.rows(
        f"""SELECT c.match, fd.no <= gd.no, {columns} FROM conflicts c
        JOIN facts f ON f.n = c.one JOIN documents fd ON fd.doc = f.doc
        LEFT JOIN grouped fg ON fg.n = f.n LEFT JOIN claims fc ON fc.claim = fg.claim
        JOIN facts g ON g.n = c.other JOIN documents gd ON gd.doc = g.doc
        LEFT JOIN grouped gg ON gg.n = g.n LEFT JOIN claims gc ON gc.claim = gg.claim
        ORDER BY least(fd.no, gd.no), greatest(fd.no, gd.no), c.one, c.other"""
    )
    width = len(STATED) + len(_KNOWN) + 1
    for match, in_order, *cells in rows:
        one, other = (_side(cells[at : at + width]) for at in (0, width))
        yield _row(match, one, other) if in_order else _row(match, other, one)


def _side(cells: list[Cell]) -> Side:
    return Side(Statement(*cells[: len(STATED)]), *cells[len(STATED) :])  # type: ignore[arg-type]


def _row(match: str, one: Side, other: Side) -> Row:
    a, b = one.fact, other.fact
    apart = plain(difference(a.quantity, b.quantity).quantize(_STEP))
    story = one.story if one.story == other.story else None
    return (
        _id(a.fact, b.fact), match, _why(one, other), apart, story, a.kind, a.indicator,
        a.indicator_id or b.indicator_id, a.place or b.place, a.period or b.period, a.status, *one.cells, *other.cells,
    )  # fmt: skip


def _id(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _why(one: Side, other: Side) -> str:
    if is_scale(one.fact.quantity, other.fact.quantity):
        return "scale"
    if is_slip(one.fact.quantity, other.fact.quantity):
        return "slip"
    timeless = not (one.fact.period and other.fact.period)
    days = {(side.published or "")[:10] for side in (one, other)}
    return "update" if timeless and len(days) > 1 else "value"
