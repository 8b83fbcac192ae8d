"""Which program this is: a hash of its modules, tables and weights, and the versions of the libraries it reads by."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

__all__ = ["program"]

LIBRARIES: Final = (
    "beautifulsoup4", "dateparser", "lxml", "openpyxl", "pdfplumber", "pyarrow", "pypdfium2", "python-calamine",
    "python-docx", "selectolax", "striprtf", "underthesea", "underthesea-core", "warcio", "xlrd",
)  # fmt: skip
_NO_PART: Final = (".pyc", ".pyo")


def program(tables: str | None) -> str:
    """The hash of all that decides what is read from a document, `tables` being the user's own folder of them."""
    import extract
    import patterns

    digest = sha256(f"{sys.version_info[:3]} {list(_libraries())}".encode())
    roots = [Path(str(module.__file__)).parent for module in (extract, patterns)]
    for root in [*roots, *([Path(tables)] if tables else [])]:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in _NO_PART:
                digest.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode("utf-8", "surrogateescape"))
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _libraries() -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""
