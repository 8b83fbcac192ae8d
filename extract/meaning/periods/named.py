"""What the sentences of a document name: the periods that their times mean, each in the forms it may be meant in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from extract.figures.time_spans import TimeSpan
from extract.meaning.periods import mentions
from extract.meaning.periods.counted import points_back
from extract.meaning.periods.mentions import Mention, TimedSentence
from extract.meaning.periods.resolution import Direction, Period, resolve

__all__ = ["LOOK_BACK", "NamedTimes"]

LOOK_BACK: Final = 8  # sentences, as far as a text goes on from a time


class NamedTimes:
    """The times that a document names, resolved sentence by sentence as they are asked for."""

    def __init__(self, sentences: Sequence[TimedSentence], published: date | None) -> None:
        self._sentences = sentences
        self._published = published
        self._today = published.isoformat() if published else ""
        self._year = None if published else mentions.year_of(sentences)
        self._mentions: dict[tuple[int, Direction], tuple[Mention, ...]] = {}
        self._governing: dict[tuple[int, Direction], list[Mention]] = {}

    def all(self) -> Iterator[Mention]:
        """What all sentences name, from the first to the last."""
        for number, sentence in enumerate(self._sentences):
            if sentence.times:
                yield from self.in_sentence(number, "past")

    def governing(self, number: int, prefer: Direction) -> Sequence[Mention]:
        """What is named in a sentence that a figure may be about: those of the sentences behind it ask for it again."""
        if not self._sentences[number].times:
            return ()
        key = number, prefer
        if key not in self._governing:
            self._governing[key] = [mention for mention in self.in_sentence(number, prefer) if mention.governs]
        return self._governing[key]

    def in_sentence(self, number: int, prefer: Direction) -> tuple[Mention, ...]:
        """What a sentence names; days without a year are looked for in the past or in the future."""
        sentence = self._sentences[number]
        if not sentence.times:
            return ()
        key = number, prefer
        if key not in self._mentions:
            found: list[Mention] = []
            for span in sentence.times:
                if mentions.is_reach(span, sentence.text):
                    continue
                base = mentions.is_base(span, sentence.text)
                known = self._known(span, found, number)
                found += [Mention(span, form, period, base) for form, period in self._forms(span, prefer, known)]
            self._mentions[key] = tuple(found)
        return self._mentions[key]

    def _known(self, span: TimeSpan, found: Sequence[Mention], number: int) -> Period | None:
        """What fills in a year that is left out and what "quý này" points back to: where the day of publication is
        unknown the document's year, else the last period named before. Where it is known, only the latter asks.
        """
        if self._year and not points_back(span):
            return Period.of(self._year)
        if not (span.far or span.part("anchor") or span.part("edge") == "whole" or points_back(span)):
            return None
        before = range(number - 1, max(-1, number - 1 - LOOK_BACK), -1)
        for named in (found, *(self.governing(earlier, "past") for earlier in before)):
            if told := [mention.period for mention in named if mention.form == "own" and not mention.base]:
                return told[-1]
        return None

    def _forms(self, span: TimeSpan, prefer: Direction, known: Period | None) -> Iterator[tuple[str, Period]]:
        own = resolve(span, self._published, prefer=prefer, known=known)
        if own:
            yield "own", own
        if span.relation not in mentions.OPEN_ENDED:
            return
        at = resolve(span._replace(relation="at"), self._published, prefer=prefer, known=known)
        if at and at != own:
            yield "plain", at
        if at and span.relation == "since" and self._published and at.start <= self._today:
            yield "now", Period.of(f"{at.edtf.partition('/')[0]}/{self._today}")
        if at and span.relation == "by" and prefer == "past" and "/" not in at.edtf and (own is None or own.start):
            yield "until", Period.of(f"../{at.edtf}")
