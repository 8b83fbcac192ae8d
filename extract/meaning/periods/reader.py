"""Which time a figure is about, and so the period of the fact; none where the text does not say.

A figure may be about a time named in its sentence, before or behind it; about one that the text goes on from, named up
to some sentences before; in a title or lead about one named right after; about the one that the document keeps to; or
about none. All these are readings; the weights of their signs (`signs.py`), learned from annotated articles,
choose. The day of publication alone is never a period.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from extract.figures.context import is_age_set_off
from extract.figures.time_spans import TimeSpan
from extract.meaning.choosing import Chooser, Group, plain, signs_of
from extract.meaning.periods import mentions, signs
from extract.meaning.periods.mentions import Mention, Subject, TimedSentence
from extract.meaning.periods.named import LOOK_BACK, NamedTimes
from extract.meaning.periods.pairing import Side, pairing, side_of
from extract.meaning.periods.resolution import Direction, Period, same_period
from extract.meaning.periods.surroundings import is_of_now
from extract.model import Status, Step

__all__ = ["DocumentPeriods", "PeriodReader", "Reading", "Subject"]

_LOOK_AHEAD: Final = 3  # from a title or lead
_DOMINANT: Final = 2  # times that a document keeps to
_SENTENCE: Final = 1000  # what it costs to be told a sentence away
_AS_BASE: Final = 500  # and to be what something is compared with
_QUARTERS: Final = 4
_SAME_PERIOD: Final = "same_period"  # the row of "cùng kỳ năm trước"
_SET_OFF: Final = (plain, ("age set off",))
_OF_NOW: Final = (plain, ("of now",))
_AS_LAST_YEAR: Final = (plain, ("same period",))


class Reading(NamedTuple):
    """A period that a figure may be about, None for none, with its signs; where an expression of the figure's sentence
    names it, that.
    """

    period: Period | None
    groups: tuple[Group, ...]
    way: Literal["told", "carried", "document"] = "told"
    span: TimeSpan | None = None

    @property
    def signs(self) -> list[str]:
        """The signs, one after the other."""
        return signs_of(self.groups)


class _Told(NamedTuple):
    """A period told somewhere: in the figure's sentence or `away` sentences ahead (back: less than nothing), with how
    many expressions stand nearer there; without a mention as one that the document keeps to.
    """

    cost: int
    period: Period
    mention: Mention | None = None
    away: int = 0
    rank: int = 0


class _Nearest(NamedTuple):
    """Where each period is told nearest, by its EDTF text, and which of them are told in several places."""

    told: dict[str, _Told]
    again: set[str]


class _Chosen(NamedTuple):
    """What the figure before was about, and on which side of it that was told."""

    period: Period | None
    status: Status
    sentence: int
    side: Side


class PeriodReader:
    """Reads the periods of documents, with weights learned from annotated articles."""

    def __init__(self, chooser: Chooser | None = None) -> None:
        self.chooser = chooser or Chooser.built_in("periods")

    def read(self, sentences: Sequence[TimedSentence], published: date | None) -> DocumentPeriods:
        """The times of one document."""
        return DocumentPeriods(sentences, published, self.chooser)


class DocumentPeriods:
    """The times of a document, sentence by sentence. Its figures are asked about from the first to the last."""

    def __init__(self, sentences: Sequence[TimedSentence], published: date | None, chooser: Chooser) -> None:
        self._sentences = sentences
        self._published = published
        self._today = published.isoformat() if published else ""
        self._timed = [number for number, sentence in enumerate(sentences) if sentence.times]
        self._chooser = chooser
        self._named = NamedTimes(sentences, published)
        self._around: tuple[int, Direction, _Nearest] | None = None
        self._compared: tuple[int, bool] | None = None
        self._before: _Chosen | None = None
        told = [one for one in self._named.all() if one.form == "own" and one.governs and not one.base]
        self._counts = Counter(one.period.edtf for one in told)
        self._first = next((one.period.edtf for one in told if not one.span.part("bare")), None)
        often = sorted(self._counts, key=self._counts.__getitem__, reverse=True)
        self._kept = [Period.of(edtf) for edtf in often[:_DOMINANT]]

    def period_of(self, subject: Subject) -> tuple[Period | None, Step | None]:
        """The period of the next figure, with the step that names the row it came by. Both None where none is known."""
        readings = self.readings(subject)
        chosen = readings[self._chooser.best([reading.groups for reading in readings])]
        self.follow(subject, chosen)
        if not chosen.period:
            return None, None
        period = chosen.period
        doubted = readings[-1].period is None  # nothing touches the figure
        if doubted and mentions.is_lifted(subject.figure, self._sentences[subject.sentence].text):
            period = period.up_to_its_end()
        if chosen.span is None:
            return period, Step("period", chosen.way, chosen.period.edtf)
        text = self._sentences[subject.sentence].text
        return period, Step("period", f"times:{chosen.span.row}", text[chosen.span.lead : chosen.span.end])

    def follow(self, subject: Subject, chosen: Reading) -> None:
        """Go on to the next figure: this one is read so. An age set off says nothing of the others."""
        if not is_age_set_off(subject.figure, self._sentences[subject.sentence].text):
            side = side_of(chosen.span, subject.figure) if chosen.span else ""
            self._before = _Chosen(chosen.period, subject.status, subject.sentence, side)

    def readings(self, subject: Subject) -> list[Reading]:
        """All that the figure may be about, and at last: none. What touches the figure leaves no doubt."""
        figure, sentence = subject.figure, self._sentences[subject.sentence]
        if sentence.times and (last_year := self._last_year(subject)):
            return [last_year]
        if is_age_set_off(figure, sentence.text):
            return [Reading(None, (_SET_OFF,))]
        here = self._here(subject) if sentence.times else []
        touching = [one for one in here if one.mention and mentions.touching(one.mention, figure, sentence.text)]
        if touching:
            return [self._reading(subject, told, again=False) for told in touching]
        if is_of_now(figure, sentence):
            return [Reading(None, (_OF_NOW,))]
        nearest = self._elsewhere(subject.sentence, _direction(subject.status))
        if here:
            nearest = _nearest((*here, *nearest.told.values()), nearest.again)
        readings = [self._reading(subject, told, again=edtf in nearest.again) for edtf, told in nearest.told.items()]
        return [*readings, Reading(None, self._of_none(subject, len(readings)))]

    def _last_year(self, subject: Subject) -> Reading | None:
        """The period of the figure before, in the year that a "cùng kỳ" touching this figure names or implies; the year
        before a past one, of which "năm trước" is told in a comparison.
        """
        if self._before is None or self._before.period is None:
            return None
        sentence, period = self._sentences[subject.sentence], self._before.period
        past = (period.start or period.end)[:4] < self._today[:4]
        for span in sentence.times:
            implied = span.row == _SAME_PERIOD or (past and mentions.is_year_before(span, sentence.text))
            if implied and mentions.of_last_year(span, subject, sentence.text):
                return Reading(same_period(span, period), (_AS_LAST_YEAR,), span=span)
        return None

    # -- where a figure's period may be told --------------------------------------------------------------------------

    def _here(self, subject: Subject) -> list[_Told]:
        text = self._sentences[subject.sentence].text
        found = [
            (cost, mention)
            for mention in self._named.in_sentence(subject.sentence, _direction(subject.status))
            if (cost := mentions.cost(mention, subject.figure, text)) is not None
        ]
        order = sorted({cost for cost, _ in found})
        return [_Told(cost, mention.period, mention, 0, order.index(cost)) for cost, mention in found]

    def _elsewhere(self, number: int, direction: Direction) -> _Nearest:
        """What is told elsewhere; the figures of a sentence ask for it one after the other."""
        if self._around is None or self._around[:2] != (number, direction):
            self._around = number, direction, _nearest(self._told_elsewhere(number, direction))
        return self._around[2]

    def _told_elsewhere(self, number: int, direction: Direction) -> Iterator[_Told]:
        """The periods told in the sentences before, from a title or lead in those behind, and often in the document."""
        for other in reversed(self._timed_from(number - LOOK_BACK, number)):
            for rank, mention in enumerate(reversed(self._named.governing(other, direction))):
                base = _AS_BASE if mention.base else 0
                yield _Told((number - other) * _SENTENCE + base + rank, mention.period, mention, other - number, rank)
        if self._sentences[number].block <= 1:
            for other in self._timed_from(number + 1, number + _LOOK_AHEAD + 1):
                cost = (LOOK_BACK + other - number) * _SENTENCE
                named = [m for m in self._named.governing(other, direction) if not m.base]
                for rank, mention in enumerate(named):
                    yield _Told(cost + rank, mention.period, mention, other - number, rank)
        farthest = (LOOK_BACK + _LOOK_AHEAD + 1) * _SENTENCE
        yield from (_Told(farthest, period, rank=rank) for rank, period in enumerate(self._kept))

    def _timed_from(self, first: int, last: int) -> list[int]:
        """The numbers, from `first` up to before `last`, of the sentences that name a time."""
        return self._timed[bisect_left(self._timed, first) : bisect_left(self._timed, last)]

    # -- readings and their signs -------------------------------------------------------------------------------------

    def _reading(self, subject: Subject, told: _Told, *, again: bool) -> Reading:
        groups = (*self._of_place(subject, told), *self._of_period(subject, told.period, again=again))
        if told.mention is None:
            return Reading(told.period, groups, "document")
        return (
            Reading(told.period, groups, "carried")
            if told.away
            else Reading(told.period, groups, "told", told.mention.span)
        )

    def _of_place(self, subject: Subject, told: _Told) -> tuple[Group, ...]:
        mention, sentence = told.mention, self._sentences[subject.sentence]
        if mention is None:
            return (signs.document(subject, told.period, told.rank),)
        if told.away < 0:
            there = self._sentences[subject.sentence + told.away]
            compared = self._compares(subject.sentence)
            return signs.back(subject, sentence, mention, there, (-told.away, told.rank), compared=compared)
        if told.away > 0:
            return (signs.ahead(subject, sentence.block, mention, (told.away, told.rank)),)
        before = self._before
        last = before.side if before and before.sentence == subject.sentence else ""
        paired = pairing(subject.figure, mention.span, sentence, last)
        return (*signs.here(subject, sentence, mention, told.rank), paired)

    def _of_period(self, subject: Subject, period: Period, *, again: bool) -> tuple[Group, ...]:
        dated = self._published and period.start
        side = ("future" if period.start > self._today else "past") if dated else ""
        naming = self._counts.get(period.edtf, 0), again, period.edtf == self._first, side
        before = self._before
        if before is None or before.period != period:
            return signs.told(subject, period, naming, None)
        same_status = before.status == subject.status
        return signs.told(subject, period, naming, signs.Previous(self._nearness(before, subject), same_status))

    def _of_none(self, subject: Subject, others: int) -> tuple[Group, ...]:
        quarter = _QUARTERS * subject.sentence // len(self._sentences) + 1
        before, sentence = self._before, self._sentences[subject.sentence]
        said = f"{'time' if before.period else 'none'} {self._nearness(before, subject)}" if before else ""
        compared, dated = self._compares(subject.sentence), self._published is not None
        return signs.none(subject, sentence, others, quarter, said, compared=compared, dated=dated)

    def _nearness(self, before: _Chosen, subject: Subject) -> str:
        """How near the figure before stands."""
        if before.sentence == subject.sentence:
            return "in the sentence"
        same = self._sentences[before.sentence].block == self._sentences[subject.sentence].block
        return "in the block" if same else "elsewhere"

    def _compares(self, number: int) -> bool:
        """Whether a sentence compares with a time; the readings of its figures ask for it one after the other."""
        if self._compared is None or self._compared[0] != number:
            sentence = self._sentences[number]
            self._compared = number, any(mentions.is_base(span, sentence.text) for span in sentence.times)
        return self._compared[1]


def _nearest(told: Iterable[_Told], again: Iterable[str] = ()) -> _Nearest:
    """Of what is told of each period the one of the least cost, of equals the first; those `again` are known to be told
    in several places.
    """
    nearest = _Nearest({}, set(again))
    for one in told:
        edtf = one.period.edtf
        known = nearest.told.get(edtf)
        if known is not None:
            nearest.again.add(edtf)
        if known is None or one.cost < known.cost:
            nearest.told[edtf] = one
    return nearest


def _direction(status: Status) -> Direction:
    return "past" if status == "actual" else "future"
