"""One article as a record of named values (a line, a row, a gold file) made into a Document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.dates import iso_date
from extract.reading.decoded import without_surrogates
from extract.reading.identity import digest
from extract.reading.options import COLUMNS, ReadOptions


class Origin(NamedTuple):
    """Where a record was read: the place a person finds it again, what it was written in, the hash of its bytes."""

    source: str
    media_type: str
    encoding: str = "utf-8"
    sha256: str = ""
    warnings: tuple[str, ...] = ()


def failed(source: str, error: str, *, id: str = "", media_type: str = "") -> Document:
    """The row of an input that could not be read; its error begins with the input's name."""
    return Document(
        id=id, source=source, text="", media_type=media_type,
        outcome="failed", error=f"{source}: {error}",
    )  # fmt: skip


def article(record: Mapping[str, object], origin: Origin, options: ReadOptions) -> Document:
    """The document that a record describes; its id may be empty. Raises ReadingError where it has no text."""
    text = _text(record, options)
    warnings = list(origin.warnings)
    values = {name: _value(record, options.column(name), warnings) for name in COLUMNS if name != "text"}
    written, values["published"] = values["published"], iso_date(values["published"])
    if written and not values["published"]:
        warnings.append(f"published {written[:60]!r} is no date that can be read; left empty")
    cleaned = without_surrogates(text)
    if cleaned != text:
        warnings.append("lone surrogates in the text replaced by U+FFFD")
    holds_words = bool(cleaned.strip())
    return Document(
        id=values["id"], title=values["title"], publisher=values["publisher"], published=values["published"],
        url=values["url"], source=origin.source, text=cleaned, published_from="record" if values["published"] else "",
        media_type=origin.media_type, encoding=origin.encoding, sha256=origin.sha256 or digest(cleaned),
        outcome="ok" if holds_words else "no_text",
        error="" if holds_words else f"{origin.source}: the text is empty",
        warnings=tuple(warnings),
    )  # fmt: skip


def _text(record: Mapping[str, object], options: ReadOptions) -> str:
    column = options.column("text")
    if column not in record:
        raise ReadingError(
            f"it has no {column!r}; it has {_names(record)}. Name the one that holds the text: --column text=COLUMN"
        )
    text = record[column]
    if text is None:
        return ""
    if not isinstance(text, str):
        raise ReadingError(f"its {column!r} is {_kind(text)}, not text")
    return text


def _value(record: Mapping[str, object], column: str, warnings: list[str]) -> str:
    """A value beside the text: a string, a number taken as it is written, a date as ISO; anything nested is an
    error."""
    value = record.get(column)
    if value is None:
        return ""
    if isinstance(value, str):
        cleaned = without_surrogates(value)
        if cleaned != value:
            warnings.append(f"lone surrogates in {column!r} replaced by U+FFFD")
        return cleaned
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ReadingError(f"its {column!r} is {_kind(value)}, not text")


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"of type {type(value).__name__}")


def _names(record: Mapping[str, object]) -> str:
    names = ", ".join(repr(without_surrogates(str(name))[:40]) for name in list(record)[:12])
    return names or "no columns at all"
