"""Whether what two facts tell has moved on from one to the other, so that both are right, each at its time."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extract.stories.likeness import Pair, Saying, saying
from extract.stories.statements import Statement

__all__ = [
    "DAY",
    "has_gone_on",
    "has_moved_on",
    "is_of_one_paper",
    "is_of_one_story",
    "is_of_part_of_day",
    "is_past",
    "is_series",
]

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")  # in a period
SOON: Final = 14  # days
MOVED: Final = 2  # times as much, up to which what is told anew may have moved on within these
FEW: Final = 10  # up to which anything may have become of what is told anew
HARDLY: Final = Decimal("1.1")  # times as much, up to which a count that goes on, or a price, changes within these
SETTLED: Final = 2  # other figures that are the same, from which on a sentence is of one time
NEARLY: Final = 0.95  # of the words in their order, from which on two sentences are nearly the same
_HOURS: Final = frozenset("sáng trưa chiều tối đêm".split())
_DEGREES: Final = frozenset(("độ", "°C"))
_PRICES: Final = frozenset(("giá", "index", "vn-index"))
_NOW: Final = (
    "(?<! trước) đến nay ", " hiện nay ", " hiện có ", " hiện đã ", " hiện đang ", "\\^ hiện ", " hôm nay ",
    " hôm qua ", " sáng nay ", " chiều nay ", " tính đến ", " lũy kế ", " thời điểm này ", " phiên giao dịch ",
    " chốt phiên ", " niêm yết ", " đang điều trị ",
)  # fmt: skip
_SAYS_NOW: Final = re.compile("|".join(_NOW))


def has_moved_on(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether one is the next report of a paper on what it reported before: "hiện", "đến nay" is another time now, and
    the weather is another each day; or a count or price that goes on, in whichever paper."""
    if has_gone_on(a, b):
        return True
    if not is_series(a, b):
        return False
    if a.unit in _DEGREES:
        return True
    low, high = _values(a, b)
    if pair.agreeing >= SETTLED or _is_of_one_date(pair):
        return False
    if _says_now(pair.mine) and _says_now(pair.theirs):
        return high <= max(low * MOVED, FEW if a.kind == "count" else 0)
    return high <= low * MOVED and _is_of_two_times(a, b) and pair.told < 1


def has_gone_on(a: Statement, b: Statement) -> bool:
    """Whether a count, or a price, is told again within days and has hardly changed: cases, votes, gold. A reprint
    tells nothing new."""
    low, high = _values(a, b)
    dated = a.day is not None and b.day is not None
    if is_of_one_story(a, b) or not dated or days_apart(a, b) > SOON or high > low * HARDLY:
        return False
    return _is_price(a) or (a.kind == "count" and days_apart(a, b) > 0 and _is_of_two_times(a, b))


def _is_price(fact: Statement) -> bool:
    """Whether it is what is paid for something, or an index of that: another each hour, and in each shop."""
    words = (fact.indicator or "").casefold().split()
    return fact.kind in ("money", "score") and (fact.per is not None or not _PRICES.isdisjoint(words))


def _is_of_two_times(a: Statement, b: Statement) -> bool:
    """Whether each has a time of its own; a count of many that names none is of the day of its publication."""
    if a.period and b.period:
        return a.period != b.period
    return a.kind == "count" and days_apart(a, b) > 0 and min(_values(a, b)) >= FEW


def _values(a: Statement, b: Statement) -> tuple[Decimal, Decimal]:
    low, high = sorted((abs(a.quantity.value), abs(b.quantity.value)))
    return low, high


def is_of_part_of_day(a: Statement, b: Statement) -> bool:
    """Whether a count may be of a part of the day that the other is of, or of another part."""
    hours = [_HOURS.intersection(saying(fact.sentence, ()).words) for fact in (a, b)]
    if a.kind != "count" or hours[0] == hours[1] or not (a.period and DAY.fullmatch(a.period)):
        return False
    (low, high), part = _values(a, b), a if hours[0] else b
    return high <= low * MOVED and (all(hours) or abs(part.quantity.value) == low)


def is_series(a: Statement, b: Statement) -> bool:
    """Whether one paper published the two within days."""
    return is_of_one_paper(a, b) and days_apart(a, b) <= SOON


def is_of_one_paper(a: Statement, b: Statement) -> bool:
    """Whether one paper published the two; a reprint is of the paper that it was taken from, unless it is held against
    that."""
    mine, theirs = {a.publisher}, {b.publisher}
    if not is_of_one_story(a, b):
        mine, theirs = mine | {a.origin}, theirs | {b.origin}
    return bool(mine & theirs - {None})


def is_of_one_story(a: Statement, b: Statement) -> bool:
    """Whether one text is the other's reprint, or both are of a third."""
    return a.story is not None and a.story == b.story


def days_apart(a: Statement, b: Statement) -> int:
    """The days between two publications; 0 where one is unknown."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def is_past(fact: Statement) -> bool:
    """Whether its period ended in a year before that of its publication: what is told of it later is not news."""
    years = re.findall(r"\d{4}", fact.period or "")
    return bool(years and fact.day and int(years[-1]) < fact.day.year)


def _is_of_one_date(pair: Pair) -> bool:
    """Whether two sentences are nearly the same words and name the same dates or years."""
    return pair.told >= NEARLY and bool(pair.mine.numbers) and pair.mine.numbers == pair.theirs.numbers


def _says_now(said: Saying) -> bool:
    return _SAYS_NOW.search(f"^ {' '.join(said.words)} ") is not None
