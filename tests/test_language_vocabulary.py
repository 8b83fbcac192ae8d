"""The gates of a vocabulary let through each sentence that holds one of their words, and few others; an expression led
by its words finds what it would find alone.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.alternation import whole_words
from extract.language.vocabulary import Vocabulary

SENTENCES = st.lists(
    st.sampled_from(["theo", "Theo", "cho biết", "mục tiêu", "kế hoạch", "12", "İ", "ß", ",", "\u0301", "\ud800"]),
    max_size=8,
).flatmap(lambda words: st.sampled_from(["", " "]).map(lambda between: between.join(words)))
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
        ("nửa cặp \ud800 mục tiêu", False, True),  # no UTF-8
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


def test_an_expression_led_by_words_finds_their_whole_words_from_left_to_right() -> None:
    led = Vocabulary().led(CUES, re.compile(whole_words(CUES)))
    sentence = "Nói theo ông A, bộ đạt 5% theochân, Bộ Y tế đạt."
    assert [match[0] for match in led.finditer(sentence)] == ["theo", "đạt", "Bộ Y tế", "đạt"]
    first = led.search(sentence, 5)
    assert first is not None
    assert (first[0], first.start()) == ("đạt", sentence.index("đạt"))
    assert led.search(sentence, 5, sentence.index("đạt") + 2) is None


@given(SENTENCES, st.integers(0, 12), st.integers(0, 40))
def test_an_expression_led_by_words_finds_what_it_finds_alone(sentence: str, start: int, end: int) -> None:
    alone = re.compile(rf"(?<!ế )(?:{whole_words((*CUES, *GOALS))})(?: \w+)?", re.IGNORECASE)
    led = Vocabulary().led((*CUES, *GOALS), alone)
    spans = [match.span() for match in led.finditer(sentence, start, end)]
    assert spans == [match.span() for match in alone.finditer(sentence, start, end)]
    last = led.last(sentence, start, end)
    greedy = re.compile(rf".*(?={alone.pattern})", re.IGNORECASE | re.DOTALL).match(sentence[:end], start)
    assert (last and last.start()) == (greedy and greedy.end())
