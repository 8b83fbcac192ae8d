"""The ledger: a folder in which each finished shard is one file under its key, written whole or not at all.

That the file is there says that the shard is done: its key is made of the content, the options and the program that
made it. The folder needs no more than that names can be listed and files be read, written and renamed.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from extract.dataset.entries import Entry
from extract.errors import DatasetError

__all__ = ["FOLDER", "Store"]

FOLDER: Final = ".trich-work"  # in the folder of the data set
_SHARD: Final = ".jsonl.gz"
_NOTE: Final = ".json"
_PARTIAL: Final = ".partial"
_END: Final = "end"


class Store:
    """The work folder of a data set."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, key: str) -> bool:
        """Whether a shard is done."""
        return self._path(key).exists()

    def write(self, key: str, entries: Iterable[Entry]) -> tuple[int, int]:
        """Write a shard whole or not at all; gives how many documents and facts it has."""
        partial = self.folder / f"{key}.{os.getpid()}{_PARTIAL}"
        documents = facts = 0
        with partial.open("wb") as file:
            with gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed:
                for entry in entries:
                    packed.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
                    documents, facts = documents + 1, facts + len(entry.facts)
                packed.write(json.dumps({_END: documents}).encode())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path(key))
        return documents, facts

    def read(self, key: str) -> Iterator[Entry]:
        """The entries of a shard; raises DatasetError for a damaged file, which is removed."""
        try:
            with gzip.open(self._path(key), "rb") as file:
                for line in file:
                    said = json.loads(line)
                    if isinstance(said, dict):
                        return
                    id, document, facts, warned, unread = said
                    yield Entry(id, tuple(document), tuple(map(tuple, facts)), warned, unread)
                raise EOFError
        except (OSError, EOFError, ValueError, zlib.error):
            with suppress(OSError):
                self._path(key).unlink()
            raise DatasetError(
                f"{self._path(key)}: was damaged, and is removed; the same command again does its documents anew"
            ) from None

    def tidy(self) -> None:
        """Make the folder, and remove what killed workers left in it."""
        self.folder.mkdir(exist_ok=True)
        self._remove(lambda name: not name.endswith((_SHARD, _NOTE)))

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove the shards that are none of these."""
        wanted = {self._path(key).name for key in keys}
        self._remove(lambda name: name.endswith(_SHARD) and name not in wanted)

    def clear(self) -> None:
        """Forget all that was done."""
        self._remove(lambda name: True)

    def _remove(self, is_unwanted: Callable[[str], bool]) -> None:
        for path in self.folder.iterdir():
            if is_unwanted(path.name):
                path.unlink(missing_ok=True)

    def note(self, name: str, values: dict[str, Any] | None) -> None:
        """Keep some values under a name; None forgets them."""
        path = self.folder / f"{name}{_NOTE}"
        if values is None:
            path.unlink(missing_ok=True)
            return
        partial = self.folder / f"{name}.{os.getpid()}{_PARTIAL}"
        partial.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(path)

    def noted(self, name: str) -> dict[str, Any]:
        """The values kept under a name; empty where there are none."""
        try:
            values = json.loads((self.folder / f"{name}{_NOTE}").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SHARD}"
