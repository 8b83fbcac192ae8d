"""Writing a data set: document by document, in batches, and in place only when all of it is whole.

with open_dataset(Path("outputs"), ["csv", "sqlite"], settings={"inputs": "corpus"}) as dataset:
    for document, facts in results:
        dataset.add(document, facts)
dataset.summary()
"""

from __future__ import annotations

import errno
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from extract.dataset import package, staging, standing, uploading
from extract.dataset.cells import Row, writable
from extract.dataset.counts import Counts, Summary
from extract.dataset.entries import Entry, entry
from extract.dataset.formats import OPENERS, Layout, Tables
from extract.dataset.schema import TABLES, TableName
from extract.dataset.staging import Staging
from extract.errors import DatasetError, UsageError
from extract.model import Document, Fact, Outcome
from extract.storage import ObjectFolder, Where, is_remote
from extract.storage import folder as folder_at

BATCH: Final = 1024  # rows, some 3 kilobytes each while they wait
BUCKETS: Final = 4096  # sorted lists of ids: 8 bytes a document, of which a set takes ten times as many


def open_dataset(
    folder: Where,
    formats: Sequence[str],
    *,
    settings: Mapping[str, str],
    spreadsheet: bool = False,
    overwrite: bool = False,
    part_rows: int | None = None,
    tables: Sequence[TableName] = TABLES,
    grown_from: str = "",
) -> DatasetWriter:
    """A data set to be written into `folder`, a path or an address of object storage, in each of `formats` (`csv`,
    `jsonl`, `parquet`, `sqlite`, `xlsx`).

    `settings` says what was asked for (inputs and options); it is recorded, and it decides whether the folder may be
    written again: a data set of the same settings is replaced, one of others only with `overwrite`. Files that are no
    data set of ours are never replaced. `spreadsheet` makes the CSV safe to open in a spreadsheet program. A table of
    more than `part_rows` rows (a million if not given) is a folder of parts in Parquet. `tables` are those it has: rows
    of others than facts and documents are given to `append`. `grown_from` is the digest of the description of the data
    set that these tables are added to.

    Raises UsageError for an unknown format, DatasetError for a folder that cannot be written or must not be.
    """
    unknown = sorted(set(formats) - set(OPENERS))
    if unknown or not formats:
        raise UsageError(
            f"format {', '.join(filter(None, unknown)) or '(none)'}: known formats are {', '.join(OPENERS)}"
        )
    chosen = [name for name in OPENERS if name in formats]
    if part_rows is not None and part_rows < 1:
        raise UsageError("a part must have at least one row")
    layout = Layout(spreadsheet, part_rows, tuple(tables), grown_from)
    return DatasetWriter(folder, chosen, dict(settings), layout, overwrite=overwrite)


