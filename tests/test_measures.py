"""Units and written digits, as both the checking of claims and the finding of contradictions compare them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.figures.measures import Measure, last_digit, measure


@pytest.mark.parametrize(
    ("one", "many", "other"),
    [("ha", "0.01", "km2"), ("tạ", "0.1", "tấn"), ("giờ", "60", "phút"), ("năm", "12", "tháng")],
)
def test_units_of_one_row_are_of_one_measure(one: str, many: str, other: str) -> None:
    assert measure(one).base == measure(other).base
    assert measure(one).size == Decimal(many) * measure(other).size


def test_what_is_no_measure_of_the_list_measures_itself_and_a_month_is_no_number_of_days() -> None:
    assert measure("lượng vàng") == Measure("lượng vàng", Decimal(1))
    assert measure("") == Measure("", Decimal(1))
    assert measure("tháng").base != measure("ngày").base


def test_both_parts_of_a_rate_are_measured() -> None:
    assert measure("km/h") == measure("km/giờ")
    assert measure("tấn/ha") == Measure("kg/m2", Decimal("0.1"))


@pytest.mark.parametrize(
    ("value", "digits", "worth"),
    [("1670000", 3, "10000"), ("1671402", 7, "1"), ("7.02", 3, "0.01"), ("0", 1, "1"), ("40", 0, "10")],
)
def test_the_last_digit_of_a_number_has_its_worth(value: str, digits: int, worth: str) -> None:
    assert last_digit(Decimal(value), digits) == Decimal(worth)
