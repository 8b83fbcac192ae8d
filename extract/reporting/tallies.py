"""What a data set holds, counted in one pass over its rows: memory grows with publishers and places, not with rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from extract.dataset.cells import Cell
from extract.dataset.scanning import descriptor_of, has_table, scan
from extract.dataset.schema import STORY_TABLES, TableName

__all__ = ["Conflict", "Story", "Tallies", "tallies"]

LARGEST: Final = 10  # stories, and conflicts, that are shown
REASONS: Final = 1000  # different reasons of failing that are told apart
_DOCUMENTS: Final = ("outcome", "publisher", "published", "media_type", "facts", "error")
_FACTS: Final = ("kind", "status", "place", "published", "sources")
_STORIES: Final = ("story", "role", "title", "publisher", "published")
_CONFLICTS: Final = (
    "why", "sentence", "figure", "publisher", "published", "other_sentence", "other_figure", "other_publisher",
    "other_published",
)  # fmt: skip


class Story(NamedTuple):
    """A story: its first document, and how many there are."""

    title: str
    publisher: str
    published: str
    documents: int


class Conflict(NamedTuple):
    """Two facts that contradict each other: of each the quotation, the figure, publisher and day."""

    why: str
    one: tuple[str, str, str, str]
    other: tuple[str, str, str, str]


@dataclass(slots=True)
class Tallies:
    """The counts of a data set. Where stories were not looked for, `stories` and `conflicts` are None."""

    documents: int = 0
    facts: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    publisher_facts: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    year_facts: Counter[str] = field(default_factory=Counter)
    media_types: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    sources: Counter[int] = field(default_factory=Counter)
    first: str = ""
    last: str = ""
    stories: int | None = None
    roles: Counter[str] = field(default_factory=Counter)
    largest: list[Story] = field(default_factory=list)
    conflicts: int | None = None
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[Conflict] = field(default_factory=list)

    def add_document(self, row: Mapping[str, Cell]) -> None:
        """Count a row of `documents`."""
        self.documents += 1
        self.outcomes[_text(row["outcome"])] += 1
        publisher, year, facts = _text(row["publisher"]), _year(row["published"]), int(row["facts"] or 0)
        self.publishers[publisher] += 1
        self.publisher_facts[publisher] += facts
        self.years[year] += 1
        self.media_types[_text(row["media_type"])] += 1
        if year:
            day = _text(row["published"])[:10]
            self.first, self.last = min(self.first or day, day), max(self.last, day)
        if row["outcome"] == "failed":
            reason = _reason(_text(row["error"]))
            self.errors[reason if reason in self.errors or len(self.errors) < REASONS else ""] += 1

    def add_fact(self, row: Mapping[str, Cell]) -> None:
        """Count a row of `facts`."""
        self.facts += 1
        self.kinds[_text(row["kind"])] += 1
        self.statuses[_text(row["status"])] += 1
        self.places[_text(row["place"])] += 1
        self.year_facts[_year(row["published"])] += 1
        if row["sources"] is not None:
            self.sources[int(row["sources"])] += 1


def tallies(folder: Path) -> Tallies:
    """The counts of the data set in a folder; raises DatasetError where there is none, or it cannot be read."""
    counted = Tallies()
    for row in _rows(folder, "documents", _DOCUMENTS):
        counted.add_document(row)
    for row in _rows(folder, "facts", _FACTS):
        counted.add_fact(row)
    descriptor = descriptor_of(folder)
    if all(has_table(descriptor, table) for table in STORY_TABLES):
        _count_stories(folder, counted)
        _count_conflicts(folder, counted)
    return counted


def _rows(folder: Path, table: TableName, names: tuple[str, ...]) -> Iterator[dict[str, Cell]]:
    return (dict(zip(names, row, strict=True)) for row in scan(folder, table, names))


def _count_stories(folder: Path, counted: Tallies) -> None:
    """The rows of one story stand together, its first document at their head."""
    counted.stories = 0
    for _, group in groupby(_rows(folder, "stories", _STORIES), itemgetter("story")):
        rows = list(group)
        counted.stories += 1
        counted.roles.update(_text(row["role"]) for row in rows)
        title, publisher, published = (_text(rows[0][name]) for name in ("title", "publisher", "published"))
        _keep_largest(counted, Story(title, publisher, published, len(rows)))


def _keep_largest(counted: Tallies, story: Story) -> None:
    counted.largest.append(story)
    counted.largest.sort(key=lambda one: -one.documents)
    del counted.largest[LARGEST:]


def _count_conflicts(folder: Path, counted: Tallies) -> None:
    counted.conflicts = 0
    for row in _rows(folder, "conflicts", _CONFLICTS):
        counted.conflicts += 1
        why, *sides = map(_text, (row[name] for name in _CONFLICTS))
        counted.reasons[why] += 1
        if len(counted.examples) < LARGEST:
            one, other = tuple(sides[:4]), tuple(sides[4:])
            counted.examples.append(Conflict(why, one, other))  # type: ignore[arg-type]  # four texts each


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _year(published: Cell) -> str:
    year = _text(published)[:4]
    return year if year.isascii() and year.isdigit() else ""


def _reason(error: str) -> str:
    """Why an input failed, without its name: what stands behind the first colon and space."""
    return error.partition(": ")[2] or error
