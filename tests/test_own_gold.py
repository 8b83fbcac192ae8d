"""The sample documents and their gold agree with each other and with the definition of a fact in docs/facts.md."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.model import BOUNDS, CHANGES, KINDS, STATUSES

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))
PAGES = sorted((ROOT / "tests" / "gold" / "pages").glob("*.json"))
FIELDS = {
    "figure", "start", "end", "value", "value_max", "whole", "kind", "unit", "bound", "change", "status", "indicator",
    "place", "period", "attribution", "optional",
}  # fmt: skip


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def _source_texts() -> dict[str, str]:
    """Every text of the corpus that has gold, by document id, as its reader should give it."""
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in CORPUS.glob("*.txt")}
    for line in (CORPUS / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[row["id"]] = row["text"]
    with (CORPUS / "articles.csv").open(encoding="utf-8", newline="") as rows:
        texts.update({row["id"]: row["text"] for row in csv.DictReader(rows)})
    return texts


def _facts() -> Iterator[dict[str, Any]]:
    for path in GOLD:
        yield from _read(path)["facts"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_quotes_its_document(path: Path) -> None:
    document = _read(path)
    text = document["text"]
    assert document["id"] == path.stem
    assert text == unicodedata.normalize("NFC", _source_texts()[path.stem])
    assert [f["start"] for f in document["facts"]] == sorted(f["start"] for f in document["facts"])
    for fact in document["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["figure"]
        for field in ("indicator", "attribution"):
            assert fact[field] is None or fact[field] in text, f"{fact['figure']}: {field} is not verbatim"


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_fields_are_of_their_lists(path: Path) -> None:
    for fact in _read(path)["facts"]:
        assert set(fact) == FIELDS
        assert fact["kind"] in KINDS and fact["bound"] in BOUNDS
        assert fact["change"] in CHANGES and fact["status"] in STATUSES
        low, high = Decimal(fact["value"]), fact["value_max"]
        assert high is None or Decimal(high) > low
        assert (fact["kind"] == "ratio") <= (fact["whole"] is not None)


def test_every_document_of_the_corpus_has_gold() -> None:
    assert set(_source_texts()) == {path.stem for path in GOLD}
    assert {_read(path)["file"] for path in PAGES} == {f"corpus/{path.name}" for path in CORPUS.glob("*.html")}


def test_gold_is_large_and_covers_the_definition() -> None:
    facts = list(_facts())
    assert len(facts) >= 250
    for field, words in (("kind", KINDS), ("bound", BOUNDS), ("change", CHANGES), ("status", STATUSES)):
        assert {fact[field] for fact in facts} == set(words)


def test_old_typing_habits_are_really_there() -> None:
    text = _source_texts()["ho-dap-kieu-cu"]
    assert not unicodedata.is_normalized("NFC", text)
    assert "\u00a0" in text and "1,234.5" in text and "1.055,7" in text
