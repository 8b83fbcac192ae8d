"""The signs of what a figure may be about: where a period is told, how, and what the figure and its sentence are like.

A sign is a short phrase; `weights/periods.tsv` says how much each speaks for a reading. All of them are plain to see in
the text, and none names an article's particular content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extract.language.regexes import regex
from extract.meaning.periods.mentions import (
    ATTACHED,
    OPEN_ENDED,
    Mention,
    Subject,
    TimedSentence,
    clauses_ended,
    gap_between,
)
from extract.meaning.periods.resolution import Period
from extract.model import Figure, Status

__all__ = ["ahead", "back", "document", "here", "is_of_now", "none", "previous", "told"]

_NO_NOW: Final = "".join(rf"(?<!{word}[\s,][Hh])" for word in "thực phát thể xuất biểu tái hiển".split())
_NOW: Final = regex(  # "tỉnh hiện có", and no "thực hiện", "phát hiện"; it opens with what a search skips to
    rf"[Hh](?:(?<=^[Hh])|(?<=[\s,][Hh]){_NO_NOW})iện (?:nay|tại|giờ|có|đang|đã|vẫn|chỉ|mới)\b"
)
_NOW_FIRST: Final = regex(r"\W*Hiện\b")  # "Hiện cảng có"
_WORD: Final = regex(r"[^\W\d]\w*")
_BEFORE: Final = 45  # characters around a figure whose words are signs
_BEHIND: Final = 25
_OPENING: Final = 40
_DISTANCES: Final = (0, 15, 40, 80, 150)
_VERBAL: Final = frozenset("đã vừa đang sẽ là có được bị từng sắp chưa vẫn còn".split())  # what tells tense, and states
_RANKS: Final = ("nearest", "second", "farther")


def here(subject: Subject, sentence: TimedSentence, mention: Mention, rank: int) -> Iterator[str]:
    """The signs of an expression in the figure's own sentence; `rank` is how many are nearer."""
    figure, span = subject.figure, mention.span
    gap, before = gap_between(span, figure, sentence.text), span.start <= figure.start
    side = "before" if before else "attached" if ATTACHED.fullmatch(gap) else "behind"
    yield from _here_at(side, min(2, rank), _distance(len(gap)), min(2, clauses_ended(gap)), gap.count(", "))
    if "so với" in gap:
        yield f"here {side} compared"
    if ("(" in gap) != (")" in gap):
        yield f"here {side} bracket {'opens' if '(' in gap else 'closes'}"
    yield f"row {span.row}"
    yield from _here_of(mention.form, span.relation, _grain(mention.period), subject.status)
    if span.relation in OPEN_ENDED:
        yield f"here {mention.form} {span.relation} {figure.kind} {subject.change}"
    yield f"here {span.relation} {subject.change} {'before' if before else 'behind'}"
    yield f"here {span.relation} {figure.kind}"
    low, high = (span.end, figure.start) if before else (figure.end, span.start)
    between = sum([low <= other.start and other.end <= high for other in sentence.times])
    yield f"here {'before' if before else 'behind'} times {min(3, between)}"
    if before and not between:
        yield "here nearest before"
    if before and span.lead < 3:
        yield "here opens the sentence"
    if span.part("bare"):
        yield f"here bare {'before' if before else 'behind'}"
    if mention.base:
        yield "here base"


@lru_cache(maxsize=512)
def _here_at(side: str, rank: int, distance: str, clauses: int, commas: int) -> tuple[str, ...]:
    return (
        "here",
        f"here {_RANKS[rank]}",
        f"here {side}",
        f"here {side} within {distance}",
        f"here {side} clauses {clauses}",
        f"here {side} commas {min(3, commas)}",
    )


@lru_cache(maxsize=512)
def _here_of(form: str, relation: str, grain: str, status: Status) -> tuple[str, ...]:
    return (
        f"relation {relation}",
        f"form {form} {relation} {grain}",
        f"here {grain} {status}",
        f"here {form} {relation} {status}",
    )


def back(
    subject: Subject,
    sentence: TimedSentence,
    mention: Mention,
    there: TimedSentence,
    place: tuple[int, int],
    *,
    compared: bool,
) -> tuple[str, ...]:
    """The signs of an expression in the sentence `there` before. `place` is how many sentences ago, and how many
    expressions stand behind it there; `compared` tells whether the figure's sentence compares with a time.
    """
    age, behind = place
    figure, text, span = subject.figure, sentence.text, mention.span
    told = subject.status, figure.kind, sentence.tense
    lasting = (behind > 0, span.lead < 3, mention.base, span.part("bare") != "", len(sentence.times) > 0)
    same = there.block == sentence.block
    return (
        *_back(min(age, 4), same, mention.form, span.relation, _grain(mention.period), told, lasting),
        f"back to sentence {min(subject.sentence - age, 3)}",
        f"back to {_likeness(figure, there.findings.figures)}",
        *_words_around("back word", text, figure.start, figure.end),
        *_clause("back", _last_verbal(text, figure.start), compared),
    )


def _likeness(figure: Figure, others: Sequence[Figure]) -> str:
    """How alike a figure and those of another sentence are."""
    if not others:
        return "no figure"
    if any(figure.unit == other.unit for other in others):
        return "the same unit"
    return "the same kind" if any(figure.kind == other.kind for other in others) else "another kind"


