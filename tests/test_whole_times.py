"""Whole strings read as one expression of time, and the days of Tết."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from extract.meaning.periods.reading import read_period
from extract.meaning.periods.resolution import Direction
from extract.meaning.periods.tet import first_day, year_named
from patterns import load

DAY = date(2023, 11, 20)  # a Monday, and the day of the teachers


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("thứ ba", "2023-11-14", "2023-11-21"),
        ("Thứ Hai tuần này", "2023-11-20", "2023-11-20"),
        ("7/3", "2023-03-07", "2024-03-07"),
        ("tháng ba", "2023-03", "2024-03"),
        ("quý II", "2023-Q2", "2024-Q2"),
        ("Quốc khánh", "2023-09-02", "2024-09-02"),
        ("lễ Quốc khánh 2/9", "2023-09-02", "2024-09-02"),
        ("Quốc khánh 02/09/2020", "2020-09-02", "2020-09-02"),
        ("30/4 vừa qua", "2023-04-30", "2023-04-30"),
        ("dịp 30/4 tới", "2024-04-30", "2024-04-30"),
        ("ngày Quốc tế Lao động", "2023-05-01", "2024-05-01"),
        ("Tết Dương lịch", "2024-01-01", "2024-01-01"),
        ("Tết Dương lịch 2025", "2025-01-01", "2025-01-01"),
        ("đêm Giáng sinh năm ngoái", "2022-12-25", "2022-12-25"),
        ("Tết Nguyên đán 2025", "2025-01-29", "2025-01-29"),
        ("mùng 3 Tết", "2023-01-24", "2024-02-12"),
        ("mùng 1 Tết Kỷ Hợi", "2019-02-05", None),
        ("năm học này", "2023/2024", "2023/2024"),
        ("nhiệm kỳ 2020 - 2025", "2020/2025", "2020/2025"),
        ("3 ngày trước", "2023-11-17", "2023-11-17"),
        ("sau 2 tháng nữa", "2024-01", "2024-01"),
        ("trong 2 tuần tới", "2023-11-21/2023-12-04", "2023-11-21/2023-12-04"),
        ("từ 7h đến 9h", "2023-11-20", "2023-11-20"),
        ("từ ngày 2/5 đến hết ngày 29/5/2023", "2023-05-02/2023-05-29", "2023-05-02/2023-05-29"),
        ("trước ngày 15/10/2023", "../2023-10-15", "../2023-10-15"),
        ("sau ngày 15/10/2023", None, None),
        ("2 tuần 3 ngày", None, None),
        ("mùng 1 Tết Giáp Sửu", None, None),
        ("mùng 1 Tết 1920", None, None),
        ("ngày 31/2", None, None),
        ("có [30] hộ", None, None),
        ("", None, None),
    ],
)
def test_a_whole_text_is_a_period(text: str, past: str | None, future: str | None) -> None:
    wanted: dict[Direction, str | None] = {"past": past, "future": future}
    for prefer, edtf in wanted.items():
        period = read_period(text, DAY, prefer=prefer)
        assert (period.edtf if period else None) == edtf


def test_tables_of_ones_own_are_read_by() -> None:
    period = read_period("hôm nay", DAY, patterns=load())
    assert period is not None
    assert period.edtf == "2023-11-20"


def test_every_lunar_year_begins_in_its_month_and_lasts_whole_months() -> None:
    days = [first_day(year) for year in range(1990, 2051)]
    assert all(day and date(day.year, 1, 21) <= day <= date(day.year, 2, 20) for day in days)
    lengths = {later - day for day, later in pairwise(days) if day and later}
    assert lengths <= {timedelta(days=n) for n in (353, 354, 355, 383, 384, 385)}
    assert first_day(1989) is first_day(2051) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(1990, "01-27"), (2000, "02-05"), (2007, "02-17"), (2019, "02-05"), (2024, "02-10"), (2026, "02-17"),
     (2030, "02-02")],
)  # fmt: skip
def test_days_of_tet(year: int, day: str) -> None:
    assert first_day(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("name", "year"), [("giáp tý", 1984), ("kỷ hợi", 2019), ("bính ngọ", 2026), ("mậu thân", 1968), ("đinh tị", 1977)]
)
def test_years_by_their_names(name: str, year: int) -> None:
    assert year_named(name, year - 30) == year_named(name, year) == year
    assert year_named(name, year + 1) == year + 60
