"""What serving needs beside the data set, made at the first start: the database where there is none, index, texts.

All of it lies in the folder `.serving` of the data set. It is made in a folder beside and put in place by one rename,
and it is made anew when the data set is another one.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from extract.dataset.cells import Row
from extract.dataset.scanning import descriptor_of, has_table, scan
from extract.dataset.schema import ALL_TABLES
from extract.dataset.sqlite import FILE, SqliteTables
from extract.errors import DatasetError
from extract.model import Document
from extract.serving import conflicts, index, texts

__all__ = ["Prepared", "prepare", "read_only"]

FOLDER: Final = ".serving"
KEY: Final = "key.json"
INDEX: Final = "index.npz"
TEXTS: Final = "texts.sqlite"
LAYOUT: Final = 3  # of the files here: another one makes them anew
_BATCH: Final = 1024

Progress = Callable[[str, int, int], None]


class Prepared(NamedTuple):
    """The files that pages are made from."""

    folder: Path
    database: Path
    columns: Path
    texts: Path
    key: str


def prepare(
    folder: Path, documents: Callable[[], Iterable[Document]], progress: Progress, *, again: bool = False
) -> Prepared:
    """The files for a data set, made if they are not there; `documents` reads its sources again.

    `progress` is told what is being made, how many are done, and of how many. Raises DatasetError where the folder
    holds no data set or cannot be written.
    """
    descriptor = descriptor_of(folder)
    hashes = {str(resource["path"]): str(resource.get("hash")) for resource in descriptor["resources"]}
    key = json.dumps({"layout": LAYOUT, "files": hashes}, sort_keys=True)
    kept = folder / FOLDER
    database = folder / FILE if FILE in hashes else kept / FILE
    ready = Prepared(folder, database, kept / INDEX, kept / TEXTS, key)
    if again or not _is_of(kept, key):
        try:
            _make(ready, kept, documents, progress)
        except OSError as error:
            raise DatasetError(
                f"{kept}: cannot be written ({error.strerror or error}); serving keeps its index there: "
                "give it room and leave to write"
            ) from error
    return ready


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, whatever the name of the file."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def _is_of(kept: Path, key: str) -> bool:
    try:
        return (kept / KEY).read_text(encoding="utf-8") == key
    except (OSError, UnicodeDecodeError):
        return False


def _make(ready: Prepared, kept: Path, documents: Callable[[], Iterable[Document]], progress: Progress) -> None:
    partial = kept.with_name(f"{FOLDER}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        if ready.database.parent == kept:
            _database(ready.folder, partial)
            source = partial / FILE
        else:
            source = ready.database
        with closing(read_only(source)) as database:
            _fill(database, partial, documents, progress)
        (partial / KEY).write_text(ready.key, encoding="utf-8")
        shutil.rmtree(kept, ignore_errors=True)
        partial.rename(kept)
    except sqlite3.Error as error:
        raise DatasetError(f"{ready.database}: cannot be read as a database: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _fill(
    database: sqlite3.Connection, partial: Path, documents: Callable[[], Iterable[Document]], progress: Progress
) -> None:
    facts = _count(database, "SELECT count(*) FROM facts")
    index.build(database, partial / INDEX, lambda done: progress("facts", done, facts))
    progress("facts", facts, facts)
    known = {str(doc) for (doc,) in database.execute("SELECT doc FROM documents WHERE text_sha256 IS NOT NULL")}
    texts.store(documents(), known, partial / TEXTS, lambda done: progress("texts", done, len(known)))
    conflicts.store(database, partial / TEXTS)
    with closing(read_only(partial / TEXTS)) as stored:
        progress("texts", _count(stored, "SELECT count(*) FROM texts"), len(known))


def _count(database: sqlite3.Connection, statement: str) -> int:
    return int(database.execute(statement).fetchone()[0])


def _database(folder: Path, partial: Path) -> None:
    """The data set as a database, where the run wrote none."""
    descriptor = descriptor_of(folder)
    present = [table for table in ALL_TABLES if has_table(descriptor, table)]
    tables = SqliteTables(partial, present)
    try:
        for table in present:
            for rows in _batches(scan(folder, table)):
                tables.write(table, rows)
        tables.close()
    except BaseException:
        tables.abandon()
        raise


def _batches(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
