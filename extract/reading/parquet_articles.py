"""Article tables in Parquet, by small batches of rows; pyarrow is imported when the first one is opened."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import opened
from extract.reading.json_articles import empty, too_long
from extract.reading.options import COLUMNS, ReadOptions
from extract.reading.paths import Source
from extract.reading.records import Origin, article, failed

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

PARQUET: Final = "application/vnd.apache.parquet"
BATCH_ROWS: Final = 64
PAGE_BUFFER: Final = 1 << 20  # bytes of a column that are read at a time, so that no whole column lies in memory


def read_parquet(source: Source, options: ReadOptions) -> Iterator[Document]:
    """One document a row; rows are counted from 1."""
    row = 0
    try:
        with opened(source, options.max_ratio) as handle, _seekable(source, handle, options) as file:
            for row, cells in enumerate(_rows(file, options), 1):
                yield _document(cells, f"{source.label}#row={row}", options)
    except ReadingError as problem:
        yield failed(f"{source.label}#row={row + 1}" if row else source.label, str(problem), media_type=PARQUET)
        return
    if row == 0:
        yield empty(source, PARQUET)


def _document(cells: RecordBatch, place: str, options: ReadOptions) -> Document:
    try:
        record = _record(cells)
        text = record.get(options.column("text"))
        if isinstance(text, str) and len(text) > options.max_line_bytes:
            raise ReadingError(too_long(options))
        return article(record, Origin(place, PARQUET), options)
    except ReadingError as problem:
        return failed(place, str(problem), media_type=PARQUET)


def _record(cells: RecordBatch) -> dict[str, object]:
    try:
        record: dict[str, object] = cells.to_pylist()[0]
    except (ValueError, OverflowError) as problem:  # text that is no UTF-8, a time beyond those that Python knows
        raise ReadingError(f"its row is damaged: {problem}") from None
    return record


@contextmanager
def _seekable(source: Source, handle: BinaryIO, options: ReadOptions) -> Iterator[IO[bytes]]:
    """Parquet is read from its end: what is packed is first unpacked, into a temporary file if it is large."""
    if not source.packing and source.member is None:
        yield handle
        return
    with tempfile.SpooledTemporaryFile(max_size=options.max_bytes) as unpacked:
        shutil.copyfileobj(handle, unpacked)
        unpacked.seek(0)
        yield unpacked


def _rows(file: IO[bytes], options: ReadOptions) -> Iterator[RecordBatch]:
    """The rows one by one, so that a damaged one costs no other."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not file.seek(0, 2):
        return
    file.seek(0)
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=PAGE_BUFFER)
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=_columns(table, options), use_threads=False):
            yield from (batch.slice(row, 1) for row in range(batch.num_rows))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as problem:
        raise ReadingError(f"it is not a Parquet file that can be read: {str(problem).splitlines()[0][:200]}") from None


def _columns(table: ParquetFile, options: ReadOptions) -> list[str]:
    names: list[Any] = table.schema_arrow.names
    if options.column("text") not in names:
        found = ", ".join(repr(str(name)[:40]) for name in names[:12])
        raise ReadingError(
            f"the table has no column {options.column('text')!r}; its columns are {found}. "
            "Name the column of the text in the options"
        )
    return [options.column(name) for name in COLUMNS if options.column(name) in names]
