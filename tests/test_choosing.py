"""Choosers: weights of signs choose, can be told, and are fitted so that the right readings win."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from benchmarks.annotated import ANNOTATIONS
from benchmarks.logit import Example, fitted
from extract.meaning.choosing import Chooser, plain
from extract.model import BOUNDS, CHANGES, STATUSES


def test_the_greatest_sum_wins_and_of_equals_the_first() -> None:
    chooser = Chooser({"near": 1.0, "far": -0.5, "named": 0.25})
    assert chooser.best([[(plain, ("far",))], [(plain, ("near",)), (plain, ("far",))], [(plain, ("named",))]]) == 1
    assert chooser.best([[(plain, ("unknown",))], []]) == 0


def test_the_signs_that_tell_most_come_first() -> None:
    chooser = Chooser({"near": 1.0, "far": -1.5, "named": 0.25, "often": 0.3})
    assert chooser.telling(["named", "near", "often", "far", "unknown"]) == [
        ("far", -1.5),
        ("near", 1.0),
        ("often", 0.3),
    ]


def test_fitted_weights_choose_what_was_right() -> None:
    examples = [Example([["here", "base"], ["back"], ["none"]], [1])] * 5
    examples += [Example([["here"], ["back"], ["none"]], [0])] * 5 + [Example([["back", "old"], ["none"]], [1])] * 5
    chooser = Chooser(fitted(examples, ridge=0.1, least=2))
    readings = [[[(plain, tuple(signs))] for signs in example.readings] for example in examples]
    chosen = [chooser.best(groups) in example.right for example, groups in zip(examples, readings, strict=True)]
    assert chosen == [True] * 15
    assert chooser.weights == fitted(examples, ridge=0.1, least=2)


def test_signs_seen_too_seldom_and_examples_without_a_right_reading_teach_nothing() -> None:
    examples = [Example([["here"], ["none", "rare"]], [0]), Example([["here"], ["none"]], [0])]
    assert set(fitted(examples, ridge=1.0, least=2)) == {"here", "none"}
    assert fitted([Example([["here"], ["none"]], [])], ridge=1.0, least=1) == {}


@pytest.mark.parametrize("name", ["periods", "sources"])
def test_shipped_weights_are_in_order_and_short(name: str) -> None:
    text = (files("extract") / "meaning" / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
    signs = [line.rpartition("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert signs == sorted(set(signs))
    assert len(signs) < 2500
    assert any(abs(weight) > 0.1 for weight in Chooser.built_in(name).weights.values())


def test_annotations_hold_places_and_no_text() -> None:
    fields = {"start", "end", "fact", "bound", "change", "status", "indicator", "place", "period", "attribution"}
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        for fact in json.loads(line)["facts"]:
            assert set(fact) <= fields
            assert fact["fact"] in ("yes", "no", "optional")
            assert fact["start"] < fact["end"]
            assert fact["fact"] == "no" or (fact["bound"], fact["change"], fact["status"]) in {
                (bound, change, status) for bound in BOUNDS for change in CHANGES for status in STATUSES
            }
            assert all(fact.get(name) is None or len(fact[name]) == 2 for name in ("indicator", "attribution"))
