"""Files that are not what their suffix says: a `.doc` that is RTF or a web page, an `.xls` that is an HTML table; and
those whose suffix says nothing.

Portals and older programs make such files, and Word and Excel open them without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import opened
from extract.reading.options import ReadOptions
from extract.reading.paths import FileKind, Source
from extract.reading.signatures import OPENING, begins_page

WORD: Final[frozenset[FileKind]] = frozenset(("doc", "docx", "rtf"))
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES: Final[dict[FileKind, str]] = {
    "page": "a web page", "rtf": "an RTF file", "docx": "a .docx file", "doc": "a .doc file", "pdf": "a PDF file",
}  # fmt: skip


def true_kind(source: Source, options: ReadOptions) -> FileKind:
    """What a Word file, workbook, PDF file or a file of an unknown suffix is by its first bytes; raises ReadingError
    where one of the first is empty."""
    with opened(source, options.max_ratio) as file:
        begins = file.read(OPENING)
    if not begins and source.known:
        raise ReadingError("the file is empty; copy or fetch it anew")
    begins = begins.removeprefix(b"\xef\xbb\xbf")
    if source.kind == "pdf" or not begins:
        return source.kind
    if begins.startswith(b"%PDF-"):
        return "pdf"
    if begins.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if begins_page(begins):
        return "page"
    if source.kind in WORD - {"docx"}:
        return "docx" if begins.startswith(b"PK\x03\x04") else "doc" if begins.startswith(_COMPOUND) else source.kind
    return source.kind


def said(documents: Iterable[Document], kind: FileKind) -> Iterator[Document]:
    """The documents with a warning that the file is of another kind than its name says."""
    for document in documents:
        warning = f"the file is {_NAMES[kind]}, whatever its name says"
        yield document._replace(warnings=(warning, *document.warnings))
