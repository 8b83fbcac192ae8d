"""What a file is by what such files begin with: for saying why it was not read, or for reading it as what it is."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["OPENING", "begins_page", "what_it_is"]

OPENING: Final = 1024  # bytes that tell what a file is

_PICTURE: Final = "a picture ({0}); of a scan make text first (OCR)"
_NAMED: Final = "a {0} file by its bytes, but not by its name; name it {1}"
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", _PICTURE.format("JPEG")),
    (b"\x89PNG\r\n", _PICTURE.format("PNG")),
    (b"GIF8", _PICTURE.format("GIF")),
    (b"II*\0", _PICTURE.format("TIFF")),
    (b"MM\0*", _PICTURE.format("TIFF")),
    (b"%PDF-", _NAMED.format("PDF", ".pdf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _NAMED.format("Word or Excel 97", ".doc or .xls")),
    (b"PK\x03\x04", _NAMED.format("packed", ".docx, .xlsx, .ods or .zip, as it is")),
    (b"\x1f\x8b", _NAMED.format("gzip", ".gz, behind the name of what is packed")),
    (b"PAR1", _NAMED.format("Parquet", ".parquet")),
    (b"SQLite format 3\0", "a SQLite database; export the table of articles to CSV or JSONL"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
)

_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|(?:html|head|title|meta|body|table|style|div|p|h[1-6]|center|font|span)\b)"
    rb"|(?:[\w-]+:[^\n]*\n)*MIME-Version:",
    re.IGNORECASE | re.DOTALL,
)


def what_it_is(raw: bytes) -> str:
    """What the bytes are, as the end of a sentence that begins "it is"; empty where that is not known."""
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return _PICTURE.format("WebP")
    if raw[4:8] == b"ftyp":
        return "a film, or a picture of a telephone (HEIC)"
    return next((what for signature, what in _SIGNATURES if raw.startswith(signature)), "")


def begins_page(raw: bytes) -> bool:
    """Whether the bytes begin as web pages do, or as what browsers save of them."""
    return _PAGE.match(raw.removeprefix(b"\xef\xbb\xbf")) is not None
