"""What there is to do: all inputs walked, their content hashed, and cut into shards, always in the same way.

Files go into a shard in the order in which they are walked. A shard ends when it is large enough, and behind certain
files that their names choose: so a new file changes the shard it comes into, and not all that follow. A table of JSON
lines is cut behind a line, other large files as `extract.batch.cutting` tells.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO, Final, NamedTuple

from extract.batch.cutting import Limits, spans
from extract.batch.shards import UNREADABLE, Piece, Shard, shard
from extract.errors import ReadingError, UsageError
from extract.reading.files import opened
from extract.reading.identity import Registry
from extract.reading.options import ReadOptions, silent
from extract.reading.paths import Source, Unreadable
from extract.reading.spans import Span
from extract.reading.walking import walk

__all__ = ["Plan", "changed", "plan"]

SIZE: Final = 1 << 19  # bytes of a shard as they are read: half a second's to two seconds' work
FILES: Final = 64  # of a shard, at most
CUTS: Final = 32  # one in so many files ends a shard by its name
CHUNK: Final = 1 << 18


Stamp = tuple[int, int, int] | str  # of a file, and the version of an object
Stamps = dict[str, Stamp]


class Plan(NamedTuple):
    """All shards in the order of the inputs, and the state in which each file was when it was looked at."""

    inputs: Sequence[str]
    shards: list[Shard]
    stamps: Stamps

    @property
    def digest(self) -> str:
        """The hash of all keys in order: what has the same gives the same data set."""
        return sha256("".join(shard.key for shard in self.shards).encode()).hexdigest()


def plan(inputs: Sequence[str], options: ReadOptions, version: str) -> Plan:
    """The shards of all inputs; `version` names program and options. Raises UsageError for `-`."""
    if "-" in inputs:
        raise UsageError(
            "standard input cannot be read by many processes; write it into a file, or leave out --workers"
        )
    registry = Registry()
    try:
        for source in walk(inputs, silent):
            if isinstance(source, Source):
                registry.count_stem(source.stem)
        stamps: Stamps = {}
        sources = _stamped(walk(inputs, options.notice), stamps)
        return Plan(inputs, [shard(group, version) for group in _groups(sources, options, registry.is_unique)], stamps)
    finally:
        registry.close()


def changed(plan: Plan) -> Iterator[tuple[Shard, str]]:
    """The shards that hold a file which is not any more as it was planned, with its path."""
    now: Stamps = {}
    for _ in _stamped(walk(plan.inputs, silent), now):
        pass
    for planned in plan.shards:
        for path in {piece.source.path for piece in planned.pieces}:
            if path in plan.stamps and now.get(path) != plan.stamps[path]:
                yield planned, path


def _stamped(sources: Iterable[Source | Unreadable], stamps: Stamps) -> Iterator[Source | Unreadable]:
    for source in sources:
        if isinstance(source, Source):
            stamps[source.path] = source.version or _stamp(source.path)
        yield source


def _stamp(path: str) -> Stamp:
    try:
        state = os.stat(path)  # noqa: PTH116 - paths stay as the user wrote them
    except OSError:
        return 0, 0, 0
    return state.st_size, state.st_mtime_ns, state.st_ino


def _groups(
    sources: Iterable[Source | Unreadable], options: ReadOptions, is_unique: Callable[[str], bool]
) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    size = 0
    for source in sources:
        for piece, taken in _pieces(source, options, is_unique):
            if group and (piece.span or size + taken > SIZE):
                yield group
                group, size = [], 0
            group.append(piece)
            size += taken
            if piece.span or len(group) >= FILES or _cuts(source.path):
                yield group
                group, size = [], 0
    if group:
        yield group


def _cuts(path: str) -> bool:
    return sha256(path.encode("utf-8", "backslashreplace")).digest()[0] % CUTS == 0


def _pieces(
    source: Source | Unreadable, options: ReadOptions, is_unique: Callable[[str], bool]
) -> Iterator[tuple[Piece, int]]:
    """The parts of a file that are read by themselves, each with its size in bytes."""
    if isinstance(source, Unreadable):
        yield Piece(source, True), 0
        return
    unique = is_unique(source.stem)
    found = list(_spans(source, options)) if source.kind == "jsonl" else _cut(source, options)
    if len(found) > 1:
        yield from ((Piece(source, unique, span, digest), span.size or SIZE) for span, digest in found)
    else:
        digest, size = _digest(source)
        yield Piece(source, unique, None, digest), size


def _cut(source: Source, options: ReadOptions) -> list[tuple[Span, str]]:
    """The spans of a file that is no table of JSON lines, each with a hash: of its own bytes where the file is appended
    to, else of the whole."""
    found = spans(source, options, Limits(SIZE, FILES))
    if not found:
        return []
    if source.kind != "warc" or source.version:
        digest = _digest(source)[0]
        return [(span, digest) for span in found]
    ends: list[int | None] = [*(span.offset for span in found[1:]), None]
    with open(source.path, "rb") as file:
        return [(span, _digest_of(file, end)) for span, end in zip(found, ends, strict=True)]


def _digest_of(file: BinaryIO, end: int | None) -> str:
    """The hash of a file's bytes from where it stands to an end."""
    digest = sha256()
    while chunk := file.read(CHUNK if end is None else min(CHUNK, end - file.tell())):
        digest.update(chunk)
    return digest.hexdigest()


def _digest(source: Source) -> tuple[str, int]:
    """The hash of a file's bytes as they are stored, and how many they are; a file that cannot be read has none. Of an
    object it is the version that its storage tells."""
    if source.version:
        return source.version, int(source.version.rpartition(" ")[2])
    digest, size = sha256(), 0
    try:
        with open(source.path, "rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as problem:
        return f"{UNREADABLE}{problem.errno}", size
    return digest.hexdigest(), size


def _spans(source: Source, options: ReadOptions) -> Iterator[tuple[Span, str]]:
    """The spans of a table with the hashes of their bytes. The last is open: it ends where reading ends, in order or
    not, and it takes what reading cannot pass."""
    before = offset = count = size = 0
    digest, blank, damage = sha256(), True, ""
    try:
        with opened(source, options.max_ratio) as handle:
            for piece in _pieces_of_lines(handle):
                digest.update(piece)
                blank = blank and not piece.strip()
                count, size = count + piece.count(b"\n"), size + len(piece)
                if size >= SIZE and not blank and piece.endswith(b"\n"):
                    yield Span(before, offset, count, size), digest.hexdigest()
                    before, offset, count, size, digest = before + count, offset + size, 0, 0, sha256()
    except ReadingError:
        damage = _digest(source)[0]
    yield Span(before, offset), f"{digest.hexdigest()} {size} {damage}"


def _pieces_of_lines(handle: BinaryIO) -> Iterator[bytes]:
    """The bytes in pieces that end behind a line, but for those within a line longer than a piece."""
    while chunk := handle.read(CHUNK):
        if not chunk.endswith(b"\n"):
            rest = handle.readline(CHUNK)
            while rest and not rest.endswith(b"\n"):
                yield chunk
                chunk, rest = rest, handle.readline(CHUNK)
            chunk += rest
        yield chunk
