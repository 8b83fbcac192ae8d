"""`trich stories`: reprints, independent sources and contradictions, found in texts written for these tests."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extract.cli import main
from extract.dataset import read_dataset
from extract.dataset.package import FILES
from extract.dataset.scanning import scan
from extract.stories import step
from extract.stories.claims import _aligned
from extract.stories.likeness import ends, likeness, saying, tells_apart, wording
from extract.stories.overlap import overlap
from extract.stories.shingles import bands, shingled
from extract.stories.values import Quantity, agree, is_scale, is_slip, quantity

ONE = Decimal(1)
LEAD = "Sáng 12/9/2023, huyện Mường Lát (Thanh Hóa) tổng kết chương trình nước sạch ở các bản vùng cao."
BODY = (
    (
        "Theo báo cáo của huyện, đến hết tháng 8/2023, toàn huyện Mường Lát có 4.250 hộ dùng nước sạch "
        "từ các công trình tập trung."
    ),
    (
        "Nguồn vốn của chương trình được lồng ghép từ nhiều dự án, trong đó người dân tự nguyện hiến "
        "đất và góp ngày công đào mương."
    ),
    "Nhiều bản trước đây phải gùi nước từ khe suối cách nhà hàng giờ đi bộ, nay đã có vòi nước đặt ngay đầu sân nhà.",
    "Ông Lò Văn Pành, một người dân ở bản Ón, kể rằng mùa khô năm ngoái cả bản vẫn chia nhau từng can nước để nấu ăn.",
    (
        "Huyện cũng giao cho mỗi bản một tổ tự quản trông coi đường ống, sửa chữa chỗ rò rỉ và thu một "
        "khoản phí nhỏ hằng tháng."
    ),
    (
        "Trong thời gian tới, các ngành chuyên môn sẽ kiểm tra chất lượng nước định kỳ và công bố kết "
        "quả tại nhà văn hóa các bản."
    ),
)
OTHER = (
    (
        "Chiều muộn, chợ phiên vùng biên vẫn đông người qua lại với những gùi rau rừng, măng khô và mật "
        "ong mới lấy từ rừng sâu."
    ),
    (
        "Ban quản lý chợ cho hay các gian hàng đã được sắp xếp lại theo từng khu, lối đi giữa các dãy "
        "được lát gạch sạch sẽ hơn."
    ),
    (
        "Một số tiểu thương mong có thêm mái che ở khu bán gia súc để việc mua bán không bị gián đoạn "
        "vào những ngày mưa kéo dài."
    ),
    (
        "Khách từ miền xuôi lên thường hỏi mua vải thổ cẩm dệt tay, loại hàng mỗi tấm phải mất cả tháng "
        "mới làm xong một chiếc."
    ),
)
MARKET = (
    (
        "Bến thuyền cuối sông những ngày áp Tết tấp nập từ tờ mờ sáng, thuyền chở hoa kiểng nối đuôi "
        "nhau cập vào bờ kè mới xây."
    ),
    (
        "Người trồng hoa thở phào vì nước mặn năm nay đến muộn, cúc mâm xôi nở đúng hẹn và thương lái "
        "trả giá khá hơn mọi năm."
    ),
    (
        "Ở đầu bến, mấy quán cơm bình dân đỏ lửa suốt đêm phục vụ phu khuân vác, ai nấy đều tranh thủ "
        "kiếm thêm chút tiền sắm sửa."
    ),
    (
        "Đội dân phòng cắt cử nhau giữ trật tự, nhắc các ghe neo gọn vào một phía để luồng chính luôn "
        "thông cho tàu lớn qua lại."
    ),
)


def article(
    id: str, *paragraphs: str, title: str = "", publisher: str | None = None, published: str = "2023-09-12"
) -> dict[str, Any]:
    return {
        "id": id,
        "title": title or id,
        "text": "\n".join(paragraphs),
        "publisher": publisher,
        "published": published,
    }


FIRST = article("goc", LEAD, *BODY, publisher="Báo Bản Ón")
REPRINTS = (
    article("doi-mo-dau", "Nước đã về bản.", *BODY, publisher="Tin Núi", published="2023-09-13"),
    article("cat-duoi", LEAD, *BODY[:4], publisher="Tin Sông", published="2023-09-13"),
    article("gop-doan", " ".join((LEAD, *BODY[:3])), " ".join(BODY[3:]), publisher="Tin Biển", published="2023-09-13"),
    article("mot-nua", " ".join(BODY[2:5]), publisher="Tin Đồng", published="2023-09-13"),
    article("trong-bai-dai", *MARKET[:2], *BODY[1:5], *MARKET[2:], publisher="Tin Bến", published="2023-09-14"),
)  # fmt: skip
UNLIKE = article("khac", *OTHER, publisher="Báo Chợ")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set in every format, of a story, its reprints, and articles that confirm and contradict a fact of it."""
    confirms = (
        "Số liệu của ngành cho biết đến hết tháng 8/2023, huyện Mường Lát có khoảng 4.200 "
        "hộ dùng nước sạch từ các công trình tập trung."
    )
    altered = BODY[0].replace("4.250", "4.520")
    scaled = "Đến hết tháng 8/2023, toàn huyện Mường Lát có 42.500 hộ dùng nước sạch từ các công trình tập trung."
    planned = BODY[0].replace("có 4.250", "đặt mục tiêu có 6.000")
    elsewhere = BODY[0].replace("Mường Lát", "Quan Hóa").replace("4.250", "3.150")
    year_before = BODY[0].replace("8/2023", "8/2022").replace("4.250", "3.870")
    rounded = BODY[0].replace("4.250", "hơn 4.200")
    return run_and_group(
        tmp_path_factory.mktemp("stories"),
        [
            FIRST, *REPRINTS, UNLIKE,
            article("xac-nhan", confirms, publisher="Báo Đồng Bằng", published="2023-09-20"),
            article("sai-so", "Chuyện nước được nhắc nhiều.", altered, publisher="Báo Ven Đê", published="2023-10-02"),
            article("sai-thang", scaled, publisher="Báo Cầu Treo", published="2023-10-03"),
            article("muc-tieu", planned, publisher="Báo Kế Hoạch", published="2023-09-12"),
            article("noi-khac", elsewhere, publisher="Báo Sông Luồng", published="2023-09-15"),
            article("nam-truoc", year_before, publisher="Báo Khe Sâu", published="2023-09-16"),
            article("lam-tron", rounded, publisher="Báo Bến Nước", published="2023-09-17"),
        ],
    )  # fmt: skip


