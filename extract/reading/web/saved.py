"""Pages as browsers save them: in one file with their pictures (MHTML), or with a comment that says from where."""

from __future__ import annotations

import binascii
import quopri
import re
from typing import Final, NamedTuple

from extract.errors import ReadingError

HEADERS: Final = 16_384  # bytes in which the headers of a file or part end
MOST_PARTS: Final = 10_000
_FROM: Final = re.compile(rb"<!--\s*saved from url=\(\d{4}\)(https?://[^\s\"'<>]{1,2000})\s*-->", re.IGNORECASE)
_BEGIN: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?MIME-Version:", re.IGNORECASE)
_BOUNDARY: Final = re.compile(rb"boundary=\"?([^\s\";]{1,200})", re.IGNORECASE)
_END: Final = re.compile(rb"\r?\n\r?\n")


class Saved(NamedTuple):
    """The page itself, the address that it was saved from, and the charset that is told of it."""

    page: bytes
    url: str = ""
    charset: str = ""


def saved(raw: bytes) -> Saved:
    """A page out of what a browser saved; the bytes as they are where nobody says that one did. Raises ReadingError for
    a file of parts without a page."""
    if _BEGIN.match(raw[:HEADERS]):
        return _of_parts(raw)
    found = _FROM.search(raw, 0, HEADERS)
    return Saved(raw, found[1].decode("ascii", "replace") if found else "")


def _of_parts(raw: bytes) -> Saved:
    head, body = _split(raw)
    boundary = _BOUNDARY.search(head)
    parts = body.split(b"--" + boundary[1], MOST_PARTS)[1:] if boundary else [raw]
    for part in parts:
        above, content = _split(part.lstrip(b"\r\n"))
        if b"text/html" in _header(above, b"Content-Type").lower():
            place = _header(head, b"Snapshot-Content-Location") or _header(above, b"Content-Location")
            url = place.decode("ascii", "replace") if place.startswith((b"http://", b"https://")) else ""
            charset = re.search(rb"charset=\"?([\w-]+)", _header(above, b"Content-Type"))
            return Saved(_decoded(above, content), url, charset[1].decode() if charset else "")
    raise ReadingError("the file is mail or a saved page (MHTML), and holds no page")


def _split(part: bytes) -> tuple[bytes, bytes]:
    """The headers of a part, each on one line, and what stands below them."""
    end = _END.search(part, 0, HEADERS)
    if end is None:
        return b"", part
    return re.sub(rb"\r?\n[ \t]+", b" ", part[: end.start()]), part[end.end() :]


def _header(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"^%s:[ \t]*([^\r\n]*)" % name, head, re.IGNORECASE | re.MULTILINE)
    return found[1].strip() if found else b""


def _decoded(head: bytes, content: bytes) -> bytes:
    coding = _header(head, b"Content-Transfer-Encoding").lower()
    try:
        if coding == b"quoted-printable":
            return quopri.decodestring(content)
        return binascii.a2b_base64(content) if coding == b"base64" else content
    except binascii.Error as problem:
        raise ReadingError(f"the saved page is damaged: {problem}") from None
