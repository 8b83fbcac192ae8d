"""`datapackage.json`: what the files of a data set are, by the Data Package standard, version 2.

The descriptor is also how a folder is known to hold a data set of ours, and whose: it records the settings of the run.
It holds no date and no machine's name, so the same input gives the same descriptor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from extract.dataset.counts import Counts, listed, most_frequent
from extract.dataset.schema import ABOUT, ALL_TABLES, COLUMNS, KEYS, TABLES, Column, TableName
from extract.model import KINDS, OUTCOMES, SCHEMA_VERSION

FILE: Final = "datapackage.json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
OWN: Final = "trich"
SOURCES: Final = 500

FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "csv": tuple(f"{table}.csv" for table in ALL_TABLES),
    "jsonl": tuple(f"{table}.jsonl" for table in ALL_TABLES),
    "parquet": tuple(f"{table}.parquet" for table in ALL_TABLES),
    "sqlite": ("trich.sqlite",),
    "xlsx": ("trich.xlsx",),
}
PART: Final = re.compile(rf"({'|'.join(ALL_TABLES)})/part-\d{{5,}}\.parquet")  # of a large table in Parquet
_MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FOREIGN: Final[Mapping[TableName, tuple[tuple[str, TableName, str], ...]]] = {
    "facts": (("doc", "documents", "doc"),),
    "stories": (("doc", "documents", "doc"),),
    "conflicts": (("fact", "facts", "fact"), ("other_fact", "facts", "fact")),
}
_FIELD_TYPES: Final = {"text": "string", "integer": "integer", "decimal": "number", "date": "date"}
LICENSES: Final = (
    {
        "name": "other-pd",
        "title": "Facts (all columns that are not marked as quotations): figures and what they say are facts, in which "
        "there is no copyright.",
    },
    {
        "name": "other-closed",
        "title": "Quotations (columns marked `rights: quotation`): short passages quoted with their source; all "
        "rights in them remain with their authors and publishers.",
    },
)


def table_schema(table: TableName) -> dict[str, Any]:
    """The Table Schema of a table: types, closed lists, keys, and the SDMX concept of each column that has one."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in COLUMNS[table]],
        "missingValues": [""],
        "primaryKey": list(KEYS[table]),
    }
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FIELD_TYPES[column.type], "description": column.description}
    if column.example:
        field["example"] = column.example
    field["constraints"] = _constraints(column)
    field["rights"] = "quotation" if column.quotation else "fact"
    if column.concept:
        field["sdmx"] = column.concept
    return field


def _constraints(column: Column) -> dict[str, Any]:
    given: dict[str, Any] = {"required": column.required}
    if column.unique:
        given["unique"] = True
    if column.enum:
        given["enum"] = list(column.enum)
    if column.pattern and column.type == "text":
        given["pattern"] = column.pattern
    if column.minimum is not None:
        given["minimum"] = column.minimum
    if column.maximum is not None:
        given["maximum"] = column.maximum
    return given


def describe(
    folder: Path,
    files: Mapping[str, Sequence[str]],
    counts: Counts,
    settings: Mapping[str, str],
    warnings: Sequence[str],
    *,
    spreadsheet: bool,
    tables: Sequence[TableName] = TABLES,
    grown_from: str = "",
) -> dict[str, Any]:
    """The descriptor of the data set whose files (by format) stand finished in `folder`. `grown_from` is the digest of
    the descriptor that it had before a later step added tables to it."""
    resources = [resource for name, group in files.items() for resource in _resources(folder, name, group, tables)]
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "trich-facts",
        "title": "Facts in Vietnamese texts, with their citations",
        "description": "One row a figure: what it counts, where, when, who says so, and where it was read from.",
        "version": f"{SCHEMA_VERSION}.0.0",
        "licenses": list(LICENSES),
        "resources": resources,
    }
    sources = [{"title": name} for name in most_frequent(counts.publishers, SOURCES)]
    if sources:
        descriptor["sources"] = sources
    descriptor[OWN] = {
        "schema_version": SCHEMA_VERSION,
        **({"tables": list(tables)} if tuple(tables) != TABLES else {}),
        **({"grown_from": grown_from} if grown_from else {}),
        "settings": dict(sorted(settings.items())),
        "spreadsheet": spreadsheet,
        "counts": {
            "documents": counts.documents,
            "facts": counts.facts,
            "outcomes": listed(counts.outcomes, OUTCOMES),
            "kinds": listed(counts.kinds, KINDS),
        },
        "warnings": list(warnings),
    }
    return descriptor


def _resources(
    folder: Path, format_name: str, files: Sequence[str], tables: Sequence[TableName]
) -> list[dict[str, Any]]:
    if of_table := {table: files_of(table, files) for table in tables if files_of(table, files)}:
        return [
            {"name": f"{table}-{format_name}", **file_entry(folder, format_name, names), **_tabular(table, format_name)}
            for table, names in of_table.items()
        ]
    held = "All tables. " + " ".join(ABOUT[table] for table in tables)
    return [{"name": f"{OWN}-{format_name}", **file_entry(folder, format_name, files), "description": held}]


def files_of(table: TableName, files: Iterable[str]) -> list[str]:
    """Of the files of one format those of a table: one, or its parts in their order; none where a file has both."""
    return [name for name in files if name.split("/")[0].partition(".")[0] == table]


def file_entry(folder: Path, format_name: str, names: Sequence[str]) -> dict[str, Any]:
    """What a file is, or several that are one table: the hash is that of their bytes one after the other."""
    size, digest = 0, sha256()
    for name in names:
        with (folder / name).open("rb") as file:
            while chunk := file.read(1 << 20):
                size += len(chunk)
                digest.update(chunk)
    path = names[0] if len(names) == 1 else list(names)
    described: dict[str, Any] = {"path": path, "format": format_name, "mediatype": _MEDIA_TYPES[format_name]}
    # frictionless does not count the bytes of Parquet, and then calls a right count wrong.
    if format_name != "parquet":
        described["bytes"] = size
    return described | {"hash": f"sha256:{digest.hexdigest()}"}


def _tabular(table: TableName, format_name: str) -> dict[str, Any]:
    schema = table_schema(table)
    if keys := _FOREIGN.get(table):
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": f"{to}-{format_name}", "fields": [key]}}
            for field, to, key in keys
        ]
    described: dict[str, Any] = {"type": "table", "description": ABOUT[table], "schema": schema}
    if format_name in ("csv", "jsonl"):
        described["encoding"] = "utf-8"
    return described


def write(folder: Path, descriptor: Mapping[str, Any]) -> None:
    """Write the descriptor into the folder."""
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
