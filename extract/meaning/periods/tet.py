"""The first day of the lunar year, by the Vietnamese calendar: it is reckoned at seven hours from Greenwich, so in 2007
and 2030 it comes a day before the Chinese one.
"""

from __future__ import annotations

from datetime import date
from typing import Final

_FIRST: Final = 1990
_DAYS: Final = """
    27/1 15/2 4/2 23/1 10/2 31/1 19/2 7/2 28/1 16/2
    5/2 24/1 12/2 1/2 22/1 9/2 29/1 17/2 7/2 26/1
    14/2 3/2 23/1 10/2 31/1 19/2 8/2 28/1 16/2 5/2
    25/1 12/2 1/2 22/1 10/2 29/1 17/2 6/2 26/1 13/2
    2/2 23/1 11/2 31/1 19/2 8/2 28/1 15/2 4/2 24/1
    12/2 1/2 22/1 10/2 30/1 17/2 6/2 26/1 14/2 2/2
    23/1
""".split()  # from 1990 on, ten years a line
_STEMS: Final = "giáp ất bính đinh mậu kỷ canh tân nhâm quý".split()
_BRANCHES: Final = "tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi".split()
_VARIANTS: Final = {"kỉ": "kỷ", "quí": "quý", "tí": "tý", "mẹo": "mão", "tị": "tỵ"}
_CYCLE: Final = 1984  # giáp tý, the first of the sixty names


def first_day(year: int) -> date | None:
    """Mùng 1 Tết of a year; None outside 1990 to 2050."""
    if not _FIRST <= year < _FIRST + len(_DAYS):
        return None
    day, month = map(int, _DAYS[year - _FIRST].split("/"))
    return date(year, month, day)


def year_named(name: str, earliest: int) -> int | None:
    """The first year from `earliest` on with a name of the cycle of sixty ("bính ngọ"); None where there is no such."""
    stem, branch = (_VARIANTS.get(word, word) for word in name.split())
    number, other = _STEMS.index(stem), _BRANCHES.index(branch)
    if (number - other) % 2:  # a tenth and a twelfth of one parity never meet the other
        return None
    return earliest + (_CYCLE + 6 * number - 5 * other - earliest) % 60
