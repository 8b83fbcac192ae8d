"""Where all that is compared waits: a DuckDB database of bounded memory, beside a file of the shingles of all texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.errors import DatasetError, UsageError

if TYPE_CHECKING:
    import duckdb

__all__ = ["MEMORY", "Workspace", "workspace"]

MEMORY: Final = "1GB"
_BATCH: Final = 20_000  # rows handed over or fetched at a time
_SIZE: Final = re.compile(r"\d+(\.\d+)?\s*([KMGT]i?)?B", re.IGNORECASE)


class Workspace:
    """The database, spoken to in rows; every statement that gives rows names their order."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    def run(self, statement: str) -> None:
        """Run a statement that gives nothing."""
        self._connection.execute(statement)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Append rows to a table, in batches of Arrow."""
        import pyarrow

        described = self._connection.sql(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0").to_arrow_table().schema
        waiting = iter(rows)
        while some := list(islice(waiting, _BATCH)):
            arrays = [pyarrow.array(c, f.type) for c, f in zip(zip(*some, strict=True), described, strict=True)]
            self._append(table, columns, pyarrow.table(arrays, names=list(columns)))

    def insert_arrays(self, table: str, columns: Sequence[str], arrays: Sequence[Any]) -> None:
        """Append whole numpy arrays, one a column."""
        import pyarrow

        self._append(table, columns, pyarrow.table([pyarrow.array(one) for one in arrays], names=list(columns)))

    def _append(self, table: str, columns: Sequence[str], batch: Any) -> None:
        self._connection.register("batch", batch)
        self._connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM batch")
        self._connection.unregister("batch")

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a batch of them in memory. Others may be asked meanwhile."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query)
            while some := cursor.fetchmany(_BATCH):
                yield from some
        finally:
            cursor.close()


@contextmanager
def workspace(folder: Path, memory: str = MEMORY) -> Iterator[Workspace]:
    """A workspace in a folder; `memory` bounds what the database takes ("500MB", "4GB"), what is more goes to disk.

    Raises UsageError for a memory that is no size, DatasetError where memory or disk do not suffice.
    """
    import duckdb

    if not _SIZE.fullmatch(memory.strip()):
        raise UsageError(f"--memory {memory}: write a size such as 500MB or 4GB")
    try:
        with duckdb.connect(str(folder / "stories.duckdb")) as connection:
            connection.execute(f"SET memory_limit = '{memory.strip()}'")
            connection.execute(f"SET temp_directory = '{str(folder / 'spilled').replace(chr(39), chr(39) * 2)}'")
            connection.execute("SET preserve_insertion_order = false")
            yield Workspace(connection, folder)
    except duckdb.OutOfMemoryException as error:
        raise DatasetError(f"{memory} of memory do not suffice for this data set; give it more (--memory)") from error
    except duckdb.IOException as error:
        raise DatasetError(f"{folder}: cannot be written ({error}); nothing was changed") from error
