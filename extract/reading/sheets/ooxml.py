"""Workbooks of Excel since 2007 (.xlsx, .xlsm): the parts of the package read as streams, cell by cell.

openpyxl keeps an object for every cell and tells merged ranges only where it may not be bounded; calamine tells neither
number formats nor indents and lays a sheet out whole, so that two cells in far corners end the process. So the few
elements that matter are read here: nothing is kept but what a cell shows, and what is too much is given up.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.packages import member
from extract.reading.sheets.cells import Sheet, SheetCell, Span, merged
from extract.reading.sheets.formats import shown
from extract.reading.sheets.limits import Budget
from extract.reading.sheets.references import cell_place, span_of
from extract.reading.sheets.styles import PLAIN, Style, styles

_OFFICE: Final = "officeDocument"
_MAX_SPANS: Final = 100_000
_MAX_COLUMN: Final = 16_384


class _Part(NamedTuple):
    """The target and the type of a relation of a package."""

    target: str
    kind: str


def sheets(content: bytes, budget: Budget) -> Iterator[Sheet]:
    """The sheets of a workbook that are shown; raises ReadingError where it cannot be read or is beyond the limits."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from _Workbook(package, budget).sheets()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise ReadingError(f"the workbook's package is damaged: {problem}") from None
    except RuntimeError as problem:  # what zipfile raises for an encrypted member
        raise ReadingError(f"the workbook cannot be unpacked: {problem}") from None
    except etree.XMLSyntaxError as problem:
        raise ReadingError(f"a part of the workbook is no well-formed XML: {problem}") from None


class _Counted(io.RawIOBase):
    """A member of the package as a stream that counts what it unpacks to, and holds no document type."""

    def __init__(self, stream: Any, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._tail = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._stream.read(len(buffer))
        self._budget.bytes(len(chunk))
        if b"<!DOCTYPE" in self._tail + chunk or b"<!ENTITY" in self._tail + chunk:
            raise ReadingError("a part of the workbook defines entities, which no workbook may; it is not read")
        self._tail = chunk[-10:]
        buffer[: len(chunk)] = chunk
        return len(chunk)


class _Workbook:
    """An opened package: its relations, its shared strings and its styles."""

    def __init__(self, package: zipfile.ZipFile, budget: Budget) -> None:
        self._package = package
        self._budget = budget
        self._names = {name.lower().lstrip("/"): name for name in package.namelist()}
        root = next((part.target for part in self._relations("").values() if part.kind == _OFFICE), "xl/workbook.xml")
        self._main = root
        self._parts = self._relations(root)
        self._strings = tuple(self._shared())
        self._styles = self._read_styles()
        self._since_1904 = False

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that are shown, in the order of the workbook."""
        found: list[tuple[str, str, str]] = []
        for element in self._elements(self._main, ("workbookPr", "sheet")):
            if _name(element) == "workbookPr":
                self._since_1904 = element.get("date1904") in ("1", "true")
            else:
                found.append((element.get("name", ""), _relation_id(element), element.get("state", "visible")))
        if not found:
            raise ReadingError("the file is no workbook: it lists no sheets")
        for name, relation, state in found:
            part = self._parts.get(relation)
            if state != "visible":
                self._budget.hide(name)
            elif part and part.kind == "worksheet":
                yield self._sheet(name, part.target)

    def _sheet(self, name: str, part: str) -> Sheet:
        cells: list[SheetCell] = []
        spans: list[Span] = []
        columns: set[int] = set()
        hidden = 0
        for element in self._elements(part, ("col", "row", "mergeCell")):
            kind = _name(element)
            if kind == "col" and element.get("hidden") in ("1", "true"):
                columns.update(_columns(element))
            elif kind == "mergeCell" and len(spans) < _MAX_SPANS and (span := span_of(element.get("ref", ""))):
                spans.append(span)
            elif kind == "row":
                row = cells[-1].row + 1 if cells else 0
                read = list(self._row(element, row))
                if element.get("hidden") in ("1", "true"):
                    hidden += len(read)
                else:
                    seen = [cell for cell in read if cell.column not in columns or _is_title(cell, read)]
                    hidden += len(read) - len(seen)
                    cells += seen
        cells.sort(key=lambda cell: (cell.row, cell.column))
        return Sheet(name, merged(cells, spans), hidden)

    def _row(self, element: Any, row: int) -> Iterator[SheetCell]:
        if (element.get("r") or "").isdecimal():
            row = int(element.get("r")) - 1
        column = -1
        across: SheetCell | None = None
        for child in element:
            if _name(child) != "c":
                continue
            here = cell_place(child.get("r") or "")
            row, column = here or (row, column + 1)
            style = self._style(child.get("s"))
            text, stored = self._shown(child, style)
            if across and not text and style.across:
                across = across._replace(columns=column - across.column + 1)
                continue
            if across:
                yield across
            across = None
            if not text:
                continue
            cell = SheetCell(row, column, text, stored, indent=style.indent, strong=style.strong)
            self._budget.cell(cell)
            if style.across and not stored:
                across = cell
            else:
                yield cell
        if across:
            yield across

    def _style(self, index: str | None) -> Style:
        number = int(index) if index and index.isdecimal() else 0
        return self._styles[number] if number < len(self._styles) else PLAIN

    def _shown(self, cell: Any, style: Style) -> tuple[str, str]:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell), ""
        value = next((child.text or "" for child in cell if _name(child) == "v"), "")
        if kind == "s":
            known = value.isdecimal() and int(value) < len(self._strings)
            return (self._strings[int(value)] if known else ""), ""
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE"), ""
        if kind != "n" or not value:
            return value, ""
        try:
            return shown(float(value), style.code, since_1904=self._since_1904)
        except ValueError:
            return value, ""

    # -- parts of the package -----------------------------------------------------------------------------------------

    def _shared(self) -> Iterator[str]:
        part = self._of_kind("sharedStrings")
        for element in self._elements(part, ("si",)) if part else ():
            yield _text(element)

    def _read_styles(self) -> tuple[Style, ...]:
        part = self._of_kind("styles")
        return styles(self._elements(part, ("numFmt", "font", "xf"))) if part else ()

    def _of_kind(self, kind: str) -> str:
        return next((part.target for part in self._parts.values() if part.kind == kind), "")

    def _relations(self, part: str) -> dict[str, _Part]:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations.lower() not in self._names:
            return {}
        return {
            element.get("Id", ""): _Part(
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
                element.get("Type", "").rpartition("/")[2],
            )
            for element in self._elements(relations, ("Relationship",))
            if element.get("TargetMode") != "External"
        }

    def _elements(self, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
        """The elements of these names in a part, each whole; what has been looked at is let go."""
        from lxml import etree

        name = self._names.get(part.lower())
        if name is None:
            raise ReadingError(f"the workbook's package lacks the part {part}")
        with member(self._package, name) as stored:
            stream: BinaryIO = io.BufferedReader(_Counted(stored, self._budget), 1 << 16)
            parsed = etree.iterparse(
                stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True,
                load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for _, element in parsed:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _is_title(cell: SheetCell, row: list[SheetCell]) -> bool:
    """Whether a cell is a text alone in its row: titles are kept though their column is hidden."""
    return len(row) == 1 and not cell.stored


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    """The text of a string, without the phonetic guides that some scripts have."""
    texts = (child for child in element.iter() if _name(child) == "t" and _name(child.getparent()) != "rPh")
    return "".join(child.text or "" for child in texts)


def _relation_id(element: Any) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")


def _columns(element: Any) -> range:
    first, last = element.get("min", ""), element.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first) - 1, min(int(last), _MAX_COLUMN))
