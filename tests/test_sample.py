"""The sample data set in outputs/ is what the program makes of the sample documents, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sample import ROOT, SAMPLE, build


def test_the_sample_is_what_a_run_makes_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    build(tmp_path / "sample")
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "sample").iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in SAMPLE.iterdir()}
    assert kept.keys() == made.keys() == {"datapackage.json", "documents.csv", "facts.csv"}
    for name, text in made.items():
        assert kept[name].splitlines() == text.splitlines(), f"{name}: `make sample` builds the sample anew"
