"""Compound files, the container of old Office files: named streams in chains of sectors ([MS-CFB]).

Every chain is followed for no more sectors than the file has, so one that loops or lies ends in an error.
"""

from __future__ import annotations

import struct
from typing import Final

from extract.errors import ReadingError

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR: Final = 0xFFFFFFFA  # numbers from here on are marks, no sectors
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5


class Compound:
    """An opened compound file; raises ReadingError where it is none, or damaged."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(SIGNATURE) or len(content) < 512:
            raise ReadingError("the file is no compound file of Office, or cut off")
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        directory, cutoff, mini_fat, difat = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60, 68))
        if shift not in (9, 12) or mini_shift != 6:
            raise ReadingError("the compound file has sectors of an unknown size; it is damaged")
        self._size, self._mini_size, self._cutoff = 1 << shift, 1 << mini_shift, cutoff
        self._fat = self._numbers(self._fat_sectors(difat))
        self._streams: dict[str, tuple[int, int]] = {}
        self._root = (_LAST_SECTOR, 0)
        self._read_directory(self._chain(directory))
        self._mini_fat = self._numbers(self._sectors_of(mini_fat))
        self._mini = self._chain(self._root[0])

    def stream(self, name: str) -> bytes | None:
        """A stream's bytes; None where there is none of that name."""
        if name not in self._streams:
            return None
        first, size = self._streams[name]
        if size >= self._cutoff:
            return self._chain(first)[:size]
        pieces, sector = [], first
        for _ in range(size // self._mini_size + 1):
            if sector >= len(self._mini_fat):
                break
            pieces.append(self._mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_fat[sector]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _fat_sectors(self, difat: int) -> list[int]:
        """The sectors that the table of sectors is in: 109 named in the header, the others in sectors of their own."""
        listed = list(struct.unpack_from("<109I", self._content, 76))
        for _ in range(len(self._content) // self._size):
            sector = self._sector(difat) if difat < _LAST_SECTOR else b""
            if len(sector) < self._size:
                break
            *more, difat = struct.unpack(f"<{self._size // 4}I", sector)
            listed += more
        return [number for number in listed if number < _LAST_SECTOR]

    def _numbers(self, sectors: list[int]) -> list[int]:
        most = len(self._content) // self._size + 1
        table = b"".join(self._sector(number) for number in sectors[:most])
        return list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))

    def _sectors_of(self, first: int) -> list[int]:
        sectors: list[int] = []
        seen: set[int] = set()
        while first < len(self._fat) and first not in seen:
            seen.add(first)
            sectors.append(first)
            first = self._fat[first]
        return sectors

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._sectors_of(first)))

    def _read_directory(self, directory: bytes) -> None:
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            first, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._root = (first, size)
            elif kind == _STREAM:
                self._streams.setdefault(name, (first, size))
