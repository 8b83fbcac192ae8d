"""The signs of what a figure may be about: where a period is told, how, and what the figure and its sentence are like.

A sign is a short phrase; `weights/periods.tsv` says how much each speaks for a reading. All of them are plain to see in
the text, and none names an article's particular content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.meaning.choosing import Group
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
from extract.meaning.periods.surroundings import around, last_verbal, opening
from extract.model import Figure

__all__ = ["Naming", "Previous", "ahead", "back", "document", "here", "none", "told"]

_FIRST: Final = 3  # characters before an expression that opens its sentence
_DISTANCES: Final = (0, 15, 40, 80, 150)
_RANKS: Final = ("nearest", "second", "farther")


def here(subject: Subject, sentence: TimedSentence, mention: Mention, rank: int) -> tuple[Group, ...]:
    """The signs of an expression in the figure's own sentence; `rank` is how many are nearer."""
    figure, span = subject.figure, mention.span
    gap, before = gap_between(span, figure, sentence.text), span.start <= figure.start
    side = "before" if before else "attached" if ATTACHED.fullmatch(gap) else "behind"
    far = min(2, rank), _distance(len(gap)), min(2, clauses_ended(gap)), min(3, gap.count(", "))
    bracket = "" if ("(" in gap) == (")" in gap) else "opens" if "(" in gap else "closes"
    told = subject.status, figure.kind, subject.change
    low, high = (span.end, figure.start) if before else (figure.end, span.start)
    between = sum([low <= other.start and other.end <= high for other in sentence.times])
    opens, bare = before and span.lead < _FIRST, span.part("bare") != ""
    return (
        (_here_at, (side, *far, "so với" in gap, bracket)),
        (_here_of, (span.row, mention.form, span.relation, _grain(mention.period), *told, before)),
        (_here_among, (before, min(3, between), opens, bare, mention.base)),
    )


def _here_at(
    side: str, rank: int, distance: str, clauses: int, commas: int, compared: bool, bracket: str
) -> Iterator[str]:
    yield "here"
    yield f"here {_RANKS[rank]}"
    yield f"here {side}"
    yield f"here {side} within {distance}"
    yield f"here {side} clauses {clauses}"
    yield f"here {side} commas {commas}"
    if compared:
        yield f"here {side} compared"
    if bracket:
        yield f"here {side} bracket {bracket}"


def _here_of(
    row: str, form: str, relation: str, grain: str, status: str, kind: str, change: str, before: bool
) -> Iterator[str]:
    yield f"row {row}"
    yield f"relation {relation}"
    yield f"form {form} {relation} {grain}"
    yield f"here {grain} {status}"
    yield f"here {form} {relation} {status}"
    if relation in OPEN_ENDED:
        yield f"here {form} {relation} {kind} {change}"
    yield f"here {relation} {change} {'before' if before else 'behind'}"
    yield f"here {relation} {kind}"


def _here_among(before: bool, between: int, opens: bool, bare: bool, base: bool) -> Iterator[str]:
    side = "before" if before else "behind"
    yield f"here {side} times {between}"
    if before and not between:
        yield "here nearest before"
    if opens:
        yield "here opens the sentence"
    if bare:
        yield f"here bare {side}"
    if base:
        yield "here base"


def back(
    subject: Subject,
    sentence: TimedSentence,
    mention: Mention,
    there: TimedSentence,
    place: tuple[int, int],
    *,
    compared: bool,
) -> tuple[Group, ...]:
    """The signs of an expression in the sentence `there` before. `place` is how many sentences ago, and how many
    expressions stand behind it there; `compared` tells whether the figure's sentence compares with a time.
    """
    age, behind = place
    figure, text, span = subject.figure, sentence.text, mention.span
    grain, same = _grain(mention.period), there.block == sentence.block
    since, alike = min(subject.sentence - age, 3), _likeness(figure, there.findings.figures)
    opens, bare = span.lead < _FIRST, span.part("bare") != ""
    return (
        (_back_at, (min(age, 4), same, grain, since, alike)),
        (_back_to, (grain, subject.status, figure.kind, sentence.tense, len(sentence.times) > 0)),
        (_back_of, (mention.form, span.relation, grain, behind > 0, opens, mention.base, bare)),
        (_words_said, ("back word", around(text, figure.start, figure.end))),
        (_clause, ("back", last_verbal(text, figure.start), compared)),
    )


def _likeness(figure: Figure, others: Sequence[Figure]) -> str:
    """How alike a figure and those of another sentence are."""
    if not others:
        return "no figure"
    if figure.unit in [other.unit for other in others]:
        return "the same unit"
    return "the same kind" if figure.kind in [other.kind for other in others] else "another kind"


def _back_at(age: int, same: bool, grain: str, since: int, alike: str) -> Iterator[str]:
    block = "same block" if same else "other block"
    yield "back"
    yield f"back {age} {block}"
    yield f"back {grain} {block}"
    yield f"back {grain} {age}"
    yield f"back to sentence {since}"
    yield f"back to {alike}"


def _back_to(grain: str, status: str, kind: str, tense: str, timed: bool) -> Iterator[str]:
    yield f"back {grain} {status}"
    yield f"back {grain} {kind}"
    yield f"back tense {tense} {grain}"
    if timed:
        yield "back though times here"


