"""The gazetteer: places by name, read from patterns/places/*.tsv, the large files only when a text needs them.

A code of the National Statistics Office means nothing without its era: it is the first day of the code list, `OLD_ERA`
for the units up to 30 June 2025 and `NEW_ERA` since the mergers. Countries carry ISO 3166-1 codes and world regions
UN M49 codes, both without era.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final, Literal, NamedTuple

from patterns.errors import PatternError
from patterns.tables import BUILT_IN, SEPARATOR

OLD_ERA: Final = "2004-07-08"
NEW_ERA: Final = "2025-07-01"
_WORD: Final = re.compile(r"(?:[^\W_]|')*")

Level = Literal["world", "region", "country", "part", "city", "province", "district", "commune"]
Guard = Literal["", "word", "name", "pronoun", "person", "doubtful", "body"]
COMMUNE_TYPES: Final = {"x": "xã", "p": "phường", "t": "thị trấn", "d": "đặc khu"}


class Place(NamedTuple):
    """One place: its own name, what it lies in, and its code; `name` is the canonical name from small to large."""

    own: str
    level: Level
    within: Place | None = None
    code: str | None = None
    era: str | None = None
    type: str = ""
    row: str = ""

    @property
    def name(self) -> str:
        """The canonical full name: "Xuân La, Tây Hồ, Hà Nội"; provinces stand without their country."""
        return f"{self.own}, {self.within.name}" if self.within else self.own

    @property
    def top(self) -> Place:
        """The province, country or region that this place lies in, or the place itself."""
        return self.within.top if self.within else self

    @property
    def in_vietnam(self) -> bool:
        """Whether the place is Viet Nam or lies in it."""
        return self.code == "VN" or self.level in ("part", "province", "district", "commune")


WORLD: Final = Place("Thế giới", "world", code="001", row="regions:Thế giới")
VIETNAM: Final = Place("Việt Nam", "country", code="VN", row="countries:VN")


class Entry(NamedTuple):
    """A name of the gazetteer: the places it may mean in one era, and what guards it from being read too easily."""

    places: tuple[Place, ...]
    guard: Guard = ""
    plain: bool = True


class Gazetteer:
    """The tables of one folder: `names(era)` holds all but the small units, which `communes(name, era)` looks up."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None else BUILT_IN / "places"
        self._names: dict[str, dict[str, Entry]] = {}
        self._communes: dict[str, dict[str, list[list[str]]]] = {}

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
        return {effect: frozenset(_parts(words)) for effect, words in self._rows("guards", 2)}

    def names(self, era: str) -> dict[str, Entry]:
        """Every name of a country, region, foreign city, body, province or district, read for a document of `era`."""
        if era not in self._names:
            self._names[era] = self._read_names(era)
        return self._names[era]

    def communes(self, name: str, era: str) -> tuple[Place, ...]:
        """The communes, wards and townships of that name; in the new era the new units first, then the old ones."""
        eras = (NEW_ERA, OLD_ERA) if era == NEW_ERA else (OLD_ERA,)
        found = ((cells, unit_era) for unit_era in eras for cells in self._commune_rows(unit_era).get(name, ()))
        return tuple(place for cells, unit_era in found if (place := self._commune(cells, unit_era, era)))

    def districts(self, code: str, era: str) -> Place | None:
        """The district of a code, inside the province as a document of `era` names it."""
        cells = self._district_rows.get(code)
        return self._district(cells, era) if cells else None

    def _read_names(self, era: str) -> dict[str, Entry]:
        names: dict[str, Entry] = {}
        local = (self._district_names(era), self._city_names(), self._region_names())
        for name, entry in chain(*local, self._country_names(), self._province_names(era), self._body_names()):
            known = names.get(name)
            names[name] = Entry(entry.places + known.places, entry.guard, entry.plain) if known else entry
        return names

    def _province_names(self, era: str) -> Iterator[tuple[str, Entry]]:
        found: dict[str, Entry] = {}
        for code, row_era, name, _kind, aliases, doubtful, _successor in self._rows("provinces", 7):
            if row_era == NEW_ERA != era:
                continue
            for alias in (name, *_parts(aliases), *_parts(doubtful)):
                guard: Guard = "doubtful" if alias in _parts(doubtful) else ""
                found[alias] = Entry((self.provinces[code, row_era],), guard)
        yield from found.items()

    def _district_names(self, era: str) -> Iterator[tuple[str, Entry]]:
        by_name: dict[str, list[Place]] = defaultdict(list)
        plain: set[str] = set()
        for cells in self._rows("districts", 6):
            meant = [self._district(cells, each) for each in dict.fromkeys((era, OLD_ERA))]
            for alias in (cells[1], *_parts(cells[4])):
                by_name[alias].extend(meant)
                if cells[5]:
                    plain.add(alias)
        for name, places in by_name.items():
            yield name, Entry(tuple(places), "", name in plain)

    def _country_names(self) -> Iterator[tuple[str, Entry]]:
        for code, name, aliases, guarded in self._rows("countries", 4):
            guards = dict(part.split("=") for part in _parts(guarded))
            for alias in (name, *_parts(aliases)):
                yield alias, Entry((self.countries[code],), guards.get(alias, ""))  # type: ignore[arg-type]

    def _body_names(self) -> Iterator[tuple[str, Entry]]:
        for code, names in self._rows("bodies", 2):
            place = (self.countries.get(code) or self.regions[code])._replace(row=f"bodies:{code}")
            for name in _parts(names):
                yield name, Entry((place,), "body")

    def _region_names(self) -> Iterator[tuple[str, Entry]]:
        for row in self._rows("regions", 5):
            for alias in (row[1], *_parts(row[4])):
                yield alias, Entry((_region(row),))

    def _city_names(self) -> Iterator[tuple[str, Entry]]:
        for name, country, kind, aliases, doubtful in self._rows("cities", 5):
            place = Place(name, "city", self.countries[country], None, None, kind, f"cities:{name}")
            shaky = _parts(doubtful)
            for alias in dict.fromkeys((name, *_parts(aliases))):
                yield alias, Entry((place,), "doubtful" if alias in shaky else "")

    def _district(self, cells: list[str], era: str) -> Place:
        code, name, kind, province = cells[:4]
        within = self.successors[province] if era == NEW_ERA else self.provinces[province, OLD_ERA]
        return Place(name, "district", within, code, OLD_ERA, kind, f"districts:{code}/{name}")

    @cached_property
    def _district_rows(self) -> dict[str, list[str]]:
        return {cells[0]: cells for cells in self._rows("districts", 6)}

    def _commune_rows(self, era: str) -> dict[str, list[list[str]]]:
        if era not in self._communes:
            by_name: dict[str, list[list[str]]] = defaultdict(list)
            for cells in self._rows("communes_2025" if era == NEW_ERA else "communes_2004", 4):
                by_name[cells[1]].append(cells)
            self._communes[era] = by_name
        return self._communes[era]

    def _commune(self, cells: list[str], unit_era: str, era: str) -> Place | None:
        code, name, kind, parent = cells
        within = self.provinces.get((parent, NEW_ERA)) if unit_era == NEW_ERA else self.districts(parent, era)
        row = f"communes:{unit_era}/{code}"
        return Place(name, "commune", within, code, unit_era, COMMUNE_TYPES[kind], row) if within else None

    def _rows(self, table: str, columns: int) -> list[list[str]]:
        source = self._folder / f"{table}.tsv"
        try:
            lines = source.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise PatternError(f"{source.name}: cannot be read as UTF-8 text: {error}") from error
        content = [line.split("\t") for line in lines if line and line[0] != "#"][1:]
        for cells in content:
            if len(cells) != columns:
                raise PatternError(
                    f"{source.name}: row {cells[0]!r} has {len(cells)} cells where the table has {columns} columns"
                )
        return content


def era_of(published: str) -> str:
    """The era whose units a document of that ISO date names; without a date, those before the mergers."""
    return NEW_ERA if published[:10] >= NEW_ERA else OLD_ERA


def _country(code: str, name: str) -> Place:
    own, _, larger = name.partition(", ")
    within = Place(larger, "country", None, "CN", None, "", "countries:CN") if larger else None
    return VIETNAM if code == "VN" else Place(own, "country", within, code, None, "", f"countries:{code}")


def _region(row: Sequence[str]) -> Place:
    code, name, within, country, _aliases = row
    level: Level = "part" if country else "region"
    return Place(name, level, VIETNAM if within else None, code or None, None, "", f"regions:{name}")


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(SEPARATOR)) if cell else ()


def anchored(names: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Names by their first capitalised word, longest first: (what stands before it, what follows it, the name)."""
    index: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name in names:
        start = 0 if name[:1].isupper() else next((at for at, letter in enumerate(name) if letter.isupper()), 0)
        word = _WORD.match(name, start)
        end = word.end() if word else start
        index[name[start:end]].append((name[:start], name[end:], name))
    for found in index.values():
        if len(found) > 1:
            found.sort(key=lambda parts: -len(parts[2]))
    return index
