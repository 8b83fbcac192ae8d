"""Running headers, footers and page numbers: what stands at the upper or lower edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from extract.reading.pdf.lines import Line

EDGE: Final = 0.14  # of the page's height, above and below
OUTERMOST: Final = 3  # lines at each edge that may be furniture
FEWEST_PAGES: Final = 3  # that share a line, or all of two

_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:trang|page|tr\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without its running headers, footers and number."""
    edges = [_at_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(key for edge in edges for key in {_key(line, height) for line, height in edge})
    needed = min(FEWEST_PAGES, max(2, len(pages)))
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = {id(line) for line, height in edge if counts[_key(line, height)] >= needed}
        numbers = [line for line in (*lines[:1], *lines[-1:]) if _NUMBER.fullmatch(line.text) and len(pages) > 1]
        dropped |= {id(line) for line, _ in edge if line in numbers}
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _at_edge(lines: Sequence[Line], height: float) -> list[tuple[Line, float]]:
    outer = {*range(min(OUTERMOST, len(lines))), *range(max(0, len(lines) - OUTERMOST), len(lines))}
    return [
        (lines[number], height)
        for number in sorted(outer)
        if lines[number].box.y0 > height * (1 - EDGE) or lines[number].box.y1 < height * EDGE
    ]


def _key(line: Line, height: float) -> tuple[str, bool]:
    """What two running lines share: their words without the numbers, and the edge they stand at."""
    words = _ENDS.sub("", _DIGITS.sub("#", line.text))
    return words or _DIGITS.sub("#", line.text), line.box.middle > height / 2
