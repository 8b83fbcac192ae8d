"""Quantities as written: a number with its unit, a range, "a out of b", a fraction, a fixed expression such as "gấp đôi".

A quantity is read from its first character on, the longest reading first. Nothing here knows whether it is a fact: that is
decided by its surroundings (`extract.figures.vetoes`, `extract.figures.finder`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from extract.figures.context import preceded_by_any
from extract.figures.numbers import DIGITS, Number, NumberReader, Style
from extract.figures.units import UnitFinder, UnitMatch
from patterns.rows import Expression, Kind

Form = Literal["plain", "range", "ratio", "fraction", "fixed", "composite"]

_TO: Final = re.compile(r" ?- ?| ?~ ?| (?:đến|tới|cho đến|cho tới) (?=(?:gần |hơn |khoảng |trên |dưới )?[\w$])", re.IGNORECASE)
_SLASH: Final = re.compile(r" ?/ ?(?=\d)")
_OUT_OF: Final = re.compile(r" (?:trên|trong|/) ?(?:tổng số|tổng cộng|tổng) | (?:trong|trên) số ", re.IGNORECASE)
_IN: Final = re.compile(r" trong (?=\d)")
_NOUN_OUT_OF: Final = re.compile(r"(?: [^\W\d_]+){1,5}?( )(?:trên|trong) (?:tổng số|tổng) (?=\d)")
_NOUN_SLASH: Final = re.compile(r"((?: [^\W\d_]+){1,5}) ?/ ?(?=\d)")
_PARTS: Final = re.compile(r" phần (?!trăm|nghìn|ngàn)", re.IGNORECASE)
_TIMES: Final = re.compile(r" ?[x×] ?(?=\d)")
_METRES_AND: Final = re.compile(r"m(\d{1,2})(?![\w.,])")
_SPLIT: Final = re.compile(r" (?:và )?")
_COUNT_PER: Final = re.compile(r"((?: [^\W\d_]+){1,3}) ?/ ?(?:1 ?)?(ngày đêm|ngày|giờ|phút|giây|tháng|năm|tuần|vụ|km2|km²|m2|m²|ha|kg|lít|h|s)(?!\w)")
_SMALLER: Final = {("năm", "tháng"): 12, ("giờ", "phút"): 60, ("phút", "giây"): 60, ("tuần", "ngày"): 7}
_DECREASING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression with its span; `kind` is None where only a counted noun can tell that it is a count."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    whole: Decimal | None
    kind: Kind | None
    unit: str | None
    per: str | None
    digits: int
    reading: str
    words: int
    form: Form
    rows: tuple[str, ...]
    number_start: int
    number_end: int
    low_end: int = 0
    high_start: int = 0


class QuantityReader:
    """Reads the quantity that starts at a given place of a canonical text."""

    def __init__(self, numbers: NumberReader, units: UnitFinder, expressions: tuple[Expression, ...]) -> None:
        self._numbers = numbers
        self._units = units
        self._fixed = {surface: row for row in expressions for surface in row.surfaces}
        words = "|".join(sorted((re.escape(s) for s in self._fixed), key=len, reverse=True)) or "(?!)"
        self._fixed_start = re.compile(rf"(?<!\w)(?i:{words})(?!\w)")
        self.start = re.compile(rf"\d|{self._fixed_start.pattern}|{numbers.word_start.pattern}", re.UNICODE)

    def read(self, text: str, at: int, style: Style = "vi", *, strict: bool = False) -> Quantity | None:
        """The quantity starting at `at`, or None. `strict` also takes elliptic number words ("bốn ba" is 43)."""
        if not text[at].isdigit():
            fixed = self._fixed_at(text, at)
            if fixed:
                return fixed
        first = self._number(text, at, style, strict)
        if first is None:
            return None
        return (
            self._parts(text, first, style, strict)
            or self._ratio(text, first, style, strict)
            or self._range(text, first, style, strict)
            or self._plain(text, first)
        )

    def halves(self, text: str, whole: Quantity, style: Style) -> tuple[Quantity, Quantity] | None:
        """A range taken apart into its two ends, for a buying and a selling price; None where that cannot be done."""
        high = self.read(text, whole.high_start, style)
        if high is None or whole.value_max != high.value:
            return None
        return replace(high, start=whole.start, end=whole.low_end, value=whole.value, number_start=whole.start,
                       number_end=whole.low_end, digits=whole.digits), high  # fmt: skip

    # -- pieces ---------------------------------------------------------------------------------------------------------

    def _fixed_at(self, text: str, at: int) -> Quantity | None:
        match = self._fixed_start.match(text, at)
        if match is None:
            return None
        row = self._fixed[match[0].lower()]
        if row.only_after and not preceded_by_any(text, at, row.only_after, skip=False):
            return None
        if row.kind == "duration" and (unit := self._units.behind(text, match.end(), at)):
            if unit.row.kind not in {"duration", "measure"}:
                return None
            value, rows = row.value, (f"expressions:{row.id}", f"units:{unit.row.id}")
            return Quantity(at, unit.end, value, None, None, unit.row.kind, unit.row.symbol, None, 1, "words", 1, "fixed",
                            rows, at, match.end())  # fmt: skip
        if row.kind == "duration":
            return None
        return Quantity(at, match.end(), row.value, None, None, row.kind, row.unit, None, 1, "words", 2, "fixed",
                        (f"expressions:{row.id}",), at, match.end())  # fmt: skip

    def _number(self, text: str, at: int, style: Style, strict: bool) -> Number | None:
        counts = True
        if (digits := DIGITS.match(text, at)) and ("," in digits[0] or "." in digits[0]):
            unit = self._units.behind(text, digits.end(), at)
            counts = unit is None or (unit.row.kind == "money" and (unit.row.symbol == "VND" or style == "en"))
        return self._numbers.read(text, at, counts=counts, style=style, strict=strict)

    def _parts(self, text: str, first: Number, style: Style, strict: bool) -> Quantity | None:
        """ "hai phần ba": two out of three."""
        match = _PARTS.match(text, first.end)
        second = self._number(text, match.end(), style, strict) if match else None
        if second is None:
            return None
        return self._out_of(first, second, "fraction")

    def _out_of(self, first: Number, second: Number, form: Form) -> Quantity:
        return Quantity(first.start, second.end, first.value, None, second.value, "ratio", None, None,
                        first.digits, first.reading, first.words, form, (*first.rows, *second.rows), first.start, second.end)  # fmt: skip

    def _ratio(self, text: str, first: Number, style: Style, strict: bool) -> Quantity | None:
        if match := _SLASH.match(text, first.end):
            second = self._number(text, match.end(), style, strict)
            return self._out_of(first, second, "ratio") if second else None
        if (match := _OUT_OF.match(text, first.end)) and (second := self._number(text, match.end(), style, strict)):
            return self._out_of(first, second, "ratio") if first.value <= second.value else None
        if (match := _IN.match(text, first.end)) and first.value >= 2:  # "14 trong 23 tên lửa", not "14 trong 3 ngày"
            second = self._number(text, match.end(), style, strict)
            if second and first.value < second.value and not self._units.behind(text, second.end, second.start):
                return self._out_of(first, second, "ratio")
        if self._units.behind(text, first.end, first.start):
            return None
        match = _NOUN_OUT_OF.match(text, first.end) or _NOUN_SLASH.match(text, first.end)
        if match is None:
            return None
        second = self._number(text, match.end(), style, strict)
        if second is None:
            return None
        if match.re is _NOUN_SLASH and (unit := self._units.behind(text, second.end, second.start)):
            return self._per_count(text, first, match[1].strip(), unit)
        if first.value > second.value:
            return None
        noun = text[first.end : match.end(1) if match.re is _NOUN_SLASH else match.start(1)].strip()
        return replace(self._out_of(first, second, "ratio"), unit=noun or None)

    def _per_count(self, text: str, first: Number, noun: str, unit: UnitMatch) -> Quantity:
        """ "13-20 con/1kg": so many to a kilogram."""
        return Quantity(first.start, unit.end, first.value, None, None, "measure", f"{noun}/{unit.row.symbol}", None,
                        first.digits, first.reading, first.words, "plain", first.rows, first.start, first.end)  # fmt: skip

    def _range(self, text: str, first: Number, style: Style, strict: bool) -> Quantity | None:
        unit = self._units.behind(text, first.end, first.start)
        between = unit.end if unit else first.end
        price = self._units.per(text, between) if unit and unit.row.kind == "money" else None
        match = _TO.match(text, price[1] if price else between)
        if match is None:
            return None
        begin = match.end()
        ahead = self._units.ahead(text, first.start)
        if ahead and text.startswith(text[ahead.start : ahead.end], begin):
            begin += ahead.end - ahead.start
        if begin >= len(text) or not (text[begin].isdigit() or first.words):
            return None
        second = self._number(text, begin, style, strict)
        if second is None or bool(second.words) != bool(first.words):
            return None
        last = self._plain(text, second, first.start)
        joined = self._joined(first, unit, second, last) if last else None
        return replace(joined, low_end=between, high_start=match.end()) if joined else None

    def _joined(self, first: Number, unit: UnitMatch | None, second: Number, last: Quantity) -> Quantity | None:
        low = first.value
        if first.factor == 1 and second.factor != 1 and unit is None and first.base <= second.base:
            low = first.value * second.factor  # "5 đến 7 triệu"
        if unit is not None and last.unit is not None and last.unit.split("/")[0] != unit.row.symbol:
            return None
        if unit is not None and last.unit is None:
            return None
        if low >= last.value or last.form not in ("plain",):
            return None
        return replace(last, start=first.start, value=low, value_max=last.value, digits=first.digits, form="range",
                       number_start=first.start, words=max(first.words, last.words),
                       reading=first.reading if "!" in first.reading else last.reading,
                       rows=tuple(dict.fromkeys((*first.rows, *last.rows))))  # fmt: skip

    def _plain(self, text: str, number: Number, begin: int | None = None) -> Quantity | None:
        """A single number with what follows it: unit, further units, "rưỡi", a denominator. `begin`: where its range begins."""
        begin = number.start if begin is None else begin
        if (times := _TIMES.match(text, number.end)) and (second := self._numbers.read(text, times.end())):
            unit = self._units.behind(text, second.end, number.start)
            if unit is None or _TIMES.match(text, second.end):
                return None
            product = replace(second, start=number.start, value=number.value * second.value)
            return self._with_unit(text, product, unit)
        unit = self._units.behind(text, number.end, begin, number.value)
        if unit is not None:
            return self._with_unit(text, number, unit)
        if (metres := _METRES_AND.match(text, number.end)) and number.value == int(number.value):
            value = number.value + Decimal(f"0.{metres[1]}")
            return self._quantity(number, metres.end(), value, "measure", "m", None, ("units:metre",))
        ahead = self._units.ahead(text, number.start)
        if ahead is not None:
            per = self._units.per(text, number.end) if ahead.row.kind == "money" else None
            return replace(
                self._quantity(number, number.end, number.value, ahead.row.kind, ahead.row.symbol,
                               per[0] if per else None, (f"units:{ahead.row.id}",)),
                start=ahead.start,
            )  # fmt: skip
        if per_time := _COUNT_PER.match(text, number.end):
            unit_text = f"{per_time[1].strip()}/{per_time[2]}"
            return self._quantity(number, per_time.end(), number.value, "measure", unit_text, None, ())
        return self._quantity(number, number.end, number.value, None, None, None, ())

    def _with_unit(self, text: str, number: Number, unit: UnitMatch) -> Quantity:
        row, end, value, symbol, per = unit.row, unit.end, number.value, unit.row.symbol, None
        rows = [f"units:{row.id}"]
        if half := self._numbers.half_more.match(text, end):
            value, end = value + number.factor / 2, half.end()
        elif row.kind == "duration" and (more := self._smaller(text, end, value, row.symbol)):
            value, end, symbol, small = more
            rows.append(small)
        elif row.kind == "measure" and "/" not in symbol and (further := self._units.per(text, end)):
            symbol, end = f"{symbol}/{further[0]}", further[1]
        elif further := self._units.per(text, end):
            per = further[0]
        elif row.kind == "money":
            per = self._each(text, end)
        return self._quantity(number, end, value, row.kind, symbol, per, tuple(rows))

    def _smaller(self, text: str, end: int, value: Decimal, symbol: str) -> tuple[Decimal, int, str, str] | None:
        """ "9 năm 6 tháng" is 9.5 years; what does not come out exact is told in the smaller unit; "2 ngày 1 đêm" is 2 days."""
        gap = _SPLIT.match(text, end)
        number = self._numbers.read(text, gap.end()) if gap and text[gap.end() : gap.end() + 1].isdigit() else None
        unit = self._units.behind(text, number.end, number.start) if number else None
        if number is None or unit is None or unit.row.kind != "duration":
            return None
        if (symbol, unit.row.symbol) == ("ngày", "đêm"):
            return value, unit.end, symbol, f"units:{unit.row.id}"
        ratio = _SMALLER.get((symbol, unit.row.symbol))
        if ratio is None:
            return None
        total = value * ratio + number.value
        exact = total / ratio
        if exact == exact.quantize(Decimal("0.0001")):
            return exact, unit.end, symbol, f"units:{unit.row.id}"
        return total, unit.end, unit.row.symbol, f"units:{unit.row.id}"

    def _each(self, text: str, end: int) -> str | None:
        """The denominator in words: "5 triệu đồng một lượng", "20.000 đồng mỗi kg"."""
        match = re.compile(r" (?:mỗi|một|1) ").match(text, end)
        unit = self._units.behind(text, match.end() - 1, match.end() - 1) if match else None
        return unit.row.symbol if unit and unit.row.kind in {"measure", "duration"} else None

    def _quantity(
        self, number: Number, end: int, value: Decimal, kind: Kind | None, unit: str | None, per: str | None, rows: tuple[str, ...]
    ) -> Quantity:
        return Quantity(number.start, end, value, None, None, kind, unit, per, number.digits, number.reading, number.words,
                        "plain", (*number.rows, *rows), number.start, number.end)  # fmt: skip
