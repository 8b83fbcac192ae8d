"""The title and the author that an old Office file states, out of its stream of properties ([MS-OLEPS])."""

from __future__ import annotations

import struct
from typing import Final

from extract.reading.legacy.lines import as_seen
from extract.reading.papers import Stated
from extract.reading.word.compound import Compound

STREAM: Final = "\x05SummaryInformation"
_CODE_PAGE, _TITLE, _AUTHOR = 1, 2, 4
_BYTES, _CHARACTERS = 30, 31  # the two kinds of strings
_UTF_8: Final = 65001


def stated(compound: Compound) -> Stated:
    """What the file states; nothing where its properties are damaged or missing."""
    stream = compound.stream(STREAM) or b""
    try:
        return _read(stream)
    except (struct.error, UnicodeDecodeError):
        return Stated()


def _read(stream: bytes) -> Stated:
    if not stream:
        return Stated()
    section = stream[struct.unpack_from("<I", stream, 44)[0] :]
    count = min(struct.unpack_from("<I", section, 4)[0], 256)
    places = dict(struct.unpack_from("<II", section, 8 + 8 * number) for number in range(count))
    page = struct.unpack_from("<H", section, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 0
    return Stated(_string(section, places.get(_TITLE), page), _string(section, places.get(_AUTHOR), page))


def _string(section: bytes, place: int | None, page: int) -> str:
    if place is None:
        return ""
    kind, length = struct.unpack_from("<II", section, place)
    if kind == _CHARACTERS:
        return section[place + 8 : place + 8 + 2 * length].decode("utf-16-le").rstrip("\0")
    raw = section[place + 8 : place + 8 + length].rstrip(b"\0") if kind == _BYTES else b""
    return raw.decode() if page == _UTF_8 else as_seen(raw)
