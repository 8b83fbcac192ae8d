"""The commands, their output, their exit status; `main` is called as the shell would call it."""

from __future__ import annotations

import csv
import io
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.cli import main
from extract.commands import COMMANDS
from extract.errors import DatasetError
from extract.pipeline import Pipeline

ARTICLES = (
    '{"id": "a", "published": "2023-11-20", "text": "Năm nay, toàn tỉnh có trên 1.250 hộ nuôi ong, tăng 12,5%."}\n'
    '{"id": "b", "text": "Không có con số nào ở đây."}\n'
    '{"id": "c", "text": "Giá mật 85.000 đồng/kg."}\n'
)
SENTENCE = "đến ngày 15/10/2023, đã kích hoạt trên 1,67 triệu tài khoản định danh điện tử"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "bài.jsonl"
    path.write_text(ARTICLES, encoding="utf-8")
    return path


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with io.TextIOWrapper(io.BytesIO(ARTICLES.encode()), encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# -- run ----------------------------------------------------------------------------------------------------


def test_a_run_writes_a_data_set_and_says_so(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(articles), "-o", str(out)]) == 0
    assert [row["figure"] for row in table(out / "facts.csv")] == ["1.250", "12,5%", "85.000 đồng"]
    assert [row["outcome"] for row in table(out / "documents.csv")] == ["ok", "no_facts", "ok"]
    said = capsys.readouterr()
    assert "documents           3  ok 2   no_facts 1" in said.out
    assert "facts               3  count 1   percent 1   money 1" in said.out
    assert f"written to   {out}: facts.csv, documents.csv, datapackage.json" in said.out
    assert said.err == ""


def test_every_format_is_written(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["run", str(articles), "-o", str(out), "--format", "csv,jsonl,parquet,sqlite,xlsx"]) == 0
    assert {path.name for path in out.iterdir()} == {
        "facts.csv", "documents.csv", "facts.jsonl", "documents.jsonl", "facts.parquet", "documents.parquet",
        "trich.sqlite", "trich.xlsx", "datapackage.json",
    }  # fmt: skip


def test_facts_stream_as_jsonl(standard_input: None, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["run", "-", "-o", "-"]) == 0
    said = capsysbinary.readouterr()
    assert [json.loads(line)["doc"] for line in said.out.splitlines()] == ["a", "a", "c"]
    assert b"written to   standard output" in said.err


