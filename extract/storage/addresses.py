"""Addresses such as s3://bucket/archive, told from paths, and the fsspec file system that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from extract.errors import StorageError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["PACKAGES", "is_remote", "on_disk", "system", "told", "within"]

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_FILE: Final = "file://"
_FETCHED: Final = ("http", "https", "file")
# What has to be installed for the addresses of a scheme.
PACKAGES: Final = {
    "s3": '"trich[s3]"', "s3a": '"trich[s3]"', "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs",
    "az": "adlfs", "oss": "ossfs", "hdfs": "fsspec (and Hadoop's libhdfs)",
}  # fmt: skip


def is_remote(written: str) -> bool:
    """Whether this is an address of object storage."""
    scheme = _SCHEME.match(written)
    return scheme is not None and scheme[1].lower() not in _FETCHED


def on_disk(written: str) -> str:
    """The path that a `file://` address names; all else as it is."""
    return unquote(written[len(_FILE) :]) if written.lower().startswith(_FILE) else written


def within(where: Path | str, name: str) -> str:
    """The path or the address of what has this name in a folder."""
    return f"{where}".rstrip("/") + f"/{name}" if is_remote(f"{where}") else str(Path(where, name))


def system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address and the path in it.

    Raises UsageError where the scheme is unknown, or the package for it is not installed.
    """
    scheme = address.partition("://")[0].lower()
    if scheme not in PACKAGES:
        raise UsageError(f"{address}: {scheme}:// is not read or written; known are {', '.join(PACKAGES)}, and paths")
    try:
        from fsspec.core import url_to_fs

        with told(address):
            files, path = url_to_fs(address, use_listings_cache=False)  # others write there too
    except ImportError:
        raise UsageError(
            f"{address}: {scheme}:// needs another package; install it: pip install {PACKAGES[scheme]}"
        ) from None
    return files, str(path)


@contextmanager
def told(address: str) -> Iterator[None]:
    """Whatever a storage may raise becomes a StorageError, but for what is missing or forbidden."""
    try:
        yield
    except (FileNotFoundError, PermissionError, ImportError, StorageError):
        raise
    except Exception as problem:
        said = str(problem).splitlines()[0][:200] if str(problem) else ""
        raise StorageError(
            f"{address}: the storage does not answer as it should ({type(problem).__name__}: {said}); check the "
            "address, the credentials and the endpoint, then give the same command again"
        ) from problem
