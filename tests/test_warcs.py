"""WARC archives: pages with address, day and place; what gives no document is a row; what is damaged costs itself
only."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from base64 import b32encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.model import Document
from extract.reading import ReadOptions, read

TEXT = "Năm 2023, tỉnh có 1.200 tổ công nghệ số. Trong đó 85% ở xã, còn lại ở phường và thị trấn của tỉnh."
DATE = "2024-01-05T02:03:04Z"


def page(number: int = 1) -> bytes:
    return (
        f"<html><head><title>Bài {number}</title></head><body><article><h1>Bài {number}</h1>"
        f"<p>{TEXT} Bài {number}.</p></article></body></html>"
    ).encode()


def http(body: bytes, *headers: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def record(block: bytes, kind: str = "response", number: int = 1, length: int | None = None, extra: str = "") -> bytes:
    """A record; `length` is the one it claims to have."""
    said = "application/http; msgtype=response" if kind in ("response", "revisit") else "text/plain"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://bao.example/{number}.html\r\n"
        f"WARC-Date: {DATE}\r\nContent-Type: {said}\r\n{extra}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def written(path: Path, *records: bytes) -> Path:
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    return path


def documents(*inputs: Path, **options: Any) -> list[Document]:
    return list(read([str(path) for path in inputs], ReadOptions(**options)))


NAMES = pytest.mark.parametrize("name", ["trang.warc", "trang.warc.gz"])


@NAMES
def test_a_page_has_address_day_and_place(tmp_path: Path, name: str) -> None:
    first = record(b"software: x", "warcinfo")
    notices: list[str] = []
    path = written(tmp_path / name, first, record(http(page())), record(b"GET / HTTP/1.1", "request"))
    (document,) = documents(path, notice=notices.append)
    offset = len(gzip.compress(first) if name.endswith(".gz") else first)
    digest = b32encode(hashlib.sha1(page(), usedforsecurity=False).digest()).decode()
    assert document.snapshot == f"{name};offset={offset};sha1:{digest}"
    assert (document.url, document.retrieved) == ("https://bao.example/1.html", DATE)
    assert (document.source, document.title, document.outcome) == (f"{path}#offset={offset}", "Bài 1", "ok")
    assert TEXT in document.text
    assert notices == [f"{path}: 2 files left aside: 1 warcinfo record, 1 request record"]


def test_records_of_one_gzip_stream_are_told_apart(tmp_path: Path) -> None:
    records = [record(http(page(number)), number=number) for number in (1, 2)]
    path = tmp_path / "trang.warc.gz"
    path.write_bytes(gzip.compress(b"".join(records)))
    assert [d.source for d in documents(path)] == [f"{path}#offset=0", f"{path}#offset=0+{len(records[0])}"]


def test_a_page_that_was_fetched_twice_is_two_documents(tmp_path: Path) -> None:
    later = record(http(page(2))).replace(DATE.encode(), b"2024-02-05T02:03:04Z")
    found = documents(written(tmp_path / "trang.warc", record(http(page())), later))
    assert [d.outcome for d in found] == ["ok", "ok"]
    assert found[0].id != found[1].id


@NAMES
@pytest.mark.parametrize(
    ("block", "kind", "outcome", "words"),
    [
        (http(b"", status="404 Not Found"), "response", "not_article", "the server answered 404 Not Found"),
        (http(b"", "Location: /2", status="301 Moved"), "response", "not_article", "answered 301 Moved"),
        (http(b"\x89PNG", media_type="image/png"), "response", "not_article", "image/png, of which nothing is read"),
        (http(b""), "revisit", "not_article", "it is a revisit"),
        (b"no HTTP", "response", "failed", "no HTTP reply"),
        (http(b"x", "Content-Encoding: zstd"), "response", "failed", "content encoding 'zstd' is not read"),
        (http(b"\1\2", "Content-Encoding: gzip"), "response", "failed", "gzip"),
        (http(b"\1\2", "Content-Encoding: br"), "response", "failed", "brotli"),
        (http(gzip.compress(b"a" * 3_000_000), "Content-Encoding: gzip"), "response", "failed", "raise --max-ratio"),
        (http(brotli.compress(b"a" * 3_000_000), "Content-Encoding: br"), "response", "failed", "raise --max-ratio"),
    ],
)
def test_what_gives_no_document_is_a_row(
    tmp_path: Path, name: str, block: bytes, kind: str, outcome: str, words: str
) -> None:
    path = written(tmp_path / name, record(block, kind), record(http(page(2)), number=2))
    row, after = documents(path)
    assert (row.outcome, row.url, row.retrieved) == (outcome, "https://bao.example/1.html", DATE)
    assert words in row.error and "#offset=0" in row.error
    assert after.outcome == "ok"


def chunked(body: bytes) -> bytes:
    parts = (body[at : at + 100] for at in range(0, len(body), 100))
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(page()), ["Transfer-Encoding: chunked"]),
        (page(), ["Transfer-Encoding: chunked"]),
        (chunked(gzip.compress(page())), ["transfer-encoding: Chunked", "content-encoding: GZIP"]),
        (gzip.compress(page()), ["Content-Encoding: gzip"]),
        (page(), ["Content-Encoding: gzip"]),
        (zlib.compress(page()), ["Content-Encoding: deflate"]),
        (raw_deflate(page()), ["Content-Encoding: deflate"]),
        (brotli.compress(page()), ["Content-Encoding: br"]),
        (brotli.compress(gzip.compress(page())), ["Content-Encoding: gzip, br"]),
    ],
)
def test_encodings_of_a_reply_are_taken_off(tmp_path: Path, body: bytes, headers: list[str]) -> None:
    (document,) = documents(written(tmp_path / "trang.warc.gz", record(http(body, *headers))))
    assert (document.outcome, document.title) == ("ok", "Bài 1")


def test_files_of_other_kinds_are_told_by_their_media_type(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph(TEXT)
    made.save(str(tmp_path / "a.docx"))
    content = (tmp_path / "a.docx").read_bytes()
    told = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    untold = record(http(content, media_type="application/octet-stream"), number=2).replace(b"2.html", b"2.docx")
    found = documents(written(tmp_path / "trang.warc.gz", record(http(content, media_type=told)), untold))
    assert [document.text for document in found] == [TEXT, TEXT]


def test_a_stated_digest_is_quoted_if_it_is_true(tmp_path: Path) -> None:
    sha256 = f"sha256:{hashlib.sha256(page()).hexdigest()}"
    records = [record(http(page()), extra=f"WARC-Payload-Digest: {said}\r\n") for said in (sha256, "sha1:ABC")]
    true, lie = documents(written(tmp_path / "trang.warc", *records, record(b"")))[:2]
    assert true.snapshot.endswith(f";{sha256}")
    assert "ABC" not in lie.snapshot


DAMAGED = {
    "too long": record(http(page(2)), number=2, length=len(http(page(2))) + 70),
    "beyond the end": record(http(page(2)), number=2, length=10**12),
    "too short": record(http(page(2)), number=2, length=100),
    "no length": record(http(page(2)), number=2).replace(b"Content-Length", b"Content-Lenght"),
    "endless header": b"WARC/1.1\r\n" + b"A: b\r\n" * 30_000 + b"\r\n\r\n",
    "garbage": b"<p>garbage</p>\r\n" * 30,
}


@NAMES
@pytest.mark.parametrize("damage", list(DAMAGED))
def test_what_lies_costs_itself_only(tmp_path: Path, name: str, damage: str) -> None:
    good = [record(http(page(number)), number=number) for number in (1, 3)]
    path = written(tmp_path / name, good[0], DAMAGED[damage], good[1])
    found = documents(path)
    assert [document.title for document in found if document.outcome == "ok"] == ["Bài 1", "Bài 3"]
    offset = len(gzip.compress(good[0]) if name.endswith(".gz") else good[0])
    failed = [document for document in found if document.outcome == "failed"]
    assert failed
    assert f"{path}#offset={offset}" in failed[0].error


@pytest.mark.parametrize("damage", ["garbage", "torn", "bomb", "flipped", "zeros"])
def test_damaged_gzip_members_cost_themselves_only(tmp_path: Path, damage: str) -> None:
    good = [gzip.compress(record(http(page(number)), number=number)) for number in (1, 3)]
    flipped = bytearray(gzip.compress(record(http(page(2)), number=2)))
    flipped[len(flipped) // 2] ^= 0x55
    bad = {
        "garbage": b"garbage \x1f\x8b\x08 between" * 9000,
        "torn": gzip.compress(record(http(page(2)), number=2))[:150],
        "bomb": gzip.compress(record(http(b"a" * 9_000_000), number=2)),
        "flipped": bytes(flipped),
        "zeros": bytes(200_000),
    }[damage]
    path = tmp_path / "trang.warc.gz"
    path.write_bytes(good[0] + bad + good[1])
    found = documents(path)
    assert [document.title for document in found if document.outcome == "ok" and document.title != "Bài 2"] == [
        "Bài 1", "Bài 3",
    ]  # fmt: skip
    failed = [document.error for document in found if document.outcome == "failed"]
    assert bool(failed) == (damage != "zeros")
    assert all(f"{path}#offset={len(good[0])}" in error for error in failed)


def test_what_stands_before_a_torn_last_record_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(record(http(page()))) + gzip.compress(record(http(page(2)), number=2))
    path = tmp_path / "trang.warc.gz"
    path.write_bytes(whole[:-60])
    first, torn = documents(path)
    assert (first.outcome, torn.outcome) == ("ok", "failed")
    assert "cut off" in torn.error


@pytest.mark.parametrize("gzipped", [True, False])
def test_what_warcio_writes_is_read_as_warcio_reads_it(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / ("trang.warc.gz" if gzipped else "trang.warc")
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped, warc_version="1.1")
        for number in range(20):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            address = f"https://bao.example/{number}.html"
            one = writer.create_warc_record(address, "response", io.BytesIO(page(number)), http_headers=headers)
            writer.write_record(one)
            one.raw_stream.close()
    found = documents(path)
    assert [(d.title, d.url, d.retrieved, d.snapshot) for d in found] == list(as_warcio_reads(path))


def as_warcio_reads(path: Path) -> Iterator[tuple[str, str, str, str]]:
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for number, one in enumerate(records):
            header = one.rec_headers.get_header
            one.content_stream().read()
            place = f"{path.name};offset={records.get_record_offset()};{header('WARC-Payload-Digest')}"
            yield f"Bài {number}", header("WARC-Target-URI"), header("WARC-Date"), place


@given(st.binary(max_size=300), st.integers(0, 999), st.booleans())
def test_damage_anywhere_gives_rows(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("hỏng") / ("trang.warc.gz" if packed else "trang.warc")
    written(path, *(record(http(page(number)), number=number) for number in range(4)))
    made = path.read_bytes()
    at = at * len(made) // 1000
    path.write_bytes(made[:at] + junk + made[at + len(junk) :])
    found = documents(path)
    assert all("its reader broke" not in document.error for document in found)
    assert sum(document.outcome == "ok" for document in found) >= 2 - len(junk) // 200