def test_quiet_is_quiet(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(articles), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_failures_are_rows_and_are_named(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = [str(tmp_path / f"{number}.txt") for number in range(12)]
    for options in ([], ["--quiet"]):
        assert main(["run", str(articles), *missing, "-o", str(tmp_path / "out"), *options]) == 1
        said = capsys.readouterr()
        told = said.err if options else said.out
        assert "12 inputs failed" in told
        assert f"{missing[9]}: there is no such file" in told
        assert missing[10] not in told
        assert "and 2 more" in told
    rows = table(tmp_path / "out" / "documents.csv")
    assert [row["outcome"] for row in rows].count("failed") == 12
    assert len(rows) == 15


def test_a_log_of_json_lines(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(articles), str(tmp_path / "no"), "-o", str(tmp_path / "out"), "--json-log"]) == 1
    said = capsys.readouterr()
    events = [json.loads(line) for line in said.err.splitlines()]
    assert said.out == ""
    assert [event["event"] for event in events] == ["document"] * 4 + ["end"]
    assert events[0]["doc"] == "a" and events[0]["facts"] == 2
    assert events[3]["outcome"] == "failed" and "no such file" in events[3]["error"]
    assert events[-1]["facts"] == 3 and events[-1]["failed"] == 1 and "facts.csv" in events[-1]["files"]


def test_a_terminal_sees_progress(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("rich")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["run", str(articles), str(tmp_path), "-o", str(tmp_path / "out")]) == 1  # each id twice
    assert "facts" in capsys.readouterr().out


def test_a_text_that_breaks_the_pipeline_is_one_failed_row(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = Pipeline.facts

    def breaks(self: Pipeline, document: object) -> object:
        if getattr(document, "id", "") == "a":
            raise KeyError("of a rule")
        return facts(self, document)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "facts", breaks)
    assert main(["run", str(articles), "-o", str(tmp_path / "out")]) == 1
    rows = table(tmp_path / "out" / "documents.csv")
    assert [row["outcome"] for row in rows] == ["failed", "no_facts", "ok"]
    assert rows[0]["error"].endswith("finding its facts broke: KeyError: 'of a rule'")
    assert "1 input failed" in capsys.readouterr().out


def test_columns_of_other_names(tmp_path: Path) -> None:
    source = tmp_path / "kho.csv"
    source.write_text("id,noi_dung,ngay\n1,Năm nay xã có 7 hộ.,2019-05-01\n", encoding="utf-8")
    renamed = ["--column", "text=noi_dung", "--column", "published=ngay"]
    assert main(["run", str(source), "-o", str(tmp_path / "out"), *renamed]) == 0
    assert [row["period"] for row in table(tmp_path / "out" / "facts.csv")] == ["2019"]


def test_the_same_words_replace_a_data_set_and_others_do_not(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    (tmp_path / "khác.txt").write_text("Có 3 xe.", encoding="utf-8")
    assert main(["run", str(articles), "-o", out]) == main(["run", str(articles), "-o", out]) == 0
    assert main(["run", str(tmp_path / "khác.txt"), "-o", out]) == 2
    assert "holds the data of another run" in capsys.readouterr().err
    assert len(table(tmp_path / "out" / "facts.csv")) == 3
    assert main(["run", str(tmp_path / "khác.txt"), "-o", out, "--overwrite"]) == 0
    assert len(table(tmp_path / "out" / "facts.csv")) == 1


def test_results_in_a_folder_are_not_read_as_articles(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["run", str(tmp_path), "-o", str(tmp_path / "out"), "--format", "csv,jsonl"]) == 0
        assert len(table(tmp_path / "out" / "documents.csv")) == 3
    assert "5 of a data set written by trich" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "pdf", "-o", "out"], "known formats are csv"),
        (["--column", "text", "-o", "out"], "write NAME=COLUMN"),
        (["--column", "words=x", "-o", "out"], "no column is called words"),
        (["--encoding", "latin-99", "-o", "out"], "latin-99"),
        (["--max-bytes", "0", "-o", "out"], "at least 1"),
        (["--patterns", "no-such-folder", "-o", "out"], "no-such-folder"),
        (["--format", "csv", "-o", "-"], "-o - streams facts as JSONL"),
        (["-o", ""], "-o names the folder"),
        (["-o", "bài.jsonl"], "is a file, not a folder"),
        ([], "required: -o/--output"),
    ],
)
def test_wrong_use_is_status_2_and_says_what_to_do(
    articles: Path, options: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(articles.parent)
    assert main(["run", articles.name, *options]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in articles.parent.iterdir() if any(path.glob("*"))] == []


def test_an_interrupted_run_says_so(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Pipeline, "facts", interrupted)
    assert main(["run", str(articles), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "trich: interrupted; nothing half-written is left\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_run_that_is_told_to_end_cleans_up(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(Pipeline, "facts", told)
    assert main(["run", str(articles), "-o", str(tmp_path / "out")]) == 143
    assert list((tmp_path / "out").iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before


# -- the other commands -------------------------------------------------------------------------------------


def test_read_shows_what_the_reader_sees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "trang.html"
    words = "Toàn xã có 7 hộ nuôi ong, thu nhập mỗi hộ đạt 90 triệu đồng một năm. " * 6
    page.write_text(
        f"<html><title>Nghề ong</title><body><h1>Nghề ong</h1><p>{words}</p></body></html>", encoding="utf-8"
    )
    assert main(["read", str(page), str(tmp_path / "no.txt")]) == 1
    said = capsys.readouterr()
    seen, missing = map(json.loads, said.out.splitlines())
    assert list(seen) == [
        "source", "outcome", "title", "author", "publisher", "published", "published_from", "modified", "section",
        "url", "warnings", "text", "blocks",
    ]  # fmt: skip
    assert seen["title"] == "Nghề ong"
    assert all(seen["text"][block["start"] : block["end"]] == block["text"] for block in seen["blocks"])
    assert missing["outcome"] == "failed"
    assert "no such file" in said.err


def test_explain_names_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", SENTENCE]) == 0
    said = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert lines[0] == SENTENCE.replace("1,67 triệu", "[1,67 triệu]")
    assert "1. 1,67 triệu characters 39-49" in lines
    assert "value 1670000 scales:million" in lines
    assert any(line.startswith("bound over qualifiers:") and line.endswith("“trên”") for line in lines)
    assert any(line.startswith("period ../2023-10-15 times:date “đến ngày 15/10/2023”, times:by") for line in lines)
    assert "ngày 15/10/2023 times:date" in lines[lines.index("no figures") :]
    assert "đến ngày 15/10/2023 by times:date, times:by" in lines[lines.index("times") :]
    assert "\x1b" not in said


def test_explain_gives_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    text = f"Theo Công an tỉnh Thanh Hóa, {SENTENCE}, theo Kế hoạch số 12/KH-UBND."
    assert main(["explain", text, "--published", "2023-11-20", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (figure,) = said["figures"]
    assert text[figure["start"] : figure["end"]] == "1,67 triệu"
    assert figure["fields"]["value"] == {"value": "1670000", "rows": [{"row": "scales:million", "text": ""}]}
    assert figure["fields"]["attribution"]["rows"]
    assert [place["name"] for place in said["places"]] == ["Thanh Hóa"]
    assert [one["text"] for one in said["no_figures"]] == ["ngày 15/10/2023", "12/KH-UBND"]
    assert [time["relation"] for time in said["times"]] == ["by"]


def test_explain_reads_standard_input_and_says_when_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with io.TextIOWrapper(io.BytesIO("Không có gì.".encode()), encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["explain", "-"]) == 0
    assert "No figure was found." in capsys.readouterr().out
    assert main(["explain", "x", "--published", "20/11/2023"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_score_compares_with_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Xã có 7 hộ nghèo."
    fact = {
        "figure": "7", "start": 6, "end": 7, "value": "7", "kind": "count", "unit": "hộ", "bound": "exact",
        "change": "none", "status": "actual", "indicator": "hộ nghèo",
    }  # fmt: skip
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.json").write_text(json.dumps({"id": "a", "text": text, "facts": [fact]}), encoding="utf-8")
    out = str(tmp_path / "out")
    assert main(["run", str(gold), "-o", out]) == 0
    capsys.readouterr()
    assert main(["score", str(gold), out, "--by", "kind", "--errors", "3"]) == 0
    assert "figure_f1              1.0000" in capsys.readouterr().out
    assert main(["score", str(gold), out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figure_f1"] == 1
    assert main(["score", str(tmp_path), out]) == 2
    assert main(["score", str(gold), out, "--errors", "-1"]) == 2
    (gold / "a.json").write_text("{", encoding="utf-8")
    assert main(["score", str(gold), out]) == 1
    assert "a.json: cannot be read as JSON" in capsys.readouterr().err


def test_patterns_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", "list"]) == 0
    assert "place_cues" in capsys.readouterr().out
    assert main(["patterns", "list", "place_cues"]) == 0
    said = capsys.readouterr().out
    assert "place_cues:country.whole\n" in said
    assert "    target     VN\n" in said
    assert main(["patterns", "list", "nothing"]) == 2
    assert "the tables are numerals" in capsys.readouterr().err


def test_patterns_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cues = tmp_path / "place_cues.tsv"
    head = "id\tsurfaces\ttarget\tnot_after\tnot_before\texamples\tcounters\n"
    cues.write_text(head + "land\tcả nước\tVN\t\t\tCả nước có [5] đảo → place=Lào\t\n", encoding="utf-8")
    assert main(["patterns", "check", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert (
        "place_cues.tsv: row land: Cả nước có [5] đảo → place=Lào\n    expected place=Lào\n    came     place=Việt Nam"
        in said
    )
    assert "the proofs of" in said.splitlines()[-1]
    cues.write_text(head + "land\tcả nước\tVN\t\t\t\t\n", encoding="utf-8")
    assert main(["patterns", "check", str(tmp_path)]) == 2
    assert "place_cues.tsv:2: row 'land' has no example" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["run"], ["read"], ["explain"], ["score"], ["patterns"], ["patterns", "list"]])
def test_help_is_there_for_each_command(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: trich")
    assert "example" in said or command == ["patterns", "list"]


def test_help_fits_an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
        said = capsys.readouterr().out.splitlines()
        assert [line for line in said if len(line) > 80 and not line.startswith("  trich ")] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["run", "x", "-o", "y", "--frob"], "trich run: unknown: --frob; trich run --help tells what there is\n"),
        (["--frob", "run", "x", "-o", "y"], "trich: unknown: --frob; trich --help tells what there is\n"),
        (["patterns"], "trich patterns: the following arguments are required: ACTION; trich patterns --help"),
    ],
)
def test_wrong_words_are_told_in_one_line(written: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(written) == 2
    assert capsys.readouterr().err.startswith(said)


def test_version_and_wrong_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("trich ")
    assert main([]) == 2
    assert main(["sing"]) == 2


def test_a_disk_error_is_a_word_and_no_traceback(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatasetError(f"{tmp_path}: the disk is full; free some space or name a folder elsewhere")

    monkeypatch.setattr("extract.dataset.writing.DatasetWriter.write", full)
    assert main(["run", str(articles), "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("trich: ")


def test_a_document_that_contradicts_its_date_is_warned_of(tmp_path: Path) -> None:
    text = "Ngày 15/3/2024, huyện đã khánh thành 3 cầu. Năm 2022, huyện đã xây 5 trạm."
    articles = [
        {"id": "a", "published": "2023-11-20", "text": text},
        {"id": "b", "published": "2024-03-16", "text": text},
    ]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    assert main(["run", str(source), "-o", str(tmp_path / "out"), "--format", "jsonl", "--quiet"]) == 0
    lines = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    warnings = {row["doc"]: row["warnings"] for row in map(json.loads, lines)}
    assert not warnings["b"]
    wanted = "published 2023-11-20, but tells as done what is of 2024-03-15 (“3”, characters 37-38)"
    assert warnings["a"] == wanted
