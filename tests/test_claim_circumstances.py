"""The place and the time of a claim beside a source's, where the source's own sentence leaves them open."""

from __future__ import annotations

import pytest

from extract.checking.claims.circumstances import Surroundings, names_place
from extract.checking.claims.periods import period_kept
from extract.checking.claims.places import place_kept
from extract.checking.claims.reading import Claimed, claimed
from extract.checking.claims.stating import NEEDED, Stated
from extract.pipeline import Pipeline

Row = tuple[int, str | None, str | None, str, str]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def source(sentence: str, **cells: object) -> Stated:
    known = {"value": 50, "start": 50, "kind": "count", "published": "2023-11-02", **cells}
    return Stated.of_row({**dict.fromkeys(NEEDED), **known, "sentence": sentence})


def read(text: str, pipeline: Pipeline) -> Claimed:
    return claimed(text, pipeline)[0]


ALONE = "Cả xưởng có 5 lò."
PLACES = [
    ("huyện duy nhất", ALONE, "Phú Yên", ["Tây Hòa, Phú Yên", "Phú Yên"], "Tây Hòa, Phú Yên", "implied"),
    ("một trong hai huyện", ALONE, "Phú Yên", ["Tây Hòa, Phú Yên", "Sông Cầu, Phú Yên"], "Tây Hòa, Phú Yên", "open"),
    ("câu nói về tỉnh", "Tỉnh có 5 lò.", "Phú Yên", ["Tây Hòa, Phú Yên"], "Tây Hòa, Phú Yên", "open"),
    ("câu nêu tên tỉnh", "Phú Yên có 5 lò.", "Phú Yên", ["Tây Hòa, Phú Yên"], "Tây Hòa, Phú Yên", "other"),
    ("huyện không nhắc", ALONE, "Phú Yên", ["Phú Yên"], "Tây Hòa, Phú Yên", "other"),
    ("cả nước, bài nói cả hai", ALONE, "Phú Yên", ["Phú Yên", "Việt Nam"], "Việt Nam", "implied"),
    ("cả nước, câu nói về tỉnh", "Tỉnh có 5 lò.", "Phú Yên", ["Phú Yên", "Việt Nam"], "Việt Nam", "open"),
    ("cả nước, bài chỉ nói tỉnh", ALONE, "Phú Yên", ["Phú Yên"], "Việt Nam", "other"),
    ("tỉnh khác trong bài", ALONE, "Phú Yên", ["Phú Yên", "Phú Yên", "Gia Lai"], "Gia Lai", "open"),
    ("tỉnh khác trong câu", "Phú Yên mua của Gia Lai 5 lò.", "Phú Yên", ["Phú Yên"], "Gia Lai", "open"),
    ("bài chủ yếu nói tỉnh ấy", ALONE, "Phú Yên", ["Phú Yên", "Gia Lai", "Gia Lai"], "Gia Lai", "implied"),
]


@pytest.mark.parametrize(("what", "sentence", "place", "places", "claim", "kept"), PLACES)
def test_a_place_that_the_sentence_leaves_open(
    what: str, sentence: str, place: str, places: list[str], claim: str, kept: str, pipeline: Pipeline
) -> None:
    rows: list[Row] = [(n, other, None, "count", "") for n, other in enumerate(places)]
    around = Surroundings.of(rows)
    assert place_kept(read(f"{claim} có 5 lò", pipeline), source(sentence, place=place), lambda: around) == kept, what


TIMES = [
    ("câu nêu năm ấy", "Đến cuối năm 2021 có 5 lò.", "2022", ["2022"], "Năm 2021", "implied"),
    ("năm đem ra so", "Có 5 lò, nhiều hơn so với cuối năm 2021.", "2022", ["2022"], "Năm 2021", "other"),
    ("câu nêu cả hai năm", "Năm 2022 có 5 lò, năm 2021 thì không.", "2022", ["2022"], "Năm 2021", "other"),
    ("năm khác trong bài", ALONE, "2022", ["2022", "2021"], "Năm 2021", "open"),
    ("phần của năm, bài có", ALONE, "2022", ["2022", "2022-Q3"], "Quý 3/2022", "implied"),
    ("phần của năm, bài không có", ALONE, "2022", ["2022"], "Quý 3/2022", "narrower"),
    ("quý hay gặp nhất", ALONE, None, ["2022-Q3", "2022-Q3", "2022-Q2"], "Quý 3/2022", "implied"),
    ("quý ít gặp hơn", ALONE, None, ["2022-Q3", "2022-Q2", "2022-Q2"], "Quý 3/2022", "unknown"),
    ("câu nói mấy tháng", "Trong 6 tháng có 5 lò.", None, ["2022"], "6 tháng đầu năm 2022", "implied"),
    ("mấy tháng của năm khác", "Trong 6 tháng có 5 lò.", None, ["2022"], "6 tháng đầu năm 2021", "unknown"),
    ("câu nêu năm, số không có", "Xưởng mở năm 2018 có 5 lò.", None, [], "Năm 2018", "implied"),
    ("quý đem ra so ngay trước", ALONE, None, ["2022-Q4", "2022-Q4", "2021-Q4"], "Quý 4/2021", "unknown"),
    ("quý ngay trước", ALONE, None, ["2022-Q2", "2022-Q3"], "Quý 3/2022", "implied"),
    ("năm gặp một lần", ALONE, None, ["2021"], "Năm 2021", "unknown"),
    ("năm của bài", ALONE, None, ["2023"], "Năm 2023", "implied"),
    ("đoạn có ngày đăng bên trong", ALONE, None, [], "Giai đoạn 2021-2025", "unknown"),
]


