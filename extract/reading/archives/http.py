"""What a server answered, as a WARC keeps it: status, headers, and the payload with its encodings taken off."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from extract.errors import ReadingError
from extract.reading.allowance import Allowance
from extract.reading.files import mebibytes
from extract.reading.unpacking import unpacked

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b ?([^\r\n]{0,80})")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1024})?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class Reply(NamedTuple):
    """A server's reply: `status` 0 where none is written, headers by their names in small letters, its body as it was
    stored."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type in small letters, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that is named with the media type; empty where none is."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""


def reply(block: bytes) -> Reply:
    """The reply in a record's block; raises ReadingError where it is none."""
    status = _STATUS.match(block)
    if status is None:
        raise ReadingError("the record holds no HTTP reply")
    end = _END_OF_HEAD.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Reply(int(status[1]), status[2].decode("latin-1").strip(), headers, body)


def payload(answer: Reply, limit: int, ratio: int) -> bytes:
    """The body with chunks joined and compression taken off; raises ReadingError where that is not possible within
    limits. Many archives keep the headers of what they have long taken off: such a body is taken as it is."""
    body = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body = joined(body)
    encodings = answer.headers.get("content-encoding", "").lower().split(",")
    for encoding in reversed([one.strip() for one in encodings]):
        if encoding in ("", "identity", "utf-8", "none"):
            continue
        if encoding not in _DECODERS:
            raise ReadingError(f"its content encoding {encoding[:40]!r} is not read; known are {', '.join(_DECODERS)}")
        if body.lstrip()[:1] != b"<":
            body = _DECODERS[encoding](body, limit, ratio)
    return body


def joined(body: bytes) -> bytes:
    """Chunks joined; a body that is not in chunks as it is, and one that is cut off as far as it goes."""
    pieces: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        size = int(chunk[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[chunk.end() : chunk.end() + size])
        at = chunk.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(pieces) if pieces and at >= len(body) else body


def _gzip(body: bytes, limit: int, ratio: int) -> bytes:
    return _within(unpacked(io.BytesIO(body), "gz", Allowance(ratio)).read(limit + 1), limit)


def _deflate(body: bytes, limit: int, ratio: int) -> bytes:
    for wbits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # servers send either, whatever the standard says
        try:
            return _within(zlib.decompressobj(wbits).decompress(body, limit + 1), limit)
        except zlib.error:
            continue
    raise ReadingError("its deflate stream is damaged")


def _brotli(body: bytes, limit: int, ratio: int) -> bytes:
    import brotli

    decompressor, pieces, size = brotli.Decompressor(), [], 0
    allowance = Allowance(ratio, len(body))
    try:
        piece = decompressor.process(body, output_buffer_limit=1 << 20)
        while True:
            allowance.take(len(piece))
            size += len(piece)
            pieces.append(piece)
            if decompressor.is_finished() or size > limit or (not piece and decompressor.can_accept_more_data()):
                break
            piece = decompressor.process(b"", output_buffer_limit=1 << 20)
    except brotli.error:
        raise ReadingError("its brotli stream is damaged") from None
    if not decompressor.is_finished() and size <= limit:
        raise ReadingError("its brotli stream ends before its end mark")
    return _within(b"".join(pieces), limit)


def _within(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        raise ReadingError(f"it unpacks to more than {mebibytes(limit)}; raise --max-bytes to read it")
    return content


_DECODERS: Final[Mapping[str, Callable[[bytes, int, int], bytes]]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli,
}  # fmt: skip
