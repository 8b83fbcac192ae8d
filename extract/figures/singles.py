"""One number with what belongs to it: its unit, smaller units behind ("9 năm 6 tháng"), "rưỡi", a denominator."""

from decimal import Decimal
from typing import Final, Literal, NamedTuple

from extract.figures.digits import DIGITS
from extract.figures.numbers import Manner, Number, NumberReader
from extract.figures.units import UnitFinder, UnitMatch
from extract.language.regexes import regex
from patterns.rows import Kind

Form = Literal["plain", "range", "ratio", "fraction", "fixed", "composite"]

_TIMES: Final = regex(r" ?[x×] ?(?=\d)")
_FACTOR: Final = regex(r"\d ?[x×] ?$")
_METRES_AND: Final = regex(r"m(\d{1,2})(?!\w|[.,]\d)")
_CENTS: Final = regex(r" (\d{2})$")
_AND: Final = regex(r" (?:và )?")
_EACH: Final = regex(r" (?:mỗi|một|1) ")
_COUNT_PER: Final = regex(
    r"((?: [^\W\d_]+){1,3}) ?/ ?(?:1 ?)?"
    r"(ngày đêm|ngày|giờ|phút|giây|tháng|năm|tuần|vụ|km2|km²|m2|m²|ha|kg|lít|h|s)(?!\w)"
)
_EXACT: Final = Decimal("0.0001")


class Quantity(NamedTuple):
    """A number expression with its span; `kind` is None where only a counted noun can tell that it is a count.

    `number_start` and `number_end` are the span without its unit; `low_end` and `high_start`, of a range, where its
    lower end stops and its upper one begins; `noun_at`, of a number that counts what the one behind it does, the end of
    that one.
    """

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
    noun_at: int = 0


