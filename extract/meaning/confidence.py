"""How sure a reading is: a number whose order agrees with the reading being right.

It is the probability that all core fields of a fact are right, by a logistic model over signs that are known to be
hard. The weights below come from `python -m benchmarks.calibrate GOLD`, which fits them on annotated articles and
prints them; they say nothing about language and may be fitted anew on a user's own gold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.language.alternation import whole_words
from extract.language.regexes import regex
from extract.model import Bound, Change, Figure, Status, Step

_DOUBT: Final = regex(
    whole_words(
        "sẽ|phải|cần|nên|nếu|có thể|đề nghị|đề xuất|yêu cầu|kế hoạch|mục tiêu|chỉ tiêu|dự kiến|dự án|dự báo|quy định|"
        "phấn đấu|tối đa|tối thiểu|mức|quy hoạch|dự toán|được phép|áp dụng".split("|"),
        any_case=True,
    )
)
_DONE: Final = regex(whole_words("đã|vừa|hiện|từng|năm ngoái|cùng kỳ|so với".split("|"), any_case=True))

_WINDOW: Final = 400  # code points around the figure that are looked at
_STARTS_WITH_VERB: Final = regex(
    r"(?:Xây dựng|Đầu tư|Trồng|Hoàn thành|Tăng|Giảm|Có|Đạt|Hỗ trợ|Triển khai|Đảm bảo|Bảo đảm|Tổ chức|Thu|Chi|"
    r"Xét nghiệm)(?!\w)"
)

BASE: Final = 0.933
WEIGHTS: Final[dict[str, float]] = {
    "bound about": -0.09,
    "bound at_least": -0.48,
    "bound at_most": 0.18,
    "bound exact": -0.25,
    "bound nearly": 0.23,
    "bound over": 0.25,
    "change decrease": 0.03,
    "change increase": 0.22,
    "change none": -0.42,
    "done": 0.53,
    "done nearby": 0.70,
    "doubts 0": 0.64,
    "doubts 1": -0.06,
    "doubts 2": -0.68,
    "doubts 3": -0.34,
    "doubts behind 0": 0.16,
    "doubts behind 1": -0.07,
    "doubts behind 2": -0.53,
    "doubts in the sentence before 0": 0.14,
    "doubts in the sentence before 1": -0.09,
    "doubts in the sentence before 2": -0.49,
    "goals before 0": 0.70,
    "goals before 1": -0.25,
    "goals before 2": -0.12,
    "goals before 3": -0.77,
    "kind count": 0.13,
    "kind duration": -0.19,
    "kind money": 0.43,
    "kind multiple": -0.02,
    "kind rank": -0.12,
    "kind ratio": -0.04,
    "kind score": -0.34,
    "many figures": 0.10,
    "no full stop": -0.22,
    "no noun": -0.56,
    "no subject": -0.55,
    "number words": -0.26,
    "range": -0.04,
    "separators by context": 0.09,
    "short duration": 0.05,
    "status actual": -0.44,
    "status forecast": -0.03,
    "status target": 0.31,
}


class Around(NamedTuple):
    """What a document says around a figure: the figures of its sentence, the sentence before, the goals so far."""

    figures: int = 1
    sentence_before: str = ""
    goals_before: int = 0


def confidence_of(
    text: str, figure: Figure, status: tuple[Status, Step | None], bound: Bound, change: Change, around: Around
) -> Decimal:
    """Between 0 and 1, three decimals. `text` is the figure's sentence."""
    total = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs(text, figure, status, bound, change, around))
    return Decimal(f"{1 / (1 + math.exp(-total)):.3f}")


def signs(
    text: str, figure: Figure, status: tuple[Status, Step | None], bound: Bound, change: Change, around: Around
) -> Iterator[str]:
    """The names of the signs that hold for a reading."""
    yield f"kind {figure.kind}"
    yield f"status {status[0]}"
    yield f"bound {bound}"
    yield f"change {change}"
    if "!" in figure.reading:
        yield "separators by context"
    if figure.reading == "words":
        yield "number words"
    if figure.kind == "count" and figure.noun_start == figure.noun_end:
        yield "no noun"
    if figure.value_max is not None:
        yield "range"
    if around.figures > 4:
        yield "many figures"
    if status[0] == "actual":
        before, low, high = around.sentence_before, figure.start - _WINDOW, figure.end + _WINDOW
        yield f"doubts {min(_count(_doubts(text), low, figure.start), 3)}"
        yield f"doubts behind {min(_count(_doubts(text), figure.end, high), 2)}"
        yield f"doubts in the sentence before {min(_count(_doubts(before), len(before) - _WINDOW, len(before)), 2)}"
        yield f"goals before {min(around.goals_before, 3)}"
        if _count(_done(text), figure.start - 80, figure.start):
            yield "done nearby"
        elif _count(_done(text), low, high):
            yield "done"
        if _STARTS_WITH_VERB.match(text):
            yield "no subject"
    if not text.rstrip().endswith((".", "!", "?", "”", '"', ";", ":", ")")):
        yield "no full stop"
    if figure.kind == "duration" and figure.value <= 2:
        yield "short duration"


Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=16)
def _doubts(sentence: str) -> Spans:
    return tuple([match.span() for match in _DOUBT.finditer(sentence)])


@lru_cache(maxsize=16)
def _done(sentence: str) -> Spans:
    return tuple([match.span() for match in _DONE.finditer(sentence)])


def _count(spans: Spans, low: int, high: int) -> int:
    return sum(low <= start and end <= high for start, end in spans)


def fitted(
    rows: Sequence[tuple[frozenset[str], bool]], rounds: int = 2500, ridge: float = 10.0
) -> tuple[float, dict[str, float]]:
    """Base and weights of the logistic model over `rows` of (signs, all right): gradient descent, ridge penalty."""
    names = sorted({name for found, _ in rows for name in found})
    base, weights = 0.0, dict.fromkeys(names, 0.0)
    rate = 4.0 / max(1, len(rows))
    for _ in range(rounds):
        slope, slopes = 0.0, dict.fromkeys(names, 0.0)
        for found, right in rows:
            error = right - 1 / (1 + math.exp(-(base + sum(weights[name] for name in found))))
            slope += error
            for name in found:
                slopes[name] += error
        base += rate * slope
        weights = {name: weight + rate * (slopes[name] - ridge * weight) for name, weight in weights.items()}
    return base, weights
