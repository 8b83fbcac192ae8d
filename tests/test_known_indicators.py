"""Known indicators: the id of what a figure measures, where its phrase is a row's surface and nothing more."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

import patterns
from extract.checking.explaining import explain
from extract.checking.explanations import render
from extract.meaning.indicators.known_words import folded, words_of
from extract.pipeline import Pipeline, text_document

PIPELINE = Pipeline()


def ids(text: str) -> list[str | None]:
    return [fact.indicator_id for fact in PIPELINE.extract(text, published="2023-11-20")]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("GRDP của tỉnh Hà Nam năm 2022 đạt 75.000 tỷ đồng.", ["grdp"]),
        ("Tỉ lệ hộ nghèo của cả nước còn 2,9%.", ["poverty.rate"]),
        ("Chỉ số giá tiêu dùng (CPI) tháng 10 tăng 0,2%.", ["cpi"]),
        ("CPI bình quân tăng 3,2%.", ["cpi.average"]),
        ("Tổng thu NSNN trên địa bàn đạt 9.200 tỷ đồng, tăng 5% so với cùng kỳ.", ["budget.revenue"] * 2),
        ("Kim ngạch xuất khẩu của Nhật Bản đạt 60 tỷ USD.", ["exports"]),
        ("GDP tăng 6,5%.", ["gdp"]),
        ("Tốc độ tăng trưởng GDP đạt 6,5%.", ["gdp.growth"]),
        ("Cả nước có 17 triệu người tham gia BHXH.", ["social-insurance.people"]),
        ("Có 1,08 triệu tài khoản định danh điện tử mức độ 2.", ["e-identity.accounts.level-2"]),
        ("Số doanh nghiệp giải thể là 1.700 doanh nghiệp, tăng 14%.", ["enterprises.dissolved"] * 2),
    ],
)
def test_a_phrase_that_is_a_known_indicator_has_its_id(text: str, known: list[str]) -> None:
    assert ids(text) == known


@pytest.mark.parametrize(
    "text",
    [
        "Kim ngạch xuất khẩu gạo đạt 3 tỷ USD.",
        "Kim ngạch xuất khẩu sang Mỹ đạt 9 tỷ USD.",
        "Sản lượng lúa hè thu đạt 400.000 tấn.",
        "Vốn FDI đạt 20 tỷ USD.",
        "Dư nợ tín dụng của ngân hàng này đạt 96.000 tỷ đồng.",
        "Thu ngân sách nhà nước đạt 53% dự toán.",
        "Thu ngân sách nhà nước vượt 5% dự toán.",
        "Tỷ lệ hộ nghèo dân tộc thiểu số là 12%.",
    ],
)
def test_a_part_or_another_unit_has_none(text: str) -> None:
    assert ids(text) == [None]


def test_a_phrase_is_not_handed_on_over_another_subject() -> None:
    assert ids("Tổng thu ngân sách đạt 900 tỷ đồng, trong đó thu nội địa 600 tỷ đồng.")[0] == "budget.revenue"
    assert ids("Tổng thu ngân sách đạt 900 tỷ đồng, trong đó thu nội địa 600 tỷ đồng.")[1] != "budget.revenue"
    assert ids("Nhiệt độ thấp nhất 12 độ C, cao nhất 20 độ C.") == ["temperature.min", None]


def test_a_phrase_that_only_leads_to_an_indicator_is_none() -> None:
    assert ids("Mức 5%.") == [None]


def test_a_share_gives_its_whole_to_no_other_figure() -> None:
    assert ids("Bội chi là 5,3% GDP (tương ứng 224.000 tỷ đồng).")[1] != "gdp"


def test_both_styles_of_tone_marks_and_any_case_are_read() -> None:
    assert ids("TỶ LỆ LAO ĐỘNG QUA ĐÀO TẠO đạt 72%.") == ["trained-labour.rate"]
    assert ids("Tổng mức bán lẻ hàng hoá đạt 900 tỷ đồng.") == ids("Tổng mức bán lẻ hàng hóa đạt 900 tỷ đồng.")


def test_explain_names_the_row() -> None:
    trace = PIPELINE.trace(text_document("Tỷ lệ hộ nghèo của tỉnh là 4,2%.", published="2023-11-20"))
    assert re.search(
        r"indicator_id +poverty\.rate +indicators:poverty\.rate “Tỷ lệ hộ nghèo”", render(explain(PIPELINE, trace))
    )


def test_ids_are_readable_and_names_are_given() -> None:
    for row in patterns.load().indicators:
        assert re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", row.id)
        assert row.name and row.units and row.source


def test_no_surface_means_two_indicators_in_one_unit() -> None:
    meanings: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for row in patterns.load().indicators:
        for surface in row.surfaces:
            for unit in row.units:
                meanings[folded(words_of(surface)), unit].append(row.id)
    assert {key: found for key, found in meanings.items() if len(set(found)) > 1} == {}
