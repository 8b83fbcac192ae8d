"""Where the records of a WARC begin: one after the other, or each in a gzip member of its own; found again behind
what is damaged.

Not by warcio, which takes a header of any length into memory and ends at the first damage; it writes the WARCs that
the tests hold this against.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.unpacking import CHUNK, PIECE

MAGIC: Final = b"\x1f\x8b\x08"
AGAIN: Final = 4  # times that a file is read anew for the records that others with untrue lengths swallowed
REREAD: Final = 1 << 24  # bytes that may always be read again
VERSION: Final = b"WARC/"


class Stretch:
    """A stretch of unpacked bytes in which records follow one another: a whole file, or the gzip member that begins at
    `offset`. `at` counts the bytes read so far."""

    def __init__(self, stream: BinaryIO, offset: int = 0, member: _Member | None = None) -> None:
        self._stream = stream
        self._offset = offset
        self._member = member
        self.at = 0
        self.told = False
        self._again = 0

    def place(self, at: int) -> str:
        """Where in the file a record begins; in a gzip member that holds several, also how many bytes into it."""
        if self._member is None:
            return str(at)
        return f"{self._offset}+{at}" if at else str(self._offset)

    def line(self, most: int) -> bytes:
        """The next line, or its first `most` bytes; empty at the end."""
        line = self._stream.readline(most)
        self.at += len(line)
        return line

    def read(self, size: int) -> bytes:
        """So many bytes, fewer at the end."""
        content = self._stream.read(size)
        self.at += len(content)
        return content

    def back_to(self, at: int) -> None:
        """Go back, where that is possible: in a file that is not packed, and which does not make us read it many
        times."""
        self._again += self.at - at
        if self._member is None and self._stream.seekable() and self._again <= max(REREAD, AGAIN * self.at):
            self.at = self._stream.seek(at)

    def fault(self) -> str:
        """What is wrong with the gzip member, as far as it has been read; from now on it counts as told."""
        found = self._member.problem if self._member else ""
        self.told = bool(found)
        return found


class Damage(NamedTuple):
    """Bytes of a file from which nothing can be read."""

    start: int
    end: int
    reason: str


def gzip_members(stored: BinaryIO, ratio: int, above: Allowance | None, offset: int = 0) -> Iterator[Stretch | Damage]:
    """Each gzip member of a file, to be read before the next, and the bytes that are none. `offset` is where the stream
    stands in the file.

    A member may unpack to `ratio` times its size, all together to what `above` allows.
    """
    raw = _Raw(stored, offset)
    while raw.filled():
        start = raw.place
        member = _Member(raw, Allowance(ratio, above=above))
        stretch = Stretch(io.BufferedReader(member, CHUNK), start, member)
        yield stretch
        member.drain()
        if member.problem:
            raw.find_member(start + 1)
            if not stretch.told:
                yield Damage(start, raw.place, member.problem)
        raw.skip_zeros()


class _Raw:
    """The packed bytes: a chunk of them, and how far they are used."""

    def __init__(self, stored: BinaryIO, offset: int) -> None:
        self._stored = stored
        self._start = offset
        self._used = 0
        self._chunk = b""

    @property
    def place(self) -> int:
        return self._start + self._used

    def filled(self) -> bool:
        """Whether there are bytes left; fetches the next ones where all are used."""
        if self._used == len(self._chunk):
            self._fetch(0)
        return self._used < len(self._chunk)

    def rest(self) -> bytes:
        return self._chunk[self._used :]

    def use(self, count: int) -> None:
        self._used += count

    def skip_zeros(self) -> None:
        """Pass over padding."""
        while self.filled() and self._chunk[self._used] == 0:
            self._used = len(self._chunk) - len(self.rest().lstrip(b"\0"))

    def find_member(self, after: int) -> None:
        """Go to the next place, as near behind `after` as is still at hand, where a member with a record begins."""
        self._used = max(0, after - self._start)
        while True:
            found = self._chunk.find(MAGIC, self._used)
            if found >= 0:
                self._used = found
                if _begins_record(self.rest()):
                    return
                self._used += 1
            else:
                self._used = max(self._used, len(self._chunk) - len(MAGIC) + 1)
                if not self._fetch(len(self._chunk) - self._used):
                    self._used = len(self._chunk)
                    return

    def _fetch(self, kept: int) -> bool:
        more = self._stored.read(CHUNK)
        self._start += len(self._chunk) - kept
        self._chunk = self._chunk[len(self._chunk) - kept :] + more
        self._used = 0
        return bool(more)


def _begins_record(packed: bytes) -> bool:
    try:
        start = zlib.decompressobj(wbits=31).decompress(packed[:1024], len(VERSION))
    except zlib.error:
        return False
    return start == VERSION[: len(start)]


class _Member(io.RawIOBase):
    """The unpacked bytes of the member that begins where the packed bytes are used up to."""

    def __init__(self, raw: _Raw, allowance: Allowance) -> None:
        self._raw = raw
        self._allowance = allowance
        self._zlib = zlib.decompressobj(wbits=31)
        self.problem = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._piece(min(len(buffer), PIECE))
        buffer[: len(piece)] = piece
        return len(piece)

    def drain(self) -> None:
        """Pass over what is left of the member; `problem` then says what is wrong with it, if anything is."""
        while self._piece(PIECE):
            pass

    def _piece(self, most: int) -> bytes:
        """Up to so many bytes; none at the end, be it the right one or not."""
        while not self._zlib.eof and not self.problem:
            if not self._raw.filled():
                self.problem = "the gzip stream ends before its end mark: the file is cut off"
                break
            try:
                piece = self._unpacked(most)
            except zlib.error:
                self.problem = "the gzip stream is damaged, or these bytes are no gzip stream"
            except ReadingError as problem:
                self.problem = str(problem)
            else:
                if piece:
                    return piece
        return b""

    def _unpacked(self, most: int) -> bytes:
        packed = self._raw.rest()
        piece = self._zlib.decompress(packed, most)
        used = len(packed) - len(self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail)
        self._raw.use(used)
        self._allowance.store(used)
        self._allowance.take(len(piece))
        return piece
