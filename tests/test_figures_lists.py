"""What the numbers of a list, or the ends of a change, take from the last of them."""

from __future__ import annotations

import pytest

from extract import Pipeline

PIPELINE = Pipeline()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Xã nhận 5 và 9 triệu đồng.", ["5 5000000 VND", "9 triệu đồng 9000000 VND"]),
        ("Các em 11, 13 và 15 tuổi.", ["11 11 tuổi", "13 13 tuổi", "15 tuổi 15 tuổi"]),
        ("Giải chia nhóm: từ 18 - 40 và 41 - 60 tuổi.", ["18 - 40 18 tuổi", "41 - 60 tuổi 41 tuổi"]),
        ("Giá nhà từ 520 đến hơn 600 triệu đồng.", ["520 520000000 VND", "600 triệu đồng 600000000 VND"]),
        ("Giá nhà từ 800 đến hơn 1 tỷ đồng.", ["1 tỷ đồng 1000000000 VND"]),
        ("Tỷ lệ nợ tăng từ 4,8 lên 5,3%.", ["4,8 4.8 %", "5,3% 5.3 %"]),
        ("Huyện nâng số thuyền từ 312 lên 386 chiếc.", ["312 312 chiếc", "386 386 chiếc"]),
        ("Xưởng tăng sản lượng từ khoảng 600 lên 2.000 quả.", ["600 600 quả", "2.000 2000 quả"]),
        ("Giá vàng tăng từ mức 1.314,2 lên 1.343,1 USD.", ["1.314,2 1314.2 USD", "1.343,1 USD 1343.1 USD"]),
        ("Gần nửa tỷ đồng đã mất, hơn nửa triệu lượt xem.", ["nửa tỷ đồng 500000000 VND", "nửa triệu 500000 lượt xem"]),
        ("Công trình xong quá nửa.", ["nửa 50 %"]),
        ("Đội có trận thắng 6 liên tiếp, sau 3 trận thắng liên tiếp.", ["3 3 trận thắng"]),
        ("Mỗi ngày bến đón từ 5.000 đến hơn 7.000 lượt khách.", ["5.000 5000 lượt khách", "7.000 7000 lượt khách"]),
        ("Đoàn sẽ thăm 6 hoặc 7 xã.", ["6 6 xã", "7 7 xã"]),
        ("Chị tập bơi hai hoặc ba lần mỗi tuần.", ["hai 2 lần", "ba 3 lần"]),
        ("Ba xã đứng thứ 4, 5 và 10.", ["Ba 3 xã", "4 4 xã", "5 5 xã", "10 10 xã"]),
        ("Bệnh hay gặp ở tuổi 50, 60 và 70.", ["50 50 tuổi", "60 60 tuổi", "70 70 tuổi"]),
        ("Anh giải nghệ ở tuổi 38, 2 con đã lớn.", ["38 38 tuổi", "2 2 con"]),
        ("Thông tư 22 hoặc 9 công văn khác.", ["9 9 công văn"]),
    ],
)  # fmt: skip
def test_numbers_of_a_list(text: str, figures: list[str]) -> None:
    assert [f"{fact.figure} {fact.value} {fact.unit}" for fact in PIPELINE.extract(text)] == figures
