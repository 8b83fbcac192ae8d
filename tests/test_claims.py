"""`trich check`: what of a claim is supported by a data set, contradicted, or not found there."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.checking.claims import check
from extract.cli import main
from extract.dataset.searching import FactSearch, open_search
from extract.pipeline import Pipeline

ARTICLES = (
    {
        "id": "dinh-danh", "title": "Sông Lam đẩy nhanh chuyển đổi số", "publisher": "Báo Ví Dụ",
        "published": "2023-11-20",
        "url": "https://example.vn/dinh-danh",
        "text": "Đến ngày 15/11/2023, Công an tỉnh Nghệ An đã kích hoạt trên 1,42 triệu tài khoản định danh điện tử "
        "mức độ 2.\nNghệ An hiện có 3.812 tổ công nghệ số cộng đồng. Tỷ lệ hồ sơ trực tuyến của tỉnh năm 2022 đạt "
        "78,4%.",
    },
    {
        "id": "du-lich", "title": "Du lịch Bến Tre hồi phục", "publisher": "Báo Ví Dụ",
        "published": "2023-02-10",
        "url": "https://example.vn/du-lich",
        "text": "Năm 2022, Bến Tre đón 1.671.402 lượt khách, tổng thu từ du lịch đạt gần 1.310 tỷ đồng.\n"
        "Diện tích dừa hữu cơ của Bến Tre năm 2022 là 16.250 ha. Bến Tre phấn đấu đến năm 2025 đón 2,5 triệu "
        "lượt khách.",
    },
    {
        "id": "nuoc-sach", "title": "Nước sạch ở Hà Giang", "publisher": "Báo Ví Dụ",
        "published": "2023-05-04",
        "url": "https://example.vn/nuoc-sach",
        "text": "Năm 2022, tỷ lệ hộ nghèo của Hà Giang giảm 4,2 điểm phần trăm. Tỉnh Hà Giang khởi công 14 công trình "
        "cấp nước trong tháng 4/2023, với tổng vốn 96 tỷ đồng.",
    },
    {
        "id": "duong-lau", "title": "Bắt đường cát nhập lậu", "publisher": "Báo Ví Dụ",
        "published": "2023-04-10",
        "url": "https://example.vn/duong-lau",
        "text": "Từ ngày 5/3/2023 đến ngày 9/4/2023, Hậu Giang phát hiện 7 vụ vận chuyển đường cát nhập lậu, trong đó "
        "4 vụ tại huyện Phụng Hiệp.\nĐoàn có 23 người (19 nam, 4 nữ) của Hậu Giang.\nÔng Trần Khải, giám đốc một doanh "
        "nghiệp ở xã Hưng Điền, cho biết năm 2022 doanh thu xuất khẩu đạt 860 tỷ đồng.\nHậu Giang xây hai nhà kho mới "
        "trong tháng 4/2023.",
    },
    {
        "id": "luoi-dien", "title": "Điện vùng cao", "publisher": "Báo Ví Dụ", "published": "2023-11-02",
        "url": "https://example.vn/luoi-dien",
        "text": "Tháng 10/2023, sản lượng điện của Lai Châu tăng 8,9% so với tháng trước và tăng 8% so với cùng kỳ.\n"
        "Tháng 10/2023, Lai Châu điều 54 xe chở cáp sang giúp Điện Biên.\nĐến cuối năm 2021 so với cuối năm 2016, nợ "
        "của công ty điện lực tăng 3,5 lần.",
    },
    {
        "id": "lo-gach", "title": "Xưởng gạch Minh Phát đỏ lửa đầu năm", "publisher": "Báo Ví Dụ",
        "published": "2025-02-09",
        "url": "https://example.vn/lo-gach",
        "text": "Sáng 3/2/2025, xưởng gạch Minh Phát ở huyện Tây Hòa, tỉnh Phú Yên mở lại với 12 máy ép.\nCông an Phú "
        "Yên bắt 7 người.\nXưởng có 331 thợ đốt lò, lương bình quân 9,2 triệu đồng/tháng.",
    },
    {
        "id": "hai-xa", "title": "Hai xã có dịch", "publisher": "Báo Ví Dụ", "published": "2021-05-01",
        "url": "https://example.vn/hai-xa",
        "text": "Tính đến ngày 1/5/2021, Hà Nam ghi nhận 2 ca dương tính. Tại huyện Lý Nhân có 1 ca dương tính ở xã "
        "Bình An.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("claims")
    articles = folder / "articles.jsonl"
    articles.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in ARTICLES), encoding="utf-8")
    assert (
        main(
            ["run", str(articles), "-o", str(folder / "facts"), "--format", "sqlite,csv,jsonl,parquet,xlsx", "--quiet"]
        )
        == 0
    )
    return folder / "facts"


@pytest.fixture
def facts(folder: Path) -> Iterator[FactSearch]:
    with open_search(folder) as found:
        yield found


TRUE = [
    "Đến ngày 15/11/2023, Nghệ An đã kích hoạt trên 1,42 triệu tài khoản định danh điện tử mức độ 2.",
    "Nghệ An đã kích hoạt 1,42 triệu tài khoản định danh điện tử",
    "Trên 1.420.000 tài khoản định danh điện tử đã được kích hoạt ở Nghệ An",
    "Tính đến ngày 15 tháng 11 năm 2023, số tài khoản định danh điện tử kích hoạt tại Nghệ An là hơn 1,42 triệu",
    "Den ngay 15/11/2023, Nghe An da kich hoat tren 1,42 trieu tai khoan dinh danh dien tu",
    "Theo báo cáo, năm 2022 tỷ lệ hồ sơ trực tuyến của Nghệ An đạt 78,4%",
    "Năm 2022, Bến Tre đón 1,67 triệu lượt khách",
    "Năm 2022, Bến Tre đón hơn 1,67 triệu lượt khách",
    "Năm 2022, Bến Tre đón gần 1,7 triệu lượt khách",
    "Gần 1,31 nghìn tỷ đồng là tổng thu từ du lịch của Bến Tre năm 2022",
    "Bến Tre có 162,5 km2 dừa hữu cơ năm 2022",
    "Đến năm 2025, Bến Tre phấn đấu đón 2,5 triệu lượt khách",
    "Tháng 4/2023, Hà Giang khởi công 14 công trình cấp nước",
    "Tỷ lệ hộ nghèo ở Hà Giang năm 2022 giảm 4,2 điểm phần trăm",
    "Năm 2021, nợ của công ty điện lực tăng 3,5 lần",
    "Tai Phu Yen, luong binh quan o muc 9,2 trieu dong",
    "Số thợ đốt lò của Tây Hòa, Phú Yên ngày 3/2/2025 là 331",
]
ALTERED = [
    ("giá trị", "Đến ngày 15/11/2023, Nghệ An đã kích hoạt trên 1,52 triệu tài khoản định danh điện tử mức độ 2."),
    ("giá trị", "Năm 2022, Bến Tre đón 1,76 triệu lượt khách"),
    ("mức", "Đến ngày 15/11/2023, Nghệ An đã kích hoạt dưới 1,42 triệu tài khoản định danh điện tử mức độ 2."),
    ("mức", "Đến ngày 15/11/2023, Nghệ An đã kích hoạt gần 1,42 triệu tài khoản định danh điện tử mức độ 2."),
    ("mức", "Nghệ An hiện có hơn 3.812 tổ công nghệ số cộng đồng"),
    ("mức", "Năm 2022, Bến Tre đón hơn 1,68 triệu lượt khách"),
    ("đơn vị", "Diện tích dừa hữu cơ của Bến Tre năm 2022 là 16.250 km2"),
    ("đơn vị", "Tỷ lệ hộ nghèo ở Hà Giang năm 2022 giảm 4,2%"),
    ("đơn vị", "Gần 1.310 tỷ USD là tổng thu từ du lịch của Bến Tre năm 2022"),
    ("đơn vị", "Gần 1.310 triệu đồng là tổng thu từ du lịch của Bến Tre năm 2022"),
    ("chiều", "Tỷ lệ hộ nghèo ở Hà Giang năm 2022 tăng 4,2 điểm phần trăm"),
    ("nơi", "Năm 2022, Trà Vinh đón 1,67 triệu lượt khách"),
    ("lúc", "Năm 2021, Bến Tre đón 1,67 triệu lượt khách"),
    ("lúc", "Tháng 3/2023, Hà Giang khởi công 14 công trình cấp nước"),
]
ABSENT = [
    "Năm 2022, Bến Tre có 47 trạm sạc xe điện",
    "Nghệ An đã cấp 1,42 triệu thẻ thư viện",
    "Hà Giang có 14 nghệ nhân khèn Mông",
    "Số cá thể voọc ở Cát Bà là 76",
]


NEVER = [
    ("một phần", "Từ ngày 5/3/2023 đến ngày 9/4/2023, Hậu Giang có 4 vụ vận chuyển đường cát nhập lậu"),
    ("số bên cạnh", "Số người nữ trong đoàn của Hậu Giang là 19"),
    ("tên ghép", "Năm 2022, doanh thu xuất khẩu của công ty Khải Hưng đạt 860 tỷ đồng"),
    ("mức, không dấu", "Hau Giang xay hon hai nha kho moi trong thang 4/2023"),
    ("năm khác", "Năm 2022, tỷ lệ hồ sơ trực tuyến của Nghệ An năm 2019 đạt 78,4%"),
    ("huyện của tỉnh khác", "Tại Phụng Hiệp, Kiên Giang có 4 vụ vận chuyển đường cát nhập lậu"),
    ("ngày không có", "Đến ngày 31/11/2023, Nghệ An đã kích hoạt trên 1,42 triệu tài khoản định danh điện tử mức độ 2"),
    ("làm tròn cạnh số đúng", "Tháng 10/2023, sản lượng điện của Lai Châu tăng 9%"),
    ("nơi khác trong câu", "Tháng 10/2023, Điện Biên có 54 xe chở cáp"),
    ("năm đem ra so", "Năm 2016, nợ của công ty điện lực tăng 3,5 lần"),
    ("huyện của số cả tỉnh", "Tây Hòa, Phú Yên bắt 7 người"),
    ("số của nơi lớn hơn", "Tính đến ngày 1/5/2021, Lý Nhân, Hà Nam có 2 ca dương tính ở xã Bình An"),
    ("mức tăng là mục tiêu", "Năm 2022, tổng thu từ du lịch của Bến Tre phấn đấu tăng gần 1.310 tỷ đồng"),
    ("tiền nước khác", "Tại Phú Yên, lương bình quân ở mức 9,2 triệu euro"),
    ("cả nước", "Tháng 4/2023, cả nước khởi công 14 công trình cấp nước"),
]
OPEN_PLACE = "Tháng 10/2023, Điện Biên có 54 xe chở cáp"
NAMED_ONLY = "Doanh thu xuất khẩu của ông Trần Khải năm 2022 đạt 860 tỷ đồng"


@pytest.mark.parametrize(("what", "claim"), NEVER)
def test_what_only_resembles_a_source_is_never_supported(
    what: str, claim: str, facts: FactSearch, pipeline: Pipeline
) -> None:
    answers = check(claim, facts, pipeline)
    assert "supported" not in {answer.verdict for answer in answers}, what


def test_a_sentence_with_two_places_leaves_the_place_open(facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check(OPEN_PLACE, facts, pipeline)
    assert answer.verdict == "not found"
    assert "the source is about Lai Châu, the claim about Điện Biên" in answer.reasons


def test_a_number_in_words_at_the_end_is_read(facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check("Số nhà kho mới của Hậu Giang trong tháng 4/2023 là hai", facts, pipeline)
    assert (answer.figure, answer.verdict) == ("hai", "supported")


def test_a_name_in_one_piece_is_found(facts: FactSearch, pipeline: Pipeline) -> None:
    assert [answer.verdict for answer in check(NAMED_ONLY, facts, pipeline)] == ["supported"]


@pytest.mark.parametrize("claim", TRUE)
def test_what_a_source_states_is_supported(claim: str, facts: FactSearch, pipeline: Pipeline) -> None:
    assert [answer.verdict for answer in check(claim, facts, pipeline)] == ["supported"]


@pytest.mark.parametrize(("what", "claim"), ALTERED)
def test_what_is_altered_is_contradicted(what: str, claim: str, facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check(claim, facts, pipeline)
    assert answer.verdict == "contradicted", what
    assert any(difference.weighs for difference in answer.evidence[0].differences)
    assert answer.evidence[0].stated.url in answer.evidence[0].stated


@pytest.mark.parametrize("claim", ABSENT)
def test_what_no_source_speaks_of_is_not_found(claim: str, facts: FactSearch, pipeline: Pipeline) -> None:
    assert [answer.verdict for answer in check(claim, facts, pipeline)] == ["not found"]


def test_each_figure_has_its_answer(facts: FactSearch, pipeline: Pipeline) -> None:
    claim = "Năm 2022, Bến Tre đón 1.671.402 lượt khách, tổng thu từ du lịch đạt gần 1.400 tỷ đồng"
    answers = {answer.figure: answer.verdict for answer in check(claim, facts, pipeline)}
    assert answers == {"1.671.402": "supported", "1.400 tỷ đồng": "contradicted"}


def test_what_is_left_off_and_rounded_is_told(facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check("Nghệ An đã kích hoạt 1,42 triệu tài khoản định danh điện tử", facts, pipeline)
    told = {difference.field: difference[1:] for difference in answer.evidence[0].differences}
    assert told["bound"] == ("exact", "over", False)
    (answer,) = check("Năm 2022, Bến Tre đón 1,67 triệu lượt khách", facts, pipeline)
    assert "1.671.402 of the source rounds to 1,67 triệu" in answer.reasons


def test_a_source_that_is_rougher_bears_nothing_out(facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check("Đến năm 2025, Bến Tre phấn đấu đón 2.512.300 lượt khách", facts, pipeline)
    assert answer.verdict == "not found"


def test_a_goal_claimed_as_a_fact_is_told(facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check("Năm 2025, Bến Tre đón 2,5 triệu lượt khách", facts, pipeline)
    assert ("status", "actual", "target", False) in answer.evidence[0].differences


@pytest.mark.parametrize("claim", ["", "Nghệ An chuyển đổi số nhanh", "Năm 2022 là năm du lịch"])
def test_a_claim_without_a_figure_has_an_answer_that_says_so(claim: str, facts: FactSearch, pipeline: Pipeline) -> None:
    (answer,) = check(claim, facts, pipeline)
    assert (answer.figure, answer.verdict, answer.reasons) == ("", "not found", ("no figure is read in the claim",))


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "parquet", "xlsx"])
def test_every_format_finds_what_the_database_finds(
    format_name: str, folder: Path, facts: FactSearch, tmp_path: Path
) -> None:
    assert (
        main(["run", str(folder.parent / "articles.jsonl"), "-o", str(tmp_path), "--format", format_name, "--quiet"])
        == 0
    )
    words = {"luot": 1.0, "khach": 2.0, "ben": 0.5, "khong-co": 1.0}
    with open_search(tmp_path) as other:
        assert other.size() == facts.size()
        assert other.frequencies(words) == facts.frequencies(words)
        assert other.near(words, ("fact", "figure"), 3) == facts.near(words, ("fact", "figure"), 3)
        assert sorted(other.of_documents({"du-lich"}, ("fact",))) == sorted(facts.of_documents({"du-lich"}, ("fact",)))


def test_a_file_of_claims_becomes_a_table(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(f'cau\n"{TRUE[7]}"\n"{ABSENT[0]}"\n', encoding="utf-8")
    asked = ["check", "--claims", str(claims), "--column", "cau", str(folder), "-o", str(tmp_path / "answers.csv")]
    assert main(asked) == 1
    assert capsys.readouterr().out == "2 claims: 1 supported, 1 not found\n"
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["number"], row["verdict"], row["source_url"]) for row in rows] == [
        ("1", "supported", "https://example.vn/du-lich"), ("2", "not found", ""),
    ]  # fmt: skip


def test_the_command_tells_source_and_reasons(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", TRUE[0], str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("1,42 triệu: supported\n")
    assert "Báo Ví Dụ · Sông Lam đẩy nhanh chuyển đổi số · 2023-11-20 · https://example.vn/dinh-danh" in told
    assert main(["check", ALTERED[0][1], str(folder), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["evidence"][0]["differences"][0]["field"] == "value"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["DIR"], "required: DIR"),
        (["--claims", "khong-co.txt", "DIR"], "cannot be read"),
        (["khong-co.txt", "--claims", "--most", "1", "DIR"], "cannot be read"),
        (["câu 5 xã", "khong-co"], "no data set of trich"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], why: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *(str(folder) if part == "DIR" else part for part in arguments)]) == 2
    assert why in capsys.readouterr().err
