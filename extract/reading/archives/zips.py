"""Zip archives: members by the list at the end, unpacked in memory piece by piece."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, BinaryIO, Final, NamedTuple, cast

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.archives.names import chosen, decoded
from extract.reading.files import contents, mebibytes, stored
from extract.reading.options import ReadOptions
from extract.reading.paths import Source, Unreadable
from extract.reading.unpacking import CHUNK, PIECE

ENCRYPTED: Final = 0x1
UTF_8: Final = 0x800
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack without measure

_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OverflowError,
                  NotImplementedError, RuntimeError, OSError)  # fmt: skip


class Measured(NamedTuple):
    """A member, and how many bytes of it are stored and were packed, as the archive's list says."""

    member: Source | Unreadable
    stored: int
    unpacked: int


def zip_members(source: Source, options: ReadOptions, aside: Counter[str]) -> Iterator[Source | Unreadable]:
    """The members of a zip archive; raises ReadingError where its list cannot be read."""
    return (found.member for found in measured_members(source, options, aside))


def measured_members(source: Source, options: ReadOptions, aside: Counter[str]) -> Iterator[Measured]:
    """The same with their sizes."""
    with _file(source, options) as file, _archive(file, options.max_bytes) as archive:
        for info in archive.infolist():
            mode = info.external_attr >> 16
            if info.filename.endswith("/"):  # `is_dir` of Python 3.11 breaks at a name without a letter
                continue
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                aside["link or device"] += 1
                continue
            member = chosen(source, _name(info), aside)
            if member is not None:
                read = _member(member, archive, info, source, options)
                yield Measured(read, info.compress_size, info.file_size)


def _member(
    member: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, options: ReadOptions
) -> Source | Unreadable:
    if info.flag_bits & ENCRYPTED:
        return Unreadable(member.path, "it is encrypted; unpack the archive with its password and read the files")
    if info.compress_type not in METHODS:
        return Unreadable(member.path, "it is packed in a way that is not read; pack the archive anew, with deflate")
    allowance = Allowance(options.max_ratio, info.compress_size, above=source.allowance)
    return member._replace(member=partial(_opened, archive, info, allowance), allowance=source.allowance)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the mark of UTF-8 it may be in any code page, which zipfile takes for cp437."""
    if info.flag_bits & UTF_8 or info.filename.isascii():
        return info.filename
    try:
        return decoded(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


@contextmanager
def _file(source: Source, options: ReadOptions) -> Iterator[BinaryIO]:
    """The archive's bytes, in which one can go back and forth: an archive inside another is held in memory."""
    if source.member or source.packing:
        yield io.BytesIO(contents(source, options.max_bytes)[1])
    else:
        with stored(source) as file:
            yield file


@contextmanager
def _archive(file: BinaryIO, limit: int) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(cast(BinaryIO, _Bounded(file, limit)))
    except _DAMAGE as problem:
        if isinstance(problem, ReadingError):
            raise
        raise ReadingError(f"the file is no zip archive, or it is damaged or cut off: {problem}") from None
    with archive:
        yield archive


class _Bounded:
    """A file of which no more is read at once than a limit: an archive's list of members is read in one go."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size if 0 <= size <= self._limit else self._limit + 1)
        if len(content) > self._limit:
            raise ReadingError(f"its list of members is longer than {mebibytes(self._limit)}; raise --max-bytes")
        return content


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Unzipped(archive, info, allowance), CHUNK))


class _Unzipped(io.RawIOBase):
    """The unpacked bytes of a member, counted."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> None:
        try:
            self._stream = archive.open(info)
        except _DAMAGE as problem:
            raise _damaged(problem) from None
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            piece = self._stream.read(min(len(buffer), PIECE))
        except _DAMAGE as problem:
            raise _damaged(problem) from None
        self._allowance.take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def _damaged(problem: Exception) -> ReadingError:
    if isinstance(problem, ReadingError):
        return problem
    return ReadingError(f"it cannot be unpacked, as the archive is damaged or cut off: {problem}")
