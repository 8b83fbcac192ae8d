"""From tables to facts: headers, labels, units, periods, places, and what is no fact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Cell, Document, Table
from patterns import load
from patterns.gazetteer import Gazetteer
from tests.tables import PIPELINE, facts, table_document

HARVEST = """
3. Thu hoạch lúa đến ngày 15 tháng 9 năm 2022 |  |  |
 |  |  | Nghìn ha
 | Thực hiện cùng kỳ năm trước | Thực hiện kỳ này | Thực hiện kỳ này so với cùng kỳ năm trước (%)
Lúa hè thu | 1.781,7 | 1.785,6 | 100,2
Trong đó: Đồng bằng sông Cửu Long | 1.514,1 | 1.517,6 | 100,2
Lúa mùa | 1.661,1 | 1.704,2 | 102,6
"""


def test_caption_unit_and_comparison_of_a_harvest_table() -> None:
    found = facts(HARVEST)
    assert len(found) == 9
    now, before, compared = found["r3c2"], found["r3c1"], found["r3c3"]
    assert (now.value, now.unit, now.kind, now.digits) == (Decimal(1785600), "ha", "measure", 5)
    assert (now.indicator, now.period) == ("Thu hoạch lúa, Lúa hè thu", "../2022-09-15")
    assert before.period == "../2021-09-15"
    assert (compared.kind, compared.unit, compared.value) == ("percent", "%", Decimal("100.2"))
    assert compared.indicator == "Thu hoạch lúa, Lúa hè thu, so với cùng kỳ năm trước"
    assert found["r4c2"].place == "Đồng bằng sông Cửu Long"


def test_headers_over_several_columns_and_broken_over_rows() -> None:
    found = facts(
        """
Giá trị sản xuất công nghiệp tháng 9 và 9 tháng năm 2022 | | | | |
 | Tỷ đồng | | | Tháng 9 năm | 9 tháng
 | Thực hiện | Ước tính | Cộng dồn | 2022 so với | năm 2022
 | 8 tháng | tháng 9 | 9 tháng | tháng 9 năm | so với cùng kỳ
 | năm 2022 | năm 2022 | năm 2022 | 2021 (%) | năm 2021 (%)
TỔNG SỐ | 442.676 | 63.296 | 505.972 | 113,8 | 106,5
Khu vực Nhà nước | 106.180 | 15.344 | 121.524 | 108,5 | 103,1
""",
        {(1, 1): (1, 3)},
    )
    row = [found[f"r6c{column}"] for column in range(1, 6)]
    assert [fact.period for fact in row] == [
        "2022-01/2022-08", "2022-09", "2022-01/2022-09", "2022-09", "2022-01/2022-09",
    ]  # fmt: skip
    assert [fact.unit for fact in row] == ["VND", "VND", "VND", "%", "%"]
    assert [fact.bound for fact in row] == ["exact", "about", "exact", "exact", "exact"]
    assert row[0].value == Decimal(106180000000000)
    assert row[3].indicator == "Giá trị sản xuất công nghiệp, Khu vực Nhà nước, so với tháng 9 năm 2021"


def test_places_of_rows_and_two_units_in_one_line() -> None:
    found = facts(
        """
Xuất khẩu hạt điều năm 2022 | | Nghìn tấn, triệu USD
 | Lượng | Trị giá
Cả nước | 519,8 | 3.084
Bình Phước | 102,5 | 615,2
TP. Hồ Chí Minh | 88,1 | 540
"""
    )
    assert {fact.place for fact in found.values()} == {"Việt Nam", "Bình Phước", "Thành phố Hồ Chí Minh"}
    assert (found["r3c1"].unit, found["r3c1"].value) == ("tấn", Decimal(102500))
    assert (found["r3c2"].unit, found["r3c2"].value) == ("USD", Decimal(615200000))
    assert found["r3c1"].indicator == "Xuất khẩu hạt điều, Lượng"


def test_rows_lie_under_their_headings_by_indent_number_and_bullet() -> None:
    drawn = """
