"""The table of snapshots: one row an address and round, those that failed too, beside the WARC files.

Its columns are declared once here; `datapackage.json`, by which a run over the folder also knows that these files are
no articles, and the table in `docs/fetching.md` are made from them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from extract.errors import DatasetError
from extract.fetching.ledger import FILE as LEDGER
from extract.fetching.ledger import KINDS, OUTCOMES
from extract.reading.archives.public import archived_at

FILE: Final = "snapshots"
PACKAGE: Final = "datapackage.json"
BATCH: Final = 4096


class Column(NamedTuple):
    """A column: its name, its type, what it holds, and the values it may have where these are a closed list."""

    name: str
    type: str
    description: str
    enum: tuple[str, ...] = ()


COLUMNS: Final = (
    Column("address", "string", "The canonical address: without fragment, tracking parameters and session ids."),
    Column("round", "integer", "The run that asked for it, from 1; a run that was killed goes on in its round."),
    Column("outcome", "string", "What became of it.", OUTCOMES),
    Column("status", "integer", "HTTP status of the answer; null where none came."),
    Column("reason", "string", "Why it failed, is forbidden or was skipped, or what was odd about what is stored."),
    Column("kind", "string", "What it is: an article by its listing or address, a page, a list of them.", KINDS),
    Column("found_on", "string", "The address it was found on or redirected from; null where it was given."),
    Column("published", "string", "Day or time of publication that the feed or sitemap states, ISO 8601."),
    Column("redirects_to", "string", "Where it redirects to; that address has a row of its own."),
    Column("retrieved", "string", "When the answer came: UTC, the `WARC-Date` of its record."),
    Column("media_type", "string", "Media type as the site states it."),
    Column("bytes", "integer", "Length of the body as it was sent, coded as its `Content-Encoding` says."),
    Column("digest", "string", "SHA-1 of that body in base 32, the record's `WARC-Payload-Digest`."),
    Column("file", "string", "The WARC file that holds the record."),
    Column("offset", "integer", "The record's first byte in that file."),
    Column("same_as", "string", "Where `unchanged`: file and offset of the record that holds the same body."),
    Column("archived_at", "string", "With --public-archive: where a public web archive would have it, near that time."),
)
NAMES: Final = tuple(column.name for column in COLUMNS)


def write(folder: Path, visits: Iterable[Mapping[str, Any]], formats: Iterable[str], *, public_archive: bool) -> None:
    """Write the table in each format, and its description; whole files take the places of the old ones."""
    rows = (_row(visit, public_archive=public_archive) for visit in visits)
    names = [f"{FILE}.{format_}" for format_ in formats]
    writers = [_Csv(folder) if name.endswith("csv") else _Parquet(folder) for name in names]
    for batch in _batches(rows):
        for writer in writers:
            writer.write(batch)
    for writer in writers:
        writer.close()
    _put(folder / PACKAGE, json.dumps(described(names), ensure_ascii=False, indent=2) + "\n")


def refuse(folder: Path, formats: Iterable[str]) -> None:
    """Raise DatasetError where the folder holds files of these names that are no snapshots of ours."""
    if _is_ours(folder):
        return
    is_begun = (folder / LEDGER).exists()  # it may have been killed between the tables and their description
    names = (PACKAGE, *(f"{FILE}.{format_}" for format_ in formats if not is_begun))
    if foreign := [name for name in names if (folder / name).exists()]:
        raise DatasetError(f"{folder}: holds {', '.join(foreign)}, which no fetch wrote; name another folder")


def _is_ours(folder: Path) -> bool:
    try:
        return "snapshots" in json.loads((folder / PACKAGE).read_bytes())["trich"]
    except (OSError, ValueError, TypeError, KeyError):  # none, or somebody else's
        return False


def described(names: Iterable[str]) -> dict[str, Any]:
    """The Data Package that describes the table, version 2."""
    schema = {"fields": [_field(column) for column in COLUMNS], "primaryKey": ["address", "round"]}
    resources = [
        {"name": f"{FILE}-{name.rpartition('.')[2]}", "path": name, "format": name.rpartition(".")[2], "schema": schema}
        for name in names
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": FILE, "title": "Snapshots of web pages", "trich": {"snapshots": 1}, "resources": resources,
    }  # fmt: skip


def column_table() -> str:
    """The columns as Markdown."""
    lines = ["| column | type | what it holds |", "| --- | --- | --- |"]
    for column in COLUMNS:
        closed = f" One of: {', '.join(f'`{word}`' for word in column.enum)}." if column.enum else ""
        lines.append(f"| `{column.name}` | {column.type} | {column.description}{closed} |")
    return "\n".join(lines)


def _field(column: Column) -> dict[str, Any]:
    limits = {"constraints": {"enum": list(column.enum)}} if column.enum else {}
    return {"name": column.name, "type": column.type, "description": column.description, **limits}


def _row(visit: Mapping[str, Any], *, public_archive: bool) -> tuple[Any, ...]:
    asked = public_archive and visit["retrieved"] is not None
    link = archived_at(visit["address"], visit["retrieved"]) if asked else None
    values = {**visit, "archived_at": link}
    return tuple(None if values[name] == "" else values[name] for name in NAMES)


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


class _Csv:
    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{FILE}.csv"
        self._file = _unfinished(self._path).open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(NAMES)

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        self._writer.writerows(rows)

    def close(self) -> None:
        self._file.close()
        _unfinished(self._path).replace(self._path)


class _Parquet:
    def __init__(self, folder: Path) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {"string": pa.string(), "integer": pa.int64()}
        fields = [pa.field(c.name, types[c.type], metadata={"description": c.description}) for c in COLUMNS]
        self._path, self._schema = folder / f"{FILE}.parquet", pa.schema(fields)
        self._writer = parquet.ParquetWriter(_unfinished(self._path), self._schema, compression="zstd")

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        import pyarrow as pa

        columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
        arrays = [pa.array(cells, field.type) for cells, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        self._writer.close()
        _unfinished(self._path).replace(self._path)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _put(path: Path, text: str) -> None:
    _unfinished(path).write_text(text, encoding="utf-8", newline="\n")
    _unfinished(path).replace(path)
