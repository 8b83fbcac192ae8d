"""Expressions of time and the periods they stand for, and how far one stands from a figure that may be about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from extract.figures.finder import Findings
from extract.figures.time_spans import TimeSpan
from extract.figures.times import Tense
from extract.language.regexes import regex
from extract.meaning.periods.resolution import Period
from extract.model import Change, Figure, Status

ATTACHED: Final = regex(
    r"[\w\s%²³/.\-–]{0,45}?(?:\s|\()(?:(?:trong|vào|của|ở|hồi|từ|tại|cho|đến|tới|tính)\s)?(?:các|những)?\s?$"
)
_PARTS_OF_A_YEAR: Final = ("month", "month_words", "quarter", "half", "unit")  # and days, which have months
_YEAR_BEFORE: Final = "year_anchor"
OPEN_ENDED: Final = frozenset(("until", "by", "before", "since", "since_now", "since_then"))
_TOUCHING: Final = regex(  # "54 USD/người vào năm 2024", "12 ca trong cả năm 2020"
    r"(?:/[^\s\d,;.():]+)? (?:(?:của|trong|vào|hồi|tại) )?|(?: [^\W\d]+){1,2} (?:của|trong|vào|hồi|tại) "
)
_LAST_YEARS: Final = regex(r" (?:của )?")  # "… so với 27,5% cùng kỳ năm trước"
_VERB_OF_LEVEL: Final = (
    r"(?:(?:chỉ|cũng|đã|ước|vẫn) )?(?:tăng(?: trưởng)?|giảm|đạt|là|có|thu|lãi|lỗ|chiếm|ở|ghi nhận|hoàn nhập)"
    r"(?: [^\s\d,;.()]+){0,2} "
)
_LAST_YEAR_WAS: Final = regex(" " + _VERB_OF_LEVEL)  # "(cùng kỳ năm trước tăng 4,58%)"
_LAST_YEAR_IT_WAS: Final = regex(r",? (?:[^\s\d,;.()]+ ){1,3}" + _VERB_OF_LEVEL)  # "cùng kỳ năm ngoái, hãng lỗ 9 tỷ"
_CLAUSE_OPENS: Final = regex(r"(?:^|[(;:]|[Tt]rong khi|[Cc]òn) ?$")
_LIFTED: Final = regex(
    r"(?:nâng|đưa) (?:tổng )?số [^,;.()]*? lên(?: [^\s\d,;.()]+){0,2} $"
)  # "nâng tổng số ca mắc lên hơn 900"
_EXTREME: Final = regex(  # over a stretch, or of all since a time
    r"(?:nhất|kỷ lục|lần đầu(?: tiên)?)(?: theo \S+)?"
    r"(?:(?: trong| kể từ)?(?: vòng)?(?: hơn| gần| khoảng)?| kể từ [^,;.]{1,50}) $"
)
_STRETCHES: Final = frozenset(("around", "since", "since_now", "since_then"))
_COMPARISON: Final = regex(
    r"(?:[Ss]o(?: sánh)? (?:với|cùng|tháng|quý|năm|tuần)|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn)"
    r"(?:(?!so với|so cùng)[^,;:()])*$"
)
_REACH: Final = 80  # characters before an expression in which a comparison may begin

# What stands between an expression and a figure makes it the farther: in words, chosen on annotated articles.
_CLAUSE_END: Final = 70  # ";" or a full stop within the line
_COMMA: Final = 10
_FOLLOWS: Final = 60  # the expression comes after the figure, not attached to it
_BASIS: Final = 80  # "… kế hoạch năm 2025": the year of a plan, behind other expressions
_NAMED: Final = 30  # a bare year is mostly part of a name ("Festival Biển 2023")


class TimedSentence(Protocol):
    """A sentence with its expressions of time and its figures; `block` is the number of its paragraph."""

    @property
    def text(self) -> str: ...
    @property
    def block(self) -> int: ...
    @property
    def times(self) -> Sequence[TimeSpan]: ...
    @property
    def tense(self) -> Tense: ...
    @property
    def findings(self) -> Findings: ...


class Subject(NamedTuple):
    """What is known of a figure before its period is: itself, the number of its sentence, its status and change."""

    figure: Figure
    sentence: int
    status: Status
    change: Change


class Mention(NamedTuple):
    """An expression of time with the period that it stands for, in one of its forms.

    `form` says whether the period is as the words around limit it (`own`), as if nothing limited it (`plain`), or all
    the time up to it (`until`); `base` whether the expression is what something is compared with.
    """

    span: TimeSpan
    form: str
    period: Period
    base: bool

    @property
    def governs(self) -> bool:
        """Whether a figure may be about it at all: the date of a document or a birth governs none."""
        return self.span.relation not in ("aside", "after") and not self.span.part("lunar")


def year_of(sentences: Sequence[TimedSentence]) -> str | None:
    """The year that stands in for an unknown day of publication: the one named most, its parts counting thrice."""
    years: Counter[str] = Counter()
    for sentence in sentences:
        for span in sentence.times:
            for part in (span, span.far):
                if part and part.relation != "aside" and (year := part.part("year") or part.part("year_any")):
                    years[year] += 3 if any(part.part(name) for name in _PARTS_OF_A_YEAR) else 1
    return max(years, key=lambda year: (years[year], year), default=None)


def is_base(span: TimeSpan, text: str) -> bool:
    """Whether something is compared with the time that the expression names ("so với cùng kỳ năm 2022")."""
    return span.relation == "compare" or _comparison(span, text) is not None


def is_year_before(span: TimeSpan, text: str) -> bool:
    """Whether something is compared with "năm trước" or "năm ngoái": of a past year, the year before that."""
    anchor = span.part("year_anchor") if span.row == _YEAR_BEFORE else ""
    return anchor == "trước" or (anchor == "ngoái" and is_base(span, text))


def is_reach(span: TimeSpan, text: str) -> bool:
    """Whether something is the greatest or the first of all in that stretch: "cao nhất kể từ năm 2020"."""
    low, high = max(0, span.lead - _REACH), span.lead
    if span.relation not in _STRETCHES and text.find("kể từ", low, high) < 0:
        return False
    return _EXTREME.search(text, low, high) is not None


def cost(mention: Mention, figure: Figure, text: str) -> int | None:
    """How far an expression stands from a figure of its sentence, by words and clauses; None where it cannot govern it.

    The base of a comparison governs only what stands within the comparison.
    """
    span = mention.span
    if not mention.governs or (span.start < figure.end and figure.start < span.end):
        return None
    if mention.base and not _within_comparison(span, figure, text):
        return None
    named = _BASIS if span.relation == "basis" else _NAMED if span.part("bare") else 0
    gap = gap_between(span, figure, text)
    behind = span.start > figure.start and not ATTACHED.fullmatch(gap)
    commas = _COMMA * gap.count(", ")
    return named + len(gap) // 4 + _CLAUSE_END * clauses_ended(gap) + commas + (_FOLLOWS if behind else 0)


def touching(mention: Mention, figure: Figure, text: str) -> bool:
    """Whether the expression stands right behind the figure and is told of it: "50% năm 2023", "5% của năm 2022"."""
    span = mention.span
    if span.start < figure.end or span.relation != "at" or span.part("bare"):
        return False
    aged = figure.unit == "tuổi" and span.lead > figure.end + 1
    return not aged and _TOUCHING.fullmatch(text, figure.end, span.lead) is not None


def of_last_year(span: TimeSpan, subject: Subject, text: str) -> bool:
    """Whether the figure is that of the "cùng kỳ" which touches it, the same stretch of another year.

    So is a level that stands right before it, and what is told of it right behind, where nothing is compared with it.
    """
    figure = subject.figure
    if span.start >= figure.end:
        of_it = subject.change == "none" and figure.kind != "multiple"  # "gấp 5 lần cùng kỳ" is measured by it
        alone = text.startswith(" (", figure.end) and span.start == figure.end + 2 and text.startswith(")", span.end)
        return of_it and (alone or _LAST_YEARS.fullmatch(text, figure.end, span.start) is not None)
    if span.lead != span.start:
        return False
    opens = _CLAUSE_OPENS.search(text, max(0, span.lead - 12), span.lead)
    was = _LAST_YEAR_IT_WAS if opens else _LAST_YEAR_WAS
    return (
        was.fullmatch(text, span.end, figure.start) or _LAST_YEAR_WAS.fullmatch(text, span.end, figure.start)
    ) is not None


def is_lifted(figure: Figure, text: str) -> bool:
    """Whether the figure is the total of all so far: "nâng tổng số ca mắc lên 900"."""
    low = max(0, figure.start - _REACH)
    return text.find(" lên ", low, figure.start) >= 0 and _LIFTED.search(text, low, figure.start) is not None


def gap_between(span: TimeSpan, figure: Figure, text: str) -> str:
    """What stands between an expression and a figure."""
    return text[span.end : figure.start] if span.start <= figure.start else text[figure.end : span.lead]


def clauses_ended(gap: str) -> int:
    """How many clauses end in what stands between."""
    return gap.count(";") + gap.count(". ")


def _comparison(span: TimeSpan, text: str) -> re.Match[str] | None:
    low, high = max(0, span.lead - _REACH), span.lead
    # Plain looks tell of most that it is none.
    if text.find("so", low, high) < 0 and text.find("So", low, high) < 0 and text.find("hơn", low, high) < 0:
        return None
    return _COMPARISON.search(text, low, high)


def _within_comparison(span: TimeSpan, figure: Figure, text: str) -> bool:
    base = _comparison(span, text)
    return base is not None and base.start() < figure.start and figure.end <= span.lead