Chỉ tiêu | ĐVT | TH 2021 | ƯTH 2022 | KH 2023
1. Trồng trọt | | | |
- Lúa | Tấn | 100 | 110 | 120
- Ngô | " | 50 | 55 | 60
2. Chăn nuôi | Tấn | 30 | 33 | 36
"""
    found = facts(drawn)
    assert found["r3c2"].indicator == "Trồng trọt, Ngô"
    assert found["r4c2"].indicator == "Chăn nuôi"
    assert {fact.unit for fact in found.values()} == {"tấn"}
    assert [found[f"r2c{n}"].period for n in (2, 3, 4)] == ["2021", "2022", "2023"]
    assert [found[f"r2c{n}"].status for n in (2, 3, 4)] == ["actual", "actual", "target"]
    assert found["r2c3"].bound == "about"


def test_a_bold_row_with_numbers_heads_the_numbered_rows_below_it() -> None:
    found = facts(
        """
 | Số hộ (hộ) | Nhà ngói (hộ)
**THÀNH THỊ** | **410** | **300**
1. Nguồn nước | |
Giếng đào | 110 | 90
2. Thắp sáng | 400 | 300
**NÔNG THÔN** | **900** | **500**
1. Nguồn nước | 880 | 490
Giếng đào | 700 | 400
**VÙNG BIỂN** | **90** | **50**
"""
    )
    assert [found[f"r{row}c1"].indicator for row in (1, 3, 4, 5, 6, 8)] == [
        "THÀNH THỊ, Số hộ", "THÀNH THỊ, Nguồn nước, Giếng đào, Số hộ", "THÀNH THỊ, Thắp sáng, Số hộ",
        "NÔNG THÔN, Số hộ", "NÔNG THÔN, Nguồn nước, Số hộ", "VÙNG BIỂN, Số hộ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "subject"),
    [
        ("Giá trị nghề muối tháng 12 và năm 2022 theo giá so sánh 2010", "Giá trị nghề muối, theo giá so sánh 2010"),
        ("Năng suất năm 2022 của một số cây ăn quả", "Năng suất của một số cây ăn quả"),
        ("Năng suất năm 2022 một số cây ăn quả", "Năng suất một số cây ăn quả"),
        ("Năng suất cây ăn quả năm 2022 (Kèm theo báo cáo của xã)", "Năng suất cây ăn quả"),
        ("Sản lượng mận các tháng năm 2022", "Sản lượng mận"),
        ("Một số chỉ tiêu năm 2022", "Một số chỉ tiêu"),
    ],
)
def test_what_follows_the_time_of_a_caption(caption: str, subject: str) -> None:
    found = facts(f"{caption} | |\n | Vùng cao (tấn) | Vùng thấp (tấn)\nHợp tác xã trên | 12 | 13")
    assert found["r2c1"].indicator == f"{subject}, Hợp tác xã trên, Vùng cao"


def test_what_a_caption_compares_with_is_of_its_percentages() -> None:
    drawn = """
Chỉ số giá mật ong các tháng năm 2022 so với tháng 12 năm 2021 | |
 | Chợ trên (%) | Bán ra (tấn)
Tháng 4 | 102,5 | 12
"""
    found = facts(drawn)
    assert found["r2c1"].indicator == "Chỉ số giá mật ong, Chợ trên, so với tháng 12 năm 2021"
    assert found["r2c2"].indicator == "Chỉ số giá mật ong, Bán ra"
    assert found["r2c1"].period == "2022-04"


def test_a_column_named_for_a_region_has_it_as_its_place() -> None:
    found = facts(
        """
Diện tích mận năm 2022 (ha) | | | |
 | Cả nước | Miền Bắc | Đông Bắc | Vùng cao
