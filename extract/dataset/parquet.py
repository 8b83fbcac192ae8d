"""Parquet by pyarrow: decimals as `decimal128(38, 10)`, zstd, row groups of 8,192 rows.

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
ROW_GROUP: Final = 8192  # at least, but for the last
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


class ParquetTables:
    """`facts.parquet` and `documents.parquet`."""

    def __init__(self, folder: Path) -> None:
        from pyarrow import parquet

        self.files = tuple(f"{table}.parquet" for table in TABLES)
        self._schemas = {table: arrow_schema(table) for table in TABLES}
        self._writers = {
            table: parquet.ParquetWriter(folder / name, self._schemas[table], compression="zstd")
            for table, name in zip(TABLES, self.files, strict=True)
        }
        self._held: dict[TableName, list[pyarrow.RecordBatch]] = {table: [] for table in TABLES}
        self._rounded = 0
        self._lost = 0

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        schema = self._schemas[table]
        columns = zip(COLUMNS[table], zip(*rows, strict=True), strict=True)
        arrays = [
            pa.array(self._column(column, cells), type=field.type)
            for (column, cells), field in zip(columns, schema, strict=True)
        ]
        self._held[table].append(pa.record_batch(arrays, schema=schema))
        self._write_group(table, ROW_GROUP)

    def _write_group(self, table: TableName, least: int) -> None:
        import pyarrow as pa

        batches = self._held[table]
        if batches and sum(batch.num_rows for batch in batches) >= least:
            self._held[table] = []
            self._writers[table].write_table(pa.Table.from_batches(batches).combine_chunks())

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
        for table, writer in self._writers.items():
            self._write_group(table, 1)
            writer.close()
        return [
            text
            for count, text in (
                (self._rounded, f"Parquet: {self._rounded} numbers were rounded to {SCALE} decimal places"),
                (self._lost, f"Parquet: {self._lost} numbers of more than {PRECISION - SCALE} whole digits are null"),
            )
            if count
        ]

    def abandon(self) -> None:
        for writer in self._writers.values():
            writer.close()
