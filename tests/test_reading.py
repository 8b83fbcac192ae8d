"""Files and article tables become documents: text untouched, ids unique, failures as rows."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import UsageError
from extract.model import Document
from extract.reading import ReadOptions, read, view

TEXT = "Năm 2023, tỉnh có 1.200 tổ công nghệ số.\r\nTrong đó 85% ở xã."


def documents(*inputs: Path, **options: Any) -> list[Document]:
    return list(read([str(path) for path in inputs], ReadOptions(**options)))


def write_lines(path: Path, records: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def write_text(path: Path) -> None:
    path.write_bytes(TEXT.encode())


def write_jsonl(path: Path) -> None:
    write_lines(path, [{"id": "a1", "title": "Tin", "published": "2023-11-20", "text": TEXT}])


def write_csv(path: Path) -> None:
    path.write_bytes(f'id,title,published,text\r\na1,Tin,2023-11-20,"{TEXT}"\r\n'.encode())


def write_parquet(path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["a1"], "title": ["Tin"], "published": ["2023-11-20"], "text": [TEXT]}), path)


def write_gold(path: Path) -> None:
    path.write_text(json.dumps({"id": "a1", "text": TEXT, "facts": [{"figure": "85%"}]}), encoding="utf-8")


WRITERS: dict[str, Callable[[Path], None]] = {
    "tin.txt": write_text,
    "tin.md": write_text,
    "tin.jsonl": write_jsonl,
    "tin.csv": write_csv,
    "tin.parquet": write_parquet,
    "tin.json": write_gold,
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", list(WRITERS))
def test_text_is_untouched_in_every_kind(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    if packed:
        packed_path = tmp_path / f"{name}.gz"
        packed_path.write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
        path = packed_path
    (document,) = documents(path)
    assert document.text == TEXT
    assert document.outcome == "ok"
    assert document.blocks == ()
    assert document.id == ("tin" if name.startswith(("tin.txt", "tin.md")) else "a1")
    assert document.source.startswith(str(path))


def test_sources_say_line_and_row(tmp_path: Path) -> None:
    table = write_lines(tmp_path / "a.jsonl", [{"id": "1", "text": "x 1"}, {"id": "2", "text": "x 2"}])
    assert [document.source for document in documents(table)] == [f"{table}#line=1", f"{table}#line=2"]
    rows = tmp_path / "b.csv"
    rows.write_text('id;text\n3;"hai\ndòng"\n4;x 4\n', encoding="utf-8-sig")
    assert [(d.source, d.text) for d in documents(rows)] == [(f"{rows}#row=1", "hai\ndòng"), (f"{rows}#row=2", "x 4")]


def test_hashes_are_of_bytes(tmp_path: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (document,) = documents(path)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.text == TEXT
    table = write_lines(tmp_path / "a.jsonl", [{"text": "x 1"}])
    (row,) = documents(table)
    assert row.sha256 == hashlib.sha256(table.read_bytes().rstrip(b"\n")).hexdigest()
    assert row.id == row.sha256[:16]


def test_options_are_the_same_by_their_fields() -> None:
    assert ReadOptions(max_bytes=5) == ReadOptions(max_bytes=5) != ReadOptions()
    assert "max_bytes=5" in repr(ReadOptions(max_bytes=5))


def test_columns_take_other_names(tmp_path: Path) -> None:
    table = write_lines(tmp_path / "a.jsonl", [{"ma": 7, "noi_dung": "có 5 xã"}])
    (document,) = documents(table, columns={"text": "noi_dung", "id": "ma"})
    assert (document.id, document.text) == ("7", "có 5 xã")
    with pytest.raises(UsageError, match="tieude"):
        ReadOptions(columns={"tieude": "x"})


def test_folder_is_walked_in_order_and_the_rest_is_counted(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "c.txt", "picture.png", "b/slides.ppt", ".git/config.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("có 5 xã " + name, encoding="utf-8")
    notices: list[str] = []
    assert [document.id for document in documents(tmp_path, notice=notices.append)] == ["a", "2", "c"]
    (notice,) = notices
    assert "2 files left aside" in notice
    assert ".png" in notice and ".ppt" in notice


def test_stems_that_repeat_give_way_to_content_hashes(tmp_path: Path) -> None:
    for name in ("x/1.txt", "y/1.txt", "z.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("có 5 xã " + name, encoding="utf-8")
    ids = [document.id for document in documents(tmp_path)]
    assert ids[2] == "z"
    assert all(len(id) == 16 for id in ids[:2])
    assert len(set(ids)) == 3


def test_second_document_of_an_id_fails_and_names_both(tmp_path: Path) -> None:
    table = write_lines(tmp_path / "a.jsonl", [{"id": "1", "text": f"bài {n}"} for n in (1, 2, 2)])
    first, second, third = documents(table)
    assert first.outcome == "ok"
    assert (second.outcome, second.text) == ("failed", "")
    assert second.id.startswith("1~")
    assert f"{table}#line=1" in second.error and f"{table}#line=2" in second.error
    assert len({first.id, second.id, third.id}) == 3


@pytest.mark.parametrize(
    ("name", "content", "outcome", "words"),
    [
        ("empty.txt", b"", "no_text", "no text"),
        ("blank.txt", b" \n\n", "no_text", "no text"),
        ("empty.jsonl", b"", "no_text", "empty"),
        ("empty.csv", b"", "no_text", "empty"),
        ("header.csv", b"id,text\n", "no_text", "empty"),
        ("empty.parquet", b"", "no_text", "empty"),
        ("empty.json", b"", "no_text", "empty"),
        ("empty.html", b"", "no_text", "no text"),
        ("junk.txt", bytes(range(256)) * 40, "failed", "not utf-8"),
        ("zeros.txt", b"\0" * 500, "failed", "control characters"),
        ("junk.parquet", bytes(range(256)), "failed", "Parquet"),
        ("junk.json", b"{", "failed", "JSON"),
        ("number.json", b"5", "failed", "object"),
        ("deep.json", b"[" * 200_000, "failed", "deep"),
        ("nocolumn.csv", "id,nội dung\n1,x\n".encode(), "failed", "nội dung"),
        ("notgzip.txt.gz", b"abc", "failed", "gzip"),
        ("cut.txt.gz", gzip.compress(TEXT.encode() * 50)[:-12], "failed", "cut off"),
        ("unknown.dat", b"\x80\x81\xff\x00", "failed", "not utf-8"),
    ],
)
def test_bad_files_are_rows_with_an_error(tmp_path: Path, name: str, content: bytes, outcome: str, words: str) -> None:
    path, good = tmp_path / name, tmp_path / "good.txt"
    path.write_bytes(content)
    good.write_text(TEXT, encoding="utf-8")
    bad, after = documents(path, good)
    assert bad.outcome == outcome
    assert words in bad.error and name in bad.error
    assert bad.id
    assert after.outcome == "ok"


BAD_LINES = {
    "broken": '{"text": "a',
    "list": "[1, 2]",
    "no text": '{"id": "9", "body": "x"}',
    "text is a number": '{"text": 5}',
    "id is an object": '{"id": {}, "text": "x"}',
    "no UTF-8": b'{"text": "\x81\x8d"}',
    "deep": '{"text": ' + "[" * 100_000,
}


@pytest.mark.parametrize("line", list(BAD_LINES.values()), ids=list(BAD_LINES))
def test_bad_line_fails_alone(tmp_path: Path, line: str | bytes) -> None:
    table = tmp_path / "a.jsonl"
    raw = line if isinstance(line, bytes) else line.encode()
    table.write_bytes(b'{"id":"1","text":"x 1"}\n\n' + raw + b'\n{"id":"3","text":"x 3"}')
    before, bad, after = documents(table)
    assert (before.id, after.id) == ("1", "3")
    assert bad.outcome == "failed"
    assert f"{table}#line=3" in bad.error


def test_bad_csv_record_fails_alone(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes("id,text\n1,có 1 xã\n2,x,y,z\n3,\n4,có 4 xã\n".encode())
    assert [d.outcome for d in documents(table)] == ["ok", "failed", "no_text", "ok"]


def test_what_stood_before_a_gzip_cut_is_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": os.urandom(40).hex()}) + "\n" for n in range(3000))
    table = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(lines.encode())
    table.write_bytes(packed[: len(packed) // 2])
    *kept, last = documents(table)
    assert len(kept) > 1000
    assert {document.outcome for document in kept} == {"ok"}
    assert last.outcome == "failed"
    assert "cut off" in last.error and f"#line={len(kept) + 1}" in last.error


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.html"])
def test_too_long_is_not_loaded(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    start = {"a.jsonl": b'{"id":"1","text":"x 1"}\n', "a.csv": b"id,text\n1,x 1\n"}.get(name, b"")
    end = {"a.jsonl": b'\n{"id":"3","text":"x 3"}\n', "a.csv": b"\n3,x 3\n"}.get(name, b"")
    path.write_bytes(start + b"9" * 3_000_000 + end)
    outcomes = [d.outcome for d in documents(path, max_bytes=1 << 20, max_line_bytes=1 << 20)]
    assert outcomes == (["ok", "failed", "ok"] if end else ["failed"])


def test_missing_paths_and_empty_folders_fail(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"x")
    missing, empty = documents(tmp_path / "nowhere.txt", folder)
    assert (missing.outcome, empty.outcome) == ("failed", "failed")
    assert "no such file" in missing.error
    assert ".jsonl" in empty.error and ".png" in empty.error


def test_links_to_a_folder_above_are_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "sub" / "lost.txt").symlink_to(tmp_path / "gone.txt")
    assert [d.outcome for d in documents(tmp_path)] == ["ok", "failed"]


def test_unreadable_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    (document,) = documents(path)
    assert document.outcome == "failed"
    assert "Permission denied" in document.error


def test_lone_surrogates_stay_writable(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text(
        '{"id": "1\\ud83d", "title": "\\udc00", "text": "có 5\\ud800 xã, 😀 \\ud83d\\ude00"}\n', encoding="utf-8"
    )
    (document,) = documents(table)
    assert document.text == "có 5\ufffd xã, 😀 😀"
    json.dumps(view(document), ensure_ascii=False).encode()
    assert document.warnings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_are_told_by_their_marks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((b"\xff\xfe" if encoding == "utf-16-le" else b"") + TEXT.encode(encoding))
    (document,) = documents(path)
    assert document.text == TEXT


def test_windows_1258_is_composed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    # "Tỉnh có 5 xã, đạt 90%" with the tone marks as the code page writes them: after the vowel.
    path.write_bytes("Ti\u0309nh co\u0301 5 xa\u0303, đa\u0323t 90%".encode("cp1258"))
    (document,) = documents(path)
    assert document.text == "Tỉnh có 5 xã, đạt 90%"
    assert document.encoding == "windows-1258"
    assert "windows-1258" in document.warnings[0]
    (forced,) = documents(path, encoding="windows-1252")
    assert forced.text != document.text


def test_utf_16_table(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id\ttext\n1\tcó 5 xã\n2\tcó 6 xã\n", encoding="utf-16")
    assert [document.text for document in documents(table)] == ["có 5 xã", "có 6 xã"]


def test_nul_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"co 5\0 xa, nhieu chu khac nua o day")
    (document,) = documents(path)
    assert "\0" in document.text


def test_standard_input_is_jsonl(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id":"1","text":"x 1"}\n')))
    (document,) = read(["-"])
    assert (document.id, document.source) == ("1", "-#line=1")


def test_gold_lists_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([{"id": "1", "text": "x"}, 5, {"id": "2", "text": "y"}]), encoding="utf-8")
    assert [d.outcome for d in documents(path)] == ["ok", "failed", "ok"]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-09-22", "2021-09-22"),
        ("2021-09-22T17:10:00+07:00", "2021-09-22T17:10:00+07:00"),
        ("2021-09-22 17:10", "2021-09-22T17:10"),
        ("22/09/2021", "2021-09-22"),
        ("20-4-2021 10:00", "2021-04-20T10:00"),
        ("7.3.2026", "2026-03-07"),
        ("Thứ Tư, 22/09/2021 - 17:10", "2021-09-22T17:10"),
        ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07T00:05+07:00"),
        ("17:10 | 22/09/2021", "2021-09-22T17:10"),
        ("22/09/2021 5:10 PM", "2021-09-22T17:10"),
        ("22 tháng 9 năm 2021", "2021-09-22"),
        ("22 September 2021", "2021-09-22"),
        ("31/02/2021", ""),
        ("2021", ""),
        ("tháng 9/2021", ""),
        ("hôm qua", ""),
        ("2 giờ trước", ""),
    ],
)
def test_dates_become_iso(tmp_path: Path, written: str, iso: str) -> None:
    table = write_lines(tmp_path / "a.jsonl", [{"id": "1", "published": written, "text": "x"}])
    (document,) = documents(table)
    assert document.published == iso
    assert bool(document.warnings) == (not iso)


def test_no_heavy_library_is_imported_for_texts_and_jsonl(tmp_path: Path) -> None:
    import subprocess
    import sys

    table = write_lines(tmp_path / "a.jsonl", [{"id": "1", "published": "22/09/2021", "text": "x"}])
    program = (
        "import sys; from extract.reading import read; list(read(sys.argv[1:]));"
        "print([m for m in ('pyarrow','bs4','dateparser','selectolax','lxml','pandas','spacy') if m in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(table)], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "[]"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_in_any_kind_give_rows(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    names = ["a.txt", "b.html", "c.jsonl", "d.csv", "e.json", "f.dat", "g.jsonl.gz", "h.csv.gz"]
    for name in names:
        (folder / name).write_bytes(content)
    found = list(read([str(folder / name) for name in names]))
    assert {document.source.rpartition("/")[2].partition("#")[0] for document in found} == set(names)
    for document in found:
        json.dumps(view(document), ensure_ascii=False).encode()
        assert (document.outcome == "ok") == (not document.error)