def run_and_group(folder: Path, articles: list[dict[str, Any]], formats: str = ",".join(FILES)) -> Path:
    source, out = folder / "articles.jsonl", folder / "out"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")
    assert main(["run", str(source), "-o", str(out), "--format", formats, "--quiet"]) == 0
    assert main(["stories", str(out), "--quiet"]) == 0
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_way_of_reprinting_is_found(made: Path) -> None:
    found = {row["doc"]: row for row in rows(made / "stories.csv")}
    assert set(found) == {str(one["id"]) for one in (FIRST, *REPRINTS)}
    assert found["goc"]["role"] == "first"
    assert {found[str(one["id"])]["role"] for one in REPRINTS} == {"reprint"}
    assert len({row["story"] for row in found.values()}) == 1


def test_the_passage_is_where_the_row_says(made: Path) -> None:
    texts = {str(one["id"]): str(one["text"]) for one in (FIRST, *REPRINTS)}
    for row in rows(made / "stories.csv"):
        if row["of"]:
            passage = texts[row["doc"]][int(row["start"]) : int(row["end"])]
            of = texts[row["of"]][int(row["of_start"]) : int(row["of_end"])]
            assert passage.split() == of.split()


def test_facts_carry_their_story_and_reprints_count_once(made: Path) -> None:
    facts = [row for row in rows(made / "facts.csv") if row["figure"].endswith(("4.250", "4.200"))]
    assert {row["doc"]: row["sources"] for row in facts} == {
        "goc": "2", "doi-mo-dau": "2", "cat-duoi": "2", "gop-doan": "2", "xac-nhan": "2", "lam-tron": "2",
    }  # fmt: skip
    story = {row["doc"]: row["story"] for row in facts}
    assert story["goc"] == story["gop-doan"] != ""
    assert story["xac-nhan"] == ""


def test_contradictions_are_found_with_both_quotations_and_targets_stand_apart(made: Path) -> None:
    found = {row["other_doc"]: row for row in rows(made / "conflicts.csv") if row["doc"] == "goc"}
    assert {doc: row["why"] for doc, row in found.items()} == {"sai-so": "slip", "sai-thang": "scale"}
    row = found["sai-so"]
    assert (row["figure"], row["other_figure"], row["sources"], row["other_sources"]) == ("4.250", "4.520", "2", "1")
    assert row["figure"] in row["sentence"] and row["other_figure"] in row["other_sentence"]
    assert not {"muc-tieu", "noi-khac", "nam-truoc", "lam-tron"} & {
        row[side] for row in rows(made / "conflicts.csv") for side in ("doc", "other_doc")
    }


def test_every_format_holds_the_same_tables(made: Path) -> None:
    expected = {
        table: list(scan(made, table, format_name="jsonl")) for table in ("facts", "documents", "stories", "conflicts")
    }
    assert all(expected.values())
    for name in FILES:
        for table, wanted in expected.items():
            assert list(scan(made, table, format_name=name)) == wanted, (name, table)  # type: ignore[arg-type]
    facts, _ = read_dataset(made)
    assert str(facts["sources"].dtype) == "Int64" and facts["sources"].notna().all()


