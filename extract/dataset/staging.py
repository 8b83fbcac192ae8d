"""Writing into a folder all at once or not at all.

A run writes its files into a hidden folder inside the output folder, so on the same file system. When all are whole
and on the disk, that folder is renamed to `.trich-ready`, and its files are moved to their places one by one. A run
that was killed leaves its hidden folder behind; the next one to write there removes it if it was not ready, and
finishes the moves if it was. A lock, which the system takes back from a killed process, tells a dead run's folder
from a living one's.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, TextIO

from extract.errors import DatasetError

WRITING: Final = ".trich-writing-"
READY: Final = ".trich-ready"
_LOCK: Final = "lock"
_MOVES: Final = "moves.json"


class Staging:
    """The hidden folder of one run: `path` to write into, then `publish` or `discard`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = Path(tempfile.mkdtemp(prefix=WRITING, dir=folder))
        self._lock: IO[bytes] = (self.path / _LOCK).open("wb")
        _lock(self._lock)

    def publish(self, files: Collection[str], outdated: Collection[str]) -> None:
        """Move `files` into the output folder, replacing what is there, and remove its `outdated` ones."""
        moves = {"files": list(files), "outdated": list(outdated)}
        (self.path / _MOVES).write_text(json.dumps(moves), encoding="utf-8")
        for name in (*files, _MOVES):
            _flush_to_disk(self.path / name)
        self._lock.close()
        os.replace(self.path, self.folder / READY)
        finish(self.folder)

    def discard(self) -> None:
        """Remove all that was written."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file to write, put in place whole at the end or not at all; DatasetError where it cannot be written.

    What is no file, such as a pipe or /dev/stdout, is written to where it is: nothing could be put in its place.
    """
    is_stream = path.exists() and not path.is_file() and not path.is_dir()
    placed = path if is_stream else path.resolve()
    partial = placed if is_stream else placed.with_name(f"{placed.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        if not is_stream:
            os.replace(partial, placed)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror or error}); name another file") from error
    finally:
        if not is_stream:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def recover(folder: Path) -> None:
    """Put the folder in order after killed runs; raises DatasetError if another run is writing there now."""
    finish(folder)
    for left in sorted(folder.glob(f"{WRITING}*")):
        if _is_alive(left):
            raise DatasetError(
                f"{folder}: another run is writing into this folder; wait for it to end, or name another folder"
            )
        shutil.rmtree(left, ignore_errors=True)


def finish(folder: Path) -> None:
    """Move the files of a run that is ready to their places, if there is one; what is moved already stays."""
    ready = folder / READY
    if not ready.exists():
        return
    try:
        _finish_moves(ready)
    except OSError as error:
        raise DatasetError(
            f"{folder}: the new files are whole in {READY} but cannot be moved to their places ({error.strerror}); "
            "the next run into this folder tries again"
        ) from error


def _finish_moves(ready: Path) -> None:
    try:
        moves = json.loads((ready / _MOVES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        moves = {"files": [], "outdated": []}  # all was moved, and the run was killed while it cleaned up
    for name in moves["files"]:
        # A file that is gone was moved before the earlier run was killed.
        with suppress(FileNotFoundError):
            (ready.parent / name).parent.mkdir(exist_ok=True)
            os.replace(ready / name, ready.parent / name)
    for name in moves["outdated"]:
        (ready.parent / name).unlink(missing_ok=True)
        if "/" in name:  # the last part of a table that is a single file now leaves an empty folder
            with suppress(OSError):
                (ready.parent / name).parent.rmdir()
    shutil.rmtree(ready, ignore_errors=True)


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _lock(file: IO[bytes]) -> None:
    """Take the file's lock; raises BlockingIOError where another process holds it."""
    try:
        import fcntl
    except ImportError:
        return  # Windows does not remove a file that is open: there the open file is the lock
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_alive(left: Path) -> bool:
    try:
        with (left / _LOCK).open("rb+") as file:
            _lock(file)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    try:
        (left / _LOCK).unlink()
    except PermissionError:
        return True
    return False
