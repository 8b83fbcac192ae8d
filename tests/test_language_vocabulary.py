"""The gates of a vocabulary let through each sentence that holds one of their words, and few others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.alternation import whole_words
from extract.language.vocabulary import Vocabulary

CUES = ("theo", "cho biết", "Bộ Y tế", "đạt")
GOALS = ("mục tiêu", "phấn đấu", "theo kế hoạch")


@pytest.mark.parametrize(
    ("sentence", "cued", "aimed"),
    [
        ("Theo Bộ Y tế, cả nước có 12 ca.", True, False),
        ("Phấn đấu có 90% hộ dùng nước sạch.", False, True),
        ("Năm nay làm theo kế hoạch đã đề ra.", True, True),
        ("Trời hôm nay nhiều mây.", False, False),
        ("", False, False),
        ("ĐẠT 100%", True, False),
        ("nửa cặp \ud800 mục tiêu", True, True),  # no UTF-8: it is let through
    ],
)
def test_each_gate_tells_of_its_own_words(sentence: str, cued: bool, aimed: bool) -> None:
    vocabulary = Vocabulary()
    cues, goals = vocabulary.gate(CUES), vocabulary.gate(GOALS)
    assert (cues(sentence), goals(sentence)) == (cued, aimed)


def test_a_gate_made_later_is_heard_too() -> None:
    vocabulary = Vocabulary()
    cues = vocabulary.gate(CUES)
    assert not cues("mục tiêu")
    goals = vocabulary.gate(GOALS)
    assert goals("mục tiêu")
    assert not cues("mục tiêu")


def test_a_gate_without_words_lets_nothing_through() -> None:
    assert not Vocabulary().gate(())("theo")


@given(st.lists(st.sampled_from([*CUES, *GOALS, "Năm", "12", "İ", "ß", ",", "\u0301"]), max_size=8).map(" ".join))
def test_no_sentence_that_an_expression_would_find_is_held_back(sentence: str) -> None:
    found = re.search(whole_words(CUES, any_case=True), sentence)
    assert found is None or Vocabulary().gate(CUES)(sentence)
