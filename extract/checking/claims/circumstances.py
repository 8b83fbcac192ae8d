"""Where and when: the place and the period of a claim held against a source's.

What a fact does not state itself, its document may tell: its places and times, as its other facts have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from extract.checking.agreement import days, place_parts
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated
from extract.checking.claims.words import unmarked

__all__ = ["ACCEPTED", "Kept", "Surroundings", "period_kept", "place_kept"]

Kept = Literal["same", "unsaid", "wider", "narrower", "implied", "unknown", "other"]
ACCEPTED: Final = frozenset(("same", "unsaid", "wider", "implied"))

_MARKS: Final = re.compile(r"[,.;:()“”\"'\-/\s]+")
_WIDE: Final = frozenset(("viet nam", "the gioi"))
_ALL: Final = {"viet nam": ("ca nuoc", "toan quoc", "nuoc ta")}
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_MAIN: Final = 0.9  # the share of the years in a document's facts that makes a year its own
_YEAR: Final = 4  # letters of a period that is a year


class Surroundings(NamedTuple):
    """What the facts of a document tell of it together: the words of their sentences, and those of their places, both
    as `_flat` gives them, and their periods with where they stand.
    """

    told: str = ""
    places: str = ""
    dated: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, facts: Iterable[tuple[int, str | None, str | None, str]]) -> Surroundings:
        """The surroundings that the starts, places, periods and sentences of a document's facts make."""
        rows = sorted(facts, key=itemgetter(0))
        sentences = " | ".join(dict.fromkeys(sentence for *_, sentence in rows))
        places = " | ".join(dict.fromkeys(place for _, place, _, _ in rows if place))
        return cls(_flat(sentences), _flat(places), tuple((start, period) for start, _, period, _ in rows if period))

    def names(self, text: str) -> bool:
        """Whether the document has these words one after the other, with or without their marks."""
        return _flat(text) in self.told or _flat(text) in self.places

    def writes(self, period: str, year: str) -> bool:
        """Whether each day or month of a period stands written in the document, with its year or in the document's."""
        dates = [date for date in period.split("/") if date != ".."]
        return all(_MONTH.match(date) and self._writes(date, year) for date in dates)

    def _writes(self, date: str, year: str) -> bool:
        own, *parts = date.split("-")
        numbers = [str(int(part)) for part in reversed(parts)]
        ways = [" ".join(numbers), " ".join(number.zfill(2) for number in numbers), " thang ".join(numbers)]
        ways = [f"thang {way}" for way in ways] if len(parts) == 1 else ways
        behind = rf" (?:{own} |(?!(?:19|20)\d\d ))" if own == year else f" {own} "
        return any(re.search(f" {way}{behind}", self.told) for way in ways)

    def last_time(self, start: int) -> str | None:
        """The period of the last fact before a place of the document that has one."""
        return next((period for at, period in reversed(self.dated) if at < start), None)

    def speaks_of(self, period: str) -> bool | None:
        """Whether the document speaks of that time; None where it gives no time of that sort at all.

        A day, a month or a stretch it need give only once; a whole year, of which many stand beside each other, must be
        the one that it gives nearly always.
        """
        alike = [other for _, other in self.dated if len(other) == len(period)]
        if not alike:
            return None
        share = alike.count(period) / len(alike)
        return share >= _MAIN if len(period) == _YEAR else share > 0


def place_kept(claim: Claimed, source: Stated, around: Callable[[], Surroundings]) -> Kept:
    """How the source's place relates to the claim's.

    `unsaid`: the claim names none. `wider`: the claim names what the source's place lies in. `implied`: the source
    gives none, or one that its sentence does not name, and its document names the claim's; of a country or the world
    its sentence must.
    """
    if claim.place is None:
        return "unsaid"
    ours, theirs = _parts(claim.place), _parts(source.place)
    if ours == theirs or (theirs and ours[0] == theirs[0] and ours[-1] == theirs[-1]):
        return "same"
    if ours[0] in _WIDE:
        return _of_all(ours[0], theirs, source)
    if theirs[-len(ours) :] == ours:
        return "wider"
    if theirs and ours[-len(theirs) :] != theirs and _flat(theirs[0]) in _flat(source.sentence):
        return "other"
    return "implied" if _implied(ours, theirs, source, around) else "other" if theirs else "unknown"


