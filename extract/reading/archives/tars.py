"""Tar archives, read header by header from a stream, as they come: GNU, POSIX (pax) and older ones.

Not by Python's tarfile, which takes a header of any length into memory, and of which versions in use loop forever on
some headers and take the square of the time on others.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, Final, NamedTuple, cast

from extract.errors import ReadingError
from extract.reading.archives.names import chosen, decoded
from extract.reading.files import opened
from extract.reading.options import ReadOptions
from extract.reading.paths import Source, Unreadable
from extract.reading.unpacking import CHUNK

BLOCK: Final = 512
LONGEST: Final = 1 << 20  # bytes of a long name or of pax records
FILES: Final = (b"0", b"\0", b"7")
FOLDER: Final = b"5"
LONG_NAME, LONG_LINK, PAX, PAX_ALL, LABEL = b"L", b"K", b"x", b"g", b"V"
CUT_OFF: Final = "the archive ends before its end mark: it is cut off, or a size in it is not true"

_SPARSE = re.compile(rb"\d+ GNU\.sparse\.")


class Header(NamedTuple):
    """A header of an archive: a member's name, its size in bytes, and what it is, as tar writes it."""

    name: str
    size: int
    kind: bytes


def tar_members(source: Source, options: ReadOptions, aside: Counter[str]) -> Iterator[Source | Unreadable]:
    """The members of a tar archive; raises ReadingError at what cannot be read, behind which nothing can be found."""
    with opened(source, options.max_ratio) as stream:
        for header, body in _entries(stream):
            if header.kind not in FILES:
                aside["link or device"] += 1
                continue
            member = chosen(source, header.name, aside)
            if member is not None:
                yield member._replace(member=partial(_buffered, body), allowance=source.allowance)
            body.skip()
        while stream.read(CHUNK):  # so that a packed archive that is cut off behind the last member is told
            pass


def _buffered(body: _Body) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(body, CHUNK))


class _Body(io.RawIOBase):
    """The bytes of one entry, in the stream of the archive."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size
        self._padding = -size % BLOCK

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._stream.read(min(len(buffer), self._left))
        if not piece and self._left and len(buffer):
            self._left = self._padding = 0  # said once
            raise ReadingError(CUT_OFF)
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def skip(self) -> None:
        """Pass over what has not been read, and over the padding behind it."""
        left = self._left + self._padding
        self._left = self._padding = 0
        while left:
            piece = self._stream.read(min(left, CHUNK))
            if not piece:
                raise ReadingError(CUT_OFF)
            left -= len(piece)


def _entries(stream: BinaryIO) -> Iterator[tuple[Header, _Body]]:
    """The entries that are no folder, each with what is said of it in the entries before it."""
    name, size = "", -1
    while header := _header(stream):
        body = _Body(stream, header.size)
        if header.kind == LONG_NAME:
            name = decoded(_text(stream, header.size).rstrip(b"\0"))
        elif header.kind == PAX:
            records = _text(stream, header.size)
            name, size = _said(records, b"path", name), int(_said(records, b"size", "-1"))
            if _SPARSE.match(records):
                raise ReadingError("it holds sparse files, which are not read; pack it anew without --sparse")
        elif header.kind in (LONG_LINK, PAX_ALL, LABEL):
            body.skip()
        else:
            size = header.size if size < 0 else size
            if header.kind == FOLDER:
                _Body(stream, size).skip()
            else:
                yield Header(name or header.name, size, header.kind), _Body(stream, size)
            name, size = "", -1


def _header(stream: BinaryIO) -> Header | None:
    """The next header; None at the end: a block of zeros, or nothing more."""
    block = stream.read(BLOCK)
    if not block or block.count(0) == len(block):
        return None
    if len(block) < BLOCK:
        raise ReadingError(CUT_OFF)
    if _number(block[148:156]) != sum(block[:148]) + sum(block[156:]) + 8 * 32:
        raise ReadingError("where a header should stand there is none: the file is damaged, or no tar archive")
    name = block[:100].partition(b"\0")[0]
    if block[257:263] == b"ustar\0" and block[345]:
        name = block[345:500].partition(b"\0")[0] + b"/" + name
    return Header(decoded(name), _number(block[124:136]), block[156:157])


def _number(written: bytes) -> int:
    """A number in octal digits, or with its first bit set in base 256."""
    if written[0] & 0x80:
        number = int.from_bytes(bytes((written[0] & 0x7F, *written[1:])), "big")
        if written[0] & 0x40 or number >> 62:
            raise ReadingError("a header has a size that no file can have: the archive is damaged")
        return number
    try:
        return int(written.strip(b" \0") or b"0", 8)
    except ValueError:
        raise ReadingError("a header has a size that is no number: the file is damaged, or no tar archive") from None


def _text(stream: BinaryIO, size: int) -> bytes:
    """The bytes of an entry that is a part of a header."""
    if size > LONGEST:
        raise ReadingError(f"a header is longer than {LONGEST >> 20} MiB: the archive is damaged, or made to do harm")
    padded = stream.read(size + -size % BLOCK)
    if len(padded) < size:
        raise ReadingError(CUT_OFF)
    return padded[:size]


def _said(records: bytes, key: bytes, otherwise: str) -> str:
    """The value of a pax record, `LENGTH KEY=VALUE` and a line end; each record says how long it is."""
    start = 0
    while start < len(records):
        length, _, rest = records[start : start + 20].partition(b" ")
        if not length.isdigit() or not rest or int(length) <= len(length) + 1:
            raise ReadingError("a pax header is damaged")
        word, _, value = records[start + len(length) + 1 : start + int(length) - 1].partition(b"=")
        if word == key:
            return _checked(key, value)
        start += int(length)
    return otherwise


def _checked(key: bytes, value: bytes) -> str:
    if key == b"size" and (not value.isdigit() or len(value) > 18):
        raise ReadingError("a pax header is damaged: its size is no number")
    return decoded(value)
