"""A claim read by the pipeline: each of its figures, with the words that say what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.checking.claims.unmarked import is_unmarked, with_marks
from extract.checking.claims.words import telling, tokens
from extract.language.canonical import canonicalize
from extract.model import Fact
from extract.pipeline import text_document

if TYPE_CHECKING:
    from extract.meaning.understanding import Sentence
    from extract.pipeline import Pipeline, Trace

__all__ = ["Claimed", "claimed"]

_PIECE: Final = re.compile(r"(\w+) ?((?:[^\w ]|$)?)")
_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])\d[\d.,]*(?:[-/]\d[\d.,]*)?(?<=\d)(?: (?:nghìn|triệu|tỷ|tỉ))*(?![\w%/-]|[.,]\d)"
)
_ANYTHING: Final = "đơn vị"
_CAPITALS: Final = re.compile(r"[A-ZĐ][A-Z0-9Đ]{1,5}")


class Claimed(NamedTuple):
    """One figure of a claim: the fact that the pipeline reads there, and the words of the claim that tell what it is.

    `own` are the words of the figure's own indicator and unit; `shorts` those written in capitals, as short forms are;
    `names` the capitalised names but for the place. `place` is the place that the claim names, None where the
    pipeline only supposes one. `beside` is whether the unit stands right behind the number, `marked` whether the claim
    is written with its marks.
    """

    fact: Fact
    words: tuple[str, ...]
    own: frozenset[str]
    shorts: frozenset[str]
    names: tuple[str, ...]
    place: str | None
    beside: bool
    marked: bool


def claimed(text: str, pipeline: Pipeline, published: str | None = None) -> list[Claimed]:
    """The figures of a claim in its order; `published` is the day from which "năm nay" and its like are told."""
    marked = not is_unmarked(text)
    written = text if marked else with_marks(text, pipeline.patterns)
    trace = pipeline.trace(text_document(written, published=published))
    if not trace.facts:
        trace = pipeline.trace(text_document(_with_nouns(written, trace), published=published))
    taken = [span for sentence in trace.sentences for span in _no_words(sentence)]
    canonical = trace.canonical.text
    others = [frozenset(_own(fact, marked=marked)) for fact in trace.facts]
    return [
        _read(fact, canonical, taken, frozenset().union(*others[:n], *others[n + 1 :]), marked=marked)
        for n, fact in enumerate(trace.facts)
    ]


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


def _read(fact: Fact, text: str, taken: list[tuple[int, int]], others: frozenset[str], *, marked: bool) -> Claimed:
    place = next((step.text for step in fact.steps if step.field == "place"), "")
    at = text.find(place) if place else -1
    spans = [*taken, (at, at + len(place))] if at >= 0 else taken
    if fact.unit == _ANYTHING:
        fact = replace(fact, unit=None, indicator=(fact.indicator or "").removeprefix(_ANYTHING).strip() or None)
    left = _without(text, spans).replace(_ANYTHING, " ")
    beside = bool(fact.unit) and (fact.suffix or "").strip().casefold().startswith((fact.unit or "").casefold())
    own = frozenset(_own(fact, marked=marked))
    foreign = others - own
    words = tuple(word for word in telling(left, marked=marked) if word not in foreign)
    shorts = frozenset(tokens(" ".join(found for found in _CAPITALS.findall(left)), marked=marked))
    return Claimed(fact, words, own, shorts, tuple(_names(left)), fact.place if place else None, beside, marked)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with a line break for each letter of the spans."""
    return "".join("\n" if any(low <= n < high for low, high in spans) else letter for n, letter in enumerate(text))


def _names(text: str) -> Iterator[str]:
    """The capitalised names: two capitalised words or more, one within a sentence, or one in capitals alone."""
    run: list[str] = []
    opening = True
    for found in (*_PIECE.finditer(text), None):
        if found and found[1][0].isupper():
            run.append(found[1])
            if not found[2]:
                continue
        if len(run) > 1 or (run and (run[0].isupper() or not opening)):
            yield " ".join(run)
        run, opening = [], found is None or found[2] in ".\n"


def _own(fact: Fact, *, marked: bool) -> Iterator[str]:
    for text in (fact.indicator, fact.unit):
        yield from tokens(canonicalize(text).text, marked=marked) if text else ()
