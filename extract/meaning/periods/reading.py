"""Reading a whole string as one expression of time and resolving it: the strict door beside `read_amount`."""

from __future__ import annotations

from datetime import date

from extract.figures.reading import read_time
from extract.meaning.periods.resolution import Direction, Period, resolve
from patterns import Patterns


def read_period(text: str, day: date, *, prefer: Direction = "past", patterns: Patterns | None = None) -> Period | None:
    """The period that the whole of `text` stands for on a `day`, or None where it is no time or leaves it open.

    What the text leaves out lies towards `prefer`. The day is the finest grain: parts of a day and clock times give
    their day, which is `day` itself where none is told.
    """
    span = read_time(text, patterns)
    if span is None:
        return None
    period = resolve(span, day, prefer=prefer)
    return Period.of(day.isoformat()) if period is None and span.part("clock") else period
