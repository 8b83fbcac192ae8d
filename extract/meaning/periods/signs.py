"""The signs of what a figure may be about: where a period is told, how, and what the figure and its sentence are like.

A sign is a short phrase; `weights/periods.tsv` says how much each speaks for a reading. All of them are plain to see in
the text, and none names an article's particular content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from extract.figures.times import Tense, TimeSpan
from extract.language.regexes import regex
from extract.meaning.periods.resolution import Period
from extract.model import Change, Figure, Status

__all__ = [
    "Mention", "Subject", "TimedSentence", "ahead", "back", "document", "here", "none", "of_last_year", "previous",
    "touching",
]  # fmt: skip

_ATTACHED: Final = regex(
    r"[\w\s%²³/.\-–]{0,45}?(?:\s|\()(?:(?:trong|vào|của|ở|hồi|từ|tại|cho|đến|tới|tính)\s)?(?:các|những)?\s?$"
)
_TOUCHING: Final = regex(r" (?:(?:của|trong|vào|hồi|tại) )?")
_LAST_YEARS: Final = regex(r" \(?(?:của )?")  # "… so với 27,5% cùng kỳ năm trước"
_LAST_YEAR_WAS: Final = regex(  # "(cùng kỳ năm trước tăng 4,58%)"
    r" (?:(?:chỉ|cũng|đã|ước) )?(?:tăng(?: trưởng)?|giảm|đạt|là|có|thu|lãi|lỗ|chiếm|ở)(?: [^\s\d,;.()]+){0,2} "
)
_ENDS: Final = regex(r";|\. ")
_EXTREME: Final = regex(r"(?:nhất|kỷ lục)(?: trong| kể từ)?(?: vòng)?(?: hơn| gần| khoảng)? $")  # over a stretch
_COMPARISON: Final = regex(
    r"(?:so(?: sánh)? (?:với|cùng|tháng|quý|năm|tuần)|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn)"
    r"(?:(?!so với|so cùng)[^,;:()])*$"
)
_NO_NOW: Final = "".join(rf"(?<!{word}[\s,][Hh])" for word in "thực phát thể xuất biểu tái hiển".split())
_REACH: Final = 80  # characters before an expression in which a comparison may begin
_NOW: Final = regex(  # "tỉnh hiện có", and no "thực hiện", "phát hiện"; it opens with what a search skips to
    rf"[Hh](?:(?<=^[Hh])|(?<=[\s,][Hh]){_NO_NOW})iện (?:nay|tại|giờ|có|đang|đã|vẫn|chỉ|mới)\b"
)
_NOW_FIRST: Final = regex(r"\W*Hiện\b")  # "Hiện cảng có"
_WORD: Final = regex(r"[^\W\d]\w*")
_BEFORE: Final = 45  # characters around a figure whose words are signs
_BEHIND: Final = 25
_OPENING: Final = 40
_DISTANCES: Final = (0, 15, 40, 80, 150)
_RANKS: Final = ("nearest", "second", "farther")

# What stands between an expression and a figure makes it the farther: in words, chosen on annotated articles.
_CLAUSE_END: Final = 70  # ";" or a full stop within the line
_COMMA: Final = 10
_FOLLOWS: Final = 60  # the expression comes after the figure, not attached to it
_BASIS: Final = 80  # "… kế hoạch năm 2025": the year of a plan, behind other expressions
_NAMED: Final = 30  # a bare year is mostly part of a name ("Festival Biển 2023")


class TimedSentence(Protocol):
    """A sentence with its expressions of time; `block` is the number of its paragraph."""

    @property
    def text(self) -> str: ...
    @property
    def block(self) -> int: ...
    @property
    def times(self) -> Sequence[TimeSpan]: ...
    @property
    def tense(self) -> Tense: ...


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


def is_base(span: TimeSpan, text: str) -> bool:
    """Whether something is compared with the time that the expression names ("so với cùng kỳ năm 2022")."""
    return span.relation == "compare" or _comparison(span, text) is not None


def cost(mention: Mention, figure: Figure, text: str) -> int | None:
    """How far an expression stands from a figure of its sentence, by words and clauses; None where it cannot govern it.

    The base of a comparison governs only what stands within the comparison, a stretch that something is the greatest of
    ("cao nhất trong 3 tháng qua") nothing.
    """
    span = mention.span
    if not mention.governs or (span.start < figure.end and figure.start < span.end):
        return None
    if span.relation == "around" and _EXTREME.search(text, max(0, span.lead - 40), span.lead):
        return None
    if mention.base and not _within_comparison(span, figure, text):
        return None
    named = _BASIS if span.relation == "basis" else _NAMED if span.part("bare") else 0
    gap = _gap(span, figure, text)
    behind = span.start > figure.start and not _ATTACHED.fullmatch(gap)
    commas = _COMMA * gap.count(", ")
    return named + len(gap) // 4 + _CLAUSE_END * len(_ENDS.findall(gap)) + commas + (_FOLLOWS if behind else 0)


def touching(mention: Mention, figure: Figure, text: str) -> bool:
    """Whether the expression stands right behind the figure and is told of it: "50% năm 2023", "5% của năm 2022"."""
    span = mention.span
    if span.start < figure.end or span.relation != "at" or span.part("bare"):
        return False
    return _TOUCHING.fullmatch(text, figure.end, span.lead) is not None


def of_last_year(span: TimeSpan, subject: Subject, text: str) -> bool:
    """Whether the figure is that of the "cùng kỳ" which touches it, the same stretch of another year.

    So is a level that stands right before it, and what is told of it right behind, where nothing is compared with it.
    """
    figure = subject.figure
    if span.start >= figure.end:
        return subject.change == "none" and _LAST_YEARS.fullmatch(text, figure.end, span.start) is not None
    return span.lead == span.start and _LAST_YEAR_WAS.fullmatch(text, span.end, figure.start) is not None


def here(subject: Subject, sentence: TimedSentence, mention: Mention, rank: int) -> Iterator[str]:
    """The signs of an expression in the figure's own sentence; `rank` is how many are nearer."""
    figure, span = subject.figure, mention.span
    gap, before = _gap(span, figure, sentence.text), span.start <= figure.start
    side = "before" if before else "attached" if _ATTACHED.fullmatch(gap) else "behind"
    relation, grain = span.relation, _grain(mention.period)
    yield "here"
    yield f"here {_RANKS[min(2, rank)]}"
    yield f"here {side}"
    yield f"here {side} within {next((far for far in _DISTANCES if len(gap) <= far), 'more')}"
    yield f"here {side} clauses {min(2, len(_ENDS.findall(gap)))}"
    yield f"here {side} commas {min(3, gap.count(', '))}"
    if "so với" in gap:
        yield f"here {side} compared"
    if ("(" in gap) != (")" in gap):
        yield f"here {side} bracket {'opens' if '(' in gap else 'closes'}"
    yield f"row {span.row}"
    yield f"relation {relation}"
    yield f"form {mention.form} {relation} {grain}"
    yield f"here {grain} {subject.status}"
    yield f"here {mention.form} {relation} {subject.status}"
    yield f"here {relation} {subject.change} {'before' if before else 'behind'}"
    yield f"here {relation} {figure.kind}"
    low, high = (span.end, figure.start) if before else (figure.end, span.start)
    between = sum(low <= other.start and other.end <= high for other in sentence.times)
    yield f"here {'before' if before else 'behind'} times {min(3, between)}"
    if before and not between:
        yield "here nearest before"
    if before and span.lead < 3:
        yield "here opens the sentence"
    if span.part("bare"):
        yield f"here bare {'before' if before else 'behind'}"
    if mention.base:
        yield "here base"