def test_a_second_time_gives_the_same_bytes(made: Path) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    assert main(["stories", str(made), "--quiet", "--memory", "200MB"]) == 0
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_parts_of_a_large_table_stay_parts(tmp_path: Path) -> None:
    source, out = tmp_path / "articles.jsonl", tmp_path / "out"
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in (FIRST, *REPRINTS)]
    source.write_text("".join(lines), encoding="utf-8")
    assert main(["run", str(source), "-o", str(out), "--format", "parquet", "--part-rows", "2", "--quiet"]) == 0
    before = sorted(path.name for path in (out / "facts").iterdir())
    assert main(["stories", str(out), "--quiet"]) == 0
    assert sorted(path.name for path in (out / "facts").iterdir()) == before
    assert len(list(scan(out, "stories"))) == len(lines)


def test_a_broken_step_leaves_the_data_set_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run_and_group(tmp_path, [FIRST, UNLIKE], "csv,sqlite")
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, "_story_rows", broken)
    assert main(["stories", str(out)]) == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_run_with_nothing_new_leaves_the_tables_and_one_with_more_says_that_they_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (tmp_path / "articles.jsonl").write_text(json.dumps(FIRST, ensure_ascii=False) + "\n", encoding="utf-8")
    again = ["run", str(tmp_path / "articles.jsonl"), "-o", str(out), "--workers", "1"]
    assert main([*again, "--quiet"]) == main(["stories", str(out), "--quiet"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert main(again) == 0
    assert "nothing has changed" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    with (tmp_path / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(UNLIKE, ensure_ascii=False) + "\n")
    assert main(again) == 0
    assert "stories and conflicts were found in the data set as it was, and go with it" in capsys.readouterr().err
    assert {path.name for path in out.iterdir() if path.is_file()} == {"facts.csv", "documents.csv", "datapackage.json"}


def test_a_run_by_no_workers_says_that_the_tables_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run_and_group(tmp_path, [FIRST], "csv")
    assert main(["run", str(tmp_path / "articles.jsonl"), "-o", str(out)]) == 0
    assert f"go with it; `trich stories {out}` finds them anew" in capsys.readouterr().err
    assert not (out / "stories.csv").exists()


def test_a_data_set_in_object_storage_is_to_be_copied_first(capsys: pytest.CaptureFixture[str]) -> None:
    commands = (
        ["stories", "s3://kho/ra"], ["verify", "s3://kho/ra"], ["report", "s3://kho/ra", "-o", "x"],
        ["page", "s3://kho/ra", "-o", "-"],
    )  # fmt: skip
    for asked in commands:
        assert main(asked) == 2
        assert "s3://kho/ra: this command works on a data set on a disk; copy that one" in capsys.readouterr().err


def test_a_text_that_has_changed_is_left_aside_and_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run_and_group(tmp_path, [FIRST, *REPRINTS[:1]], "jsonl")
    changed = [FIRST, REPRINTS[0] | {"text": "Bài đã gỡ."}]
    (tmp_path / "articles.jsonl").write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in changed), encoding="utf-8"
    )
    assert main(["stories", str(out)]) == 1
    assert "1 documents do not read as they did" in capsys.readouterr().err
    assert (out / "stories.jsonl").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("memory", ["nhiều", "1GB'; DROP TABLE facts; --", "12", ""])
def test_a_memory_that_is_no_size_is_wrong_use(tmp_path: Path, memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run_and_group(tmp_path, [FIRST], "csv")
    assert main(["stories", str(out), "--memory", memory]) == 2
    assert "write a size such as 500MB" in capsys.readouterr().err


def test_a_folder_without_a_data_set_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", str(tmp_path)]) == 2
    assert "no data set of trich is there" in capsys.readouterr().err


# -- the parts ----------------------------------------------------------------------------------------------


def figure(value: str, bound: str = "exact", digits: int = 0, size: Decimal = ONE) -> Quantity:
    return quantity(value, None, None, digits or len(value.replace(".", "").strip("0")), bound, size)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("1670000", "over"), figure("1671402")), (figure("7"), figure("7.02")), (figure("97.8"), figure("97.8")),
        (figure("12", size=Decimal(10_000)), figure("0.12", size=Decimal(1_000_000))),
        (figure("300000", "nearly"), figure("298500")), (figure("50", "at_least"), figure("75")),
        (figure("100", "about"), figure("102")), (figure("20", "at_most"), figure("3")),
    ],
)  # fmt: skip
def test_what_rounding_and_qualifiers_allow_is_no_contradiction(one: Quantity, other: Quantity) -> None:
    assert agree(one, other) and agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("12"), figure("13")), (figure("1670000", "over"), figure("1410000")), (figure("7.02"), figure("7.2")),
        (figure("50", "at_least"), figure("38")), (figure("100", "about"), figure("120")),
        (figure("20", "at_most"), figure("31")), (figure("1250"), figure("1520")),
        (figure("100", "at_least"), figure("300", "at_least")),
    ],
)  # fmt: skip
def test_what_they_do_not_allow_is_one(one: Quantity, other: Quantity) -> None:
    assert not agree(one, other) and not agree(other, one)


