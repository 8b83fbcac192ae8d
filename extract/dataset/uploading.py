"""Writing into object storage all at once or not at all.

Object storage has no rename, and puts one object at a time. So a run writes its files on this machine, puts them below
`.trich-ready/`, then there a list of them: that is the moment at which the new data set is whole. Then the old
descriptor is removed, each file is copied to its place by the storage, the new descriptor last, and what was ready is
removed. A reader finds the old data set, or none, or the new one: what has a descriptor is never a mixture. A run that
is killed before the list is there has changed nothing; if it is killed later, the next one finishes its copies. There
is no lock: two runs must not write to one address at a time.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Final

from extract.dataset import package
from extract.storage import ObjectFolder

__all__ = ["Upload", "recover"]

READY: Final = ".trich-ready"
_MOVES: Final = "moves.json"


class Upload:
    """The files of one run: `path` to write into, then `publish` or `discard`."""

    def __init__(self, folder: ObjectFolder) -> None:
        self.folder = folder
        self.path = Path(tempfile.mkdtemp(prefix="trich-"))

    def publish(self, files: Collection[str], outdated: Collection[str]) -> None:
        """Put `files` in place of what is there, and remove its `outdated` ones."""
        ready = self.folder.within(READY)
        for name in files:
            ready.put(self.path / name, name)
        with ready.written(_MOVES) as list_of_them:
            list_of_them.write(json.dumps({"files": list(files), "outdated": list(outdated)}).encode())
        recover(self.folder)
        self.discard()

    def discard(self) -> None:
        """Remove what was written on this machine."""
        shutil.rmtree(self.path, ignore_errors=True)


def recover(folder: ObjectFolder) -> None:
    """Put the address in order after killed runs: finish what was ready, remove what was not."""
    ready = folder.within(READY)
    found = ready.versions()
    if _MOVES in found:
        moves = json.loads(ready.read(_MOVES))
        folder.remove(package.FILE)
        for name in [*(name for name in moves["files"] if name != package.FILE), package.FILE]:
            ready.copy(name, folder)
        for name in moves["outdated"]:
            folder.remove(name)
        ready.remove(_MOVES)
    for name in found:
        ready.remove(name)
