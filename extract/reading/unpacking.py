"""Streams of unpacked bytes: gzip, bzip2 and xz taken off, and every byte counted against an allowance."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.paths import Packing

CHUNK: Final = 1 << 16
PIECE: Final = 1 << 20  # bytes that are unpacked before they are counted
WINDOW: Final = 256 << 20  # bytes of memory that an xz stream may ask for


def unpacked(stored: BinaryIO, packing: Packing, allowance: Allowance) -> io.BufferedReader:
    """The unpacked bytes as a stream; raises ReadingError where they are damaged, cut off, or beyond the allowance."""
    return io.BufferedReader(_Unpacked(stored, packing, allowance), CHUNK)


class _Decompressor(Protocol):
    """What the decompressors of bz2 and lzma share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gunzip:
    """zlib's decompressor with the manners of the others."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


_DECOMPRESSORS: Final[dict[Packing, tuple[str, Callable[[], _Decompressor]]]] = {
    "gz": ("gzip", _Gunzip),
    "bz2": ("bzip2", bz2.BZ2Decompressor),
    "xz": ("xz", lambda: lzma.LZMADecompressor(memlimit=WINDOW)),
}


class _Unpacked(io.RawIOBase):
    """One stream after the other, as tools that append make them; zeros behind the last are padding."""

    def __init__(self, stored: BinaryIO, packing: Packing, allowance: Allowance) -> None:
        self._stored = stored
        self._name, self._make = _DECOMPRESSORS[packing]
        self._decompressor: _Decompressor | None = None
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._piece(min(len(buffer), PIECE))
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        """Up to `most` unpacked bytes; none at the end."""
        while True:
            current = self._decompressor
            if current is None or current.eof:
                data = self._next_stream(current.unused_data if current else b"")
                if not data:
                    return b""
                self._decompressor = current = self._make()
            else:
                data = self._more() if current.needs_input else b""
                if current.needs_input and not data:
                    raise ReadingError(f"the {self._name} stream ends before its end mark: the file is cut off")
            piece = self._decompressed(current, data, most)
            if piece:
                self._allowance.take(len(piece))
                return piece

    def _next_stream(self, data: bytes) -> bytes:
        data = data.lstrip(b"\0")
        while not data:
            more = self._more()
            if not more:
                break
            data = more.lstrip(b"\0")
        return data

    def _more(self) -> bytes:
        data = self._stored.read(CHUNK)
        self._allowance.store(len(data))
        return data

    def _decompressed(self, decompressor: _Decompressor, data: bytes, most: int) -> bytes:
        try:
            return decompressor.decompress(data, most)
        except lzma.LZMAError as problem:
            if "memory" in str(problem).lower():
                raise ReadingError(f"unpacking the xz stream takes more than {WINDOW >> 20} MiB of memory") from None
        except (zlib.error, OSError, EOFError, ValueError):
            pass
        raise ReadingError(f"the {self._name} stream is damaged, or the file is not {self._name}")