Mận cơm | 900 | 700 | 400 | 300
Sơn La | 90 | 70 | 40 | 30
"""
    )
    assert [found[f"r2c{n}"].place for n in (1, 2, 3)] == ["Việt Nam", "Miền Bắc, Việt Nam", "Đông Bắc Bộ, Việt Nam"]
    assert {found[f"r2c{n}"].indicator for n in (1, 2, 3)} == {"Diện tích mận, Mận cơm"}
    assert found["r2c4"].indicator == "Diện tích mận, Mận cơm, Vùng cao"
    assert (found["r3c2"].place, found["r3c2"].indicator) == ("Sơn La", "Diện tích mận, Miền Bắc")


def test_the_partners_over_columns_are_no_places() -> None:
    found = facts("Xuất khẩu mận năm 2022 (tấn) | |\n | Thái Lan | Lào\nMận cơm | 9 | 7")
    assert {fact.place for fact in found.values()} == {None}
    assert found["r2c1"].indicator == "Xuất khẩu mận, Mận cơm, Thái Lan"


def test_the_regions_of_the_words_are_those_of_the_gazetteer() -> None:
    gazetteer = Gazetteer()
    names = [row.surfaces[0].partition(", ")[0] for row in load().table_words if row.role == "region"]
    assert [name for name in names if name not in gazetteer] == ["Bắc Trung Bộ và duyên hải miền Trung"]


def test_a_word_of_status_under_another_tells() -> None:
    found = facts(
        """
 | Thực hiện (tấn) | | Kế hoạch (tấn)
 | 11 tháng năm 2022 | Ước tính tháng 12 năm 2022 | năm 2023
Mận cơm | 9 | 7 | 20
""",
        {(0, 1): (1, 2)},
    )
    assert [(fact.bound, fact.status) for fact in found.values()] == [
        ("exact", "actual"), ("about", "actual"), ("exact", "target"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["so với: Tháng 7 năm 2021", "so với : Tháng 7 năm năm 2021", "so so với Tháng 7 năm 2021"]
)
def test_slips_in_what_is_compared_with(written: str) -> None:
    found = facts(f" | Tháng 7 năm 2022 (tấn) | Tháng 7 năm 2022 {written} (%)\nMận cơm | 9 | 107")
    assert found["r1c2"].indicator == "Mận cơm, so với Tháng 7 năm 2021"


def _indicators(rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> list[str]:
    """The indicators of the first column of numbers, row for row; a cell may open with spaces."""
    return [str(fact.indicator) for fact in PIPELINE.facts(table_document(rows, spans))]


def test_a_part_in_bold_heads_the_plain_rows_set_in_below_it() -> None:
    rows = [
        ["", "Sản lượng (tấn)"], ["**Cá**", "90"], ["    Cá lóc", "60"], ["**Trong đó: nuôi bè**", "30"],
        ["    Cá lóc", "20"], ["**Tôm**", "40"], ["Trong đó: Tôm sú", "30"], ["    Tôm thẻ", "10"],
    ]  # fmt: skip
    assert _indicators(rows) == [
        "Cá, Sản lượng", "Cá, Cá lóc, Sản lượng", "Cá, nuôi bè, Sản lượng", "Cá, nuôi bè, Cá lóc, Sản lượng",
        "Tôm, Sản lượng", "Tôm, Tôm sú, Sản lượng", "Tôm, Tôm thẻ, Sản lượng",
    ]  # fmt: skip


def test_a_numbered_sum_with_a_name_of_its_own_is_a_heading() -> None:
    drawn = """
STT | Chỉ tiêu | Năm 2022 (tấn)
**1** | **TỔNG SẢN LƯỢNG (ƯỚC CỦA XÃ)** | **90**
 | Mận | 60
**2** | **TỔNG SẢN LƯỢNG (ƯỚC CỦA HUYỆN)** | **80**
 | Mận | 50
**3** | **Sản lượng đã bán** | **40**
 | Mận | 30
