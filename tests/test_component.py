"""`nlp.add_pipe("trich")` in spaCy: facts on documents, spans on figures, all of it kept when a document is stored."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")
pytest.importorskip("extract.component")

from spacy.language import Language  # noqa: E402  # behind importorskip
from spacy.tokens import Doc, DocBin  # noqa: E402

import extract  # noqa: E402
from extract.language.docs import Tokenizer  # noqa: E402

TEXT = """Năm nay, toàn huyện Bình Minh có trên 1.250 hộ nuôi ong, tăng 12,5% so với năm ngoái.
Giá mật từ 85.000-90.000 đồng/kg."""
PLAIN_VI = {"nlp": {"tokenizer": {"use_pyvi": False}}}


@cache
def vietnamese() -> Language:
    nlp: Language = spacy.blank("vi", config=PLAIN_VI)
    nlp.add_pipe("trich", config={"published": "2023-11-20", "title": "Nghề nuôi ong"})
    return nlp


def test_facts_are_those_of_extract() -> None:
    expected = extract.extract(TEXT, published="2023-11-20", title="Nghề nuôi ong")
    assert list(vietnamese()(TEXT)._.facts) == expected
    assert [fact.value for fact in expected] == [Decimal(1250), Decimal("12.5"), Decimal(85000)]


def test_spans_are_the_figures_labelled_with_their_kind() -> None:
    doc = vietnamese()(TEXT)
    spans = doc.spans["facts"]
    assert [span.label_ for span in spans] == ["count", "percent", "money"]
    for span, fact in zip(spans, doc._.facts, strict=True):
        assert span._.fact == fact
        assert fact.figure in span.text
    assert doc[0:1]._.fact is None


def test_any_language_and_our_own_tokenizer_will_do() -> None:
    for nlp in (spacy.blank("xx"), spacy.blank("vi", config=PLAIN_VI)):
        if nlp.lang == "vi":
            nlp.tokenizer = Tokenizer(nlp.vocab)
        nlp.add_pipe("trich")
        doc = nlp("Xã có 30 - 40% hộ nghèo.")
        assert [(fact.value, fact.value_max) for fact in doc._.facts] == [(Decimal(30), Decimal(40))]
        assert doc.spans["facts"][0].text == "30 - 40%"


def test_pipe_reads_many() -> None:
    docs = list(vietnamese().pipe([TEXT, "", "Không có con số nào.", "Có 7 hộ."]))
    assert [len(doc._.facts) for doc in docs] == [3, 0, 0, 1]


def test_a_document_may_bring_its_own_day() -> None:
    nlp = vietnamese()
    doc = nlp.make_doc("Năm nay, xã có 7 hộ nghèo.")
    doc._.published = "2019-05-01"
    assert nlp(doc)._.facts[0].period == "2019"
    assert nlp("Năm nay, xã có 7 hộ nghèo.")._.facts[0].period == "2023"


def test_stored_documents_keep_their_facts() -> None:
    nlp = vietnamese()
    doc = nlp(TEXT)
    read = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (boxed,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for again in (read, boxed):
        assert again._.facts == doc._.facts
        assert [span._.fact for span in again.spans["facts"]] == list(doc._.facts)


def test_a_pipeline_is_saved_and_loaded(tmp_path: Path) -> None:
    vietnamese().to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded(TEXT)._.facts == vietnamese()(TEXT)._.facts


def test_a_folder_of_tables_is_heeded(tmp_path: Path) -> None:
    with pytest.raises(extract.PatternError, match="no such folder"):
        spacy.blank("xx").add_pipe("trich", config={"patterns": str(tmp_path / "none")})
