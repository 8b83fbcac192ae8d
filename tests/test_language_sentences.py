"""Sentences: where they end, and the dots at which they do not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.canonical import canonicalize
from extract.language.sentences import split_sentences
from patterns.rows import Abbreviation
from patterns.tables import BUILT_IN, read_table


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Theo TS. Lê Minh và PGS.TS. Trần Hà, TP. HCM có 22 quận.",
        "ThS. Nguyễn An, Th.S Lê Bình, GS. Vũ Chi cùng dự.",
        "Xã có 1.710 hộ, ngày 22.4 thu 3.5 tấn, v.v. và còn nữa.",
        "Nguyễn V. A. gặp J. K. Rowling và George W. Bush.",
        "Anh L. (24 tuổi) và chị N.S.N.S. (31 tuổi) cùng đi.",
        "Đường St. Louis, No. 1, Tr. 5, Q. 1 đều xa.",
        "Họ đi chợ... rồi về nhà… và ngủ.",
        "Anh hỏi: “Thế à?” rồi đi.",
        "Một danh sách (...) Được rút gọn.",
        "Xem trangmoi.vn/Tin để biết; T.Ư và U.S. Army cũng vậy.",
        "1. Kết quả đạt được",
        "a. Mục tiêu chung",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Xong. Sau đó đi.", ["Xong.", "Sau đó đi."]),
        ("Xong rồi. (Ảnh: An) Sau đó đi.", ["Xong rồi.", "(Ảnh: An) Sau đó đi."]),
        ("Có 30%. 3 tháng sau còn 20%.", ["Có 30%.", "3 tháng sau còn 20%."]),
        ("“Tốt.” Ông nói. (“Vâng.”) Hết!", ["“Tốt.”", "Ông nói.", "(“Vâng.”)", "Hết!"]),
        ("Đã làm xong.Trong khi đó mưa.", ["Đã làm xong.", "Trong khi đó mưa."]),
        ("Thu 15.258.Về sau giảm.", ["Thu 15.258.", "Về sau giảm."]),
        (
            "Bắt chị H. Sau đó thả. Vitamin C. Ngoài ra có D.",
            ["Bắt chị H.", "Sau đó thả.", "Vitamin C.", "Ngoài ra có D."],
        ),
        ("Nóng 38 độ C. Nam Bộ có mưa.", ["Nóng 38 độ C.", "Nam Bộ có mưa."]),
        ("Lúa, ngô... Ngoài ra có đậu", ["Lúa, ngô...", "Ngoài ra có đậu"]),
        ("Dòng một\n  Dòng hai  \n\nDòng ba", ["Dòng một", "Dòng hai", "Dòng ba"]),
        ("1. Kết quả. 2. Mục tiêu.", ["1. Kết quả.", "2. Mục tiêu."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_several_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.one_of(st.text(), st.text(st.sampled_from('aBC.!? \n"”)(1-…,é'), max_size=40)))
def test_sentences_hold_all_but_spaces_and_never_overlap(text: str) -> None:
    canonical = canonicalize(text).text
    spans = split_sentences(canonical, 0, len(canonical))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    held = "".join(canonical[start:end] for start, end in spans)
    assert re.sub(r"[ \n]", "", held) == re.sub(r"[ \n]", "", canonical)
    assert all(canonical[start] != " " and canonical[end - 1] != " " for start, end in spans)


@pytest.mark.parametrize("piece", ["*5", "5tr|", "(12)", "“7”", "中国5人。", "5tấn", "xã,", "a5b", "5-6€"])
def test_a_stretch_without_spaces_is_cut_where_no_number_stands(piece: str) -> None:
    text = piece * 5_000
    spans = split_sentences(text, 0, len(text))
    assert all(end - start <= 1_000 for start, end in spans)
    assert all(a[1] == b[0] and not re.match(r"\d\d", text[a[1] - 1 : a[1] + 1]) for a, b in pairwise(spans))


def test_only_a_number_that_goes_on_without_end_stays_whole() -> None:
    text = "1.234" * 5_000
    assert split_sentences(text, 0, len(text)) == [(0, len(text))]


@pytest.mark.parametrize("other", ["?", "!", "…"])
def test_full_stops_end_sentences_beside_other_marks_too(other: str) -> None:
    parts = ["Xã có 3.5 tấn lúa.", "Năm nay có 4 tấn.."]
    assert sentences(" ".join(parts)) == parts
    assert sentences(" ".join((*parts, f"Được mùa{other}", "Giá tăng."))) == [*parts, f"Được mùa{other}", "Giá tăng."]


def test_only_the_asked_stretch_is_split() -> None:
    text = "Một. Hai. Ba."
    assert split_sentences(text, 5, 9) == [(5, 9)]


@pytest.mark.parametrize("row", read_table(BUILT_IN / "abbreviations.tsv", Abbreviation), ids=lambda row: row.id)
def test_examples_of_abbreviations(row: Abbreviation) -> None:
    for example in row.examples:
        text = example.replace("[", "").replace("]", "")
        parts = sentences(text)
        assert len(parts) == (2 if row.role == "opens" else 1), parts
