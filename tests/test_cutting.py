"""Large files are cut into spans; what is read does not depend on where, and what is doubtful is left whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.kills import files
from extract.batch import planning
from extract.batch.cutting import Limits, spans
from extract.batch.planning import plan
from extract.cli import main
from extract.reading.options import ReadOptions
from extract.reading.paths import Source, known
from tests.test_warcs import http, record, written

SMALL = Limits(1_500, 4)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "SIZE", SMALL.bytes)
    monkeypatch.setattr(planning, "FILES", SMALL.members)


def text(number: int) -> str:
    return f"Năm 2023, huyện trồng {number + 1}.400 ha cà phê, tăng 2,{number % 10}%.\nCó {number + 3} hộ làm."


def page(number: int) -> bytes:
    return f"<html><h1>Tin số {number}</h1><p>{text(number)}</p></html>".encode()


def csv_table(path: Path, rows: int, *, broken: bool = False, encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "text"])
    for number in range(rows):
        writer.writerow([f"dong-{number}", text(number)])  # a line break within the quotes
        if number % 7 == 0:
            out.write("\r\n")
        if broken and number == 11:
            out.write("thiếu ô\r\n")
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return path


def parquet_table(path: Path, rows: int, group: int) -> Path:
    columns = {"id": [f"hang-{n}" for n in range(rows)], "text": [text(n) for n in range(rows)]}
    pq.write_table(pa.table(columns), path, row_group_size=group)
    return path


def zip_file(path: Path, pages: int, more: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*((f"t/{n:02}.html", page(n)) for n in range(pages)), *(more or {}).items()]:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def warc_file(path: Path, pages: int) -> Path:
    records = [record(b"software: tr\r\n", "warcinfo")]
    for number in range(pages):
        records.append(record(b"GET / HTTP/1.1\r\n\r\n", "request", number))
        records.append(record(http(page(number)), "response", number))
    return written(path, *records)


def cut(path: Path) -> int:
    source = known(str(path))
    assert isinstance(source, Source)
    return len(spans(source, ReadOptions(), SMALL))


def read_alike(path: Path, folder: Path, shards: int) -> None:
    """A run in shards, at least so many, gives the bytes of a plain one."""
    assert len(plan([str(path)], ReadOptions(), "").shards) >= shards
    ends = main(["run", str(path), "-o", str(folder / "plain"), "--format", "jsonl", "--quiet"])
    assert main(["run", str(path), "-o", str(folder / "cut"), "--format", "jsonl", "--quiet", "--workers", "2"]) == ends
    assert files(folder / "cut") == files(folder / "plain")


def test_each_kind_is_read_alike_however_it_is_cut(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    csv_table(folder / "bang.csv", 40)
    packed = csv_table(tmp_path / "bang.csv", 30).read_bytes()
    (folder / "nen.csv.gz").write_bytes(gzip.compress(packed, mtime=0))
    parquet_table(folder / "cot.parquet", 40, 5)
    zip_file(folder / "goi.zip", 14, {"anh.png": b"0"})
    warc_file(folder / "luu.warc", 14)
    warc_file(folder / "nen.warc.gz", 14)
    read_alike(folder, tmp_path, 20)
    told = [json.loads(line) for line in (tmp_path / "cut" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert len(told) == 40 + 30 + 40 + 3 * 14
    assert all(row["outcome"] == "ok" or "its id" in row["error"] for row in told)


def test_what_depends_on_what_stands_before_it_is_left_whole(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    inner = zip_file(tmp_path / "trong.zip", 2).read_bytes()
    whole = [
        csv_table(folder / "thieu.csv", 40, broken=True),
        csv_table(folder / "cu.csv", 40, encoding="windows-1258"),
        csv_table(folder / "rong.csv", 40, encoding="utf-16"),
        zip_file(folder / "long.zip", 9, {"trong.zip": inner}),
        zip_file(folder / "nen.zip", 9, {"a.txt.gz": gzip.compress(b"3 con", mtime=0)}),
        parquet_table(folder / "mot.parquet", 40, 40),
    ]
    assert list(map(cut, whole)) == [0] * len(whole)
    read_alike(folder, tmp_path, 1)


def test_damaged_files_are_read_alike(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    for path in (
        csv_table(folder / "a.csv", 40), parquet_table(folder / "b.parquet", 40, 5), zip_file(folder / "c.zip", 14),
        warc_file(folder / "d.warc", 14), warc_file(folder / "e.warc.gz", 14),
    ):  # fmt: skip
        content = bytearray(path.read_bytes())
        for place in (len(content) // 3, len(content) // 2):
            content[place : place + 40] = b"\xff" * 40
        path.write_bytes(content)
    read_alike(folder, tmp_path, 2)


def test_an_archive_that_grows_is_read_again_from_its_last_span(tmp_path: Path) -> None:
    path = warc_file(tmp_path / "luu.warc.gz", 14)
    before = [shard.key for shard in plan([str(path)], ReadOptions(), "").shards]
    more = warc_file(tmp_path / "them.warc.gz", 3).read_bytes()
    path.write_bytes(path.read_bytes() + more)
    after = [shard.key for shard in plan([str(path)], ReadOptions(), "").shards]
    assert len(before) > 2
    assert after[: len(before) - 1] == before[:-1]


def test_an_archive_that_unpacks_to_too_much_as_a_whole_is_left_whole(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "bay.zip", 9, {f"{n}.txt": b" " * 400_000 for n in range(40)})
    options = ReadOptions(max_bytes=1 << 20)
    assert cut(path) > 1
    assert spans(Source(str(path), "zip"), options, SMALL) == []
