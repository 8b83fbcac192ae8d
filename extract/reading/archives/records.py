"""The records of a WARC, one in memory at a time: headers, block, and where the record begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.archives.framing import VERSION, Damage, Stretch, gzip_members
from extract.reading.files import mebibytes, opened, stored
from extract.reading.options import ReadOptions
from extract.reading.paths import Source

HEAD: Final = 1 << 16  # bytes of a record's headers
PIECE: Final = 1 << 20
END: Final = b"\r\n\r\n"  # what stands behind each record


class Record(NamedTuple):
    """A record: the place where it begins, its headers by their names in small letters, its block, and what is wrong
    with it, if anything is."""

    place: str
    headers: Mapping[str, str] = {}
    block: bytes = b""
    problem: str = ""

    def get(self, name: str) -> str:
        """A header's value; empty where there is none."""
        return self.headers.get(name, "")


def records(source: Source, options: ReadOptions, offset: int = 0) -> Iterator[Record]:
    """All records of a WARC in their order; what is no record, or a damaged one, is one with a problem. With an offset
    those from that byte on, where one must begin.

    Raises ReadingError where the file cannot be read, or unpacks to more than it may.
    """
    if source.packing != "gz":
        with opened(source, options.max_ratio) as plain:
            stretch = Stretch(plain)
            if offset:
                stretch.at = plain.seek(offset)
            yield from _in_stretch(stretch, options.max_bytes)
        return
    with stored(source) as packed:
        if offset:
            packed.seek(offset)
        for member in gzip_members(packed, options.max_ratio, source.allowance, offset):
            if isinstance(member, Damage):
                yield Record(str(member.start), problem=f"{member.reason}; nothing is read before byte {member.end}")
            else:
                yield from _in_stretch(member, options.max_bytes)


def _in_stretch(stretch: Stretch, limit: int) -> Iterator[Record]:
    start, first = _next_line(stretch)
    while first:
        if not first.startswith(VERSION):
            first_at = start
            start, first = _found_again(stretch)
            yield Record(stretch.place(first_at), problem=f"{start - first_at} bytes are no record")
            continue
        try:
            headers = _headers(stretch)
            size = _size(headers)
        except ReadingError as unreadable:
            yield Record(stretch.place(start), problem=str(unreadable))
            start, first = _found_again(stretch)
            continue
        begin = stretch.at
        block, passed = _block(stretch, size, limit)
        end = stretch.at
        after, following = _next_line(stretch)
        ended = not following or following.startswith(VERSION) or after - end >= len(END)
        fault = stretch.fault() if passed < size else ""
        yield Record(stretch.place(start), headers, block, fault or _problem(passed, size, limit, ended))
        if passed < size or not ended:  # the records behind it may lie within what it took for its own
            stretch.back_to(begin)
            after, following = _found_again(stretch)
        start, first = after, following


def _problem(passed: int, size: int, limit: int, ended: bool) -> str:
    if passed < size:
        return f"it ends after {passed} of {size} bytes: the file is cut off, or the record's length is not true"
    if not ended:
        return f"it does not end behind its {size} bytes: the record's length is not true"
    return f"it is longer than {mebibytes(limit)}; raise --max-bytes to read it" if size > limit else ""


def _next_line(stretch: Stretch) -> tuple[int, bytes]:
    """The next line that is not blank, and where it begins; empty at the end."""
    while True:
        start = stretch.at
        line = stretch.line(HEAD)
        if line.strip(b"\r\n") or not line:
            return start, line


def _found_again(stretch: Stretch) -> tuple[int, bytes]:
    """The next line with which a record begins, and where; empty at the end."""
    whole = True  # whether the line begins where a line ended
    while True:
        start = stretch.at
        line = stretch.line(HEAD)
        if not line or (whole and line.startswith(VERSION)):
            return start, line
        whole = line.endswith(b"\n")


def _headers(stretch: Stretch) -> dict[str, str]:
    headers: dict[str, str] = {}
    name = ""
    end = stretch.at + HEAD
    while (line := stretch.line(HEAD)).strip(b"\r\n"):
        if stretch.at > end:
            raise ReadingError(f"its headers are longer than {HEAD >> 10} KiB")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[0] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        headers.setdefault(name, value.strip())
    return headers


def _size(headers: Mapping[str, str]) -> int:
    written = headers.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise ReadingError("it does not say how long it is")
    return int(written)


def _block(stretch: Stretch, size: int, limit: int) -> tuple[bytes, int]:
    """The bytes of a record's block, none if they are more than the limit, and how many there were."""
    if size <= limit:
        block = stretch.read(size)
        return block, len(block)
    passed = 0
    while passed < size and (piece := stretch.read(min(PIECE, size - passed))):
        passed += len(piece)
    return b"", passed
