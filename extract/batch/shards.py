"""The units of work: a shard is some files, or some lines of a table, under a key made of all that decides its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from extract.reading.paths import Source, Unreadable
from extract.reading.spans import Span

__all__ = ["UNREADABLE", "Assignment", "Done", "Phase", "Piece", "Place", "Shard", "shard"]

UNREADABLE: Final = "unreadable: "  # how the digest of a file begins that cannot be read

Phase = Literal["reading", "finding"]


class Piece(NamedTuple):
    """A file, or some lines of it; `unique` says that no other file of the run has its stem."""

    source: Source | Unreadable
    unique: bool
    span: Span | None = None
    digest: str = ""

    @property
    def identity(self) -> str:
        """All that decides what is read from it, in one line."""
        told = (self.source.reason,) if isinstance(self.source, Unreadable) else _told(self.source)
        return repr((self.source.path, *told, self.unique, self.span and tuple(self.span), self.digest))

    @property
    def is_unreadable(self) -> bool:
        """Whether it could not be read when the run was planned."""
        return isinstance(self.source, Unreadable) or self.digest.startswith(UNREADABLE)


def _told(source: Source) -> tuple[object, ...]:
    return source.kind, source.packing, source.known


class Shard(NamedTuple):
    """A unit of work; what has the same key has the same rows."""

    key: str
    pieces: tuple[Piece, ...]


class Place(NamedTuple):
    """Where a worker is in a shard: reading its n-th document or finding the facts of it."""

    phase: Phase
    ordinal: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A shard given to a worker, and the places in it that are set aside, each with the reason."""

    number: int
    shard: Shard
    aside: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """A shard whose rows are in the store: what was counted, and what its worker takes and took of memory, in bytes."""

    number: int
    key: str
    documents: int = 0
    facts: int = 0
    resident: int = 0
    peak: int = 0
    notices: tuple[str, ...] = ()


def shard(pieces: list[Piece], version: str) -> Shard:
    """The shard of some pieces as this version of program and options reads them."""
    digest = sha256(version.encode())
    for identity in _identities(pieces):
        digest.update(identity)
    return Shard(digest.hexdigest()[:32], tuple(pieces))


def _identities(pieces: list[Piece]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.identity.encode("utf-8", "backslashreplace") + b"\n"
