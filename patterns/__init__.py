"""The pattern tables: what a researcher can read, check and edit, and their small typed loader.

    import patterns
    patterns.load()              # the tables that ship with trich
    patterns.load("my-tables")   # the same, with the tables found in that folder in their place

Every row carries its proof; `trich patterns check` runs them all.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from patterns import rows
from patterns.errors import PatternError
from patterns.tables import BUILT_IN, Plain, Row, plain, read_table, rows_of

__all__ = ["PatternError", "Patterns", "Row", "load", "parameters", "sites"]

Tables = dict[str, list[Plain]]
# It gives again what was once made of files, as long as these stay as they are: `extract.language.compiled`.
Keeper = Callable[[str, Sequence[Path], Callable[[], Tables]], Tables]

_READING: Final = (BUILT_IN / "tables.py", BUILT_IN / "rows.py")  # what the tables are read by


class Patterns(NamedTuple):
    """All tables, one field a table, named like its file."""

    numerals: tuple[rows.Numeral, ...]
    scales: tuple[rows.Scale, ...]
    units: tuple[rows.Unit, ...]
    expressions: tuple[rows.Expression, ...]
    ranks: tuple[rows.RankCue, ...]
    price_pairs: tuple[rows.PricePair, ...]
    quantity_cues: tuple[rows.QuantityCue, ...]
    noun_phrases: tuple[rows.PhraseWord, ...]
    not_facts: tuple[rows.NotFact, ...]
    times: tuple[rows.TimeRow, ...]
    qualifiers: tuple[rows.Qualifier, ...]
    changes: tuple[rows.ChangeCue, ...]
    statuses: tuple[rows.StatusCue, ...]
    attributions: tuple[rows.AttributionCue, ...]
    indicator_cues: tuple[rows.IndicatorCue, ...]
    indicators: tuple[rows.KnownIndicator, ...]
    indicator_words: tuple[rows.NeutralWord, ...]
    place_cues: tuple[rows.PlaceCue, ...]
    place_units: tuple[rows.PlaceUnit, ...]
    abbreviations: tuple[rows.Abbreviation, ...]
    table_words: tuple[rows.TableWord, ...]
    sites: tuple[rows.Site, ...]
    parameters: tuple[rows.Parameter, ...]

    def tables(self) -> dict[str, tuple[Row, ...]]:
        """Every table by name."""
        return self._asdict()


def load(folder: str | Path | None = None, keeper: Keeper | None = None) -> Patterns:
    """Load the tables, those in `folder` before the built-in ones. Raises PatternError naming file and row.

    With a `keeper` the built-in ones are read once on a machine, and not once in each process.
    """
    if folder is None:
        return _built_in(keeper)
    own = Path(folder)
    if not own.is_dir():
        wrong = "is a file; name its folder" if own.exists() else "there is no such folder; check the path"
        raise PatternError(f"{own}: {wrong}")
    known = {f"{name}.tsv" for name in _row_types()}
    found = sorted(path.name for path in own.glob("*.tsv"))
    if not found:
        raise PatternError(
            f"{own}: no table is to be seen in it; a folder of tables holds some of {', '.join(sorted(known))}"
        )
    if strays := [name for name in found if name not in known]:
        raise PatternError(f"{own}: no table is called {', '.join(strays)}; the tables are {', '.join(sorted(known))}")
    return _read(lambda name: own / name if (own / name).is_file() else BUILT_IN / name)


@lru_cache(maxsize=1)
def sites() -> tuple[rows.Site, ...]:
    """The built-in rows of sites, without the other tables: what the reading of pages needs."""
    return read_table(BUILT_IN / "sites.tsv", rows.Site)


@lru_cache(maxsize=1)
def parameters() -> tuple[rows.Parameter, ...]:
    """The built-in rows of parameters, without the other tables: what addresses are spelled by."""
    return read_table(BUILT_IN / "parameters.tsv", rows.Parameter)


@lru_cache(maxsize=2)
def _built_in(keeper: Keeper | None) -> Patterns:
    if keeper is None:
        return _read(_built_in_place)
    sources = [_built_in_place(f"{name}.tsv") for name in _row_types()]
    kept = keeper("tables", (*sources, *_READING), _plain_built_in)
    tables: dict[str, Any] = {name: rows_of(kept[name], kind) for name, kind in _row_types().items()}
    return Patterns(**tables)


def _built_in_place(name: str) -> Path:
    return BUILT_IN / name


def _plain_built_in() -> Tables:
    return {name: plain(table) for name, table in _read(_built_in_place).tables().items()}


def _row_types() -> dict[str, type[Row]]:
    return {name: get_args(of)[0] for name, of in Patterns.__annotations__.items()}


def _read(place: Callable[[str], Path]) -> Patterns:
    tables: dict[str, Any] = {name: read_table(place(f"{name}.tsv"), kind) for name, kind in _row_types().items()}
    return Patterns(**tables)
