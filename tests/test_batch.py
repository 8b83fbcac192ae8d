"""Runs in shards: the same bytes as a plain run, whatever the number of workers, the order, the breaks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.kills import command, files, killed_and_resumed
from extract.batch import crew, engine, planning
from extract.batch.planning import plan
from extract.cli import main
from extract.reading.options import ReadOptions

ALL = "csv,jsonl,parquet,sqlite,xlsx"
POISONED = """
import os, signal, sys, time
sys.path[:] = sys.argv[1:]
from extract.batch import worker
finish = worker.finished
def finished(document, pipeline):
    if document.id == "doc-chet":
        os.kill(os.getpid(), signal.SIGKILL)
    if document.id == "doc-treo":
        time.sleep(600)
    return finish(document, pipeline)
worker.finished = finished
worker.serve()
"""


def article(number: int, id: str | None = None) -> dict[str, str]:
    return {
        "id": id or f"bai-{number}",
        "title": f"Vụ lúa thứ {number}",
        "publisher": "Báo Đồng Nội",
        "published": "2024-03-05",
        "text": f"Năm 2023, tỉnh An Giang gieo {number + 1}.200 ha lúa, tăng 4,{number % 10}% so với năm 2022.\n" * 3,
    }


def lines(*articles: dict[str, str]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Inputs of many kinds, among them what cannot be read, ids given twice and files of one name; tables are cut."""
    monkeypatch.setattr(planning, "SIZE", 2000)
    monkeypatch.setattr(planning, "CHUNK", 500)
    folder = tmp_path / "kho"
    (folder / "cu").mkdir(parents=True)
    for name in ("a", "b", "cu/a"):
        (folder / f"{name}.txt").write_text(f"{name}: xã có 1.250 hộ dân, 35% là hộ nghèo.", encoding="utf-8")
    (folder / "trang.html").write_text("<h1>Tin</h1><p>Sản lượng đạt 12,5 nghìn tấn năm 2023.</p>", encoding="utf-8")
    (folder / "hong.json").write_text("{", encoding="utf-8")
    (folder / "rong.jsonl").write_text("\n\n", encoding="utf-8")
    (folder / "bang.csv").write_text('id,text\nbai-3,"Thu 5 tỷ đồng."\nbai-90,Chi 7 tỷ đồng.\n', encoding="utf-8")
    many = lines(*map(article, range(30))) + "{hỏng\n\n" + lines(article(31, "bai-2"), article(32, "a"))
    (folder / "nhieu.jsonl.gz").write_bytes(gzip.compress(many.encode(), mtime=0))
    cut = gzip.compress(lines(*map(article, range(40, 80))).encode(), mtime=0)
    (folder / "cut.jsonl.gz").write_bytes(cut[: len(cut) // 2])
    (tmp_path / "mot.jsonl").write_text(lines(*map(article, range(80, 100))), encoding="utf-8")
    return [str(tmp_path / "mot.jsonl"), str(folder), str(tmp_path / "khong-co.txt"), str(tmp_path / "mot.jsonl")]


def events(said: str, name: str) -> list[dict[str, Any]]:
    return [event for line in said.splitlines() if (event := json.loads(line))["event"] == name]


def test_any_number_of_workers_gives_the_bytes_of_a_plain_run(inputs: list[str], tmp_path: Path) -> None:
    asked = [*inputs, "--format", ALL, "--quiet"]
    assert main(["run", *asked, "-o", str(tmp_path / "plain")]) == 1
    expected = files(tmp_path / "plain")
    assert len(plan(inputs, ReadOptions(), "").shards) > 10
    for workers in (1, 2, 3):
        assert main(["run", *asked, "-o", str(tmp_path / f"by-{workers}"), "--workers", str(workers)]) == 1
        assert files(tmp_path / f"by-{workers}") == expected


def test_only_what_is_missing_or_changed_is_read_again(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["run", *inputs, "-o", str(tmp_path / "out"), "--workers", "1", "--json-log"]

    def again() -> dict[str, Any]:
        capsys.readouterr()
        assert main(line) == 1
        said = capsys.readouterr().err
        assert len(events(said, "end")) == 1
        return events(said, "plan")[0] if events(said, "plan") else {"missing": 0, "notices": events(said, "notice")}

    first, second = again(), again()
    assert first["missing"] > 10
    assert "nothing has changed" in json.dumps(second)
    (tmp_path / "kho" / "b.txt").write_text("Xã có 1.300 hộ dân.", encoding="utf-8")
    assert again()["missing"] == 1
    (tmp_path / "out" / "facts.csv").write_text("", encoding="utf-8")
    assert again()["missing"] == 0
    assert main(["run", *inputs, "-o", str(tmp_path / "plain"), "--quiet"]) == 1
    assert files(tmp_path / "out") == files(tmp_path / "plain")


def test_other_settings_need_a_new_data_set_or_a_clear_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "bai.txt"
    source.write_text("Tỉnh trồng 1.200 ha chè.", encoding="utf-8")
    line = ["run", str(source), "-o", str(tmp_path / "out"), "--workers", "1", "--quiet"]
    assert main(line) == 0
    assert main([*line, "--encoding", "utf-8"]) == 2
    assert "encoding was (not given), is utf-8. Name another folder" in capsys.readouterr().err
    assert main([*line, "--encoding", "utf-8", "--redo"]) == 0
    assert main([*line, "--encoding", "utf-8"]) == 0


@pytest.mark.parametrize("wrong", [["-o", "-"], ["--workers", "0", "-o", "out"], ["-", "-o", "out"]])
def test_what_cannot_be_done_in_shards_is_said(
    wrong: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("3 con gà", encoding="utf-8")
    assert main(["run", "a.txt", "--workers", "2", *wrong]) == 2


def test_a_document_that_costs_two_workers_is_set_aside_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(crew, "PROGRAM", POISONED)
    monkeypatch.setattr(engine, "LOOK", 0.05)
    source = tmp_path / "bai.jsonl"
    source.write_text(
        lines(article(1), article(2, "doc-chet"), article(3), article(4, "doc-treo"), article(5)), "utf-8"
    )
    line = ["run", str(source), "-o", str(tmp_path / "out"), "--workers", "1", "--format", "jsonl", "--json-log"]
    assert main([*line, "--document-seconds", "2"]) == 1
    rows = [json.loads(row) for row in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["ok", "failed", "ok", "failed", "ok"]
    assert rows[1]["error"].endswith(
        "bai.jsonl#line=2: finding its facts twice ended its worker (SIGKILL); it is set aside"
    )
    assert "took more than 2 seconds" in rows[3]["error"]
    assert len(events(capsys.readouterr().err, "worker lost")) == 4


def test_a_run_that_was_killed_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "bai.jsonl"
    # Short ones and many: a document at which two workers were killed by chance would be set aside.
    source.write_text(lines(*(article(n) for n in range(900))), encoding="utf-8")
    assert main(["run", str(source), "-o", str(tmp_path / "plain"), "--quiet"]) == 0
    workers, parents = killed_and_resumed(command(source, tmp_path / "out", 2, "csv"), seed=7, seconds=2, parents=2)
    assert workers + parents > 0
    assert files(tmp_path / "out") == files(tmp_path / "plain")
