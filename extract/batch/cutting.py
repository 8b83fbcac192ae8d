"""Where large files are cut into spans that can be read by themselves, to the same documents in the same order.

JSON lines are cut behind lines, in `extract.batch.planning`; here CSV behind records, Parquet behind row groups, WARC
before records (of a packed one, before gzip members), zip between members. A file is left whole where it is damaged, or
where what is read at one place could depend on another: what is read must not depend on where it is cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.files import size
from extract.reading.options import ReadOptions
from extract.reading.paths import ARCHIVES, FileKind, Source, left_aside
from extract.reading.spans import Span

__all__ = ["Limits", "spans"]


class Limits(NamedTuple):
    """How large a shard becomes: bytes, and members of an archive."""

    bytes: int
    members: int


class _Uncut(Exception):  # noqa: N818 - no error, a decision
    """The file must be read as a whole."""


def spans(source: Source, options: ReadOptions, limits: Limits) -> list[Span]:
    """The spans of a file, none where it is one piece; says what an archive that is cut leaves aside."""
    cut = _CUTTERS.get(source.kind)
    if cut is None or source.member is not None or size(source) <= limits.bytes:
        return []
    try:
        found = list(cut(source, options, limits))
    except (_Uncut, ReadingError, ValueError, OSError):  # whoever reads it says what is wrong
        return []
    return found if len(found) > 1 else []


def _csv(source: Source, options: ReadOptions, limits: Limits) -> Iterator[Span]:
    from extract.reading.csv_articles import record_ends

    begun = Span()
    lines = at = row = 0
    for lines, at in record_ends(source, options):
        row += 1
        if at - begun.offset >= limits.bytes:
            yield begun._replace(length=row - begun.rows, size=at - begun.offset)
            begun = Span(before=lines, offset=at, rows=row)
    if row > begun.rows:
        yield begun


def _parquet(source: Source, options: ReadOptions, limits: Limits) -> Iterator[Span]:
    from extract.reading.parquet_articles import row_groups

    if source.packing:
        return
    begun, rows, held = Span(), 0, 0
    groups = row_groups(source, options)
    for number, (count, taken) in enumerate(groups, 1):
        rows, held = rows + count, held + taken
        if held >= limits.bytes or number == len(groups):
            yield begun._replace(length=number - begun.offset)
            begun, held = Span(offset=number, rows=rows), 0


def _warc(source: Source, options: ReadOptions, limits: Limits) -> Iterator[Span]:
    from extract.reading.archives.records import records
    from extract.reading.archives.warcs import is_member

    if source.packing not in ("", "gz"):
        return
    begun, count = Span(), 0
    aside: Counter[str] = Counter()
    for record in records(source._replace(allowance=_allowance(source, options)), options):
        if record.problem:
            raise _Uncut
        if "+" not in record.place and count and _is_full(int(record.place) - begun.offset, count, limits):
            yield begun._replace(length=count)
            begun, count = Span(offset=int(record.place)), 0
        if is_member(record):
            count += 1
        else:
            aside[f"{record.get('warc-type').lower() or 'nameless'} record"] += 1
    if count:
        yield begun
    _tell(source, aside, options)


def _zip(source: Source, options: ReadOptions, limits: Limits) -> Iterator[Span]:
    from extract.reading.archives.zips import measured_members

    if source.packing:
        return
    begun, count, held = Span(), 0, 0
    aside: Counter[str] = Counter()
    total = _allowance(source, options)
    for number, (member, stored, unpacked) in enumerate(measured_members(source, options, aside)):
        if not isinstance(member, Source) or member.kind in ARCHIVES.values() or member.packing:
            raise _Uncut
        total.take(unpacked)
        if count and _is_full(held, count, limits):
            yield begun._replace(length=count)
            begun, count, held = Span(offset=number), 0, 0
        count, held = count + 1, held + stored
    yield begun
    _tell(source, aside, options)


def _allowance(source: Source, options: ReadOptions) -> Allowance:
    """What may be unpacked from the whole of an archive, as `members` counts it."""
    return Allowance(options.max_ratio, size(source), small=options.max_bytes)


def _is_full(taken: int, members: int, limits: Limits) -> bool:
    return taken >= limits.bytes or members >= limits.members


def _tell(source: Source, aside: Mapping[str, int], options: ReadOptions) -> None:
    if said := left_aside(Counter(aside)):
        options.notice(f"{source.label}: {said}")


_Cutter = Callable[[Source, ReadOptions, Limits], Iterable[Span]]
_CUTTERS: Final[Mapping[FileKind, _Cutter]] = {"csv": _csv, "parquet": _parquet, "warc": _warc, "zip": _zip}
