"""The tables as pandas frames: made from facts, or read back from the files of a run with every value exact.

Text columns are nullable strings (`string`), integers nullable integers (`Int64`), decimals Python `Decimal` objects
(`None` where null): sums of money stay exact. For arithmetic at numpy's speed: `facts["value"].astype(float)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.dataset.cells import Cell, Row, fact_row
from extract.dataset.counts import Summary, listed, most_frequent
from extract.dataset.scanning import scan
from extract.dataset.schema import COLUMNS, NAMES, TABLES, TableName, Type
from extract.model import KINDS, OUTCOMES, Fact

if TYPE_CHECKING:
    import pandas

    Frames = tuple[pandas.DataFrame, pandas.DataFrame]


def to_frame(facts: Iterable[Fact]) -> pandas.DataFrame:
    """The facts as a frame with the columns of the `facts` table, one row a fact."""
    return _frame("facts", list(map(fact_row, facts)))


def read_dataset(folder: Path, format_name: str | None = None) -> Frames:
    """The frames `(facts, documents)` of the data set in a folder, from the given format or the fastest that is there.

    Raises DatasetError for a folder without a data set of ours or with a file that cannot be read, UsageError for a
    format the data set was not written in.
    """
    facts, documents = (_frame(table, list(scan(folder, table, format_name=format_name))) for table in TABLES)
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
