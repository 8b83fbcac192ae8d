"""Files made to do harm, among good ones: the good ones' rows are all there, each bad one has its reason, and time and
memory stay within bounds."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.processes import TRICH
from extract.reading.paths import ARCHIVES, known
from extract.reading.readers import READERS
from tests.fuzz import KEPT, complaint, fuzz, seeds, warc, zipped

MEBIBYTE = 1 << 20
TEXT = "Năm 2023, tỉnh có 1.200 tổ công nghệ số."


def bomb(size: int) -> bytes:
    """Blanks without number, packed to a thousandth."""
    into = io.BytesIO()
    with gzip.GzipFile(fileobj=into, mode="wb", mtime=0) as packed:
        for _ in range(size // MEBIBYTE):
            packed.write(b" " * MEBIBYTE)
    return into.getvalue()


def zip_bomb() -> bytes:
    return zipped({"a.txt": TEXT.encode(), "bom.txt": b" " * (200 * MEBIBYTE), "bom.jsonl": b" " * (200 * MEBIBYTE)})


def nest(levels: int, width: int = 8) -> bytes:
    content = zipped({"a.txt": b" " * (8 * MEBIBYTE)})
    for _ in range(levels):
        content = zipped({f"{number}.zip": content for number in range(width)})
    return content


def overlapping_zip() -> bytes:
    """A list of a thousand members that all share the bytes of one."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", b" " * (32 * MEBIBYTE))
        first = archive.infolist()[0]
        for _ in range(999):
            archive.filelist.append(first)
        archive._didModify = True  # type: ignore[attr-defined]  # so that the list is written anew
    return into.getvalue()


def lying_tar() -> bytes:
    entry = tarfile.TarInfo("a.txt")
    entry.size = 1 << 40
    return entry.tobuf(tarfile.GNU_FORMAT) + TEXT.encode()


def pax_bomb() -> bytes:
    entry = tarfile.TarInfo("x")
    entry.type, entry.size = tarfile.XHDTYPE, 1 << 30
    return gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + b"1" * (64 * MEBIBYTE))


def lying_warc() -> bytes:
    lie = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n"
    return lie * 100_000


def endless_header() -> bytes:
    return gzip.compress(b"WARC/1.0\r\nA: " + b"a" * (100 * MEBIBYTE))


def swollen_docx() -> bytes:
    body = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped({"word/document.xml": b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, body)})


def entities(kind: bytes) -> bytes:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<!DOCTYPE x [<!ENTITY a0 "a">%s<!ENTITY f SYSTEM "file:///etc/passwd">]><%s>&a11;&f;</%s>' % (
        levels, kind, kind,
    )  # fmt: skip


# What it is called, who makes it, and the word of its reason; several rows where some of its members are good.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "1-bom.txt.gz": (lambda: bomb(256 * MEBIBYTE), "longer than 64 MiB"),
    "2-bom.jsonl.gz": (lambda: bomb(1024 * MEBIBYTE), "raise --max-ratio"),
    "3-bom.tar.gz": (lambda: gzip.compress(lying_tar() + bytes(32 * MEBIBYTE)), "raise --max-ratio"),
    "4-bom.txt.xz": (lambda: lzma.compress(b" " * (100 * MEBIBYTE)), "longer than 64 MiB"),
    "5-bom.zip": (zip_bomb, "raise --max-ratio"),
    "6-nest.zip": (lambda: nest(4, 2), "raise --max-depth"),
    "7-wide.zip": (lambda: nest(2), "raise --max-ratio"),
    "8-overlapping.zip": (overlapping_zip, "raise --max-ratio"),
    "9-lying.tar": (lying_tar, "a size in it is not true"),
    "10-pax.tar.gz": (pax_bomb, "a header is longer"),
    "11-lying.warc": (lying_warc, "the record's length is not true"),
    "12-header.warc.gz": (endless_header, "raise --max-ratio"),
    "13-junk.warc.gz": (lambda: bytes(range(256)) * 4000, "no gzip stream"),
    "14-swollen.docx": (swollen_docx, "of memory; raise --max-memory"),
    "15-entities.docx": (lambda: zipped({"word/document.xml": entities(b"w")}), "entities"),
    "16-entities.xlsx": (lambda: zipped({"xl/workbook.xml": entities(b"w")}), "failed"),
    "17-junk.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "failed"),
}
MOST_SECONDS = 60  # of the processor
MOST_MEBIBYTES = 700  # the process itself, and that of the readers, which may take 256 for a file


# A process of its own, as the peak of one that is started begins with that of who starts it.
MEASURE = (
    "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL);"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == 'darwin' else 1024))"
)


def measured(command: list[str]) -> tuple[int, float, float]:
    """A command's exit status, seconds of the processor, and the peak in MiB of the larger of its processes."""
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], stdout=subprocess.PIPE, check=True)
    status, seconds, peak = done.stdout.split()
    return int(status), float(seconds), float(peak) / MEBIBYTE


def test_good_files_are_read_among_hostile_ones(tmp_path: Path) -> None:
    source, target = tmp_path / "vào", tmp_path / "ra"
    source.mkdir()
    for name, (make, _) in HOSTILE.items():
        (source / name).write_bytes(make())
    good = {f"{number}-tốt.txt": f"{TEXT} Xã thứ {number} có 5 tổ.".encode() for number in range(len(HOSTILE) + 1)}
    for name, content in good.items():
        (source / name).write_bytes(content)
    (source / "99-tốt.warc.gz").write_bytes(b"".join(map(gzip.compress, warc(seeds()))))
    command = [*TRICH, "run", str(source), "-o", str(target), "--max-memory", str(256 * MEBIBYTE), "--quiet"]
    status, seconds, mebibytes = measured(command)
    assert status == 1
    assert seconds < MOST_SECONDS
    assert mebibytes < MOST_MEBIBYTES
    csv.field_size_limit(MEBIBYTE)
    with (target / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read_well = {Path(row["source"]).name for row in rows if row["outcome"] == "ok"}
    assert set(good) <= read_well
    assert any("99-tốt.warc.gz#" in row["source"] and row["outcome"] == "ok" for row in rows)
    for name, (_, word) in HOSTILE.items():
        failed = [row["error"] for row in rows if f"/{name}" in row["source"] and row["outcome"] == "failed"]
        assert failed, f"{name} has no row that failed"
        assert word == "failed" or any(word in error for error in failed), (name, word, failed[:3])
        assert not any("its reader broke" in error for error in failed), (name, failed[:3])


def test_every_reader_is_given_damaged_files() -> None:
    given = {source.kind for name in seeds() if (source := known(name))}
    assert given == {*READERS, *ARCHIVES.values()} - {"standard input"}


@pytest.mark.parametrize("name", seeds())
def test_damaged_files_give_rows(name: str) -> None:
    assert [problem for _, problem in fuzz(name, 10, seed=20231120, most=12) if problem] == []


def test_what_was_once_found_by_fuzzing_stays_mended() -> None:
    assert [found for path in sorted(KEPT.glob("*")) if (found := complaint(path))] == []
