"""Reviews: never changed, told when outdated, and what follows from them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extract.checking.gold import load_gold
from extract.cli import main
from extract.dataset.scanning import scan
from extract.dataset.schema import NAMES
from extract.errors import DatasetError, UsageError
from extract.serving.exporting import standing, write_corrected
from extract.serving.reviews import Reviews, correction

TEXT = "Năm 2023, xã có 120 hộ nghèo, 45 hộ cận nghèo và 9 trường học."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article and its data set, and reviews of two of its facts."""
    monkeypatch.chdir(tmp_path)
    write_article(TEXT)
    assert main(["run", "xa.jsonl", "-o", "ds", "--format", "csv,sqlite", "--quiet"]) == 0
    reviews = Reviews(Path("ds"))
    reviews.make()
    facts = {fact["figure"]: fact for fact in facts_of(Path("ds"))}
    add(reviews, facts["120"], "correct", {"value": "121", "period": "2022", "place": "Lệ Thủy, Quảng Bình"})
    add(reviews, facts["45"], "reject", {})
    add(reviews, facts["9"], "accept", {})
    return tmp_path


def write_article(text: str) -> None:
    Path("xa.jsonl").write_text(json.dumps({"id": "xa", "text": text, "published": "2024-02-01"}), encoding="utf-8")


def facts_of(folder: Path) -> list[dict[str, Any]]:
    return [dict(zip(NAMES["facts"], row, strict=True)) for row in scan(folder, "facts")]


def text_of(folder: Path) -> str:
    return str(next(scan(folder, "documents", ("text_sha256",)))[0])


def add(reviews: Reviews, fact: dict[str, Any], verdict: str, changed: dict[str, str | None]) -> None:
    reviews.add(fact, text_of(reviews.path.parent), verdict, "đọc lại báo cáo", changed, "Lan Anh")


@pytest.mark.parametrize(
    "statement", ["UPDATE reviews SET name = 'x'", "DELETE FROM reviews", "REPLACE INTO reviews SELECT * FROM reviews"]
)
def test_reviews_are_never_changed(place: Path, statement: str) -> None:
    with (
        closing(sqlite3.connect("ds/reviews.sqlite")) as database,
        pytest.raises(sqlite3.IntegrityError, match="never"),
    ):
        database.execute(statement)


def test_a_corrected_data_set_is_written_beside_and_can_be_verified(place: Path) -> None:
    before = Path("ds/facts.csv").read_bytes()
    assert main(["review", "ds", "-o", "better"]) == 0
    facts = {fact["figure"]: fact for fact in facts_of(Path("better"))}
    assert set(facts) == {"120", "9"}
    corrected = facts["120"]
    assert (corrected["value"], corrected["period_start"], corrected["period_end"]) == (
        "121",
        "2022-01-01",
        "2022-12-31",
    )
    assert (corrected["place"], corrected["place_code"]) == ("Lệ Thủy, Quảng Bình", None)
    assert Path("ds/facts.csv").read_bytes() == before
    assert main(["verify", "better"]) == 0


def test_gold_of_reviews_is_gold_that_scores(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "ds", "--gold", "gold"]) == 0
    marked = {fact.figure: fact for fact in load_gold("gold")["xa"].facts}
    assert set(marked) == {"120", "9"}
    assert str(marked["120"].value) == "121"
    capsys.readouterr()
    assert main(["score", "gold", "ds", "--json"]) == 0
    measures = json.loads(capsys.readouterr().out)
    assert measures["gold"] == 2
    assert measures["figure_precision"] == pytest.approx(2 / 3)  # what was rejected is found again


def test_a_review_whose_source_has_changed_is_told_and_not_applied(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_article(TEXT.replace("120", "130"))
    assert main(["run", "xa.jsonl", "-o", "ds", "--format", "csv,sqlite", "--quiet"]) == 0
    assert len(Reviews(Path("ds")).all()) == 3
    assert main(["review", "ds", "-o", "better"]) == 1
    assert capsys.readouterr().out.count("its source has changed") == 3
    assert {fact["figure"] for fact in facts_of(Path("better"))} == {"130", "45", "9"}


def test_the_last_review_of_a_fact_counts(place: Path) -> None:
    reviews = Reviews(Path("ds"))
    fact = next(fact for fact in facts_of(Path("ds")) if fact["figure"] == "45")
    add(reviews, fact, "accept", {})
    assert standing(Path("ds"), reviews.all()).holding[fact["fact"]].verdict == "accept"
    assert [review.verdict for review in reviews.of([fact["fact"]])[fact["fact"]]] == ["reject", "accept"]


def test_the_data_set_itself_is_not_corrected(place: Path) -> None:
    with pytest.raises(DatasetError, match="name another folder"):
        write_corrected(Path("ds"), Path("ds"), {})


@pytest.mark.parametrize(
    ("verdict", "reason", "changed", "phrase"),
    [
        ("maybe", "x", {}, "verdict_missing"), ("reject", "", {}, "reason_missing"),
        ("correct", "x", {}, "nothing_corrected"), ("accept", "", {"value": "1"}, "corrected_anyway"),
    ],
)  # fmt: skip
def test_a_review_that_says_too_little_is_refused(
    place: Path, verdict: str, reason: str, changed: dict[str, str | None], phrase: str
) -> None:
    with pytest.raises(UsageError, match=phrase):
        Reviews(Path("ds")).add(facts_of(Path("ds"))[0], "", verdict, reason, changed, "Lan Anh")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("value", ""), ("value", "1,5"), ("value", "NaN"), ("value", "1e5"), ("kind", "số"), ("bound", "")],
)
def test_what_cannot_stand_in_a_field_is_refused(place: Path, field: str, typed: str) -> None:
    with pytest.raises(UsageError, match=f"review.wrong {field}"):
        correction(facts_of(Path("ds"))[0], {field: typed})


def test_only_what_is_typed_otherwise_is_a_correction(place: Path) -> None:
    fact = facts_of(Path("ds"))[0]
    assert correction(fact, {"value": str(fact["value"]), "unit": "  hộ   gia đình ", "per": ""}) == {
        "unit": "hộ gia đình"
    }
