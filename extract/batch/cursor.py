"""Tables read in parts: a packed one is unpacked once, as a worker's parts of it come in ascending order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, Final

from extract.errors import ReadingError
from extract.reading.files import opened
from extract.reading.paths import Source
from extract.reading.spans import Span

__all__ = ["Cursor"]

CHUNK: Final = 1 << 20


class Cursor:
    """Keeps the table that was read last open, and where in it that was."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._source: Source | None = None
        self._handle: BinaryIO | None = None
        self._offset = 0

    @contextmanager
    def at(self, source: Source, span: Span, max_ratio: int) -> Iterator[BinaryIO]:
        """The table's bytes from where the span begins; raises ReadingError where they cannot be read."""
        handle = self._reach(source, span.offset, max_ratio)
        self._source = None  # until the whole span is read
        yield handle
        if span.size:
            self._source, self._offset = source, span.offset + span.size

    def close(self) -> None:
        """Close the table."""
        self._open.close()
        self._source = self._handle = None

    def _reach(self, source: Source, offset: int, max_ratio: int) -> BinaryIO:
        if self._handle is None or self._source != source or self._offset > offset:
            self.close()
            self._handle = self._open.enter_context(opened(source, max_ratio))
            self._offset = 0
        self._pass_over(self._handle, source, offset - self._offset)
        return self._handle

    def _pass_over(self, handle: BinaryIO, source: Source, size: int) -> None:
        if not source.packing:
            handle.seek(self._offset + size)
            return
        while size > 0:
            piece = handle.read(min(size, CHUNK))
            if not piece:
                raise ReadingError("the table has become shorter while it was read")
            size -= len(piece)
