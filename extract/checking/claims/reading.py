"""A claim read by the pipeline: each of its figures, with the words that say what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.checking.claims.unmarked import is_unmarked, with_marks
from extract.checking.claims.words import telling, tokens
from extract.meaning.periods.reading import read_period
from extract.model import Fact
from extract.pipeline import text_document

if TYPE_CHECKING:
    from extract.meaning.understanding import Sentence
    from extract.pipeline import Pipeline, Trace
    from patterns import Patterns

__all__ = ["Claimed", "claimed"]

_PIECE: Final = re.compile(r"(\w+) ?((?:[^\w ]|$)?)")
_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])\d[\d.,]*(?:[-/]\d[\d.,]*)?(?<=\d)(?: (?:nghìn|triệu|tỷ|tỉ))*(?![\w%/-]|[.,]\d)"
    r"|(?<= là )(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?=\.?$)"
)
# Where a number without a noun ends and a time begins: "ở mức 400.000 năm 2012" are no 400.000 years.
_PLAIN_TIME: Final = re.compile(
    r"(?<=[\d%])(?<!ngày \d)(?<!ngày \d\d)(?<!tháng \d)(?<!tháng \d\d)(?<!quý \d) "
    r"(?=(?:trong |vào )?(?:năm (?:19|20)\d\d|tháng \d|ngày \d|quý [\dIV]))",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ANY_DAY: Final = date(2000, 1, 1)  # a time with its year does not depend on it
_ANYTHING: Final = "đơn vị"
_CAPITALS: Final = re.compile(r"[A-ZĐ][A-Z0-9Đ]{1,5}")


class Claimed(NamedTuple):
    """One figure of a claim: the fact that the pipeline reads there, and the words of the claim that tell what it is.

    `own` are the words of the figure's own indicator and unit; `shorts` those written in capitals, as short forms are;
    `names` the capitalised names but for the place, the years but for those of the period, and times that are none.
    `place` is the place that the claim names, None where the pipeline only supposes one, and `period` its time.
    `beside` is whether the unit stands right behind the number, `marked` whether the claim is written with its marks.
    """

    fact: Fact
    words: tuple[str, ...]
    own: frozenset[str]
    shorts: frozenset[str]
    names: tuple[str, ...]
    place: str | None
    period: str | None
    beside: bool
    marked: bool


def claimed(text: str, pipeline: Pipeline, published: str | None = None) -> list[Claimed]:
    """The figures of a claim in its order; `published` is the day from which "năm nay" and its like are told."""
    marked = not is_unmarked(text)
    written = _PLAIN_TIME.sub(", ", text if marked else with_marks(text, pipeline.patterns))
    trace = pipeline.trace(text_document(written, published=published))
    if not trace.facts:
        trace = pipeline.trace(text_document(_with_nouns(written, trace), published=published))
    taken = tuple(span for sentence in trace.sentences for span in _no_words(sentence))
    read = _Read(
        trace.canonical.text, taken, _dated(trace, pipeline.patterns), _unread(trace, pipeline.patterns), marked
    )
    own = [_own(fact, marked=marked) for fact in trace.facts]
    return [
        _claimed(fact, read, own[n], frozenset().union(*own[:n], *own[n + 1 :])) for n, fact in enumerate(trace.facts)
    ]


class _Read(NamedTuple):
    """A claim's text, the stretches of it that are figures or times, the last time it gives, the times that are none,
    and whether it has marks.
    """

    text: str
    taken: tuple[tuple[int, int], ...]
    dated: str | None
    unread: tuple[str, ...]
    marked: bool


def _dated(trace: Trace, patterns: Patterns) -> str | None:
    """The last time that a claim gives with its year: the period of a figure for which the pipeline reads none."""
    written = (sentence.text[span.start : span.end] for sentence in trace.sentences for span in sentence.times)
    dates = [read_period(text, _ANY_DAY, patterns=patterns) for text in written if _YEAR.search(text)]
    return next((period.edtf for period in reversed(dates) if period), None)


def _unread(trace: Trace, patterns: Patterns) -> tuple[str, ...]:
    """The times with their year that are none, as days that no calendar has ("29/2/2026")."""
    written = [sentence.text[span.start : span.end] for sentence in trace.sentences for span in sentence.times]
    return tuple(t for t in written if _YEAR.search(t) and not read_period(t, _ANY_DAY, patterns=patterns))


def _with_nouns(text: str, trace: Trace) -> str:
    """The text with a noun for anything behind each number that is no time, so that any number is read."""
    times = [span for sentence in trace.sentences for span in _no_words(sentence)]
    pieces, last = [], 0
    for number in _NUMBER.finditer(text):
        if not any(start < number.end() and number.start() < end for start, end in times):
            pieces += [text[last : number.end()], f" {_ANYTHING}"]
            last = number.end()
    return "".join((*pieces, text[last:]))


def _no_words(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that are figures or times, as offsets in the claim."""
    start = sentence.start
    yield from ((start + span.start, start + span.end) for span in sentence.times)
    yield from ((start + figure.start, start + figure.end) for figure in sentence.findings.figures)


