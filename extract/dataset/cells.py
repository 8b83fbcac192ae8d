"""From frozen values to the cells of a row: exact decimals as plain text, nothing that a format cannot carry.

A cell is text, an integer or null. An empty text is null, so every format reads back alike. NUL and lone surrogates,
which databases and UTF-8 refuse, become U+FFFD, one for one, so that lengths and offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final

from extract.dataset.schema import COLUMNS, TableName
from extract.model import Document, Fact, Outcome

Cell = str | int | None
Row = tuple[Cell, ...]

WARNING_SEPARATOR: Final = " | "
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def positions(table: TableName, *types: str) -> tuple[int, ...]:
    """The places in a row of the columns of these types."""
    return tuple(n for n, column in enumerate(COLUMNS[table]) if column.type in types)


_DECIMALS: Final = positions("facts", "decimal")
_TEXTS: Final = positions("facts", "text", "date")
_texts_of: Final[Callable[[Sequence[Any]], tuple[str | None, ...]]] = itemgetter(*_TEXTS)
_COLUMNS: Final = len(COLUMNS["facts"])  # the first fields of a fact, in their order


def plain(value: Decimal) -> str:
    """The decimal in plain notation: no exponent, no zeros that say nothing ("1670000", "3.3", "0")."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def writable(text: str) -> str:
    """The text with each NUL and each lone surrogate replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def fact_row(fact: Fact) -> Row:
    """The cells of a fact in the order of the table's columns."""
    cells: list[Any] = list(fact[:_COLUMNS])
    for n in _DECIMALS:
        if cells[n] is not None:
            cells[n] = plain(cells[n])
    for n in _TEXTS:
        if not cells[n]:
            cells[n] = None
    if not _is_writable("".join(filter(None, _texts_of(cells)))):
        for n in _TEXTS:
            cells[n] = cells[n] and writable(cells[n])
    return tuple(cells)


def _is_writable(joined: str) -> bool:
    if "\0" in joined:
        return False
    try:
        joined.encode()
    except UnicodeEncodeError:
        return False
    return True


def document_row(document: Document, facts: int, outcome: Outcome, error: str, warnings: Sequence[str]) -> Row:
    """The cells of a document's row, with what the run made of it."""
    text = document.text.encode("utf-8", "surrogatepass")
    cells: dict[str, Cell] = {
        "text_sha256": sha256(text).hexdigest() if text else None,
        "facts": facts,
        "outcome": outcome,
        "error": error,
        "warnings": WARNING_SEPARATOR.join(warnings),
    }
    row = (
        cells[c.name] if c.name in cells else getattr(document, _FIELDS.get(c.name, c.name))
        for c in COLUMNS["documents"]
    )
    return tuple((writable(cell) or None) if isinstance(cell, str) else cell for cell in row)


_FIELDS: Final = {"doc": "id"}
