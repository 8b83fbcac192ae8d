"""Which reader reads which kind of file; each is imported when the first file of its kind is met."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from extract.model import Document
from extract.reading.calling import documents
from extract.reading.files import held, is_stream
from extract.reading.options import ReadOptions
from extract.reading.paths import FileKind, Source

READERS: Final[dict[FileKind, str]] = {
    "text": "extract.reading.texts:read_text",
    "page": "extract.reading.web.pages:read_page",
    "json": "extract.reading.json_articles:read_json",
    "jsonl": "extract.reading.json_articles:read_jsonl",
    "standard input": "extract.reading.json_articles:read_jsonl",
    "csv": "extract.reading.csv_articles:read_csv",
    "parquet": "extract.reading.parquet_articles:read_parquet",
    "workbook": "extract.reading.sheets.workbook:read_workbook",
    "docx": "extract.reading.word.docx:read_docx",
    "rtf": "extract.reading.word.rtf:read_rtf",
    "doc": "extract.reading.word.doc:read_doc",
    "pdf": "extract.reading.pdf.document:read_pdf",
}
CONFINED: Final[frozenset[FileKind]] = frozenset(
    ("workbook", "docx", "rtf", "doc", "pdf")
)  # read in a process of their own


def read_source(source: Source, options: ReadOptions) -> Iterable[Document]:
    """The documents of a source; raises ReadingError where it cannot be read."""
    if source.kind not in CONFINED and source.known:
        return documents(READERS[source.kind], source, options)
    from extract.reading.confined import confined
    from extract.reading.disguises import said, true_kind

    source = held(source, options.max_bytes)
    kind = source.kind if is_stream(source) else true_kind(source, options)
    read = (confined if kind in CONFINED else documents)(READERS[kind], source, options)
    return read if kind == source.kind or not source.known else said(read, kind)
