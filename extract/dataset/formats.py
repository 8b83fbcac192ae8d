"""The formats of a data set: what each must do while it is written, and who does it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from extract.dataset.cells import Row
from extract.dataset.schema import TABLES, TableName

__all__ = ["OPENERS", "Layout", "Tables"]


class Tables(Protocol):
    """The files of one format while they are written."""

    @property
    def files(self) -> Sequence[str]:
        """The names of the files, all in the folder that was given."""

    def write(self, table: TableName, rows: Sequence[Row]) -> None:
        """Append rows, at least one, to a table."""

    def close(self) -> Sequence[str]:
        """Finish the files; gives warnings about what the format could not hold."""

    def abandon(self) -> None:
        """Let go of the files, which will be removed."""


class Layout(NamedTuple):
    """How a format lays its tables out: CSV safe for spreadsheet programs, the most rows of a file in Parquet, which
    tables there are."""

    spreadsheet: bool = False
    part_rows: int | None = None
    tables: Sequence[TableName] = TABLES
    grown_from: str = ""


def _csv(folder: Path, layout: Layout) -> Tables:
    from extract.dataset.text import CsvTables

    return CsvTables(folder, layout.tables, spreadsheet=layout.spreadsheet)


def _jsonl(folder: Path, layout: Layout) -> Tables:
    from extract.dataset.text import JsonTables

    return JsonTables(folder, layout.tables)


def _parquet(folder: Path, layout: Layout) -> Tables:
    from extract.dataset.parquet import PART_ROWS, ParquetTables

    return ParquetTables(folder, layout.tables, part_rows=layout.part_rows or PART_ROWS)


def _sqlite(folder: Path, layout: Layout) -> Tables:
    from extract.dataset.sqlite import SqliteTables

    return SqliteTables(folder, layout.tables)


def _xlsx(folder: Path, layout: Layout) -> Tables:
    from extract.dataset.workbook import WorkbookTables

    return WorkbookTables(folder, layout.tables)


# Each imports its module when it is asked for: a run that writes CSV must not wait for pyarrow.
OPENERS: Final[dict[str, Callable[[Path, Layout], Tables]]] = {
    "csv": _csv, "jsonl": _jsonl, "parquet": _parquet, "sqlite": _sqlite, "xlsx": _xlsx,
}  # fmt: skip
