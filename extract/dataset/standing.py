"""The data set that stands in a folder, by its description: which files are its own, whether they are whole, and
whether another run may take its place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from extract.dataset.package import FILE, FILES, OWN, PART, file_entry
from extract.dataset.schema import ALL_TABLES, TABLES, TableName
from extract.errors import DatasetError
from extract.storage import Where, is_remote
from extract.storage import folder as folder_at

__all__ = [
    "added_tables", "described_files", "digest", "is_whole", "paths_of", "read", "replaceable_files", "versions",
]  # fmt: skip


def read(where: Where) -> dict[str, Any] | None:
    """The descriptor of the data set in a folder; None where there is none, or one that is not ours."""
    try:
        descriptor = json.loads(folder_at(where).read(FILE))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return descriptor if isinstance(descriptor, dict) and isinstance(descriptor.get(OWN), dict) else None


def added_tables(descriptor: Mapping[str, Any] | None) -> set[str]:
    """The tables that a later step added to the data set that is so described."""
    return {*descriptor[OWN].get("tables", ())} - {*TABLES} if descriptor else set()


def digest(where: Where) -> str:
    """The hash of the descriptor in a folder, byte for byte."""
    return sha256(folder_at(where).read(FILE)).hexdigest()


def versions(where: Where) -> dict[str, str]:
    """What object storage says of the state of each file of the data set there; of a folder on the disk nothing."""
    if not is_remote(str(where)):
        return {}
    found = folder_at(where).versions()
    return {name: found.get(name, "") for name in (*_paths(read(where) or {}), FILE)}


def is_whole(where: Where, before: Mapping[str, str]) -> bool:
    """Whether the files of the data set in a folder are all there: byte for byte as its descriptor says; in object
    storage, in the same versions as before."""
    if is_remote(str(where)):
        return versions(where) == before
    descriptor = read(where)
    try:
        return descriptor is not None and all(
            file_entry(Path(where), resource["format"], paths_of(resource))["hash"] == resource["hash"]
            for resource in descriptor["resources"]
        )
    except (OSError, KeyError, TypeError):
        return False


def paths_of(resource: Mapping[str, Any]) -> list[str]:
    """The files of a resource: one, or its parts."""
    path = resource.get("path")
    return [str(part) for part in path] if isinstance(path, list) else [str(path)]


def _is_vain(descriptor: Mapping[str, Any]) -> bool:
    """Whether all that the run read failed."""
    counts = descriptor[OWN].get("counts", {})
    return not counts.get("facts") and set(counts.get("outcomes", ())) <= {"failed"}


def _paths(descriptor: Mapping[str, Any]) -> list[str]:
    resources = descriptor.get("resources", ())
    return [path for resource in resources if isinstance(resource, dict) for path in paths_of(resource)]


def described_files(descriptor: Mapping[str, Any]) -> dict[str, list[str]]:
    """The files of a data set by format, as its descriptor lists them; names that are not ours are left out."""
    listed_files = _paths(descriptor)
    own = {name: [file for file in listed_files if file in files] for name, files in FILES.items()}
    own["parquet"] += filter(PART.fullmatch, listed_files)
    return {name: files for name, files in own.items() if files}


def replaceable_files(
    where: Where, formats: Collection[str], tables: Sequence[TableName], *, settings: Mapping[str, str], overwrite: bool
) -> set[str]:
    """The files of the data set that now stands in the folder and that a run with these settings may replace.

    Raises DatasetError if the folder holds another run's data and `overwrite` is not set, or files that are not ours.
    What a run left that read nothing, such as of a mistyped column, stands in nobody's way.
    """
    folder, descriptor = folder_at(where), read(where)
    ours = {file for files in described_files(descriptor or {}).values() for file in files}
    absent = {f"{table}.{name}" for name in formats for table in ALL_TABLES if table not in tables}
    wanted = {file for name in formats for file in FILES[name]} - absent | {FILE}
    if "parquet" in formats:  # whatever lies in the folder of its parts would be read with them
        wanted |= {f"{table}/{name}" for table in tables for name in folder.within(table).versions()}
    foreign = sorted(file for file in wanted - ours if folder.has(file) and not (file == FILE and descriptor))
    if foreign:
        raise DatasetError(
            f"{where}: holds {', '.join(foreign)}, which no run of trich wrote; move it away or name another folder"
        )
    if descriptor and not overwrite and descriptor[OWN].get("settings") != dict(settings) and not _is_vain(descriptor):
        raise DatasetError(
            f"{where}: holds the data of another run (other inputs or options); "
            "name another folder, or overwrite it (--overwrite)"
        )
    return ours