@pytest.mark.parametrize(("what", "sentence", "period", "periods", "claim", "kept"), TIMES)
def test_a_time_that_the_sentence_leaves_open(
    what: str, sentence: str, period: str | None, periods: list[str], claim: str, kept: str, pipeline: Pipeline
) -> None:
    rows: list[Row] = [(n, None, other, "count", "") for n, other in enumerate(periods)]
    around = Surroundings.of(rows)
    stated = source(sentence, period=period)
    assert period_kept(read(f"{claim}, xưởng có 5 lò", pipeline), stated, lambda: around) == kept, what


def test_a_small_count_of_another_place_is_no_evidence(pipeline: Pipeline) -> None:
    around = Surroundings.of([(0, "Gia Lai", None, "count", ""), (1, "Phú Yên", None, "count", "")])
    claim = read("Gia Lai có 5 lò", pipeline)
    assert place_kept(claim, source(ALONE, place="Phú Yên"), lambda: around) == "implied"
    assert place_kept(claim, source(ALONE, place="Phú Yên", value=5), lambda: around) == "open"


def test_a_claim_of_the_country_that_names_the_place_is_wider(pipeline: Pipeline) -> None:
    claim = read("Cả nước có 5 chuyến bay Đà Nẵng - Vinh", pipeline)
    assert place_kept(claim, source("Hãng hủy 5 chuyến bay.", place="Đà Nẵng"), Surroundings) == "wider"
    assert place_kept(claim, source("Hãng hủy 5 chuyến bay.", place="Huế"), Surroundings) == "other"


READ = [
    ("Tai Quan 11, Thanh pho Ho Chi Minh co 5 lop", "Quận 11, Thành phố Hồ Chí Minh", ()),
    ("Tai The gioi, gia vang o muc 2.041 USD", "Thế giới", ()),
    ("Tai Anh, gac ngu dai 10 gio", "Anh", ()),
    ("Tại Hố Sâu, Phú Yên có 5 lò", "Phú Yên", ("Hố Sâu",)),
]


@pytest.mark.parametrize(("text", "place", "names"), READ)
def test_a_preposition_is_no_part_of_a_name(text: str, place: str, names: tuple[str, ...], pipeline: Pipeline) -> None:
    claim = read(text, pipeline)
    assert (claim.place, claim.names) == (place, names)


def test_a_unit_behind_a_stroke_is_read_without_its_marks(pipeline: Pipeline) -> None:
    assert read("Suc gio manh nhat la 40-60 km/gio", pipeline).fact.unit == "km/giờ"


def test_a_number_ends_where_a_time_begins(pipeline: Pipeline) -> None:
    claim = read("Tại cả nước, chuẩn nghèo ở mức 400.000 năm 2012", pipeline)
    assert (claim.fact.kind, claim.fact.figure, claim.period) == ("count", "400.000", "2012")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Gia Lai có 5 lò", True),
        ("Tại Gia Lai có 5 lò", True),
        ("Công ty Hoàng Anh Gia Lai có 5 lò", False),
        ("Công ty Hoàng Anh Gia Lai có 5 lò ở Gia Lai", True),
        ("Ông Lê Văn Sáu (Gia Lai) có 5 lò", True),
        ("UBND Gia Lai có 5 lò", True),
        ("Thành phố Gia Lai có 5 lò", True),
    ],
)
def test_a_place_in_a_longer_name_is_not_named(text: str, named: bool) -> None:
    assert names_place(text, "Gia Lai") is named


@pytest.mark.parametrize(
    ("sentence", "published", "kept"),
    [
        ("Xưởng mở 5 lò trong năm.", "2022-02-04", "unknown"),
        ("Xưởng mở 5 lò trong năm nay.", "2022-02-04", "implied"),
        ("Xưởng mở 5 lò trong năm.", "2022-11-04", "implied"),
    ],
)
def test_some_year_told_of_in_the_first_quarter_is_mostly_the_last(
    sentence: str, published: str, kept: str, pipeline: Pipeline
) -> None:
    told = source(sentence, published=published)
    assert period_kept(read("Năm 2022 có 5 lò", pipeline), told, Surroundings) == kept
