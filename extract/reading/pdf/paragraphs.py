"""Lines joined to paragraphs: by where they begin and end, how far apart they stand, and how large they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from extract.model import Role
from extract.reading.legacy.syllables import is_syllable
from extract.reading.pdf.boxes import Box, around
from extract.reading.pdf.lines import Line

HEADING: Final = 1.15  # times the size of most of the text, from which a short paragraph is a heading
_NARROWEST: Final = 0.4  # of the reach of its lines, for one that may go on below
_SPACED: Final = 1.5  # times the usual distance of lines, from which a new paragraph begins
_INDENT: Final = 0.8  # heights of a letter by which a first line is set in
_NEAR: Final = 8  # lines above and below that tell how far lines reach
_FAR: Final = 2.5  # times the usual distance of lines, beyond which they do not
_OTHER_SIZE: Final = 0.15
_SHORT: Final = 160  # characters of a heading, at most

MARKER: Final = re.compile(
    r"(?:[-–—+*•·▪●○◦✓➢§Ø]|\(?[\dIVXivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-zđA-ZĐ®§][.)]|[§Đ]i[Òề]u\s\d+|(?:Điều|Chương|Mục|Phần|CHƯƠNG|MỤC|PHẦN|Bảng|BẢNG|Biểu|Hình)\s+[\dIVX]+)(?=\s|$)"
)
_ENDS: Final = re.compile(r"[.!?:;…”\"')\]]\s*$")
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")


class Block(NamedTuple):
    """A paragraph: its text, its boxes with their pages (several where it goes on from page to page).

    `size` is the height of its letters; `is_open` tells that its last line reaches the edge of the column and ends no
    sentence.
    """

    text: str
    places: tuple[tuple[int, Box], ...]
    size: float
    is_open: bool = False

    @property
    def locator(self) -> str:
        """Its pages and boxes: `page 3 [72 500 520 540]`."""
        return ", ".join(f"page {page} {box}" for page, box in self.places)


def paragraphs(lines: Sequence[Line], page: int) -> list[Block]:
    """The paragraphs of one column of a page, from the top."""
    if not lines:
        return []
    column = around(line.box for line in lines)
    pitch = _pitch(lines)
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        if groups and _goes_on(groups[-1], line, column._replace(x1=_edge(lines, number, pitch)), pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, column, page) for group in groups]


def _pitch(lines: Sequence[Line]) -> float:
    """How far apart the lines usually stand, from one middle to the next."""
    steps = [above.box.middle - below.box.middle for above, below in pairwise(lines)]
    return median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0


def _edge(lines: Sequence[Line], number: int, pitch: float) -> float:
    """How far to the right lines reach around one, as far as they are alike and close together."""
    near = [lines[number]]
    for step in (-1, 1):
        last = lines[number]
        for line in lines[number + step :: step][:_NEAR] if number + step >= 0 else ():
            distance = abs(last.box.middle - line.box.middle)
            if _differ(line, last) or distance > _FAR * max(pitch, line.size):
                break
            near.append(line)
            last = line
    return max(line.box.x1 for line in near)


def _differ(one: Line, other: Line) -> bool:
    """Whether lines are of letters of clearly different size, or one lies on its side."""
    size = max(one.size, other.size)
    return abs(one.size - other.size) > _OTHER_SIZE * size or max(one.box.height, other.box.height) > 2 * size


def _goes_on(group: Sequence[Line], line: Line, column: Box, pitch: float) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last, size = group[-1], max(line.size, 1.0)
    if "\t" in line.text or "\t" in last.text or MARKER.match(line.text):
        return False
    if _differ(line, last):
        return False
    if last.box.middle - line.box.middle > _SPACED * max(pitch, size) or last.box.middle < line.box.middle:
        return False
    if _is_centred(last, column) or _is_centred(line, column):
        return _is_centred(last, column) and _is_centred(line, column) and not _ENDS.search(last.text)
    set_in = line.box.x0 - last.box.x0
    if set_in > _INDENT * size and not (len(group) == 1 and MARKER.match(last.text)):
        return False
    first_word = line.box.width * len(line.text.split(" ", 1)[0]) / max(1, len(line.text))
    return last.box.x1 + first_word > column.x1 - _INDENT * size and last.box.width > _NARROWEST * column.width


def _is_centred(line: Line, column: Box) -> bool:
    left, right = line.box.x0 - column.x0, column.x1 - line.box.x1
    return min(left, right) > 0.08 * column.width and abs(left - right) < 0.06 * column.width


def _block(group: Sequence[Line], column: Box, page: int) -> Block:
    last = group[-1]
    is_open = last.box.x1 > column.x1 - 4 * last.size and "\t" not in last.text and not _ENDS.search(last.text)
    place = (page, around(line.box for line in group))
    size = median(line.size for line in group)
    return Block(reduce(_join, (line.text for line in group)), (place,), size, is_open=is_open)


def follows(block: Block, above: Block) -> bool:
    """Whether the first paragraph of a page or column goes on with the last of the one before."""
    begins_anew = block.places[0][0] != above.places[-1][0] or block.places[0][1].middle > above.places[-1][1].middle
    return (
        above.is_open
        and begins_anew
        and block.text[:1].islower()
        and abs(block.size - above.size) < _OTHER_SIZE * above.size
    )


def one(above: Block, block: Block) -> Block:
    """Both as one paragraph."""
    return block._replace(text=_join(above.text, block.text), places=above.places + block.places)


def _join(before: str, behind: str) -> str:
    broken, rest = _LAST_WORD.search(before), _FIRST_WORD.match(behind)
    if broken and rest and rest.group()[0].islower():
        keeps = is_syllable(broken.group(1)) and is_syllable(rest.group())
        return before + behind if keeps else before[:-1] + behind
    return f"{before} {behind}"


def role(block: Block, usual: float) -> Role:
    """A heading where a short paragraph is in larger letters than is usual in its document."""
    return "heading" if block.size >= HEADING * usual and len(block.text) <= _SHORT else "paragraph"
