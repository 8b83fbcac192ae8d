"""The stored copy that a document was read from, as it lies in its archive: given as plain text, never as a page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

__all__ = ["LARGEST", "snapshot"]

LARGEST: Final = 16 * 1024 * 1024
_PACKED: Final = b"\x1f\x8b"
_PLACE: Final = re.compile(r"([^/\\;]+);offset=(\d+);.*")
_LENGTH: Final = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)


def snapshot(cited: str, source: str, folder: Path, inputs: Sequence[Path]) -> bytes | None:
    """The record that a citation names, at most LARGEST bytes; None where it is not there.

    It is looked for in the data set's folder and where its document was read from, and read only if the file lies in
    that folder or is, or lies below, one of the inputs that the data set records.
    """
    place = _PLACE.fullmatch(cited)
    if place is None:
        return None
    allowed = [path.resolve() for path in (folder, *inputs)]
    for path in (folder / "snapshots" / place[1], folder / place[1], Path(source.partition("#")[0])):
        real = path.resolve()
        if real.name == place[1] and real.is_file() and any(real.is_relative_to(root) for root in allowed):
            return _record(real, int(place[2]))
    return None


def _record(path: Path, offset: int) -> bytes | None:
    with path.open("rb") as file:
        file.seek(offset)
        stored = file.read(LARGEST)
    if stored.startswith(_PACKED):
        try:
            stored = zlib.decompressobj(31).decompress(stored, LARGEST)
        except zlib.error:
            return None
    head, _, rest = stored.partition(b"\r\n\r\n")
    if not head.startswith(b"WARC/"):
        return None
    length = _LENGTH.search(head)
    return head + b"\r\n\r\n" + (rest[: int(length[1])] if length else rest)
