"""Word files since 2007 (.docx): paragraphs, headings, lists and tables of the body, then its notes.

Left out are headers and footers, deleted and hidden text, comments, and numbers that Word makes itself (of lists and
notes). Text boxes follow the paragraph they are anchored in. Only the few parts that hold text are unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import contents
from extract.reading.options import ReadOptions
from extract.reading.papers import Kind, Stated, paper
from extract.reading.parts import Paragraph, Part
from extract.reading.paths import Source
from extract.reading.word.package import Package
from extract.reading.word.styles import Styles, child, name_of, switched_on, value
from extract.reading.word.tables import grid

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_LEFT_OUT: Final = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr", "comment"))
_BREAKS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTE_MARKS: Final = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_docx(source: Source, options: ReadOptions) -> Document:
    """A Word file as a document; raises ReadingError where it is damaged, encrypted or beyond the limits."""
    stored, content = contents(source, options.max_bytes)
    with Package(content, options.max_unpacked_bytes) as package:
        root = package.part("word/document.xml")
        body = child(root, "body") if root is not None else None
        if body is None:
            raise ReadingError("the file is no Word document: it has no body")
        styles = Styles(package.part("word/styles.xml"))
        parts = [*_Reader(styles).parts(body), *_notes(package, styles)]
        core = package.part("docProps/core.xml")
    stated = {name_of(one): one.text or "" for one in core} if core is not None else {}
    about = Stated(stated.get("title", ""), stated.get("creator", ""), stated.get("modified", ""))
    return paper(source, stored, parts, Kind(DOCX, "utf-8"), about)


class _Reader:
    """Reads the body of a file; counts its paragraphs and tables, from 1, as a person would."""

    def __init__(self, styles: Styles, prefix: str = "") -> None:
        self._styles = styles
        self._prefix = prefix
        self._paragraphs = 0
        self._tables = 0

    def parts(self, container: Any) -> Iterator[Part]:
        """The paragraphs and tables directly in a container, or in what merely wraps them."""
        for element in container:
            kind = name_of(element)
            if kind == "p":
                self._paragraphs += 1
                yield from self._paragraph(element, f"{self._prefix}paragraph {self._paragraphs}")
            elif kind == "tbl":
                self._tables += 1
                yield grid(element, f"{self._prefix}table {self._tables}", _cell_text)
            elif kind not in _LEFT_OUT:
                yield from self.parts(element)

    def _paragraph(self, element: Any, locator: str) -> Iterator[Part]:
        boxes: list[Any] = []
        text = "".join(_strings(element, boxes))
        yield Paragraph(text, self._styles.role(child(element, "pPr")), locator)
        for number, box in enumerate(boxes, 1):
            yield from _Reader(self._styles, f"{locator} text box {number} ").parts(box)


def _cell_text(cell: Any) -> str:
    """All paragraphs of a cell, those of tables and text boxes inside it too, each on a line of its own."""
    waiting, lines = [cell], []
    while waiting:
        boxes: list[Any] = []
        lines += ["".join(_strings(one, boxes)) for one in _paragraphs(waiting.pop(0))]
        waiting += boxes
    return "\n".join(line for line in lines if line.strip())


def _paragraphs(container: Any) -> Iterator[Any]:
    stack = [container]
    while stack:
        element = stack.pop()
        if name_of(element) == "p":
            yield element
        elif name_of(element) not in _LEFT_OUT:
            stack.extend(reversed(element))


def _strings(paragraph: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph's runs, what is deleted or hidden left out; text boxes in it are collected."""
    stack = [paragraph]
    while stack:
        element = stack.pop()
        kind = name_of(element)
        if kind == "t":
            yield element.text or ""
        elif kind in _BREAKS:
            yield _BREAKS[kind]
        elif kind == "txbxContent":
            boxes.append(element)
        elif kind not in _LEFT_OUT and not (kind == "r" and switched_on(child(element, "rPr"), "vanish")):
            stack.extend(reversed(element))


def _notes(package: Package, styles: Styles) -> Iterator[Part]:
    """The foot notes and end notes, behind the body."""
    for kind in ("footnote", "endnote"):
        root = package.part(f"word/{kind}s.xml")
        notes = [] if root is None else [note for note in root if value(note, "type") not in _NOTE_MARKS]
        for number, note in enumerate(notes, 1):
            yield from _Reader(styles, f"{kind} {number} ").parts(note)
