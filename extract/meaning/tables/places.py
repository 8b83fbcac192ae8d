"""Where the numbers of a table are about: a row or column that is named for a place has it, else the document's."""

from __future__ import annotations

from collections.abc import Sequence

from extract.meaning.places.finder import PlaceFinder
from extract.meaning.places.mentions import PlaceMention
from extract.meaning.tables.words import TableWords
from extract.model import Step
from patterns.gazetteer import Gazetteer
from patterns.places import OLD_ERA, VIETNAM, Place


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
        for text in dict.fromkeys((label, label.title(), label.replace("-", " - "))):
            for mention in self._finder.find(text, era):
                place = _decided(mention, home)
                if place and (mention.start, mention.end) == (0, len(text)):
                    return place, Step("place", place.row, label)
        return None

    def is_partner(self, place: Place, texts: Sequence[str]) -> bool:
        """Whether a foreign place in a table so headed is a partner (of trade, of investment), not where it was."""
        return not place.in_vietnam and any(self._words.find("partner", text) for text in texts)


def _decided(mention: PlaceMention, home: Place | None) -> Place | None:
    """The place of a mention: of several the one inside the document's own, else the one that is a province."""
    settled = mention.settled([home] if home else [])
    if settled.place and settled.strength != "bare":
        return settled.place
    return next((rival for rival in mention.rivals if rival.level == "province"), None)
