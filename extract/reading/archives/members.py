"""The members of archives, of those inside them too, in the order in which they are stored.

A member is read while its archive stands open at it: it must be read before the next one is asked for. Its name is
only ever shown; nothing is written or opened by it, so `../` and the like do no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.archives.tars import tar_members
from extract.reading.archives.warcs import warc_members
from extract.reading.archives.zips import zip_members
from extract.reading.files import size
from extract.reading.options import ReadOptions
from extract.reading.paths import READ_SUFFIXES, FileKind, Source, Unreadable, left_aside
from extract.reading.spans import Span

Found = Source | Unreadable
Opener = Callable[[Source, ReadOptions, Counter[str]], Iterator[Found]]

_OPENERS: Final[dict[FileKind, Opener]] = {"zip": zip_members, "tar": tar_members, "warc": warc_members}


def members(source: Source, options: ReadOptions) -> Iterator[Found]:
    """What can be read in an archive on the disk. What cannot is there with the reason, and never stops the rest."""
    total = Allowance(options.max_ratio, size(source), small=options.max_bytes)
    yield from _members(source._replace(allowance=total), options, 1)


def members_of(source: Source, options: ReadOptions, span: Span) -> Iterator[Found]:
    """The members of a stretch of an archive, in which no archive lies."""
    total = Allowance(options.max_ratio, size(source), small=options.max_bytes)
    source, aside = source._replace(allowance=total), Counter[str]()
    if source.kind == "warc":
        found = warc_members(source, options, aside, span.offset)
        yield from islice(found, span.length or None)
    else:
        found = zip_members(source, options, aside)
        yield from islice(found, span.offset, span.offset + span.length if span.length else None)


def _members(source: Source, options: ReadOptions, depth: int) -> Iterator[Found]:
    if depth > options.max_depth:
        reason = f"archives lie more than {options.max_depth} deep in one another; raise --max-depth to open it"
        yield Unreadable(source.path, reason)
        return
    aside: Counter[str] = Counter()
    found = False
    try:
        for member in _OPENERS[source.kind](source, options, aside):
            found = True
            if isinstance(member, Source) and member.kind in _OPENERS:
                yield from _members(member, options, depth + 1)
            else:
                yield member
    except ReadingError as problem:
        yield Unreadable(source.path, str(problem))
        return
    yield from _rest(source, found, left_aside(aside), options)


def _rest(source: Source, found: bool, aside: str, options: ReadOptions) -> Iterator[Found]:
    """What is to be said at an archive's end."""
    if not found:
        reason = f"the archive holds nothing that can be read ({aside or 'it is empty'}); read are {READ_SUFFIXES}"
        yield Unreadable(source.path, reason)
    elif aside:
        options.notice(f"{source.label}: {aside}")
