"""Quotations of a passage, over sentences and paragraphs, and who says them.

By the guidelines whoever is quoted gives the figures of the quotation. His name stands behind the quotation ("…", ông A
nói) or before it (Ông A: "…"), with a cue or with any verb; a quotation that opens a sentence without either is of who
spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.meaning.attribution.finder import Attribution, AttributionFinder
from extract.meaning.attribution.speakers import RECENT, Speaker, resolved

_QUOTE: Final = regex(r"[“”\"]")
_FREE_BEFORE: Final = ("", " ", "(", "“", "\n")  # what stands before a mark that opens
_FREE_AFTER: Final = ("", " ", ",", ".", ";", ":", "!", "?", ")", "-", "–", "…", "”", "\n")  # behind one that closes
_PARTED: Final = (",", "-", "–", "’", '"', "”")  # what stands between what is said and who says it
_OFFICE: Final = 40  # characters of an office before a name or the cue
_SPOKEN: Final = regex(r"[”\"]\s?[,–-]\s?[^\W\d][^“”\":]{2,60}$")  # a paragraph ends with a quotation and who says it
_ROW: Final = "attributions:quoted"
_LONGEST: Final = 2500
_MOST_BLOCKS: Final = 12  # paragraphs of a quotation
_SHORTEST_SPEECH: Final = 25
_NEAR: Final = 60  # characters between the end of a quotation and the cue or name of who says it
_OPENING: Final = 2  # characters before a quotation that opens its sentence

UNNAMED: Final = regex(
    r"[\s,–-]*\b(?:[Mm]ột|[Cc]ác|[Nn]hững|[Nn]hiều|[Gg]iới)\s(?:\w+\s){1,12}?"
    r"(?:cho biết|cho hay|cho rằng|nói|chia sẻ|kể|nhận định)\b"
)

_Source = tuple[str | None, tuple[str, ...]]


class Quotation(NamedTuple):
    """A stretch in quotation marks within one sentence, with its source (None: unknown)."""

    start: int
    end: int
    name: str | None
    rows: tuple[str, ...] = ()


class Passage(NamedTuple):
    """Sentences that are read together, each with the attributions in it and the speaker carried into it, and those
    before.
    """

    sentences: Sequence[str]
    found: Sequence[Sequence[Attribution]]
    carried: Sequence[Speaker]
    earlier: Sequence[str] = ()


class _Span(NamedTuple):
    """From a place to a place: numbers of sentences and offsets in them."""

    first: int
    start: int
    last: int
    end: int


class Quotations:
    """Finds the quotations of passages."""

    def __init__(self, finder: AttributionFinder) -> None:
        self._finder = finder

    def read(self, passage: Passage) -> dict[int, list[Quotation]]:
        """The quotations by the number of the sentence that they are in."""
        pieces: dict[int, list[Quotation]] = {}
        for span in _spans(passage):
            if span.first == span.last and span.end - span.start < _SHORTEST_SPEECH:
                continue
            name, rows = self._source(passage, span)
            for number in range(span.first, span.last + 1):
                start = span.start if number == span.first else 0
                end = span.end if number == span.last else len(passage.sentences[number])
                pieces.setdefault(number, []).append(Quotation(start, end, name, rows))
        return pieces

    def _source(self, passage: Passage, span: _Span) -> _Source:
        return _with_cue(passage, span) or self._without_cue(passage, span) or _last_speaker(passage, span)

    def _without_cue(self, passage: Passage, span: _Span) -> _Source | None:
        """Whoever is named before a colon or behind a comma, whatever the verb."""
        before, after = passage.sentences[span.first][: span.start], passage.sentences[span.last][span.end :]
        carried = passage.carried[span.first]
        if before.rstrip().endswith(":"):
            name = self._finder.presenter(before)
            return (name.text(before), (_ROW, *name.rows)) if name else (carried.last or carried.body, (_ROW,))
        if UNNAMED.match(after):
            return None, ()
        if after.lstrip()[:1] in tuple(",-–") and len(after) < _NEAR:
            name = self._finder.presenter(after := after.lstrip(" ,-–"))
            return (name.text(after), (_ROW, *name.rows)) if name else None
        return None


def _with_cue(passage: Passage, span: _Span) -> _Source | None:
    after = [a for a in passage.found[span.last] if a.start >= span.end - 1]
    if after and min(after[0].start, after[0].start if after[0].bare else after[0].name_start) - span.end < _NEAR:
        return resolved(passage.sentences[span.last], after[0], passage.carried[span.last])
    before = [a for a in passage.found[span.first] if a.end <= span.start]
    return resolved(passage.sentences[span.first], before[-1], passage.carried[span.first]) if before else None


def _last_speaker(passage: Passage, span: _Span) -> _Source:
    carried = passage.carried[span.first]
    before = passage.sentences[span.first - 1] if span.first else passage.earlier[-1] if passage.earlier else ""
    if span.start > _OPENING or UNNAMED.search(before):
        return None, ()
    if carried.name and carried.age <= 1:
        return carried.name, carried.rows
    return (carried.last if carried.age <= RECENT else None), (_ROW,)


def passages(blocks: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The sentences of each block, those of blocks that one quotation runs over together."""
    at = 0
    while at < len(blocks):
        joined = blocks[at : at + _runs_over(blocks[at : at + _MOST_BLOCKS])]
        yield [sentence for block in joined for sentence in block]
        at += len(joined)


