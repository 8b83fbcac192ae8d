"""Expressions of time: what is found, what is left alone, and the proofs of the table's rows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.time_spans import TimeSpan
from extract.figures.times import TimeFinder, WholeTime
from patterns.errors import PatternError
from patterns.rows import TimeRow
from patterns.tables import BUILT_IN, read_table

ROWS = read_table(BUILT_IN / "times.tsv", TimeRow)
FINDER = TimeFinder(ROWS)
WHOLE = WholeTime(ROWS)


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in FINDER.find(text)]


def plain(proof: str) -> tuple[str, list[tuple[int, int]]]:
    """A proof without its brackets, and the spans that stood in them."""
    text, figures, begun = "", [], 0
    for character in proof.partition(" → ")[0]:
        if character == "[":
            begun = len(text)
        elif character == "]":
            figures.append((begun, len(text)))
        else:
            text += character
    return text, figures


def rows_of(text: str, role: str) -> set[str]:
    if role in ("whole", "opening"):
        span = WHOLE.read(text)
        return set(span.rows) if span else set()
    rows = {row for span in FINDER.find(text) for row in span.rows}
    return rows | {tense for sentence in re.split(r"(?<=\.) ", text) if (tense := FINDER.tense(sentence))}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_rows_examples_use_it_and_its_counters_do_not(row: TimeRow) -> None:
    for proof in row.examples:
        assert row.id in rows_of(plain(proof)[0], row.role), proof
    for proof in row.counters:
        assert row.id not in rows_of(plain(proof)[0], row.role), proof


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_figure_of_a_proof_lies_in_a_vetoing_time(row: TimeRow) -> None:
    for proof in (*row.examples, *row.counters):
        text, figures = plain(proof)
        for span in FINDER.find(text):
            inside = [f for f in figures if span.start < f[1] and f[0] < span.end]
            assert not (span.veto and inside), (text, text[span.start : span.end], span.row)


def first_word(start: str) -> str:
    return "#" if start.startswith("#") else re.split(r"\W", start)[0]


ANYWHERE = TimeFinder([row.replaced(starts=tuple(map(first_word, row.starts))) for row in ROWS])
BEHIND_DIGITS = sorted({start[1:] for row in ROWS for start in row.starts if start.startswith("#")})


def test_no_time_is_missed_by_what_its_row_says_of_where_it_starts() -> None:
    texts = [plain(proof)[0] for row in ROWS for proof in (*row.examples, *row.counters)]
    assert [FINDER.find(text) for text in texts] == [ANYWHERE.find(text) for text in texts]


@given(
    st.sampled_from(["", "Từ ", "Sáng ", "Lúc ", "Trong ", "(", "Dịp lễ ", "Theo bản tin "]),
    st.lists(
        st.sampled_from(
            ["7", "05", "30", "2023", "1.234", "năm 2023", "đầu năm", "qua", "âm lịch", "sáng", *BEHIND_DIGITS]
        ),
        min_size=2,
        max_size=7,
    ).map("".join),
)
def test_numbers_begin_a_time_only_where_a_row_says_so(before: str, text: str) -> None:
    assert FINDER.find(before + text) == ANYWHERE.find(before + text)


@pytest.mark.parametrize(
    "time",
    [
        "ngày 15/10/2023",
        "ngày 15.10.2023",
        "ngày 3 tháng 2 năm 1930",
        "tháng 9",
        "tháng 9/2023",
        "tháng 12-2016",
        "năm 2025",
        "năm 2021 - 2025",
        "giai đoạn 2021-2025",
        "nhiệm kỳ 2020 - 2025",
        "năm học 2023-2024",
        "quý III",
        "quý 3/2023",
        "Q3/2023",
        "6 tháng đầu năm",
        "6 tháng đầu năm 2024",
        "sáu tháng đầu năm",
        "9 tháng năm 2023",
        "nửa đầu năm",
        "đầu tháng 5/2025",
        "cuối năm 2018",
        "thập niên 90",
        "những năm 1990",
        "thế kỷ 21",
        "thế kỷ XX",
        "18h30",
        "8 giờ 30",
        "17:10",
        "năm nay",
        "năm ngoái",
        "tháng trước",
        "tuần này",
        "hôm nay",
        "hôm qua",
        "tháng chín",
        "ngày mồng 3 Tết",
        "năm hai nghìn không trăm hai mươi",
        "ngày 26-4",
        "ngày 17 và 18/5",
        "các năm 2019, 2020 và 2021",
    ],
)
def test_the_whole_expression_is_one_time(time: str) -> None:
    text = f"Vào {time}, xã có [30] hộ".replace("[", "").replace("]", "")
    assert any(time.removeprefix("các ") in one for one in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Có 05/15 chỉ tiêu hoàn thành",
        "Đã có 27/27 huyện báo cáo",
        "Khoảng 1/3 dân số biết bơi",
        "Đạt 7/10 chỉ tiêu",
        "Thời hạn giải quyết là 30 ngày",
        "Thủ tục rút ngắn 5 ngày",
        "Ông Bình năm nay 45 tuổi".replace("năm nay ", ""),
        "Xã có 2.023 hộ",
        "Lãi suất 6,5%",
        "Trường cần thêm 2000 suất quà",
        "Xã xây dựng nông thôn mới từ 19 tiêu chí",
        "Năm người bị thương",
        "Đội thắng 2-1",
        "Mức lương tối thiểu là 4.420.000 đồng/tháng",
    ],
)
def test_counts_are_no_times(text: str) -> None:
    assert found(text) == []


def only(text: str) -> TimeSpan:
    (span,) = FINDER.find(text)
    return span


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Tính đến ngày 15/10/2023, có đủ", "until"),
        ("Từ năm 2021 đến nay, có đủ", "since_now"),
        ("Từ tháng 12/2021 đến tháng 9/2023, có đủ", "interval"),
        ("Sản lượng tăng so với năm 2022", "compare"),
        ("Sản lượng tăng so với cùng kỳ năm ngoái", "compare"),
        ("Theo Quyết định số 12/QĐ-UBND ngày 15/10/2023 của tỉnh", "aside"),
        ("Chị Lan (sinh năm 1990) nuôi dê", "aside"),
        ("Trong 10 năm qua, xã đổi thay", "around"),
        ("Năm 2022, xã đổi thay", "at"),
    ],
)
def test_the_words_around_set_the_relation(text: str, relation: str) -> None:
    assert only(text).relation == relation


def test_a_duration_up_to_now_is_no_veto() -> None:
    assert not only("Trong 10 năm qua, xã đổi thay").veto


@pytest.mark.parametrize(
    "text", ["", " ", "İ năm 2023", "năm", "31/31/2031", "\u0000ngày 1/1", "tháng " * 50 + "9", "q9 sn1", "năm2023"]
)
def test_odd_text_never_raises(text: str) -> None:
    for span in FINDER.find(text):
        assert 0 <= span.lead <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", "có ngày chính xác", "hôm nay và hôm qua trời mưa", "thứ ba và gì nữa", "ba " * 99]
)
def test_a_text_that_is_more_or_less_than_one_time_is_none(text: str) -> None:
    assert WHOLE.read(text) is None


@pytest.mark.parametrize(
    "text", ["Người thứ hai tới từ Huế", "Lần thứ ba tới thăm", "Ông Quốc Khánh", "Từ lớp 6 tới lớp 9"]
)
def test_words_that_look_like_days_are_none_in_running_text(text: str) -> None:
    assert found(text) == []


def test_an_unknown_slot_is_named_with_its_row() -> None:
    row = TimeRow(id="bad", examples=("x",), role="time", pattern="năm {era}", starts=("năm",))
    with pytest.raises(PatternError, match="'bad'.*era"):
        TimeFinder([row])


def test_no_start_goes_on_another() -> None:
    row = TimeRow(id="national", examples=("x",), role="time", pattern="quốc", starts=("quốc", "quốc khánh"))
    with pytest.raises(PatternError, match="'quốc khánh' goes on 'quốc'"):
        TimeFinder([row])
