"""What a worker is at, in a few bytes that it shares with its parent: they are there when it is not any more.

A message a document would cost both sides a turn; a note in shared memory costs next to nothing, so there is one before
each document is read and one before its facts are found.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import Final, NamedTuple

from extract.batch.shards import Phase, Place

__all__ = ["At", "Slate"]

_SIZE: Final = 4096
_FORM: Final = struct.Struct("<QQQQH")  # beats, number of the assignment (0: none), phase, ordinal, length of the name
_PHASES: Final[tuple[Phase, ...]] = ("reading", "finding")


class At(NamedTuple):
    """Where a worker is: in which assignment (0: in none), at which place in it, at which input."""

    beats: int
    assignment: int
    place: Place
    source: str


class Slate:
    """The shared bytes; parent and worker open the same file."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path = path
        if new:
            path.write_bytes(bytes(_SIZE))
        with path.open("rb+") as file:
            self._bytes = mmap.mmap(file.fileno(), _SIZE)
        self._beats = 0

    def note(self, assignment: int, phase: Phase, ordinal: int, source: str) -> None:
        """Say what comes now."""
        name = source.encode("utf-8", "replace")[-(_SIZE - _FORM.size) :]
        self._beats += 1
        self._bytes[_FORM.size : _FORM.size + len(name)] = name
        _FORM.pack_into(self._bytes, 0, self._beats, assignment, _PHASES.index(phase), ordinal, len(name))

    def read(self) -> At:
        """What was said last."""
        beats, assignment, phase, ordinal, length = _FORM.unpack_from(self._bytes)
        name = self._bytes[_FORM.size : _FORM.size + length].decode("utf-8", "replace")
        return At(beats, assignment, Place(_PHASES[phase], ordinal), name)

    def close(self) -> None:
        """Let go of the bytes and remove their file."""
        self._bytes.close()
        self.path.unlink(missing_ok=True)