"""
    found = facts(drawn)
    assert [found[f"r{row}c2"].indicator for row in (2, 4, 5, 6)] == [
        "TỔNG SẢN LƯỢNG (ƯỚC CỦA XÃ), Mận", "TỔNG SẢN LƯỢNG (ƯỚC CỦA HUYỆN), Mận", "Sản lượng đã bán",
        "Sản lượng đã bán, Mận",
    ]  # fmt: skip


def test_a_heading_set_in_within_merged_cells_stands_over_the_last_of_them() -> None:
    rows = [
        ["", "", "Năm 2022"], ["", "**Số thợ (Nghìn người)**", ""], ["**    Nghề mộc**", "", ""],
        ["", "        Thợ cả", "1,2"], ["**    Nghề nề**", "", ""], ["", "        Thợ phụ", "3,4"],
    ]  # fmt: skip
    found = PIPELINE.facts(table_document(rows, {(2, 0): (1, 2), (4, 0): (1, 2)}))
    assert [fact.indicator for fact in found] == ["Số thợ, Nghề mộc, Thợ cả", "Số thợ, Nghề nề, Thợ phụ"]
    assert [(fact.value, fact.unit) for fact in found] == [(Decimal(1200), "người"), (Decimal(3400), "người")]


def test_a_number_of_a_row_may_stand_far_before_its_name() -> None:
    assert _indicators([["", "Sản lượng (tấn)"], ["A.  Cây ăn quả", ""], ["1.   Mận", "9"], ["B.  Rau", "7"]]) == [
        "Cây ăn quả, Mận, Sản lượng", "Rau, Sản lượng",
    ]  # fmt: skip


def test_a_comparison_over_a_time_is_no_time_before_it() -> None:
    found = facts(
        """
Doanh thu chợ | | |
 | So với cùng kỳ năm trước | | Doanh thu
 | Tháng 4 năm 2022 | 4 tháng năm 2022 | năm 2021 (tấn)
Chợ trên | 102 | 103 | 9
""",
        {(1, 1): (1, 2)},
    )
    assert [fact.period for fact in found.values()] == ["2022-04", "2022-01/2022-04", "2021"]


NOTED = """
Mua sắm năm 2022 | | | Nghìn tấn, triệu đồng
 | Lượng | Trị giá | Cơ cấu (%)
Phân chuồng | 5 | 7 | 40
Thuyền (*) | | 20 | 60
Trong đó: Thuyền nan | 2 | 9 | 30
Cà Mau(**) | 1 | 3 | 10
"""


@pytest.mark.parametrize("inside", [True, False])
def test_a_note_names_the_units_of_the_rows_that_bear_its_mark(inside: bool) -> None:
    notes = "(*) Chiếc, triệu đồng\n(**) Có cả hợp tác xã"
    found = facts(NOTED + notes) if inside else facts(NOTED, below=notes)
    assert (found["r4c1"].value, found["r4c1"].unit) == (Decimal(2), "chiếc")
    assert (found["r4c2"].value, found["r4c2"].unit) == (Decimal(9000000), "VND")
    assert (found["r4c3"].unit, found["r2c1"].unit, found["r5c1"].unit) == ("%", "tấn", "tấn")
    assert found["r4c1"].indicator == "Mua sắm, Thuyền, Thuyền nan, Lượng"
    assert found["r5c2"].place == "Cà Mau"


def test_what_is_no_fact() -> None:
    drawn = """
STT | Chỉ tiêu | Mã số | 2021 | 2022
A | B | 1 | 2 | 3
1 | Doanh thu (triệu đồng) | 10 | 5.200 | 5.900
2 | Giá vốn (triệu đồng) | 11 | 4.100 | 4.400
"""
    rows = [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]
    trace = PIPELINE.trace(table_document(rows))
    assert [fact.figure for fact in trace.facts] == ["5.200", "5.900", "4.100", "4.400"]
    assert {number.row for number in trace.excluded} == {
        "header: a year", "header: a number of columns or classes", "table_words:ordinal", "table_words:code",
    }  # fmt: skip


def test_rows_of_years_are_periods() -> None:
    found = facts("Năm | Dân số (nghìn người) | Tỷ lệ thành thị (%)\n2020 | 97.582,7 | 36,8\n2021 | 98.506,2 | 37,1")
    assert [(fact.period, fact.unit) for fact in found.values()] == [
        ("2020", "người"), ("2020", "%"), ("2021", "người"), ("2021", "%"),
    ]  # fmt: skip


def test_two_tables_one_below_the_other() -> None:
    found = facts(
        """
