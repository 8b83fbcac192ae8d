"""One fact as a gold file or a data set states it, in the form that scoring compares: plain text fields and offsets."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from extract.errors import ReadingError, UsageError
from extract.model import Fact

# What stands for "nothing here" in the files of the programs that write data sets (CSV, pandas, JSON).
EMPTY: Final = frozenset({"", "none", "null", "nan", "NaN", "<NA>", "None"})
TABLES: Final = ("facts.csv", "facts.jsonl")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A fact as one side states it: `text[start:end]` of document `doc`, and its fields; `None` where a field is empty.

    `figure` is `None` where a data set does not quote its figures. `confidence` and `optional` belong to one side each:
    the data set's trust in the fact, and the gold's leave to differ on whether it is one.
    """

    doc: str
    start: int
    end: int
    figure: str | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    whole: Decimal | None = None
    kind: str = ""
    unit: str | None = None
    per: str | None = None
    bound: str = "exact"
    change: str = "none"
    status: str = "actual"
    indicator: str | None = None
    place: str | None = None
    period: str | None = None
    attribution: str | None = None
    confidence: Decimal | None = None
    optional: bool = False


NUMBERS: Final = ("value", "value_max", "whole", "confidence")
CHOICES: Final = {"kind": "", "bound": "exact", "change": "none", "status": "actual"}
TEXTS: Final = ("unit", "per", "indicator", "place", "period", "attribution")


def annotation_of_fact(fact: Fact) -> Annotation:
    """The same fact, as scoring compares it."""
    row = {name: getattr(fact, name) for name in (*NUMBERS, *CHOICES, *TEXTS, "figure", "start", "end", "doc")}
    return annotation_of_row(row, f"{fact.doc}[{fact.start}:{fact.end}]")


def annotation_of_row(row: Mapping[str, Any], where: str) -> Annotation:
    """Read one row of a data set or of a gold file; `where` names it in a ReadingError."""
    figure = row.get("figure")
    fields: dict[str, Any] = {name: _number(row, name, where) for name in NUMBERS}
    fields |= {name: _filled(row.get(name)) or default for name, default in CHOICES.items()}
    fields |= {name: _filled(row.get(name)) for name in TEXTS}
    return Annotation(
        doc=str(row["doc"]),
        start=_offset(row, "start", where),
        end=_offset(row, "end", where),
        figure=None if figure is None else str(figure),
        optional=row.get("optional") is True,
        **fields,
    )


def load_predictions(source: Path | str) -> tuple[Annotation, ...]:
    """Read the facts of a data set folder (its facts.csv or facts.jsonl) or of one such file, in the order they stand.

    Raises UsageError where there is no such table, ReadingError naming file and line for a row that is not a fact.
    """
    path = _facts_table(Path(source))
    rows = _csv_rows(path) if path.suffix == ".csv" else _jsonl_rows(path)
    try:
        return tuple(_checked_row(row, f"{path}:{line}") for line, row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadingError(f"{path}: cannot be read as a table of facts: {error}") from error


def _facts_table(source: Path) -> Path:
    candidates = [source / name for name in TABLES] if source.is_dir() else [source]
    found = [path for path in candidates if path.is_file()]
    if not found:
        raise UsageError(
            f"{source}: holds no {' or '.join(TABLES)}; write one with `trich run INPUT -o DIR --format csv`"
        )
    if found[0].suffix not in (".csv", ".jsonl"):
        raise UsageError(f"{source}: facts are scored from a .csv or .jsonl file, or from the folder that holds it")
    return found[0]


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    limit = csv.field_size_limit(sys.maxsize)  # a quoted sentence may be longer than the module's 131,072 characters
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                yield reader.line_num, row
    finally:
        csv.field_size_limit(limit)


def _jsonl_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ReadingError(f"{path}:{number}: not a JSON object: {error}") from error


def _checked_row(row: Mapping[str, Any], where: str) -> Annotation:
    if not isinstance(row, Mapping):
        raise ReadingError(f"{where}: a fact is an object of columns, this is a {type(row).__name__}")
    missing = [name for name in ("doc", "start", "end") if row.get(name) is None]
    if missing:
        raise ReadingError(
            f"{where}: the fact has no {', '.join(missing)}; a fact names its document and where it stands"
        )
    return annotation_of_row(row, where)


def _filled(cell: Any) -> str | None:
    text = "" if cell is None else str(cell)
    return None if text in EMPTY else text


def _offset(row: Mapping[str, Any], name: str, where: str) -> int:
    try:
        return int(row[name])
    except (KeyError, TypeError, ValueError) as error:
        raise ReadingError(f"{where}: {name} is {row.get(name)!r}; it must be a code-point offset") from error


def _number(row: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    text = _filled(row.get(name))
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ReadingError(f"{where}: {name} is {text!r}, which is not a number") from error
    if not number.is_finite():
        raise ReadingError(f"{where}: {name} is {text!r}, which is not a finite number")
    return number
