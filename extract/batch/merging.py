"""All entries of a run in the order of the inputs, as its shards come to be done; ids are settled here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extract.batch.shards import Done, Shard
from extract.batch.store import Store
from extract.dataset.cells import writable
from extract.dataset.entries import Entry
from extract.errors import DatasetError
from extract.reading.identity import Registry

__all__ = ["merged"]


def merged(shards: Sequence[Shard], store: Store, present: Collection[str], done: Iterator[Done]) -> Iterator[Entry]:
    """The entries of all shards; `present` are the keys that are in the store, `done` is asked for more until the shard
    that is due is among them."""
    registry, present = Registry(), set(present)
    try:
        for shard in shards:
            while shard.key not in present:
                if (newly := next(done, None)) is None:
                    raise DatasetError(f"{store.folder}: the shard {shard.key} was done and is gone; run it again")
                present.add(newly.key)
            for entry in store.read(shard.key):
                yield _settled(entry, registry)
    finally:
        registry.close()


def _settled(entry: Entry, registry: Registry) -> Entry:
    """The entry with the id it has in this run: as `Registry.admit` makes a document of an id that is taken fail."""
    id, error = registry.settle(entry.id, entry.said("source"), entry.said("sha256"))
    if not error:
        return entry
    failed = {
        "doc": writable(id), "text_sha256": None, "facts": 0, "outcome": "failed",
        "error": entry.said("error") if entry.unread else writable(error),
        "warnings": entry.warned or None,
    }  # fmt: skip
    return entry.renewed(failed)._replace(id=id, facts=())
