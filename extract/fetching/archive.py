"""The WARC files: WARC 1.1, each record a gzip member of its own, appended and never changed.

What went over the wire is kept: the request, and the answer's head and body, the body as `Content-Encoding` coded it.
Only the transfer coding is undone, as the digests ask for; its header is kept as `X-Archive-Orig-Transfer-Encoding`.
A page that did not change since its last snapshot gives a revisit record.
"""

from __future__ import annotations

import os
import re
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.errors import DatasetError
from extract.fetching.connection import Exchange

SEGMENT_BYTES: Final = 1 << 30
NAME: Final = re.compile(r"trich-(\d{6})\.warc\.gz")
VERSION: Final = "1.1"
_PROFILE: Final = "http://netpreserve.org/warc/1.1/revisit/"
_TRANSFER: Final = "transfer-encoding"


class Place(NamedTuple):
    """Where a record lies: the file, the first byte and the number of bytes of its pair; its digest and id."""

    file: str
    offset: int
    length: int
    digest: str
    record: str


class Answer(NamedTuple):
    """An answer to keep: when it came, what went over the wire, and its body as it was coded."""

    address: str
    retrieved: str
    exchange: Exchange
    body: bytes


def payload_digest(body: bytes) -> str:
    """The digest that WARC files name a payload by."""
    return f"sha1:{b32encode(sha1(body, usedforsecurity=False).digest()).decode('ascii')}"


def now() -> str:
    """The time as WARC 1.1 writes it, to the microsecond."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Archive:
    """The WARC files of a folder, of which `lengths` are whole; what was torn behind them is cut off.

    Raises DatasetError where a file is shorter than it was.
    """

    def __init__(self, folder: Path, lengths: Mapping[str, int], agent: str, *, most: int = SEGMENT_BYTES) -> None:
        self._folder, self._agent, self._most = folder, agent, most
        self._number = max((int(found[1]) for name in lengths if (found := NAME.fullmatch(name))), default=0)
        for name, length in lengths.items():
            _cut(folder / name, length)
        self._file: Any = None
        self.name = ""
        if self._number and lengths[self._name(self._number)] < most:
            self._open(self._number)

    def write(self, answer: Answer, before: Mapping[str, Any] | None = None, *, unchanged: str = "") -> Place:
        """Append an answer and its request, to the disk; `unchanged` names the profile of a revisit of `before`."""
        if self._file is None or self._file.tell() >= self._most:
            self._open(self._number + 1)
        offset = self._file.tell()
        writer = WARCWriter(self._file, gzip=True, warc_version=VERSION)
        response = _response(writer, answer, before, unchanged)
        request = _request(writer, answer)
        writer.write_request_response_pair(request, response)
        self._flush()
        headers = response.rec_headers
        digest = headers.get_header("WARC-Payload-Digest") or ""
        return Place(self.name, offset, self._file.tell() - offset, digest, headers.get_header("WARC-Record-ID"))

    def close(self) -> None:
        """Close the file that is open."""
        if self._file is not None:
            self._file.close()

    def _name(self, number: int) -> str:
        return f"trich-{number:06}.warc.gz"

    def _open(self, number: int) -> None:
        self.close()
        self._number, self.name = number, self._name(number)
        path = self._folder / self.name
        self._file = path.open("ab")
        if self._file.tell():
            return
        writer = WARCWriter(self._file, gzip=True, warc_version=VERSION)
        told = {"software": self._agent.partition(" ")[0], "format": "WARC File Format 1.1", "robots": "obey"}
        told["http-header-user-agent"] = self._agent
        writer.write_record(writer.create_warcinfo_record(self.name, told))
        self._flush()
        _flush_folder(self._folder)

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def _cut(path: Path, length: int) -> None:
    try:
        size = path.stat().st_size
        if size > length:
            os.truncate(path, length)
    except OSError as problem:
        raise DatasetError(f"{path}: the ledger knows this file, and it cannot be read: {problem.strerror}") from None
    if size < length:
        raise DatasetError(f"{path}: {size} bytes long, but {length} were stored; put the whole file back")


def _flush_folder(folder: Path) -> None:
    """Make sure that the file's name is on the disk too, where the system lets folders be flushed."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _response(writer: WARCWriter, answer: Answer, before: Mapping[str, Any] | None, unchanged: str) -> ArcWarcRecord:
    headers = {"WARC-Date": answer.retrieved}
    if answer.exchange.peer:
        headers["WARC-IP-Address"] = answer.exchange.peer
    head = _head(answer.exchange.head)
    if before is None or not unchanged:
        headers["WARC-Payload-Digest"] = payload_digest(answer.body)
        return writer.create_warc_record(
            answer.address, "response", payload=BytesIO(answer.body), length=len(answer.body), http_headers=head,
            warc_headers_dict=headers,
        )  # fmt: skip
    headers |= {
        "WARC-Profile": _PROFILE + unchanged, "WARC-Payload-Digest": before["digest"],
        "WARC-Refers-To": before["record"], "WARC-Refers-To-Target-URI": answer.address,
        "WARC-Refers-To-Date": before["retrieved"],
    }  # fmt: skip
    return writer.create_warc_record(answer.address, "revisit", http_headers=head, warc_headers_dict=headers)


def _request(writer: WARCWriter, answer: Answer) -> ArcWarcRecord:
    line, headers = _lines(answer.exchange.sent)
    head = StatusAndHeaders(line, headers, protocol="", is_http_request=True)
    return writer.create_warc_record(
        answer.address, "request", payload=BytesIO(), length=0, http_headers=head,
        warc_headers_dict={"WARC-Date": answer.retrieved},
    )  # fmt: skip


def _head(head: bytes) -> StatusAndHeaders:
    line, headers = _lines(head)
    protocol, _, status = line.partition(" ")
    kept = [(f"X-Archive-Orig-{name}" if name.lower() == _TRANSFER else name, value) for name, value in headers]
    return StatusAndHeaders(status or "000", kept, protocol=protocol or "HTTP/1.1")


def _lines(head: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The first line of a head and its headers in their order, as they were spelled."""
    first, *rest = head.decode("latin-1").replace("\r\n", "\n").rstrip("\n").split("\n")
    headers: list[tuple[str, str]] = []
    for line in rest:
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    return first, headers
