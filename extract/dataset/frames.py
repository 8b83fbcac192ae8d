"""The tables as pandas frames: made from facts, or read back from the files of a run with every value exact.

Text columns are nullable strings (`string`), integers nullable integers (`Int64`), decimals Python `Decimal` objects
(`None` where null): sums of money stay exact. For arithmetic at numpy's speed: `facts["value"].astype(float)`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.dataset import package, staging
from extract.dataset.cells import Cell, Row, fact_row, plain
from extract.dataset.counts import Summary, listed, most_frequent
from extract.dataset.schema import COLUMNS, NAMES, TABLES, TableName, Type
from extract.errors import DatasetError, UsageError
from extract.model import KINDS, OUTCOMES, Fact

if TYPE_CHECKING:
    import pandas

    Frames = tuple[pandas.DataFrame, pandas.DataFrame]

_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
# Which of several formats is read: the fastest first.
PREFERRED: Final = ("parquet", "jsonl", "csv", "sqlite", "xlsx")


def to_frame(facts: Iterable[Fact]) -> pandas.DataFrame:
    """The facts as a frame with the columns of the `facts` table, one row a fact."""
    return _frame("facts", list(map(fact_row, facts)))


def read_dataset(folder: Path, format_name: str | None = None) -> Frames:
    """The frames `(facts, documents)` of the data set in a folder, from the given format or the fastest that is there.

    Raises DatasetError for a folder without a data set of ours or with a file that cannot be read, UsageError for a
    format the data set was not written in.
    """
    folder = Path(folder)
    staging.finish(folder)
    descriptor = package.read(folder)
    if descriptor is None:
        raise DatasetError(f"{folder}: no data set of trich is there (no {package.FILE} of ours)")
    present = package.described_files(descriptor)
    if format_name is not None and format_name not in present:
        raise UsageError(f"format {format_name}: the data set in {folder} has {', '.join(present)}")
    chosen = format_name or next(name for name in PREFERRED if name in present)
    try:
        facts, documents = (_frame(table, _READERS[chosen](folder, table, descriptor)) for table in TABLES)
    except (OSError, ValueError, KeyError) as error:
        raise DatasetError(f"{folder}: its {chosen} files cannot be read: {error}") from error
    return facts, documents


def summary(source: Path | Frames, *, top: int = 10) -> Summary:
    """The closing table of a run, from its folder or from the frames read from it."""
    facts, documents = source if isinstance(source, tuple) else read_dataset(source)
    return Summary(
        documents=len(documents),
        facts=len(facts),
        outcomes=listed(_counted(documents["outcome"]), OUTCOMES),
        kinds=listed(_counted(facts["kind"]), KINDS),
        places=most_frequent(_counted(facts["place"]), top),
    )


def _counted(column: pandas.Series[Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in column.dropna().value_counts().items()}


def _frame(table: TableName, rows: Sequence[Row]) -> pandas.DataFrame:
    import pandas as pd

    cells: Sequence[Sequence[Cell]] = list(zip(*rows, strict=True)) or [()] * len(COLUMNS[table])
    columns = {column.name: _series(column.type, values) for column, values in zip(COLUMNS[table], cells, strict=True)}
    return pd.DataFrame(columns, columns=list(NAMES[table]))


def _series(kind: Type, cells: Sequence[Cell]) -> pandas.Series[Any]:
    import pandas as pd

    if kind == "decimal":
        return pd.Series([None if cell is None else Decimal(cell) for cell in cells], dtype=object)
    return pd.Series(list(cells), dtype="Int64" if kind == "integer" else "string")


def _typed(table: TableName, texts: Iterable[Sequence[Any]]) -> list[Row]:
    """Rows whose cells are all text, empty for null, with their integers as integers."""
    integers = [column.type == "integer" for column in COLUMNS[table]]
    return [
        tuple(
            (int(cell) if whole else cell) if cell not in ("", None) else None
            for cell, whole in zip(row, integers, strict=True)
        )
        for row in texts
    ]


def _read_csv(folder: Path, table: TableName, descriptor: dict[str, Any]) -> list[Row]:
    import csv

    from extract.dataset.text import undefused_row

    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        csv.field_size_limit(2**31 - 1)
        lines = csv.reader(file)
        _check_names(table, next(lines, []))
        rows: Iterator[Sequence[str]] = lines
        if descriptor[package.OWN].get("spreadsheet"):
            rows = (undefused_row(table, line) for line in lines)
        return _typed(table, rows)


def _read_jsonl(folder: Path, table: TableName, descriptor: dict[str, Any]) -> list[Row]:
    names = NAMES[table]
    with (folder / f"{table}.jsonl").open(encoding="utf-8", newline="\n") as file:
        return [tuple(row[name] for name in names) for row in map(json.loads, file)]


def _read_parquet(folder: Path, table: TableName, descriptor: dict[str, Any]) -> list[Row]:
    from pyarrow import parquet

    read = parquet.read_table(folder / f"{table}.parquet", columns=list(NAMES[table]))
    columns = [read.column(name).to_pylist() for name in NAMES[table]]
    decimals = {n for n, column in enumerate(COLUMNS[table]) if column.type == "decimal"}
    for n in decimals:
        columns[n] = [None if value is None else plain(value) for value in columns[n]]
    return list(zip(*columns, strict=True))


def _read_sqlite(folder: Path, table: TableName, descriptor: dict[str, Any]) -> list[Row]:
    import sqlite3
    from contextlib import closing

    columns = ", ".join(f'"{name}"' for name in NAMES[table])
    address = (folder / "trich.sqlite").absolute().as_uri() + "?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
    except sqlite3.Error as error:
        raise ValueError(str(error)) from error


def _read_xlsx(folder: Path, table: TableName, descriptor: dict[str, Any]) -> list[Row]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise DatasetError(f"{folder}: reading XLSX back needs the package openpyxl") from error
    from extract.dataset.workbook import sheet_name

    book = load_workbook(folder / "trich.xlsx", read_only=True)
    decimals = [column.type == "decimal" for column in COLUMNS[table]]
    rows: list[Row] = []
    number = 1
    while (name := sheet_name(table, number)) in book.sheetnames:
        lines = book[name].iter_rows(values_only=True, max_col=len(NAMES[table]))
        _check_names(table, next(lines, ()))
        rows += [
            tuple(_from_sheet(cell, decimal=decimal) for cell, decimal in zip(line, decimals, strict=True))
            for line in lines
        ]
        number += 1
    book.close()
    return rows


def _from_sheet(cell: Any, *, decimal: bool) -> Cell:
    """The cell as text or integer; control characters stand escaped in a sheet ("_x000D_")."""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return plain(Decimal(repr(cell))) if decimal and cell is not None else cell


def _check_names(table: TableName, names: Sequence[Any]) -> None:
    if tuple(names) != NAMES[table]:
        raise ValueError(f"{table} has other columns than this version of trich writes")


_READERS: Final[dict[str, Callable[[Path, TableName, dict[str, Any]], list[Row]]]] = {
    "csv": _read_csv,
    "jsonl": _read_jsonl,
    "parquet": _read_parquet,
    "sqlite": _read_sqlite,
    "xlsx": _read_xlsx,
}
