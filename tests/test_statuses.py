"""Status and change: what reaches over brackets, comparisons and lists."""

from __future__ import annotations

import pytest

from extract.pipeline import Pipeline

PIPELINE = Pipeline()


def read(text: str, field: str) -> dict[str, str]:
    """The figures of a text, each with one of its fields."""
    return {fact.figure: getattr(fact, field) for fact in PIPELINE.extract(text, published="2023-11-20")}


def test_words_in_brackets_decide_nothing_outside_them() -> None:
    text = "Tỉnh dự kiến thu 70 tỷ đồng (cùng kỳ đã thu 60 tỷ đồng), chi 50 tỷ đồng."
    assert read(text, "status") == {"70 tỷ đồng": "forecast", "60 tỷ đồng": "actual", "50 tỷ đồng": "forecast"}


def test_a_figure_in_brackets_hands_no_status_on_to_the_next_sentence() -> None:
    text = "Kinh tế tỉnh dự kiến tăng 7,5% (cùng kỳ tăng 6,2%). Trong đó, nông nghiệp tăng 3,9%."
    assert read(text, "status")["3,9%"] == "forecast"


def test_what_a_forecast_is_compared_with_is_one() -> None:
    text = "Khám hằng năm sẽ ngăn ngừa 76% ca bệnh, so với 61% nếu khám ba năm một lần."
    assert read(text, "status")["61%"] == "forecast"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Xã đã xây một trạm y tế với tổng mức đầu tư 5 tỷ đồng.", "actual"),
        ("Xã đã sửa đường, xây một trạm y tế với tổng mức đầu tư 5 tỷ đồng.", "actual"),
        ("Trong khi đó, dự án có tổng mức đầu tư 5 tỷ đồng.", "target"),
        ("Dự án này có chiều dài 54 km.", "target"),
        ("Các dự án có quy mô 54 ha.", "actual"),
        ("Đơn vị bầu cử có năm ứng viên để bầu lấy 54 đại biểu.", "target"),
        ("Mức đóng góp của ngành là 54 tỷ đồng.", "actual"),
        ("Trang mạng đồng thời hạn chế 54 tài khoản.", "actual"),
        ("Thời gian cách ly là 54 ngày.", "target"),
    ],
)
def test_what_is_built_set_or_given(text: str, status: str) -> None:
    assert [fact.status for fact in PIPELINE.extract(text) if "54" in fact.figure or "5 tỷ" in fact.figure] == [status]


def test_the_most_that_a_machine_can_do_is_no_rule() -> None:
    text = "Máy hỗ trợ thẻ nhớ tối đa 64 GB, xung nhịp tối đa 2,4 GHz. Mỗi máy được mượn tối đa 5 ngày."
    assert read(text, "status") == {"64 GB": "actual", "2,4 GHz": "actual", "5 ngày": "target"}


def test_who_will_do_a_thing_in_a_year_to_come_is_foretold() -> None:
    text = "Năm 2025, khoảng 540 hộ của xã sẽ rơi vào cảnh nghèo. Năm 2025, trồng 760 ha rừng."
    assert read(text, "status") == {"540": "forecast", "760 ha": "target"}
    text = "Thị trường có thể lên tới 9.000 tỷ USD vào năm 2050. Nhà máy chạy vượt công suất thiết kế 30%."
    assert read(text, "status") == {"9.000 tỷ USD": "forecast", "30%": "actual"}


def test_ages_and_opinions_are_as_they_are_whatever_is_to_come() -> None:
    assert read("Đội bóng dự kiến sẽ mua tiền vệ 31 tuổi vào mùa hè.", "status")["31 tuổi"] == "actual"
    assert read("Người lái xe phải có giấy phép và đủ 18 tuổi.", "status")["18 tuổi"] == "target"
    text = "Theo khảo sát, 70% người dân cho rằng giá sẽ tăng, 20% cho rằng giá giảm. Giá sẽ tăng 5%."
    assert read(text, "status") == {"70%": "actual", "20%": "actual", "5%": "forecast"}


