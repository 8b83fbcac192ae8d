"""Many words in one expression: each stands for itself, the longest and the first that match are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.alternation import alternatives, escaped, first_of, whole_words


@given(st.text(max_size=12) | st.sampled_from(["hộ dân", "km/h", "m²", "tỷ lệ %", "(a|b)*"]))
def test_a_surface_stands_for_itself(surface: str) -> None:
    assert re.fullmatch(escaped(surface), surface)
    assert surface.isalnum() or not re.fullmatch(escaped(surface), f"{surface}x")


def test_the_longest_stand_first() -> None:
    assert alternatives(["hộ", "xã", "hộ dân", "km."]) == r"hộ dân|km\.|hộ|xã"
    assert alternatives([]) == r"(?!)"
    found = re.search(whole_words(["hộ", "hộ dân"], any_case=True), "Cả chộ và Hộ dân")
    assert found is not None
    assert found[0] == "Hộ dân"


@pytest.mark.parametrize(("text", "first"), [("năm 2023", 2), ("12 người", 1), ("12h", 1), ("nay", 3), ("xã", None)])
def test_the_first_pattern_that_matches_is_told(text: str, first: int | None) -> None:
    found = first_of([r"\d+(?: người|h)", r"năm(?= \d)|tháng", r"na|nay"]).match(text)
    assert (found and found.lastindex) == first


def test_of_no_patterns_none_matches() -> None:
    assert first_of([]).search("năm") is None
