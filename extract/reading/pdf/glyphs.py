"""The glyphs of a page, in runs of what stands together, and these as stretches of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import pi
from statistics import median
from typing import Any, Final, NamedTuple

from extract.reading.pdf.boxes import Box, Turn, around
from extract.reading.pdf.weaving import Glyph, woven

_WIDE: Final = 2.0  # heights of a letter; what lies further apart is not one stretch
_GAP: Final = 0.1  # heights of a letter, from which a wall may stand between two
_BACK: Final = 3.0  # heights of a letter by which the next may stand further left, as marks above letters do
_SHIFT: Final = 0.6  # heights of a letter by which a letter may stand above or below the one before
BROKEN_HYPHEN: Final = "\x02"  # pdfium's mark for a hyphen, or what looks like one, at the end of a line


class Stretch(NamedTuple):
    """Text that stands together on one line, its box, and the height of its letters in points."""

    text: str
    box: Box
    size: float


def turn(page: Any, text_page: Any) -> Turn:
    """How a page is turned for most of its text to stand upright."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    angles = Counter(_quarters(raw.FPDFText_GetCharAngle(text_page.raw, n)) for n in range(0, count, count // 500 + 1))
    return Turn(angles.most_common(1)[0][0] if angles else 0, Box(*page.get_cropbox()))


def _quarters(angle: float) -> int:
    """The quarters of a circle that a character is turned against the clock; pdfium tells its angle with the clock."""
    return -round(angle / (pi / 2)) % 4 if angle >= 0 else 0


def stretches(text_page: Any, turned: Turn, walls: Sequence[Box] = ()) -> list[Stretch]:
    """The text of a page in the order in which the file has it; no stretch goes through a wall, the side of a cell."""
    return [stretch for run in woven(list(_runs(text_page, turned, walls))) for stretch in _stretch(run)]


def _runs(text_page: Any, turned: Turn, walls: Sequence[Box]) -> Iterator[list[Glyph]]:
    together: list[Glyph] = []
    last: Glyph | None = None
    for glyph in _glyphs(text_page, turned):
        ends = glyph.letter in "\r\n" or (last is not None and glyph.box is not None and _apart(last, glyph, walls))
        if ends and together:
            yield together
            together, last = [], None
        if glyph.letter not in "\r\n\0":
            together.append(glyph)
        if glyph.box is not None and not glyph.letter.isspace():
            last = glyph
        if glyph.letter == BROKEN_HYPHEN:
            yield together
            together, last = [], None
    if together:
        yield together


def _stretch(glyphs: Sequence[Glyph]) -> Iterator[Stretch]:
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None and not glyph.letter.isspace()]
    if boxes:
        size = median(box.height if glyphs[0].upright else box.width for box in boxes)
        yield Stretch("".join(glyph.letter for glyph in _trimmed(glyphs)), around(boxes), size)


def _trimmed(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs without the spaces at their ends that pdfium puts there: the gap behind them tells better."""
    start, end = 0, len(glyphs)
    while end > start and glyphs[end - 1].box is None and glyphs[end - 1].letter == " ":
        end -= 1
    while start < end and glyphs[start].box is None and glyphs[start].letter == " ":
        start += 1
    return glyphs[start:end]


def _glyphs(text_page: Any, turned: Turn) -> Iterator[Glyph]:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    handle = text_page.raw
    for number in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, number)
        letter = "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
        if raw.FPDFText_IsGenerated(handle, number) == 1 or not raw.FPDFText_GetLooseCharBox(handle, number, rect):
            yield Glyph(letter, None)
        else:
            upright = _quarters(raw.FPDFText_GetCharAngle(handle, number)) == turned.quarters
            raw.FPDFText_GetCharOrigin(handle, number, byref(x), byref(y))
            base = turned.point(x.value, y.value)[1]
            yield Glyph(letter, turned.shown(Box(rect.left, rect.bottom, rect.right, rect.top)), base, upright)


def _apart(before: Glyph, glyph: Glyph, walls: Sequence[Box]) -> bool:
    """Whether two characters that follow each other do not stand together."""
    last, place = before.box, glyph.box
    if last is None or place is None or not (before.upright and glyph.upright):
        return before.upright != glyph.upright
    height = max(last.height, place.height, 1.0)
    leap = place.x0 - last.x1
    if abs(place.middle - last.middle) > _SHIFT * height or leap > _WIDE * height or leap < -_BACK * height:
        return True
    return leap > _GAP * height and any(
        last.centre < wall.x0 < place.centre and wall.y0 <= place.middle <= wall.y1 for wall in walls
    )