class DatasetWriter:
    """A data set while it is written, in a `with` block: its end puts the files in place, an error leaves none."""

    def __init__(
        self, folder: Where, formats: Sequence[str], settings: Mapping[str, str], layout: Layout, *, overwrite: bool
    ) -> None:
        self.folder = folder if is_remote(str(folder)) else Path(folder)
        self._formats = formats
        self._settings = {writable(name): writable(value) for name, value in settings.items()}
        self._layout = layout
        self._overwrite = overwrite
        self._counts = Counts()
        self._rows: dict[TableName, list[Row]] = {table: [] for table in layout.tables}
        self._ids: defaultdict[int, array[int]] = defaultdict(
            lambda: array("q")
        )  # hashes of the ids, by their last bits
        self._tables: dict[str, Tables] = {}
        self._outdated: set[str] = set()
        self._warnings: list[str] = []
        self.dropped = ""  # what goes with the data set that is replaced, in a sentence
        self._staging: Staging | uploading.Upload

    def __enter__(self) -> DatasetWriter:
        with disk_errors(self.folder):
            folder = folder_at(self.folder)
            if isinstance(folder, ObjectFolder):
                uploading.recover(folder)
            else:
                folder.path.mkdir(parents=True, exist_ok=True)
                staging.recover(folder.path)
            self._outdated = self.replaces()
            self.dropped = self._dropped()
            self._staging = uploading.Upload(folder) if isinstance(folder, ObjectFolder) else Staging(folder.path)
        try:
            with disk_errors(self.folder):
                for name in self._formats:
                    self._tables[name] = OPENERS[name](self._staging.path, self._layout)
        except BaseException:
            self._abandon()
            raise
        return self

    def replaces(self) -> set[str]:
        """The files in the folder that its own will take the places of; raises DatasetError where they must not."""
        return standing.replaceable_files(
            self.folder, self._formats, self._layout.tables, settings=self._settings, overwrite=self._overwrite
        )

    def _dropped(self) -> str:
        gone = sorted(standing.added_tables(standing.read(self.folder)) - {*self._layout.tables}, reverse=True)
        found = f"{' and '.join(gone)} were found in the data set as it was, and go with it"
        return f"{found}; `trich stories {self.folder}` finds them anew" if gone else ""

    def add(
        self,
        document: Document,
        facts: Sequence[Fact] = (),
        *,
        outcome: Outcome | None = None,
        error: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        """Write one document's row and its facts: what `extract.dataset.entries.entry` makes of them.

        Raises DatasetError for an id used before, and where the disk refuses.
        """
        self.write(entry(document, facts, outcome=outcome, error=error, warnings=warnings))

    def write(self, entry: Entry) -> None:
        """Write the rows of one document; raises DatasetError for an id used before, and where the disk refuses."""
        self._claim(entry)
        self._rows["documents"].append(entry.document)
        self._rows["facts"].extend(entry.facts)
        self._counts.add(entry)
        self._write_batches(BATCH)

    def append(self, table: TableName, row: Row) -> None:
        """Write a row of a table beside facts and documents, one of those that were asked for."""
        self._rows[table].append(row)
        self._write_batches(BATCH)

    @property
    def workspace(self) -> Path:
        """A hidden folder for what is needed only while the data set is written: it goes when the writing ends."""
        folder = self._staging.path / "workspace"
        folder.mkdir(exist_ok=True)
        return folder

    def _claim(self, entry: Entry) -> None:
        key = hash(entry.id)
        bucket = self._ids[key % BUCKETS]
        place = bisect_left(bucket, key)
        if place < len(bucket) and bucket[place] == key:
            source = entry.said("source")
            raise DatasetError(f"{source}: its id {entry.id!r} was used by an earlier input; ids must differ")
        bucket.insert(place, key)
        if len({row[0] for row in entry.facts}) < len(entry.facts):
            source = entry.said("source")
            raise DatasetError(f"{source}: two facts were read from the same place; a figure gives one fact")

    def _write_batches(self, least: int) -> None:
        for table in self._layout.tables:
            rows = self._rows[table]
            if not rows or len(rows) < least:
                continue
            self._rows[table] = []
            with disk_errors(self.folder):
                for tables in self._tables.values():
                    tables.write(table, rows)

    def summary(self, *, top: int = 10) -> Summary:
        """What was written so far: the closing table of a run."""
        return self._counts.summary(top=top, warnings=self._warnings)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None:
            self._abandon()
            return
        try:
            self._publish()
        except BaseException:
            self._abandon()
            raise

    def _publish(self) -> None:
        self._write_batches(1)
        with disk_errors(self.folder):
            for tables in self._tables.values():
                self._warnings.extend(tables.close())
            files = {name: tuple(tables.files) for name, tables in self._tables.items()}
            described = package.describe(
                self._staging.path, files, self._counts, self._settings, self._warnings,
                spreadsheet=self._layout.spreadsheet, tables=self._layout.tables, grown_from=self._layout.grown_from,
            )  # fmt: skip
            package.write(self._staging.path, described)
            names = [name for group in files.values() for name in group] + [package.FILE]
            self._staging.publish(names, sorted(self._outdated - set(names)))

    def _abandon(self) -> None:
        for tables in self._tables.values():
            with suppress(Exception):  # the error that made us stop is the one to tell
                tables.abandon()
        self._staging.discard()


@contextmanager
def disk_errors(folder: Where) -> Iterator[None]:
    """What goes wrong with the disk while the data set in a folder is written, as a DatasetError that says so."""
    try:
        yield
    except OSError as error:
        raise DatasetError(f"{folder}: {refusal(error)}; nothing in it was changed") from error


def refusal(error: OSError) -> str:
    """Why the system does not take what is written, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; free some space or name a folder elsewhere"
    if error.errno == errno.EFBIG:
        return "a file grew larger than the system allows; write another format or fewer inputs"
    if isinstance(error, PermissionError):
        return "no permission to write there; name another folder"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return "is a file, not a folder; name another folder"
    return f"cannot be written ({error.strerror or error})"