def _back_of(form: str, relation: str, grain: str, behind: bool, opens: bool, base: bool, bare: bool) -> Iterator[str]:
    yield f"back {relation}"
    yield f"back {form} {relation} {grain}"
    yield "back not last" if behind else "back last"
    if opens:
        yield "back opens"
    if base:
        yield "back base"
    if bare:
        yield "back bare"


def ahead(subject: Subject, block: int, mention: Mention, place: tuple[int, int]) -> Group:
    """The signs of an expression in a sentence behind. `place` is how many sentences on, and how many stand before it
    there.
    """
    distance, before = place
    return _ahead, (distance, block, min(subject.sentence, 2), _grain(mention.period), subject.status, before > 0)


def _ahead(distance: int, block: int, sentence: int, grain: str, status: str, before: bool) -> Iterator[str]:
    yield "ahead"
    yield f"ahead {distance}"
    yield f"ahead from {block} {sentence}"
    yield f"ahead {grain} {status}"
    yield "ahead not first" if before else "ahead first"


def document(subject: Subject, period: Period, rank: int) -> Group:
    """The signs of a period that the document keeps to; `rank` is how many it names more often."""
    return _document, (_RANKS[min(2, rank)], _grain(period), subject.status)


def _document(rank: str, grain: str, status: str) -> Iterator[str]:
    yield "document"
    yield f"document {rank}"
    yield f"document {grain} {status}"


# How a period is named: how many times in the document, whether in several places around the figure, whether as the
# first of the document, and whether it lies ahead of the day of publication (empty where either is not known).
Naming = tuple[int, bool, bool, str]


class Previous(NamedTuple):
    """The figure before: how near it stands, and whether it has the same status."""

    near: str
    same_status: bool


def told(subject: Subject, period: Period, naming: Naming, previous: Previous | None) -> tuple[Group, ...]:
    """The signs of any period; `previous` where the figure before is about the same."""
    grain, (times, again, first, side) = _grain(period), naming
    named = _told, (min(times, 4), again, first, side, grain, subject.status)
    if previous is None:
        return (named,)
    return named, (_previous, (*previous, grain, subject.figure.kind, subject.change))


def _told(times: int, again: bool, first: bool, side: str, grain: str, status: str) -> Iterator[str]:
    yield f"named {times} times"
    if again:
        yield "again"
    if first:
        yield "first of the document"
        yield f"first of the document {grain} {status}"
    if side:
        yield f"{side} {status}"


def _previous(near: str, same_status: bool, grain: str, kind: str, change: str) -> Iterator[str]:
    yield f"previous {near}"
    yield f"previous {near} {grain} {kind}"
    yield f"previous {near} {'same' if same_status else 'other'} status"
    yield f"previous {near} {change}"


def none(
    subject: Subject, sentence: TimedSentence, others: int, quarter: int, before: str, *, compared: bool, dated: bool
) -> tuple[Group, ...]:
    """The signs of the figure being about no time that is told. `others` counts the other readings, `quarter` is that
    of the document, `before` says what the figure before is about and how near it stands, `compared` whether the
    sentence compares with a time, `dated` whether the day of publication is known.
    """
    figure, text, times = subject.figure, sentence.text, len(sentence.times)
    return (
        (_none_of, (subject.status, figure.kind, subject.change, min(2, times), min(others, 3))),
        (_none_in, (sentence.tense, min(times, 1), quarter, min(sentence.block, 2), before, dated)),
        (_none_unit, (figure.unit,)),
        (_words_said, ("none word", around(text, figure.start, figure.end))),
        (_clause, ("none", last_verbal(text, figure.start), compared)),
        (_words_said, ("none opening", opening(text))),
    )


def _none_of(status: str, kind: str, change: str, times: int, others: int) -> Iterator[str]:
    yield "none"
    yield f"none {status}"
    yield f"none {kind} {status}"
    yield f"none change {change}"
    yield f"none times {times}"
    yield f"none others {others}"


def _none_in(tense: str, timed: int, quarter: int, block: int, before: str, dated: bool) -> Iterator[str]:
    yield f"none tense {tense} {timed}"
    yield f"none in quarter {quarter}"
    yield f"none block {block}"
    if before:
        yield f"none previous {before}"
    if not dated:
        yield "none unpublished"


def _none_unit(unit: str | None) -> tuple[str]:
    return (f"none unit {unit}",)


def _clause(sign: str, verbal: str, compared: bool) -> Iterator[str]:
    """The last verbal word before a figure, and whether its sentence compares with a time, as signs that begin with
    `sign`.
    """
    yield f"{sign} verbal {verbal}"
    if compared:
        yield f"{sign} though compared"


def _words_said(sign: str, words: Iterable[str]) -> list[str]:
    """The words as signs that begin with `sign`."""
    return [f"{sign} {word}" for word in words]


def _distance(characters: int) -> str:
    return next((str(far) for far in _DISTANCES if characters <= far), "more")


@lru_cache(maxsize=1024)
def _grain(period: Period) -> str:
    """How fine a period is told: day, month, quarter, year, and how it is open."""
    first, slash, last = period.edtf.partition("/")
    written = last if slash and first == ".." else first
    grain = "quarter" if "Q" in written else {4: "year", 7: "month"}.get(len(written), "day")
    if not slash:
        return grain
    return f"until {grain}" if first == ".." else f"since {grain}" if last == ".." else f"span {grain}"
