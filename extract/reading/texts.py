"""Plain text files: the whole file is the text, to the last character."""

from __future__ import annotations

from typing import Final

from extract.model import Document
from extract.reading.decoding import decode
from extract.reading.files import contents
from extract.reading.identity import digest
from extract.reading.options import ReadOptions
from extract.reading.paths import Source

PLAIN: Final = "text/plain"
MARKDOWN: Final = "text/markdown"


def read_text(source: Source, options: ReadOptions) -> Document:
    """A text file as a document; raises ReadingError where it cannot be opened, is too long, or is no text."""
    stored, raw = contents(source, options.max_bytes)
    decoded = decode(raw, options.encoding)
    written = bool(decoded.text.strip())
    return Document(
        id="", source=source.label, text=decoded.text, encoding=decoded.encoding, sha256=digest(stored),
        media_type=MARKDOWN if source.path.lower().removesuffix(".gz").endswith(".md") else PLAIN,
        outcome="ok" if written else "no_text", error="" if written else f"{source.label}: the file holds no text",
        warnings=decoded.warnings,
    )  # fmt: skip
