"""The ledger: a folder in which each finished shard is one file under its key, written whole or not at all.

That the file is there says that the shard is done: its key is made of the content, the options and the program that
made it. The folder needs no more than that names can be listed and files be read, removed, and written whole.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from extract.dataset.entries import Entry
from extract.errors import DatasetError
from extract.storage import LocalFolder, Where, folder

__all__ = ["FOLDER", "Store"]

FOLDER: Final = ".trich-work"  # in the folder of the data set
_SHARD: Final = ".jsonl.gz"
_NOTE: Final = ".json"
_END: Final = "end"
_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode


class Store:
    """The work folder of a data set, on the disk or in object storage."""

    def __init__(self, where: Where) -> None:
        self.folder = folder(where)

    @property
    def where(self) -> Where:
        """Where it is, for another process."""
        return self.folder.path.absolute() if isinstance(self.folder, LocalFolder) else str(self.folder)

    def keys(self) -> set[str]:
        """The keys of all shards that are done."""
        return {name.removesuffix(_SHARD) for name in self.folder.versions() if name.endswith(_SHARD)}

    def has(self, key: str) -> bool:
        """Whether a shard is done."""
        return self.folder.has(f"{key}{_SHARD}")

    def write(self, key: str, entries: Iterable[Entry]) -> tuple[int, int]:
        """Write a shard whole or not at all; gives how many documents and facts it has."""
        documents = facts = 0
        with (
            self.folder.written(f"{key}{_SHARD}") as file,
            gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed,
        ):
            for entry in entries:
                packed.write(_encoded(entry).encode() + b"\n")
                documents, facts = documents + 1, facts + len(entry.facts)
            packed.write(json.dumps({_END: documents}).encode())
        return documents, facts

    def read(self, key: str) -> Iterator[Entry]:
        """The entries of a shard; raises DatasetError for a damaged file, which is removed."""
        name = f"{key}{_SHARD}"
        try:
            with gzip.open(io.BytesIO(self.folder.read(name)), "rb") as file:
                for line in file:
                    said = json.loads(line)
                    if isinstance(said, dict):
                        return
                    id, document, facts, warned, unread = said
                    yield Entry(id, tuple(document), tuple(map(tuple, facts)), warned, unread)
                raise EOFError
        except (OSError, EOFError, ValueError, zlib.error):
            with suppress(OSError):
                self.folder.remove(name)
            raise DatasetError(
                f"{self.folder}: {name} was damaged, and is removed; the same command again does its documents anew"
            ) from None

    def tidy(self) -> None:
        """Make the folder, and remove what killed workers left in it."""
        if isinstance(self.folder, LocalFolder):
            self.folder.path.mkdir(exist_ok=True)
        self._remove([name for name in self.folder.versions() if not name.endswith((_SHARD, _NOTE))])

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove the shards that are none of these."""
        self._remove([f"{key}{_SHARD}" for key in self.keys() - set(keys)])

    def clear(self) -> None:
        """Forget all that was done."""
        self._remove(self.folder.versions())

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.folder.remove(name)

    def note(self, name: str, values: dict[str, Any] | None) -> None:
        """Keep some values under a name; None forgets them."""
        if values is None:
            self.folder.remove(f"{name}{_NOTE}")
            return
        with self.folder.written(f"{name}{_NOTE}") as file:
            file.write(json.dumps(values, ensure_ascii=False, indent=1).encode())

    def noted(self, name: str) -> dict[str, Any]:
        """The values kept under a name; empty where there are none."""
        try:
            values = json.loads(self.folder.read(f"{name}{_NOTE}"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
