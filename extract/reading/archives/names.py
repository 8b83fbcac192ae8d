"""The names of members: shown as they are meant, and told whether they are read."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from extract.errors import ReadingError
from extract.reading.decoding import decode
from extract.reading.paths import Source, known


def chosen(archive: Source, name: str, aside: Counter[str]) -> Source | None:
    """The source of a member with this name, or None: hidden ones are left, and others of no known kind counted."""
    parts = name.replace("\\", "/").split("/")
    if any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts:
        return None
    source = known(inside(archive, name))
    if source is None:
        aside[PurePosixPath(parts[-1]).suffix.lower() or "no suffix"] += 1
    return source


def inside(archive: Source, name: str) -> str:
    """The path of a member: `bundle.zip!folder/a.html`. What is no printable character is shown as its escape."""
    plain = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)
    return f"{archive.path}!{plain}"


def decoded(raw: bytes) -> str:
    """A name from bytes in an encoding that the archive does not tell."""
    try:
        return decode(raw).text
    except ReadingError:
        return raw.decode("utf-8", "backslashreplace")
