"""Which files a run reads, of all the inputs that a person names: on the disk, in object storage, or standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.reading.paths import Source, Unreadable, walk_disk
from extract.storage import is_remote, on_disk

__all__ = ["walk"]


def walk(inputs: Sequence[str], notice: Callable[[str], None]) -> Iterator[Source | Unreadable]:
    """The files of all inputs, in the order given; a folder's in sorted order, sub-folders where their names sort."""
    for path in inputs:
        if path == "-":
            yield Source("-", "standard input")
        elif is_remote(path):
            from extract.reading.buckets import walk_address

            yield from walk_address(path, notice)
        else:
            yield from walk_disk(on_disk(path), notice)