def _of_all(ours: str, theirs: list[str], source: Stated) -> Kept:
    """How a source's place relates to a country or the world: only its own sentence can say that it is of all of it."""
    if not theirs:
        return "unknown"
    sentence = _flat(source.sentence)
    named = any(f" {name} " in sentence for name in (ours, *_ALL.get(ours, ())))
    return "implied" if named and _flat(theirs[0]) not in sentence else "other"


def _implied(ours: list[str], theirs: list[str], source: Stated, around: Callable[[], Surroundings]) -> bool:
    """Whether the source's document names the claim's place.

    It is enough that it names one part of it, but what all lies in must be what the source's lies in, or named too:
    "Từ Sơn, Quảng Trị" is not implied by the Từ Sơn of Bắc Ninh.
    """
    wide = bool(theirs) and theirs[-1] in _WIDE  # then a company's name must not be taken for its place

    within = bool(theirs) and ours[-len(theirs) :] == theirs  # what is told of a province is not told of a district

    def named(part: str) -> bool:
        near = (_flat(source.sentence), _flat(source.title or ""))
        if any(_flat(part) in text for text in near):
            return True
        if within and not wide:
            return False
        return _flat(part) in around().places or (not wide and _flat(part) in around().told)

    own = ours if wide else [part for part in ours if part not in theirs]
    elsewhere = bool(theirs) and not wide and ours[-1] != theirs[-1]
    return any(map(named, own)) and (not elsewhere or named(ours[-1]))


def _parts(place: str | None) -> list[str]:
    return [unmarked(part) for part in place_parts(place)]


def _flat(text: str) -> str:
    return _MARKS.sub(" ", f" {unmarked(text)} ")


class _Days(NamedTuple):
    first: str
    last: str


def period_kept(claim: Claimed, source: Stated, around: Callable[[], Surroundings]) -> Kept:
    """How the source's period relates to the claim's.

    `wider`: the claim's period takes the source's in, or ends what the source gives up to a day of it. `narrower`: the
    claim is of a part of the source's period. `implied`: the source gives none, and its document speaks of the claim's
    or was published on that day; where the document gives no time of the sort, was published in that time.
    """
    ours = _span(claim.period)
    if ours is None:
        return "unsaid"
    theirs = _span(source.period)
    if theirs is None:
        return _by_document(claim.period or "", ours, source, around())
    if ours == theirs or ("" in (ours.first, theirs.first) and ours.last == theirs.last != ""):
        return "same"
    if _within(theirs, ours) and ("/" not in (claim.period or "") or ours.last == theirs.last):
        return "wider"
    return "narrower" if _within(ours, theirs) else "other"


def _by_document(period: str, ours: _Days, source: Stated, around: Surroundings) -> Kept:
    before = len(period) != _YEAR and around.last_time(source.start) == period
    if before or around.writes(period, (source.published or "")[:4]):
        return "implied"
    spoken = around.speaks_of(period)
    published = (source.published or "")[:10]
    within = bool(published) and (ours.first or published) <= published <= (ours.last or published)
    exactly = within and ours.last == published
    return "implied" if spoken or exactly or (spoken is None and within) else "unknown"


def _span(period: str | None) -> _Days | None:
    spanned = days(period)
    return _Days(*spanned) if spanned else None


def _within(inner: _Days, outer: _Days) -> bool:
    """Whether one period lies in another; what runs up to a day is taken for that day."""
    first, last = inner.first or inner.last, inner.last or inner.first
    if not outer.first or not outer.last:
        return bool(outer.first) and outer.first <= first
    return outer.first <= first and last <= outer.last
