"""Members of the zip packages that Word files and workbooks are."""

from __future__ import annotations

import zipfile
from typing import IO


def member(package: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A member to be read; raises BadZipFile also where the package says that it lies before its own beginning."""
    try:
        return package.open(name)
    except ValueError as problem:
        raise zipfile.BadZipFile(str(problem)) from None
