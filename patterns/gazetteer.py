"""The gazetteer: places by name, read from patterns/places/*.tsv. What a name means is read when a text holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from patterns.place_rows import (
    Row,
    Shelves,
    at_first_word,
    commune_shelves,
    named_rows,
    named_shelves,
    naming_tables,
    parts,
    read_rows,
)
from patterns.places import COMMUNE_TYPES, NEW_ERA, OLD_ERA, VIETNAM, Entry, Level, Place
from patterns.tables import BUILT_IN

__all__ = ["Gazetteer", "Keep", "Shelf"]


class Shelf(NamedTuple):
    """The names whose first capitalised word is the same.

    `endings`, the longest name first: what stands before the word, what follows it, and the name; `tails` are what
    follows it in any of them. `rows`: the rows that have the name, table by table.
    """

    endings: tuple[tuple[str, str, str], ...] = ()
    tails: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Sequence[Row]]] = MappingProxyType({})


Keep = Callable[[str, Sequence[Path], Callable[[], Shelves]], Shelves]
_EMPTY: Final = Shelf()
_REMEMBERED: Final = 1_024  # names whose communes were asked for


def _made(_name: str, _sources: Sequence[Path], make: Callable[[], Shelves]) -> Shelves:
    return make()


class Gazetteer:
    """The tables of one folder. What they say of a name is read when it is asked for.

    `name in gazetteer`: whether it is of a country, region, foreign city, body, province or district, in any era. Of
    those `entry` tells; the small units `communes` looks up.
    """

    def __init__(self, folder: Path | None = None, keep: Keep = _made) -> None:
        """`keep` may keep what is made of files, under a name (`extract.language.compiled`)."""
        self._folder = folder if folder is not None else BUILT_IN / "places"
        self._keep = keep
        self._shelves: dict[str, Shelf] = {}
        self._entries: dict[tuple[str, str], Entry | None] = {}
        self._communes: dict[str, Shelves] = {}
        self._communes_of = lru_cache(maxsize=_REMEMBERED)(self._read_communes)
        self._readers: dict[str, Callable[[Sequence[Row], str, str], Iterator[Entry]]] = {
            "districts": self._as_districts,
            "cities": self._as_cities,
            "regions": self._as_regions,
            "countries": self._as_countries,
            "provinces": self._as_province,
            "bodies": self._as_bodies,
        }

    @cached_property
    def countries(self) -> dict[str, Place]:
        """Countries by ISO code."""
        return {code: _country(code, name) for code, name, *_ in self._rows("countries", 4)}

    @cached_property
    def regions(self) -> dict[str, Place]:
        """Parts of the world by UN M49 code."""
        return {row[0]: _region(row) for row in self._rows("regions", 5) if row[0]}

    @cached_property
    def provinces(self) -> dict[tuple[str, str], Place]:
        """Provinces by (code, era)."""
        return {
            (code, era): Place(name, "province", None, code, era, kind, f"provinces:{era}/{code}")
            for code, era, name, kind, *_ in self._rows("provinces", 7)
        }

    @cached_property
    def successors(self) -> dict[str, Place]:
        """The province since 2025-07-01 by the code of the one before."""
        rows = self._rows("provinces", 7)
        return {row[0]: self.provinces[row[6], NEW_ERA] for row in rows if row[1] == OLD_ERA}

    @cached_property
    def guards(self) -> dict[str, frozenset[str]]:
        """Words before a name that veto or weaken it, by effect."""
        return {effect: frozenset(parts(words)) for effect, words in self._rows("guards", 2)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names that `entry` may know, in the order of the tables."""
        return tuple(dict.fromkeys(name for name, _, _ in named_rows(self._folder)))

    @cached_property
    def shelves(self) -> Shelves:
        """The rows of those names by their first capitalised word; `shelf` reads those of a word."""
        return self._keep("places", naming_tables(self._folder), lambda: named_shelves(self._folder))

    def __contains__(self, name: object) -> bool:
        """Whether `entry` may know the name."""
        return isinstance(name, str) and name in self.shelf(at_first_word(name)[1]).rows

    def shelf(self, word: str) -> Shelf:
        """The names whose first capitalised word that is."""
        shelf = self._shelves.get(word)
        if shelf is None:
            if word not in self.shelves:
                return _EMPTY
            shelf = self._shelves[word] = _shelf(self.shelves[word])
        return shelf

    def entry(self, name: str, era: str) -> Entry | None:
        """What a name means to a document of `era`; None where that is nothing."""
        key = name, era
        if key not in self._entries:
            if name not in self:
                return None
            self._entries[key] = self._read_entry(name, era)
        return self._entries[key]

    def communes(self, name: str, era: str) -> tuple[Place, ...]:
        """The communes, wards and townships of that name; in the new era the new units first, then the old ones."""
        return self._communes_of(name, era)

    def _read_communes(self, name: str, era: str) -> tuple[Place, ...]:
        eras = (NEW_ERA, OLD_ERA) if era == NEW_ERA else (OLD_ERA,)
        found = ((cells, unit_era) for unit_era in eras for cells in self._commune_rows(name, unit_era))
        return tuple(place for cells, unit_era in found if (place := self._commune(cells, unit_era, era)))

    def districts(self, code: str, era: str) -> Place | None:
        """The district of a code, inside the province as a document of `era` names it."""
        cells = self._district_rows.get(code)
        return self._district(cells, era) if cells else None

    def _read_entry(self, name: str, era: str) -> Entry | None:
        known: Entry | None = None
        for table, rows in self.shelf(at_first_word(name)[1]).rows[name].items():
            for entry in self._readers[table](rows, name, era):
                known = Entry(entry.places + known.places, entry.guard, entry.plain) if known else entry
        return known

    def _as_districts(self, rows: Sequence[Row], _name: str, era: str) -> Iterator[Entry]:
        meant = [self._district(cells, each) for cells in rows for each in dict.fromkeys((era, OLD_ERA))]
        yield Entry(tuple(meant), "", any(cells[5] for cells in rows))

    def _as_cities(self, rows: Sequence[Row], name: str, _era: str) -> Iterator[Entry]:
        for own, country, kind, _aliases, doubtful in rows:
            place = Place(own, "city", self.countries[country], None, None, kind, f"cities:{own}")
            yield Entry((place,), "doubtful" if name in parts(doubtful) else "")

    def _as_regions(self, rows: Sequence[Row], _name: str, _era: str) -> Iterator[Entry]:
        yield from (Entry((_region(cells),)) for cells in rows)

    def _as_countries(self, rows: Sequence[Row], name: str, _era: str) -> Iterator[Entry]:
        for code, _name, _aliases, guarded in rows:
            guards = dict(part.split("=") for part in parts(guarded))
            yield Entry((self.countries[code],), guards.get(name, ""))  # type: ignore[arg-type]

    def _as_province(self, rows: Sequence[Row], name: str, era: str) -> Iterator[Entry]:
        """The last of the rows that the era has."""
        for code, row_era, *_, doubtful, _successor in [cells for cells in rows if cells[1] in (OLD_ERA, era)][-1:]:
            yield Entry((self.provinces[code, row_era],), "doubtful" if name in parts(doubtful) else "")

    def _as_bodies(self, rows: Sequence[Row], _name: str, era: str) -> Iterator[Entry]:
        for code, _names in rows:
            province = self.successors.get(code) if era == NEW_ERA else self.provinces.get((code, OLD_ERA))
            place = province or self.countries.get(code) or self.regions[code]
            yield Entry((place._replace(row=f"bodies:{code}"),), "body")

    def _district(self, cells: Row, era: str) -> Place:
        code, name, kind, province = cells[:4]
        within = self.successors[province] if era == NEW_ERA else self.provinces[province, OLD_ERA]
        return Place(name, "district", within, code, OLD_ERA, kind, f"districts:{code}/{name}")

    @cached_property
    def _district_rows(self) -> dict[str, Row]:
        return {cells[0]: cells for cells in self._rows("districts", 6)}

    def _commune_rows(self, name: str, era: str) -> list[Row]:
        if era not in self._communes:
            source = self._folder / ("communes_2025.tsv" if era == NEW_ERA else "communes_2004.tsv")
            self._communes[era] = self._keep(source.stem, [source], lambda: commune_shelves(source))
        lines = self._communes[era].get(at_first_word(name)[1], "").split("\n")
        return [line.split("\t")[2:] for line in lines if line.startswith(f"{name}\t")]

    def _commune(self, cells: Row, unit_era: str, era: str) -> Place | None:
        code, name, kind, parent = cells
        within = self.provinces.get((parent, NEW_ERA)) if unit_era == NEW_ERA else self.districts(parent, era)
        row = f"communes:{unit_era}/{code}"
        return Place(name, "commune", within, code, unit_era, COMMUNE_TYPES[kind], row) if within else None

    def _rows(self, table: str, columns: int) -> list[Row]:
        return read_rows(self._folder / f"{table}.tsv", columns)


def _country(code: str, name: str) -> Place:
    own, _, larger = name.partition(", ")
    within = Place(larger, "country", None, "CN", None, "", "countries:CN") if larger else None
    return VIETNAM if code == "VN" else Place(own, "country", within, code, None, "", f"countries:{code}")


def _region(row: Sequence[str]) -> Place:
    code, name, within, country, _aliases = row
    level: Level = "part" if country else "region"
    return Place(name, level, VIETNAM if within else None, code or None, None, "", f"regions:{name}")


def _shelf(lines: str) -> Shelf:
    rows: dict[str, dict[str, list[Row]]] = {}
    for line in lines.split("\n"):
        name, table, *cells = line.split("\t")
        rows.setdefault(name, {}).setdefault(table, []).append(cells)
    cut = ((name, at_first_word(name)) for name in sorted(rows, key=len, reverse=True))
    endings = tuple((head, tail, name) for name, (head, _, tail) in cut)
    return Shelf(endings, tuple({tail for _, tail, _ in endings}), rows)
