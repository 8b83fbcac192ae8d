"""Expressions of time as they are written, and when two of them say one time together."""

from typing import Final, NamedTuple

__all__ = ["TimeSpan", "joinable", "joined"]

_DAYS: Final = ("today", "yesterday", "before_yesterday", "tomorrow", "after_tomorrow")
_SINCE: Final = ("since", "since_then")
_GRAINS: Final = ("day", "month", "quarter", "unit", "half", "year")


class TimeSpan(NamedTuple):
    """An expression of time as written: half-open offsets in the canonical text, and the parts that its words name.

    `row` is the row that found it, `rows` all that took part. `relation` says how it limits time: `at`, `since`,
    `until`, `by`, `before`, `after`, `compare` (the base of a comparison), `interval` and `list` (to the expression
    `far`), `since_now` (from it to the document's date), `since_then` (the same of what has been: "kể từ năm 2014"),
    `around` (a stretch measured from now), `aside` (the date of a document or a birth). With `veto` the numbers inside
    are no facts. `lead` is where the leading words begin.
    """

    start: int
    end: int
    row: str
    parts: tuple[tuple[str, str], ...]
    relation: str = "at"
    veto: bool = True
    lead: int = 0
    rows: tuple[str, ...] = ()
    far: "TimeSpan | None" = None

    def part(self, name: str) -> str:
        """The part's text, empty where the expression has none."""
        for key, value in self.parts:
            if key == name:
                return value
        return ""


def joinable(relation: str, left: TimeSpan, right: TimeSpan, comma: bool) -> bool:
    """Whether words between two expressions that join by this relation make one of them ("từ … đến …"). Behind a comma
    "đến" goes on from a "từ" only: "năm 2019, đến năm 2020".
    """
    clocks = bool(left.part("clock")), bool(right.part("clock"))
    if relation == "same":
        return clocks == (True, False) and not right.part("bare")
    if relation == "named":
        told = left.part("anchor") in _DAYS or left.part("weekday") or left.part("sunday")
        return bool(told) and right.part("day") != "" and (right.relation, right.lead) == ("at", right.start)
    if relation == "clock":
        return clocks == (False, True) and _grain(left) in ("day", "")
    if relation == "since_now":
        return left.relation in _SINCE and right.part("anchor") == "today" and right.relation == "until"
    if "aside" in (left.relation, right.relation) or not (left.veto and right.veto):
        return False
    if relation == "list":
        return (
            left.relation in ("at", *_SINCE)
            and right.relation == "at"
            and _grain(left) == _grain(right)
            and not any(clocks)
            and not (left.part("year_to") and right.part("year_to"))
        )
    if comma and left.relation not in _SINCE:
        return False
    return clocks[0] == clocks[1] and right.relation != "compare" and _grain(right) != "week"


def joined(join: str, relation: str, left: TimeSpan, right: TimeSpan) -> TimeSpan:
    """The two as one expression; `join` is the row of the words between them."""
    rows = (*left.rows, *right.rows, join)
    if relation == "named":
        return right._replace(start=left.start, lead=left.lead, relation=left.relation, rows=rows)
    if relation == "same":
        return right._replace(start=left.start, lead=left.lead, relation=_of_clock(left, right), rows=rows)
    if relation == "clock":
        return left._replace(end=right.end, rows=rows)
    kept = left.relation if left.relation in ("compare", "aside") else relation
    far = None if relation == "since_now" else right
    return left._replace(end=right.end, relation=kept, far=far, rows=rows)


def _of_clock(clock: TimeSpan, day: TimeSpan) -> str:
    """A stretch of hours ("từ 0h đến 12h ngày 30/4") is at its day; a single hour passes its relation on."""
    stretch = clock.far or clock.part("hour_to")
    return day.relation if stretch or clock.relation == "at" else clock.relation


def _grain(span: TimeSpan) -> str:
    """How fine an expression is: the finest part that it names."""
    for grain in _GRAINS:
        if span.part(grain):
            return span.part("unit") if grain == "unit" else grain
    return ""
