"""What a reader may be told: the names of a table's columns, limits that keep memory constant, an encoding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from extract.errors import UsageError
from patterns.records import Frozen
from patterns.rows import Site

COLUMNS: Final[tuple[str, ...]] = ("id", "title", "publisher", "published", "url", "text")
MEBIBYTE: Final = 1 << 20
_AS_THEY_ARE: Final[Mapping[str, str]] = {}

Parser = Literal["lexbor", "beautifulsoup"]


def silent(notice: str) -> None:
    """Take no notice."""


class ReadOptions(Frozen):
    """How inputs are read.

    `columns` renames: `{"text": "content"}` says that the column `content` holds the text. `max_bytes` bounds one text,
    page or JSON file, and `max_line_bytes` one line or cell of an article table; longer ones fail without being loaded.
    `max_unpacked_bytes` bounds what a workbook or a Word file unpacks to, `max_cells` the cells that a workbook shows,
    `max_pages` the pages of a PDF file. Nothing else may unpack to more than `max_ratio` times what is stored, and
    archives may lie `max_depth` deep in one another. Workbooks, Word and PDF files are read in a process of their own:
    `max_seconds` bounds its time for one file, `max_memory` its bytes of memory. `encoding` overrides what is found by
    looking. `public_archive` adds to the `snapshot` of each page of a WARC a link to a public web archive, which nobody
    asks whether it has the page. `parser` chooses who parses pages; lexbor is seven times as fast. `sites` are the rows
    for pages of known sites: None stands for the built-in ones, an empty tuple switches them off. `notice` is called
    with one sentence for what is left aside on purpose, such as pictures in a folder.
    """

    columns: Mapping[str, str] = _AS_THEY_ARE
    max_bytes: int = 64 * MEBIBYTE
    max_line_bytes: int = 64 * MEBIBYTE
    max_unpacked_bytes: int = 512 * MEBIBYTE
    max_cells: int = 1_000_000
    max_pages: int = 5_000
    max_ratio: int = 200
    max_depth: int = 3
    max_seconds: float = 60
    max_memory: int = 1024 * MEBIBYTE
    encoding: str = ""
    public_archive: bool = False
    parser: Parser = "lexbor"
    sites: tuple[Site, ...] | None = None
    notice: Callable[[str], None] = silent

    __hash__ = None  # type: ignore[assignment]  # columns are a mapping

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReadOptions) and vars(self) == vars(other)

    def _check(self) -> None:
        unknown = sorted(set(self.columns) - set(COLUMNS))
        if unknown:
            raise UsageError(f"no column is called {', '.join(unknown)}; a table's columns are {', '.join(COLUMNS)}")
        self._check_limits()
        if self.encoding:
            _check_encoding(self.encoding)

    def _check_limits(self) -> None:
        for name in (name for name in self.fields() if name.startswith("max_")):
            if getattr(self, name) < (least := 0.1 if name == "max_seconds" else 1):
                raise UsageError(f"{name} must be at least {least}")

    def site_rows(self) -> tuple[Site, ...]:
        """The rows of sites that pages are read by."""
        if self.sites is not None:
            return self.sites
        from patterns import sites

        return sites()

    def column(self, name: str) -> str:
        """The name that a table of this run gives to one of COLUMNS."""
        return self.columns.get(name, name)


def _check_encoding(encoding: str) -> None:
    try:
        known = isinstance("".encode(encoding), bytes)
    except LookupError:
        known = False
    if not known:
        raise UsageError(f"Python knows no text encoding {encoding!r}; try utf-8, utf-16 or windows-1258")
