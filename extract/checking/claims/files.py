"""Files of claims in, tables of answers out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from extract.checking.claims.answering import Answer
from extract.checking.claims.telling import COLUMNS, row
from extract.dataset.staging import whole_file
from extract.errors import UsageError

__all__ = ["read_claims", "written"]


def read_claims(path: Path, column: str) -> list[str]:
    """The claims of a file: each line of a text; of .csv and .jsonl the column, the rows where it is empty left out.

    Raises UsageError where the file cannot be read or has no such column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            claims = list(_claims(file, path, column))
    except OSError as error:
        raise UsageError(f"{path}: the claims cannot be read ({error.strerror or error}); check the path") from error
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise UsageError(
            f"{path}: the claims cannot be read ({error}); give a text, .csv or .jsonl in UTF-8"
        ) from error
    if not claims:
        raise UsageError(f"{path}: no claim is in it")
    return claims


def _claims(file: TextIO, path: Path, column: str) -> Iterator[str]:
    if path.suffix.lower() == ".csv":
        rows: Iterable[object] = csv.DictReader(file)
    elif path.suffix.lower() in (".jsonl", ".ndjson"):
        rows = (json.loads(line) for line in file if line.strip())
    else:
        yield from (line.strip() for line in file if line.strip())
        return
    for row_ in rows:
        if not isinstance(row_, dict) or column not in row_:
            raise UsageError(f"{path}: no column is called {column}; name the one with the claims by --column")
        if text := str(row_[column] or "").strip():
            yield text


def written(answers: Iterable[tuple[int, Answer]], path: Path) -> Iterator[tuple[int, Answer]]:
    """The numbered answers, as they go by written to a file: JSON lines where its name ends in .jsonl, else CSV."""
    with whole_file(path) as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        as_json = path.suffix.lower() == ".jsonl"
        if not as_json:
            table.writeheader()
        for number, answer in answers:
            if as_json:
                file.write(json.dumps(row(number, answer), ensure_ascii=False) + "\n")
            else:
                table.writerow(row(number, answer))
            yield number, answer
