"""Reading a table of rows: TSV in, frozen typed rows out, or an error that names the file and the row.

A table is a UTF-8 text in NFC: comment lines (`#`) that teach its grammar, one header line, then a row a line, cells
parted by tabs. A cell that holds several values parts them by " | ". The columns are exactly the fields of the row's
class.
"""

from __future__ import annotations

import unicodedata
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from patterns.errors import PatternError

SEPARATOR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has: an id unique in its table, and its proof.

    An example is a Vietnamese text with every figure in it in [brackets], optionally followed by ` → field=value; …`
    for the first of them. The row must take part in reading it. A counter-example is read the same way, and the row
    must not.
    """

    id: str
    examples: tuple[str, ...]
    counters: tuple[str, ...] = ()


R = TypeVar("R", bound=Row)


def read_table(source: Traversable | Path, row_type: type[R]) -> tuple[R, ...]:
    """Read one table; raises PatternError naming file and line for anything that is not as the row's class says."""
    lines = _content_lines(source)
    if not lines:
        raise PatternError(f"{source.name}: the table is empty; it needs a header line and rows")
    hints = get_type_hints(row_type)
    _check_header(source, lines[0], row_type)
    columns = lines[0][1].split("\t")
    rows: dict[str, R] = {}
    for number, line in lines[1:]:
        where = f"{source.name}:{number}"
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise PatternError(f"{where}: {len(cells)} cells where the header has {len(columns)} columns")
        row = row_type(
            **{name: _cell(where, name, cell, hints[name]) for name, cell in zip(columns, cells, strict=True)}
        )
        if row.id in rows:
            raise PatternError(f"{where}: the id {row.id!r} stands twice in this table")
        if not row.examples:
            raise PatternError(f"{where}: row {row.id!r} has no example; every row carries its proof")
        rows[row.id] = row
    return tuple(rows.values())


def _content_lines(source: Traversable | Path) -> list[tuple[int, str]]:
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{source.name}: cannot be read as UTF-8 text: {error}") from error
    numbered = [
        (n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip() and not line.startswith("#")
    ]
    for number, line in numbered:
        if not unicodedata.is_normalized("NFC", line):
            raise PatternError(f"{source.name}:{number}: not in Unicode NFC; save the file in composed form")
    return numbered


def _check_header(source: Traversable | Path, header: tuple[int, str], row_type: type[Row]) -> None:
    columns = header[1].split("\t")
    known = {f.name: f for f in fields(row_type)}
    unknown = [c for c in columns if c not in known]
    missing = [
        n for n, f in known.items() if n not in columns and f.default is MISSING and f.default_factory is MISSING
    ]
    if unknown or missing or len(set(columns)) != len(columns):
        raise PatternError(
            f"{source.name}:{header[0]}: the header must be columns of {sorted(known)}; "
            f"unknown {unknown}, missing {missing}"
        )


def _cell(where: str, name: str, cell: str, hint: Any) -> Any:
    cell = cell.strip()
    if get_origin(hint) is tuple:
        return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip()) if cell else ()
    if get_origin(hint) is Literal:
        if cell not in get_args(hint):
            raise PatternError(f"{where}: {name} is {cell!r}; it must be one of {', '.join(map(repr, get_args(hint)))}")
        return cell
    if hint is Decimal:
        try:
            return Decimal(cell)
        except InvalidOperation as error:
            raise PatternError(f"{where}: {name} is {cell!r}, which is not a number") from error
    if not cell and name == "id":
        raise PatternError(f"{where}: the row has no id")
    return cell
