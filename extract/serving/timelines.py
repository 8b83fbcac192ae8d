"""An indicator through time, place by place, and its chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extract.serving.index import UNKNOWN, Index

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Chart", "Line", "Point", "Timeline", "chart", "timeline"]

_LINES: Final = 6
_POINTS: Final = 80
_MEASURES: Final = 8
WIDTH: Final = 760
HEIGHT: Final = 360
_LEFT: Final = 84
_RIGHT: Final = 32
_TOP: Final = 16
_BOTTOM: Final = 36


class Point(NamedTuple):
    """What the facts of one place say for the period that ends on a day: their median, how many they are, one of them.

    `row` is the key of that one in the database.
    """

    day: int
    value: float
    facts: int
    row: int


class Line(NamedTuple):
    """A place and its points, the oldest first; an empty place where none is known."""

    place: str
    points: Sequence[Point]


class Timeline(NamedTuple):
    """An indicator in one measure (kind, unit, per, change); `measures` are all it has, the most frequent first."""

    measure: str
    measures: Sequence[tuple[str, int]]
    lines: Sequence[Line]


def timeline(index: Index, indicator: str, place: str = "", measure: str = "") -> Timeline | None:
    """The timeline of an indicator in the measure asked for, else its most frequent one; None where there is none."""
    import numpy

    code = index.code("indicator", indicator)
    if code is None or code == UNKNOWN:
        return None
    places = numpy.flatnonzero((index.codes["indicator"] == code) & (index.days != UNKNOWN))
    if place:
        places = places[index.codes["place"][places] == (index.code("place", place) or -1)]
    measures = _frequent(index, "measure", places, _MEASURES)
    if not measures:
        return Timeline(measure, [], [])
    chosen = next((name for name, _ in measures if name == measure), measures[0][0])
    places = places[index.codes["measure"][places] == index.code("measure", chosen)]
    lines = [
        Line(name, _points(index, places[index.codes["place"][places] == index.code("place", name)]))
        for name, _ in _frequent(index, "place", places, _LINES)
    ]
    return Timeline(chosen, measures, lines)


def _frequent(index: Index, column: str, places: ndarray[Any, Any], most: int) -> list[tuple[str, int]]:
    import numpy

    codes, counts = numpy.unique(index.codes[column][places], return_counts=True)
    ordered = numpy.argsort(-counts, kind="stable")[:most]
    return [(index.labels[column][codes[n]], int(counts[n])) for n in ordered]


def _points(index: Index, places: ndarray[Any, Any]) -> list[Point]:
    """One point a day; where there are too many, those that are spread most evenly."""
    import numpy

    days, starts = numpy.unique(numpy.sort(index.days[places]), return_index=True)
    ordered = places[numpy.argsort(index.days[places], kind="stable")]
    groups = numpy.split(ordered, starts[1:])
    kept = sorted(
        {round(n * (len(days) - 1) / max(1, min(_POINTS, len(days)) - 1)) for n in range(min(_POINTS, len(days)))}
    )
    return [
        Point(
            int(days[n]), float(median(index.values[groups[n]].tolist())), len(groups[n]), int(index.rows[groups[n][0]])
        )
        for n in kept
    ]


class Chart(NamedTuple):
    """The geometry of a chart: lines as point lists, points, and ticks of both axes with their labels."""

    lines: Sequence[tuple[str, Sequence[tuple[float, float]]]]
    days: Sequence[tuple[float, str]]
    values: Sequence[tuple[float, float]]


def chart(lines: Sequence[Line]) -> Chart:
    """Where everything stands, in units of a drawing of WIDTH by HEIGHT."""
    points = [point for line in lines for point in line.points]
    if not points:
        return Chart([], [], [])
    low, high = min(p.day for p in points), max(p.day for p in points)
    ticks = _ticks(min(0.0, *(p.value for p in points)), max(0.0, *(p.value for p in points)))

    def across(day: float) -> float:
        share = (day - low) / (high - low) if high > low else 0.5
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def down(value: float) -> float:
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    drawn = [(line.place, [(across(p.day), down(p.value)) for p in line.points]) for line in lines]
    return Chart(drawn, [(across(day), name) for day, name in _dates(low, high)], [(down(t), t) for t in ticks])


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round values that hold the range."""
    rough = (high - low or 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 12) for n in range(first, max(last, first + 1) + 1)]


def _dates(low: int, high: int) -> Iterable[tuple[int, str]]:
    """Ends of years, at most eight, or of the range where it is within one."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    years = range(first.year, last.year + 1)
    every = max(1, math.ceil(len(years) / 8))
    ends = [(date(year, 12, 31).toordinal(), str(year)) for year in years[::every]]
    within = [(day, name) for day, name in ends if low <= day <= high]
    return within or [(low, first.isoformat()), *([(high, last.isoformat())] if high > low else [])]
