"""Where the numbers of a table are about: a row or column that is named for a place has it, else the document's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.meaning.places.finder import PlaceFinder
from extract.meaning.places.mentions import PlaceMention
from extract.meaning.tables.words import TableWords, WordMatch
from extract.model import Step
from patterns.gazetteer import Gazetteer
from patterns.places import OLD_ERA, VIETNAM, Place

_WIDE: Final = ("country", "part", "region", "world")  # of a document on a place so wide, a label may mean a region


class LabelPlaces:
    """Tells the labels that are the name of a place and nothing else."""

    def __init__(self, gazetteer: Gazetteer, words: TableWords) -> None:
        self._finder = PlaceFinder(gazetteer)
        self._words = words
        self._known: dict[tuple[str, str, str], tuple[Place, Step] | None] = {}

    def of(self, label: str, home: Place | None = None, era: str = OLD_ERA) -> tuple[Place, Step] | None:
        """The place that a whole label names, with its step; None where it names none, or one of several.

        `home`, the document's own place, decides between places of one name.
        """
        key = label, home.name if home else "", era
        if key not in self._known:
            self._known[key] = self._find(label, home, era)
        return self._known[key]

    def _find(self, label: str, home: Place | None, era: str) -> tuple[Place, Step] | None:
        if nation := self._words.fills("nation", label):
            return VIETNAM, Step("place", nation.name, label)
        if (region := self._words.fills("region", label)) and (home is None or home.level in _WIDE):
            return _region(region), Step("place", region.name, label)
        for text in dict.fromkeys((label, label.title(), label.replace("-", " - "))):
            for mention in self._finder.find(text, era):
                place = _decided(mention, home)
                if place and (mention.start, mention.end) == (0, len(text)):
                    return place, Step("place", place.row, label)
        return None

    def is_partner(self, place: Place, texts: Sequence[str]) -> bool:
        """Whether a foreign place in a table so headed is a partner (of trade, of investment), not where it was."""
        return not place.in_vietnam and any(self._words.find("partner", text) for text in texts)


def lies_in(place: Place, larger: Place | None) -> bool:
    """Whether a place is inside another one that has been told; any is where none has."""
    if larger is None or larger == VIETNAM:
        return larger is None or (place.in_vietnam and place != VIETNAM)
    return place != larger and place.name.endswith(f", {larger.name}")


def _region(word: WordMatch) -> Place:
    """The part of the country that a row of the words names, as the gazetteer has it."""
    own, _, within = word.row.surfaces[0].partition(", ")
    return Place(own, "part", VIETNAM if within else None, row=f"regions:{own}")


def _decided(mention: PlaceMention, home: Place | None) -> Place | None:
    """The place of a mention: of several the one inside the document's own, else the one that is a province."""
    settled = mention.settled([home] if home else [])
    if settled.place and settled.strength != "bare":
        return settled.place
    return next((rival for rival in mention.rivals if rival.level == "province"), None)
