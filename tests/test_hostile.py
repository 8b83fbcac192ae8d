"""Any text whatever: never an error, always exact quotations, the same facts every time, time that grows with the text.

`HYPOTHESIS_PROFILE=fuzz` (what `make fuzz` sets) tries many more texts, new ones each time; without it a run is short
and always the same.
"""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import inf
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.model import Fact

FUZZ = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"

SENTENCES = (
    "Đến ngày 15/10/2023, toàn tỉnh có trên 1.250 hộ nuôi ong, tăng 12,5% so với cùng kỳ năm trước.",
    "Ông Lê Văn Tám cho biết giá mật từ 85.000 - 90.000 đồng/kg, cao gấp 2,5 lần năm 2019.",
    "Huyện Bình Minh đạt 7/10 chỉ tiêu, phấn đấu đến năm 2025 không dưới 2 nghìn tỷ 300 triệu đồng.",
    "Theo Sở Công Thương, một phần ba số hộ, tức hai mươi lăm nghìn sáu trăm hộ, có thu nhập 10-12 triệu đồng/tháng.",
    "Nhiệt độ giảm còn -3,5°C; diện tích 0,65 ha (tương đương 6.500 m2); xếp thứ 15/63 tỉnh, thành phố.",
    "Khoảng 1,2 triệu USD (25,5 tỷ đồng) đã chi cho 03 dự án, chiếm gần 1/3 vốn; một nửa dân số, gấp đôi năm 2020.",
)
SPACES = "\u00a0\u2009\u202f\u200b\u200d\ufeff\u00ad\n\r\t\u2028\u3000"
ODD = (
    *SPACES,
    "\u202e",
    "\u0301",
    "\U0001f41d",
    "\ud7ff",
    "\x00",
    "٣٤",
    "１２",
    "²",
    "½",
    "%",
    "−",
    "–",
    "/",
    "[[",
    "9" * 40,
)
WORDS = (
    "một", "hai", "mươi", "mốt", "trăm", "linh", "nghìn", "triệu", "tỷ", "rưỡi", "nửa", "phẩy", "phần", "gấp", "đôi",
    "từ", "đến", "hơn", "gần", "tăng", "%", "đồng", "/", "-", ",", ".", "(", ")", "km2", "USD", "thứ", "ngày", "tháng",
    "lần", "năm", "quý III", "12", "3,5", "1.250", "07", "2023", "hộ", "người", "\n", "so với", "và",
)  # fmt: skip

texts = st.text(max_size=300)
word_salad = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@st.composite
def broken_sentences(draw: st.DrawFn) -> str:
    """A sentence such as newspapers print, with odd characters put in and stretches cut, doubled or turned round."""
    text = draw(st.sampled_from(SENTENCES))
    for _ in range(draw(st.integers(1, 8))):
        place, width = draw(st.integers(0, len(text))), draw(st.integers(0, 6))
        piece = text[place : place + width]
        change = draw(st.sampled_from(("insert", "cut", "double", "reverse")))
        new = {"insert": draw(st.sampled_from(ODD)) + piece, "cut": "", "double": piece * 2, "reverse": piece[::-1]}[
            change
        ]
        text = text[:place] + new + text[place + width :]
    return text


anything = texts | word_salad | broken_sentences()


def said(facts: list[Fact]) -> list[tuple[object, ...]]:
    return [
        (f.value, f.value_max, f.whole, f.kind, f.unit, f.per, f.bound, f.change, f.status, f.period) for f in facts
    ]


@cache
def second_pipeline() -> extract.Pipeline:
    return extract.Pipeline()


def check_citations(text: str, facts: list[Fact]) -> None:
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.figure
        assert fact.figure in fact.sentence
        assert fact.value.is_finite()
        assert 0 <= fact.confidence <= 1
        assert text[: fact.start].endswith(fact.prefix)
        assert text[fact.end :].startswith(fact.suffix)
    spans = [(fact.start, fact.end) for fact in facts]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans)), "one figure, one fact"


@given(anything)
def test_any_text_gives_facts_that_quote_it_and_never_an_error(text: str) -> None:
    check_citations(text, extract.extract(text, published="2023-11-20"))


@given(anything, st.sampled_from([None, "", "2023-11-20", "2023-11-20T07:00:00+07:00"]), texts)
def test_the_same_text_gives_the_same_facts(text: str, published: str | None, title: str) -> None:
    first = extract.extract(text, published=published, title=title)
    assert extract.extract(text, published=published, title=title) == first
    assert second_pipeline().extract(text, published=published, title=title) == first


@given(word_salad | broken_sentences())
def test_composed_and_decomposed_text_say_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    facts = extract.extract(decomposed, published="2023-11-20")
    check_citations(decomposed, facts)
    assert said(facts) == said(extract.extract(composed, published="2023-11-20"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[:24])
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"], ids=["nbsp", "thin", "narrow", "wide"])
def test_the_kind_of_space_changes_nothing(sentence: str, space: str) -> None:
    odd = sentence.replace(" ", space)
    facts = extract.extract(odd, published="2023-11-20")
    check_citations(odd, facts)
    assert said(facts) == said(extract.extract(sentence, published="2023-11-20")) != []


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[:24])
@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\ufeff", "\u2060"], ids=["zwsp", "shy", "bom", "joiner"])
def test_characters_that_nobody_sees_change_nothing(sentence: str, unseen: str) -> None:
    chance = random.Random(sentence)
    odd = "".join(letter + unseen * (chance.random() < 0.2) for letter in sentence)
    facts = extract.extract(odd, published="2023-11-20")
    check_citations(odd, facts)
    assert said(facts) == said(extract.extract(sentence, published="2023-11-20")) != []


