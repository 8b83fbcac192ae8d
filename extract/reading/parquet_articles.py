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
from extract.reading.spans import WHOLE, Span

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

PARQUET: Final = "application/vnd.apache.parquet"
BATCH_ROWS: Final = 64
PAGE_BUFFER: Final = 1 << 20  # bytes of a column that are read at a time, so that no whole column lies in memory


def read_parquet(source: Source, options: ReadOptions, span: Span = WHOLE) -> Iterator[Document]:
    """One document a row, of all row groups or of some; rows are counted from 1. A damaged group costs no other."""
    found = False
    try:
        with opened(source, options.max_ratio) as handle, _seekable(source, handle, options) as file:
            for place, cells in _rows(file, options, span):
                found = True
                yield _document(cells, f"{source.label}#row={place}", options)
    except ReadingError as problem:
        yield failed(source.label, str(problem), media_type=PARQUET)
        return
    if not found and span == WHOLE:
        yield empty(source, PARQUET)


def row_groups(source: Source, options: ReadOptions) -> list[tuple[int, int]]:
    """Of each row group of a Parquet file that is not packed its rows and its bytes; none where they cannot be told."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with opened(source, options.max_ratio) as handle:
            told = pq.ParquetFile(handle).metadata
            groups = [told.row_group(number) for number in range(told.num_row_groups)]
            return [(group.num_rows, group.total_byte_size) for group in groups]
    except (pa.ArrowException, OSError, ReadingError, ValueError):
        return []  # the reader says what is wrong


def _document(cells: RecordBatch | ReadingError, place: str, options: ReadOptions) -> Document:
    try:
        if isinstance(cells, ReadingError):
            raise cells
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


def _rows(file: IO[bytes], options: ReadOptions, span: Span) -> Iterator[tuple[int, RecordBatch | ReadingError]]:
    """The rows one by one with their numbers, so that a damaged one costs no other; or why no more of a group are
    read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not file.seek(0, 2):
        return
    file.seek(0)
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=PAGE_BUFFER)
        columns = _columns(table, options)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as problem:
        raise _damaged(problem) from None
    before = span.rows
    for group in range(span.offset, span.offset + span.length if span.length else table.num_row_groups):
        row = before
        try:
            for batch in table.iter_batches(BATCH_ROWS, [group], columns, use_threads=False):
                for place in range(batch.num_rows):
                    row += 1
                    yield row, batch.slice(place, 1)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as problem:
            yield row + 1, _damaged(problem)
        before += table.metadata.row_group(group).num_rows


def _damaged(problem: Exception) -> ReadingError:
    return ReadingError(f"it is not a Parquet file that can be read: {str(problem).splitlines()[0][:200]}")


def _columns(table: ParquetFile, options: ReadOptions) -> list[str]:
    names: list[Any] = table.schema_arrow.names
    if options.column("text") not in names:
        found = ", ".join(repr(str(name)[:40]) for name in names[:12])
        raise ReadingError(
            f"the table has no column {options.column('text')!r}; its columns are {found}. "
            "Name the one that holds the text: --column text=COLUMN"
        )
    return [options.column(name) for name in COLUMNS if options.column(name) in names]
