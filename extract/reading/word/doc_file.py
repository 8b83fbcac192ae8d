"""The text of a Word 97-2003 file and the properties of its paragraphs, out of its streams ([MS-DOC])."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.legacy.lines import as_seen
from extract.reading.word.compound import Compound

_MAGIC: Final = 0xA5EC
_FIRST_VERSION: Final = 0x00C1  # Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX, _CHPX, _PAPX = 0x01A2, 0x00FA, 0x0102  # where the header tells their places
_PIECES: Final = 2
_PAGE: Final = 512
_IN_TABLE, _ROW_END, _ROW, _OUTLINE, _IN_LIST = 0x2416, 0x2417, 0xD608, 0x2640, 0x460B
_HEADER_ROW: Final = 0x3404
_DELETED, _HIDDEN = 0x0800, 0x083C
UNSEEN: Final = "\0"  # stands for each character that is deleted or hidden
_MARKS: Final = "\r\x07\x0c"  # what ends paragraphs and cells does so also when hidden
_OPERAND: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # its bytes by the three highest bits of a property; 0: it tells itself


class Piece(NamedTuple):
    """A stretch of text that lies together: its characters, where its bytes stand, whether each is one character."""

    start: int
    end: int
    place: int
    narrow: bool


class Properties(NamedTuple):
    """What is known of a paragraph. `borders` are those of its row's cells from the left, `merges` the cells' flags."""

    in_table: bool = False
    row_end: bool = False
    heading: bool = False
    is_list: bool = False
    header_row: bool = False
    borders: tuple[int, ...] = ()
    merges: tuple[int, ...] = ()


class DocFile:
    """An opened file; raises ReadingError where it is none of Word 97-2003, is encrypted or damaged."""

    def __init__(self, content: bytes) -> None:
        self.compound = Compound(content)
        self._word = self.compound.stream("WordDocument") or b""
        if len(self._word) < 0x200 or self._number(0, "H") != _MAGIC:
            raise ReadingError("the file holds no Word document")
        flags = self._number(0x0A, "H")
        if self._number(2, "H") < _FIRST_VERSION:
            raise ReadingError("the file is of Word 95 or older")
        if flags & _ENCRYPTED:
            raise ReadingError("the file is encrypted; save it without its password")
        self._table = self.compound.stream("1Table" if flags & _TABLE_1 else "0Table") or b""
        self.pieces = list(self._read_pieces())
        if not self.pieces:
            raise ReadingError("the file does not say where its text is; it is damaged")
        if sum(piece.end - piece.start for piece in self.pieces) > len(self._word):
            raise ReadingError("the file tells of more text than it holds; it is damaged")
        self.counts = struct.unpack_from(
            "<5I", self._word, 0x4C
        )  # characters of body, foot notes, headers, macros, comments
        self._pages = list(self._read_pages(_PAPX))

    def text(self) -> str:
        """All characters: the body's, then those of foot notes, headers and what else there is, as `counts` tells."""
        hidden = _merged(run for _, page in self._read_pages(_CHPX) for run in _hidden_runs(self._word, page))
        parts = []
        for piece in self.pieces:
            width = 1 if piece.narrow else 2
            raw = self._word[piece.place : piece.place + (piece.end - piece.start) * width]
            text = as_seen(raw) if piece.narrow else raw.decode("utf-16-le", "replace")
            parts.append(_without(text, hidden, piece.place, width))
        return "".join(parts)

    def properties(self, character: int) -> Properties:
        """Those of the paragraph that a character is in."""
        number = bisect_right(self.pieces, (character, 1 << 62)) - 1
        piece = self.pieces[max(0, number)]
        place = piece.place + (character - piece.start) * (1 if piece.narrow else 2)
        page = bisect_right(self._pages, (place, 1 << 62)) - 1
        return _of_page(self._word, self._pages[page][1], place) if page >= 0 else Properties()

    def _number(self, at: int, kind: str = "I") -> int:
        return int(struct.unpack_from("<" + kind, self._word, at)[0])

    def _stored(self, at: int) -> bytes:
        place, length = self._number(at), self._number(at + 4)
        return self._table[place : place + length]

    def _read_pieces(self) -> Iterator[Piece]:
        stored = self._stored(_CLX)
        at = 0
        while at + 5 <= len(stored) and stored[at] != _PIECES:  # what stands before is about formatting
            at += 3 + struct.unpack_from("<H", stored, at + 1)[0]
        table = stored[at + 5 :]
        count = max(0, (len(table) - 4) // 12)
        starts = struct.unpack_from(f"<{count + 1}I", table) if count else ()
        for number in range(count):
            start, end = starts[number], starts[number + 1]
            code = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
            narrow, place = bool(code & 0x40000000), code & 0x3FFFFFFF
            if 0 <= end - start <= len(self._word):
                yield Piece(start, end, place // 2 if narrow else place, narrow)

    def _read_pages(self, kind: int) -> Iterator[tuple[int, int]]:
        """Where the text begins that a page of properties is about, and the place of that page."""
        table = self._stored(kind)
        count = max(0, (len(table) - 4) // 8)
        for number in range(count):
            first = struct.unpack_from("<I", table, 4 * number)[0]
            page = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
            if (page + 1) * _PAGE <= len(self._word):
                yield first, page * _PAGE


def _without(text: str, hidden: list[tuple[int, int]], place: int, width: int) -> str:
    """The text of a piece with what is hidden made unseen, marks of paragraphs and cells excepted."""
    letters = list(text)
    first = max(0, bisect_right(hidden, (place, 1 << 62)) - 1)
    for start, end in islice(hidden, first, None):
        if start >= place + len(text) * width:
            break
        for at in range(max(0, (start - place) // width), min(len(text), (end - place) // width)):
            letters[at] = letters[at] if letters[at] in _MARKS else UNSEEN
    return "".join(letters)


def _merged(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs in order, those that overlap or touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _hidden_runs(word: bytes, page: int) -> Iterator[tuple[int, int]]:
    """The stretches of the file whose text is deleted or hidden, as a page of properties of characters tells."""
    count = word[page + _PAGE - 1]
    if 5 * count + 4 > _PAGE:
        return
    starts = struct.unpack_from(f"<{count + 1}I", word, page)
    for number in range(count):
        at = page + 2 * word[page + 4 * (count + 1) + number]
        if page < at < page + _PAGE:
            told = _told(word[at + 1 : min(at + 1 + word[at], page + _PAGE)])
            if b"\x01" in (told.get(_DELETED), told.get(_HIDDEN)):
                yield starts[number], starts[number + 1]


def _of_page(word: bytes, page: int, place: int) -> Properties:
    """The properties of the paragraph at a place of the file, from the page that tells them."""
    count = word[page + _PAGE - 1]
    if not count or 4 * (count + 1) + 13 * count > _PAGE:
        return Properties()
    starts = struct.unpack_from(f"<{count + 1}I", word, page)
    number = min(max(0, bisect_right(starts, place) - 1), count - 1)
    at = page + 2 * word[page + 4 * (count + 1) + 13 * number]
    if at <= page or at + 2 > page + _PAGE:
        return Properties()
    size = word[at] * 2 - 1 if word[at] else word[at + 1] * 2
    at += 1 if word[at] else 2
    stored = word[at : min(at + size, page + _PAGE)]
    return _read(stored[2:], struct.unpack_from("<H", stored)[0]) if len(stored) >= 2 else Properties()


def _read(stored: bytes, style: int) -> Properties:
    """Properties out of a list of them; `style` from 1 to 9 are the headings that are built in."""
    told = _told(stored)
    level = told.get(_OUTLINE, b"\x09")[:1]
    borders, merges = _row(told.get(_ROW, b""))
    return Properties(
        in_table=told.get(_IN_TABLE) == b"\x01", row_end=told.get(_ROW_END) == b"\x01",
        heading=1 <= style <= 9 or level < b"\x09", is_list=told.get(_IN_LIST, b"\0\0") != b"\0\0",
        header_row=told.get(_HEADER_ROW) == b"\x01", borders=borders, merges=merges,
    )  # fmt: skip


def _told(stored: bytes) -> dict[int, bytes]:
    """The operands in a list of properties by their codes; the last of each counts."""
    told: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(stored):
        kind = struct.unpack_from("<H", stored, at)[0]
        at += 2
        size = _OPERAND[kind >> 13]
        if not size and at < len(stored):
            size = stored[at] + 1 if kind != _ROW else struct.unpack_from("<H", stored + b"\0", at)[0] + 1
        told[kind] = stored[at : at + size]
        at += max(1, size)
    return told


def _row(stored: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The borders of a row's cells, in twips, and the flags that say which cells go on from others."""
    count = stored[2] if len(stored) > 2 else 0
    if len(stored) < 3 + 2 * (count + 1):
        return (), ()
    cells = stored[3 + 2 * (count + 1) :]
    flags = [struct.unpack_from("<H", cells, 20 * n)[0] for n in range(count) if 20 * n + 2 <= len(cells)]
    return struct.unpack_from(f"<{count + 1}h", stored, 3), tuple(flags)
