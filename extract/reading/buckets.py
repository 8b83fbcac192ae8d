"""The objects under an address of object storage, walked as a folder of the disk is, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import PurePosixPath

from extract.errors import StorageError
from extract.reading.paths import (
    DESCRIPTOR,
    OF_A_DATA_SET,
    Source,
    Unreadable,
    data_set_files,
    folder_end,
    known,
    named_file,
)
from extract.storage import Entry, entries, opened

__all__ = ["walk_address"]


def walk_address(address: str, notice: Callable[[str], None]) -> Iterator[Source | Unreadable]:
    """The object at an address, or those below it; raises StorageError where the storage does not answer."""
    try:
        found = list(entries(address) or ())
        written = _data_sets(found, address)
    except FileNotFoundError:
        found = []
    except PermissionError as problem:
        raise StorageError(f"{address}: it may not be read with these credentials ({problem})") from None
    if not found:
        yield Unreadable(address, "there is no such object, and none below it; check the address")
    elif found[0].address == address:
        yield named_file(address)._replace(version=found[0].version)
    else:
        yield from _below(address.rstrip("/"), found, written, notice)


def _below(
    address: str, found: Sequence[Entry], written: Collection[str], notice: Callable[[str], None]
) -> Iterator[Source | Unreadable]:
    skipped: Counter[str] = Counter()
    any_known = False
    for entry in found:
        names = entry.address[len(address) + 1 :].split("/")
        source = known(entry.address)
        if any(name.startswith(".") for name in names):
            continue
        if entry.address in written:
            skipped[OF_A_DATA_SET] += 1
        elif source is None:
            skipped[PurePosixPath(names[-1]).suffix.lower() or "no suffix"] += 1
        else:
            any_known = True
            yield source._replace(version=entry.version)
    yield from folder_end(address, any_known, skipped, notice)


def _data_sets(found: Sequence[Entry], address: str) -> frozenset[str]:
    """The addresses of the files of data sets that earlier runs wrote below the address."""
    written: set[str] = set()
    for entry in found:
        folder, _, name = entry.address.rpartition("/")
        if name == DESCRIPTOR and entry.address != address:
            with opened(entry.address) as file:
                written.update(f"{folder}/{one}" for one in data_set_files(file.read()))
    return frozenset(written)
