"""From the figures of a document to its facts: each figure with its bound, change, status, indicator, place, period, source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from extract.figures.finder import Findings
from extract.figures.times import Tense, TimeSpan
from extract.identity import fact_id
from extract.language.canonical import Canonical
from extract.meaning.attributions import AttributionFinder
from extract.meaning.bounds import Bounds, Changes
from extract.meaning.confidence import Around, confidence_of
from extract.meaning.indicators import Indicator, IndicatorReader
from extract.meaning.periods import Carried as CarriedPeriod
from extract.meaning.periods import period_of, resolve
from extract.meaning.places import DocumentPlaces, PlaceReader
from extract.meaning.speakers import Hearing, Listener, Speaker, attribution_of
from extract.meaning.statuses import Ahead, Carried, Statuses
from extract.model import Block, Change, Document, Fact, Figure, Status, Step
from patterns import Patterns
from patterns.places import Gazetteer

_QUOTE: Final = 32
_STAYS: Final = 2  # sentences over which a time that lies ahead holds
_ACTUAL: Final[tuple[Status, Step | None]] = ("actual", None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the canonical text with what was found in it; `block` is the number of its line or paragraph."""

    start: int
    end: int
    text: str
    block: int
    times: tuple[TimeSpan, ...]
    tense: Tense
    findings: Findings


