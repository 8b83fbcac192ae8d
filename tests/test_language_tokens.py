"""Words and parts of speech: offsets, isolated numbers, and agreement with underthesea's own calls."""

from __future__ import annotations

import pickle
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ReadingError
from extract.language.crfsuite import read_binary_model
from extract.language.docs import Tokenizer, to_doc
from extract.language.segmentation import Segmenter
from extract.language.tokens import Tagger

TAGGER = Tagger()
SENTENCES = [
    "Đến ngày 15/10/2023 , huyện đã lập 126 tổ công nghệ số cộng đồng với 1.840 thành viên .",
    "Sản lượng lúa cả năm ước đạt 97,8 % kế hoạch , cao hơn 2,4 tạ / ha so với cùng kỳ .",
    "Ông Trần Văn Hậu , Phó Chủ tịch UBND xã Tân Lập , cho biết có 3 hộ bị thiệt hại nặng .",
    "\" Chúng tôi chưa nhận được báo cáo \" , bà Lê Thị Mai nói với phóng viên sáng 4 / 5 .",
    "HTX Rau sạch Đông Giang xuất khẩu 12 container sang Nhật Bản , thu về hơn 1,2 triệu USD .",
    "TP.HCM - Cần Thơ", "Covid-19", "a", "Hà", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "5", "x 5 y",
]  # fmt: skip


def underthesea_model(folder: str) -> object:
    fast = pytest.importorskip("underthesea.models.fast_crf_sequence_tagger").FastCRFSequenceTagger()
    spec = find_spec("underthesea")
    assert spec is not None and spec.submodule_search_locations
    fast.load(str(Path(spec.submodule_search_locations[0], folder)))
    return fast


def test_segmentation_is_underthesea_s() -> None:
    model = underthesea_model("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
    spec = find_spec("underthesea")
    assert spec is not None and spec.submodule_search_locations
    ours = Segmenter(Path(spec.submodule_search_locations[0], "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"))
    for sentence in SENTENCES:
        syllables = sentence.split()
        theirs = model.predict([[s] for s in syllables])  # type: ignore[attr-defined]
        assert ours.continues(syllables) == [tag == "I-W" for tag in theirs]
    assert ours.continues([]) == []


def test_parts_of_speech_are_underthesea_s() -> None:
    model = underthesea_model("pipeline/pos_tag/models/pos_crf_vlsp2013_20230303")
    for sentence in SENTENCES:
        words = sentence.replace("công nghệ", "công_nghệ").split()
        words = [word.replace("_", " ") for word in words]
        theirs = model.predict([[word] for word in words])  # type: ignore[attr-defined]
        assert TAGGER.parts_of_speech(words) == [tag.removeprefix("B-") for tag in theirs]


def test_isolated_numbers_are_tokens_of_their_own() -> None:
    text = "Cả tỉnh có 4.233 tổ và 398m2 nhà."
    isolated = [(11, 16), (23, 28)]
    tokens = TAGGER.tag(text, isolated)
    numbers = [token for token in tokens if (token.start, token.end) in isolated]
    assert [token.text for token in numbers] == ["4.233", "398m2"]
    assert {token.tag for token in numbers} == {"M"}
    assert [t.text for t in tokens] == ["Cả", "tỉnh", "có", "4.233", "tổ", "và", "398m2", "nhà", "."]


def test_words_join_syllables_and_keep_their_characters() -> None:
    tokens = TAGGER.tag("Trung  tâm xoá đói, giảm nghèo KT-XH")
    assert [t.text for t in tokens if " " in t.text or "-" in t.text] == ["Trung  tâm", "KT-XH"]
    assert "xoá" in " ".join(t.text for t in tokens)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from("aĐ ệo.,5-/’“(\n%"), max_size=40)))
def test_tokens_hold_all_but_spaces_in_order(text: str) -> None:
    tokens = TAGGER.tag(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert sum(len("".join(t.text.split())) for t in tokens) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "syllable", "low", "word"),
    [
        ("giấy chứng nhận kinh doanh", "nhận", 0, "chứng nhận"),
        ("giấy chứng nhận kinh doanh", "chứng", 0, "chứng"),
        ("kinh doanh", "doanh", 0, "kinh doanh"),
        ("kinh doanh", "doanh", 5, "doanh"),
        ("Hợp tác xã rau", "xã", 0, "Hợp tác xã"),
        ("lúa", "lúa", 0, "lúa"),
    ],
)
def test_word_start(text: str, syllable: str, low: int, word: str) -> None:
    at = text.index(syllable)
    assert text[TAGGER.word_start(text, at, low) : at + len(syllable)] == word


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_word_starts_within_a_syllable(sentence: str) -> None:
    starts = [at for at, sign in enumerate(sentence) if sign != " " and (at == 0 or sentence[at - 1] == " ")]
    assert {TAGGER.word_start(sentence, at) for at in starts} <= set(starts)


def test_missing_models_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"models\.bin"):
        Tagger(tmp_path).tag("một")
    (tmp_path / "bad.bin").write_bytes(b"lCRF" + bytes(60))
    with pytest.raises(ReadingError, match="not a CRFsuite model"):
        read_binary_model(tmp_path / "bad.bin")


def test_a_dictionary_that_runs_code_is_refused(tmp_path: Path) -> None:
    from extract.language.segmentation_model import _read_dictionary

    (tmp_path / "dictionary.bin").write_bytes(pickle.dumps(Path))
    with pytest.raises(ReadingError, match="no plain value"):
        _read_dictionary(tmp_path / "dictionary.bin")


@pytest.mark.parametrize("text", ["Xã có 4.233 tổ.\n\n  Đạt  97,8% ", "", " \n", "a\u3000b\t1"])
def test_a_doc_keeps_the_text(text: str) -> None:
    vocab = pytest.importorskip("spacy.vocab").Vocab()
    doc = Tokenizer(vocab, TAGGER)(text)
    assert doc.text == text
    tokens = TAGGER.tag(text)
    doc = to_doc(text, tokens)
    assert doc.text == text
    kept = [(t.idx, t.text, t.tag_) for t in doc if t.tag_ != "_SP"]
    assert kept == [(t.start, t.text, t.tag) for t in tokens]


def test_preparing_only_changes_when_the_model_is_loaded(tmp_path: Path) -> None:
    words, tagger, lost = ["Hà Nội", "có", "12", "trạm"], Tagger(), Tagger(tmp_path)
    tagger.prepare()
    lost.prepare()
    assert tagger.parts_of_speech(words) == Tagger().parts_of_speech(words)
    with pytest.raises(ReadingError, match="reinstall underthesea"):
        lost.parts_of_speech(words)