def back(subject: Subject, sentence: TimedSentence, mention: Mention, place: tuple[int, int, bool]) -> Iterator[str]:
    """The signs of an expression in a sentence before. `place` is how many sentences ago, how many expressions stand
    behind it there, and whether that is the same block.
    """
    age, behind, same = place
    span, grain, block = mention.span, _grain(mention.period), "same block" if same else "other block"
    yield "back"
    yield f"back {min(age, 4)} {block}"
    yield f"back {grain} {subject.status}"
    yield f"back {grain} {block}"
    yield f"back {grain} {min(age, 4)}"
    yield f"back {grain} {subject.figure.kind}"
    yield f"back {span.relation}"
    yield f"back {mention.form} {span.relation} {grain}"
    yield f"back tense {sentence.tense} {grain}"
    yield "back not last" if behind else "back last"
    if span.lead < 3:
        yield "back opens"
    if mention.base:
        yield "back base"
    if span.part("bare"):
        yield "back bare"
    if sentence.times:
        yield "back though times here"
    yield from _words_around("back word", sentence.text, subject.figure.start, subject.figure.end)


def ahead(subject: Subject, block: int, mention: Mention, place: tuple[int, int]) -> Iterator[str]:
    """The signs of an expression in a sentence behind. `place` is how many sentences on, and how many stand before it
    there.
    """
    distance, before = place
    yield "ahead"
    yield f"ahead {distance}"
    yield f"ahead from {block} {min(subject.sentence, 2)}"
    yield f"ahead {_grain(mention.period)} {subject.status}"
    yield "ahead not first" if before else "ahead first"


