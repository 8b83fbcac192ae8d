"""The limits of reading as options of the command line: what each is called there and in `ReadOptions`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

__all__ = ["LIMITS", "Limit", "asked", "offer_limits", "size"]

Number = int | float

_SIZE: Final = re.compile(r"(\d+)\s*(?:([KMGT])(i?)B?|B)?", re.IGNORECASE)
_STEPS: Final = "KMGT"


def size(written: str) -> int:
    """A number of bytes: 65536, 64MiB (times 1024), 2GB (times 1000), as databases count.

    Raises argparse.ArgumentTypeError, which a parser says, where it is none."""
    found = _SIZE.fullmatch(written.strip())
    if not found:
        raise argparse.ArgumentTypeError(f"{written!r} is no size: write a number of bytes, or such as 64MiB or 2GB")
    count, step, binary = found.groups()
    total: int = int(count) * (1024 if binary else 1000) ** (_STEPS.index(step.upper()) + 1 if step else 0)
    return total


class Limit(NamedTuple):
    """A limit: its option, the fields of `ReadOptions` that it sets, how it is read, what --help calls and says."""

    option: str
    fields: tuple[str, ...]
    kind: Callable[[str], Number]
    metavar: str
    help: str

    @property
    def name(self) -> str:
        """What it is called among the arguments, and in the settings that a data set records."""
        return self.option.removeprefix("--").replace("-", "_")


LIMITS: Final = (
    Limit("--max-bytes", ("max_bytes", "max_line_bytes"), size, "SIZE",
          "the longest text, page, line or cell to read, such as 200MB (default 64MiB)"),
    Limit("--max-unpacked-bytes", ("max_unpacked_bytes",), size, "SIZE",
          "what a Word file or workbook may unpack to (default 512MiB)"),
    Limit("--max-cells", ("max_cells",), int, "N", "the cells that a workbook may show (default a million)"),
    Limit("--max-pdf-pages", ("max_pages",), int, "N", "the pages that a PDF file may have (default 5000)"),
    Limit("--max-ratio", ("max_ratio",), int, "N",
          "how many times its stored size a packed file or an archive may unpack to (default 200)"),
    Limit("--max-depth", ("max_depth",), int, "N", "how deep archives may lie in one another (default 3)"),
    Limit("--max-seconds", ("max_seconds",), float, "N",
          "the time that one PDF, Word file or workbook may take to read (default 60)"),
    Limit("--max-memory", ("max_memory",), size, "SIZE",
          "the memory that the process that reads these may take (default 1GiB)"),
)  # fmt: skip


def offer_limits(command: argparse.ArgumentParser) -> None:
    """The limits as options of a command."""
    group = command.add_argument_group("limits", "what is beyond one is a row that says so, and the rest is read")
    for limit in LIMITS:
        group.add_argument(limit.option, type=limit.kind, metavar=limit.metavar, help=limit.help)


def asked(arguments: argparse.Namespace) -> dict[str, Any]:
    """The limits that a command line sets, by their fields of `ReadOptions`."""
    given = ((limit, getattr(arguments, limit.name)) for limit in LIMITS)
    return {field: number for limit, number in given if number is not None for field in limit.fields}
