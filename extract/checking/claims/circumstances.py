"""Where and when: what stands beside a fact in its document and bears on its place and its time.

What a fact does not state itself, its document may tell: its places and times, as its other facts have them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from extract.checking.agreement import place_parts
from extract.checking.claims.stating import Stated
from extract.checking.claims.words import unmarked

__all__ = ["ACCEPTED", "OPEN", "YEAR", "Kept", "Surroundings", "flat", "names_place", "parts_of", "tells_time"]

# How what a source gives relates to what the claim names; `open`: its document speaks of both.
Kept = Literal["same", "unsaid", "wider", "narrower", "implied", "open", "unknown", "other"]
ACCEPTED: Final = frozenset(("same", "unsaid", "wider", "implied"))
OPEN: Final = frozenset(("open", "unknown"))

YEAR: Final = 4  # letters of a period that is a year
_MARKS: Final = re.compile(r"[,.;:()“”\"'\-/\s]+")
_WORDS: Final = re.compile(r"\w+|[^\w\s]")
# Words that are written with a capital before the name of a place and belong to none: "Thành phố", "Tại".
_BEFORE_PLACES: Final = frozenset("tinh pho huyen quan phuong xa tai o tu den va doan bac nam dong tay trung".split())
_MAIN: Final = 0.9  # the share of the years in a document's facts that makes a year its own
_QUARTERS: Final = ("i", "ii", "iii", "iv")
# What makes a year one that is only compared with, up to three words before it ("so với cuối năm 2011").
_COMPARED: Final = re.compile(r" (?:so voi|cung ky|hon|tu|ke tu|truoc)(?: \w+){0,3} $")


class Surroundings(NamedTuple):
    """What the facts of a document tell of it together: the words of their sentences as `flat` gives them, their
    places, their periods with where they stand, and how many numbers of a kind each sentence has.
    """

    told: str = ""
    places: tuple[str, ...] = ()
    dated: tuple[tuple[int, str], ...] = ()
    counted: Mapping[tuple[str, str], int] = {}

    @classmethod
    def of(cls, facts: Iterable[tuple[int, str | None, str | None, str, str]]) -> Surroundings:
        """The surroundings that the starts, places, periods, kinds and sentences of a document's facts make."""
        rows = sorted(facts, key=itemgetter(0))
        sentences = " | ".join(dict.fromkeys(sentence for *_, sentence in rows))
        places = tuple(place for _, place, *_ in rows if place)
        dated = tuple((start, period) for start, _, period, *_ in rows if period)
        return cls(flat(sentences), places, dated, Counter((kind, sentence) for *_, kind, sentence in rows))

    def has_one(self, source: Stated) -> bool:
        """Whether the sentence of a fact has no other number of its kind, so that what it names is of this one."""
        return self.counted.get((source.kind, source.sentence), 0) == 1

    def names(self, text: str) -> bool:
        """Whether the document has these words one after the other, with or without their marks."""
        return flat(text) in self.told or self.tells_of(text)

    def tells_of(self, place: str) -> bool:
        """Whether a fact of the document is of that place, or of one in it."""
        return any(flat(place) in flat(other) for other in self.places)

    def is_mainly_of(self, place: str) -> bool:
        """Whether half of the facts that have a place or more are of that place, or of one in it."""
        return 2 * sum(flat(place) in flat(other) for other in self.places) >= len(self.places) > 0

    def within(self, place: Sequence[str]) -> set[tuple[str, ...]]:
        """The places of the document that lie in a place, as parts from small to large."""
        parts = (tuple(parts_of(other)) for other in self.places)
        return {other for other in parts if len(other) > len(place) and other[-len(place) :] == tuple(place)}

    def writes(self, period: str, year: str) -> bool:
        """Whether each day or month of a period stands written in the document, with its year or in the document's.

        Quarters are too often written to be compared with.
        """
        return "Q" not in period and _writes(period, self.told, year)

    def gives(self, period: str) -> bool:
        """Whether a fact of the document is of just that time."""
        return any(other == period for _, other in self.dated)

    def goes_on(self, period: str, start: int) -> bool:
        """Whether the last fact before a place of the document that has a time is of just that one, and no other of its
        sort is given more often: then it was not merely compared with.
        """
        last = next((other for at, other in reversed(self.dated) if at < start), None)
        alike = Counter(other for _, other in self.dated if len(other) == len(period))
        return last == period and alike[period] == max(alike.values())

    def speaks_of(self, period: str, published: str) -> bool | None:
        """Whether the document speaks of that time; None where it gives no time of that sort at all.

        A day, a month or a stretch must be given more often than any other of its sort; a whole year, of which many
        stand beside each other, nearly always, and more than once if it is not the one it was published in.
        """
        alike = [other for _, other in self.dated if len(other) == len(period)]
        if not alike:
            return None
        often = alike.count(period)
        if len(period) != YEAR:
            return all(often > count for other, count in Counter(alike).items() if other != period)
        return often >= _MAIN * len(alike) and (often > 1 or published.startswith(period))


def parts_of(place: str | None) -> list[str]:
    """The parts of a place from small to large, without marks."""
    return [unmarked(part) for part in place_parts(place)]


def flat(text: str) -> str:
    """A text without marks and signs, a blank on either side of each word."""
    return _MARKS.sub(" ", f" {unmarked(text)} ")


def names_place(text: str, place: str) -> bool:
    """Whether a text as written names a place, and not only a name that ends in its ("Hoàng Anh Gia Lai")."""
    words = _WORDS.findall(text)
    plain, sought = [unmarked(word) for word in words], unmarked(place).split()
    starts = [at for at in range(len(words)) if plain[at : at + len(sought)] == sought]
    return any(not (at and _is_of_name(words, plain, at - 1)) for at in starts)


def _is_of_name(words: Sequence[str], plain: Sequence[str], at: int) -> bool:
    """Whether a word before a place's name is of the same name: it has a capital, but opens no sentence with it."""
    if not words[at].istitle() or plain[at] in _BEFORE_PLACES:
        return False
    return at > 0 and words[at - 1][:1].isalnum()


def tells_time(text: str, period: str, year: str) -> bool:
    """Whether a flat text gives a period, days and months with their year or, in `year`, without.

    A year with which something is only compared does not count.
    """
    if "/" in period or len(period) > YEAR:
        return _writes(period, text, year)
    return any(not _COMPARED.search(text[: found.start() + 1]) for found in re.finditer(f" {period} ", text))


def _writes(period: str, text: str, year: str) -> bool:
    dates = [date for date in period.split("/") if date != ".."]
    return all(len(date) > YEAR and _writes_date(date, text, year) for date in dates)


def _writes_date(date: str, text: str, year: str) -> bool:
    own, *parts = date.split("-")
    behind = rf" (?:(?:nam )?{own} |(?!(?:nam )?(?:19|20)\d\d ))" if own == year else rf" (?:nam )?{own} "
    return any(re.search(f" {way}{behind}", text) for way in _ways(parts))


def _ways(parts: Sequence[str]) -> list[str]:
    """How a quarter, a month, or a day of a month is written, without its year."""
    if parts[0].startswith("Q"):
        number = int(parts[0][1:])
        return [f"quy {number}", f"quy {_QUARTERS[number - 1]}"]
    numbers = [str(int(part)) for part in reversed(parts)]
    ways = [" ".join(numbers), " ".join(number.zfill(2) for number in numbers), " thang ".join(numbers)]
    return [f"thang {way}" for way in ways] if len(parts) == 1 else ways