def document(subject: Subject, period: Period, rank: int) -> Iterator[str]:
    """The signs of a period that the document keeps to; `rank` is how many it names more often."""
    yield "document"
    yield f"document {_RANKS[min(2, rank)]}"
    yield f"document {_grain(period)} {subject.status}"


def told(subject: Subject, period: Period, times: int, *, again: bool, first: bool) -> Iterator[str]:
    """The signs of any period: how many `times` the document names it, whether it is told in several places around the
    figure, whether it is the first that the document names.
    """
    yield f"named {min(times, 4)} times"
    if again:
        yield "again"
    if first:
        yield "first of the document"
        yield f"first of the document {_grain(period)} {subject.status}"


def previous(subject: Subject, period: Period, near: str, *, same_status: bool) -> Iterator[str]:
    """The signs of the period that the figure before is about; `near` says how near that stands."""
    yield f"previous {near}"
    yield f"previous {near} {_grain(period)} {subject.figure.kind}"
    yield f"previous {near} {'same' if same_status else 'other'} status"
    yield f"previous {near} {subject.change}"


def none(subject: Subject, sentence: TimedSentence, others: int, part: int) -> Iterator[str]:
    """The signs of the figure being about no time that is told. `others` counts the other readings, `part` is the
    quarter of the document.
    """
    figure, times = subject.figure, len(sentence.times)
    yield "none"
    yield f"none {subject.status}"
    yield f"none {figure.kind} {subject.status}"
    yield f"none unit {figure.unit}"
    yield f"none times {min(2, times)}"
    yield f"none others {min(others, 3)}"
    yield f"none tense {sentence.tense} {min(times, 1)}"
    yield f"none change {subject.change}"
    yield f"none in quarter {part + 1}"
    if not times and (_NOW_FIRST.match(sentence.text, 0, figure.start) or _NOW.search(sentence.text, 0, figure.start)):
        yield "none now"
    yield f"none block {min(sentence.block, 2)}"
    yield from _words_around("none word", sentence.text, figure.start, figure.end)
    for word in _WORD.findall(sentence.text[:_OPENING].lower())[:4]:
        yield f"none opening {word}"


def _gap(span: TimeSpan, figure: Figure, text: str) -> str:
    return text[span.end : figure.start] if span.start <= figure.start else text[figure.end : span.lead]


def _comparison(span: TimeSpan, text: str) -> re.Match[str] | None:
    low, high = max(0, span.lead - _REACH), span.lead
    if text.find("so", low, high) < 0 and text.find("hơn", low, high) < 0:  # plain looks tell of most that it is none
        return None
    return _COMPARISON.search(text, low, high)


def _within_comparison(span: TimeSpan, figure: Figure, text: str) -> bool:
    base = _comparison(span, text)
    return base is not None and base.start() < figure.start and figure.end <= span.lead


def _words_around(sign: str, text: str, start: int, end: int) -> list[str]:
    """The words around a figure as signs that begin with `sign`."""
    return [f"{sign} {word}" for word in _around(text, start, end)]


@lru_cache(maxsize=8)
def _around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words shortly before a figure, and those shortly behind it, marked so; what is cut at the edge is none."""
    before = _WORD.findall(text[max(0, start - _BEFORE) : start].lower())
    behind = _WORD.findall(text[end : end + _BEHIND].lower())
    return tuple(dict.fromkeys([*before[start > _BEFORE :], *[f"> {word}" for word in behind[:-1]]]))


@lru_cache(maxsize=1024)
def _grain(period: Period) -> str:
    """How fine a period is told: day, month, quarter, year, and how it is open."""
    first, slash, last = period.edtf.partition("/")
    written = last if slash and first == ".." else first
    grain = "quarter" if "Q" in written else {4: "year", 7: "month"}.get(len(written), "day")
    if not slash:
        return grain
    return f"until {grain}" if first == ".." else f"since {grain}" if last == ".." else f"span {grain}"
