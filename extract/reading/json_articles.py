"""Articles written in JSON: tables of one object a line, and gold files of one object or a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from typing import BinaryIO, Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.decoding import decode
from extract.reading.files import contents, lines, mebibytes, opened
from extract.reading.identity import digest
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.reading.records import Origin, article, failed
from extract.reading.spans import WHOLE, Span

JSONL: Final = "application/jsonl"
JSON: Final = "application/json"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Document]:
    """One document a line; a line that is none fails by itself and the rest is read."""
    return read_span(source, options, WHOLE, opened(source, options.max_ratio))


def read_span(
    source: Source, options: ReadOptions, span: Span, at_span: AbstractContextManager[BinaryIO]
) -> Iterator[Document]:
    """The documents of some lines of a table, from a stream that stands where they begin."""
    number, blank = span.before, span == WHOLE
    try:
        with at_span as handle:
            for count, line in islice(lines(handle, options.max_line_bytes), span.length or None):
                number = span.before + count
                if line is not None and not line.strip():
                    continue
                blank = False
                yield _from_line(line, f"{source.label}#line={number}", options)
    except ReadingError as problem:
        yield failed(f"{source.label}#line={number + 1}", str(problem), media_type=JSONL)
        return
    if blank:
        yield empty(source, JSONL)


def empty(source: Source, media_type: str) -> Document:
    """The row of a file in which nothing is written."""
    return Document(
        id="", source=source.label, text="", media_type=media_type, sha256=digest(b""),
        outcome="no_text", error=f"{source.label}: the file is empty",
    )  # fmt: skip


def _from_line(line: bytes | None, place: str, options: ReadOptions) -> Document:
    try:
        if line is None:
            raise ReadingError(too_long(options))
        decoded = decode(line.removeprefix(_BYTE_ORDER_MARK), options.encoding)
        origin = Origin(place, JSONL, decoded.encoding, digest(line.rstrip(b"\r\n")), decoded.warnings)
        return article(_object(decoded.text), origin, options)
    except ReadingError as problem:
        return failed(place, str(problem), media_type=JSONL)


def too_long(options: ReadOptions) -> str:
    """The error of a line or cell beyond the limit."""
    return f"it is longer than {mebibytes(options.max_line_bytes)}, the most that is read at once; raise --max-bytes"


def _object(text: str) -> Mapping[str, object]:
    value = parsed(text)
    if not isinstance(value, dict):
        raise ReadingError("it is not a JSON object with the keys id, title, publisher, published, url, text")
    return value


def parsed(text: str) -> object:
    """A JSON value; raises ReadingError saying where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise ReadingError(f"it is not JSON: {problem.msg} at character {problem.pos}") from None
    except (RecursionError, ValueError):
        raise ReadingError("it is not JSON that can be read: nested too deeply, or a number too long") from None


def read_json(source: Source, options: ReadOptions) -> Iterator[Document]:
    """A gold file: one document as a JSON object, or a list of them; the facts in it are not read."""
    stored, raw = contents(source, options.max_bytes)
    if not raw.strip():
        yield empty(source, JSON)
        return
    decoded = decode(raw, options.encoding)
    value = parsed(decoded.text.removeprefix("\ufeff"))
    if not isinstance(value, list):
        origin = Origin(source.label, JSON, decoded.encoding, digest(stored), decoded.warnings)
        yield _from_item(value, origin, options)
        return
    for number, item in enumerate(value, 1):
        yield _from_item(
            item, Origin(f"{source.label}#item={number}", JSON, decoded.encoding, "", decoded.warnings), options
        )


def _from_item(item: object, origin: Origin, options: ReadOptions) -> Document:
    try:
        if not isinstance(item, dict):
            raise ReadingError("it is not a JSON object with the keys id, title, publisher, published, url, text")
        return article(item, origin, options)
    except ReadingError as problem:
        return failed(origin.source, str(problem), media_type=JSON)