def test_copies_of_a_sentence_are_held_to_the_digits_they_write() -> None:
    one, other = figure("300", digits=3), figure("310", digits=3)
    assert agree(one, other) and not agree(one, other, strictly=True)
    low, high = quantity("15", "18", None, 2, "exact", ONE), quantity("17", "20", None, 2, "exact", ONE)
    assert agree(low, high) and not agree(low, high, strictly=True)


def test_slips_and_scales_are_told() -> None:
    assert is_slip(figure("1250"), figure("1520")) and is_slip(figure("12.5"), figure("17.5"))
    assert not is_slip(figure("1250"), figure("1205.5")) and not is_slip(figure("4"), figure("7"))
    assert is_scale(figure("4250"), figure("42500")) and not is_scale(figure("4250"), figure("4250"))


def test_reworded_sentences_are_alike_and_others_told_apart() -> None:
    one = saying("Đến nay, toàn tỉnh Lai Châu có 12 xã đạt chuẩn nông thôn mới.", ["12"])
    other = saying("Theo thống kê, toàn tỉnh Lai Châu hiện có 15 xã đạt chuẩn nông thôn mới.", ["15"])
    elsewhere = saying("Đến nay, toàn tỉnh Sơn La có 15 xã đạt chuẩn nông thôn mới.", ["15"])
    assert likeness(one, other) > 0.6 and not tells_apart(one, other)
    assert tells_apart(one, elsewhere)
    assert saying("Ông sinh năm 1952, có 2 con.", ["2"]).numbers == {"1952"}