class Understanding:
    """Gives figures their meaning, by the tables."""

    def __init__(self, patterns: Patterns) -> None:
        self._bounds = Bounds(patterns.qualifiers)
        self._changes = Changes(patterns.changes, patterns.qualifiers)
        self._statuses = Statuses(patterns.statuses)
        self._indicators = IndicatorReader(patterns.indicator_cues)
        self._listener = Listener(AttributionFinder(patterns.attributions))
        self._places = PlaceReader(Gazetteer(), patterns.place_cues)

    def facts(self, document: Document, canonical: Canonical, sentences: Sequence[Sentence], title: str) -> Iterator[Fact]:
        """The facts of a document, in the order of the text. `title` is its canonical title."""
        if not any(sentence.findings.figures for sentence in sentences):
            return
        published = _day(document.published)
        places = self._places.read(document, title, [(sentence.block, sentence.text) for sentence in sentences])
        last_told = max(number for number, sentence in enumerate(sentences) if sentence.findings.figures)
        hearings = self._hear([sentence for sentence in sentences if sentence.block <= sentences[last_told].block])
        carried_time = CarriedPeriod()
        carried_status = Carried()
        previous: Indicator | None = None
        goals = 0
        for number, sentence in enumerate(sentences[: last_told + 1]):
            new_block = number > 0 and sentence.block != sentences[number - 1].block
            if new_block:
                carried_time, previous = carried_time.in_new_block(), None
                carried_status = carried_status if carried_status.listed else Carried()
            heads = bool(sentence.findings.figures) or sentence.text.endswith(":")
            cues = self._statuses.cues(sentence.text) if heads else ()
            if sentence.findings.figures:
                indicators = self._indicators.read(sentence.text, sentence.findings.figures, sentence.findings.tokens, previous)
                before: tuple[Figure, Change, Step | None] | None = None
                told = _ACTUAL
                for figure, indicator in zip(sentence.findings.figures, indicators, strict=True):
                    ahead = _lies_ahead(sentence, figure, carried_time, published)
                    told = self._statuses.status_of(sentence.text, figure, cues, carried_status, ahead=ahead, before=told)
                    change = self._changes.change_of(sentence.text, figure, before)
                    before = (figure, *change)
                    yield self._fact(document, canonical, sentence, figure, indicator, _Surroundings(
                        number, published, *told, change, carried_time, places, hearings[number],
                        Around(len(sentence.findings.figures), sentences[number - 1].text if number else "", goals)))  # fmt: skip
                    goals += told[0] != "actual"
                previous = next((i for i in reversed(indicators) if i is not None), previous)
                last = told
            else:
                last = _ACTUAL
            carried_status = self._statuses.carry(sentence.text, cues, carried_status, last)
            spans = [(figure.start, figure.end) for figure in sentence.findings.figures]
            carried_time = carried_time.after(sentence.times, sentence.text, spans, published)

    def _hear(self, sentences: Sequence[Sentence]) -> list[Hearing]:
        hearings: list[Hearing] = []
        speaker = Speaker()
        for block in _blocks(sentences):
            heard, speaker = self._listener.hear([sentence.text for sentence in block], speaker)
            hearings.extend(heard)
        return hearings

    def _fact(
        self, document: Document, canonical: Canonical, sentence: Sentence, figure: Figure, indicator: Indicator | None, near: _Surroundings
    ) -> Fact:
        text = sentence.text
        change, change_step = near.change
        bound, bound_step = self._bounds.bound_of(text, figure)
        if change != "none" and change_step and bound_step and change_step.text.endswith(bound_step.text):
            bound, bound_step = "exact", None  # "vượt 3,3% kế hoạch", "cao hơn 17%": one word, one meaning
        place, place_step = near.places.place_of(near.number, figure.start, figure.end)
        period, period_step = period_of(figure.start, figure.end, sentence.times, text, near.carried_time, near.published, near.status, sentence.tense)
        source, source_steps = attribution_of(figure.start, figure.end, text, near.hearing)
        steps = (bound_step, change_step, near.status_step, *(indicator.steps if indicator else ()), place_step, period_step, *source_steps)
        start, end = canonical.to_source(sentence.start + figure.start, sentence.start + figure.end)
        quote_start, quote_end = canonical.to_source(sentence.start, sentence.end)
        block = _block_at(document.blocks, start)
        low, high = (block.start, block.end) if block else (0, len(document.text))
        return Fact(
            fact=fact_id(document.id, start, end),
            doc=document.id,
            figure=document.text[start:end],
            start=start,
            end=end,
            value=_plain(figure.value),
            value_max=None if figure.value_max is None else _plain(figure.value_max),
            whole=None if figure.whole is None else _plain(figure.whole),
            kind=figure.kind,
            unit=figure.unit,
            per=figure.per,
            digits=figure.digits,
            reading=figure.reading,
            bound="at_most" if figure.kind == "rank" and any(s.row == "ranks:leading-group" for s in figure.steps) else bound,
            change=change,
            status=near.status,
            indicator=unicodedata.normalize("NFC", indicator.text) if indicator else None,
            indicator_id=None,
            place=place.name if place else None,
            place_code=(place.code or None) if place else None,
            place_era=(place.era or None) if place else None,
            period=period.edtf if period else None,
            period_start=(period.start or None) if period else None,
            period_end=(period.end or None) if period else None,
            attribution=source,
            sentence=document.text[quote_start:quote_end],
            prefix=document.text[max(low, start - _QUOTE) : start],
            suffix=document.text[end : min(high, end + _QUOTE)],
            locator=block.locator if block else "",
            url=document.url or None,
            title=document.title or None,
            publisher=document.publisher or None,
            published=document.published or None,
            snapshot=document.snapshot or None,
            retrieved=document.retrieved or None,
            confidence=confidence_of(text, figure, (near.status, near.status_step), bound, change, near.around),
            steps=(*figure.steps, *(step for step in steps if step is not None)),
        )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a figure's sentence and document say around it."""

    number: int
    published: date | None
    status: Status
    status_step: Step | None
    change: tuple[Change, Step | None]
    carried_time: CarriedPeriod
    places: DocumentPlaces
    hearing: Hearing
    around: Around


def _lies_ahead(sentence: Sentence, figure: Figure, carried: CarriedPeriod, published: date | None) -> Ahead:
    """Whether the nearest time before the figure (else the first behind it, else the paragraph's) begins after the document's day.

    None where the document's date is unknown.
    """
    if published is None:
        return None
    before = [span for span in sentence.times if span.end <= figure.start]
    nearest = before[-1] if before else next((span for span in sentence.times if span.start >= figure.end), None)
    if nearest is not None and nearest.relation in ("compare", "aside"):
        return ""
    period = resolve(nearest, published) if nearest else carried.period if carried.fresh and carried.age <= _STAYS else None
    if period is None or period.start <= published.isoformat():
        return ""
    return "day" if len(period.edtf.split("/")[0]) == len("2023-10-15") else "longer"


def _blocks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    block: list[Sentence] = []
    for sentence in sentences:
        if block and sentence.block != block[-1].block:
            yield block
            block = []
        block.append(sentence)
    if block:
        yield block


def _block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    return next((block for block in blocks if block.start <= offset < block.end), None)


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 1670000.00 is 1670000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
