"""Digits with separators, as an exact decimal.

Vietnamese writes thousands with a point and decimals with a comma ("1.710", "97,8"); some writers mix in the English
style. What the digits alone do not decide ("3,661", "1.234") is decided by what follows and by the document's other
numbers, and the reading is then marked with "!".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

from extract.language.regexes import regex

Style = Literal["vi", "en"]

DIGITS: Final = regex(r"\d+(?:[.,]\d+)*")
_MAX_INTEGER_DIGITS: Final = 24
_MAX_DECIMAL_DIGITS: Final = 10


def read_digits(written: str, *, counts: bool, style: Style) -> tuple[Decimal, str] | None:
    """Value and reading of digits with separators; None where they are no number ("1.2.3.4").

    `counts` says that whole things, or money without a scale word, follow: then "3,661" is 3661. `style` is the
    document's habit and decides where nothing else does.
    """
    if "." not in written and "," not in written:
        return _decimal(written, "vi")
    points, commas = written.count("."), written.count(",")
    if points and commas:
        last = max(written.rfind("."), written.rfind(","))
        mark, reading = (",", "vi") if written[last] == "," else (".", "en")
        if written.count(mark) != 1 or not _grouped(written[:last], "." if mark == "," else ","):
            return None
        return _decimal(re.sub(r"[.,]", "", written[:last]) + "." + written[last + 1 :], reading)
    mark = "." if points else ","
    home: Style = "vi" if points else "en"  # the style in which this mark groups thousands
    other = "en" if points else "vi"
    head, _, tail = written.partition(mark)
    if points + commas > 1:
        return _decimal(written.replace(mark, ""), home) if _grouped(written, mark) else None
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return _decimal(head + "." + tail, other)
    grouped = counts or style == home
    reading = home if grouped else other
    return _decimal(
        head + tail if grouped else head + "." + tail, reading if reading == "vi" and points else reading + "!"
    )


def _grouped(written: str, mark: str) -> bool:
    groups = written.split(mark)
    return 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])


def _decimal(plain: str, reading: str) -> tuple[Decimal, str] | None:
    whole, _, fraction = plain.partition(".")
    if len(whole) > _MAX_INTEGER_DIGITS or len(fraction) > _MAX_DECIMAL_DIGITS:
        return None
    return Decimal(plain), reading


def significant(written: str) -> int:
    """How many significant digits are written: "03" has one, "6,75" three, "4.233" four."""
    digits = written if written.isdigit() else "".join(filter(str.isdigit, written))
    return len(digits.lstrip("0")) or 1
