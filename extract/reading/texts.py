"""Plain text files: the whole file is the text, to the last character; lines in dead encodings are decoded."""

from __future__ import annotations

from typing import Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.decoded import Decoded
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
    decoded = _decoded(raw, options.encoding)
    if not options.encoding:
        decoded = _with_codes_read(decoded, raw)
    written = bool(decoded.text.strip())
    return Document(
        id="", source=source.label, text=decoded.text, encoding=decoded.encoding, sha256=digest(stored),
        media_type=MARKDOWN if source.path.lower().removesuffix(f".{source.packing}").endswith(".md") else PLAIN,
        outcome="ok" if written else "no_text", error="" if written else f"{source.label}: the file holds no text",
        warnings=decoded.warnings, blocks=decoded.blocks,
    )  # fmt: skip


def _decoded(raw: bytes, encoding: str) -> Decoded:
    try:
        return decode(raw, encoding)
    except ReadingError as problem:
        from extract.reading.signatures import what_it_is

        what = what_it_is(raw)
        raise ReadingError(f"it is {what}" if what else str(problem)) from None


def _with_codes_read(decoded: Decoded, raw: bytes) -> Decoded:
    """The text with its coded lines read, such as those of a TCVN3 file that somebody saved as UTF-8."""
    if decoded.blocks or decoded.text.isascii():
        return decoded
    from extract.reading.legacy.lines import recovered_lines

    width = decoded.encoding.replace("utf-16", "utf-16-le").replace("utf-32", "utf-32-le")
    mark = len(raw) - len(decoded.text.encode(width, "replace"))
    recovered = recovered_lines(decoded.text, lambda line: len(line.encode(width, "replace")), max(0, mark))
    if recovered is None:
        return decoded
    encoding = f"{decoded.encoding}, {recovered.encoding}"
    return recovered._replace(encoding=encoding, warnings=(*decoded.warnings, *recovered.warnings))
