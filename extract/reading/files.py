"""Opening files: bounded reads, gzip taken off, every way of failing turned into a sentence."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from extract.errors import ReadingError
from extract.reading.paths import Source

CHUNK = 1 << 20
TRUNCATED = "the gzip stream ends before its end mark: the file is cut off; what stood before the cut was read"
DAMAGED = "the gzip stream is damaged; what stood before the damage was read"


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The file's bytes, decompressed; raises ReadingError where it cannot be opened or read."""
    try:
        if source.path == "-":
            yield sys.stdin.buffer
        elif source.gzipped:
            with gzip.open(source.path, "rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            with open(source.path, "rb") as plain:
                yield plain
    except EOFError:
        raise ReadingError(TRUNCATED) from None
    except (gzip.BadGzipFile, zlib.error):
        raise ReadingError(DAMAGED) from None
    except OSError as problem:
        raise ReadingError(f"the file cannot be read: {problem.strerror or problem}") from None


def contents(source: Source, limit: int) -> tuple[bytes, bytes]:
    """The file's bytes as they lie on the disk, and decompressed; both at most `limit`, or ReadingError."""
    try:
        with open(source.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            stored = b"" if size > limit else file.read(limit + 1)
    except OSError as problem:
        raise ReadingError(f"the file cannot be read: {problem.strerror or problem}") from None
    if max(size, len(stored)) > limit:
        raise ReadingError(_too_long(limit))
    return stored, _unpacked(stored, limit) if source.gzipped else stored


def _unpacked(stored: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(stored), "rb") as unpacked:
            content = unpacked.read(limit + 1)
    except EOFError:
        raise ReadingError("the gzip stream ends before its end mark: the file is cut off") from None
    except (OSError, zlib.error):
        raise ReadingError("the gzip stream is damaged, or the file is not gzip") from None
    if len(content) > limit:
        raise ReadingError(_too_long(limit))
    return content


def lines(handle: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None for a line longer than `limit` bytes, which is passed over unloaded."""
    number = 0
    while line := handle.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
        else:
            del line
            _pass_over(handle)
            yield number, None


def _pass_over(handle: BinaryIO) -> None:
    while piece := handle.readline(CHUNK):
        if piece.endswith(b"\n"):
            return


def mebibytes(limit: int) -> str:
    """A limit in words: 64 MiB, or bytes where it is smaller than one MiB."""
    return f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit} bytes"


def _too_long(limit: int) -> str:
    return f"it is longer than {mebibytes(limit)}, the most that is read as one document; split it, or raise max_bytes"