def _runs_over(blocks: Sequence[Sequence[str]]) -> int:
    """How many of the blocks the quotation left open joins; 1 where none is or it does not end."""
    opened = length = 0
    for number, block in enumerate(blocks, start=1):
        for sentence in block:
            for match in _marks(sentence):
                if not _opens(match, opened > 0):
                    opened -= opened > 0
                elif not (opened and match.start() == 0):
                    opened += 1
        length += sum(map(len, block))
        if not opened or length > _LONGEST:
            return 1 if opened else number
        if _SPOKEN.search(block[-1]):
            return number
    return 1


def _marks(sentence: str) -> Iterable[re.Match[str]]:
    """The quotation marks; that there are none, as mostly, plain looks tell in a tenth of the time."""
    return _QUOTE.finditer(sentence) if "“" in sentence or "”" in sentence or '"' in sentence else ()


def _opens(match: re.Match[str], opened: bool) -> bool:
    """Whether a quotation opens with the mark; of a straight one the side tells on which a word touches it."""
    if match[0] != '"':
        return match[0] == "“"
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    touches_before, touches_after = before not in _FREE_BEFORE, after not in _FREE_AFTER
    return touches_after if touches_before != touches_after else not opened


def _said_up_to(sentence: str, found: Sequence[Attribution]) -> int:
    """Where ends what the sentence says before a speaker named behind it, who closes it; 0 where none does."""
    closing = (a for a in found if a.scope_start == 0 and a.scope_end == a.start)
    for attribution in closing:
        start = attribution.start if attribution.bare else attribution.name_start
        end = 1 + max(sentence.rfind(mark, 0, start) for mark in _PARTED)
        if end and start - end < _OFFICE:
            return end
    return 0


def _spans(passage: Passage) -> list[_Span]:
    """The quotations, without those inside another; one left open ends where its speaker is named or another follows a
    colon.
    """
    spans: list[_Span] = []
    opened: list[tuple[int, int, int]] = []  # sentence, offset there and from the beginning
    length = 0

    def close(number: int, at: int) -> None:
        first, start, begun = opened.pop()
        if length + at - begun <= _LONGEST:
            while spans and (spans[-1].first, spans[-1].start) > (first, start):
                spans.pop()
            spans.append(_Span(first, start, number, at))

    for number, (sentence, found) in enumerate(zip(passage.sentences, passage.found, strict=True)):
        last = -1
        for match in _marks(sentence):
            last = match.start()
            if not _opens(match, bool(opened)):
                if opened:
                    close(number, match.end())
                continue
            if last and sentence[:last].endswith((":", ": ")):
                opened.clear()
            if last or not opened:
                opened.append((number, last, length + last))
        if opened and opened[-1][:2] != (number, last) and (end := _said_up_to(sentence, found)) > max(last, 0):
            close(number, end)
            opened.clear()
        length += len(sentence)
    return spans
