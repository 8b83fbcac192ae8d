"""What people found of facts: accepted, corrected or rejected, with a reason, a name and a time; never changed again.

The reviews of a data set are a file of their own beside it (`reviews.sqlite`), which no run writes. Each keeps the
words it was made of, so that it can be told whether the source still says them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from extract.errors import DatasetError, UsageError
from extract.model import BOUNDS, CHANGES, KINDS, STATUSES

__all__ = ["CHOICES", "CORRECTABLE", "FILE", "VERDICTS", "Review", "Reviews", "correction", "latest"]

FILE: Final = "reviews.sqlite"
Verdict = Literal["accept", "correct", "reject"]
VERDICTS: Final[tuple[Verdict, ...]] = ("accept", "correct", "reject")
NUMBERS: Final = ("value", "value_max", "whole")
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"kind": KINDS, "bound": BOUNDS, "change": CHANGES, "status": STATUSES}
CORRECTABLE: Final = (*NUMBERS, "unit", "per", *CHOICES, "indicator", "place", "period", "attribution")
REQUIRED: Final = ("value", *CHOICES)
LONGEST: Final = 2_000  # characters of a field or a reason
_KEPT: Final = ("fact", "doc", "figure", "start", "end", "prefix", "suffix")
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS reviews (
  review INTEGER PRIMARY KEY,
  fact TEXT NOT NULL,
  doc TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'correct', 'reject')),
  reason TEXT NOT NULL,
  correction TEXT NOT NULL,
  name TEXT NOT NULL,
  time TEXT NOT NULL,
  figure TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  text_sha256 TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS reviews_fact ON reviews (fact);
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON reviews
  BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON reviews
  BEGIN SELECT RAISE(ABORT, 'reviews are never removed'); END;
CREATE TRIGGER IF NOT EXISTS no_replace BEFORE INSERT ON reviews
  WHEN EXISTS (SELECT 1 FROM reviews WHERE review = NEW.review)
  BEGIN SELECT RAISE(ABORT, 'reviews are never replaced'); END;
"""
_COLUMNS: Final = (
    'review, fact, doc, verdict, reason, correction, name, time, figure, start, "end", prefix, suffix, text_sha256'
)


class Review(NamedTuple):
    """What one person found of one fact; `correction` names the fields that were corrected, with their new values."""

    review: int
    fact: str
    doc: str
    verdict: Verdict
    reason: str
    correction: Mapping[str, str | None]
    name: str
    time: str
    figure: str
    start: int
    end: int
    prefix: str
    suffix: str
    text_sha256: str

    def is_of(self, fact: Mapping[str, Any] | None, text_sha256: str | None) -> bool:
        """Whether the data set still holds the fact that was reviewed, read from the same text."""
        if fact is None or text_sha256 != self.text_sha256:
            return False
        return all((fact[name] or "") == getattr(self, name) for name in ("figure", "prefix", "suffix"))


class Reviews:
    """The reviews beside a data set; made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def make(self) -> None:
        """Make the file where there is none; raises DatasetError where it cannot be written."""
        try:
            with closing(sqlite3.connect(self.path, isolation_level=None)) as database:
                database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise DatasetError(f"{self.path}: reviews cannot be kept there: {error}") from error

    def add(
        self, fact: Mapping[str, Any], text_sha256: str, verdict: str, reason: str, changed: Mapping[str, str | None],
        name: str,
    ) -> None:  # fmt: skip
        """Keep a review, with the time of now; raises UsageError for one that says too little."""
        if verdict not in VERDICTS:
            raise UsageError("review.verdict_missing")
        if verdict != "accept" and not reason:
            raise UsageError("review.reason_missing")
        if (verdict == "correct") != bool(changed):
            raise UsageError("review.nothing_corrected" if verdict == "correct" else "review.corrected_anyway")
        kept = [fact[column] if fact[column] is not None else "" for column in _KEPT]
        said = (verdict, reason[:LONGEST], json.dumps(dict(changed), ensure_ascii=False), name[:LONGEST])
        row = (*kept[:2], *said, datetime.now(UTC).isoformat(timespec="seconds"), *kept[2:], text_sha256)
        columns = _COLUMNS.removeprefix("review, ")
        try:
            with closing(sqlite3.connect(self.path)) as database, database:
                database.execute(f"INSERT INTO reviews ({columns}) VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        except sqlite3.Error as error:
            raise DatasetError(f"{self.path}: the review was not kept: {error}") from error

    def of(self, facts: Iterable[str]) -> dict[str, list[Review]]:
        """The reviews of these facts, the oldest first."""
        wanted = list(facts)
        found: dict[str, list[Review]] = {}
        for review in self._read(f"WHERE fact IN ({', '.join('?' * len(wanted))})", wanted):
            found.setdefault(review.fact, []).append(review)
        return found

    def all(self) -> list[Review]:
        """Every review, the oldest first."""
        return self._read("", ())

    def _read(self, where: str, values: Iterable[str]) -> list[Review]:
        if not self.path.exists():
            return []
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                rows = database.execute(f"SELECT {_COLUMNS} FROM reviews {where} ORDER BY review", tuple(values))  # noqa: S608
                return [_review(row) for row in rows]
        except sqlite3.Error as error:
            raise DatasetError(f"{self.path}: holds no reviews of ours: {error}") from error


def _review(row: tuple[Any, ...]) -> Review:
    return Review(*row)._replace(correction=json.loads(row[5]))


def latest(reviews: Iterable[Review]) -> dict[str, Review]:
    """The last word on each fact."""
    return {review.fact: review for review in reviews}


def correction(fact: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, str | None]:
    """The fields whose typed value is another than the fact's; raises UsageError, naming the field, for one that
    cannot stand there."""
    changed: dict[str, str | None] = {}
    for column in CORRECTABLE:
        value = " ".join(typed.get(column, "").split())[:LONGEST] or None
        if column not in typed or value == fact[column]:
            continue
        if not _can_stand(column, value):
            raise UsageError(f"review.wrong {column}")
        changed[column] = value
    return changed


def _can_stand(column: str, value: str | None) -> bool:
    if value is None:
        return column not in REQUIRED
    if column in CHOICES:
        return value in CHOICES[column]
    return column not in NUMBERS or _is_number(value)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and "e" not in text.lower()
    except InvalidOperation:
        return False
