"""The rows of a table read back from the files of a run, one after the other: memory does not grow with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from extract.dataset import package, staging, standing
from extract.dataset.cells import Cell, Row, plain
from extract.dataset.schema import COLUMNS, NAMES, TABLES, TableName
from extract.errors import DatasetError, UsageError
from extract.storage import Where, is_remote

__all__ = ["descriptor_of", "exact_format", "has_table", "part_rows", "scan", "settings_of"]

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
# Which of several formats is read: the fastest first.
PREFERRED: Final = ("parquet", "jsonl", "csv", "sqlite", "xlsx")
# Which is read where nothing may be lost: Parquet rounds what has many places, a workbook cuts long texts.
EXACT: Final = ("jsonl", "csv", "sqlite", "parquet", "xlsx")
_ROWS_AT_ONCE: Final = 8192


def descriptor_of(folder: Where) -> dict[str, Any]:
    """What `datapackage.json` says of the data set in the folder; raises DatasetError where there is none of ours."""
    if not is_remote(str(folder)):
        staging.finish(Path(folder))
    descriptor = standing.read(folder)
    if descriptor is None:
        raise DatasetError(f"{folder}: no data set of trich is there (no {package.FILE} of ours)")
    return descriptor


def has_table(descriptor: Mapping[str, Any], table: TableName) -> bool:
    """Whether the data set that is so described has this table: those of stories are added by a step of their own."""
    return table in TABLES or table in descriptor[package.OWN].get("tables", ())


def exact_format(descriptor: Mapping[str, Any]) -> str:
    """The format of a data set from which it can be written anew without loss."""
    present = standing.described_files(descriptor)
    return next(name for name in EXACT if name in present)


def part_rows(folder: Path, descriptor: Mapping[str, Any]) -> int | None:
    """The most rows that a part of a table in Parquet has, where the data set has parts: each but the last is full."""
    files = standing.described_files(descriptor).get("parquet", ())
    parts = [name for name in files if package.PART.fullmatch(name)]
    if not parts:
        return None
    from pyarrow import parquet

    return int(parquet.read_metadata(folder / parts[0]).num_rows)


def settings_of(folder: Path) -> dict[str, str]:
    """What was asked for when the data set in the folder was made: inputs and options, as the command line recorded."""
    asked = descriptor_of(folder)[package.OWN].get("settings")
    if not isinstance(asked, dict):
        raise DatasetError(f"{folder}: {package.FILE} does not say what the data set was made from")
    return {str(name): str(value) for name, value in asked.items()}


def scan(folder: Path, table: TableName, names: Sequence[str] = (), *, format_name: str | None = None) -> Iterator[Row]:
    """The rows of a table of the data set in a folder, in its order; of each row the columns of `names`, else all.

    They are read from the given format or the fastest that is there. Raises DatasetError for a folder without a data
    set of ours or with a file that cannot be read, UsageError for a format the data set was not written in.
    """
    folder = Path(folder)
    descriptor = descriptor_of(folder)
    present = standing.described_files(descriptor)
    if format_name is not None and format_name not in present:
        raise UsageError(f"format {format_name}: the data set in {folder} has {', '.join(present)}")
    chosen = format_name or next((name for name in PREFERRED if name in present), None)
    if chosen is None:
        raise DatasetError(f"{folder}: {package.FILE} names no file of facts")
    if not has_table(descriptor, table):
        raise DatasetError(f"{folder}: has no table of {table} yet; `trich stories {folder}` makes it")
    wanted = tuple(names) or NAMES[table]
    try:
        yield from _SCANNERS[chosen](folder, table, wanted, descriptor)
    except (OSError, ValueError, KeyError) as error:
        raise DatasetError(f"{folder}: its {chosen} files cannot be read: {error}") from error


def _picked(table: TableName, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Of whole rows the columns of `names`."""
    if tuple(names) == NAMES[table]:
        yield from map(tuple, rows)
    else:
        places = [NAMES[table].index(name) for name in names]
        yield from (tuple([row[place] for place in places]) for row in rows)


