"""Glyphs that stand between each other, put in order from the left.

Where a font lacks letters (the marked ones of Vietnamese, often), a program takes them from another font and writes
them apart: "S n xu t" and "ả ấ" at the same height. Read in the order of the file neither is a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from extract.reading.pdf.boxes import Box

_LEVEL: Final = 0.25  # heights of a letter by which base lines of one line may differ
_BACK: Final = 0.3  # heights of a letter, from which a letter that stands further left is out of order
_SPACE: Final = 0.2  # heights of a letter, from which a gap parts words
_COLLISIONS: Final = 0.15  # of all letters; where more lie upon each other, they are no one line


class Glyph(NamedTuple):
    """A character, its box (none where pdfium puts it in between), the height of its base line, if it is upright."""

    letter: str
    box: Box | None
    base: float = 0.0
    upright: bool = True


class _Run(NamedTuple):
    """Upright glyphs that the file has one after the other, and where they stand."""

    glyphs: list[Glyph]
    shown: list[tuple[Box, Glyph]]
    base: float
    size: float

    @property
    def left(self) -> float:
        return min(box.x0 for box, _ in self.shown)

    @property
    def right(self) -> float:
        return max(box.x1 for box, _ in self.shown)


def woven(runs: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The runs, those that stand between each other as one."""
    level = []
    for glyphs in runs:
        run = _run(glyphs)
        if run is None:
            yield glyphs
        else:
            level.append(run)
    for row in _rows(level):
        for group in _overlapping(row):
            yield from _in_order(group)


def _run(glyphs: list[Glyph]) -> _Run | None:
    shown = [(glyph.box, glyph) for glyph in glyphs if glyph.box is not None and not glyph.letter.isspace()]
    if not shown or not glyphs[0].upright:
        return None
    return _Run(glyphs, shown, median(glyph.base for _, glyph in shown), median(box.height for box, _ in shown))


def _rows(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """The runs by their base lines."""
    row: list[_Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if row and row[0].base - run.base > _LEVEL * max(run.size, 1.0):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _overlapping(row: Sequence[_Run]) -> Iterator[list[_Run]]:
    group: list[_Run] = []
    reach = 0.0
    for run in sorted(row, key=lambda run: run.left):
        if group and run.left > reach - _BACK * run.size:
            yield group
            group = []
        reach = max(reach, run.right) if group else run.right
        group.append(run)
    if group:
        yield group


def _in_order(group: Sequence[_Run]) -> Iterator[list[Glyph]]:
    """One run of all glyphs from the left; the runs as they are where they are in order or lie upon each other."""
    places = [box for run in group for box, _ in run.shown]
    size = group[0].size
    if all(right.x0 > left.x0 - _BACK * size for left, right in pairwise(places)):
        yield from (run.glyphs for run in group)
        return
    shown = sorted((pair for run in group for pair in run.shown), key=lambda pair: pair[0].centre)
    collisions = sum(left.x1 - right.x0 > min(left.width, right.width) / 2 for (left, _), (right, _) in pairwise(shown))
    if collisions > _COLLISIONS * len(shown):
        yield from (run.glyphs for run in group)
        return
    spaces = [
        glyph.box.centre for run in group for glyph in run.glyphs if glyph.box is not None and glyph.letter == " "
    ]
    yield list(_spaced(shown, spaces, size))


def _spaced(shown: Sequence[tuple[Box, Glyph]], spaces: Sequence[float], size: float) -> Iterator[Glyph]:
    last: Box | None = None
    for box, glyph in shown:
        if last is not None:
            gap = box.x0 - last.x1
            if gap > _SPACE * size or any(last.centre < space < box.centre for space in spaces):
                yield Glyph(" ", None)
        yield glyph
        last = box
