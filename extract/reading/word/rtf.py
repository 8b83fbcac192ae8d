"""RTF files: paragraphs, headings and tables, then notes; headers, footers, deleted and hidden text are left out."""

from __future__ import annotations

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import contents
from extract.reading.options import ReadOptions
from extract.reading.papers import Kind, Stated, paper
from extract.reading.paths import Source
from extract.reading.word.rtf_text import RtfText
from extract.reading.word.rtf_tokens import tokens

RTF = "application/rtf"


def read_rtf(source: Source, options: ReadOptions) -> Document:
    """An RTF file as a document; raises ReadingError for what is no RTF, or nested beyond all measure."""
    stored, content = contents(source, options.max_bytes)
    content = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not content.startswith(b"{\\rtf"):
        raise ReadingError("the file is no RTF: it does not begin with {\\rtf")
    text = RtfText()
    for token in tokens(content):
        text.take(token)
    return paper(source, stored, text.parts(), Kind(RTF), Stated(text.stated("title"), text.stated("author")))