@lru_cache(maxsize=2048)
def _back(
    age: int, same: bool, form: str, relation: str, grain: str, told: tuple[str, str, str], lasting: tuple[bool, ...]
) -> tuple[str, ...]:
    (status, kind, tense), (behind, opens, base, bare, timed) = told, lasting
    block = "same block" if same else "other block"
    return (
        "back",
        f"back {age} {block}",
        f"back {grain} {status}",
        f"back {grain} {block}",
        f"back {grain} {age}",
        f"back {grain} {kind}",
        f"back {relation}",
        f"back {form} {relation} {grain}",
        f"back tense {tense} {grain}",
        "back not last" if behind else "back last",
        *(["back opens"] if opens else ()),
        *(["back base"] if base else ()),
        *(["back bare"] if bare else ()),
        *(["back though times here"] if timed else ()),
    )


def ahead(subject: Subject, block: int, mention: Mention, place: tuple[int, int]) -> tuple[str, ...]:
    """The signs of an expression in a sentence behind. `place` is how many sentences on, and how many stand before it
    there.
    """
    distance, before = place
    return (
        "ahead",
        f"ahead {distance}",
        f"ahead from {block} {min(subject.sentence, 2)}",
        f"ahead {_grain(mention.period)} {subject.status}",
        "ahead not first" if before else "ahead first",
    )


def is_of_now(subject: Subject, sentence: TimedSentence) -> bool:
    """Whether the sentence says "hiện" before the figure, and names no time from there on to it or attached to it: nine
    in ten such figures are of no time.
    """
    text, figure = sentence.text, subject.figure
    if "iện" not in text:
        return False
    said = [found.start() for found in _NOW.finditer(text, 0, figure.start)]
    if not said and not _NOW_FIRST.match(text, 0, figure.start):
        return False
    now = said[-1] if said else 0
    return not any(
        now < span.end if span.start < figure.start else ATTACHED.fullmatch(text, figure.end, span.lead)
        for span in sentence.times
    )


def document(subject: Subject, period: Period, rank: int) -> tuple[str, ...]:
    """The signs of a period that the document keeps to; `rank` is how many it names more often."""
    return "document", f"document {_RANKS[min(2, rank)]}", f"document {_grain(period)} {subject.status}"


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


def previous(subject: Subject, period: Period, near: str, *, same_status: bool) -> tuple[str, ...]:
    """The signs of the period that the figure before is about; `near` says how near that stands."""
    return (
        f"previous {near}",
        f"previous {near} {_grain(period)} {subject.figure.kind}",
        f"previous {near} {'same' if same_status else 'other'} status",
        f"previous {near} {subject.change}",
    )


def none(subject: Subject, sentence: TimedSentence, others: int, part: int, *, compared: bool) -> list[str]:
    """The signs of the figure being about no time that is told. `others` counts the other readings, `part` is the
    quarter of the document, `compared` whether the sentence compares with a time.
    """
    figure, text, times = subject.figure, sentence.text, len(sentence.times)
    return [
        *_none_of(subject.status, figure.kind, figure.unit, min(2, times), min(others, 3)),
        f"none tense {sentence.tense} {min(times, 1)}",
        f"none change {subject.change}",
        f"none in quarter {part + 1}",
        f"none block {min(sentence.block, 2)}",
        *_words_around("none word", text, figure.start, figure.end),
        *_clause("none", _last_verbal(text, figure.start), compared),
        *_opening(text),
    ]


@lru_cache(maxsize=512)
def _none_of(status: Status, kind: str, unit: str | None, times: int, others: int) -> tuple[str, ...]:
    return (
        "none",
        f"none {status}",
        f"none {kind} {status}",
        f"none unit {unit}",
        f"none times {times}",
        f"none others {others}",
    )


@lru_cache(maxsize=256)
def _clause(sign: str, verbal: str, compared: bool) -> tuple[str, ...]:
    """The last verbal word before a figure, and whether its sentence compares with a time, as signs that begin with
    `sign`.
    """
    return (f"{sign} verbal {verbal}", *([f"{sign} though compared"] if compared else ()))


@lru_cache(maxsize=16)
def _last_verbal(text: str, end: int) -> str:
    return next((word for word in reversed(text[:end].lower().split()) if word in _VERBAL), "none")


@lru_cache(maxsize=8)
def _opening(text: str) -> tuple[str, ...]:
    """The first words of a sentence as signs; all its figures ask for them, one after the other."""
    return tuple([f"none opening {word}" for word in _words(text[:_OPENING].lower())[:4]])


def _distance(characters: int) -> str:
    return next((str(far) for far in _DISTANCES if characters <= far), "more")


@lru_cache(maxsize=16)
def _words_around(sign: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """The words around a figure as signs that begin with `sign`; all its readings ask for them."""
    return tuple([f"{sign} {word}" for word in _around(text, start, end)])


@lru_cache(maxsize=8)
def _around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words shortly before a figure, and those shortly behind it, marked so; what is cut at the edge is none."""
    before = _words(text[max(0, start - _BEFORE) : start].lower())
    behind = _words(text[end : end + _BEHIND].lower())
    return tuple(dict.fromkeys([*before[start > _BEFORE :], *[f"> {word}" for word in behind[:-1]]]))


def _words(text: str) -> list[str]:
    """The words of a text, without marks and numbers; most stand between spaces and are nothing but letters."""
    return [word for part in text.split() for word in ((part,) if part.isalpha() else _WORD.findall(part))]


@lru_cache(maxsize=1024)
def _grain(period: Period) -> str:
    """How fine a period is told: day, month, quarter, year, and how it is open."""
    first, slash, last = period.edtf.partition("/")
    written = last if slash and first == ".." else first
    grain = "quarter" if "Q" in written else {4: "year", 7: "month"}.get(len(written), "day")
    if not slash:
        return grain
    return f"until {grain}" if first == ".." else f"since {grain}" if last == ".." else f"span {grain}"
