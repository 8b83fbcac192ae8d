"""Numbers, units and what they make, read from whole strings and from running text; what is written is read back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import groupby
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.continuations import Continuations
from extract.figures.digits import Style, read_digits, significant
from extract.figures.numbers import Manner, NumberReader
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.reading import read_amount
from extract.figures.units import UnitFinder
from patterns import load
from patterns.errors import PatternError
from patterns.rows import Unit

UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()
SCALES = {"north": ("nghìn", "triệu", "tỷ"), "south": ("ngàn", "triệu", "tỉ")}
FILLERS = {"north": "linh", "south": "lẻ"}


def said(number: int, dialect: str = "north", *, four: str = "bốn") -> str:
    """The numeral that a careful speaker of the dialect says for a whole number below 10^18."""
    if number == 0:
        return UNITS[0]
    parts: list[str] = []
    billions, rest = divmod(number, 10**9)
    if billions:
        parts += [said(billions, dialect, four=four), SCALES[dialect][2]]
    for size, scale in ((10**6, SCALES[dialect][1]), (10**3, SCALES[dialect][0]), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            parts += [_group(group, dialect, four, after=bool(parts)), scale]
    return " ".join(part for part in parts if part)


def _group(number: int, dialect: str, four: str, *, after: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [UNITS[hundreds], "trăm"] if hundreds or after else []
    if tens == 0 and units and words:
        words += [FILLERS[dialect], UNITS[units]]
    elif tens == 0 and units:
        words += [UNITS[units]]
    elif tens:
        last = {0: "", 1: "mốt" if tens > 1 else "một", 4: four if tens > 1 else "bốn", 5: "lăm"}.get(
            units, UNITS[units]
        )
        words += ["mười"] if tens == 1 else [UNITS[tens], "mươi"]
        words += [last] if last else []
    return " ".join(words)


def value_of(text: str) -> Decimal:
    figure = read_amount(text)
    assert figure is not None, text
    return figure.value


numbers = st.one_of(st.integers(0, 10**4), st.integers(0, 10**9), st.integers(0, 10**15))


@given(numbers, st.sampled_from(["north", "south"]), st.sampled_from(["bốn", "tư"]))
def test_what_is_said_is_read_back(number: int, dialect: str, four: str) -> None:
    assert value_of(said(number, dialect, four=four)) == number


@given(numbers, st.sampled_from(["north", "south"]))
def test_running_text_reads_full_numerals_as_well(number: int, dialect: str) -> None:
    text = said(number, dialect)
    quantity = reader().read(f"{text} người", 0)
    assert quantity is not None
    assert (quantity.value, quantity.end) == (Decimal(number), len(text))


@given(st.integers(0, 10**15), st.lists(st.integers(0, 9), max_size=6))
def test_digits_are_read_in_both_styles(whole: int, decimals: list[int]) -> None:
    fraction = "".join(map(str, decimals))
    if len(fraction) == 3:  # "1,234" is another question
        fraction = ""
    grouped = f"{whole:,}"
    value = Decimal(f"{whole}.{fraction or 0}")
    vietnamese = grouped.replace(",", ".") + ("," + fraction if fraction else "")
    assert read_digits(vietnamese, counts=False, style="vi") == (value, "vi") or grouped.count(",") == 1
    english = grouped + ("." + fraction if fraction else "")
    read = read_digits(english, counts=True, style="en")
    assert read is not None
    assert read[0] == value


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_fraction_keeps_both_its_numbers(value: int, whole: int) -> None:
    figure = read_amount(f"{value}/{whole}")
    assert figure is not None
    assert (figure.value, figure.whole, figure.kind) == (Decimal(value), Decimal(whole), "ratio")


@given(st.integers(1, 60), st.integers(1, 60))
def test_the_fraction_of_a_measure_is_exact_or_stays_a_fraction(value: int, whole: int) -> None:
    figure = read_amount(f"{value}/{whole} kg")
    assert figure is not None
    assert figure.unit == "kg"
    assert Fraction(figure.value) / Fraction(figure.whole or 1) == Fraction(value, whole)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 tỷ 300 triệu", "2300000000"), ("1,2 nghìn tỷ", "1200000000000"), ("một nghìn hai trăm tỷ", "1200000000000"),
        ("một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu tám trăm chín mươi nghìn một trăm hai mươi ba",
         "1234567890123"),
        ("1 triệu rưỡi", "1500000"), ("tám trăm rưỡi", "850"), ("hai nghìn hai trăm rưỡi", "2250"),
        ("hai vạn rưỡi", "25000"),
        ("nửa triệu", "500000"), ("hăm ba", "23"), ("hai mốt", "21"), ("bốn ba", "43"), ("hai nghìn linh bốn", "2004"),
        ("một triệu mốt", "1100000"), ("mười triệu tư", "10400000"), ("một triệu hai", "1200000"),
        ("3 tỷ 2", "3200000000"),
        ("1tr2", "1200000"), ("2tr500", "2500000"), ("1t", "1000000000"), ("15k", "15000"), ("3M", "3000000"),
        ("hai phẩy không năm", "2.05"), ("một nghìn phẩy không năm", "1000.05"), ("ba phẩy bốn nghìn", "3400"),
        ("hai mươi chấm tư", "20.4"), (",5", "0.5"), ("12 345 678", "12345678"), ("818,303", "818.303"),
        ("3.661", "3661"),
        ("âm hai mươi lăm", "-25"), ("trừ ba phẩy năm", "-3.5"), ("-25", "-25"), ("- 1.200.000", "-1200000"),
        ("5 1/2", "5.5"), ("âm mười hai và một phần tư", "-12.25"), ("thứ nhất", "1"), ("thứ hai mươi tư", "24"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_say_or_type_it(text: str, value: str) -> None:
    assert value_of(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", ".", "một một một", "lăm", "mốt", "trăm", "1.2.3.4", "9" * 30, "hai người", "5 kg 3",
     "12,", "một phần", "3 đến", "1" + " tỷ" * 9],
)  # fmt: skip
def test_what_is_not_one_figure_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("năm năm", "5", "năm"), ("hai nghìn năm", "2000", "năm"), ("hai trăm năm", "200", "năm"),
        ("mười năm", "10", "năm"),
        ("9 năm 6 tháng", "9.5", "năm"), ("1 năm 5 tháng", "17", "tháng"), ("1 giờ 30 phút", "1.5", "giờ"),
        ("hai đô 23", "2.23", "USD"), ("mười đô la năm mươi xu", "10.5", "USD"), ("EUR29,99", "29.99", "EUR"),
        ("$1,42", "1.42", "USD"), ("50.000đ", "50000", "VND"), (".50 đô", "0.5", "USD"), ("20Rs", "20", "INR"),
        ("1m65", "1.65", "m"), ("1 m 65 cm", "1.65", "m"), ("2 kg 300 g", "2.3", "kg"), ("3/4m", "0.75", "m"),
        ("ba phần tư mét", "0.75", "m"), ("2x250 MW", "500", "MW"), ("6 tạ/ha", "6", "tạ/ha"), ("37 °c", "37", "°C"),
        ("hai trăm ki lô mét trên giờ", "200", "km/h"), ("hai trăm mi li gam trên mi li lít", "200", "mg/ml"),
        ("100Mhz", "100", "MHz"), ("năm xăng ti mét khối", "5", "cm3"), ("-5 độ C", "-5", "°C"),
    ],
)  # fmt: skip
def test_a_unit_belongs_to_its_number(text: str, value: str, unit: str) -> None:
    figure = read_amount(text)
    assert figure is not None
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30 - 40%", "30", "40"), ("5 đến 7 triệu", "5000000", "7000000"), ("1t-2t", "1000000000", "2000000000"),
        ("$10-$20", "10", "20"), ("15cm-25cm", "15", "25"), ("ba đến năm", "3", "5"),
        ("1 phẩy 1 đến một chấm ba đô la", "1.1", "1.3"),
        ("250 - 300.000 đồng", "250000", "300000"), ("500 - 1.000 đồng", "500", "1000"),
        ("43 đến 47.000 năm", "43000", "47000"),
        ("-5 đến -2 độ C", "-5", "-2"), ("âm 2 đến âm 5 độ C", "-5", "-2"), ("-3 đến 4°C", "-3", "4"),
    ],
)  # fmt: skip
def test_a_range_has_two_ends(text: str, low: str, high: str) -> None:
    figure = read_amount(text)
    assert figure is not None
    assert (figure.value, figure.value_max) == (Decimal(low), Decimal(high))


@cache
def reader() -> QuantityReader:
    return QuantityReader(NumberReader(load().numerals, load().scales), UnitFinder(load().units), load().expressions)


def found(text: str) -> list[Quantity]:
    """The quantities of running text, from left to right."""
    grammar, at, quantities = reader(), 0, []
    while match := grammar.start.search(text, at):
        quantity = grammar.read(text, match.start())
        quantities += [quantity] if quantity else []
        at = max(quantity.end if quantity else 0, match.start() + 1)
    return quantities


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("lợi nhuận âm 5 tỷ đồng", ["5 tỷ đồng"]), ("tăng trưởng âm 0,6% quý I", ["âm 0,6%"]),
        ("xuống -5 °C", ["-5 °C"]),
        ("giá 3 - 5 kg", ["3 - 5 kg"]), ("bị trừ 6 điểm", ["6 điểm"]), ("siêu âm 3D", ["3"]),
        ("chỉ số (-0,2%)", ["0,2%"]),
        ("hai trăm năm trước", ["hai trăm năm"]), ("vịnh Ba Tư và hai tư lệnh", ["Ba", "hai"]),
        ("giữa 1,1 và 1,3 đô la", ["1,1 và 1,3 đô la"]), ("1,1 và 1,3 đô la", ["1,1", "1,3 đô la"]),
        ("có 9 trên 12 đội", ["9 trên 12"]), ("trên một đô la và 42 xu", ["một đô la và 42 xu"]),
        ("18 triệu chứng khoán", ["18 triệu"]), ("18 triệu chứng nặng", ["18"]), ("6 tỷ phú", ["6"]),
        ("mua một USD một lần", ["một USD", "một"]), ("hai mốt USD 5 lần", ["hai mốt USD", "5"]),
        ("một trăm linh tư USD 5 lần", ["một trăm linh tư USD", "5"]),
        ("3 triệu rưỡi USD 5 lần", ["3 triệu rưỡi USD", "5"]), ("vàng 18K giá 50k", ["18K", "50k"]),
        ("1,5t và 3M", ["1,5", "3"]),
    ],
)  # fmt: skip
def test_running_text_takes_no_liberties(text: str, figures: list[str]) -> None:
    assert [text[one.start : one.end] for one in found(text)] == figures


@given(
    st.lists(
        st.sampled_from(
            "7 1.234 2,5 một năm hai trăm nửa giữa âm - / , $ %".split()
            + "người hộ phần triệu tỷUSD tổng số trên trong đến và x rưỡi phẩy USD km đồng/kg tuổi Năm".split()
        ),
        max_size=8,
    )
)
def test_a_word_that_goes_on_no_number_ends_it(words: list[str]) -> None:
    text, quickly = " ".join(words), reader()
    with pytest.MonkeyPatch.context() as patched:
        quick = [quickly.read(text, at) for at in range(len(text))]
        patched.setattr(Continuations, "end", lambda *_: False)
        assert [quickly.read(text, at) for at in range(len(text))] == quick


@pytest.mark.parametrize(
    ("written", "counts", "style", "value"),
    [("3,661", True, "vi", "3661"), ("3,661", False, "vi", "3.661"), ("3,661", False, "en", "3661"),
     ("1.234", False, "vi", "1234"), ("1.234", False, "en", "1.234"), ("0.586", True, "vi", "0.586")],
)  # fmt: skip
def test_context_decides_what_separators_leave_open(written: str, counts: bool, style: Style, value: str) -> None:
    read = read_digits(written, counts=counts, style=style)
    assert read is not None
    assert read[0] == Decimal(value)


def test_significant_digits_are_those_written() -> None:
    assert [significant(written) for written in ("03", "6,75", "4.233", "0")] == [1, 3, 4, 1]


def test_a_number_knows_what_it_multiplies() -> None:
    numbers_of = NumberReader(load().numerals, load().scales)
    number = numbers_of.read("2 tỷ 300 triệu", 0, Manner())
    assert number is not None
    assert (number.base, number.factor, number.value) == (Decimal(2), Decimal(10**9), Decimal(2_300_000_000))


def test_a_unit_with_a_part_that_makes_no_sense_is_an_error() -> None:
    row = Unit(id="year", surfaces=("năm",), symbol="năm", kind="duration", side="", least="", only_after=(),
               not_after=(), only_before=(), not_before=(), parts=("tháng",), examples=("x",))  # fmt: skip
    with pytest.raises(PatternError, match=r"units\.tsv: row 'year'"):
        UnitFinder((row,))


@pytest.mark.parametrize(
    "piece", ["một ", "một nghìn ", "1-", "1 đến ", "5 km/h/h", "1 x ", "năm năm ", "-1 ", "âm một "]
)
def test_time_grows_with_the_length_of_a_text(piece: str) -> None:
    short, long = ((piece * (length // len(piece))) for length in (4_000, 16_000))
    seconds = []
    for text in (short, long):
        start = process_time()
        found(text)
        seconds.append(process_time() - start)
    assert seconds[1] < max(1.0, 12 * seconds[0])


def test_every_surface_of_every_unit_is_read_behind_a_number() -> None:
    rows = [row for row in load().units if not row.side]
    for surface, group in groupby(
        sorted((s, row.symbol) for row in rows for s in row.surfaces), key=lambda pair: pair[0]
    ):
        figure = read_amount(f"3.000 {surface}")
        assert figure is not None, surface
        assert figure.unit in {symbol for _, symbol in group} or surface == "K", surface  # "3.000 K": thousands