def _claimed(fact: Fact, read: _Read, own: frozenset[str], others: frozenset[str]) -> Claimed:
    """The claim of one figure; `others` are the words of the other figures' indicators, which tell nothing of it."""
    place = next((step.text for step in fact.steps if step.field == "place"), "")
    if fact.unit == _ANYTHING:
        fact = fact._replace(unit=None, indicator=(fact.indicator or "").removeprefix(_ANYTHING).strip() or None)
    left = _left(read, place)
    period, told = fact.period or read.dated, fact.place if place else None
    years = [year for year in dict.fromkeys(_YEAR.findall(read.text)) if year not in (period or "")]
    names, shorts = (*_names(left), *years, *read.unread), tokens(" ".join(_CAPITALS.findall(left)), marked=read.marked)
    named = {word for name in names if " " in name for word in tokens(name, marked=read.marked)}
    apart = (others | named) - own
    given = tuple(word for word in telling(left, marked=read.marked) if word not in others - own)
    words = tuple(word for word in given if word not in apart) or given  # of a claim about a name it is all there is
    beside = bool(fact.unit) and fact.suffix.strip().casefold().startswith((fact.unit or "").casefold())
    return Claimed(fact, words, own, frozenset(shorts), names, told, period, beside, read.marked)


def _left(read: _Read, place: str) -> str:
    """What is left of a claim's text for its words and names: line breaks in place of figures, times and place."""
    at = re.search(rf"(?:\b(?:tại|ở|của) )?{re.escape(place)}", read.text, re.IGNORECASE) if place else None
    spans = (*read.taken, at.span()) if at else read.taken
    letters = enumerate(read.text)
    left = "".join("\n" if any(low <= n < high for low, high in spans) else letter for n, letter in letters)
    return left.replace(_ANYTHING, " ")


def _names(text: str) -> Iterator[str]:
    """The capitalised names: two capitalised words or more, one within a sentence, or one in capitals alone."""
    run: list[str] = []
    opening = True
    for found in (*_PIECE.finditer(text), None):
        if found and found[1][0].isupper():
            run.append(found[1])
            if not found[2]:
                continue
        if opening and len(run) > 1 and not telling(run[0], marked=True):
            del run[0]  # "Tại Kapustin Yar" is no name, nor "Số DN"
            opening = False
        if len(run) > 1 or (run and (run[0].isupper() or not opening)):
            yield " ".join(run)
        run, opening = [], found is None or found[2] in ".\n"


def _own(fact: Fact, *, marked: bool) -> frozenset[str]:
    texts = (text for text in (fact.indicator, fact.unit) if text)
    return frozenset(word for text in texts for word in tokens(text, marked=marked))
