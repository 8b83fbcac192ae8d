"""Folders that files are kept in, each written whole or not at all: one of this machine, or a prefix of object storage.

A file of this machine is written aside, flushed to the disk and renamed. An object is put by one request, and is there
when that has been answered: no storage shows a part of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final, Protocol, cast

from extract.storage.addresses import is_remote, system, told, within
from extract.storage.objects import entries

__all__ = ["PARTIAL", "Folder", "LocalFolder", "ObjectFolder", "Where", "folder"]

PARTIAL: Final = ".partial"

Where = Path | str


class Folder(Protocol):
    """A folder; names have no slash in front. What a folder cannot do raises OSError, object storage StorageError."""

    def __str__(self) -> str: ...

    def within(self, name: str) -> Folder:
        """The folder of this name in it."""
        ...

    def versions(self) -> Mapping[str, str]:
        """The names of its own files, each with what changes when the file does; none where there is no folder."""
        ...

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises FileNotFoundError."""
        ...

    def written(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write, in place whole at the end or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...


class LocalFolder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def within(self, name: str) -> LocalFolder:
        return LocalFolder(self.path / name)

    def versions(self) -> Mapping[str, str]:
        if not self.path.is_dir():
            return {}
        return {path.name: "" for path in self.path.iterdir() if path.is_file()}

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    @contextmanager
    def written(self, name: str) -> Iterator[BinaryIO]:
        own = os.urandom(16).hex()  # no other process or machine has one of this name
        partial = self.path / f"{name}.{own}{PARTIAL}"
        try:
            with partial.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.path / name)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


class ObjectFolder:
    """The objects whose addresses begin with one prefix."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._files, self._path = system(self.address)

    def __str__(self) -> str:
        return self.address

    def within(self, name: str) -> ObjectFolder:
        return ObjectFolder(within(self.address, name))

    def versions(self) -> Mapping[str, str]:
        with suppress(FileNotFoundError):
            found = entries(self.address)
            start = len(self.address) + 1
            return {entry.address[start:]: entry.version for entry in found or ()}
        return {}

    def has(self, name: str) -> bool:
        with told(self.address):
            return bool(self._files.exists(self._at(name)))

    def read(self, name: str) -> bytes:
        with told(within(self.address, name)):
            return cast(bytes, self._files.cat_file(self._at(name)))

    @contextmanager
    def written(self, name: str) -> Iterator[BinaryIO]:
        with NamedTemporaryFile(prefix="trich-") as file:
            yield cast(BinaryIO, file)
            file.flush()
            self.put(Path(file.name), name)

    def put(self, path: Path, name: str) -> None:
        """Store a file of this machine."""
        with told(within(self.address, name)):
            self._files.put_file(str(path), self._at(name))

    def copy(self, name: str, target: ObjectFolder) -> None:
        """Have the storage copy an object into another folder, under the same name."""
        with told(within(self.address, name)):
            self._files.cp_file(self._at(name), target._at(name))

    def remove(self, name: str) -> None:
        with told(within(self.address, name)), suppress(FileNotFoundError):
            self._files.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"


def folder(where: Where) -> LocalFolder | ObjectFolder:
    """The folder at a path or an address; raises UsageError for an address that cannot be used here."""
    return ObjectFolder(str(where)) if is_remote(str(where)) else LocalFolder(Path(where))
