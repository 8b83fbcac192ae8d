"""Every reader on damaged files, for a given time each: `python -m tests.fuzz --seconds 600 [NAME...]`.

Seeds are the samples of corpus/ and tests/documents/, and tables, packed files and archives made of them. Bytes are
cut, doubled, turned and replaced; of files that are zips inside (Word, workbooks, archives) also those of a member.
Whatever is made must give rows, and within the limits; what does not is kept in `tests/fuzzed/`, and from then on tried
by `make test`.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import quopri
import random
import re
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from extract.errors import ReadingError
from extract.reading import ReadOptions, read
from extract.reading.identity import short

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "tests" / "fuzzed"
SAMPLES: Final = (ROOT / "corpus", ROOT / "tests" / "documents")
MOST_SECONDS: Final = 20
LIMITS: Final = ReadOptions(max_bytes=4 << 20, max_line_bytes=1 << 20, max_seconds=MOST_SECONDS)
ODD: Final = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b'"',
    b"\n",
    b"-1",
    b"99999999999",
    b"\x7f\xff\xff\xff",
    b"%",
    b"PK",
    b"WARC/1.0",
)


def seeds() -> dict[str, bytes]:
    """A sound file of each kind, by its name."""
    found = {
        path.name: path.read_bytes()
        for folder in SAMPLES
        for path in sorted(folder.iterdir())
        if path.stat().st_size < 1 << 18
    }
    kinds = {Path(name).suffix: name for name in reversed(found)}
    files = {name: found[name] for name in kinds.values()}
    files |= {"a.json": _ARTICLES, "a.parquet": parquet(_ARTICLES), "a.ods": zipped(_SPREADSHEET)}
    files |= {"a.mhtml": saved(found[kinds[".html"]]), "a.tsv": found[kinds[".csv"]].replace(b",", b"\t")}
    text = found[kinds[".txt"]]
    few = {name: files[name] for name in files if len(files[name]) < 20_000}
    return files | {
        "a.txt.gz": gzip.compress(text), "a.txt.bz2": bz2.compress(text), "a.txt.xz": lzma.compress(text),
        "a.zip": zipped(few), "a.tar": tarred(few), "a.tar.gz": gzip.compress(tarred(few)),
        "a.warc": b"".join(warc(files)), "a.warc.gz": b"".join(map(gzip.compress, warc(files))),
    }  # fmt: skip


_ARTICLES: Final = """\
[{"id": "1", "title": "Nghề nuôi ong", "published": "2023-11-20", "text": "Toàn xã có 125 hộ nuôi ong, tăng 7,3%."},
{"id": "2", "title": "Chợ nổi", "published": "2023-11-21", "text": "Chợ họp từ 5 giờ, có trên 300 ghe."}]
""".encode()
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_SPREADSHEET: Final = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": (
        f'<o:document-content xmlns:o="{_OFFICE}office:1.0" xmlns:t="{_OFFICE}table:1.0" xmlns:x="{_OFFICE}text:1.0">'
        '<o:body><o:spreadsheet><t:table t:name="Ong"><t:table-row><t:table-cell o:value-type="string"><x:p>Xã</x:p>'
        '</t:table-cell><t:table-cell o:value-type="string" t:number-columns-repeated="2"><x:p>Số hộ</x:p>'
        '</t:table-cell></t:table-row><t:table-row t:number-rows-repeated="3"><t:table-cell o:value-type="string">'
        '<x:p>Đại Ân</x:p></t:table-cell><t:table-cell o:value-type="float" o:value="142"><x:p>142</x:p></t:table-cell>'
        "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    ).encode(),
}


def saved(page: bytes) -> bytes:
    """A page as a browser saves it, in one file with its pictures."""
    head = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
    part = b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head + part + quopri.encodestring(page) + b"\r\n--x--\r\n"


def parquet(articles: bytes) -> bytes:
    """A JSON list of articles as a Parquet table."""
    import pyarrow as pa
    from pyarrow import parquet

    into = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(json.loads(articles)), into)
    return into.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """The files as a zip archive."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """The files as a tar archive."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return into.getvalue()


