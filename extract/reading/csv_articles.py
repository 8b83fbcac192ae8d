"""Article tables in CSV: a record at a time, whatever parts the cells, with line breaks inside quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.decoding import decode
from extract.reading.files import lines, opened
from extract.reading.json_articles import empty, too_long
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.reading.records import Origin, article, failed
from extract.reading.spans import WHOLE, Span

CSV: Final = "text/csv"
DELIMITERS: Final = ",;\t|"
_TOLD_DELIMITER: Final = re.compile(rf"sep=([{DELIMITERS}])\s*", re.IGNORECASE)  # a first line for Excel
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def read_csv(source: Source, options: ReadOptions) -> Iterator[Document]:
    """One document a record after the header line; commas, semicolons, tabs or bars part the cells, as the header
    shows.

    Records are counted from 1, the header not among them: `#row=1` is the first article.
    """
    return read_csv_span(source, options, WHOLE, opened(source, options.max_ratio))


def read_csv_span(
    source: Source, options: ReadOptions, span: Span, at_span: AbstractContextManager[BinaryIO]
) -> Iterator[Document]:
    """The documents of some records of a table, from a stream that stands where they begin."""
    _allow_long_cells(options)
    row = span.rows
    try:
        head = _head_of(source, options) if span.offset else None
        with at_span as handle:
            text = _TextLines(handle, options, span.before)
            found = islice(_records(text, head or _head(text, options)), span.length or None)
            for row, record in enumerate(found, span.rows + 1):
                yield _document(record, f"{source.label}#row={row}", text, options)
    except ReadingError as problem:
        yield failed(f"{source.label}#row={row + 1}" if row else source.label, str(problem), media_type=CSV)
        return
    if row == 0:
        yield empty(source, CSV)


def record_ends(source: Source, options: ReadOptions) -> Iterator[tuple[int, int]]:
    """Behind how many lines and unpacked bytes each record ends.

    Raises ReadingError where what is read at one place depends on what stands before it: where records are broken, or
    the text is not all UTF-8.
    """
    _allow_long_cells(options)
    with opened(source, options.max_ratio) as handle:
        text = _TextLines(handle, options)
        if text.is_wide:
            raise ReadingError("the table is UTF-16")
        for record in _records(text, _head(text, options)):
            if isinstance(record, ReadingError):
                raise record
            if text.encoding != "utf-8" or text.warnings:
                raise ReadingError("the encoding is found by looking")
            yield text.number, text.at


def _allow_long_cells(options: ReadOptions) -> None:
    """The csv module refuses cells above 128 KiB unless told; its limit is the process's, so it is only raised."""
    csv.field_size_limit(max(csv.field_size_limit(), options.max_line_bytes))


def _document(record: dict[str, str] | ReadingError, place: str, text: _TextLines, options: ReadOptions) -> Document:
    try:
        if isinstance(record, ReadingError):
            raise record
        return article(record, Origin(place, CSV, text.encoding, "", text.warnings), options)
    except ReadingError as problem:
        return failed(place, str(problem), media_type=CSV)


class _Head(NamedTuple):
    """What the first line of a table says: what parts the cells, and the names of the columns."""

    delimiter: str
    names: list[str]


def _head_of(source: Source, options: ReadOptions) -> _Head:
    with opened(source, options.max_ratio) as handle:
        return _head(_TextLines(handle, options), options)


def _head(text: _TextLines, options: ReadOptions) -> _Head:
    """The head of a table; raises ReadingError where it is not one of an article table."""
    first = next(text, "")
    told = _TOLD_DELIMITER.fullmatch(first)
    if told:
        first = next(text, "")
    delimiter = told[1] if told else max(DELIMITERS, key=first.count)
    header = _header(first, delimiter)
    if header and options.column("text") not in header:
        names = ", ".join(repr(name[:40]) for name in header[:12])
        raise ReadingError(
            f"the table has no column {options.column('text')!r}; its columns are {names}. "
            "Name the one that holds the text: --column text=COLUMN"
        )
    return _Head(delimiter, header)


def _records(text: _TextLines, head: _Head) -> Iterator[dict[str, str] | ReadingError]:
    """Each record by column name, or why it is none."""
    reader = csv.reader(text, delimiter=head.delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (ReadingError, csv.Error) as problem:
            # What is left of this record is lost with it; the next record begins on a fresh line.
            yield ReadingError(f"the record that ends at line {text.number} of the file is broken: {problem}")
            reader = csv.reader(text, delimiter=head.delimiter)
            continue
        if cells:
            yield _record(head.names, cells, text.number)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as problem:
        raise ReadingError(f"the first line is no header of a table: {problem}") from None


def _record(header: list[str], cells: list[str], line: int) -> dict[str, str] | ReadingError:
    if len(cells) != len(header):
        return ReadingError(
            f"the record that ends at line {line} of the file has {len(cells)} cells "
            f"where the header has {len(header)} columns"
        )
    return dict(zip(header, cells, strict=True))


class _TextLines:
    """The lines of a table, decoded one by one and bounded; `number` is the last line given, `at` the bytes read."""

    def __init__(self, handle: BinaryIO, options: ReadOptions, before: int = 0) -> None:
        self._options = options
        self._before = before
        self.number = before
        self.at = 0
        self.warnings: tuple[str, ...] = ()
        self.encoding = options.encoding or "utf-8"
        start: bytes = handle.peek(2)[:2]  # type: ignore[attr-defined]  # files and gzip files have it, BinaryIO does not say so
        wide = self.encoding.lower().replace("-", "").startswith(("utf16", "utf32"))
        self.is_wide = wide or start in UTF_16_MARKS
        if self.is_wide:
            self._lines = self._wide_lines(handle, self.encoding if wide else "utf-16")
        else:
            self._lines = self._byte_lines(handle)

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if isinstance(line, ReadingError):
            raise line
        return line

    def _byte_lines(self, handle: BinaryIO) -> Iterator[str | ReadingError]:
        """Errors are given, not raised: a generator that raised could give no further line."""
        for number, line in lines(handle, self._options.max_line_bytes):
            self.number = self._before + number
            self.at += len(line or b"")
            if line is None:
                yield ReadingError(f"line {self.number}: {too_long(self._options)}")
                continue
            try:
                decoded = decode(line, self._options.encoding)
            except ReadingError as problem:
                yield problem
                continue
            if decoded.warnings:
                self.encoding, self.warnings = decoded.encoding, decoded.warnings
            yield decoded.text

    def _wide_lines(self, handle: BinaryIO, encoding: str) -> Iterator[str | ReadingError]:
        self.encoding = encoding
        limit = self._options.max_line_bytes // 2
        wrapped = io.TextIOWrapper(handle, encoding, newline="")
        try:
            while line := wrapped.readline(limit + 1):
                self.number += 1
                if len(line) > limit:
                    raise ReadingError(f"line {self.number}: {too_long(self._options)}")
                yield line
        except UnicodeError:
            raise ReadingError(f"line {self.number + 1}: the bytes are not {encoding}") from None
        finally:
            wrapped.detach()
