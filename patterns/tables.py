"""Reading a table of rows: TSV in, frozen typed rows out, or an error that names the file and the row.

A table is a UTF-8 text in NFC: comment lines (`#`) that teach its grammar, one header line, then a row a line, cells
parted by tabs. A cell that holds several values parts them by " | ". The columns are exactly the fields of the row's
class.
"""

import unicodedata
from collections.abc import Callable, Container, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from patterns.errors import PatternError
from patterns.records import Frozen

Plain = dict[str, Any]  # the cells of a row by their columns, a number as it was written
SEPARATOR = " | "
BUILT_IN: Final = Path(__file__).resolve().parent  # the folder of the tables that ship with trich


class Row(Frozen):
    """What every row has: an id unique in its table, and its proof.

    An example is a Vietnamese text with every figure in it in [brackets], optionally followed by ` → field=value; …`
    for the first of them. The row must take part in reading it. A counter-example is read the same way, and the row
    must not.
    """

    id: str
    examples: tuple[str, ...]
    counters: tuple[str, ...] = ()

    def __init__(self, **cells: Any) -> None:
        """As any frozen value; what columns there are was seen when the table was read."""
        self.__dict__.update(cells)


R = TypeVar("R", bound=Row)


def read_table(source: Path, row_type: type[R]) -> tuple[R, ...]:
    """Read one table; raises PatternError naming file and line for anything that is not as the row's class says."""
    lines = _content_lines(source)
    if not lines:
        raise PatternError(f"{_place(source)}: the table is empty; it needs a header line and rows")
    _check_header(source, lines[0], row_type)
    columns = lines[0][1].split("\t")
    types = row_type.fields()
    readers = [_reader(types[name]) for name in columns]
    rows: dict[str, R] = {}
    for number, line in lines[1:]:
        where = f"{_place(source)}:{number}"
        cells = line.split("\t")
        if len(cells) != len(columns):
            counted = f"{len(cells)} cells where the header has {len(columns)} columns"
            raise PatternError(f"{where}: {counted}; a tab stands between two cells, also where one is empty")
        values = {}
        for name, reader, cell in zip(columns, readers, cells, strict=True):
            try:
                values[name] = reader(cell.strip())
            except ValueError as error:
                raise PatternError(f"{where}: {name} is {cell.strip()!r}; {error}") from error
        row = row_type(**values)
        _check(row, where, rows)
        rows[row.id] = row
    return tuple(rows.values())


def plain(rows: Iterable[Row]) -> list[Plain]:
    """The rows as values that can be kept without their classes."""
    return [
        {name: str(cell) if isinstance(cell, Decimal) else cell for name, cell in vars(row).items()} for row in rows
    ]


def rows_of(kept: Iterable[Plain], row_type: type[R]) -> tuple[R, ...]:
    """The rows that `plain` was given."""
    numbers = [name for name, kind in row_type.fields().items() if kind is Decimal]
    return tuple([row_type(**{**cells, **{name: Decimal(cells[name]) for name in numbers}}) for cells in kept])


def _content_lines(source: Path) -> list[tuple[int, str]]:
    try:
        text = source.read_text(encoding="utf-8-sig")  # editors of Windows put a mark before it
    except OSError as error:
        raise PatternError(f"{_place(source)}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise PatternError(f"{_place(source)}: is no UTF-8 text (byte {error.start}); save it as UTF-8") from error
    numbered = [
        (n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip() and not line.startswith("#")
    ]
    if not unicodedata.is_normalized("NFC", text):
        for number, line in numbered:
            if not unicodedata.is_normalized("NFC", line):
                raise PatternError(f"{_place(source)}:{number}: not in Unicode NFC; save the file in composed form")
    return numbered


def _check_header(source: Path, header: tuple[int, str], row_type: type[Row]) -> None:
    columns, known = header[1].split("\t"), row_type.fields()
    if len(columns) == 1:
        raise PatternError(
            f"{_place(source)}:{header[0]}: a header line is wanted here, with tabs between its columns: "
            f"{', '.join(known)}; save the table with tabs"
        )
    unknown = [name for name in columns if name not in known]
    missing = [name for name in known if name not in columns and not hasattr(row_type, name)]
    if unknown or missing or len(set(columns)) != len(columns):
        odd = [("there is no column", unknown), ("there must be", missing), ("twice", _repeated(columns))]
        said = "; ".join(f"{what} {', '.join(map(repr, names))}" for what, names in odd if names)
        raise PatternError(f"{_place(source)}:{header[0]}: the header: {said}; the columns are {', '.join(known)}")


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _place(source: Path) -> str:
    """A table as an error names it: one of the user's own with its folder."""
    return source.name if source.parent == BUILT_IN else str(source)


def _check(row: Row, where: str, before: Container[str]) -> None:
    if not row.id:
        raise PatternError(f"{where}: the row has no id")
    if row.id in before:
        raise PatternError(f"{where}: the id {row.id!r} stands twice in this table")
    if not row.examples:
        raise PatternError(f"{where}: row {row.id!r} has no example; every row carries its proof")


def _reader(hint: Any) -> Callable[[str], Any]:
    """What makes a value of a column's cells; it raises ValueError that says what they must be."""
    if get_origin(hint) is tuple:
        return _several
    if get_origin(hint) is Literal:
        words = get_args(hint)
        return lambda cell: _one_of(words, cell)
    return _number if hint is Decimal else str


def _several(cell: str) -> tuple[str, ...]:
    return tuple([part for part in map(str.strip, cell.split(SEPARATOR)) if part])


def _one_of(words: tuple[str, ...], cell: str) -> str:
    if cell not in words:
        raise ValueError(f"it must be one of {', '.join(map(repr, words))}")
    return cell


def _number(cell: str) -> Decimal:
    try:
        return Decimal(cell)
    except InvalidOperation as error:
        raise ValueError("it must be a number") from error
