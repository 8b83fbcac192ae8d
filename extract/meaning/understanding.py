"""From the figures of a document to its facts: each with bound, change, status, indicator, place, period, source.

What one sentence hands on to the next (its time, its goals, what it counted, who spoke) is carried by a thread.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from extract.figures.context import is_bracketed
from extract.figures.finder import Findings
from extract.figures.time_spans import TimeSpan
from extract.figures.times import Tense
from extract.language.canonical import Canonical
from extract.language.compiled import compiled
from extract.language.vocabulary import Vocabulary
from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.listening import Listener
from extract.meaning.attribution.tellers import DocumentSources, SourceReader
from extract.meaning.bounds import Bounds
from extract.meaning.changes import Changes
from extract.meaning.citing import Meaning, cited
from extract.meaning.confidence import confidences
from extract.meaning.doubts import Doubts, Told
from extract.meaning.indicators.before import Cutter
from extract.meaning.indicators.known import Known, KnownIndicators
from extract.meaning.indicators.known_words import Stated
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.reader import IndicatorReader
from extract.meaning.periods.reader import DocumentPeriods, PeriodReader, Subject
from extract.meaning.periods.resolution import resolve
from extract.meaning.places.reader import DocumentPlaces, PlaceReader
from extract.meaning.statuses import DEGREES, STORMS, Ahead, Carried, Cue, Statuses, goes_on
from extract.model import Bound, Change, Document, Fact, Figure, Status, Step
from patterns import Patterns
from patterns.gazetteer import Gazetteer

_ACTUAL: Final[tuple[Status, Step | None]] = ("actual", None)
_MORE_OR_LESS: Final = frozenset(("over", "under"))  # "cao hơn 17%" is a change by its "hơn", and no bound


class Sentence(NamedTuple):
    """A sentence of the canonical text with what was found in it; `block` is the number of its line or paragraph."""

    start: int
    end: int
    text: str
    block: int
    times: tuple[TimeSpan, ...]
    tense: Tense
    findings: Findings


class _Thread:
    """What the text so far leaves standing for the next sentence."""

    def __init__(self) -> None:
        self.block = 0
        self.status = Carried()
        self.indicator: Indicator | None = None
        self.goals = 0
        self.weather: tuple[Status, Step | None] = _ACTUAL  # of the last degrees told, if they are a forecast
        self.sentence = ""
        self.silent = False  # whether the sentence before has no figure and leaves nothing standing

    def enter(self, sentence: Sentence) -> None:
        """Go on to a sentence; a new block leaves behind what only its paragraph told."""
        if sentence.block != self.block:
            self.block = sentence.block
            self.indicator = None
            self.status = self.status if self.status.listed else Carried()
            self.silent = False


class _Around(NamedTuple):
    """The document and the sentence that a figure stands in, as far as they are read."""

    number: int
    sentence: Sentence
    published: date | None
    places: DocumentPlaces
    names: Container[str]
    periods: DocumentPeriods
    sources: DocumentSources


class _Listed(NamedTuple):
    """What a figure may hand on to the next of its list."""

    figure: Figure
    status: tuple[Status, Step | None]
    change: tuple[Change, Step | None]


class _Read(NamedTuple):
    """A figure as read, before it is weighed how sure that is."""

    sentence: Sentence
    figure: Figure
    meaning: Meaning
    told: Told


class Understanding:
    """Gives figures their meaning, by the tables."""

    def __init__(self, patterns: Patterns, vocabulary: Vocabulary, cutter: Cutter) -> None:
        self._bounds = Bounds(patterns.qualifiers, vocabulary)
        self._changes = Changes(patterns.changes, patterns.qualifiers, vocabulary)
        self._statuses = Statuses(patterns.statuses, vocabulary)
        self._indicators = IndicatorReader(patterns.indicator_cues, vocabulary, cutter)
        self._known = KnownIndicators(patterns.indicators, patterns.indicator_words, patterns.indicator_cues)
        self._listener = Listener(AttributionFinder(patterns.attributions, vocabulary))
        self._gazetteer = Gazetteer(keep=compiled)
        self._places = PlaceReader(self._gazetteer, patterns.place_cues, vocabulary, patterns.place_units)
        self._periods = PeriodReader()
        self._sources = SourceReader()
        self._doubts = Doubts(vocabulary)

    def facts(
        self, document: Document, canonical: Canonical, sentences: Sequence[Sentence], title: str
    ) -> Iterator[Fact]:
        """The facts of a document, in the order of the text. `title` is its canonical title."""
        if not any(sentence.findings.figures for sentence in sentences):
            return
        published = document.day
        places = self._places.read(document, title, [(sentence.block, sentence.text) for sentence in sentences])
        periods = self._periods.read(sentences, published)
        sources = self._sources.read(sentences, self._listener.listen(sentences))
        thread, read = _Thread(), list[_Read]()
        for number, sentence in enumerate(sentences):
            thread.enter(sentence)
            if sentence.findings.figures:
                around = _Around(number, sentence, published, places, self._gazetteer, periods, sources)
                read.extend(self._meanings(around, thread))
            else:
                cues = self._statuses.cues(sentence.text) if sentence.text.endswith(":") else ()
                self._pass(sentence, cues, _ACTUAL, thread)
        sure_of = confidences([one.told for one in read], self._doubts)
        for (sentence, figure, meaning, _), sure in zip(read, sure_of, strict=True):
            yield cited(document, canonical, (sentence.start, sentence.end), figure, meaning, sure)

    def _meanings(self, around: _Around, thread: _Thread) -> Iterator[_Read]:
        """The figures of a sentence, each with its meaning; the thread is left as the sentence leaves it."""
        text, figures = around.sentence.text, around.sentence.findings.figures
        cues = self._statuses.cues(text)
        if thread.silent:
            thread.status = self._statuses.opened(text, thread.sentence)
        indicators = self._indicators.read(text, figures, around.sentence.findings.tokens, thread.indicator)
        last, lasting = None, _ACTUAL
        for figure, indicator in zip(figures, indicators, strict=True):
            last = self._listed(around, figure, cues, thread, last)
            meaning = self._meaning(around, figure, last, indicator)
            told = Told(
                around.number, text, figure, last.status, meaning.bound, meaning.change, thread.sentence, thread.goals
            )
            yield _Read(around.sentence, figure, meaning, told)
            thread.goals += last.status[0] != "actual"
            lasting = lasting if is_bracketed(text, figure.start) else last.status
        thread.indicator = next((i for i in reversed(indicators) if i is not None), thread.indicator)
        self._pass(around.sentence, cues, lasting, thread)

    def _pass(self, sentence: Sentence, cues: Sequence[Cue], last: tuple[Status, Step | None], thread: _Thread) -> None:
        """Leave the thread as a sentence leaves it whose last figure has the status `last`."""
        thread.status = self._statuses.carry(sentence.text, cues, thread.status, last)
        thread.sentence = sentence.text
        thread.silent = not sentence.findings.figures and thread.status.status == "actual"

    def _listed(
        self, around: _Around, figure: Figure, cues: Sequence[Cue], thread: _Thread, before: _Listed | None
    ) -> _Listed:
        """Status and change of a figure, which a list hands on from one figure to the next."""
        text = around.sentence.text
        ahead = _lies_ahead(around, figure)
        told = before.status if before else _ACTUAL
        status = self._statuses.status_of(text, figure, cues, thread.status, ahead=ahead, before=told)
        if figure.unit in DEGREES:
            if status == _ACTUAL and goes_on(cues, ahead if around.sentence.times else None):
                status = thread.weather
            thread.weather = status if status[0] == "forecast" else _ACTUAL
        change = self._changes.change_of(text, figure, (before.figure, *before.change) if before else None)
        return _Listed(figure, status, change)

    def _meaning(self, around: _Around, figure: Figure, listed: _Listed, indicator: Indicator | None) -> Meaning:
        text, start, end = around.sentence.text, figure.start, figure.end
        (status, status_step), (change, change_step) = listed.status, listed.change
        bound, bound_step = self._bound(text, listed)
        counted = None if figure.kind == "rank" else figure.unit
        place, place_step = around.places.place_of(around.number, start, end, counted)
        subject = Subject(figure, around.number, status, change)
        period, period_step = around.periods.period_of(subject)
        source, source_steps = around.sources.source_of(subject)
        known = self._known_indicator(around, figure, change, indicator)
        found = (bound_step, change_step, status_step, *(indicator.steps if indicator else ()), *known.steps)
        return Meaning(
            bound=bound,
            change=change,
            status=status,
            indicator=indicator.text if indicator else None,
            indicator_id=known.id,
            place=place,
            period=period,
            attribution=source,
            steps=tuple(filter(None, (*found, place_step, period_step, *source_steps))),
        )

    def _known_indicator(self, around: _Around, figure: Figure, change: Change, indicator: Indicator | None) -> Known:
        """Which of the known indicators the phrase of a figure names."""
        if indicator is None or not self._known.may_be(indicator.text):
            return Known()
        sentence = around.sentence
        before = next((f for f in reversed(sentence.findings.figures) if f.end <= figure.start), None)
        return self._known.of(indicator, Stated(figure, change, sentence.text, before, around.names))

    def _bound(self, text: str, listed: _Listed) -> tuple[Bound, Step | None]:
        """The bound; a word that already makes a change ("vượt 3,3% kế hoạch", "cao hơn 17%") makes no bound."""
        if listed.figure.kind == "rank" and any(step.row == "ranks:leading-group" for step in listed.figure.steps):
            return "at_most", Step("bound", "ranks:leading-group")
        bound, step = self._bounds.bound_of(text, listed.figure)
        change, change_step = listed.change
        if (
            change != "none"
            and bound in _MORE_OR_LESS
            and change_step
            and step
            and change_step.text.endswith(step.text)
        ):
            return "exact", None
        return bound, step


def _lies_ahead(around: _Around, figure: Figure) -> Ahead:
    """Whether the nearest time of its sentence begins after the document's day; None where that day is unknown.

    The nearest before the figure counts, without one the first behind it.
    """
    published, times = around.published, around.sentence.times
    if published is None:
        return None
    if not times:
        return ""
    before = [span for span in times if span.end <= figure.start]
    nearest = before[-1] if before else next((span for span in times if span.start >= figure.end), None)
    if nearest is None or nearest.relation in ("compare", "aside"):
        return ""
    return _begins_ahead(nearest, published, figure.unit in STORMS)


@lru_cache(maxsize=8)
def _begins_ahead(span: TimeSpan, published: date, of_storm: bool) -> Ahead:
    """Whether a time begins after that day; of a storm's course also one until then ("Đến 7h ngày 20/12").

    The figures of a sentence ask for it one after the other.
    """
    period = resolve(span, published)
    if of_storm and period and not period.start and period.end > published.isoformat():
        return "day"
    if period is None or period.start <= published.isoformat():
        return ""
    return "day" if len(period.edtf.split("/")[0]) == len("2023-10-15") else "longer"
