"""The columns of a page in reading order. Columns are of prose: what stands side by side in a table is no column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from extract.reading.pdf.boxes import around
from extract.reading.pdf.glyphs import Stretch

GUTTER: Final = 7.0  # points between columns, at least
FEWEST_LINES: Final = 4  # of a column
FILLED: Final = 0.55  # how much of its column's width half of the lines fill, at least
NARROWEST: Final = 0.18  # of the width of all columns
_CANDIDATES: Final = 40
_DEEPEST: Final = 4
_NEXT_LINE: Final = 1.6  # heights of a letter to the line below


def columns(stretches: Sequence[Stretch], depth: int = 0) -> list[list[Stretch]]:
    """The parts of a page in which lines are to be read one after the other, in reading order."""
    place = _gutter(stretches) if depth < _DEEPEST and len(stretches) >= 2 * FEWEST_LINES else None
    if place is None:
        return [list(stretches)]
    found: list[list[Stretch]] = []
    across: list[Stretch] = []  # what stands above the next columns
    for band in _with_last_lines(_bands(stretches, place), place):
        left = [one for one in band if one.box.x1 <= place]
        right = [one for one in band if one.box.x1 > place]
        if _are_columns(left, right):
            found += [across] if across else []
            found += [*columns(left, depth + 1), *columns(right, depth + 1)]
            across = []
        else:
            across += band
    return [*found, across] if across else found


def _gutter(stretches: Sequence[Stretch]) -> float | None:
    """Where most stretches end on the left of a gap that most others begin behind; None where no columns are."""
    ends = Counter(round(one.box.x1) for one in stretches)
    best, most = None, FEWEST_LINES - 1
    for end, _ in ends.most_common(_CANDIDATES):
        place = end + 1.0
        left = sum(one.box.x1 <= place for one in stretches)
        right = sum(one.box.x0 >= place + GUTTER / 2 for one in stretches)
        crossing = len(stretches) - left - right
        if min(left, right) - crossing > most:
            best, most = place, min(left, right) - crossing
    return best


def _bands(stretches: Sequence[Stretch], place: float) -> list[list[Stretch]]:
    """The page from the top, parted by what crosses the gutter."""
    bands: list[list[Stretch]] = []
    crossed = None
    for stretch in sorted(stretches, key=lambda one: -one.box.middle):
        crosses = stretch.box.x0 < place < stretch.box.x1
        if not bands or crosses != crossed:
            bands.append([])
        crossed = crosses
        bands[-1].append(stretch)
    return bands


def _with_last_lines(bands: list[list[Stretch]], place: float) -> list[list[Stretch]]:
    """The bands, a paragraph across the gutter together with its last line, which need not reach so far."""
    for above, below in pairwise(bands):
        if not above or not below or not above[-1].box.x0 < place < above[-1].box.x1:
            continue
        last, first = above[-1], below[0]
        beside = any(one.box.y1 > first.box.middle for one in below[1:])
        near = last.box.middle - first.box.middle < _NEXT_LINE * last.size
        if near and not beside and abs(first.box.x0 - last.box.x0) < last.size and abs(first.size - last.size) < 1.0:
            above.append(below.pop(0))
    return [band for band in bands if band]


def _are_columns(left: Sequence[Stretch], right: Sequence[Stretch]) -> bool:
    if len(left) < FEWEST_LINES or len(right) < FEWEST_LINES:
        return False
    boxes = [around(one.box for one in side) for side in (left, right)]
    whole = boxes[0].around(boxes[1]).width
    if boxes[1].x0 - boxes[0].x1 < GUTTER or min(box.width for box in boxes) < NARROWEST * whole:
        return False
    return all(
        median(one.box.width for one in side) >= FILLED * box.width
        for side, box in zip((left, right), boxes, strict=True)
    )
