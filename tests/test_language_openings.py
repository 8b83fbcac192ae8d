"""Where numbers and words begin: the places from which times and numbers are read on."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.openings import DIGITS, Openings, first_words

WORDS = ("năm", "tháng", "ba", "mười", "s", "sn", "q1")
WORD = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![^\W\d])")
DIGIT = re.compile(r"(?<!\d)[0-9]")


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("tháng 3 năm 2023", [(0, "tháng"), (6, DIGITS), (8, "năm"), (12, DIGITS)]),
        ("bao giờ tháng3 về, ba?", [(8, "tháng"), (13, DIGITS), (19, "ba")]),
        ("u23 có 1.200 vé", [(1, DIGITS), (7, DIGITS), (9, DIGITS)]),
        ("quả năm_roi", []),
        ("\ud800 mười", [(2, "mười")]),
        ("", []),
    ],
    ids=["ngày tháng", "chữ trong chữ", "mã và nhóm số", "gạch nối dưới", "nửa cặp thay thế", "trống"],
)
def test_openings_are_whole_words_and_the_first_digits(text: str, openings: list[tuple[int, str]]) -> None:
    assert Openings(WORDS).of(text) == openings


@given(st.lists(st.sampled_from([*"bans1q 0_-(tháng²", "năm", "mười", "q1", "٣"]), max_size=15).map("".join))
def test_openings_are_those_that_an_expression_finds(text: str) -> None:
    found = [(m.start(), m[0]) for m in WORD.finditer(text)] + [(m.start(), DIGITS) for m in DIGIT.finditer(text)]
    assert Openings(WORDS).of(text) == sorted(found)


def test_words_that_are_added_later_are_found_in_the_same_text() -> None:
    openings, text = Openings(["ba"]), "ba năm"
    assert openings.of(text) == [(0, "ba")]
    openings.add(["năm"])
    assert openings.of(text) == [(0, "ba"), (3, "năm")]


def test_a_surface_begins_with_its_first_word() -> None:
    assert first_words(["Gấp đôi", "1 nửa", "½"]) == {"gấp", DIGITS, "½"}


def test_threads_that_look_first_at_once_find_every_word() -> None:
    words = [first + second for first in "abcdefghij" for second in "klmnopqrstuv"]
    text, begin, before = " ".join(words), Barrier(4), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(40):
            openings = Openings(words)

            def found(text: str, openings: Openings = openings) -> list[str]:
                begin.wait()
                return [word for _, word in openings.of(text)]

            assert list(threads.map(found, [text] * 4)) == [words] * 4
    sys.setswitchinterval(before)
