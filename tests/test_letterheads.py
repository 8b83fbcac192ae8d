"""The day of a paper is that of its letterhead, and of nothing else in it."""

from __future__ import annotations

import pytest

from extract.model import Block, Role
from extract.reading.letterheads import day_of_paper


def day(text: str, role: Role = "paragraph") -> str:
    return day_of_paper(text, (Block(0, len(text), role),))


@pytest.mark.parametrize(
    "text",
    ["Hà Nội, ngày 20 tháng 02 năm 2006", "   Hà nội,  ngày  20  tháng 2  năm 2006 ", "Ngày 20 tháng 2 năm 2006",
     "Số: 01/2006/TT-NHNN\tHà Nội, ngày 20 tháng 02 năm 2006", "TP. Hồ Chí Minh, ngày 20 tháng 02 năm 2006",
     "(Sóc Trăng, ngày 20 tháng 2 năm 2006)"],
)  # fmt: skip
def test_a_line_that_is_a_letterhead(text: str) -> None:
    assert day(text) == "2006-02-20"


def test_a_cell_that_ends_with_one() -> None:
    cell = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ________ Hà Nội, ngày 05 tháng 3 năm 2020"
    assert day(f"CHÍNH PHỦ Số: 30/2020/NĐ-CP\t{cell}", "table") == "2020-03-05"
    assert day(cell) == "", "in a paragraph it may be a sentence"


@pytest.mark.parametrize(
    "text",
    ["Căn cứ Luật Đất đai ngày 26 tháng 11 năm 2003;", "Theo Quyết định số 5, ngày 12 tháng 6 năm 1999 của Bộ trưởng",
     "Hà Nội, ngày    tháng 3 năm 2020", "Tính đến ngày 30 tháng 9 năm 2023, huyện có 12 xã",
     "Hà Nội, ngày 31 tháng 2 năm 2020"],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert day(text) == ""


def test_it_stands_near_the_beginning_or_the_end() -> None:
    head = "Cần Thơ, ngày 1 tháng 7 năm 2004"
    lines = [*["Đoạn văn"] * 30, head, *["Đoạn văn"] * 30]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    assert day_of_paper("\n".join(lines), blocks) == ""
    assert day_of_paper("\n".join(lines), blocks[25:]) == "2004-07-01"
