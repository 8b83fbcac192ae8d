"""What was made of a model's files, kept for the next process: to read it takes a fifth of the time of making it.

It lies in the user's cache folder, as Python keeps compiled modules: the folder that the environment variable
`TRICH_CACHE` names (empty: nowhere), else `trich` in `XDG_CACHE_HOME` or `~/.cache`. Nothing depends on it: what is
missing, cut short, or made of other files or by another Python is made anew; a folder that cannot be written is done
without.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

__all__ = ["compiled", "keep", "kept"]

T = TypeVar("T")

_LAYOUT: Final = 6  # goes up when what is made of the files is laid out another way
_CHECKSUM: Final = 4  # bytes


def compiled(name: str, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` gives, or gave when it was last made of the same `sources`; raises what `make` raises.

    It must be of plain values: dictionaries, lists, tuples, frozen sets, strings, bytes, numbers.
    """
    found: T | None = kept(name, sources)
    if found is None:
        found = make()
        keep(name, sources, found)
    return found


def kept(name: str, sources: Sequence[Path] = ()) -> Any | None:
    """What was kept under a name while the `sources` were as they are now; None where that is nothing."""
    place = _place(name)
    if place is not None:
        with suppress(OSError, ValueError, TypeError, EOFError):
            return _unsealed(place.read_bytes(), _stamp(sources))
    return None


def keep(name: str, sources: Sequence[Path], value: Any) -> None:
    """Keep plain values under a name, for the next process; done without where the folder cannot be written."""
    place = _place(name)
    if place is not None:
        with suppress(OSError):
            content = marshal.dumps(value)
            _write(place, _stamp(sources) + _checksum(content) + content)


def _place(name: str) -> Path | None:
    folder = os.environ.get("TRICH_CACHE")
    if folder is not None:
        return Path(folder) / name if folder else None
    with suppress(RuntimeError):  # nobody's home is known
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "trich" / name
    return None


def _stamp(sources: Sequence[Path]) -> bytes:
    """What must be the same for what is kept to hold: the files as they are, the Python, the layout."""
    states = [(str(source), *_state(source)) for source in sources]
    return f"{_LAYOUT} {sys.version_info[:3]} {states}\n".encode("utf-8", "surrogateescape")


def _state(source: Path) -> tuple[int, int]:
    with suppress(OSError):
        found = source.stat()
        return found.st_size, found.st_mtime_ns
    return 0, 0


def _checksum(content: bytes | memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECKSUM, "big")


def _unsealed(file: bytes, stamp: bytes) -> Any:
    """What a file keeps; raises ValueError where it is of something else or damaged."""
    content = memoryview(file)[len(stamp) + _CHECKSUM :]  # no copies: to touch new memory is what takes time here
    if not file.startswith(stamp + _checksum(content)):
        raise ValueError("made of other files, or damaged")
    return marshal.loads(content)  # noqa: S302 - written by this module, in the user's own folder


def _write(place: Path, content: bytes) -> None:
    """Write it whole or not at all."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        partial.write_bytes(content)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