1. Học sinh năm 2021 | |
 | Nam (học sinh) | Nữ (học sinh)
Xã trên | 120 | 130
2. Giáo viên năm 2022 | |
 | Nam (giáo viên) | Nữ (giáo viên)
Xã trên | 12 | 13
"""
    )
    assert (found["r2c1"].indicator, found["r2c1"].period) == ("Học sinh, Xã trên, Nam", "2021")
    assert (found["r5c2"].indicator, found["r5c2"].period, found["r5c2"].unit) == (
        "Giáo viên, Xã trên, Nữ", "2022", "giáo viên",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "value", "digits"),
    [("-4,5", "4.5", 2), ("(4,5)", "4.5", 2), ("12,0", "12", 3)],
    ids=["dấu trừ", "trong ngoặc", "tăng"],
)
def test_changes_by_their_sign(shown: str, value: str, digits: int) -> None:
    (fact,) = facts(f"Sản phẩm | Tăng, giảm so với năm 2021 (%)\nCá tra | {shown}").values()
    assert (fact.value, fact.change, fact.digits) == (
        Decimal(value), "decrease" if shown != "12,0" else "increase", digits,
    )  # fmt: skip


def test_english_separators_are_told_by_the_table() -> None:
    found = facts("Tỉnh | Sản lượng (tấn)\nAn Giang | 1,250\nKiên Giang | 12.5\nCà Mau | 3,300.5")
    assert [fact.value for fact in found.values()] == [Decimal(1250), Decimal("12.5"), Decimal("3300.5")]


def test_texts_among_numbers_are_read_as_sentences() -> None:
    found = PIPELINE.facts(
        table_document(
            [
                ["Xã", "Số hộ (hộ)", "Ghi chú"],
                ["Xã trên", "120", "Năm 2022 xã xây mới 3 cầu dân sinh và sửa 2 km đường"],
            ]
        )
    )
    assert [(fact.figure, fact.unit) for fact in found] == [("120", "hộ"), ("3", "cầu dân sinh"), ("2 km", "km")]


CELLS = st.lists(
    st.tuples(
        st.integers(-2, 40),
        st.integers(-2, 40),
        st.integers(-1, 1 << 40),
        st.integers(-1, 1 << 40),
        st.sampled_from(
            ["", "5", "12,5%", "2022", "Tháng 1", "Tỷ đồng", "Tổng số", "-", '"', "STT", "1.000 tấn", "(Nghìn ha)",
             "Hà Nội", "so với", "I. Vận tải", "9 tháng", "Ước tính", "a\u0301", "\u00ad", "(((", "%%", "1/2", "２０"]
        ),
        st.booleans(),
        st.sampled_from(["", "0.5", "1e400", "NaN", "x", "-3"]),
        st.integers(-5, 300),
        st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


@given(CELLS)
def test_no_grid_raises_and_every_citation_is_exact(
    drawn: list[tuple[int, int, int, int, str, bool, str, int, bool]],
) -> None:
    text, cells = "", []
    for row, column, rows, columns, shown, heading, stored, indent, strong in drawn:
        cells.append(
            Cell(len(text), len(text) + len(shown), row, column, rows, columns, heading, "", stored, indent, strong)
        )
        text += shown + "\n"
    document = Document(id="t", source="t", text=text, tables=(Table(tuple(cells)),))
    for fact in PIPELINE.facts(document):
        assert text[fact.start : fact.end] == fact.figure
        assert fact.sentence in text
        assert fact.value.is_finite()
