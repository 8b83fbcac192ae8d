"""What a run found, counted while it is written: the numbers of its closing table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from extract.dataset.entries import Entry
from extract.model import FACT_COLUMNS, KINDS, OUTCOMES

_KIND: Final = FACT_COLUMNS.index("kind")
_PLACE: Final = FACT_COLUMNS.index("place")


class Summary(NamedTuple):
    """The closing table of a run: documents by outcome, facts by kind, facts by place from the most frequent down.

    Outcomes and kinds stand in the order of the closed lists, those that did not occur left out. `warnings` are about
    the files as a whole, such as a sheet that was split.
    """

    documents: int
    facts: int
    outcomes: Mapping[str, int]
    kinds: Mapping[str, int]
    places: Mapping[str, int]
    warnings: tuple[str, ...] = ()


class Counts:
    """The running counts of one data set."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.documents = self.facts = 0
        self.outcomes, self.kinds, self.places, self.publishers = (Counter[str]() for _ in range(4))

    def add(self, entry: Entry) -> None:
        """Count one document and its facts."""
        self.documents += 1
        self.outcomes[entry.outcome] += 1
        if publisher := entry.said("publisher"):
            self.publishers[publisher] += 1
        for row in entry.facts:
            self.facts += 1
            self.kinds[str(row[_KIND])] += 1
            if place := row[_PLACE]:
                self.places[str(place)] += 1

    def summary(self, *, top: int = 10, warnings: Iterable[str] = ()) -> Summary:
        """The counts as a `Summary` with the `top` most frequent places."""
        return Summary(
            documents=self.documents,
            facts=self.facts,
            outcomes=listed(self.outcomes, OUTCOMES),
            kinds=listed(self.kinds, KINDS),
            places=most_frequent(self.places, top),
            warnings=tuple(warnings),
        )


def listed(counts: Mapping[str, int], order: Iterable[str]) -> dict[str, int]:
    """The counts that are not zero, in this order."""
    return {name: counts[name] for name in order if counts.get(name)}


def most_frequent(counts: Mapping[str, int], top: int) -> dict[str, int]:
    """The `top` most frequent, ties in the order of their names."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top])
