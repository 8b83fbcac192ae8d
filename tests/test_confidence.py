"""Confidence: that it is lower where a reading is doubtful, and which signs say so."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.meaning.confidence import confidences
from extract.meaning.doubts import Doubts, Told
from extract.model import Figure, Status
from extract.pipeline import Pipeline

PIPELINE = Pipeline()
DOUBTS = Doubts()
STATUSES: tuple[Status, ...] = ("actual", "target", "forecast")


def sure(text: str) -> dict[str, Decimal]:
    """The figures of a text, each with its confidence."""
    return {fact.figure: fact.confidence for fact in PIPELINE.extract(text, published="2023-11-20")}


def told(status: Status, text: str = "Xã có 50 ha rừng.", *, sentence: int = 0, before: str = "") -> Told:
    """50 ha of forest, read with a status."""
    start = text.index("50")
    figure = Figure(start, start + 5, Decimal(50), kind="measure", unit="ha")
    return Told(sentence, text, figure, (status, None), "exact", "none", before, 0)


def test_a_fact_among_goals_is_less_sure_than_one_among_facts() -> None:
    alone = next(confidences([told("actual")] * 5, DOUBTS))
    goal = told("target")
    among = list(confidences([goal, goal, told("actual"), goal, goal], DOUBTS))[2]
    assert among < alone


def test_words_of_goals_make_a_figure_read_as_actual_less_sure() -> None:
    plain = sure("Năm 2022, xã đã trồng 50 ha rừng.")["50 ha"]
    doubtful = sure("Nếu muốn hoàn thành chương trình, xã trồng 50 ha rừng.")["50 ha"]
    assert doubtful < plain


def test_a_figure_that_counts_nothing_is_less_sure() -> None:
    assert sure("Năm 2022, xã đã có 3.250.")["3.250"] < sure("Năm 2022, xã đã có 3.250 hộ dân.")["3.250"]


def test_the_signs_name_what_is_plain_to_see() -> None:
    signs = list(DOUBTS.signs_of([told("target"), told("actual", before="Xã phải có kế hoạch.")]))[1]
    assert {"kind measure actual", "actual after target in the sentence", "actual among 1 others"} <= set(signs)
    assert {"status by nothing", "doubts 0", "doubts in the sentence before 2"} <= set(signs)


def test_a_figure_read_as_a_goal_is_not_asked_for_words_of_goals() -> None:
    (signs,) = DOUBTS.signs_of([told("target")])
    assert not any(sign.startswith(("doubts", "goals")) for sign in signs)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 5)), max_size=12))
def test_every_figure_has_a_confidence_between_0_and_1(readings: list[tuple[Status, int]]) -> None:
    found = list(confidences([told(status, sentence=sentence) for status, sentence in readings], DOUBTS))
    assert len(found) == len(readings)
    assert all(0 <= confidence <= 1 and confidence == round(confidence, 3) for confidence in found)
