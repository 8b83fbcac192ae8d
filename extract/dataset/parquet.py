"""Parquet by pyarrow: decimals as `decimal128(38, 10)`, zstd, row groups of 8,192 rows, one file a table.

A table of more rows than a file may have is a folder of parts, `facts/part-00001.parquet` and so on: their names sort
in the order of the rows, and all but the last are full. DuckDB, pandas and Spark read such a folder as one table.

A decimal with more than 10 places is rounded to 10 (half to even), one with more than 28 digits before the point is
null; `close` says how many, and the text formats keep them all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Context, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.dataset.cells import Cell, Row
from extract.dataset.schema import ABOUT, COLUMNS, TABLES, Column, TableName

if TYPE_CHECKING:
    import pyarrow

PRECISION: Final = 38
SCALE: Final = 10
ROW_GROUP: Final = 8192  # at least, but for the last of a file
PART_ROWS: Final = 1_000_000  # of a file: some 150 MB of facts
_STEP: Final = Decimal(1).scaleb(-SCALE)
_LIMIT: Final = Decimal(10) ** (PRECISION - SCALE)
_WIDE: Final = Context(prec=2 * PRECISION)


def arrow_schema(table: TableName) -> pyarrow.Schema:
    """The pyarrow schema of a table, each column with its description."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "date": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(PRECISION, SCALE),
    }

    def field(column: Column) -> pyarrow.Field:
        meaning = {"description": column.description} | ({"sdmx": column.concept} if column.concept else {})
        return pa.field(column.name, types[column.type], nullable=not column.required, metadata=meaning)

    described = {"description": ABOUT[table], "pandas": json.dumps(_pandas_types(table))}
    return pa.schema([field(column) for column in COLUMNS[table]], metadata=described)


def _pandas_types(table: TableName) -> dict[str, Any]:
    """What tells `pandas.read_parquet` to read integers with nulls as `Int64`; it makes them floats otherwise."""
    whole = {"pandas_type": "int64", "numpy_type": "Int64", "metadata": None}
    names = [column.name for column in COLUMNS[table] if column.type == "integer"]
    columns = [{"name": name, "field_name": name, **whole} for name in names]
    return {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.0.0"}


def part_name(table: TableName, number: int) -> str:
    """The name of the `number`-th part of a table, from 1."""
    return f"{table}/part-{number:05}.parquet"


class _Parts:
    """One table while it is written: a single file, or parts as soon as there are more rows than one may have."""

    def __init__(self, folder: Path, table: TableName, most: int) -> None:
        self.files = [f"{table}.parquet"]
        self.schema = arrow_schema(table)
        self._folder, self._table, self._most = folder, table, most
        self._rows = 0
        self._writer = self._opened(self.files[0])
        self._held: list[pyarrow.RecordBatch] = []

    def append(self, batch: pyarrow.RecordBatch) -> None:
        self._held.append(batch)
        if sum(batch.num_rows for batch in self._held) >= ROW_GROUP:
            self._write_held()

    def close(self) -> None:
        """Write what is held, and end the last file."""
        self._write_held()
        self._writer.close()

    def _write_held(self) -> None:
        import pyarrow as pa

        rows = pa.Table.from_batches(self._held, self.schema).combine_chunks()
        self._held = []
        while rows.num_rows:
            if self._rows == self._most:
                self._begin_part()
            piece = rows.slice(0, self._most - self._rows)
            self._writer.write_table(piece)
            self._rows += piece.num_rows
            rows = rows.slice(piece.num_rows)

    def _begin_part(self) -> None:
        self._writer.close()
        if len(self.files) == 1:  # it was the single file until now
            (self._folder / self._table).mkdir()
            first = part_name(self._table, 1)
            (self._folder / self.files[0]).rename(self._folder / first)
            self.files = [first]
        self.files.append(part_name(self._table, len(self.files) + 1))
        self._writer, self._rows = self._opened(self.files[-1]), 0

    def _opened(self, name: str) -> Any:
        from pyarrow import parquet

        return parquet.ParquetWriter(self._folder / name, self.schema, compression="zstd")

    def abandon(self) -> None:
        """Let go of the file."""
        self._writer.close()


class ParquetTables:
    """`facts.parquet`, `documents.parquet` …, or folders of their parts, each of at most `part_rows` rows."""

    def __init__(self, folder: Path, tables: Sequence[TableName] = TABLES, *, part_rows: int = PART_ROWS) -> None:
        self._tables = {table: _Parts(folder, table, part_rows) for table in tables}
        self._rounded = 0
        self._lost = 0

    @property
    def files(self) -> Sequence[str]:
        return [name for parts in self._tables.values() for name in parts.files]

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        schema = self._tables[table].schema
        columns = zip(COLUMNS[table], zip(*rows, strict=True), strict=True)
        arrays = [
            pa.array(self._column(column, cells), type=field.type)
            for (column, cells), field in zip(columns, schema, strict=True)
        ]
        self._tables[table].append(pa.record_batch(arrays, schema=schema))

    def _column(self, column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
        return [self._decimal(cell) for cell in cells] if column.type == "decimal" else cells

    def _decimal(self, cell: Cell) -> Decimal | None:
        if cell is None:
            return None
        value = Decimal(cell)
        if abs(value) >= _LIMIT:
            self._lost += 1
            return None
        fitting = value.quantize(_STEP, context=_WIDE)
        self._rounded += fitting != value
        return fitting

    def close(self) -> Sequence[str]:
        for parts in self._tables.values():
            parts.close()
        return [
            text
            for count, text in (
                (self._rounded, f"Parquet: {self._rounded} numbers were rounded to {SCALE} decimal places"),
                (self._lost, f"Parquet: {self._lost} numbers of more than {PRECISION - SCALE} whole digits are null"),
            )
            if count
        ]

    def abandon(self) -> None:
        for parts in self._tables.values():
            parts.abandon()