def contradict(folder: Path, one: str, other: str, publisher: str = "Báo Kia", day: str = "2023-09-12") -> bool:
    """Whether two sentences, each in an article of its own, are found to contradict each other."""
    out = run_and_group(
        folder,
        [
            article("mot", MARKET[0], one, publisher="Báo Này"),
            article("hai", OTHER[0], other, publisher=publisher, published=day),
        ],
        "jsonl",
    )
    return bool((out / "conflicts.jsonl").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Theo ông Tạ Quang Sửu, hợp tác xã Đồng Sậy đã bán được 850 tấn vải thiều trong vụ này.",
            "Trong khi đó, theo ông Tạ Quang Sửu, hợp tác xã Đồng Sậy bán được 350 tấn vải thiều ở vụ này.",
            id="mở lời khác",
        ),
        pytest.param(
            "Xưởng gốm Cây Duối nung mỗi mẻ ít nhất 120 chiếc lu rồi chở xuống bến Vàm Xáng.",
            "Xưởng gốm Cây Duối nung mỗi mẻ ít nhất 320 chiếc lu rồi chở xuống bến Vàm Xáng.",
            id="ít nhất",
        ),
        pytest.param(
            "Chiếc phà mới dài 45 m, rộng 12 m, chở được 60 xe máy mỗi chuyến qua sông Cái Nhum.",
            "Chiếc phà mới dài 45 m, rộng 12 m, chở được 90 xe máy mỗi chuyến qua sông Cái Nhum.",
            id="các số khác như nhau",
        ),
        pytest.param(
            "Các lớp dệt thổ cẩm của trường thu học phí 20 triệu đồng/4 năm, lớp mộc thu khoảng 90 triệu đồng/4 năm.",
            "Các lớp dệt thổ cẩm của trường thu học phí 80 triệu đồng/4 năm, lớp mộc thu khoảng 90 triệu đồng/4 năm.",
            id="số rồi đến gạch chéo",
        ),
        pytest.param(
            "Trà ủ trong hũ sành phải giữ ở mức 65 độ C suốt cả quá trình lên men.",
            "Đáng chú ý, trà ủ trong hũ sành phải giữ ở mức 85 độ C suốt cả quá trình lên men.",
            id="nhiệt độ không của thời tiết",
        ),
        pytest.param(
            "Anh Tạ Quang Sửu (40 tuổi, ở bến Vàm Xáng) kể rằng nhà anh ngại đường xa.",
            "Khách vui vì không quá đông Anh Tạ Quang Sửu (80 tuổi, ở bến Vàm Xáng) kể rằng nhà anh ngại đường xa.",
            id="tiêu đề dính vào câu",
        ),
        pytest.param(
            "Sổ ghi chép của bản cho hay, trong năm 2022, Lai Châu tổ chức 7 lễ hội lớn.",
            "Theo số liệu công bố, năm 2022, tại Lai Châu, có 1 lễ hội lớn.",
            id="chỉ có một",
        ),
        pytest.param(
            "Bản máy Sao Mai 7 có bộ nhớ 12GB/256GB, bản cao hơn có bộ nhớ 16GB/512GB.",
            "Bản máy Sao Mai 7 có bộ nhớ 12GB/256GB, bản cao hơn có bộ nhớ 16GB/812GB.",
            id="số dính vào gạch chéo",
        ),
        pytest.param(
            "Đến nay, Campuchia ghi nhận tổng cộng 92 ca tử vong vì Covid-19.",
            "Theo số liệu công bố, đến ngày 12/9/2023, tại Campuchia, có 52 ca tử vong.",
            id="chỉ số quen thuộc, gọi tắt",
        ),
        pytest.param(
            (
                "Ông Tạ Quang Sửu cho hay qua bình xét ở Bến Tre đã có 38.268 hộ đạt danh hiệu nông dân giỏi các cấp "
                "trong năm 2022, trong đó cấp tỉnh 1.498 hộ, cấp huyện 6.888 hộ, cấp xã 29.793 hộ."
            ),
            "Theo số liệu công bố, năm 2022, tại Bến Tre, có 68.268 hộ đạt danh hiệu nông dân giỏi các cấp.",
            id="tổng số và các phần",
        ),
        pytest.param(
            "Trong đó số tiền ứng trước còn 47.263 tỷ đồng.",
            "Trong đó số tiền ứng trước còn 47.263 triệu đồng.",
            id="cùng nhiều chữ số",
        ),
    ],
)
def test_what_is_one_thing_contradicts(tmp_path: Path, one: str, other: str) -> None:
    assert contradict(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Viên pin của máy có dung lượng 4.500 mAh.", "Viên pin của máy có dung lượng 5.100 mAh.", id="máy nào đó"
        ),
        pytest.param(
            "Đội Sông Lam có 7 trận thắng, 5 trận hòa và 18 trận thua ở giải Sao Mai.",
            "Đội Sông Lam có 7 trận thắng, 18 trận thua và 5 trận hòa ở giải Sao Mai.",
            id="thứ tự khác",
        ),
        pytest.param(
            "Trong năm 2022, quỹ Hạt Mầm chi 2,3 tỷ đồng cho học bổng, giảm so với năm 2021.",
            "Trong năm 2021, quỹ Hạt Mầm chi 4,3 tỷ đồng cho học bổng, giảm so với năm 2021.",
            id="năm khác, cùng năm so sánh",
        ),
        pytest.param(
            "Theo kế hoạch vụ mùa, trại Gò Me thu 640 tấn lúa giống, bằng cả năm ngoái.",
            "Theo kế hoạch vụ mùa, trại Gò Me theo kế hoạch thu 940 tấn lúa giống, bằng cả năm ngoái.",
            id="kế hoạch nhắc hai lần",
        ),
        pytest.param(
            "Sản lượng muối của diêm dân Bạch Long năm nay tăng 12% so với vụ trước.",
            "Sản lượng muối của diêm dân Bạch Long năm nay giảm 18% so với vụ trước.",
            id="tăng và giảm",
        ),
        pytest.param(
            "Người vi phạm còn có thể bị phạt tiền từ 5 triệu đồng đến 50 triệu đồng hoặc bị cấm hành nghề.",
            "Người vi phạm còn có thể bị phạt tiền từ 20 triệu đồng đến 90 triệu đồng hoặc bị cấm hành nghề.",
            id="khung phạt của tội nào đó",
        ),
        pytest.param(
            "Năm 2022, tỉnh Lai Châu giới thiệu danh mục 136 dự án đến các nhà đầu tư.",
            "Năm 2022, tỉnh Lai Châu có 68 dự án được rà soát, cho phép đấu giá.",
            id="dự án nào",
        ),
        pytest.param(
            "Theo số liệu công bố, năm 2022, tại xã Mường Hum, Lai Châu, có 22 môn thi.",
            "Theo số liệu công bố, năm 2022, tại xã Mường Hum, Lai Châu, có 75 giáo viên.",
            id="đếm thứ khác",
        ),
        pytest.param(
            "Trước khi nghỉ, nghệ nhân gốm 39 tuổi Tạ Quang Sửu luôn đứng đầu hội thi Vàm Xáng.",
            "Trước khi nghỉ, nghệ nhân gốm 38 tuổi Tạ Quang Sửu luôn đứng đầu hội thi Vàm Xáng.",
            id="tuổi hơn kém một năm",
        ),
        pytest.param(
            "7 phút sau, đội Sông Lam vượt lên nhờ cú sút phạt của Tạ Quang Sửu ở hội làng Vàm Xáng.",
            "6 phút sau, đội Sông Lam vượt lên nhờ cú sút phạt của Tạ Quang Sửu ở hội làng Vàm Xáng.",
            id="sau điều kể trước",
        ),
        pytest.param(
            "Như vậy sau hơn 2 ngày thành lập, hội Cồn Én từ 12 làng nghề chỉ còn lại Vàm Xáng.",
            "Như vậy sau 4 ngày thành lập, hội Cồn Én từ 12 làng nghề chỉ còn lại Vàm Xáng.",
            id="kể từ ngày nào đó",
        ),
        pytest.param(
            "Ngày 11/9/2023, tại Hà Nội, tổng khối lượng giao dịch đạt 29,741 triệu đơn vị.",
            (
                "Ngày 11/9/2023, tại Hà Nội, đến trưa tổng khối lượng giao dịch là 14,5 triệu cổ phiếu. "
                "Cuối ngày 11/9/2023, cổ phiếu sang tay gần 30 triệu cổ phiếu."
            ),
            id="bài kia nêu cả hai số",
        ),
        pytest.param(
            "Theo đó, giá vàng thế giới ngày 11/9/2023 niêm yết tại 5.335 USD/ounce.",
            "Khi tan chợ ở Vàm Xáng, giá vàng thế giới ngày 11/9/2023 giao dịch tại mức 5.202 USD/ounce.",
            id="giá trong ngày",
        ),
        pytest.param(
            "Chiều 11/9/2023, tỉnh Hà Nam có 14 ca dương tính với bệnh dại.",
            "Theo số liệu công bố, ngày 11/9/2023, tại Hà Nam, có 25 ca dương tính với bệnh dại.",
            id="buổi chiều và cả ngày",
        ),
        pytest.param(
            "Anh Sửu cũng nhớ vụ lật đò xảy ra năm 2018 tại Kon Tum, làm 2 người tử vong và 5 người bị thương.",
            "Theo số liệu công bố, năm 2018, tại Kon Tum, có 3 người bị thương.",
            id="vụ nào trong năm",
        ),
    ],
)
def test_what_may_be_two_things_does_not(tmp_path: Path, one: str, other: str) -> None:
    assert not contradict(tmp_path, one, other)


