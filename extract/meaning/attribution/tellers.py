"""On whose word a figure is: its sentence's source, or one named before whose report goes on.

What a sentence itself ties to a source is settled by the rows (`listening`). Where it ties a figure to nobody, all
sources named not long before are readings, and so is nobody; the weights of their signs (`signs.py`), learned from
annotated articles, choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.meaning.attribution import signs
from extract.meaning.attribution.listening import Hearing, said_in, sources_in
from extract.meaning.attribution.signs import Last, Surroundings, Teller, ToldSentence
from extract.meaning.choosing import Chooser, Group, signs_of
from extract.meaning.periods.reader import Subject
from extract.model import Step

_FORECASTER: Final = "attributions:forecaster"
_REMEMBERED: Final = 6  # attributions
_READINGS: Final = 2  # sources
_FARTHEST: Final = 12  # sentences back
_SOON: Final = 6  # sentences ahead
_BEGINS: Final = 5  # characters before a cue that begins its sentence


class Reading(NamedTuple):
    """A source that a figure may be from, None for nobody, with its signs and the rows that found it.

    `mark` is what ties the figure to it in its sentence; where that settles it there are no signs.
    """

    name: str | None
    groups: tuple[Group, ...] = ()
    rows: tuple[str, ...] = ()
    mark: str = "…"

    @property
    def signs(self) -> list[str]:
        """The signs, one after the other."""
        return signs_of(self.groups)


class _Asked(NamedTuple):
    """What is the same for all figures of a sentence: the signs of nobody and of each source named before.

    And who is its source without being weighed, or that of its weather to come: the forecaster that was named last.
    """

    around: Surroundings
    none: tuple[Group, ...]
    tellers: tuple[tuple[Teller, tuple[Group, ...]], ...]
    certain: Reading | None
    forecast: Reading | None


class SourceReader:
    """Reads on whose word the figures of documents are, with weights learned from annotated articles."""

    def __init__(self, chooser: Chooser | None = None) -> None:
        self.chooser = chooser or Chooser.built_in("sources")

    def read(self, sentences: Sequence[ToldSentence], hearings: Sequence[Hearing]) -> DocumentSources:
        """The sources of one document, whose sentences were heard up to the last with a figure."""
        return DocumentSources(sentences, hearings, self.chooser)


class DocumentSources:
    """The sources of a document. Its figures are asked about from the first to the last."""

    def __init__(self, sentences: Sequence[ToldSentence], hearings: Sequence[Hearing], chooser: Chooser) -> None:
        self._sentences = sentences
        self._hearings = hearings
        self._chooser = chooser
        self._tellers: list[Teller] | None = None
        self._forecasters: set[str] = set()
        self._heard = 0
        self._last: Last | None = None
        self._asked: _Asked | None = None

    def source_of(self, subject: Subject) -> tuple[str | None, tuple[Step, ...]]:
        """The source of the next figure, verbatim, and the steps that found it."""
        chosen = self.chosen(subject)
        self.follow(subject, chosen.name)
        if chosen.name is None:
            return None, ()
        # The first row is the cue's, to which the mark belongs; the others found the name.
        marked = ((row, "" if n else chosen.mark) for n, row in enumerate(dict.fromkeys(chosen.rows)))
        return chosen.name, tuple(Step("attribution", row, mark) for row, mark in marked)

    def chosen(self, subject: Subject) -> Reading:
        """What the sentence says, or else the reading whose signs weigh most."""
        text, figure = self._sentences[subject.sentence].text, subject.figure
        said = said_in(figure.start, figure.end, text, self._hearings[subject.sentence])
        if said:
            return Reading(said[0], (), said[1], said[2])
        readings = self.readings(subject)
        return readings[self._chooser.best([reading.groups for reading in readings]) if len(readings) > 1 else 0]

    def follow(self, subject: Subject, name: str | None) -> None:
        """Go on to the next figure: this one is from that source."""
        self._last = Last(name, subject.sentence)

    def readings(self, subject: Subject) -> list[Reading]:
        """Whom a figure may be from that its sentence ties to nobody; first: nobody."""
        if self._asked is None or self._asked.around.number != subject.sentence:
            self._asked = self._of_sentence(subject.sentence)
        around, last = self._asked.around, self._last
        settled = self._asked.certain or (self._asked.forecast if subject.status == "forecast" else None)
        if settled:
            return [settled]
        if not self._asked.tellers:
            return [Reading(None)]
        readings = [Reading(None, (*self._asked.none, signs.none_of_figure(around, subject, last)))]
        for teller, found in self._asked.tellers:
            own = signs.source_of_figure(around, teller, subject, last)
            readings.append(Reading(teller.name, (*found, own), teller.rows))
        return readings

    def _of_sentence(self, number: int) -> _Asked:
        sentence, hearing, tellers = self._sentences[number], self._hearings[number], self._before(number)
        here = signs.of_sentence(
            sentence.text,
            is_first=number == 0 or self._sentences[number - 1].block != sentence.block,
            other_source=bool(hearing.attributions),
            in_quotes=bool(hearing.quotations),
        )
        around = Surroundings(number, sentence, tuple(here) if tellers else (), len(tellers), self._after(number))
        none = (signs.none(around, tellers),) if tellers else ()
        found = tuple((teller, signs.source(around, teller, rank)) for rank, teller in enumerate(tellers))
        newest = self._tellers[self._heard - 1] if self._tellers and self._heard else None
        certain = self._certain(number, newest, tellers)
        forecast = Reading(newest.name, (), newest.rows) if newest and newest.name in self._forecasters else None
        return _Asked(around, none, found, certain, forecast)

    def _certain(self, number: int, newest: Teller | None, tellers: Sequence[Teller]) -> Reading | None:
        """Whose the items are that a heading with a source opens, or the details of what the sentence before tells."""
        follows = newest is not None and newest.sentence == number - 1
        if newest and newest.opens_list and (follows or self._are_items(newest.sentence + 1, number)):
            return Reading(newest.name, (), newest.rows)
        detail = self._hearings[number].detail
        if not detail:
            return None
        told = self._last.name if self._last and self._last.sentence == number - 1 else None
        of = newest if newest and follows else next((teller for teller in tellers if teller.name == told), None)
        return Reading(of.name, (), (*of.rows, detail)) if of else None

    def _are_items(self, first: int, last: int) -> bool:
        """Whether all these sentences are items of a list."""
        return all(sentence.text.startswith(signs.ITEM) for sentence in self._sentences[first : last + 1])

    def _before(self, number: int) -> list[Teller]:
        """The sources named last and not long before a sentence, each once, the newest first."""
        if self._tellers is None:
            self._tellers = [teller for heard in range(len(self._hearings)) for teller in self._told_in(heard)]
            self._forecasters = {teller.name for teller in self._tellers if _FORECASTER in teller.rows}
        while self._heard < len(self._tellers) and self._tellers[self._heard].sentence < number:
            self._heard += 1
        found: list[Teller] = []
        for teller in reversed(self._tellers[max(0, self._heard - _REMEMBERED) : self._heard]):
            if number - teller.sentence > _FARTHEST:
                break
            if len(found) < _READINGS and not any(signs.same_name(teller.name, other.name) for other in found):
                found.append(teller)
        return found

    def _after(self, number: int) -> Teller | None:
        """The source named next and not long behind a sentence."""
        later = next((one for one in (self._tellers or ())[self._heard :] if one.sentence > number), None)
        return later if later and later.sentence - number <= _SOON else None

    def _told_in(self, number: int) -> Iterator[Teller]:
        hearing, sentence = self._hearings[number], self._sentences[number]
        text, figures = sentence.text, sentence.findings.figures
        for attribution, name, rows in sources_in(text, hearing):
            is_person = attribution.person or name == hearing.carried.person
            yield Teller(
                name=name,
                rows=rows,
                sentence=number,
                block=sentence.block,
                reach=attribution.reach,
                kind="person" if is_person else "body" if attribution.body else "plain",
                gave=sum(attribution.scope_start <= figure.start < attribution.scope_end for figure in figures),
                units=frozenset(figure.unit for figure in figures),
                is_quoted=text.count("“") > text.count("”") or text.count('"') % 2 == 1,
                opens_list=text.endswith(":"),
                begins=attribution.start <= _BEGINS,
            )
