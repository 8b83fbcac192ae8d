"""Expressions of time resolved to periods, and which of them governs a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from extract.figures.finder import Findings
from extract.figures.time_spans import TimeSpan
from extract.figures.times import Tense, TimeFinder
from extract.meaning.periods.reader import DocumentPeriods, PeriodReader, Subject
from extract.meaning.periods.resolution import Period, resolve
from extract.model import Change, Figure, Kind, Status
from patterns.rows import TimeRow
from patterns.tables import BUILT_IN, read_table

ROWS = read_table(BUILT_IN / "times.tsv", TimeRow)
FINDER = TimeFinder(ROWS)
READER = PeriodReader()
PUBLISHED = date(2023, 11, 20)


class Told(NamedTuple):
    """A sentence with its times; all are of one paragraph."""

    text: str
    times: Sequence[TimeSpan]
    tense: Tense
    block: int = 0
    findings: Findings = Findings()


def told(written: str) -> tuple[Told, list[Figure]]:
    """A sentence whose figures stand in brackets, and the figures."""
    text, figures = "", []
    for part in re.split(r"(\[[^]]*\])", written):
        if part.startswith("["):
            kind: Kind = "percent" if "%" in part else "multiple" if "lần" in part or "gấp" in part else "count"
            figures.append(Figure(len(text), len(text) + len(part) - 2, Decimal(90), kind))
        text += part.strip("[]") if part.startswith("[") else part
    findings = Findings(tuple(figures))
    return Told(text, FINDER.find(text), FINDER.tense(text), findings=findings), figures


def periods(proof: str, published: date | None = PUBLISHED, status: Status = "actual") -> list[str | None]:
    """The periods of the bracketed figures of a text of one or more sentences."""
    sentences = [told(sentence) for sentence in re.split(r"(?<=\.) ", proof)]
    document = READER.read([sentence for sentence, _ in sentences], published)
    results = []
    for number, (sentence, figures) in enumerate(sentences):
        for figure in figures:
            change: Change = "increase" if re.search(r"tăng $", sentence.text[: figure.start]) else "none"
            period, step = document.period_of(Subject(figure, number, status, change))
            assert (period is None) == (step is None)
            results.append(period.edtf if period else None)
    return results


PROOFS = [
    (row.id, proof)
    for row in ROWS
    for proof in row.examples
    if " → period=" in proof and row.role not in ("whole", "opening")  # those are read as a whole: test_whole_times
]


@pytest.mark.parametrize(("row", "proof"), PROOFS, ids=[row for row, _ in PROOFS])
def test_a_rows_examples_give_their_period(row: str, proof: str) -> None:
    text, _, expected = proof.partition(" → period=")
    status: Status = "target" if re.search(" sẽ ", text) else "actual"
    assert periods(text, status=status)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đến ngày 15/10/2023, tỉnh kích hoạt [90] tài khoản", "../2023-10-15"),
        ("từ tháng 12/2021 đến tháng 9/2023, có [90] lượt văn bản", "2021-12/2023-09"),
        ("từ năm 2021 đến nay, có [90] lượt", "2021/2023-11-20"),
        ("sáng 26/4, có [90] lượt", "2023-04-26"),
        ("ngày 25/12, có [90] lượt", "2023-12-25"),
        ("tháng trước, có [90] lượt", "2023-10"),
        ("quý III, có [90] lượt", "2023-Q3"),
        ("6 tháng đầu năm 2024, có [90] lượt", "2024-01/2024-06"),
        ("Tỷ lệ từ [35%] năm 2020 lên [50%] năm 2023", "2020"),
        ("Năm 2023, sản lượng tăng [5%] so với năm 2022", "2023"),
        ("Sản lượng tăng [5%] so với cùng kỳ năm 2022", None),
        ("Trong 10 năm qua, xã xây [90] nhà", "2013/2023"),
        ("Trong 24 giờ qua, có [90] ca", "2023-11-19/2023-11-20"),
        ("Trong 1 tháng qua, có [90] ca", "2023-10-20/2023-11-20"),
        ("Trong 8 ngày tới, sẽ có [90] chuyến", "2023-11-21/2023-11-28"),
        ("Trong 10 tháng qua, có [90] ca", "2023-01/2023-10"),
        ("Trong 10 tháng, tỉnh thu [90] khoản", "2023-01/2023-10"),
        ("Cách đây 5 năm, xã trồng [90] cây", "2018"),
        ("5 năm trước, xã trồng [90] cây", "2018"),
        ("Trong 24 đến 48 giờ tiếp theo, bão sẽ đi được [90] km", "2023-11-21/2023-11-22"),
        ("Trong 24 giờ tiếp theo, sẽ có mưa [40] mm", "2023-11-20/2023-11-21"),
        ("Trong 2 - 3 năm tới, sẽ có [90] nhà", "2024/2026"),
        ("Ngày 7/10, tỉnh khởi công cầu. Hai ngày trước đó, tỉnh trao [80] suất quà", "2023-10-05"),
        ("Năm 2015, huyện mở chợ. Trước đó 2 năm, huyện xây [90] nhà", "2013"),
        ("Ngày 7/10, tỉnh khởi công cầu. Ba ngày sau, tỉnh trao [80] suất quà", "2023-10-10"),
        ("Tháng 3/2022, cảng sửa cầu tàu. Hai tháng sau đó, cảng đón [40] tàu", "2022-05"),
        ("Năm 2023, chợ bán nhiều hơn [90] bò trong cả năm 2020", "2020"),
        ("Sản lượng từ 28 tấn năm 2017, đến năm 2020 còn [9] tấn", "2020"),
        ("Năm 1968, tàu bị nạn. Tháng 10 năm đó, đội cứu hộ tìm thấy [90] người", "1968-10"),
        ("Từ tuần trước, trạm khám [90] em", "2023-11-13/.."),
        ("Đến tháng 9, huyện xây [90] nhà", "2023-09"),
        ("Đến hết năm 2022, huyện xây [90] nhà", "../2022"),
        ("Giai đoạn 2006-2010, giai đoạn 2011-2013 có [90] nhà", "2011/2013"),
        ("Cách đây 3 tháng, trạm khám [90] em", "2023-08"),
        ("Giá ở mức cao nhất trong vòng 3 tháng qua, với [90] đơn hàng", None),
        ("Giá lên mức cao nhất kể từ năm 2020, với [90] đơn hàng", None),
        ("Chợ có [90] gian hàng, lần đầu tiên kể từ trận lũ cuối năm 2008", None),
        ("Ngày 7/10, huyện có thêm 4 ca, nâng tổng số ca mắc lên hơn [90] ca", "../2023-10-07"),
        ("Huyện mở thêm 4 chợ, nâng số chợ lên [90] chợ năm 2022", "2022"),
        ("Quý III/2022, hãng lỗ, doanh thu cả năm đạt [90] tỷ", "2022"),
        ("Xã có nhiều xe sản xuất trước năm 2008, trong đó [90] xe cũ", None),
        ("Thứ hai tuần trước, có [90] lượt", "2023-11-13"),
        ("Chủ nhật tuần này, sẽ có [90] lượt", "2023-11-26"),
        ("Sáng thứ Bảy, có [90] lượt", "2023-11-18"),
        ("Thứ hai hằng tuần, có [90] lượt", None),
        ("Ngày 3/9/91, có [90] lượt", "1991-09-03"),
        ("Tháng 11 vừa qua, có [90] lượt", "2023-11"),
        ("Tháng 11 tới, sẽ có [90] lượt", "2024-11"),
        ("Tháng 10 tới tháng 12, có [90] lượt", "2023-10/2023-12"),
        ("Ngày 20/10 tới, sẽ có [90] lượt", "2024-10-20"),
        ("Cuối tuần tới, sẽ có [90] lượt", "2023-12-02/2023-12-03"),
        ("Mùng 1 Tết Giáp Thìn, sẽ có [90] lượt", "2024-02-10"),
        ("Mùng 1 Tết Mậu Thân, có [90] lượt", None),
        ("Xã có [90] nhà", None),
        ("Năm 2022, xã xây 8 nhà, hiện có [90] nhà", None),
        ("Hiện xã đã xây [90] nhà trong năm 2022", "2022"),
        ("Cho đến hiện tại, xã đã xây [90] nhà", "../2023-11-20"),
        ("Thu nhập tăng so với [54] triệu/người vào năm 2021", "2021"),
    ],
)
def test_the_governing_time(text: str, expected: str | None) -> None:
    assert periods(text)[0] == expected


def test_two_figures_take_the_times_at_their_sides() -> None:
    assert periods("Tỷ lệ tăng từ [35%] năm 2020 lên [50%] năm 2023") == ["2020", "2023"]


def test_a_figure_inside_a_comparison_takes_its_base() -> None:
    assert periods("Năm 2023, giá tăng so với mức [5%] của năm 2022") == ["2022"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý IV/2023, lãi gộp đạt [29,6%] so với [27,5%] cùng kỳ năm trước.", ["2023-Q4", "2022-Q4"]),
        ("Tháng 9/2023, thu phí tăng [5%] (cùng kỳ năm 2021 tăng [4%]).", ["2023-09", "2021-09"]),
        ("Ngày 29/2/2020, kho có [90] xe, cùng kỳ năm ngoái là [80] xe.", ["2020-02-29", "2019-02-28"]),
        ("Quý III/2023, hãng lãi [90] tỷ, trong khi cùng kỳ năm ngoái hãng vẫn lỗ [80] tỷ.", ["2023-Q3", "2022-Q3"]),
        ("Quý III/2023, hãng lãi [90] tỷ (cùng kỳ thua lỗ), doanh thu tăng [7%].", ["2023-Q3", "2023-Q3"]),
        ("Quý III/2023, hãng lãi [90] triệu, tăng [37%] cùng kỳ 2022.", ["2023-Q3", "2023-Q3"]),
        ("Quý III/2023, hãng lãi [90] triệu, so với cùng kỳ năm trước tăng [37%].", ["2023-Q3", "2023-Q3"]),
        ("Quý III/2023, hãng lãi [90] triệu, [gấp đôi] cùng kỳ năm trước.", ["2023-Q3", "2023-Q3"]),
        ("Quý III/2023, hãng lãi [90] triệu, gấp [2,4 lần] quý III/2021.", ["2023-Q3", "2023-Q3"]),
        ("Năm 2022, hãng lãi [90] triệu, tăng mạnh so với mức [80%] năm trước.", ["2022", "2021"]),
        ("Năm nay, hãng lãi [90] triệu, tăng mạnh so với mức [80%] năm trước.", ["2023", "2022"]),
    ],
)
def test_the_level_of_the_same_period_is_of_another_year(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


def test_what_points_back_is_told_from_the_time_named_last() -> None:
    assert periods("Năm 2015, xã mở chợ. Từ đó đến nay, xã xây [90] nhà.") == ["2015/2023-11-20"]
    assert periods("Quý I/2022, kho nhận [90] xe, quý trước đó là [80] xe.")[1] == "2021-Q4"
    assert periods("Ngày 3/7, kho nhận [90] xe, tháng trước đó là [80] xe.")[1] == "2023-06"
    assert periods("Năm 2015, xã mở chợ. Từ đó đến nay, xã xây [90] nhà.", published=None) == ["2015/.."]
    assert periods("Từ đó đến nay, xã xây [90] nhà.") == [None]


def test_an_age_set_off_is_of_no_time_and_the_next_figure_goes_on_from_the_one_before() -> None:
    sentence, figures = told("Ngày 7/10, [4] xe chở ông Hòa, [54] tuổi, đi [90] km.")
    figures[1] = figures[1]._replace(unit="tuổi")
    document = READER.read([sentence], PUBLISHED)
    found = [document.period_of(Subject(figure, 0, "actual", "none"))[0] for figure in figures]
    assert [period and period.edtf for period in found] == ["2023-10-07", None, "2023-10-07"]


def test_days_over_the_turn_of_the_year_end_in_the_next() -> None:
    assert periods("Từ ngày 29.12 đến ngày 3.1.2023, kho nhận [90] xe.") == ["2022-12-29/2023-01-03"]


def test_a_goal_looks_ahead() -> None:
    assert periods("Đến tháng 2, xã phải có [90] nhà", status="target") == ["2024-02"]


def test_a_day_of_the_week_is_the_last_one_in_a_report_and_the_next_one_in_a_goal() -> None:
    assert periods("Tối thứ Tư, sẽ có [90] lượt", status="actual") == ["2023-11-15"]
    assert periods("Tối thứ Tư, sẽ có [90] lượt", status="target") == ["2023-11-22"]


def test_without_a_publication_day_relative_times_stay_unknown() -> None:
    assert periods("Tháng trước, xã xây [90] nhà. Sáng 26/4, xã xây [9] nhà", published=None) == [None, None]


def test_an_earlier_year_serves_where_the_publication_day_is_unknown() -> None:
    assert periods("Năm 2017, xã xây [90] nhà. Quý III, xã xây [9] nhà", published=None) == ["2017", "2017-Q3"]
    parts = "Tháng 1/2017, xã xây [90] nhà. Năm 2020, xã sẽ có chợ, năm 2020 cũng có cầu. Ngày 6/2, xã xây [9] nhà."
    assert periods(parts, published=None) == ["2017-01", "2017-02-06"]


def test_a_day_carries_through_its_paragraph_and_a_general_statement_takes_nothing() -> None:
    assert periods("Sáng 26/4, cảng đón [4] tàu. Tàu chở [90] khách.")[1] == "2023-04-26"
    assert periods("Năm 2022, cảng đón [4] tàu. Hiện cảng có [9] cầu.")[1] is None


def test_the_signs_of_what_is_carried_on_tell_the_clause_and_the_sentence_that_names_the_time() -> None:
    first, [ships] = told("Năm 2022, cảng đã đón [90] tàu.")
    second, [cows] = told("Chợ bán [9] bò, hơn so với năm 2021.")
    document = READER.read([first, second], PUBLISHED)
    assert {"none verbal đã"} == {sign for sign in _signs(document, ships, 0)[-1] if sign.startswith("none verbal")}
    carried, *_, none = _signs(document, cows, 1)
    assert {"back to sentence 0", "back to the same unit", "back verbal none", "back though compared"} < carried
    assert {"none verbal none", "none though compared"} < none


def test_the_signs_of_a_sentence_with_several_times_pair_them_with_its_figures() -> None:
    sentence, [first, second] = told("Phí tăng từ [90] đồng mỗi lượt hồi năm 2012 lên [90] đồng mỗi lượt vào năm 2016.")
    document = READER.read([sentence], PUBLISHED)
    subject = Subject(first, 0, "actual", "none")
    chosen = next(reading for reading in document.readings(subject) if "here pairs" in reading.signs)
    assert chosen.period == Period.of("2012")
    document.follow(subject, chosen)
    earlier, later, _ = _signs(document, second, 0)
    assert {"here pairs not", "here before figures 0", "here before as behind", "here times 2 figures 2"} < earlier
    assert {"here pairs", "here behind figures 0", "here behind as behind"} < later


def _signs(document: DocumentPeriods, figure: Figure, sentence: int) -> list[set[str]]:
    return [set(reading.signs) for reading in document.readings(Subject(figure, sentence, "actual", "none"))]


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("../2023-10-15", "", "2023-10-15"),
        ("2017-01-01/..", "2017-01-01", ""),
        ("2021/2023-11-20", "2021-01-01", "2023-11-20"),
    ],
)
def test_a_period_knows_its_days(edtf: str, start: str, end: str) -> None:
    assert Period.of(edtf) == Period(edtf, start, end)


def test_a_day_the_calendar_lacks_is_no_period() -> None:
    (span,) = FINDER.find("Ngày 31/2/2023 trời mưa")
    assert resolve(span, PUBLISHED) is None
