"""Quality only rises: every gold set at hand is the one that gate.toml names, and no measure is below its floor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import extract
from benchmarks.accuracy import reach
from tests.gate import GoldSet, digest, gold_sets

SETS = gold_sets()


@pytest.fixture(scope="module")
def pipeline() -> extract.Pipeline:
    return extract.Pipeline()


@pytest.fixture(params=SETS)
def gold_set(request: pytest.FixtureRequest) -> GoldSet:
    found = SETS[request.param]
    if not found.folder.is_dir():
        assert found.name != "own", "the project's own gold must be there"
        pytest.skip(f"no shared material at {found.folder}; set TRICH_SHARED to the folder that holds gold/")
    return found


def test_the_gold_is_the_one_the_floors_were_set_for(gold_set: GoldSet) -> None:
    assert digest(gold_set.folder) == gold_set.digest, (
        "the gold changed: weigh the floors and write its digest to gate.toml"
    )


def test_no_measure_is_below_its_floor(gold_set: GoldSet, pipeline: extract.Pipeline) -> None:
    assert gold_set.shortfalls(reach(gold_set.folder, pipeline)) == []


def test_the_gate_sees_what_is_below(tmp_path: Path, pipeline: extract.Pipeline) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "text": "Trời đẹp.", "facts": []}', encoding="utf-8")
    before = digest(tmp_path)
    strict = GoldSet("a", tmp_path, before, {"figure_f1": 0.5})
    assert strict.shortfalls(reach(tmp_path, pipeline)) == ["a: figure_f1 is 0.0000, its floor is 0.5"]
    assert replace(strict, floors={}).shortfalls(reach(tmp_path, pipeline)) == []
    (tmp_path / "a.json").write_text('{"id": "a", "text": "Trời mưa.", "facts": []}', encoding="utf-8")
    assert digest(tmp_path) != before