def warc(files: dict[str, bytes]) -> Iterator[bytes]:
    """The pages and reports among the files as records of a WARC."""
    for name, content in files.items():
        told = {".html": b"text/html", ".pdf": b"application/pdf"}.get(Path(name).suffix)
        if told:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: " + told + b"\r\n\r\n" + content
            yield (
                b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://bao.example/" + name.encode() + b"\r\n"
                b"WARC-Date: 2024-01-05T02:03:04Z\r\nContent-Type: application/http\r\n"
                b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
            )


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A file with a few stretches changed, or with a few changed in one of the members that it is made of."""
    if content.startswith(b"PK") and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(list(parts))
        return zipped(parts | {name: _damaged(parts[name], chance)})
    if content.startswith(b"\x1f\x8b") and chance.random() < 0.5:
        return gzip.compress(_damaged(gzip.decompress(content), chance))
    return _damaged(content, chance)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        at, width = chance.randint(0, len(content)), chance.choice((1, 2, 4, 16, 200, 5000))
        piece = content[at : at + width]
        new = chance.choice((b"", piece * 2, piece * 50, piece[::-1], chance.randbytes(len(piece)), chance.choice(ODD)))
        content = content[:at] + new + content[at + width :]
    return content


def complaint(path: Path) -> str:
    """What is wrong with how a file was read: nothing where it gave rows, each with a reason of our own."""
    start = time.process_time()  # what others do on the machine is no fault of ours; confined readers have a clock
    try:
        found = list(read(path, LIMITS))
    except ReadingError as problem:
        return f"reading stopped: {problem}"
    except Exception as problem:  # noqa: BLE001 - what must never be is what is looked for
        return f"reading broke: {type(problem).__name__}: {problem}"
    if (took := time.process_time() - start) > MOST_SECONDS:
        return f"it took {took:.0f} seconds"
    if not found:
        return "it gave no row"
    return next((document.error for document in found if _is_broken(document.error)), "")


def _is_broken(error: str) -> bool:
    """Whether a reader broke; calamine, which is written in Rust, only aborts where its memory ends at our limit."""
    out_of_memory = "(SIGABRT)" in error and ".xlsb" in error
    return "its reader broke" in error or ("without an answer" in error and not out_of_memory)


def fuzz(name: str, seconds: float, seed: int, most: int = sys.maxsize) -> Iterator[tuple[bytes, str]]:
    """Damaged files and what is wrong with how they were read, until the time is over or so many were tried."""
    content, chance, end = seeds()[name], random.Random(seed), time.monotonic() + seconds
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        for _ in range(most):
            if time.monotonic() > end:
                return
            made = damaged(content, chance)
            path.write_bytes(made)
            yield made, complaint(path)


def main() -> int:
    """Fuzz the readers that are named, or all; gives how many complaints there were."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(seeds()))
    asked.add_argument("--seconds", type=float, default=600)
    asked.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFF)
    arguments = asked.parse_args()
    if unknown := sorted(set(arguments.names) - set(seeds())):
        asked.error(f"no such sample: {', '.join(unknown)}; --help lists them")
    complaints = 0
    for name in arguments.names or seeds():
        tried, told = 0, set()
        for made, problem in fuzz(name, arguments.seconds, arguments.seed):
            tried += 1
            kind = re.sub(r"\S*/\S+|0x\w+|[\d-]+", "", problem)
            if problem and kind not in told:
                told.add(kind)
                KEPT.mkdir(exist_ok=True)
                (KEPT / f"{short(made)[:8]}-{name}").write_bytes(made)
                print(f"{name}: {problem}")
        complaints += len(told)
        print(f"{name}: {tried} damaged files, {len(told)} complaints (seed {arguments.seed})", flush=True)
    return min(complaints, 1)


if __name__ == "__main__":
    sys.exit(main())
