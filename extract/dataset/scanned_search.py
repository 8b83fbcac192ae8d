"""The search of a data set that has no database: its facts read once by DuckDB into a temporary file, then scanned.

Opening it reads the whole data set, and each question reads the words of all facts: fit for thousands of facts, slow
for millions. What does not fit into memory lies in the temporary folder, which is gone afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from extract.dataset import package, standing
from extract.dataset.scanning import descriptor_of, scan
from extract.dataset.schema import NAMES
from extract.dataset.sqlite import SEARCHED
from extract.errors import DatasetError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["ScannedSearch", "scanned_search"]

_MEMORY: Final = "1GB"
_READERS: Final = {
    "parquet": "read_parquet(?)",
    "jsonl": "read_json(?, format = 'newline_delimited', maximum_object_size = 268435456)",
    "csv": "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', parallel = false, "
    "max_line_size = 268435456)",
}
_PLAIN: Final = (
    "' ' || regexp_replace(replace(lower(strip_accents({text})), 'đ', 'd'), '[^\\p{{L}}\\p{{N}}_]+', ' ', 'g') || ' '"
)


@contextmanager
def scanned_search(folder: Path) -> Iterator[ScannedSearch]:
    """The search of the data set in a folder; raises DatasetError where it cannot be read."""
    import duckdb

    with TemporaryDirectory(prefix="trich-search-") as temporary:
        try:
            with duckdb.connect(str(Path(temporary) / "facts.duckdb")) as database:
                database.execute(f"SET memory_limit = '{_MEMORY}'")
                _fill(database, folder)
                yield ScannedSearch(database)
        except duckdb.Error as error:
            raise DatasetError(f"{folder}: its facts cannot be searched: {error}") from error


def _fill(database: DuckDBPyConnection, folder: Path) -> None:
    """The table of facts, with all that is searched in one column in small letters without marks."""
    descriptor = descriptor_of(folder)
    present = standing.described_files(descriptor)
    defused = bool(descriptor[package.OWN].get("spreadsheet"))
    text = f"concat_ws(' | ', {', '.join(SEARCHED)})"
    columns = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in NAMES["facts"])
    create = f"CREATE TABLE facts AS SELECT {columns}, {_PLAIN.format(text=text)} AS plain FROM "
    for name, reader in _READERS.items():
        if name in present and not (name == "csv" and defused):
            database.execute(create + reader, [str(folder / f"facts.{name}")])
            return
    from pyarrow import Table

    database.execute("CREATE TABLE given (" + ", ".join(f'"{name}" VARCHAR' for name in NAMES["facts"]) + ")")
    facts = scan(folder, "facts")
    while some := list(islice(facts, 10_000)):
        cells = ([None if cell is None else str(cell) for cell in column] for column in zip(*some, strict=True))
        database.from_arrow(Table.from_pydict(dict(zip(NAMES["facts"], cells, strict=True)))).insert_into("given")
    database.execute(create + "given")


class ScannedSearch:
    """Answers from the table of facts by reading its words through."""

    def __init__(self, database: DuckDBPyConnection) -> None:
        """`database` has the table `facts`, all its columns text, and `plain` beside them."""
        self._database = database
        self._known: dict[str, int] = {}

    def size(self) -> int:
        """How many facts there are."""
        return int(self._rows("SELECT count(*) FROM facts", ())[0][0])

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """How many facts hold each of the words; asked once for each word, and remembered."""
        if new := [word for word in words if word not in self._known]:
            counts = ", ".join("count_if(contains(plain, ?))" for _ in new)
            found = self._rows(f"SELECT {counts} FROM facts", [f" {word} " for word in new])[0]
            self._known |= dict(zip(new, found, strict=True))
        return {word: self._known[word] for word in words}

    def near(
        self, weights: Mapping[str, float], names: Sequence[str], most: int, value: Decimal | None = None
    ) -> list[dict[str, Any]]:
        """The facts with the most of the weight."""
        if not weights:
            return []
        held = " + ".join("? * CAST(contains(plain, ?) AS DOUBLE)" for _ in weights)
        given: list[object] = [part for word, weight in weights.items() for part in (weight, f" {word} ")]
        where = ""
        if value is not None:
            where = " WHERE CAST(value AS DOUBLE) BETWEEN ? AND ?"
            given += sorted((float(value) * 0.95, float(value) * 1.05))
        columns = ", ".join(f'"{name}"' for name in names)
        asked = f"SELECT {columns}, {held} AS held FROM facts{where} ORDER BY held DESC, rowid LIMIT {int(most)}"
        return [dict(zip(names, row[:-1], strict=True)) for row in self._rows(asked, given) if row[-1] > 0]

    def of_documents(self, docs: Collection[str], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of `names` of all facts of some documents."""
        columns = ", ".join(f'"{name}"' for name in names)
        return self._rows(f"SELECT {columns} FROM facts WHERE list_contains(?, doc)", [list(docs)]) if docs else []

    def _rows(self, asked: str, given: Iterable[object]) -> list[tuple[Any, ...]]:
        return self._database.execute(asked, list(given)).fetchall()
