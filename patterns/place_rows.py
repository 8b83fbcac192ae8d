"""The rows of the gazetteer's tables, laid under the words that the names in them begin with.

A text names a few hundred of thirteen thousand places. So a row stays the line that it is until its first word is met;
the lines by first word are plain values, which can be kept for the next process.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from patterns.errors import PatternError
from patterns.tables import SEPARATOR

_WORD: Final = re.compile(r"(?:[^\W_]|')*")

# How many columns a table has, and in which of them its names stand. Of a name that several tables have, what a later
# one says comes first.
_NAMING: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "districts": (6, (1, 4)),
    "cities": (5, (0, 3)),
    "regions": (5, (1, 4)),
    "countries": (4, (1, 2)),
    "provinces": (7, (2, 4, 5)),
    "bodies": (2, (1,)),
}
Shelves = dict[str, str]  # by first word: lines of a name, its table, and the cells of the row, parted by tabs
Row = Sequence[str]


def naming_tables(folder: Path) -> list[Path]:
    """The tables that name places other than communes."""
    return [folder / f"{table}.tsv" for table in _NAMING]


def read_rows(source: Path, columns: int) -> list[Row]:
    """The cells of a table; raises PatternError naming file and row where a row has not that many."""
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{source.name}: cannot be read as UTF-8 text: {error}") from error
    rows: list[Row] = [line.split("\t") for line in lines if line and line[0] != "#"]
    for cells in rows:
        if len(cells) != columns:
            raise PatternError(
                f"{source.name}: row {cells[0]!r} has {len(cells)} cells where the table has {columns} columns"
            )
    return rows[1:]


def named_rows(folder: Path) -> Iterator[tuple[str, str, Row]]:
    """Each name of a country, region, foreign city, body, province or district with its table and its row."""
    for source, (table, (columns, naming)) in zip(naming_tables(folder), _NAMING.items(), strict=True):
        for cells in read_rows(source, columns):
            names = dict.fromkeys(name for column in naming for name in parts(cells[column]))
            yield from ((name, table, cells) for name in names)


def named_shelves(folder: Path) -> Shelves:
    """The same rows by the first word of their names."""
    return _shelves(named_rows(folder))


def commune_shelves(source: Path) -> Shelves:
    """The communes of one table by the first word of their names."""
    return _shelves((cells[1], source.stem, cells) for cells in read_rows(source, 4))


def _shelves(rows: Iterator[tuple[str, str, Row]]) -> Shelves:
    lines: dict[str, list[str]] = {}
    for name, table, cells in rows:
        lines.setdefault(at_first_word(name)[1], []).append("\t".join((name, table, *cells)))
    return {word: "\n".join(found) for word, found in lines.items()}


def at_first_word(name: str) -> tuple[str, str, str]:
    """A name cut at its first capitalised word: what stands before it, the word, what follows it."""
    start = 0 if name[:1].isupper() else next((at for at, letter in enumerate(name) if letter.isupper()), 0)
    found = _WORD.match(name, start)
    end = found.end() if found else start
    return name[:start], name[start:end], name[end:]


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several."""
    return tuple(cell.split(SEPARATOR)) if cell else ()
