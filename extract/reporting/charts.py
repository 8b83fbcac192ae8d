"""Which charts a report shows: names and numbers, without a word of how they are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, NamedTuple

from extract.model import KINDS, OUTCOMES, STATUSES
from extract.reporting.tallies import Tallies
from extract.reporting.wording import Wording

__all__ = ["Bar", "Chart", "charts"]

ROWS: Final = 15  # bars of a chart of what has no end: publishers, places
MANY_SOURCES: Final = 5
MOST_YEARS: Final = 40


class Bar(NamedTuple):
    """One bar: what it is, its number; `rest` where it is many others together, and not drawn to scale with them."""

    label: str
    value: int
    rest: bool = False


class Chart(NamedTuple):
    """A chart: its name in the files, its title, its bars, and whether they lie (`rows`) or stand (`columns`)."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    form: Literal["rows", "columns"] = "rows"


def charts(counted: Tallies, said: Wording) -> dict[str, list[Chart]]:
    """The charts that have something to show, by the part of the report that they belong to."""
    parts = {
        "read": [
            _listed("outcomes", counted.outcomes, OUTCOMES, said),
            _ranked("media", counted.media_types, said),
            _by_year("years", counted.years, said),
            _ranked("publishers", counted.publishers, said),
        ],
        "found": [
            _listed("kinds", counted.kinds, KINDS, said, by_size=True),
            _listed("statuses", counted.statuses, STATUSES, said),
            _by_year("fact-years", counted.year_facts, said),
            _ranked("places", counted.places, said),
        ],
        "agreement": [_of_sources(counted.sources, said), _ranked("reasons", counted.reasons, said)],
    }
    return {part: [chart for chart in of_part if chart.bars] for part, of_part in parts.items()}


def _titled(name: str, bars: Iterable[Bar], said: Wording, form: Literal["rows", "columns"] = "rows") -> Chart:
    return Chart(name, said.phrase(f"chart.{name}"), tuple(bars), form)


def _listed(
    name: str, counts: Mapping[str, int], order: Iterable[str], said: Wording, *, by_size: bool = False
) -> Chart:
    """The values of a closed list, in its order or the greatest first."""
    present = [value for value in order if counts.get(value)]
    key: Callable[[str], int] = (lambda value: -counts[value]) if by_size else (lambda value: 0)
    return _titled(name, (Bar(said.name(value), counts[value]) for value in sorted(present, key=key)), said)


def _ranked(name: str, counts: Mapping[str, int], said: Wording) -> Chart:
    """The greatest, then all others together, then what is unknown."""
    known = sorted(((label, count) for label, count in counts.items() if label), key=lambda one: (-one[1], one[0]))
    bars = [Bar(said.name(label), count) for label, count in known[:ROWS]]
    if others := known[ROWS:]:
        together = sum(count for _, count in others)
        bars.append(Bar(said.phrase("others", count=said.number(len(others))), together, rest=True))
    if counts.get("") and bars:
        bars.append(Bar(said.phrase("unknown"), counts[""], rest=True))
    return _titled(name, bars, said)


def _by_year(name: str, counts: Mapping[str, int], said: Wording) -> Chart:
    """Every year from the first to the last, also those in which nothing was published; of very many the last ones."""
    years = [int(year) for year in counts if year]
    span = range(max(min(years), max(years) - MOST_YEARS + 1), max(years) + 1) if years else range(0)
    return _titled(name, (Bar(str(year), counts.get(f"{year:04}", 0)) for year in span), said, "columns")


def _of_sources(counts: Mapping[int, int], said: Wording) -> Chart:
    grouped: Counter[int] = Counter()
    for number, count in counts.items():
        if number > 1:
            grouped[min(number, MANY_SOURCES)] += count
    names = {MANY_SOURCES: said.phrase("sources.more", count=MANY_SOURCES)}
    return _titled(
        "sources",
        (Bar(names.get(n, said.phrase("sources.n", count=n)), count) for n, count in sorted(grouped.items())),
        said,
    )