LONG: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "7" * n,
    "digits with dots": lambda n: "1.234" + ".567" * (n // 4),
    "digits with commas": lambda n: "1" + ",5" * (n // 2),
    "digits with spaces": lambda n: "12 345 " * (n // 7),
    "slashes": lambda n: "7/10/" * (n // 5),
    "dashes": lambda n: "5-7 - " * (n // 6),
    "number words": lambda n: "một " * (n // 4),
    "hundreds": lambda n: "hai trăm linh năm " * (n // 18),
    "thousands": lambda n: "nghìn tỷ " * (n // 9),
    "points": lambda n: "phẩy năm " * (n // 9),
    "bare letters": lambda n: "a" * n,
    "syllables": lambda n: "ông bà " * (n // 7),
    "spaces": lambda n: "5" + " " * n + "hộ",
    "brackets": lambda n: "(" * (n // 2) + "5 hộ" + ")" * (n // 2),
    "quotes": lambda n: "“" * n + "5 hộ",
    "line breaks": lambda n: "5 hộ\n" * (n // 5),
    "dots": lambda n: "1" + "." * n + "2",
    "no space": lambda n: "*5" * (n // 2),
    "no space, with units": lambda n: "5ha|" * (n // 4),
    "a script without spaces": lambda n: "有5人，" * (n // 4),
    "full stops": lambda n: "5." * (n // 2),
    "percents": lambda n: "tăng 5%, " * (n // 9),
    "places": lambda n: "huyện Bình Minh, tỉnh Vĩnh Long, " * (n // 33),
    "dates": lambda n: "ngày 15/10/2023 đến năm 2025 " * (n // 29),
    "people": lambda n: "theo ông Lê Văn Tám, Giám đốc Sở Công Thương, " * (n // 46),
    "one sentence": lambda n: "có 1.250 hộ nuôi ong và " * (n // 24),
    "combining marks": lambda n: "5" + "\u0301" * n,
    "invisible": lambda n: "1" + "\u200b" * n + "2 hộ",
    "emoji": lambda n: "\U0001f41d5 hộ " * (n // 6),
    "right to left": lambda n: "\u202eبعد 5 ساعات " * (n // 14),
    "capitals": lambda n: "HUYỆN BÌNH MINH CÓ 5 HỘ " * (n // 24),
}
LENGTHS = (2_000, 8_000, 32_000, 128_000) if FUZZ else (2_000, 8_000, 32_000)
GROWTH = 8  # for four times the text: 4 is linear, 16 the square


@pytest.mark.parametrize("shape", LONG)
def test_time_grows_with_the_length_of_a_line_and_not_with_its_square(shape: str) -> None:
    extract.extract(SENTENCES[0])  # loads tables and models, which is no part of the growth
    seconds: list[float] = []
    for length in LENGTHS:
        text = LONG[shape](length)
        bound = max(0.5, GROWTH * seconds[-1]) if seconds else inf
        seconds.append(seconds_to_read(text, bound))
        assert seconds[-1] < bound, f"{seconds} s for lines of {LENGTHS} characters"


def seconds_to_read(text: str, bound: float) -> float:
    """The least processor time of up to three readings, as a busy machine only ever adds to it."""
    least = inf
    for _ in range(3):
        start = process_time()
        facts = extract.extract(text, published="2023-11-20")
        least = min(least, process_time() - start)
        check_citations(text, facts)
        if least < bound < inf:
            break
    return least


@pytest.mark.parametrize("shape", ["digits", "number words", "bare letters", "places", "invisible"])
def test_a_line_of_a_million_characters_is_read_within_a_minute(shape: str) -> None:
    start = process_time()  # of the processor: another program that keeps the machine busy is no fault of the reading
    extract.extract(LONG[shape](1_000_000), published="2023-11-20")  # number words: 250,000 numbers to judge
    assert process_time() - start < 60


@pytest.mark.parametrize("number", ["1'234'567", "1’234", "1·234·567", "1٬234"])
def test_a_number_with_marks_of_other_countries_is_not_read_in_halves(number: str) -> None:
    facts = extract.extract(f"Xã có {number} hộ, huyện trồng {number} ha chè và 5 ha cam, '7' xã góp '9' máy.")
    assert [fact.figure for fact in facts] == ["5 ha"]


@pytest.mark.parametrize("digits", [20, 40, 400, 5000])
def test_a_number_of_very_many_digits_is_read_exactly_or_not_at_all(digits: int) -> None:
    number = "1" + "234567890" * (digits // 9)
    text = f"Kho có {number} hạt thóc, tăng {number},{number}% so với {number} triệu tỷ tỷ hạt năm trước."
    facts = extract.extract(text, published="2023-11-20")
    check_citations(text, facts)
    whole = [fact for fact in facts if fact.figure == number]
    assert all(str(fact.value) == number for fact in whole)


@pytest.mark.parametrize(
    "text", ["", " ", "\n" * 1000, "\ufeff", "\x00", "%", "5", "năm", "\ud800 5 hộ", "5\u0301 hộ", "٣٤ hộ"]
)
def test_next_to_nothing_is_read_without_an_error(text: str) -> None:
    check_citations(text, extract.extract(text))
