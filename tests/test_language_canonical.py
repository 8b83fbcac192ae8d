"""Canonical text: every way of typing a thing becomes one, and every span finds its way back to the source."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.language.canonical import canonicalize, fold
from extract.language.tones import normalize_tone_marks

SHARED = Path(os.environ.get("TRICH_SHARED", Path(__file__).parents[2] / "shared"))

odd_letters = st.sampled_from(
    "aâêơđăoòaàuyýqQgiHUSD15ệnạ"
    "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u00ad\u200b\ufeff\r\n\u2028 \u00a0\u2013\uff15Ð"
)
texts = st.one_of(st.text(), st.text(odd_letters, max_size=30))


def conformance(suite: str) -> list[dict[str, Any]]:
    path = SHARED / "conformance" / f"{suite}.jsonl"
    if not path.exists():
        pytest.skip(f"the shared conformance suite {suite} is not here; set TRICH_SHARED")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        pytest.param("Thanh Hóa", "Thanh Hóa", id="tổ hợp"),
        pytest.param("a\u0301\u0302m e\u0301\u0302 o\u0301\u031b", "ấm ế ớ", id="dấu thanh gõ trước dấu mũ"),
        pytest.param("\u1ea1\u0302n", "ận", id="dấu nặng gõ trước dấu mũ"),
        pytest.param("1.710\u00a0tổ\u2009số\u3000\t", "1.710 tổ số  ", id="khoảng trắng"),
        pytest.param("một\r\nhai\u2028ba\x85bốn\vnăm\fsáu\rbảy", "một\nhai\nba\nbốn\nnăm\nsáu\nbảy", id="xuống dòng"),
        pytest.param("kinh\u00ad tế\u200b số\ufeff\u200e", "kinh tế số", id="ký tự vô hình"),
        pytest.param("３０，５％　ＧＤＰ", "30,5% GDP", id="toàn khổ"),
        pytest.param("30‐40‑50‒60–70—80―90−1﹣2－3", "30-40-50-60-70-80-90-1-2-3", id="gạch"),
        pytest.param("Ðồng Nai", "Đồng Nai", id="Eth thay Đ"),
        pytest.param("“hoà” ‘khoẻ’", "“hòa” ‘khỏe’", id="nháy giữ nguyên"),
        pytest.param("HOÀ BÌNH, Thuỷ, KHOẺ, hoán, thuyền", "HÒA BÌNH, Thủy, KHỎE, hoán, thuyền", id="kiểu cũ"),
        pytest.param(
            "qúy, quý, gì, gìa, già, giặt, tòan, thuở", "quý, quý, gì, già, già, giặt, toàn, thuở", id="qu và gi"
        ),
        pytest.param("tuôỉ câù vưà ngươì giưã", "tuổi cầu vừa người giữa", id="dấu thanh gõ muộn"),
        pytest.param("đạt868 tỷ, tăng5%, có 213cổ phiếu", "đạt 868 tỷ, tăng 5%, có 213 cổ phiếu", id="số liền chữ"),
        pytest.param("tạiHà Nội, 4.100USDvà đồngUSDthu", "tại Hà Nội, 4.100USD và đồng USD thu", id="chữ hoa liền chữ"),
        pytest.param("U23, iPhone17, 06-NQ/TU, 300đ/lít, Hà", "U23, iPhone17, 06-NQ/TU, 300đ/lít, Hà", id="mã và tên"),
        pytest.param(
            "THPTvà, TPHồ Chí Minh, MVTrúc Nhân", "THPT và, TPHồ Chí Minh, MVTrúc Nhân", id="chữ hoa liền chữ thường"
        ),
        pytest.param("đạt  1.868   tỷ, cột 12  15    18", "đạt 1.868 tỷ, cột 12  15    18", id="nhiều khoảng trắng"),
        pytest.param(
            "Giá bán nhà của hãng ở ba tỉnh vào năm nay và cả năm sau theo lời  hãng:  A 1,2 tỷ  Bán xe ở hai tỉnh",
            "Giá bán nhà của hãng ở ba tỉnh vào năm nay và cả năm sau theo lời hãng:  A 1,2 tỷ  Bán xe ở hai tỉnh",
            id="khoảng trắng thay xuống dòng",
        ),
        pytest.param("José Léon Río São", "José Léon Río São", id="tên nước ngoài"),
        pytest.param("", "", id="rỗng"),
        pytest.param("\u200b", "", id="chỉ có ký tự vô hình"),
    ],
)
def test_canonical_text(source: str, canonical: str) -> None:
    assert canonicalize(source).text == canonical
    assert canonicalize(unicodedata.normalize("NFD", source)).text == canonical


def test_a_span_covers_exactly_its_source_characters() -> None:
    source = unicodedata.normalize("NFD", "đạt 1.710\u200b tỷ\r\n")
    canonical = canonicalize(source)
    start = canonical.text.index("1.710")
    low, high = canonical.to_source(start, start + 5)
    assert source[low:high] == "1.710"
    low, high = canonical.to_source(start + 6, start + 8)
    assert unicodedata.normalize("NFC", source[low:high]) == "tỷ"
    assert source[slice(*canonical.to_source(start + 8, start + 9))] == "\r\n"


def test_a_space_that_was_lost_is_no_part_of_a_span() -> None:
    source = "Vốn đạt868 tỷđồng"
    canonical = canonicalize(source)
    assert canonical.text == "Vốn đạt 868 tỷđồng"
    start = canonical.text.index("868")
    assert source[slice(*canonical.to_source(start, start + 3))] == "868"
    assert source[slice(*canonical.to_source(start - 4, start - 1))] == "đạt"
    assert source[slice(*canonical.to_source(0, len(canonical.text)))] == source


def test_spaces_too_many_are_no_part_of_a_span() -> None:
    source = "Vốn  đạt   868  tỷ đồng"
    canonical = canonicalize(source)
    assert canonical.text == "Vốn đạt 868 tỷ đồng"
    assert source[slice(*canonical.to_source(8, 14))] == "868  tỷ"
    assert [canonical.to_canonical(source.index(word)) for word in ("đạt", "868", "tỷ")] == [4, 8, 12]


def test_a_source_offset_finds_its_canonical_place() -> None:
    source = "a\u0301b\u200bc"
    canonical = canonicalize(source)
    assert [canonical.to_canonical(offset) for offset in range(len(source) + 1)] == [0, 0, 1, 2, 2, 3]
    assert canonicalize("\u200b").to_canonical(0) == 0


@given(texts)
@example("Cầu khoẻ20 năm")
@example("Tờì A, hoà0")
@example("ƠìA")
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    canonical = canonicalize(text).text
    assert canonicalize(canonical).text == canonical


@given(texts)
def test_composed_and_decomposed_text_share_one_canonical_text(text: str) -> None:
    composed = canonicalize(unicodedata.normalize("NFC", text)).text
    assert composed == canonicalize(unicodedata.normalize("NFD", text)).text == canonicalize(text).text


@given(texts)
def test_spans_map_into_the_source_in_order(text: str) -> None:
    canonical = canonicalize(text)
    spans = [canonical.to_source(place, place + 1) for place in range(len(canonical.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert all(canonical.to_canonical(start) <= place for place, (start, _) in enumerate(spans))
    assert 0 <= canonical.to_canonical(len(text)) <= len(canonical.text)


@given(texts)
@example("ÒA0 và hoà_")
def test_tone_marks_are_moved_without_changing_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(normalize_tone_marks(composed)) == len(composed)
    assert normalize_tone_marks(normalize_tone_marks(composed, new_style=True)) == normalize_tone_marks(composed)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Thanh Hóa", "thanh hoa"),
        ("Đà Nẵng", "da nang"),
        ("  TP. Hồ Chí Minh ", "tp ho chi minh"),
        ("1.710 tổ", "1.710 to"),
    ],
)
def test_folding(text: str, key: str) -> None:
    assert fold(text) == key


def test_tone_mark_conformance() -> None:
    wrong = []
    for case in conformance("tone-marks"):
        expected, given_text = case["expected"], case["input"]
        moved = normalize_tone_marks(given_text, **expected.get("kwargs", {}))
        if "casefold" in expected["fn"]:
            moved = moved.casefold()
        wanted = expected["output"] if "output" in expected else normalize_tone_marks(expected["equals"])
        wrong += [case["case_id"]] if moved != wanted else []
    assert not wrong


def test_folding_conformance() -> None:
    cases = [case for case in conformance("vn-text") if case["expected"]["fn"] == "fold"]
    assert [c["case_id"] for c in cases if fold(c["input"]) != c["expected"]["output"]] == []
