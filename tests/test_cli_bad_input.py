"""Bad input and bad luck, through the command as a process of its own: failures are rows, nothing is half-written."""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

import patterns
from extract.commands import limits
from extract.commands.asking import as_asked, settings
from extract.commands.offering import offer_inputs, offer_tables
from extract.dataset.staging import whole_file
from extract.errors import UsageError
from extract.reading import ReadOptions
from extract.serving.server import listening

ROOT = Path(__file__).resolve().parent.parent
TRICH = [sys.executable, "-m", "extract"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
ARTICLE = '{"id": "%s", "text": "Xã có 7 hộ nghèo."}\n'


def trich(*arguments: str | Path, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TRICH, *map(str, arguments)],
        cwd=cwd,
        env=ENVIRONMENT,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def documents(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as lines:
        return {row["source"]: row for row in csv.DictReader(lines)}


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one of each."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "junk.txt").write_bytes(bytes(range(256)) * 16)
    (folder / "junk.parquet").write_bytes(b"PAR1" + bytes(range(256)))
    (folder / "junk.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16)
    (folder / "utf16.txt").write_bytes("Xã có 7 hộ nghèo ở cuối đường đê.".encode("utf-16-le"))
    (folder / "windows.txt").write_bytes("Xã nghèo".encode("windows-1258", "replace") + b"\xe3\xff 7 h\xf4")
    lines = "".join(ARTICLE % f"gz{number}" for number in range(400))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-40])
    (folder / "broken.jsonl").write_text(ARTICLE % "b1" + '{"id": "b2", "text":\n' + ARTICLE % "b3", encoding="utf-8")
    (folder / "columns.csv").write_text("id,noi_dung\n1,Có 5 xe.\n", encoding="utf-8")
    (folder / "long.jsonl").write_text(f'{{"text": "{"dài " * 300_000}"}}\n' + ARTICLE % "after", encoding="utf-8")
    (folder / "list.json").write_text("[1, 2", encoding="utf-8")
    (folder / "no-text.txt").write_text(" \n \n", encoding="utf-8")
    (folder / "good.txt").write_text("Xã có 7 hộ nghèo.", encoding="utf-8")
    return folder


FILES = ["datapackage.json", "documents.csv", "facts.csv"]
EXPECTED = {
    "junk.txt": "failed",
    "junk.parquet": "failed",
    "utf16.txt": "failed",
    "windows.txt": "failed",
    "columns.csv": "failed",
    "list.json": "failed",
    "broken.jsonl#line=1": "ok",
    "broken.jsonl#line=2": "failed",
    "broken.jsonl#line=3": "ok",
    "long.jsonl#line=1": "failed",
    "long.jsonl#line=2": "ok",
    "empty.txt": "no_text",
    "no-text.txt": "no_text",
    "good.txt": "ok",
}


def test_each_bad_input_is_a_row_that_says_what_is_wrong_and_the_rest_is_read(bad: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = trich("run", "bad", "nowhere.txt", "-o", out, "--max-bytes", "1000000", cwd=tmp_path)
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
    rows = documents(out)
    assert {name: rows[f"bad/{name}"]["outcome"] for name in EXPECTED} == EXPECTED
    assert rows["nowhere.txt"]["outcome"] == rows["bad/junk.html"]["outcome"] == "failed"
    for source, row in rows.items():
        assert (row["outcome"] == "ok") == (row["facts"] == "1")
        if row["outcome"] == "failed":
            assert row["error"].startswith(source.partition("#")[0])
    cut = [row for source, row in rows.items() if source.startswith("bad/cut.jsonl.gz")]
    assert [row["outcome"] for row in cut].count("failed") == 1
    assert "cut off" in cut[-1]["error"]
    assert len(cut) > 1, "what stood before the cut is read"
    assert "noi_dung" in rows["bad/columns.csv"]["error"]


def test_a_folder_without_readable_files_is_a_failed_input(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"")
    ended = trich("run", "pictures", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 1
    (row,) = documents(tmp_path / "out").values()
    assert "holds no file that can be read (1 file left aside: 1 .png)" in row["error"]


def test_another_runs_data_and_foreign_files_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Có 3 xe.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Có 4 xe.", encoding="utf-8")
    assert trich("run", "a.txt", "-o", "out", cwd=tmp_path).returncode == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    ended = trich("run", "b.txt", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 2
    assert "another run" in ended.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "facts.csv").write_text("của tôi", encoding="utf-8")
    assert trich("run", "b.txt", "-o", "mine", "--overwrite", cwd=tmp_path).returncode == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["facts.csv"]


def test_what_a_run_left_that_read_nothing_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "bảng.csv").write_text("id,noi_dung\n1,Xã có 12 hồ.\n", encoding="utf-8")
    ended = trich("run", "bảng.csv", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 1
    assert "Name the one that holds the text: --column text=COLUMN" in ended.stdout
    assert trich("run", "bảng.csv", "--column", "text=noi_dung", "-o", "out", cwd=tmp_path).returncode == 0


def test_a_reason_that_many_have_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "bài.jsonl").write_text('{"noi_dung": "Xã có 12 hồ."}\n' * 30, encoding="utf-8")
    ended = trich("run", "bài.jsonl", "ảnh.txt", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 1
    kept = [line.strip() for line in ended.stdout.splitlines() if line.startswith("   ")]
    told = "it has no 'text'; it has 'noi_dung'. Name the one that holds the text: --column text=COLUMN"
    assert kept == [
        f"bài.jsonl#line=1: {told} (so have 29 more)",
        "ảnh.txt: there is no such file or folder; check the path",
    ]


@pytest.mark.parametrize(
    ("name", "start", "said"),
    [
        ("ảnh.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "it is a picture (JPEG); of a scan make text first (OCR)"),
        ("ảnh.webp", b"RIFF\xf0\x90\0\0WEBPVP8 ", "it is a picture (WebP); of a scan make text first (OCR)"),
        ("ảnh.heic", b"\0\0\0\x18ftypheic\0\0", "it is a film, or a picture of a telephone (HEIC)"),
        ("báo cáo.txt", b"PK\x03\x04\x14\0\x06\0\x80", "it is a packed file by its bytes, but not by its name"),
        ("lạ.bin", b"\x80\x81\xfe", "the bytes are not utf-8 at byte 0"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is(name: str, start: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(start + bytes(range(256)))
    ended = trich("run", name, "-o", "out", cwd=tmp_path)
    assert ended.returncode == 1
    assert f"{name}: {said}" in ended.stdout


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("run tin*.txt -o new", "tin*.txt: no file fits this pattern, which the shell hands on as it is"),
        ("check claims.txt out", "claims.txt is a file; to check the claims in it, say --claims"),
        ("serve out --port nhiều", "argument --port: 'nhiều' is no whole number"),
        ("run claims.txt -o out --document-seconds lâu", "'lâu' is no number"),
        ("run out -o other", "out: the folder holds only what trich wrote, and no file to read"),
        ("review out", "reviews 0 of 0 facts: none yet; trich serve out takes them"),
    ],
)
def test_wrong_input_is_told_what_to_do(command: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "claims.txt").write_text("Xã có 7 hộ nghèo.", encoding="utf-8")
    assert trich("run", "claims.txt", "-o", "out", cwd=tmp_path).returncode == 0
    ended = trich(*command.split(), cwd=tmp_path)
    assert said in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("written", "size"), [("65536", 65536), ("64MiB", 64 << 20), ("2GB", 2 * 10**9), ("3 kb", 3000), ("10B", 10)]
)
def test_sizes_are_read_as_written(written: str, size: int) -> None:
    assert limits.size(written) == size


@pytest.mark.parametrize("written", ["", "1.5GB", "-1", "nhiều", "5 XB", "MiB"])
def test_what_is_no_size_is_told(written: str, tmp_path: Path) -> None:
    ended = trich("run", "x.txt", "-o", "out", f"--max-bytes={written}", cwd=tmp_path)
    assert ended.returncode == 2
    assert "write a number of bytes, or such as 64MiB or 2GB" in ended.stderr


def test_every_limit_of_reading_is_an_option_and_remembered() -> None:
    named = {field for limit in limits.LIMITS for field in limit.fields}
    assert named == {name for name in ReadOptions.fields() if name.startswith("max_")}
    command = argparse.ArgumentParser()
    offer_inputs(command)
    offer_tables(command)
    written = [f"{limit.option}={place + 2}" for place, limit in enumerate(limits.LIMITS)]
    given = command.parse_args(["a.txt", *written])
    recorded = settings(argparse.Namespace(**vars(given), public_archive=False))
    assert limits.asked(as_asked(recorded)) == limits.asked(given)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kilobytes; making one takes the rights of root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not mount or not unmount or not _done(mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)):
        pytest.skip("a small file system cannot be mounted here; tests/dataset fakes a full disk instead")
    yield folder
    assert _done(unmount, str(folder))


def _done(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path, small_disk: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(ARTICLE % number for number in range(2000)), encoding="utf-8")
    ended = trich("run", "a.jsonl", "-o", small_disk / "out", cwd=tmp_path)
    assert ended.returncode == 2
    assert "the disk is full; free some space or name a folder elsewhere; nothing in it was changed" in ended.stderr
    assert list((small_disk / "out").iterdir()) == []


def test_a_full_disk_under_workers_is_said(tmp_path: Path, small_disk: Path) -> None:
    words = "".join(f"xã {number} có {number * 7919 % 10007} hộ, " for number in range(9000))
    (tmp_path / "a.jsonl").write_text(ARTICLE.replace("Xã", f"{words} Xã") % "a", encoding="utf-8")
    ended = trich("run", "a.jsonl", "-o", small_disk / "out", "--workers", "2", cwd=tmp_path)
    assert ended.returncode == 2
    assert "the disk is full; free some space or name a folder elsewhere" in ended.stderr


@pytest.fixture
def halfway(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run into `out`, which holds the data of an earlier one, that waits for more articles in the middle."""
    assert trich("run", "-", "-o", "out", cwd=tmp_path, given=ARTICLE % "first").returncode == 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it, and hands that on
    with subprocess.Popen(
        [*TRICH, "run", "-", "-o", "out", "--json-log"], cwd=tmp_path, env=ENVIRONMENT,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stderr is not None
        running.stdin.write((ARTICLE % "second").encode())
        running.stdin.flush()
        assert b'"document"' in running.stderr.readline()
        yield running
        running.kill()


def left_in(folder: Path) -> tuple[str, list[str]]:
    return (folder / "facts.csv").read_text(encoding="utf-8"), sorted(path.name for path in folder.iterdir())


def test_a_killed_run_leaves_the_earlier_data_and_the_next_run_tidies_up(
    tmp_path: Path, halfway: subprocess.Popen[bytes]
) -> None:
    halfway.send_signal(signal.SIGKILL)
    halfway.wait(timeout=30)
    facts, names = left_in(tmp_path / "out")
    assert ",first," in facts and ",second," not in facts
    assert [name for name in names if not name.startswith(".trich-writing-")] == FILES
    assert trich("run", "-", "-o", "out", cwd=tmp_path, given=ARTICLE % "third").returncode == 0
    facts, names = left_in(tmp_path / "out")
    assert ",third," in facts
    assert names == FILES


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "terminate"])
def test_a_stopped_run_leaves_what_was_there(
    tmp_path: Path, halfway: subprocess.Popen[bytes], sent: signal.Signals, status: int
) -> None:
    halfway.send_signal(sent)
    assert halfway.wait(timeout=30) == status
    assert halfway.stderr is not None
    assert b"Traceback" not in halfway.stderr.read()
    facts, names = left_in(tmp_path / "out")
    assert ",first," in facts
    assert names == FILES


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(ARTICLE % number for number in range(3000)), encoding="utf-8")
    with subprocess.Popen(
        [*TRICH, "run", "a.jsonl", "-o", "-"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith(b'{"fact"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no /dev/full")
@pytest.mark.parametrize("command", [["patterns", "list"], ["explain", "Có 12 xã."]])
def test_a_full_standard_output_is_told(command: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*TRICH, *command],
            cwd=tmp_path,
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr == "trich: standard output: No space left on device; look to its permissions and its room\n"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, link, real = tmp_path / "ống", tmp_path / "liên-kết.html", tmp_path / "thật.html"
    os.mkfifo(pipe)
    link.symlink_to(real.name)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for place in (pipe, link):
        with whole_file(place) as file:
            file.write("số liệu")
    assert os.read(reader, 100).decode() == "số liệu"
    os.close(reader)
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "số liệu"


def test_an_input_given_twice_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "bài.jsonl").write_text(ARTICLE % "a", encoding="utf-8")
    ended = trich("run", "bài.jsonl", "bài.jsonl", "-o", "out", cwd=tmp_path)
    assert ended.returncode == 1
    assert "bài.jsonl#line=1: it was read before in this run (its id is 'a'); give each input once" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "out", "--show", "-1"], "--show must be 0 or more"),
        (["check", "--claims", "không-có.csv", "out"], "cannot be read (No such file or directory); check the path"),
        (["patterns", "check", "trống"], "trống: no table is to be seen in it"),
        (["explain", "Có 12 xã.", "--patterns", "cách"], "cách/units.tsv:1: a header line is wanted here, with tabs"),
        (["explain", "Có 12 xã.", "--patterns", "cách/units.tsv"], "cách/units.tsv: is a file; name its folder"),
        (
            ["explain", "Có 12 xã.", "--patterns", "lẻ"],
            "lẻ/scales.tsv:2: 1 cells where the header has 5 columns; a tab",
        ),
        (["explain", "Có 12 xã.", "--patterns", "mã"], "mã/scales.tsv: is no UTF-8 text (byte 0); save it as UTF-8"),
        (["run", "mã", "-o", "out", "--format", ""], "format (none): known formats are csv"),
        (["run", "-bài.txt", "-o", "out"], "required: INPUT; the file -bài.txt is to be written ./-bài.txt"),
        (["run", "mã", "-bài.txt", "-o", "out"], "unknown: -bài.txt; the file -bài.txt is to be written ./-bài.txt"),
    ],
)
def test_wrong_use_of_other_commands_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    (tmp_path / "cách").mkdir()
    (tmp_path / "cách" / "units.tsv").write_text("id  symbol  examples\n", encoding="utf-8")
    (tmp_path / "lẻ").mkdir()
    (tmp_path / "lẻ" / "scales.tsv").write_text("id\texamples\tsurfaces\tfactor\tnot_before\nk  5\n", encoding="utf-8")
    (tmp_path / "mã").mkdir()
    (tmp_path / "mã" / "scales.tsv").write_bytes(b"\xff\xfe\x00i")
    (tmp_path / "-bài.txt").write_text("Có 5 xã.", encoding="utf-8")
    ended = trich(*arguments, cwd=tmp_path)
    assert ended.returncode == 2
    assert said in ended.stderr


@pytest.mark.parametrize(("stored", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_is_found_whose_marks_are_coded_otherwise_on_the_disk(
    stored: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    place = tmp_path / unicodedata.normalize(stored, "bài đã gửi")
    place.mkdir()
    (place / unicodedata.normalize(stored, "số một.txt")).write_text("Có 5 xã.", encoding="utf-8")
    for given in ("bài đã gửi", "bài đã gửi/", "bài đã gửi/số một.txt"):
        ended = trich("run", unicodedata.normalize(typed, given), "-o", "out", "--overwrite", "--quiet", cwd=tmp_path)
        assert ended.returncode == 0, ended.stdout
        assert trich("verify", "out", cwd=tmp_path).stdout.startswith("citations 1: exact 1")
    assert "no such file or folder" in trich("run", "bài/số hai.txt", "-o", "none", cwd=tmp_path).stdout


def test_a_port_that_does_not_exist_is_told() -> None:
    with pytest.raises(UsageError, match="--port 99999: ports are numbered from 1 to 65535"):
        listening("127.0.0.1", 99999)


def test_a_table_with_the_mark_of_windows_editors_is_read(tmp_path: Path) -> None:
    table = (ROOT / "patterns" / "qualifiers.tsv").read_bytes()
    (tmp_path / "qualifiers.tsv").write_bytes(b"\xef\xbb\xbf" + table)
    read, built_in = patterns.load(tmp_path).qualifiers, patterns.load().qualifiers
    assert [(row.id, row.surfaces) for row in read] == [(row.id, row.surfaces) for row in built_in]