def test_equal_figures_of_two_sentences_stand_for_each_other_first() -> None:
    def fact(value: int, prefix: str, indicator: str) -> Any:
        quantity = SimpleNamespace(value=Decimal(value))
        return SimpleNamespace(quantity=quantity, prefix=prefix, suffix="đồng", indicator=indicator, sort="money")

    one = [fact(730, "riêng năm 2014 là hơn ", "thuế"), fact(1329, "năm 2015 là ", "năm")]
    other = [fact(738, "riêng năm 2014 là ", "năm"), fact(1329, "năm 2015 là ", "thuế")]
    pairs = _aligned(one, other, lambda fact: fact.sort)
    assert sorted((int(a.quantity.value), int(b.quantity.value)) for a, b in pairs) == [(730, 738), (1329, 1329)]


def test_the_next_report_of_a_paper_is_no_contradiction_of_its_last(tmp_path: Path) -> None:
    said = "Hiện trại giam giữ cá sấu Cồn Én có {} cá thể được gắn chíp theo dõi."
    assert not contradict(tmp_path, said.format(41), said.format(57), publisher="Báo Này", day="2023-09-15")
    assert contradict(tmp_path, said.format(41), said.format(57), publisher="Báo Kia", day="2023-09-15")
    plain, otherwise = said.replace("Hiện trại", "Trại"), said.replace("Hiện trại giam giữ", "Trại nuôi giữ")
    assert not contradict(tmp_path, plain.format(41), otherwise.format(57), publisher="Báo Này", day="2023-09-15")
    assert contradict(tmp_path, plain.format(41), otherwise.format(91), publisher="Báo Này", day="2023-09-15")
    assert contradict(tmp_path, said.format(41), said.format(191), publisher="Báo Này", day="2023-09-15")
    assert not contradict(tmp_path, said.format(2), said.format(7), publisher="Báo Này", day="2023-09-15")
    ever = "Đây là con tàu lớn nhất từ trước đến nay của bến Cồn Én, chở được {} xe đạp mỗi chuyến."
    assert contradict(tmp_path, ever.format(41), ever.format(57), publisher="Báo Này", day="2023-09-15")
    few = "Xưởng gốm Cây Duối {} bán lu Sao Mai với {} kiểu nắp khác nhau cho khách Vàm Xáng."
    one, other = few.format("đã", 3), few.format("vừa", 5)
    assert contradict(tmp_path, one, other, publisher="Báo Này", day="2023-09-15")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Bình nước đi kèm theo bếp có dung tích 4,2 lít, đun sôi trong vòng 33 phút.",
            "Bình nước đi kèm theo bếp có dung tích 5,1 lít, đun sôi trong vòng 33 phút.",
            id="bếp nào đó",
        ),
        pytest.param(
            "Theo báo cáo của Trạm Y tế Mường Hum, y sĩ đã chữa khỏi 2.490 ca, 35 trường hợp còn nằm lại.",
            "Theo báo cáo của Trạm Y tế Mường Hum, y sĩ đã chữa khỏi 2.516 ca, 35 trường hợp còn nằm lại.",
            id="số đếm tăng dần",
        ),
        pytest.param(
            (
                "Mở cửa phiên giao dịch sáng nay (11/9), giá vàng miếng Sao Mai tại Vĩnh Hà niêm yết ở mức "
                "65,45 - 65,85 triệu đồng/lượng (mua vào - bán ra)."
            ),
            (
                "Trước đó, chốt phiên 11/9, giá vàng miếng Sao Mai tại Vĩnh Hà niêm yết ở mức "
                "65,4 - 65,75 triệu đồng/lượng (mua vào - bán ra)."
            ),
            id="đầu phiên, cuối phiên",
        ),
    ],
)
def test_what_one_paper_writes_in_its_own_words_again_does_not(tmp_path: Path, one: str, other: str) -> None:
    assert not contradict(tmp_path, one, other, publisher="Báo Này", day="2023-09-14")


