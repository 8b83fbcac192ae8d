"""What stands around a number and makes it another figure: marks, comparisons, words that deny."""

from __future__ import annotations

import pytest

from extract import Pipeline

PIPELINE = Pipeline()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cổ phiếu tăng 400 đồng (+6,67%).", ["400 đồng VND increase", "6,67% % increase"]),
        ("Máy có bộ nhớ 8GB/256GB.", ["8GB GB none", "256GB GB none"]),
        ("Máy có bản 8GB RAM/256GB ROM.", ["8GB GB none", "256GB GB none"]),
        ("Nồng độ cồn là 80 mg/100 ml máu.", ["80 mg/100 ml mg/100 ml none"]),
        ("Lửa lan sang 6 ki-ốt và 2 ô-tô.", ["6 ki-ốt none", "2 ô-tô none"]),
        ("Ba trận ở giai đoạn 1 V-League đã qua.", ["Ba trận none"]),
        ("Tiền phạt cao hơn cùng kỳ 2,7 lần.", ["2,7 lần lần increase"]),
        ("Lực hút yếu hơn trên Trái Đất tới 6 lần.", ["6 lần lần none"]),
        ("Hệ số nợ là 1,8 lần.", ["1,8 lần lần none"]),
        ("Chị tập 3 lần mỗi tuần.", ["3 lần none"]),
        ("Đội có trung bình 16,1 lần bắn phá mỗi trận.", ["16,1 lần none"]),
    ],
)
def test_marks_and_comparisons(text: str, figures: list[str]) -> None:
    assert [f"{fact.figure} {fact.unit} {fact.change}" for fact in PIPELINE.extract(text)] == figures


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Mỗi ngày không nên ăn quá 5 quả.", "at_most"),
        ("Đừng ngủ trưa quá 30 phút.", "at_most"),
        ("Nợ đã quá 5 tỷ đồng.", "over"),
        ("Không gian rộng quá 5 ha.", "over"),
        ("Nhóm người đi trên 3 xe máy.", "exact"),
        ("Nhóm người có trên 3 xe máy.", "over"),
        ("Xã có trên 30 xe máy.", "over"),
        ("Anh đã thi trên 3 lần.", "over"),
    ],
)
def test_what_a_qualifier_means_there(text: str, bound: str) -> None:
    assert [fact.bound for fact in PIPELINE.extract(text)] == [bound]


def test_the_denominator_of_a_price_may_have_two_syllables() -> None:
    facts = PIPELINE.extract("Giá là 8.200 đồng/cổ phiếu, học phí 2 triệu đồng/học sinh/năm, gạo 90.000 đồng/5 kg.")
    assert [fact.per for fact in facts] == ["cổ phiếu", "học sinh/năm", "5 kg"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Xã đã chi trả 924/1.010 tỷ đồng.", "924/1.010 tỷ đồng 924000000000 1010000000000 VND"),
        ("Xã đã gặt 1.234/1.500 ha lúa.", "1.234/1.500 ha 1234 1500 ha"),
        ("Tỉnh có 9,5 bác sĩ/vạn dân.", "9,5 bác sĩ/vạn 9.5 10000 bác sĩ"),
    ],
)
def test_a_share_of_an_amount(text: str, told: str) -> None:
    assert [f"{f.figure} {f.value} {f.whole} {f.unit}" for f in PIPELINE.extract(text)] == [told]