def _typed(table: TableName, names: Sequence[str], texts: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Rows whose cells are all text, empty for null, with their integers as integers."""
    types = {column.name: column.type for column in COLUMNS[table]}
    integers = [types[name] == "integer" for name in names]
    for row in texts:
        yield tuple(
            [
                (int(cell) if whole else cell) if cell not in ("", None) else None
                for cell, whole in zip(row, integers, strict=True)
            ]
        )


def _scan_csv(folder: Path, table: TableName, names: Sequence[str], descriptor: dict[str, Any]) -> Iterator[Row]:
    import csv

    from extract.dataset.text import undefused_row

    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(2**31 - 1)
        lines = csv.reader(file)
        _check_names(table, next(lines, []))
        rows: Iterator[Sequence[str]] = lines
        if descriptor[package.OWN].get("spreadsheet"):
            rows = (undefused_row(table, line) for line in lines)
        yield from _typed(table, names, _picked(table, names, rows))


def _scan_jsonl(folder: Path, table: TableName, names: Sequence[str], descriptor: dict[str, Any]) -> Iterator[Row]:
    with (folder / f"{table}.jsonl").open(encoding="utf-8", newline="\n") as file:
        for row in map(json.loads, file):
            yield tuple([row[name] for name in names])


def _scan_parquet(folder: Path, table: TableName, names: Sequence[str], descriptor: dict[str, Any]) -> Iterator[Row]:
    from pyarrow import parquet

    types = {column.name: column.type for column in COLUMNS[table]}
    for part in package.files_of(table, standing.described_files(descriptor)["parquet"]):
        with parquet.ParquetFile(folder / part) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=list(names)):
                columns = [batch.column(name).to_pylist() for name in names]
                for n, name in enumerate(names):
                    if types[name] == "decimal":
                        columns[n] = [None if value is None else plain(value) for value in columns[n]]
                yield from zip(*columns, strict=True)


def _scan_sqlite(folder: Path, table: TableName, names: Sequence[str], descriptor: dict[str, Any]) -> Iterator[Row]:
    import sqlite3
    from contextlib import closing

    columns = ", ".join(f'"{name}"' for name in names)
    address = (folder / "trich.sqlite").absolute().as_uri() + "?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            yield from database.execute(f"SELECT {columns} FROM {table} ORDER BY rowid")
    except sqlite3.Error as error:
        raise ValueError(str(error)) from error


def _scan_xlsx(folder: Path, table: TableName, names: Sequence[str], descriptor: dict[str, Any]) -> Iterator[Row]:
    from openpyxl import load_workbook

    from extract.dataset.workbook import sheet_name

    book = load_workbook(folder / "trich.xlsx", read_only=True)
    decimals = [column.type == "decimal" for column in COLUMNS[table]]
    number = 1
    while (sheet := sheet_name(table, number)) in book.sheetnames:
        lines = book[sheet].iter_rows(values_only=True, max_col=len(NAMES[table]))
        _check_names(table, next(lines, ()))
        rows = (
            [_from_sheet(cell, decimal=decimal) for cell, decimal in zip(line, decimals, strict=True)] for line in lines
        )
        yield from _picked(table, names, rows)
        number += 1
    book.close()


def _from_sheet(cell: Any, *, decimal: bool) -> Cell:
    """The cell as text or integer; control characters stand escaped in a sheet ("_x000D_")."""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return plain(Decimal(repr(cell))) if decimal and cell is not None else cell


def _check_names(table: TableName, names: Sequence[Any]) -> None:
    if tuple(names) != NAMES[table]:
        raise ValueError(f"{table} has other columns than this version of trich writes")


_Scanner = Callable[[Path, TableName, Sequence[str], dict[str, Any]], Iterator[Row]]
_SCANNERS: Final[dict[str, _Scanner]] = {
    "csv": _scan_csv,
    "jsonl": _scan_jsonl,
    "parquet": _scan_parquet,
    "sqlite": _scan_sqlite,
    "xlsx": _scan_xlsx,
}
