"""`trich verify`: a citation is exact, moved or lost, and never roughly there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checking.verifying import Citation, judged, verify
from extract.cli import main
from extract.model import Document
from extract.pipeline import text_document

TEXT = "Đến tháng 9, xã Hòa An có 1.250 hộ dùng nước sạch. Năm trước là 980 hộ. Toàn huyện có 14 trạm cấp nước."
PLACE = TEXT.index("1.250")
CITED = Citation("f", "d", "1.250", PLACE, PLACE + 5, "Đến tháng 9, xã Hòa An có ", " hộ dùng nước sạch.")


def document(text: str) -> Document:
    return text_document(text)._replace(id="d")


def test_what_stands_where_it_did_is_exact() -> None:
    assert judged(CITED, document(TEXT))[1:] == ("exact", PLACE, "")


def test_what_stands_at_one_other_place_has_moved() -> None:
    assert judged(CITED, document("Tin mới. " + TEXT))[1:] == ("moved", PLACE + 9, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("1.250", "1.251"), "nowhere"),
        (TEXT.replace("nước sạch", "nước máy"), "nowhere"),
        ("Tin. " + TEXT + " " + TEXT, "more than one"),
        ("", "nowhere"),
    ],
    ids=["số khác", "lời khác", "hai nơi", "rỗng"],
)
def test_all_else_is_lost_with_its_reason(text: str, why: str) -> None:
    result = judged(CITED, document(text))
    assert (result.result, result.now) == ("lost", None)
    assert why in result.reason


def test_a_document_that_cannot_be_read_loses_its_citations_for_its_reason() -> None:
    gone = Document(id="d", source="bao.txt", text="", outcome="failed", error="bao.txt: the file is cut off")
    assert judged(CITED, gone).reason == "bao.txt: the file is cut off"


def test_documents_in_another_order_and_missing_ones_are_accounted_for() -> None:
    cited = [CITED._replace(doc=doc, fact=doc) for doc in ("a", "b", "c")]
    again = [document("x" + TEXT)._replace(id=doc) for doc in ("c", "a")]
    verdicts = list(verify(cited, {"a", "b", "c"}, again, pytest.fail))
    assert [(v.citation.doc, v.result) for v in verdicts] == [("c", "moved"), ("a", "moved"), ("b", "lost")]


@given(st.text(max_size=60), st.data())
def test_exact_means_the_same_words_at_the_same_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cited = Citation("f", "d", text[start:end], start, end, text[max(0, start - 8) : start], text[end : end + 8])
    assert judged(cited, document(text)).result == "exact" or "\0" in text
    changed = judged(cited, document("Ừ" + text))
    if changed.now is not None:
        assert ("Ừ" + text)[changed.now :].startswith(cited.figure)


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two articles with the data set made from it, which is where the commands are typed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "bài viết"
    folder.mkdir()
    (folder / "nuoc.txt").write_text(TEXT, encoding="utf-8")
    rows = [{"id": "x1", "text": "Chợ có 320 quầy, tăng 12% so với năm ngoái.", "ngay": "2024-05-02"}]
    (folder / "cho.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = ["run", "bài viết", "-o", "ra", "--format", "csv,parquet", "--column", "published=ngay", "--quiet"]
    assert main(command) == 0
    return folder


def test_an_unchanged_archive_is_exact(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "ra"]) == 0
    assert capsys.readouterr().out == "citations 5: exact 5 in 2 documents, moved 0, lost 0\n"


def change_words(archive: Path) -> None:
    path = archive / "nuoc.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("980 hộ", "990 hộ"), encoding="utf-8")


def put_words_before(archive: Path) -> None:
    path = archive / "nuoc.txt"
    path.write_text("Cập nhật.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


def remove(archive: Path) -> None:
    (archive / "nuoc.txt").unlink()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_words, ["exact 3 in 2 documents", "lost 2 in 1 document", "2 citations, the first “980” at"]),
        (put_words_before, ["moved 3", "stands at 36-41 now"]),
        (remove, ["lost 3 in 1 document", "not among the inputs"]),
    ],
)
def test_a_changed_archive_is_told(
    change: Callable[[Path], None], said: list[str], archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(archive)
    assert main(["verify", "ra"]) == 1
    told = capsys.readouterr().out
    for words in said:
        assert words in told


def test_every_verdict_is_written(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remove(archive)
    assert main(["verify", "ra", "-o", "phán.csv", "--show", "0"]) == 1
    assert "more such lines" in capsys.readouterr().out
    with Path("phán.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["result"] for row in rows] == ["exact", "exact", "lost", "lost", "lost"]
    assert {row["source"] for row in rows} == {"bài viết/cho.jsonl#line=1", "bài viết/nuoc.txt"}


def test_from_another_folder_it_says_what_is_missing(
    archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    home = archive.parent
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert main(["verify", str(home / "ra")]) == 1
    assert "bài viết: there is no such file or folder" in capsys.readouterr().err
    assert main(["verify", str(home / "ra"), "--base", str(home)]) == 0


def test_wrong_use_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "bài viết"]) == 2
    assert "no data set of trich is there" in capsys.readouterr().err
    assert main(["verify", "ra", "-o", "không có/v.csv"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_standard_input_cannot_be_read_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    descriptor = Path("ra/datapackage.json")
    described = json.loads(descriptor.read_text(encoding="utf-8"))
    described["trich"]["settings"]["inputs"] = "-"
    descriptor.write_text(json.dumps(described), encoding="utf-8")
    assert main(["verify", "ra"]) == 1
    assert "standard input cannot be read again" in capsys.readouterr().err


def test_what_was_fetched_is_read_from_its_snapshots(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.rename("ra/snapshots")
    descriptor = Path("ra/datapackage.json")
    described = json.loads(descriptor.read_text(encoding="utf-8"))
    described["trich"]["settings"]["inputs"] = "https://xa.example/tin HTTPS://xa.example/rss"
    descriptor.write_text(json.dumps(described), encoding="utf-8")
    assert main(["verify", "ra"]) == 0
    assert "exact 5 in 2 documents" in capsys.readouterr().out
