"""Two numbers that make one quantity: a fraction, "a out of b", a range."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extract.figures.numbers import Manner, Number
from extract.figures.singles import Form, Quantity, SingleReader
from extract.figures.units import UnitFinder, UnitMatch
from extract.language.regexes import regex

_TO: Final = regex(
    r" ?- ?| ?~ ?| (?:đến|tới|cho đến|cho tới) (?=(?:gần |hơn |khoảng |trên |dưới )?[\w$-])", re.IGNORECASE
)
_BETWEEN: Final = regex(r"(?<!\w)giữa $", re.IGNORECASE)
_AND: Final = regex(r" và ")
_SLASH: Final = regex(r" ?/ ?(?=\d)")
_OUT_OF: Final = regex(r" (?:trên|trong|/) ?(?:tổng số|tổng cộng|tổng) | (?:trong|trên) số ", re.IGNORECASE)
_IN: Final = regex(r" (?:trong|trên) (?=\d)")
_SHARE: Final = regex(r" (?:phần|trên|trong|chia)", re.IGNORECASE)  # what leads to all shares but "/" and "tổng"
_NOUN_OUT_OF: Final = regex(r"(?: [^\W\d_]+){1,5}?( )(?:trên|trong) (?:tổng số|tổng) (?=\d)")
_NOUN_SLASH: Final = regex(r"((?: [^\W\d_]+){1,5}) ?/ ?(?=\d)")
_NOUN_SCALE: Final = regex(r"((?: [^\W\d_]+){1,4}) ?/ ?(vạn|triệu)(?= (?:dân|người|trẻ|phụ nữ)(?!\w))")
_EXTENTS: Final = frozenset({"ha", "km", "km2", "m", "m2", "m3", "tấn"})  # "8/12 GB" is a choice
_WHOLES: Final = {"vạn": 10_000, "triệu": 1_000_000}
_PARTS: Final = regex(r" phần (?!trăm|nghìn|ngàn)", re.IGNORECASE)
_DIVIDED: Final = regex(r" (?:phần|trên|chia) (?!trăm|nghìn|ngàn)", re.IGNORECASE)
_FOLLOWING: Final = "phần trong trên đến tới cho và".split()  # how the words between two numbers begin in running text
_MIXED: Final = regex(r" (?:và )?")
_EVERYDAY_PARTS: Final = frozenset(map(Decimal, (2, 3, 4, 5, 8, 10)))


class PairReader:
    """Reads what two numbers make, from the first of them on."""

    following: Final = frozenset(_FOLLOWING)

    def __init__(self, singles: SingleReader, units: UnitFinder) -> None:
        self._singles = singles
        self._units = units

    def read(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        """The fraction, ratio or range that begins with `first`; None where it stands alone."""
        if manner.strict and (mixed := self._mixed(text, first, manner)):
            return mixed
        if "/" in text or "tổng" in text or _SHARE.match(text, first.end):
            share = self._fraction(text, first, manner) or self._ratio(text, first, manner)
            if share:
                return share
        return self._range(text, first, manner)

    def _mixed(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        """ "5 1/2", "năm và một phần hai": a whole number and a fraction that comes out exact."""
        gap = _MIXED.match(text, first.end)
        second = self._singles.number(text, gap.end(), manner) if gap and gap.end() < len(text) else None
        if second is None or first.value % 1 or first.factor != 1 or second.signed:
            return None
        part = self._fraction(text, second, manner) or self._ratio(text, second, manner)
        if part is None or part.unit is not None or part.whole is None or not 0 < part.value < part.whole:
            return None
        share = _exact(part.value, part.whole)
        if share is None:
            return None
        value = first.value - share if first.signed else first.value + share
        return part._replace(start=first.start, value=value, whole=None, kind=None, form="plain",
                       number_start=first.start, rows=(*first.rows, *part.rows))  # fmt: skip

    def _fraction(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        """ "hai phần ba": two out of three; with a unit a measure, where it comes out exact ("ba phần tư mét")."""
        match = (_DIVIDED if manner.strict else _PARTS).match(text, first.end)
        second = self._singles.number(text, match.end(), manner, after=True) if match else None
        if second is None or not second.value:  # "một phần không thể thiếu"
            return None
        return self._of_unit(text, _out_of(first, second, "fraction"), manner)

    def _of_unit(self, text: str, share: Quantity, manner: Manner) -> Quantity:
        """The fraction of a unit of measure: "3/4 m" is 0.75 m, "1/3 lít" stays one out of three of `lít`."""
        unit = self._units.behind(text, share.end, share.start, strict=manner.strict)
        if unit is None or unit.row.kind != "measure" or share.whole is None:
            return share
        rows = (*share.rows, f"units:{unit.row.id}")
        value = _exact(share.value, share.whole)
        if value is None:
            return share._replace(end=unit.end, unit=unit.row.symbol, rows=rows)
        return share._replace(end=unit.end, value=value, whole=None, kind="measure", unit=unit.row.symbol, form="plain",
                       rows=rows)  # fmt: skip

    def _ratio(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        if "/" in text and (match := _SLASH.match(text, first.end)):
            second = self._singles.number(text, match.end(), manner)
            return self._slashed(text, first, second, manner) if second else None
        if (match := _OUT_OF.match(text, first.end)) and (second := self._singles.number(text, match.end(), manner)):
            return _out_of(first, second, "ratio") if first.value <= second.value else None
        if (match := _IN.match(text, first.end)) and first.value >= 2:  # "14 trong 23 tên lửa", not "14 trong 3 ngày"
            second = self._singles.number(text, match.end(), manner)
            if second and first.value < second.value and not self._units.behind(text, second.end, second.start):
                return _out_of(first, second, "ratio")
        return self._ratio_of_noun(text, first, manner)

    def _slashed(self, text: str, first: Number, second: Number, manner: Manner) -> Quantity:
        """ "15/63", "1/2 kg"; what is written like a date or "24/24 giờ" measures nothing."""
        share = _out_of(first, second, "ratio")
        small = 0 < first.value < second.value and second.value in _EVERYDAY_PARTS
        if small or manner.strict:
            return self._of_unit(text, share, manner)
        unit = self._units.behind(text, second.end, first.start)
        if unit is None or first.value > second.base or (unit.row.kind != "money" and unit.row.symbol not in _EXTENTS):
            return share
        value = first.value * second.factor if first.factor == 1 else first.value  # "924/1.010 tỷ đồng"
        return share._replace(end=unit.end, value=value, unit=unit.row.symbol,
                       rows=(*share.rows, f"units:{unit.row.id}"))  # fmt: skip

    def _ratio_of_noun(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        """ "16.661 máy tính/17.356 cán bộ", "8 nhóm hàng trên tổng số 11", "9 bác sĩ/vạn dân": the noun stands between
        the numbers.
        """
        if "/" in text and (scaled := _NOUN_SCALE.match(text, first.end)):
            whole = Decimal(_WHOLES[scaled[2]])
            people = Number(scaled.start(2), scaled.end(2), whole, whole, Decimal(1), 1, first.reading, 0)
            return _out_of(first, people, "ratio")._replace(unit=scaled[1].strip())
        match = (_NOUN_OUT_OF.match(text, first.end) if "tổng" in text else None) or (
            _NOUN_SLASH.match(text, first.end) if "/" in text else None
        )
        if match is None or self._units.behind(text, first.end, first.start):
            return None
        second = self._singles.number(text, match.end(), manner)
        if second is None:
            return None
        if match.re is _NOUN_SLASH and (unit := self._units.behind(text, second.end, second.start)):
            return _per_count(first, match[1].strip(), unit)
        if first.value > second.value:
            return None
        noun = text[first.end : match.end(1) if match.re is _NOUN_SLASH else match.start(1)].strip()
        return _out_of(first, second, "ratio")._replace(unit=noun or None)

    def _range(self, text: str, first: Number, manner: Manner) -> Quantity | None:
        unit = self._units.behind(text, first.end, first.start, strict=manner.strict)
        between = unit.end if unit else first.end
        price = self._units.per(text, between) if unit and unit.row.kind == "money" else None
        begin = self._high_start(text, first, price[1] if price else between)
        second = self._singles.number(text, begin, manner) if begin is not None else None
        if begin is None or second is None or (bool(second.words) != bool(first.words) and not manner.strict):
            return None
        last = self._singles.read(text, second, manner, first.start)
        joined = _joined(first, unit, second, last) if last else None
        if joined is None:
            return None
        joined = joined._replace(low_end=between, high_start=begin)
        ahead = self._units.ahead(text, first.start, strict=manner.strict)
        return _behind_unit(joined, ahead) if ahead else joined

    def _high_start(self, text: str, first: Number, at: int) -> int | None:
        """Where the upper end of a range begins whose lower end stops at `at`; a repeated "$" before it is skipped."""
        match = _TO.match(text, at) or _AND.match(text, at)
        if match and match.re is _AND and not _BETWEEN.search(text, max(0, first.start - 6), first.start):
            return None
        if match is None:
            return None
        ahead = self._units.ahead(text, first.start)
        begin = match.end()
        if ahead and text.startswith(text[ahead.start : ahead.end], begin):
            begin += ahead.end - ahead.start
        return begin if begin < len(text) else None


def _behind_unit(joined: Quantity, ahead: UnitMatch) -> Quantity:
    """A range whose unit stands before it: "$10-$20"."""
    if joined.unit is None:
        joined = joined._replace(
            kind=ahead.row.kind, unit=ahead.row.symbol, rows=(*joined.rows, f"units:{ahead.row.id}")
        )
    inside = joined.unit == ahead.row.symbol and ahead.row.side != "apart"
    return joined._replace(start=ahead.start) if inside else joined


def _exact(value: Decimal, whole: Decimal) -> Decimal | None:
    """The share as a decimal, where six places hold it."""
    if not whole:
        return None
    share = (value / whole).quantize(Decimal("0.000001"))
    return share.normalize() if share * whole == value else None


def _out_of(first: Number, second: Number, form: Form) -> Quantity:
    return Quantity(first.start, second.end, first.value, None, second.value, "ratio", None, None, first.digits,
                    first.reading, first.words + second.words, form, (*first.rows, *second.rows), first.start,
                    second.end)  # fmt: skip


def _per_count(first: Number, noun: str, unit: UnitMatch) -> Quantity:
    """ "13-20 con/1kg": so many to a kilogram."""
    return Quantity(first.start, unit.end, first.value, None, None, "measure", f"{noun}/{unit.row.symbol}", None,
                    first.digits, first.reading, first.words, "plain", first.rows, first.start, first.end)  # fmt: skip


def _of_thousands(first: Number, second: Number) -> bool:
    """Whether the thousands of the upper end are those of the lower one, too: not so of "500 - 1.000"."""
    low, high = first.value * 1000, second.value
    if first.words or second.words or first.value < 2 or first.value % 1 or high % 1000:
        return False
    return low < high <= low * 10


def _joined(first: Number, unit: UnitMatch | None, second: Number, last: Quantity) -> Quantity | None:
    """The range from the lower end `first` (with its own unit, if any) to the upper end `last`."""
    low, high = first.value, last.value
    if first.factor == 1 and second.factor != 1 and unit is None and first.base <= second.base:
        low = first.value * second.factor  # "5 đến 7 triệu"
    elif unit is None and _of_thousands(first, second):
        low = first.value * 1000  # "250 - 300.000 đồng"
    if unit is not None and (last.unit is None or last.unit.split("/")[0] != unit.row.symbol):
        return None
    if first.signed and second.signed and low > high:  # "âm 2 đến âm 5 độ C"
        low, high = high, low
    if low >= high or last.form != "plain":
        return None
    return last._replace(start=first.start, value=low, value_max=high, digits=first.digits, form="range",
                   number_start=first.start, words=max(first.words, last.words),
                   reading=first.reading if "!" in first.reading else last.reading,
                   rows=tuple(dict.fromkeys((*first.rows, *last.rows))))  # fmt: skip
