"""Objects as inputs: listed with their versions, and opened as streams that can go back and forth."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, NamedTuple, cast

from extract.storage.addresses import system, told

__all__ = ["Entry", "entries", "opened", "size"]

CHUNK: Final = 1 << 20
BLOCK: Final = 4 << 20  # bytes that are fetched at once
_VERSIONS: Final = ("ETag", "etag", "md5Hash", "crc32c", "content_md5", "mtime", "LastModified", "last_modified")


class Entry(NamedTuple):
    """An object: its address, its size in bytes, and what changes when it does."""

    address: str
    size: int
    version: str


def entries(address: str) -> Iterator[Entry] | None:
    """The object at an address, or all below it in the order of a folder's files; None where there is neither."""
    address = address.rstrip("/")
    files, path = system(address)
    with told(address):
        found: dict[str, Mapping[str, Any]] = files.find(path, detail=True)
    listed = [
        Entry(address + name[len(path) :], _size(info), _version(info))
        for name, info in found.items()
        if not name.endswith("/")
    ]
    return iter(sorted(listed, key=lambda entry: entry.address.split("/"))) if listed else None


def _size(info: Mapping[str, Any]) -> int:
    return int(info.get("size") or 0)


def _version(info: Mapping[str, Any]) -> str:
    """What the storage says of this state of an object; the first that is there changes with its content."""
    said = next((str(info[name]) for name in _VERSIONS if info.get(name)), "")
    return f"{said.strip(chr(34))} {_size(info)}"


def size(address: str) -> int:
    """The bytes of an object; raises FileNotFoundError, PermissionError, StorageError."""
    files, path = system(address)
    with told(address):
        return _size(files.info(path))


def opened(address: str) -> BinaryIO:
    """The bytes of an object, buffered; raises FileNotFoundError, PermissionError, StorageError."""
    files, path = system(address)
    with told(address):
        stream = files.open(path, "rb", block_size=BLOCK)
    return cast(BinaryIO, io.BufferedReader(_Object(address, stream), CHUNK))


class _Object(io.RawIOBase):
    """An object's bytes, whose failures are StorageErrors."""

    def __init__(self, address: str, stream: Any) -> None:
        self._address = address
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        with told(self._address):
            piece: bytes = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def close(self) -> None:
        self._stream.close()
        super().close()
