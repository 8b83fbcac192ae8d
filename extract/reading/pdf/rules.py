"""The straight rules that are drawn on a page: lines, and the sides of rectangles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from extract.reading.pdf.boxes import Box, Turn

MAX_RULES: Final = 20_000  # of one page; a drawing with more is no table
_STRAIGHT: Final = 1.0  # points by which a rule may lean


class Rule(NamedTuple):
    """A straight line, upright or level."""

    box: Box
    upright: bool


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