def test_temperatures_to_come_go_on() -> None:
    text = "Nhiệt độ thấp nhất phổ biến 13 - 16 độ C, vùng núi 10 - 13 độ C."
    assert set(read(text, "status").values()) == {"forecast"}


def test_the_course_of_a_storm_until_a_day_to_come_is_forecast() -> None:
    text = "Đến 7h ngày 22/11, tâm bão ở khoảng 10,1 độ Vĩ Bắc, cách đảo 400 km, đã có 12 tàu vào bờ."
    assert read(text, "status")["10,1 độ"] == "actual"
    assert read(text.partition(", đã")[0] + ".", "status") == {"10,1 độ": "forecast", "400 km": "forecast"}


def test_what_was_done_is_not_of_a_day_to_come() -> None:
    text = "Ngày 25/11, 12 lái xe đã có kết quả xét nghiệm."
    assert read(text, "status")["12"] == "actual"


def test_what_is_to_change_is_measured_by_what_is() -> None:
    assert read("Giải sẽ có 10 trận thay vì 6 trận.", "status") == {"10": "forecast", "6": "actual"}
    text = "Công ty đặt mục tiêu lãi 40 tỷ đồng, tăng so với năm trước là 25 tỷ đồng."
    assert read(text, "status") == {"40 tỷ đồng": "target", "25 tỷ đồng": "actual"}
    text = "Công ty đặt mục tiêu thu 70 tỷ đồng, tăng 24% so với năm trước, cùng lợi nhuận gần 9 tỷ đồng."
    assert read(text, "status")["9 tỷ đồng"] == "target"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Ngày mai, tòa sẽ xét xử bị cáo Ngô Văn Chiến (35 tuổi) và đồng phạm.", "35 tuổi"),
        ("“Giá có thể tăng gấp đôi”, chị Lan, 32 tuổi, một hành khách, nói.", "32 tuổi"),
        ("Công ty cam kết hỗ trợ quốc gia đông dân thứ hai thế giới.", "hai"),
    ],
)
def test_ages_and_standings_are(text: str, figure: str) -> None:
    assert read(text, "status")[figure] == "actual"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Thu nhập đạt 56 triệu đồng, tăng so với 54 triệu đồng năm trước.", ["none", "none"]),
        ("Lãi tăng 165% so với cùng kỳ và hoàn thành 75% kế hoạch năm.", ["increase", "none"]),
        ("Tốc độ tăng kim ngạch xuất khẩu từ 4 đến 5%.", ["none"]),
        ("Công ty tăng 474 nhà thuốc và 97 trung tâm so với đầu năm.", ["increase", "increase"]),
        ("Giá vàng giảm 200.000 đồng chiều thu mua và 100.000 đồng chiều bán ra.", ["decrease", "decrease"]),
        ("Doanh thu giảm nợ vay về 26 tỷ đồng.", ["none"]),
    ],
)
def test_a_change_is_the_figure_that_its_verb_measures(text: str, changes: list[str]) -> None:
    assert [fact.change for fact in PIPELINE.extract(text)] == changes


def test_a_word_that_only_qualifies_a_change_is_its_bound() -> None:
    assert read("Kinh tế đạt mức tăng trưởng khoảng 8%.", "bound") == {"8%": "about"}
    assert read("Giá vàng cao hơn 17% so với năm trước.", "bound") == {"17%": "exact"}


def test_a_bracket_glued_to_a_unit_ends_no_qualifier() -> None:
    assert read("Hũ kem có giá 69 USD(khoảng 1,8 triệu đồng).", "bound")["1,8 triệu đồng"] == "about"


def test_a_weather_forecast_goes_on_over_its_regions() -> None:
    text = "Nhiệt độ thấp nhất ở Hà Nội 18 - 20 độ C.\n\nNơi khác khoảng 24 - 29 độ C. Chiều qua ở Huế đã có 31 độ C."
    assert list(read(text, "status").values()) == ["forecast", "forecast", "actual"]