def test_what_one_paper_writes_in_its_own_words_again_does_not_in_reprints_either(tmp_path: Path) -> None:
    said = "Bình nước đi kèm theo bếp có dung tích {} lít, đun sôi trong vòng 33 phút."
    review = (*MARKET, said.format("4,2"))
    out = run_and_group(
        tmp_path,
        [
            article("bep-mot", *review, publisher="Báo Này"),
            article("dang-lai", *review, publisher="Báo Kia", published="2023-09-13"),
            article("bep-hai", OTHER[0], said.format("5,1"), publisher="Báo Này"),
        ],
        "jsonl",
    )
    assert (out / "stories.jsonl").read_text(encoding="utf-8")
    assert not (out / "conflicts.jsonl").read_text(encoding="utf-8")


def test_a_count_that_goes_on_contradicts_in_no_paper(tmp_path: Path) -> None:
    said = "Theo báo cáo của Trạm Y tế Mường Hum, y sĩ đã chữa khỏi {} ca, 35 trường hợp còn nằm lại."
    assert not contradict(tmp_path, said.format("2.490"), said.format("2.516"), day="2023-09-15")
    assert contradict(tmp_path, said.format("2.490"), said.format("4.490"), day="2023-09-15")
    assert contradict(tmp_path, said.format("2.490"), said.format("2.516"), day="2023-09-12")


def test_a_price_that_hardly_changes_contradicts_in_no_paper(tmp_path: Path) -> None:
    said = "Theo chị Lò Thị Ón, giá vải thổ cẩm ở chợ phiên Mường Hum là {} đồng/tấm."
    assert not contradict(tmp_path, said.format("250.000"), said.format("265.000"), day="2023-09-15")
    assert contradict(tmp_path, said.format("250.000"), said.format("650.000"), day="2023-09-15")


