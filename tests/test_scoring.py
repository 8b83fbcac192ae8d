"""Scoring: hand-computed cases, confidence, bad input, and equality with the reference scorer where it is at hand."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from extract.checking.agreement import CORE, LINKED, days, folded, same_place, same_source, same_unit, shared_words
from extract.checking.annotations import annotation_of_row
from extract.checking.calibration import Judged, auroc, deciles
from extract.checking.scoring import Score, load_gold, load_predictions, match, render, score
from extract.errors import ReadingError, UsageError

TEXT = (
    "Năm 2023, huyện Bình Minh có 1.250 hộ nuôi ong, tăng 12% so với năm trước. "
    "Giá mật từ 85.000 đồng/kg lên 90.000 đồng/kg. Ông Lê Văn Tám cho biết cả hai xã đều có hợp tác xã. "
    "Đến năm 2025, huyện phấn đấu đạt gần 2 nghìn hộ."
)


def gold_fact(figure: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(figure)
    empty = dict.fromkeys(("value_max", "whole", "unit", "indicator", "place", "period", "attribution"))
    defaults = {"kind": "count", "bound": "exact", "change": "none", "status": "actual", "optional": False}
    return {"figure": figure, "start": start, "end": start + len(figure), **empty, **defaults, **fields}


FACTS = [
    gold_fact("1.250", value="1250", unit="hộ", indicator="hộ nuôi ong", place="Bình Minh, Vĩnh Long", period="2023"),
    gold_fact("12%", value="12", kind="percent", unit="%", change="increase", indicator="hộ nuôi ong", period="2023"),
    gold_fact("85.000 đồng", value="85000", kind="money", unit="VND", indicator="Giá mật"),
    gold_fact("90.000 đồng", value="90000", kind="money", unit="VND", indicator="Giá mật"),
    gold_fact("hai", value="2", unit="xã", indicator="xã", optional=True),
    gold_fact(
        "2 nghìn", value="2000", unit="hộ", bound="nearly", status="target", indicator="hộ nuôi ong", period="2025"
    ),
]


def gold_folder(folder: Path, facts: list[dict[str, Any]] | None = None, **fields: Any) -> Path:
    folder.mkdir(exist_ok=True)
    document: dict[str, Any] = {"id": "ong", "title": "Nuôi ong", "published": "2023-12-01", "url": None, "text": TEXT}
    document |= {"facts": FACTS if facts is None else facts, **fields}
    (folder / "ong.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder


def stated(*rows: Mapping[str, Any]) -> list[Any]:
    return [annotation_of_row({"doc": "ong", **row}, "here") for row in rows]


def without(facts: list[dict[str, Any]], *figures: str) -> list[dict[str, Any]]:
    return [fact for fact in facts if fact["figure"] not in figures]


def test_the_gold_itself_scores_one(tmp_path: Path) -> None:
    priced = [{**fact, "per": "kg" if fact["kind"] == "money" else None} for fact in FACTS]
    result = score(load_gold(gold_folder(tmp_path / "gold")), stated(*priced))
    assert result.gold == result.predicted == 5
    assert {value for name, value in result.measures().items() if name not in ("gold", "predicted")} == {1.0}
    assert result.errors == ()


def test_found_missed_spurious_and_optional_are_counted_by_hand(tmp_path: Path) -> None:
    rows = without(FACTS, "12%")  # one missed
    rows[0] = {**rows[0], "place": "tỉnh Vĩnh Long", "unit": "hộ nuôi"}  # both forgiven
    rows[1] = {**rows[1], "value": "85", "per": "kg"}  # core wrong, per right
    rows[2] = {**rows[2], "indicator": "lãi", "per": "năm"}  # core right, row wrong, per wrong
    at = TEXT.index("2025")
    rows.append({"figure": "2025", "start": at, "end": at + 4, "value": "2025", "kind": "count"})  # spurious
    result = score(load_gold(gold_folder(tmp_path / "gold")), stated(*rows))
    assert (result.gold, result.predicted) == (5, 5)
    assert result.figure_precision == result.figure_recall == result.figure_f1 == pytest.approx(4 / 5)
    assert result.core_f1 == pytest.approx(2 * 3 / 10)
    assert result.row_f1 == pytest.approx(2 * 2 / 10)
    expected = dict.fromkeys((*CORE, *LINKED, "span_exact"), 1.0)
    expected |= {"value": 3 / 4, "indicator": 3 / 4, "place_exact": 3 / 4, "per": 1 / 2}
    assert dict(result.accuracy) == pytest.approx(expected)
    assert [error.what for error in result.errors] == ["missed", "spurious", "wrong value", "wrong indicator"]
    assert result.kinds["money"].found == 2
    assert result.kinds["money"].core == 1
    assert result.documents["ong"].spurious == 1


def test_half_an_overlap_matches_and_less_does_not() -> None:
    gold = stated({"start": 10, "end": 20})
    assert len(match(gold, stated({"start": 15, "end": 20}))[0]) == 1
    assert match(gold, stated({"start": 16, "end": 20})) == ([], gold, stated({"start": 16, "end": 20}))
    assert match(gold, stated({"start": 15, "end": 26}))[0] == []


def test_the_best_overlap_is_paired_first_and_each_only_once() -> None:
    gold = stated({"start": 0, "end": 10}, {"start": 8, "end": 14})
    close, exact = stated({"start": 0, "end": 8}, {"start": 0, "end": 10})
    pairs, missed, spurious = match(gold, [close, exact])
    assert (pairs, missed, spurious) == ([(gold[0], exact)], [gold[1]], [close])


def test_no_facts_at_all_score_nothing(tmp_path: Path) -> None:
    result = score(load_gold(gold_folder(tmp_path / "gold")), [])
    assert result.gold == 5
    assert set(result.measures().values()) == {0.0, 5}
    assert result.auroc is None
    assert result.deciles == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023-Q3", "2023-07/2023-09", True),
        ("2023", "2023-01-01/2023-12-31", True),
        ("../2023-02", "../2023-02-28", True),
        ("../2024-02", "../2024-02-28", False),
        ("2023-10-15/..", "2023-10-15", False),
        ("2023", None, False),
        (None, None, True),
        ("2023-13", "2023-13", True),
        ("đầu năm", "cuối năm", False),
    ],
)
def test_periods_agree_by_their_days(one: str | None, other: str | None, same: bool) -> None:
    assert (days(one) == days(other)) is same


@pytest.mark.parametrize(
    ("gold", "other", "near", "same"),
    [
        ("Thanh Hóa", "tỉnh Thanh Hoá", "", True),
        ("Quảng Xương, Thanh Hóa", "Thanh Hóa", "", True),
        ("Thanh Hóa", "huyện Quảng Xương, Thanh Hóa", "ở quảng xương", True),
        ("Thanh Hóa", "Quảng Xương, Thanh Hóa", "ở nông cống", False),
        ("Thanh Hóa", "Nghệ An", "", False),
        ("Thanh Hóa", None, "", False),
        (None, None, "", True),
    ],
)
def test_a_larger_place_will_do_and_a_finer_one_only_where_named(
    gold: str | None, other: str | None, near: str, same: bool
) -> None:
    assert same_place(gold, other, near) is same


@pytest.mark.parametrize(
    ("gold", "other", "things", "same"),
    [
        ("km²", "km2", False, True),
        ("km", "km2", False, False),
        ("tài khoản", "tài khoản định danh mạng", True, True),
        ("tài khoản", "tài khoản định danh điện tử mức hai", True, False),
        ("tài khoản định danh", "tài khoản", True, True),
        ("tài khoản", "tài", True, False),
        ("người", "người dân", True, True),
        ("người", None, True, False),
    ],
)
def test_counted_nouns_may_stop_early_and_symbols_may_not(
    gold: str, other: str | None, things: bool, same: bool
) -> None:
    assert same_unit(gold, other, of_things=things) is same


@pytest.mark.parametrize(
    ("gold", "other", "same"),
    [
        ("ông Lê Văn Tám", "Lê Văn Tám", True),
        ("bà Hà", "Hà", True),
        ("Lê Văn Tám", "Phó Giám đốc Sở Công Thương tỉnh Lê Văn Tám", True),
        ("Sở Y tế", "Bộ Công an", False),
        ("Sở Y tế", None, False),
    ],
)
def test_a_source_agrees_with_and_without_its_title(gold: str, other: str | None, same: bool) -> None:
    assert same_source(gold, other) is same


def test_texts_are_compared_without_case_and_with_one_tone_placing() -> None:
    assert folded("  Thủy  SẢN, hòa\u00a0bình ") == "thuỷ sản, hoà bình"
    assert folded("hoa\u0300") == folded("hòa") == "hoà"
    assert folded("hòan") == "hòan"
    assert shared_words("hộ nuôi ong", "hộ nuôi cá") == pytest.approx(2 / 3)


def test_auroc_counts_a_tie_as_half() -> None:
    half = Decimal("0.5")
    assert auroc([Judged(half, True), Judged(half, False)]) == pytest.approx(0.5)
    assert auroc([Judged(Decimal(1), True), Judged(half, True), Judged(half, False)]) == pytest.approx(3 / 4)
    assert auroc([Judged(Decimal(0), True), Judged(half, False)]) == pytest.approx(0.0)
    assert auroc([Judged(half, True)]) is None


def test_deciles_do_not_depend_on_the_order_within_a_tie() -> None:
    judged = [Judged(Decimal(n // 5) / 10, n % 5 < 2) for n in range(25)]
    rows = deciles(judged)
    assert rows == deciles(judged[::-1])
    assert [row.precision for row in rows] == pytest.approx([0.4] * 10)
    assert sum(row.facts for row in rows) == 25
    assert rows[0].highest == Decimal("0.4")
    assert rows[-1].lowest == 0
    assert len(deciles(judged[:3])) == 3


def test_the_report_names_measures_breakdown_deciles_and_errors(tmp_path: Path) -> None:
    rows = [{**fact, "confidence": "0.5"} for fact in without(FACTS, "12%")]
    rows[0] = {**rows[0], "value": "1", "confidence": "0.25"}
    report = render(score(load_gold(gold_folder(tmp_path / "gold")), stated(*rows)), by="kind", errors=5)
    assert "figure_f1              0.8889" in report
    assert "confidence_auroc       1.0000" in report
    assert "  money                          gold    2 found    2 core    2 full    2" in report
    assert "confidence 0.25 to 0.25: 0.0000 of 1" in report
    assert "- ong missed: " in report
    assert "[12%]" in report
    assert "    value: gold 1250, got 1" in report


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a", "text": "x"}', "no facts"),
        ("[]", "one JSON object"),
        ("{", "cannot be read as JSON"),
        ('{"id": "a", "text": "x", "facts": {}}', "facts a list"),
        ('{"id": "a", "text": "có 5 hộ", "facts": [{"figure": "7", "start": 3, "end": 4}]}', r"a at \[3:4\].*'5'"),
        ('{"id": "a", "text": "có 5 hộ", "facts": [{"figure": "5", "start": "x", "end": 4}]}', "code-point offset"),
        (
            '{"id": "a", "text": "5 hộ", "facts": [{"figure": "5", "start": 0, "end": 1, "kind": "sum"}]}',
            "must be one of",
        ),
        ('{"id": "a", "text": "5", "facts": [{"figure": "5", "start": 0, "end": 1, "value": "năm"}]}', "not a number"),
    ],
)
def test_a_bad_gold_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError, match=rf"(?s)bad\.json.*{said}"):
        load_gold(tmp_path)


def test_two_gold_files_of_one_id_are_refused(tmp_path: Path) -> None:
    gold_folder(tmp_path)
    (tmp_path / "rừng.json").write_text((tmp_path / "ong.json").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ReadingError, match=r"rừng\.json.*also that of ong\.json"):
        load_gold(tmp_path)


def test_an_empty_gold_folder_and_a_folder_without_facts_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold files"):
        load_gold(tmp_path)
    with pytest.raises(UsageError, match="trich run"):
        load_predictions(tmp_path)


def test_a_figure_that_is_not_the_text_names_document_and_offsets(tmp_path: Path) -> None:
    gold = load_gold(gold_folder(tmp_path / "gold"))
    with pytest.raises(ReadingError, match=r"ong at \[0:3\], which is 'Năm'"):
        score(gold, stated({"start": 0, "end": 3, "figure": "năm"}))


def test_facts_of_other_documents_only_are_wrong_use(tmp_path: Path) -> None:
    gold = load_gold(gold_folder(tmp_path / "gold"))
    with pytest.raises(UsageError, match=r"'cá'.*'ong'"):
        score(gold, stated({"doc": "cá", "start": 0, "end": 3}))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("facts.csv", "doc,start,end\nong,0,x\n", r"facts\.csv:2.*code-point offset"),
        ("facts.csv", "doc,start\nong,0\n", r"facts\.csv:2.*no end"),
        ("facts.jsonl", '{"doc": "ong", "start": 0, "end": 1}\n{"doc"\n', r"facts\.jsonl:2.*JSON"),
        ("facts.jsonl", "[1]\n", r"facts\.jsonl:1.*object"),
        ("facts.jsonl", '{"doc": "ong", "start": 0, "end": 1, "value": "NaN?"}\n', r"facts\.jsonl:1.*not a number"),
    ],
)
def test_a_bad_row_of_facts_names_file_and_line(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError, match=said):
        load_predictions(tmp_path)


def test_csv_and_jsonl_give_the_same_facts_even_with_a_very_long_sentence(tmp_path: Path) -> None:
    rows = [{**fact, "doc": "ong", "confidence": "0.5", "sentence": "dài " * 100_000} for fact in FACTS]
    write_rows(tmp_path / "facts.csv", rows)
    write_rows(tmp_path / "facts.jsonl", rows)
    from_json = load_predictions(tmp_path / "facts.jsonl")
    assert [fact.value for fact in load_predictions(tmp_path)] == [fact.value for fact in from_json]
    assert [fact.indicator for fact in load_predictions(tmp_path)] == [fact.indicator for fact in from_json]


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        else:
            writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
            writer.writeheader()
            writer.writerows(rows)
    return path


def perturbed(folder: Path, seed: int) -> list[dict[str, Any]]:
    """Predictions made from a gold folder by losing, moving, doubling, inventing and garbling facts."""
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        text, facts = document["text"], document["facts"]
        kept = [garbled(fact, facts, chance) for fact in facts if chance.random() > 0.1]
        doubled = [dict(fact) for fact in kept if chance.random() < 0.1]
        invented = [
            {**fact, "start": at, "end": at + 3} for fact in kept[:4] for at in [chance.randrange(len(text) - 3)]
        ]
        rows += [
            {**fact, "doc": document["id"], "figure": text[fact["start"] : fact["end"]]}
            for fact in (*kept, *doubled, *invented)
        ]
    chance.shuffle(rows)
    return rows


def garbled(fact: dict[str, Any], others: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {
        **fact,
        "per": chance.choice([None, "kg", "năm"]),
        "confidence": str(chance.randint(0, 9) / 10),
    }
    row.pop("optional", None)
    if chance.random() < 0.3:
        row["start"] = max(0, row["start"] - chance.randint(0, 3))
        row["end"] = max(row["start"] + 1, row["end"] + chance.randint(-2, 2))
    for name in (*CORE, *LINKED):
        dice = chance.random()
        if dice < 0.15:
            row[name] = chance.choice(others)[name]
        elif dice < 0.25 and name in ("indicator", "attribution", "unit", "place") and row[name]:
            row[name] = " ".join(row[name].upper().split()[chance.randint(0, 1) :]) + chance.choice(
                ["", ", Ba Vì", " khác"]
            )
        elif dice < 0.3 and name != "kind":
            row[name] = chance.choice(["none", "", None])
    return row


def reference(shared: Path, gold: Path, predictions: Path, *options: str) -> str:
    command = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(predictions), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def same_as_reference(shared: Path, gold: Path, table: Path) -> Score:
    ours = score(load_gold(gold), load_predictions(table))
    theirs: dict[str, float] = json.loads(reference(shared, gold, table, "--json"))
    assert {name: round(ours.measures()[name], 4) for name in theirs} == {n: round(v, 4) for n, v in theirs.items()}
    return ours


@pytest.mark.parametrize("name", ["seeds", "dev", "train"])
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_measures_equal_those_of_the_reference_scorer(shared: Path, tmp_path: Path, name: str, kind: str) -> None:
    gold = shared / "gold" / name
    rows = perturbed(gold, seed=len(name) + len(kind))
    result = same_as_reference(shared, gold, write_rows(tmp_path / f"facts.{kind}", rows))
    assert 0.3 < result.figure_f1 < 0.95


def test_measures_equal_those_of_the_reference_scorer_on_a_gold_of_our_own(shared: Path, tmp_path: Path) -> None:
    gold = gold_folder(tmp_path / "gold")
    for seed in range(5):
        same_as_reference(shared, gold, write_rows(tmp_path / f"{seed}.jsonl", perturbed(gold, seed)))


@pytest.mark.parametrize("by", ["kind", "doc"])
def test_the_report_has_every_line_of_the_reference_scorer(
    shared: Path, tmp_path: Path, by: Literal["kind", "doc"]
) -> None:
    gold = shared / "gold" / "seeds"
    table = write_rows(tmp_path / "facts.csv", perturbed(gold, seed=1))
    lines = render(score(load_gold(gold), load_predictions(table)), by=by).split("\n")
    theirs = reference(shared, gold, table, "--by", by).splitlines()
    assert [line for line in lines if line in theirs] == theirs
