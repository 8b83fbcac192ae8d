"""The number in a cell of a table: its digits, sign and unit, as they are shown or as they are stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from extract.figures.digits import Style, read_digits, significant
from extract.figures.quantities import Quantity, QuantityReader
from extract.language.regexes import regex

_NUMBER: Final = regex(
    r"(?P<open>\()?(?P<sign>[-+])? ?(?P<digits>\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*) ?(?P<percent>%)?"
    r"(?P<close>\))?(?P<note> ?(?:\(?\*{1,3}\)?|[\u00b9\u00b2\u00b3]|\(\d\)))?"
)
_MARK: Final = regex(r"[-.…*/x\s]*|\.{2,}|[xX]|[nN]/?[aA]|#[A-Z0-9/]+[!?]?|\"|\u201d|\u2033|''|nt")
_NOTE_BEFORE: Final = regex(r"(?:\(?\*{1,3}\)?|\(\d\)) ?(?=[-+]?\d)")
_MOST: Final = Decimal("1e24")  # as in running text: no quantity that a table reports is larger
_NOTE: Final = 3
_LONGEST: Final = 60  # characters that a cell with one quantity may have
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Amount(NamedTuple):
    """A number that a cell shows: its place in the cell's text, and what it says by itself.

    `unit` is empty where only the table tells it; `scaled` says that the cell names its scale itself ("5 triệu").
    """

    start: int
    end: int
    value: Decimal
    digits: int
    reading: str
    percent: bool = False
    quantity: Quantity | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number without unit."""
        return self.quantity is None and not self.percent and self.value == self.value.to_integral_value()


def is_year(amount: Amount, shown: str) -> bool:
    """Whether a number is written like a year of our time."""
    return amount.is_whole and _FIRST_YEAR <= abs(amount.value) <= _LAST_YEAR and shown.strip(" ()").isdecimal()


def is_mark(text: str) -> bool:
    """Whether a cell shows a sign that stands for no number ("-", "...", "x"), an error, or "the same as above"."""
    return _MARK.fullmatch(text) is not None


def column_style(texts: Iterable[str], habit: Style) -> Style:
    """How the numbers of a table group thousands, by those whose separators leave no doubt; else the `habit`."""
    votes: Counter[Style] = Counter()
    for text in texts:
        found = re.search(r"\d([.,])(\d+)(?![\d.,])", text)
        if found and text.count(found[1]) == 1 and len(found[2]) != 3:
            votes["vi" if found[1] == "," else "en"] += 1
        elif (grouped := re.search(r"\d{1,3}([.,])\d{3}\1\d{3}", text)) is not None:
            votes["en" if grouped[1] == "," else "vi"] += 1
    if not votes:
        return habit
    return "en" if votes["en"] > votes["vi"] else "vi"


def read_amount(text: str, stored: str, style: Style, quantities: QuantityReader) -> Amount | None:
    """The number that a canonical text of a cell is; None where the text is none, or says more than one number."""
    if not any(map(str.isdigit, text)) or len(text) > _LONGEST:
        return None
    note = _NOTE_BEFORE.match(text)
    first = note.end() if note else 0
    found = _NUMBER.fullmatch(text, first)
    if found and bool(found["open"]) == bool(found["close"]):
        return _plain(found, stored, style)
    if stored and (kept := _stored(stored)) is not None:
        return Amount(0, len(text), kept, significant(re.sub(r"[^\d]", "", text)), "vi")
    return _quantity(text, style, quantities)


def _plain(found: re.Match[str], stored: str, style: Style) -> Amount | None:
    read = _digits(found["digits"], style)
    if read is None:
        return None
    value, reading = read
    if found["open"] and not stored and len(found["digits"]) < _NOTE:
        return None  # "(1)" is a note or the number of a column
    if found["sign"] == "-" or found["open"]:
        value = -value
    percent = bool(found["percent"])
    kept = _stored(stored)
    if kept is not None:
        value = kept * 100 if percent else kept
    end = found.start("note") if found["note"] else found.end()
    start = found.start()
    return Amount(start, end, value, significant(found["digits"]), reading, percent)


def _digits(written: str, style: Style) -> tuple[Decimal, str] | None:
    if " " not in written:
        return read_digits(written, counts=False, style=style)
    plain = written.replace(" ", "")
    read = read_digits(plain, counts=False, style=style)
    return read and (read[0], read[1])


def _stored(stored: str) -> Decimal | None:
    try:
        value = Decimal(stored) if stored else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < _MOST else None


def _quantity(text: str, style: Style, quantities: QuantityReader) -> Amount | None:
    """A number with its unit, or a range: "1.250 tỷ đồng", "3 - 4%"."""
    first = next((n for n, character in enumerate(text) if character.isdigit()), 0)
    if text[:first].strip(" +-(~"):
        return None
    start = first - 1 if first and text[first - 1] == "-" else first
    quantity = quantities.read(text, start, style) or quantities.read(text, first, style)
    if quantity is None or text[quantity.end :].strip(" )*") or quantity.form not in ("plain", "range", "composite"):
        return None
    if (
        quantity.kind is None
        and quantity.value_max
        and _FIRST_YEAR <= quantity.value < quantity.value_max <= _LAST_YEAR
    ):
        return None  # "2016-2020"
    return Amount(quantity.start, quantity.end, quantity.value, quantity.digits, quantity.reading, quantity=quantity)
