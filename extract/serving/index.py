"""Every fact as small numbers in columns, newest first: what facets, timelines and comparisons are counted from.

A million facts take some sixty megabytes and a facet over all of them is counted in milliseconds, where the database
would group for a second. The columns are one file (`index.npz`), made once for a data set.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.dataset.selecting import unmarked

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["FACETS", "Index", "build"]

FACETS: Final = ("indicator", "place", "year", "publisher", "published", "kind", "status")
CODED: Final = (*FACETS, "measure", "period", "doc")
UNKNOWN: Final = 0  # the code of a null; as a day: before all others
_EVERY: Final = 20_000
_READ: Final = (
    "SELECT row, indicator, place, period_start, period_end, publisher, published, kind, status, unit, per, change, "
    "doc, value_real FROM facts ORDER BY row"
)
_BETWEEN: Final = "\n"


class Index:
    """The columns of a data set, and the labels that their codes stand for. `rows` are the keys in the database."""

    def __init__(self, path: Path) -> None:
        import numpy

        with numpy.load(path, allow_pickle=False) as stored:
            self._arrays: dict[str, ndarray[Any, Any]] = {name: stored[name] for name in stored.files}
        self.rows = self._arrays["rows"]
        self.values, self.days = self._arrays["values"], self._arrays["days"]
        self.codes = {name: self._arrays[f"code {name}"] for name in CODED}
        self._of_label: dict[str, dict[str, int]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def labels(self) -> Mapping[str, Sequence[str]]:
        """What the codes of each column stand for; the first of each is the null."""
        return {name: self._texts(f"label {name}") for name in CODED}

    @cached_property
    def plain(self) -> Mapping[str, Sequence[str]]:
        """The labels of each facet in small letters without marks: "thanh hoa"."""
        return {name: self._texts(f"plain {name}") for name in FACETS}

    @cached_property
    def totals(self) -> Mapping[str, ndarray[Any, Any]]:
        """How many facts each code of each facet has."""
        return {name: self._arrays[f"total {name}"] for name in FACETS}

    @cached_property
    def positions(self) -> ndarray[Any, Any]:
        """The position here of each row of the database."""
        import numpy

        placed = numpy.zeros(int(self.rows.max(initial=0)) + 1, dtype=numpy.int32)
        placed[self.rows] = numpy.arange(len(self.rows), dtype=numpy.int32)
        return placed

    def code(self, facet: str, label: str) -> int | None:
        """The code of a label, by whatever capitals; None where the data set has none of it."""
        if facet not in self._of_label:
            self._of_label[facet] = {text.lower(): code for code, text in enumerate(self.labels[facet])}
        return self._of_label[facet].get(" ".join(label.split()).lower())

    def _texts(self, name: str) -> Sequence[str]:
        return self._arrays[name].tobytes().decode("utf-8").split(_BETWEEN)


def build(database: sqlite3.Connection, path: Path, progress: Callable[[int], None]) -> None:
    """Write the index of a database into a file; `progress` is told how many facts are done."""
    import numpy

    columns: dict[str, list[Any]] = {name: [] for name in ("rows", "values", "days", "published day")}
    coders = {name: _Coder() for name in CODED}
    codes: dict[str, list[int]] = {name: [] for name in CODED}
    for count, (row, value, days, published, labels) in enumerate(_read(database), start=1):
        columns["rows"].append(row)
        columns["values"].append(value)
        columns["days"].append(days)
        columns["published day"].append(published)
        for name in CODED:
            codes[name].append(coders[name](labels[name]))
        if count % _EVERY == 0:
            progress(count)
    newest = numpy.lexsort((columns["rows"], -numpy.array(columns["published day"], dtype=numpy.int64)))
    stored: dict[str, Any] = {
        "rows": numpy.array(columns["rows"], dtype=numpy.int32)[newest],
        "values": numpy.array(columns["values"], dtype=numpy.float64)[newest],
        "days": numpy.array(columns["days"], dtype=numpy.int32)[newest],
    }
    for name in CODED:
        stored[f"code {name}"] = numpy.array(codes[name], dtype=numpy.int32)[newest]
        stored[f"label {name}"] = _packed(coders[name].labels)
    for name in FACETS:
        stored[f"plain {name}"] = _packed([" ".join(unmarked(label)) for label in coders[name].labels])
        stored[f"total {name}"] = numpy.bincount(stored[f"code {name}"], minlength=len(coders[name].labels))
    with path.open("wb") as file:
        numpy.savez(file, allow_pickle=False, **stored)


class _Coder:
    """Numbers labels in the order in which they come; labels that differ by capitals alone are one."""

    def __init__(self) -> None:
        self.labels = [""]
        self._codes = {"": UNKNOWN}

    def __call__(self, label: str | None) -> int:
        text = " ".join((label or "").split())
        code = self._codes.setdefault(text.lower(), len(self.labels))
        if code == len(self.labels):
            self.labels.append(text)
        return code


def _read(database: sqlite3.Connection) -> Iterator[tuple[int, float, int, int, Mapping[str, str | None]]]:
    for (
        row,
        indicator,
        place,
        first,
        last,
        publisher,
        published,
        kind,
        status,
        unit,
        per,
        change,
        doc,
        value,
    ) in database.execute(_READ):
        measure = "|".join((kind, unit or "", per or "", change))
        labels = {
            "indicator": indicator, "place": place, "year": _year(last or first), "publisher": publisher,
            "published": _year(published), "kind": kind, "status": status, "measure": measure,
            "period": f"{first or ''}/{last or ''}" if first or last else None, "doc": doc,
        }  # fmt: skip
        yield row, value, _day(last or first), _day(published), labels


def _year(day: str | None) -> str | None:
    return day[:4] if day else None


def _day(text: str | None) -> int:
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return UNKNOWN


def _packed(labels: Sequence[str]) -> ndarray[Any, Any]:
    import numpy

    return numpy.frombuffer(_BETWEEN.join(labels).encode("utf-8"), dtype=numpy.uint8)
