"""Proofs: the examples and counter-examples that every row of the tables carries, run through the whole pipeline.

    đạt trên [3.200] lượt tin → bound=over; value=3200

A proof with ¶ and ¦ is a table: they part its rows and its cells.

An example says three things: the figures in brackets are all the figures of the text; the first of them has these
fields; and the row took part in reading it. A counter-example says that the row took none. Each is read as a document
of its own, published on 20 November 2023 and without a title. The proofs of rows that only a whole text can need
(`whole` and `opening` of the times) are read as one expression of time on that day instead; those of rows of sites are
addresses, with what they lead to, those of rows of parameters addresses, with what is left of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from extract.dataset.cells import plain
from extract.errors import PatternError
from extract.figures.reading import read_time
from extract.meaning.periods.reading import read_period
from extract.model import FACT_COLUMNS, Block, Cell, Document, Fact, Table
from extract.pipeline import Pipeline, Trace, text_document
from extract.reading.web.parameters import own_address
from extract.reading.web.sites import link, site_of
from patterns import Patterns
from patterns.rows import Parameter, Site, TimeRow
from patterns.tables import Row

__all__ = ["PUBLISHED", "Proof", "ProofFailure", "check", "failures_of_row", "rows_in"]

PUBLISHED: Final = "2023-11-20"
_ARROW: Final = " → "
_CELL: Final = "¦"
_BRACKETS: Final = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Proof:
    """An example or counter-example, taken apart: the text, the spans of its figures, the fields of the first one."""

    text: str
    figures: tuple[tuple[int, int], ...]
    fields: Mapping[str, str]

    @classmethod
    def of(cls, written: str) -> Proof:
        """Take a proof apart; raises PatternError for brackets that do not match or a field that facts do not have."""
        marked, _, fields = written.partition(_ARROW)
        text, figures = _unbracketed(marked, written)
        return cls(text, figures, dict(_fields(fields, written)))


@dataclass(frozen=True, slots=True)
class ProofFailure:
    """A proof that does not hold: its table and row, the proof as written, what it demands and what came instead."""

    table: str
    row: str
    proof: str
    expected: str
    came: str

    def __str__(self) -> str:
        return f"{self.table}.tsv: row {self.row}: {self.proof}\n    expected {self.expected}\n    came     {self.came}"


def check(patterns: Patterns) -> list[ProofFailure]:
    """The proofs of all rows that do not hold, in the order of the tables."""
    pipeline = Pipeline(patterns)
    return [
        failure
        for table, rows in patterns.tables().items()
        for row in rows
        for failure in failures_of_row(pipeline, table, row)
    ]


def failures_of_row(pipeline: Pipeline, table: str, row: Row) -> Iterator[ProofFailure]:
    """The proofs of one row that do not hold."""
    for proofs, takes_part in ((row.examples, True), (row.counters, False)):
        for written in proofs:
            differences = _kind_of_proof(row)
            for expected, came in differences(pipeline, f"{table}:{row.id}", written, takes_part=takes_part):
                yield ProofFailure(table, row.id, written, expected, came)


def rows_in(pipeline: Pipeline, trace: Trace) -> frozenset[str]:
    """Every row (`table:id`) that took part in reading a document, whether it gave a fact a field or not."""
    steps = {step.row for fact in trace.facts for step in fact.steps}
    vetoes = {veto.row for _, veto in trace.vetoes} | {number.row for number in trace.excluded}
    return frozenset((*steps, *vetoes, *pipeline.silent_rows(trace)))


def _differences(pipeline: Pipeline, row: str, written: str, *, takes_part: bool) -> Iterator[tuple[str, str]]:
    try:
        proof = Proof.of(written)
    except PatternError as error:
        yield "a proof that can be read", str(error)
        return
    trace = pipeline.trace(_document(proof.text))
    spans = tuple((fact.start, fact.end) for fact in trace.facts)
    if spans != proof.figures:
        yield f"the figures {_quoted(proof.text, proof.figures)}", _quoted(proof.text, spans)
    first = next((fact for fact in trace.facts if proof.figures and fact.start == proof.figures[0][0]), None)
    for name, value in proof.fields.items():
        if first is not None and not _is(first, name, value):
            yield f"{name}={value}", f"{name}={_shown(first, name)}"
    took_part = rows_in(pipeline, trace)
    if (row in took_part) != takes_part:
        yield f"{row} {'takes part' if takes_part else 'takes no part'}", ", ".join(sorted(took_part)) or "no row"


def _document(text: str) -> Document:
    """The text of a proof as a document, a table where it is written as one."""
    document = text_document(text, published=PUBLISHED)
    if _CELL not in text:
        return document
    cells: list[Cell] = []
    blocks: list[Block] = []
    for row, line in enumerate(re.finditer(r"[^¶]+", text)):
        blocks.append(Block(line.start(), line.end(), "table"))
        for column, cell in enumerate(re.finditer(r"(?<=¦)[^¦]*|^[^¦]*", line[0])):
            start = line.start() + cell.start() + len(cell[0]) - len(cell[0].lstrip())
            cells.append(Cell(start, start + len(cell[0].strip()), row, column))
    return document._replace(blocks=tuple(blocks), tables=(Table(tuple(cells)),))


def _kind_of_proof(row: Row) -> Callable[..., Iterator[tuple[str, str]]]:
    if isinstance(row, Site):
        return partial(_of_addresses, row)
    if isinstance(row, Parameter):
        return partial(_of_parameters, row)
    return _of_whole_text if isinstance(row, TimeRow) and row.role in ("whole", "opening") else _differences


def _of_addresses(
    site: Site, pipeline: Pipeline, row: str, written: str, *, takes_part: bool
) -> Iterator[tuple[str, str]]:
    """What a proof says of an address: that it leads to an article of the site, to a next page, or to neither."""
    address, _, expected = written.partition(_ARROW)
    came = f"link={link(address, site)}" if site_of(address, (site,)) else "an address of another host"
    if came != (expected if takes_part else "link="):
        yield expected or "link=", came


def _of_parameters(
    parameter: Parameter, pipeline: Pipeline, row: str, written: str, *, takes_part: bool
) -> Iterator[tuple[str, str]]:
    """What a proof says is left of an address; of a counter all is."""
    address, _, told = written.partition(_ARROW)
    expected, came = told if takes_part else address, own_address(address, (parameter,))
    if came != expected:
        yield expected or "an address behind the arrow", came


def _of_whole_text(pipeline: Pipeline, row: str, written: str, *, takes_part: bool) -> Iterator[tuple[str, str]]:
    """What a proof says of its text as one expression of time: the row takes part, and the period is as told."""
    try:
        proof = Proof.of(written)
    except PatternError as error:
        yield "a proof that can be read", str(error)
        return
    span = read_time(proof.text, pipeline.patterns)
    rows = span.rows if span else ()
    if (row.partition(":")[2] in rows) != takes_part:
        yield f"{row} {'takes part' if takes_part else 'takes no part'}", ", ".join(rows) or "no row"
    period = read_period(proof.text, date.fromisoformat(PUBLISHED), patterns=pipeline.patterns)
    came, expected = period.edtf if period else "", proof.fields.get("period", "")
    if takes_part and came != expected:
        yield f"period={expected}", f"period={came}"


def _is(fact: Fact, name: str, value: str) -> bool:
    stated = getattr(fact, name)
    if isinstance(stated, Decimal):
        try:
            return stated == Decimal(value)
        except InvalidOperation:
            return False
    return _shown(fact, name) == value


def _shown(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    return "" if value is None else plain(value) if isinstance(value, Decimal) else str(value)


def _quoted(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(f"[{text[start:end]}]" for start, end in spans) or "none"


def _unbracketed(marked: str, written: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, figures, opened, done = "", [], -1, 0
    for bracket in _BRACKETS.finditer(marked):
        text += marked[done : bracket.start()]
        done = bracket.end()
        if (bracket[0] == "[") != (opened < 0):
            raise PatternError(f"{written!r}: a bracket is opened and not closed, or closed and not opened")
        if bracket[0] == "]":
            figures.append((opened, len(text)))
        opened = len(text) if bracket[0] == "[" else -1
    if opened >= 0:
        raise PatternError(f"{written!r}: a bracket is opened and not closed")
    return (text + marked[done:]).rstrip(), tuple(figures)


def _fields(fields: str, written: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in fields.split(";"))):
        name, equals, value = part.partition("=")
        if not equals or name.strip() not in FACT_COLUMNS:
            raise PatternError(f"{written!r}: {part!r} must be FIELD=VALUE with a field of a fact, such as bound=over")
        yield name.strip(), value.strip()
