"""Which expression of time governs a figure, and so the period that the fact is about.

The nearest in the same clause wins, what stands before the figure over what follows, then the rest of the sentence,
then the period carried over from the sentences before. The base of a comparison ("so với cùng kỳ năm 2022") does not
govern the figure that is compared, the date of a document or a birth governs none, and the day of publication alone is
never a period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from extract.figures.times import Tense, TimeSpan
from extract.meaning.resolution import Direction, Period, resolve
from extract.model import Status, Step

__all__ = ["Carried", "Period", "period_of", "resolve"]

# What stands between an expression and a figure makes it the farther: in characters, chosen on annotated articles.
_CLAUSE_END: Final = 70  # ";" or a full stop within the line
_COMMA: Final = 10
_FOLLOWS: Final = 60  # the expression comes after the figure, not attached to it
_ATTACHED: Final = re.compile(
    r"[\w\s%²³/.\-–]{0,45}?(?:\s|\()(?:(?:trong|vào|của|ở|hồi|từ|tại|cho|đến|tới|tính)\s)?(?:các|những)?\s?$"
)
_COMPARISON: Final = re.compile(
    r"(?:so(?: sánh)? (?:với|cùng|tháng|quý|năm|tuần)|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn)"
    r"(?:(?!so với|so cùng)[^,;:()])*$"
)
_EXTREME: Final = re.compile(r"(?:nhất|kỷ lục)(?: trong| kể từ)?(?: vòng)?(?: hơn| gần| khoảng)? $")  # over a stretch
_BASIS: Final = 80  # "… kế hoạch năm 2025": the year of a plan, behind other expressions
_NAMED: Final = 30  # a bare year is mostly part of a name ("Festival Biển 2023")
_DAY: Final = 10  # the length of "2023-10-15"
_HELD: Final = 3  # sentences over which a period holds, by how it was given
_DAYS_STAY: Final = 4
_YEARS_STAY: Final = 3


class Carried(NamedTuple):
    """The period that the text so far leaves standing, and how firmly.

    `relation` is that of the expression it comes from, `age` counts the sentences since, `counted` says that a figure
    was about it, `fresh` that the block (paragraph) is still the same.
    """

    period: Period | None = None
    relation: str = "at"
    age: int = 0
    counted: bool = False
    fresh: bool = True

    def into(self, tense: Tense, status: Status) -> Period | None:
        """What a figure without its own time takes over in a sentence of that tense; None where it would be a guess."""
        if self.period is None:
            return None
        if tense == "hold" and self.fresh and self.age <= _HELD:
            return self.period
        if self.relation != "at" or status != "actual":
            return None
        if len(self.period.edtf) == _DAY and self.fresh:
            return self.period
        if tense == "free":
            return None
        if len(self.period.edtf) == _DAY:
            return self.period if self.age <= _DAYS_STAY else None
        return self.period if self.fresh and self.age <= (_YEARS_STAY if self.counted else 1) else None

    def after(
        self, spans: Sequence[TimeSpan], text: str, figures: Sequence[tuple[int, int]], published: date | None
    ) -> Carried:
        """What stands after a sentence with these expressions and figures (spans of its canonical text)."""
        for span in _main_spans(spans, text, figures):
            period = resolve(span, published, known=self.period)
            if period:
                return Carried(period, span.relation, 1, bool(figures))
        return Carried(self.period, self.relation, self.age + 1, self.counted, self.fresh) if self.period else self

    def in_new_block(self) -> Carried:
        """The same after the end of a paragraph or other block."""
        return self._replace(fresh=False)


def _main_spans(spans: Sequence[TimeSpan], text: str, figures: Sequence[tuple[int, int]]) -> list[TimeSpan]:
    """The expressions that may carry on, likeliest first: those that govern the last figures, then the last of all."""
    likely = [found[0][2] for start, end in reversed(figures) if (found := _ranked(spans, start, end, text))]
    usable = [
        span for span in reversed(spans) if _governs(span) and not _is_base(span, text) and span.relation != "basis"
    ]
    return [*likely, *usable]


def period_of(
    figure_start: int,
    figure_end: int,
    spans: Sequence[TimeSpan],
    sentence_text: str,
    carried: Carried,
    published: date | None,
    status: Status,
    tense: Tense = "",
) -> tuple[Period | None, Step | None]:
    """The period of the figure at `[figure_start, figure_end)` of a sentence, with the step that names the row it came
    by.

    `spans` are the expressions of the sentence and `tense` its tense (both from TimeFinder), `carried` what the text
    before it leaves standing. All offsets count in the sentence's canonical text. Both results are None where no
    period can be known.
    """
    prefer = _direction(status)
    for _, _, span in _ranked(spans, figure_start, figure_end, sentence_text):
        period = resolve(span, published, prefer=prefer, known=carried.period)
        if period:
            return period, Step("period", f"times:{span.row}", sentence_text[span.lead : span.end])
    taken = carried.into(tense, status)
    return (taken, Step("period", "carried", taken.edtf)) if taken else (None, None)


def _ranked(spans: Sequence[TimeSpan], start: int, end: int, text: str) -> list[tuple[int, int, TimeSpan]]:
    costs = [(_distance(span, start, end, text), span.start, span) for span in spans]
    return sorted((cost, at, span) for cost, at, span in costs if cost is not None)


def _direction(status: Status) -> Direction:
    return "past" if status == "actual" else "future"


def _governs(span: TimeSpan) -> bool:
    return span.relation not in ("aside", "after") and not span.part("lunar")


def _is_base(span: TimeSpan, text: str) -> bool:
    return span.relation == "compare" or bool(_COMPARISON.search(text, max(0, span.lead - 80), span.lead))


def _distance(span: TimeSpan, start: int, end: int, text: str) -> int | None:
    """How far the expression stands from the figure, by words and clauses; None where it cannot govern it."""
    if not _governs(span) or (span.start < end and start < span.end):
        return None
    if span.relation == "around" and _EXTREME.search(text, max(0, span.lead - 40), span.lead):
        return None
    if _is_base(span, text) and not _within_comparison(span, start, end, text):
        return None
    basis = _BASIS if span.relation == "basis" else _NAMED if span.part("bare") else 0
    if span.start <= start:
        return basis + _cost(text[span.end : start])
    gap = text[end : span.lead]
    return basis + _cost(gap) + (0 if _ATTACHED.fullmatch(gap) else _FOLLOWS)


def _within_comparison(span: TimeSpan, start: int, end: int, text: str) -> bool:
    base = _COMPARISON.search(text, max(0, span.lead - 80), span.lead)
    return base is not None and base.start() < start and end <= span.lead


def _cost(gap: str) -> int:
    return len(gap) // 4 + _CLAUSE_END * len(re.findall(r";|\. ", gap)) + _COMMA * gap.count(", ")
