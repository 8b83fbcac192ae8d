"""Word 97-2003 files (.doc): paragraphs, headings, lists and tables of the body, then the foot notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extract.errors import ReadingError
from extract.model import Document, Role
from extract.reading.files import contents
from extract.reading.options import ReadOptions
from extract.reading.papers import Kind, paper
from extract.reading.parts import Paragraph, Part
from extract.reading.paths import Source
from extract.reading.word.compound import SIGNATURE
from extract.reading.word.doc_file import DocFile, Properties
from extract.reading.word.rows import Row, RowCell, grid
from extract.reading.word.summary import stated

DOC: Final = "application/msword"

_CELL: Final = "\x07"
_END: Final = re.compile("[\r\x07\x0c]")
_FIELD: Final = re.compile("\x13[^\x13-\x15]*\x14|\x13[^\x13-\x15]*\x15|\x15")  # its code, not its result
_CHARACTERS: Final = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "\u2011", "\x1f": "\u00ad", "\0": None})
_MARKS: Final = re.compile("[\x01-\x08\x0c\x13-\x15]")  # anchors of pictures, notes and the like
_FROM_RIGHT, _FROM_ABOVE, _TOP = 0x0002, 0x0020, 0x0040


def read_doc(source: Source, options: ReadOptions) -> Document:
    """A .doc file as a document; raises ReadingError where it is damaged, encrypted, or older than Word 97."""
    stored, content = contents(source, options.max_bytes)
    if not content.startswith(SIGNATURE):
        raise ReadingError(
            "the file is no Word 97-2003 file; give it the suffix of what it is (.rtf, .docx, .html, .txt)"
        )
    file = DocFile(content)
    return paper(source, stored, list(_parts(file)), Kind(DOC), stated(file.compound))


def _parts(file: DocFile) -> Iterator[Part]:
    text = file.text()
    body = file.counts[0]
    yield from _Body(file).parts(text[:body])
    for number, note in enumerate(_END.split(text[body : body + file.counts[1]]), 1):
        yield Paragraph(_readable(note), locator=f"footnote {number}")


class _Body:
    """The paragraphs and tables of the body; counts them from 1."""

    def __init__(self, file: DocFile) -> None:
        self._file = file
        self._cells: list[str] = []
        self._lines: list[str] = []
        self._rows: list[Row] = []
        self._tables = 0

    def parts(self, text: str) -> Iterator[Part]:
        """The body's parts; a cell ends with a mark of its own, and a row with one more."""
        start = paragraphs = 0
        for end in _END.finditer(text):
            own = self._file.properties(end.start())
            line, start = _readable(text[start : end.start()]), end.end()
            if own.in_table or own.row_end or (end.group() == _CELL):
                self._take(line, end.group() == _CELL, own)
                continue
            yield from self._table()
            paragraphs += 1
            yield Paragraph(line, _role(own), f"paragraph {paragraphs}")
        yield from self._table()
        yield Paragraph(_readable(text[start:]), locator=f"paragraph {paragraphs + 1}")

    def _take(self, line: str, ends_cell: bool, own: Properties) -> None:
        if own.row_end:
            self._rows.append(_row(self._cells, own))
            self._cells, self._lines = [], []
            return
        self._lines.append(line)
        if ends_cell:
            self._cells.append("\n".join(one for one in self._lines if one.strip()))
            self._lines = []

    def _table(self) -> Iterator[Part]:
        if self._cells or self._lines:  # a row whose end the file does not mark
            self._rows.append(_row([*self._cells, *self._lines], Properties()))
            self._cells, self._lines = [], []
        if self._rows:
            self._tables += 1
            yield grid(self._rows, f"table {self._tables}")
            self._rows = []


def _role(own: Properties) -> Role:
    return "heading" if own.heading else "list" if own.is_list else "paragraph"


def _row(texts: list[str], own: Properties) -> Row:
    left = own.borders[0] if own.borders else 0
    rights = list(own.borders[1 : len(texts) + 1])
    while len(rights) < len(texts):
        rights.append((rights[-1] if rights else left) + 1440)
    flags = [*own.merges, *[0] * len(texts)]
    cells = tuple(
        RowCell(text, right, bool(flag & _FROM_ABOVE and not flag & _TOP), bool(flag & _FROM_RIGHT))
        for text, right, flag in zip(texts, rights, flags, strict=False)
    )
    return Row(left, cells, own.header_row)


def _readable(text: str) -> str:
    """Characters as a reader sees them: results of fields, no marks."""
    for _ in range(8):  # fields stand in fields
        shorter = _FIELD.sub("", text)
        if shorter == text:
            break
        text = shorter
    return _MARKS.sub("", text.translate(_CHARACTERS))
