"""The counted noun phrase: every row of its table proves itself, and phrases are found where people read them."""

from __future__ import annotations

import re

import pytest

from extract.language.phrases import noun_phrase
from extract.language.tokens import Tagger

TAGGER = Tagger()


def phrase(marked: str) -> tuple[str, str] | None:
    """Head and phrase behind the [number] of a sentence."""
    number = re.search(r"\[(.*?)\]", marked)
    assert number
    text = marked.replace("[", "").replace("]", "")
    span = (number.start(), number.start() + len(number[1]))
    tokens = TAGGER.tag(text, [span])
    first = next(place for place, token in enumerate(tokens) if token.start == span[0]) + 1
    found = noun_phrase(tokens, first)
    if found is None:
        return None
    start = tokens[first].start
    return text[start : tokens[found.head_end_index - 1].end], text[start : tokens[found.end_index - 1].end]


@pytest.mark.parametrize(
    ("marked", "head", "whole"),
    [
        ("Huyện có [126] tổ công nghệ số cộng đồng.", "tổ công nghệ", "tổ công nghệ số cộng đồng"),
        ("Có [32] xã, phường, thị trấn đã hoàn thành.", "xã", "xã, phường, thị trấn"),
        ("Tỉnh cấp [5.600] tài khoản định danh điện tử cho dân.", "tài khoản", "tài khoản định danh điện tử cho dân"),
        ("Đã đón [12.000] lượt khách trong tháng 5.", "lượt khách", "lượt khách"),
        ("Có [62] sản phẩm nông sản của các xã được đưa lên sàn.", "sản phẩm", "sản phẩm nông sản của các xã"),
        ("Hiện [45] doanh nghiệp đang chờ.", "doanh nghiệp", "doanh nghiệp"),
        ("Hòa Hưng có [45] ca và Bình An có 9 ca.", "ca", "ca"),
        ("Đàn tăng từ [45] trang trại lên 90 trang trại.", "trang trại", "trang trại"),
        ("Có [7] người bị thương, 2 người mất tích.", "người", "người bị thương"),
        ("Có [18] ca dương tính với vi khuẩn này.", "ca dương tính", "ca dương tính với vi khuẩn"),
        ("Thu hút [27] dự án và vốn tăng 20 lần.", "dự án", "dự án"),
        ("Hỗ trợ [419] hộ dân ở vùng lũ xây nhà.", "hộ dân", None),
        ("Cả [hai] lựa chọn đều tốt.", "lựa chọn", "lựa chọn"),
        ("Có [9] trường (THPT) mới.", "trường", "trường (THPT) mới"),
    ],
)  # fmt: skip
def test_phrases(marked: str, head: str, whole: str | None) -> None:
    found = phrase(marked)
    assert found is not None
    assert found[0] == head
    assert whole is None or found[1] == whole


@pytest.mark.parametrize(
    "marked",
    ["Tăng [7] so với năm trước.", "Đạt [45].", "Có [3] và 4.", "Từ [5] đến 7 xã.", "Khoảng [30] của cả nước", "[8]",
     "Cả [hai] thừa nhận đã sai."],
)  # fmt: skip
def test_no_phrase(marked: str) -> None:
    assert phrase(marked) is None
