"""What a page shows: its text in stretches with their boxes, and the straight rules that are drawn on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import pi
from typing import Any, Final, NamedTuple

from extract.reading.pdf.boxes import Box, Turn, around

MAX_RULES: Final = 20_000  # of one page; a drawing with more is no table
_WIDE: Final = 2.0  # heights of a letter; what lies further apart is not one stretch
_GAP: Final = 0.1  # heights of a letter, from which a wall may stand between two
_BACK: Final = 3.0  # heights of a letter by which the next may stand further left, as marks above letters do
_SHIFT: Final = 0.6  # heights of a letter by which a letter may stand above or below the one before
_STRAIGHT: Final = 1.0  # points by which a rule may lean
BROKEN_HYPHEN: Final = "\x02"  # pdfium's mark for a hyphen, or what looks like one, at the end of a line


class Stretch(NamedTuple):
    """Text that stands together on one line, its box, and the height of its letters in points."""

    text: str
    box: Box
    size: float


class Rule(NamedTuple):
    """A straight line, upright or level."""

    box: Box
    upright: bool


class _Glyph(NamedTuple):
    """A character; its box, none where pdfium puts it in between, and whether it stands upright."""

    letter: str
    box: Box | None
    upright: bool = True


def turn(page: Any, text_page: Any) -> Turn:
    """How a page is turned for most of its text to stand upright."""
    from pypdfium2 import raw

    count = text_page.count_chars()
    angles = Counter(_quarters(raw.FPDFText_GetCharAngle(text_page.raw, n)) for n in range(0, count, count // 500 + 1))
    return Turn(angles.most_common(1)[0][0] if angles else 0, Box(*page.get_cropbox()))


def _quarters(angle: float) -> int:
    """The quarters of a circle that a character is turned against the clock; pdfium tells its angle with the clock."""
    return -round(angle / (pi / 2)) % 4 if angle >= 0 else 0


def stretches(text_page: Any, turned: Turn, walls: Sequence[Box] = ()) -> Iterator[Stretch]:
    """The text of a page in the order in which the file has it; no stretch goes through a wall, the side of a cell."""
    together: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in _glyphs(text_page, turned):
        ends = glyph.letter in "\r\n" or (last is not None and glyph.box is not None and _apart(last, glyph, walls))
        if ends:
            yield from _stretch(together)
            together, last = [], None
        if glyph.letter not in "\r\n\0":
            together.append(glyph)
        if glyph.box is not None and not glyph.letter.isspace():
            last = glyph
        if glyph.letter == BROKEN_HYPHEN:
            yield from _stretch(together)
            together, last = [], None
    yield from _stretch(together)


def _stretch(glyphs: Sequence[_Glyph]) -> Iterator[Stretch]:
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None and not glyph.letter.isspace()]
    if boxes:
        size = max(box.height for box in boxes) if glyphs[0].upright else max(box.width for box in boxes)
        yield Stretch("".join(glyph.letter for glyph in glyphs), around(boxes), size)


def _glyphs(text_page: Any, turned: Turn) -> Iterator[_Glyph]:
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    handle = text_page.raw
    for number in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, number)
        letter = "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
        if raw.FPDFText_IsGenerated(handle, number) == 1 or not raw.FPDFText_GetLooseCharBox(handle, number, rect):
            yield _Glyph(letter, None)
        else:
            upright = _quarters(raw.FPDFText_GetCharAngle(handle, number)) == turned.quarters
            yield _Glyph(letter, turned.shown(Box(rect.left, rect.bottom, rect.right, rect.top)), upright)


def _apart(before: _Glyph, glyph: _Glyph, walls: Sequence[Box]) -> bool:
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


def rules(page: Any, turned: Turn) -> list[Rule]:
    """The straight rules of a page: lines, and the sides of rectangles; none where there are too many to be tables."""
    from pypdfium2 import raw

    found: list[Rule] = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        found.extend(_sides(drawn, turned))
        if len(found) > MAX_RULES:
            return []
    return found


def _sides(drawn: Any, turned: Turn) -> Iterator[Rule]:
    """The level and upright sides of a path."""
    matrix = drawn.get_matrix()
    start = last = None
    for kind, x, y, closes in _points(drawn):
        here = turned.point(*matrix.on_point(x, y))
        if kind == "move":
            start = here
        elif last is not None:
            yield from _rule(last, here)
        last = here
        if closes and start is not None:
            yield from _rule(here, start)


def _points(drawn: Any) -> Iterator[tuple[str, float, float, bool]]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    x, y = c_float(), c_float()
    for number in range(min(raw.FPDFPath_CountSegments(drawn.raw), MAX_RULES)):
        segment = raw.FPDFPath_GetPathSegment(drawn.raw, number)
        if raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            kind = "line" if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO else "move"
            yield kind, x.value, y.value, bool(raw.FPDFPathSegment_GetClose(segment))


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    box = Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    if (wide <= _STRAIGHT) != (high <= _STRAIGHT):
        yield Rule(box, wide <= _STRAIGHT)
