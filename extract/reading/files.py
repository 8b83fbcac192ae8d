"""Opening files and members of archives: bounded reads, compression taken off, every way of failing turned into a
sentence."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from extract import storage as objects
from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.paths import Source
from extract.reading.unpacking import PIECE, unpacked

CHUNK = 1 << 20


class Held:
    """Opens bytes that are held in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __call__(self) -> BinaryIO:
        return io.BytesIO(self.content)


@contextmanager
def opened(source: Source, max_ratio: int) -> Iterator[BinaryIO]:
    """The source's bytes, decompressed; raises ReadingError where it cannot be opened or read, or unpacks to more than
    `max_ratio` times what is stored."""
    with stored(source) as file:
        if source.packing:
            yield unpacked(file, source.packing, Allowance(max_ratio, above=source.allowance))
        else:
            yield file


@contextmanager
def stored(source: Source) -> Iterator[BinaryIO]:
    """The source's bytes as they are stored; raises ReadingError where they cannot be had."""
    try:
        if source.member is not None:
            with source.member() as member:
                yield member
        elif source.path == "-":
            yield sys.stdin.buffer
        elif source.is_object:
            with objects.opened(source.path) as stream:
                yield stream
        else:
            with open(source.path, "rb", opener=_at_once) as file:
                yield file
    except OSError as problem:
        raise ReadingError(f"the file cannot be read: {problem.strerror or problem}") from None


def _at_once(path: str, flags: int) -> int:
    """Opens a pipe that nobody writes to as an empty file, where `open` would wait for a writer for ever."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return handle


def is_stream(source: Source) -> bool:
    """Whether the bytes can be read but once: those of a pipe or a device."""
    on_disk = source.member is None and not source.is_object
    return on_disk and not os.path.isfile(source.path)  # noqa: PTH113 - paths stay as the user wrote them


def size(source: Source) -> int:
    """How many bytes are stored; 0 where that cannot be told, which is said when it is opened."""
    with suppress(OSError):
        if source.is_object:
            return objects.size(source.path)
        return os.stat(source.path).st_size  # noqa: PTH116 - paths stay as the user wrote them
    return 0


def contents(source: Source, limit: int) -> tuple[bytes, bytes]:
    """The source's bytes as they are stored, and decompressed; both at most `limit`, or ReadingError."""
    packed = _bounded(source, limit)
    if not source.packing:
        return packed, packed
    # The limit is all that binds here, as nothing beyond it is unpacked.
    allowance = Allowance(1, small=limit + 2 * PIECE, above=source.allowance)
    content = unpacked(io.BytesIO(packed), source.packing, allowance).read(limit + 1)
    return packed, _within(content, limit)


def held(source: Source, limit: int) -> Source:
    """The source; the member of an archive, or an object, with its bytes in memory, so that another process can read
    it."""
    if source.member is None and not source.is_object:
        return source
    return source._replace(member=Held(_bounded(source, limit)), allowance=None)


def _bounded(source: Source, limit: int) -> bytes:
    with stored(source) as file:
        if source.member is None and not source.is_object and os.fstat(file.fileno()).st_size > limit:
            raise ReadingError(_too_long(limit))
        return _within(file.read(limit + 1), limit)


def _within(content: bytes, limit: int) -> bytes:
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
    return (
        f"it is longer than {mebibytes(limit)}, the most that is read as one document; split it, or raise --max-bytes"
    )
