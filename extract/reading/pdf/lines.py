"""Stretches of text as lines: what stands at one height, from the left to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.reading.pdf.boxes import Box, around
from extract.reading.pdf.glyphs import Stretch

_OVERLAP: Final = 0.5  # of the lower of two stretches, from which they stand at one height
_TOUCHING: Final = 0.12  # heights of a letter, up to which no space is between two stretches
_APART: Final = 2.0  # heights of a letter, from which they are parted as by a tab


class Line(NamedTuple):
    """A line: its stretches from the left, and the box around them."""

    stretches: tuple[Stretch, ...]
    box: Box

    @property
    def text(self) -> str:
        """Its text; a tab stands for a wide gap."""
        parts = [self.stretches[0].text.strip(" ")]
        for left, right in zip(self.stretches, self.stretches[1:], strict=False):
            gap = (right.box.x0 - left.box.x1) / max(left.size, right.size, 1.0)
            parts.append("\t" if gap > _APART else " " if gap > _TOUCHING or _spaced(left, right) else "")
            parts.append(right.text.strip(" "))
        return "".join(parts).strip()

    @property
    def size(self) -> float:
        """The height of most of its letters."""
        return max(self.stretches, key=lambda stretch: len(stretch.text)).size


def _spaced(left: Stretch, right: Stretch) -> bool:
    return left.text.endswith(" ") or right.text.startswith(" ")


def lines(stretches: Sequence[Stretch]) -> list[Line]:
    """The lines of a part of a page, from the top."""
    rows: list[list[Stretch]] = []
    bottoms: list[Box] = []
    for stretch in sorted(stretches, key=lambda one: (-one.box.middle, one.box.x0)):
        if rows and _at_one_height(bottoms[-1], stretch.box):
            rows[-1].append(stretch)
            if len(stretch.text) > len(rows[-1][0].text):  # the longest tells where the line stands
                bottoms[-1] = stretch.box
        else:
            rows.append([stretch])
            bottoms.append(stretch.box)
    return [_line(row) for row in rows]


def _line(row: list[Stretch]) -> Line:
    ordered = tuple(sorted(row, key=lambda stretch: stretch.box.x0))
    return Line(ordered, around(stretch.box for stretch in ordered))


def _at_one_height(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > _OVERLAP * max(1.0, min(one.height, other.height))