class SingleReader:
    """Reads quantities of one number."""

    following: Final = frozenset("x")  # a factor

    def __init__(self, numbers: NumberReader, units: UnitFinder) -> None:
        self._numbers = numbers
        self._units = units

    def number(self, text: str, at: int, manner: Manner, *, after: bool = False) -> Number | None:
        """The number at `at`, its separators read by the unit that follows it."""
        digits = DIGITS.match(text, self._numbers.unsigned(text, at, manner.strict))
        if digits is None:
            return self._numbers.read(text, at, manner, counts=not manner.strict, after=after)
        unit = self._units.behind(text, digits.end(), at, strict=manner.strict)
        if unit and unit.row.only_after and not manner.strict and text[unit.start] != " ":
            text = text[: digits.end()]  # "vàng 18K": the context makes it a unit, no scale
        counts = unit is None and not manner.strict
        if unit is not None and unit.row.kind == "money":
            counts = unit.row.symbol == "VND" or manner.style == "en"
        return self._numbers.read(text, at, manner, counts=counts, after=after)

    def lone(self, text: str, number: Number) -> Quantity:
        """What a number makes that nothing goes on behind: a unit may still stand before it."""
        ahead = self._units.ahead(text, number.start)
        if ahead is not None and not self._of_number_before(text, ahead):
            return self._behind_unit(text, number, ahead)
        return plain(number, number.end, number.value)

    def read(self, text: str, number: Number, manner: Manner, begin: int | None = None) -> Quantity | None:
        """What a number makes with what follows it. `begin`: where the range begins of which it is the upper end."""
        begin = number.start if begin is None else begin
        quantity = self._with_surroundings(text, number, manner, begin)
        if quantity and number.signed and not manner.strict and not _negative(text, quantity):
            return None
        return quantity

    def _with_surroundings(self, text: str, number: Number, manner: Manner, begin: int) -> Quantity | None:
        if times := _TIMES.match(text, number.end):
            if _FACTOR.search(text, max(0, number.start - 4), number.start):  # "48 x 42 x 13 mm"
                return None
            return self._product(text, number, times.end(), manner)
        unit = self._units.behind(text, number.end, begin, number.value, strict=manner.strict)
        if unit is not None:
            return self._with_unit(text, number, unit, manner)
        metres = _METRES_AND.match(text, number.end) if text.startswith("m", number.end) else None
        if metres and number.value == int(number.value):
            value = number.value + Decimal(f"0.{metres[1]}")
            return plain(number, metres.end(), value, "measure", "m", None, ("units:metre",))
        ahead = self._units.ahead(text, number.start, strict=manner.strict)
        if ahead is not None and not self._of_number_before(text, ahead):
            return self._behind_unit(text, number, ahead)
        if "/" in text and (per_time := _COUNT_PER.match(text, number.end)):
            unit_text = f"{per_time[1].strip()}/{per_time[2]}"
            return plain(number, per_time.end(), number.value, "measure", unit_text)
        return plain(number, number.end, number.value)

    def _product(self, text: str, number: Number, at: int, manner: Manner) -> Quantity | None:
        """ "2x250 MW" is 500 MW; what has no unit, or a third factor, is no product that states an amount."""
        second = self._numbers.read(text, at, manner)
        unit = self._units.behind(text, second.end, number.start) if second else None
        if second is None or unit is None or _TIMES.match(text, second.end):
            return None
        product = second._replace(start=number.start, value=number.value * second.value)
        return self._with_unit(text, product, unit, manner)

    def _behind_unit(self, text: str, number: Number, ahead: UnitMatch) -> Quantity:
        per = self._units.per(text, number.end) if ahead.row.kind == "money" else None
        quantity = plain(number, number.end, number.value, ahead.row.kind, ahead.row.symbol, per[0] if per else None,
                         (f"units:{ahead.row.id}",))  # fmt: skip
        return quantity if ahead.row.side == "apart" else quantity._replace(start=ahead.start)

    def _of_number_before(self, text: str, ahead: UnitMatch) -> bool:
        """Whether a unit before a number follows another one: "một USD 5" has one dollar, "mỗi năm $5" has five."""
        glued = text[ahead.end - 1] != " " and text[ahead.start - 1 : ahead.start] == " "
        return not glued and self._numbers.ends(text, ahead.start)

    def _with_unit(self, text: str, number: Number, unit: UnitMatch, manner: Manner) -> Quantity:
        row, end, value, symbol, per = unit.row, unit.end, number.value, unit.row.symbol, None
        rows = [f"units:{row.id}"]
        if half := self._numbers.half_more(text, end):
            value, end = value + number.factor / 2, half
        elif more := self._smaller(text, end, value, row.symbol, manner):
            value, end, symbol, small = more
            rows.append(small)
        elif row.kind == "measure" and "/" not in symbol and (further := self._denominator(text, unit, manner)):
            symbol, end = f"{symbol}/{further[0]}", further[1]
        elif further := self._units.per(text, end, row.symbol):
            per = further[0]
        elif row.kind == "money":
            per = self._each(text, end)
        return plain(number, end, value, row.kind, symbol, per, tuple(rows))

    def _denominator(self, text: str, unit: UnitMatch, manner: Manner) -> tuple[str, int] | None:
        slashed = self._units.per(text, unit.end, text[unit.start : unit.end].strip())
        return slashed or self._units.over(text, unit.end, strict=manner.strict)

    def _smaller(
        self, text: str, end: int, value: Decimal, symbol: str, manner: Manner
    ) -> tuple[Decimal, int, str, str] | None:
        """ "9 năm 6 tháng" is 9.5 years; what does not come out exact is told in the smaller unit.

        Value, end, unit and row of what is read; "2 ngày 1 đêm" is 2 days.
        """
        if not self._units.has_parts(symbol) and symbol != "ngày":
            return None
        if manner.strict and (cents := _CENTS.match(text, end)) and self._units.parts(symbol, "cent"):
            return value + Decimal(cents[1]) / 100, cents.end(), symbol, "units:cent"
        gap = _AND.match(text, end)
        number = self._numbers.read(text, gap.end(), manner) if gap else None
        unit = (
            self._units.behind(text, number.end, number.start, number.value, strict=manner.strict) if number else None
        )
        if number is None or unit is None:
            return None
        used = f"units:{unit.row.id}"
        if (symbol, unit.row.symbol) == ("ngày", "đêm"):
            return value, unit.end, symbol, used
        ratio = self._units.parts(symbol, unit.row.symbol)
        if ratio is None or number.value >= ratio:
            return None
        total = value * ratio + number.value
        exact = total / ratio
        if exact == exact.quantize(_EXACT):
            return exact, unit.end, symbol, used
        return total, unit.end, unit.row.symbol, used

    def _each(self, text: str, end: int) -> str | None:
        """The denominator in words: "5 triệu đồng một lượng", "20.000 đồng mỗi kg"."""
        match = _EACH.match(text, end)
        unit = self._units.behind(text, match.end() - 1, match.end() - 1) if match else None
        return unit.row.symbol if unit and unit.row.kind in {"measure", "duration"} else None


def plain(
    number: Number,
    end: int,
    value: Decimal,
    kind: Kind | None = None,
    unit: str | None = None,
    per: str | None = None,
    rows: tuple[str, ...] = (),
) -> Quantity:
    """The quantity of one number that ends at `end`."""
    return Quantity(number.start, end, value, None, None, kind, unit, per, number.digits, number.reading, number.words,
                    "plain", (*number.rows, *rows), number.start, number.end)  # fmt: skip


def _negative(text: str, quantity: Quantity) -> bool:
    """Whether a minus in running text is one: "âm 0,6%", "-5°C"; a dash elsewhere is none, and a loss is positive."""
    if text[quantity.start] == "-":
        return quantity.unit is not None and quantity.unit.startswith("°")
    return quantity.kind in {"percent", "measure"}
