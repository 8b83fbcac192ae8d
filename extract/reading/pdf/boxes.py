"""Boxes on a page whose text stands upright, in points from its lower left corner."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, lower, right, upper."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """The height at which its middle stands."""
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        """How far from the left its centre stands."""
        return (self.x0 + self.x1) / 2

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def holds(self, other: Box) -> bool:
        """Whether the centre of another box is inside."""
        return self.x0 <= other.centre < self.x1 and self.y0 <= other.middle < self.y1

    def __str__(self) -> str:
        return f"[{self.x0:.0f} {self.y0:.0f} {self.x1:.0f} {self.y1:.0f}]"


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all; there must be one."""
    return reduce(Box.around, boxes)


class Turn(NamedTuple):
    """How a page is turned for its text to stand upright: quarters of a circle clockwise, and its box as stored."""

    quarters: int
    page: Box

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page stands when it is turned."""
        x, y = x - self.page.x0, y - self.page.y0
        wide, high = self.page.width, self.page.height
        return ((x, y), (y, wide - x), (wide - x, high - y), (high - y, x))[self.quarters]

    def shown(self, box: Box) -> Box:
        """Where a box of the page stands when it is turned."""
        one, other = self.point(box.x0, box.y0), self.point(box.x1, box.y1)
        return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page when it is turned."""
        return (self.page.height, self.page.width) if self.quarters % 2 else (self.page.width, self.page.height)