def test_a_story_speaks_once_whatever_the_order_of_its_documents(tmp_path: Path) -> None:
    altered = BODY[0].replace("4.250", "4.520")
    other = article("goc-khac", OTHER[0], altered, publisher="Báo Ven Đê", published="2023-10-02")
    out = run_and_group(tmp_path, [FIRST, other, REPRINTS[0]], "jsonl")
    assert len((out / "stories.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert len((out / "conflicts.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_figures_that_are_the_same_make_a_sentence_one_whatever_its_year_is_read_as(tmp_path: Path) -> None:
    one = (
        "Cụ thể, doanh thu quý cuối năm ngoái gần 1.650 tỷ đồng và lãi sau thuế 664 tỷ đồng, "
        "lần lượt gấp 3 lần và gấp 25 lần so với cùng kỳ."
    )
    other = (
        "Trong khi đó, cụ thể, doanh thu quý cuối năm ngoái xấp xỉ 1.650 tỷ đồng cùng lãi sau thuế 974 tỷ đồng, "
        "lần lượt gấp 3 lần cùng gấp 25 lần so với cùng kỳ."
    )
    assert contradict(tmp_path, one, other, day="2021-04-28")


def test_degrees_contradict_in_a_reprint(tmp_path: Path) -> None:
    said = "Hôm nay, nhiệt độ ở bản Ón dao động từ {}°C vào ban đêm đến 23°C vào ban ngày."
    out = run_and_group(
        tmp_path,
        [
            article("goc", *MARKET, said.format(12), publisher="Báo Này"),
            article("lai", *MARKET, said.format(72), publisher="Báo Kia", published="2023-09-13"),
        ],
        "jsonl",
    )
    assert (out / "conflicts.jsonl").read_text(encoding="utf-8")


def test_a_reprint_contradicts_though_it_says_the_figure_right_further_on(tmp_path: Path) -> None:
    again = "Cũng theo báo cáo của huyện, đến hết tháng 8/2023, toàn huyện Mường Lát có 4.250 hộ dùng nước sạch."
    text = (BODY[0], *MARKET, again)
    out = run_and_group(
        tmp_path,
        [
            article("goc", *text, publisher="Báo Này"),
            article("lai", text[0].replace("4.250", "4.950"), *text[1:], publisher="Báo Kia", published="2023-09-13"),
        ],
        "jsonl",
    )
    (found,) = map(json.loads, (out / "conflicts.jsonl").read_text(encoding="utf-8").splitlines())
    assert {found["figure"], found["other_figure"]} == {"4.250", "4.950"}


def test_ranges_of_a_form_that_names_nothing_contradict_in_no_reprint(tmp_path: Path) -> None:
    form = "Nhiệt độ thấp nhất {} độ C, có nơi dưới 11 độ C."
    text = ("Dự báo ngày 12/9/2023 ở huyện Mường Lát.", form.format("12-15"), *MARKET, form.format("13-16"))
    out = run_and_group(
        tmp_path,
        [
            article("goc", *text, publisher="Báo Này"),
            article("lai", *text, publisher="Báo Kia", published="2023-09-13"),
        ],
        "jsonl",
    )
    assert (out / "stories.jsonl").read_text(encoding="utf-8")
    assert not (out / "conflicts.jsonl").read_text(encoding="utf-8")


def test_an_age_told_otherwise_contradicts_in_a_reprint(tmp_path: Path) -> None:
    said = "Hôm ấy, bé Lò Thị Pủa {} tuổi đang chơi ở bản Ón, huyện Mường Lát."
    out = run_and_group(
        tmp_path,
        [
            article("goc", *MARKET, said.format(3), publisher="Báo Này"),
            article("lai", *MARKET, said.format(4), publisher="Báo Kia", published="2023-09-13"),
        ],
        "jsonl",
    )
    (found,) = map(json.loads, (out / "conflicts.jsonl").read_text(encoding="utf-8").splitlines())
    assert {found["doc"], found["other_doc"]} == {"goc", "lai"}


def test_a_sentence_of_one_date_contradicts_in_one_paper_too(tmp_path: Path) -> None:
    said = "{}12/9/2023, Trạm Y tế Mường Hum đang điều trị cho hơn {} bệnh nhân ngộ độc nấm ở bản Ón."
    one, other = said.format("Ngày ", 100), said.format("Được biết, ngày ", 160)
    assert contradict(tmp_path, one, other, publisher="Báo Này", day="2023-09-15")
    hence = said.replace("12/9/2023, Trạm", "Trạm")
    one, other = hence.format("", 100), hence.format("Được biết, ", 160)
    assert not contradict(tmp_path, one, other, publisher="Báo Này", day="2023-09-15")


def test_what_a_text_says_three_times_is_one_claim(tmp_path: Path) -> None:
    said = "Quy trình leo cây gồm có hai dây bảo hiểm, mỗi dây có thể chịu tải trọng khoảng {} kg."
    thrice = (said.format(200), "Thợ cả năm nay 52 tuổi.", said.format(200), "Thợ phụ mới 19 tuổi.", said.format(200))
    assert contradict(tmp_path, " ".join(thrice), said.format(400))


def test_a_separator_that_only_the_text_around_tells_contradicts_nothing(tmp_path: Path) -> None:
    said = "Theo ông Tạ Quang Sửu, bến Cồn Én có luồng sâu và chỉ cách trung tâm thành phố Vĩnh Hà {}."
    english = said.format("50.000 m") + " Doanh thu quý này là 1,234.56 USD và 2,345.67 USD."
    assert not contradict(tmp_path, said.format("50km"), english)
    assert not contradict(tmp_path, said.format("gần 51km"), english)


def test_a_heading_meets_the_sentence_that_it_was_merged_with() -> None:
    heading = saying("Phiên chợ Mường Hum đã đón 33 gánh mật ong rừng ngay trong buổi sáng", ["33"])
    merged = saying(
        "Phiên chợ Mường Hum đã đón 73 gánh mật ong rừng ngay trong buổi sáng Ảnh chụp ở đầu chợ khi bà con còn xếp "
        "hàng dọc theo con suối, chờ ban quản lý mở cổng và phát số cho từng người một.",
        ["73"],
    )
    assert set(ends(heading)) & set(ends(merged))
    assert ends(saying("Chợ đón 33 gánh mật ong", ["33"])) == []


def test_a_capital_inside_a_word_makes_it_a_name_wherever_it_stands() -> None:
    assert saying("VietGAP là gì? Ở bản Ón, iRau theo VietGAP.", ()).names == {
        "vietgap",
        "vietgap'",
        "irau",
        "ón",
    }


def test_an_opening_does_not_count_and_another_order_does() -> None:
    plain = saying("Hợp tác xã đã bán 850 tấn vải trong vụ này.", ["850"])
    opened = saying("Cũng theo báo cáo này, hợp tác xã đã bán 350 tấn vải trong vụ này.", ["350"])
    turned = saying("Trong vụ này, hợp tác xã vải đã bán 350 tấn.", ["350"])
    assert wording(plain, opened) == 1.0 and opened.opening == 5
    assert likeness(plain, turned) == 1.0 and wording(plain, turned) < 0.9
    assert saying("Ông Lò, 52 tuổi, nói.", ["52"]).opening == 0


def test_a_text_shares_all_with_itself_however_it_is_written() -> None:
    text = "\n".join(BODY)
    old_style = text.upper().replace("HÓA", "HOÁ")
    same = overlap(shingled(text), shingled(old_style))
    assert (same.own, same.covered) == (1.0, 1.0)
    assert same.span == (0, len(old_style) - 1)
    assert overlap(shingled(text), shingled("Ngắn.")).shared == 0


def test_sets_that_are_alike_share_a_band_and_signatures_do_not_change() -> None:
    text = shingled(" ".join(BODY)).shingles
    near, far = shingled(" ".join(BODY).replace("hằng tháng", "mỗi tháng")).shingles, shingled(" ".join(OTHER)).shingles
    keys = [set(one.tolist()) for one in bands([text, near, far], 72, 3)]
    assert keys[0] & keys[1] and not keys[0] & keys[2]
