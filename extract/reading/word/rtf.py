"""RTF files: paragraphs, headings and tables, then notes; headers, footers, deleted and hidden text are left out."""

from __future__ import annotations

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import contents
from extract.reading.identity import digest
from extract.reading.legacy import recover
from extract.reading.options import ReadOptions
from extract.reading.parts import laid
from extract.reading.paths import Source
from extract.reading.word.rtf_text import RtfText
from extract.reading.word.rtf_tokens import tokens

RTF = "application/rtf"


def read_rtf(source: Source, options: ReadOptions) -> Document:
    """An RTF file as a document; raises ReadingError for what is no RTF, or nested beyond all measure."""
    stored, content = contents(source, options.max_bytes)
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise ReadingError("the file is no RTF: it does not begin with {\\rtf")
    text = RtfText()
    for token in tokens(content):
        text.take(token)
    read = laid(text.parts())
    return Document(
        id="", source=source.label, text=read.text, blocks=read.blocks, tables=read.tables, media_type=RTF,
        title=recover(text.stated("title")).text, author=recover(text.stated("author")).text,
        encoding=read.encoding, sha256=digest(stored), warnings=read.warnings, outcome="ok" if read.text else "no_text",
        error="" if read.text else f"{source.label}: the file holds no text",
    )  # fmt: skip
