"""Dead encodings: told by the characters, decoded to the letter, cited by their bytes; Unicode is left alone."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.reading import read
from extract.reading.legacy import MOJIBAKE, recover, recover_all
from extract.reading.legacy.tables import TCVN3, VISCII, VNI

REPORT = (
    "Sở Nông nghiệp tỉnh Đồng Tháp cho biết, vụ hè thu toàn tỉnh gieo sạ được 198.200 ha lúa, tăng 3,2% so với năm "
    "trước; sản lượng ước đạt 1,1 triệu tấn. Kỹ sư Mỹ khẳng định giá ở chợ còn đẳng cấp, ẵm cả giải."
)
HEADING = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def _by_table(table: dict[int, str]) -> Callable[[str], str]:
    codes = {letter: chr(code) for code, letter in table.items()}
    return lambda text: "".join(codes.get(letter, letter) for letter in text)


def _in_vni(text: str) -> str:
    codes = {letter: code for code, letter in VNI.items() if code.islower() or code.isupper()}
    return "".join(codes.get(letter, letter) for letter in text)


def _bytes_1258(text: str) -> bytes:
    parts = []
    for letter in text:
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            *base, tone = list(unicodedata.normalize("NFD", letter))
            if "\u0323" in base:  # the dot below comes first in this order, and is the tone
                base.remove("\u0323")
                base, tone = [*base, tone], "\u0323"
            parts.append((unicodedata.normalize("NFC", "".join(base)) + tone).encode("cp1258"))
    return b"".join(parts)


def _mojibake(text: str) -> str:
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in text.encode())


WRITTEN: dict[str, Callable[[str], str]] = {
    "tcvn3": _by_table(TCVN3),
    "vni": _in_vni,
    "viscii": _by_table(VISCII),
    "windows-1258": lambda text: _bytes_1258(text).decode("latin-1"),
    MOJIBAKE: _mojibake,
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_a_paragraph_is_read_to_the_letter(encoding: str) -> None:
    assert recover(WRITTEN[encoding](REPORT)) == (REPORT, encoding)


@pytest.mark.parametrize("encoding", [name for name in WRITTEN if name != "tcvn3"])
def test_capitals_are_read(encoding: str) -> None:
    assert recover(WRITTEN[encoding](HEADING)) == (HEADING, encoding)


def test_capitals_of_a_capital_font_are_seen_from_the_letters_around() -> None:
    assert recover("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM").text == HEADING
    assert recover("ñy ban nh©n d©n x·, UBND x·").text == "ủy ban nhân dân xã, UBND xã"


def test_mojibake_of_mojibake_is_mended() -> None:
    assert recover(_mojibake(_mojibake(REPORT))).text == REPORT
    assert recover("lÃ  má»™t xÃ£ miá»n nÃºi".replace("á»n", "á»\x81n")).text == "là một xã miền núi"


@pytest.mark.parametrize(
    ("cell", "text"),
    [("N÷", "Nữ"), ("C¶ n¨m", "Cả năm"), ("B¾c K¹n", "Bắc Kạn"), ("§¬n vÞ: Tû ®ång", "Đơn vị: Tỷ đồng"),
     ("thaønh", "thành"), ("Ñôn vò tính: Tyû ñoàng", "Đơn vị tính: Tỷ đồng"), ("nhµ n−íc", "nhà nước"),
     ("§.B s«ng Hång", "Đ.B sông Hồng"), ("§ 5. S¶n xuÊt lóa", "§ 5. Sản xuất lúa"),
     ("t¨ng 5 − 3 phÇn tr¨m", "tăng 5 − 3 phần trăm")],
)  # fmt: skip
def test_a_short_cell_is_read(cell: str, text: str) -> None:
    assert recover(cell).text == text


@pytest.mark.parametrize(
    "text",
    [REPORT, HEADING, unicodedata.normalize("NFD", REPORT), "", "GDP", "café où l'été naïve Noël façade Loïc",
     "Loïc Rémy", "über Köln, Größe, schöne Grüße aus München", "El Niño", "São Paulo", "500 m²", "25 °C ± 2", "5 µm",
     "§ 5 © 2023 Intel®", "Nghị định 20/2023/NÐ-CP", "Cá, tôm", "Hà Nội", "“Hà Nội”", "½ tá", "× ÷ ·", "Đắk Lắk"],
)  # fmt: skip
def test_unicode_is_left_alone(text: str) -> None:
    assert recover(text) == (text, "")


def test_coded_words_amid_unicode_are_read_and_the_others_left() -> None:
    mixed = "Sản lượng lúa cả năm: tØnh §ång Th¸p ®¹t 3,3 triÖu tÊn, tỉnh An Giang đạt 4 triệu tấn"
    assert (
        recover(mixed).text == "Sản lượng lúa cả năm: tỉnh Đồng Tháp đạt 3,3 triệu tấn, tỉnh An Giang đạt 4 triệu tấn"
    )


def test_a_string_that_says_nothing_goes_with_the_nearest_that_does() -> None:
    assert [one.text for one in recover_all(["Thñy s¶n", "C¸", "Thãc", "2.540", "Lúa gạo", "Cá"])] == [
        "Thủy sản", "Cá", "Thóc", "2.540", "Lúa gạo", "Cá",
    ]  # fmt: skip
    assert [one.text for one in recover_all(["Cá", "Sản lượng"])] == ["Cá", "Sản lượng"]


@pytest.mark.parametrize("encoding", [name for name in WRITTEN if name != MOJIBAKE])
def test_a_file_is_read_and_each_line_cited_by_its_bytes(tmp_path: Path, encoding: str) -> None:
    lines = ["BAO CAO", REPORT, "", "Toàn tỉnh có 12 huyện."]
    raw = WRITTEN[encoding]("\r\n".join(lines)).encode("latin-1")
    (tmp_path / "tin.txt").write_bytes(raw)
    (document,) = read(str(tmp_path / "tin.txt"))
    assert document.text == "\r\n".join(lines)
    assert document.encoding == encoding
    assert encoding in document.warnings[0]
    for block in document.blocks:
        low, high = map(int, block.locator.removeprefix("bytes ").split("-"))
        coded = raw[low:high].decode("latin-1")
        assert document.text[block.start : block.end] in (recover(coded).text, coded)


def test_coded_lines_of_a_utf_8_file_are_read_and_cited(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + f"Ghi chú\n{WRITTEN['vni'](REPORT)}\nTổng cục".encode()
    (tmp_path / "tin.txt").write_bytes(raw)
    (document,) = read(str(tmp_path / "tin.txt"))
    assert document.text == f"Ghi chú\n{REPORT}\nTổng cục"
    assert (document.encoding, document.warnings) == ("utf-8, vni", ("1 line read as vni, told by the characters",))
    low, high = map(int, document.blocks[1].locator.removeprefix("bytes ").split("-"))
    assert raw[low:high].decode() == WRITTEN["vni"](REPORT)


@given(st.text() | st.text("aeoOuyThngmcâáàåäãêéèëôöñùøûõïíìæóòîµ¶§®­¸¹×÷ÃÂÆá»º¿ \n", max_size=60))
def test_any_string_is_read_without_raising(text: str) -> None:
    assert recover(text).encoding or recover(text).text == text


@given(st.lists(st.sampled_from(REPORT.split()), min_size=6, max_size=12, unique=True), st.sampled_from(list(WRITTEN)))
@example(["Sở", "vụ", "hè", "Tháp", "cho", "Nông"], "viscii")
def test_words_that_were_written_come_back(words: list[str], encoding: str) -> None:
    text = " ".join(words)
    read_back = recover(WRITTEN[encoding](text))
    assert read_back.text == text or not read_back.encoding


def test_most_real_strings_of_tcvn3_are_read_exactly(shared: Path) -> None:
    pairs = shared / "corpus/docs/legacy_encodings/gso_tcvn3_unicode_pairs.jsonl"
    read_back = [
        recover(pair["tcvn3_as_latin1"]).text == pair["unicode"]
        for pair in map(json.loads, pairs.read_text(encoding="utf-8").splitlines())
    ]
    assert len(read_back) == 823
    assert sum(read_back) / len(read_back) >= 0.995


def test_no_article_in_unicode_is_taken_for_coded(shared: Path) -> None:
    with gzip.open(shared / "corpus/news.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 10 == 0]
    assert [one.text for text in texts for one in recover_all(text.split("\n")) if one.encoding] == []
