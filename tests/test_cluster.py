"""Runs on a Dask cluster: a real scheduler and real workers, one of them killed, give the bytes of a plain run."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

import patterns
from benchmarks.kills import files
from extract.batch import cluster, station
from extract.batch.cluster import Cluster
from extract.batch.planning import plan
from extract.batch.store import Store
from extract.batch.worker import Task
from extract.cli import main
from extract.reading.options import ReadOptions

PATTERNS = Path(patterns.__file__).parent
POISONED = """
import os, signal, sys
sys.path[:] = sys.argv[1:]
from extract.batch import worker
finish = worker.finished
def finished(document, pipeline):
    if document.id == "doc-chet":
        os.kill(os.getpid(), signal.SIGKILL)
    return finish(document, pipeline)
worker.finished = finished
worker.serve()
"""
FORMATS = "csv,jsonl,parquet,sqlite,xlsx"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def article(number: int, id: str = "", times: int = 4) -> dict[str, str]:
    text = f"Năm 2023, tỉnh Đồng Tháp thả {number + 1}.300 ha cá tra, tăng 3,{number % 10}% so với năm 2022.\n"
    return {"id": id or f"bai-{number}", "title": f"Ao thứ {number}", "text": text * times}


def table(path: Path, articles: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")
    return path


class DaskCluster:
    """A scheduler and its workers as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start("dask_scheduler", "--host", "127.0.0.1", "--port", self.address.rpartition(":")[2], "--no-dashboard")

    def start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{program}-{len(self.processes)}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", f"distributed.cli.{program}", *arguments],
                    stdout=log,
                    stderr=log,
                    cwd=self.folder,
                )
            )
        return self.processes[-1]

    def hire(self, threads: int = 1) -> subprocess.Popen[bytes]:
        return self.start(
            "dask_worker", self.address, "--host", "127.0.0.1", "--nthreads", str(threads), "--no-nanny",
            "--no-dashboard", "--local-directory", str(self.folder),
        )  # fmt: skip

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskCluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    running = DaskCluster(folder)
    yield running
    running.close()


def run(source: Path, target: Path, address: str, *more: str) -> int:
    return main(["run", str(source), "-o", str(target), "--engine", "dask", "--scheduler", address, *more])


def events(said: str, name: str) -> list[dict[str, Any]]:
    return [event for line in said.splitlines() if (event := json.loads(line))["event"] == name]


@contextmanager
def killed_at_work(victim: subprocess.Popen[bytes], store: Path) -> Iterator[None]:
    """A Dask worker is killed once a few shards are done."""

    def kill() -> None:
        end = monotonic() + 60
        while monotonic() < end:
            with suppress(FileNotFoundError):
                if sum(path.name.endswith(".jsonl.gz") for path in store.iterdir()) >= 3:
                    break
            sleep(0.02)
        os.kill(victim.pid, signal.SIGKILL)

    killer = Thread(target=kill)
    killer.start()
    yield
    killer.join()


def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_a_plain_run(
    dask: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extract.batch.planning.SIZE", 12_000)
    monkeypatch.setattr("extract.batch.planning.CHUNK", 4_000)
    monkeypatch.chdir(tmp_path)
    source = table(Path("bai.jsonl"), [article(n, times=12) for n in range(200)])
    assert main(["run", str(source), "-o", "plain", "--format", FORMATS, "--quiet"]) == 0
    first, _ = dask.hire(), dask.hire()
    with killed_at_work(first, tmp_path / "out" / ".trich-work"):
        assert run(source, Path("out"), dask.address, "--format", FORMATS, "--json-log") == 0
    shards = events(capsys.readouterr().err, "shard")
    assert len(shards) > 10
    assert first.wait() == -signal.SIGKILL
    assert files(tmp_path / "out") == files(tmp_path / "plain")
    assert run(source, Path("out"), dask.address, "--format", FORMATS) == 0
    assert "nothing has changed" in capsys.readouterr().err


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A scheduler and a worker in this very process."""
    from distributed import LocalCluster

    here = "127.0.0.1"
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, host=here, protocol="tcp://", silence_logs=False,
        dashboard_address=f"{here}:0", worker_dashboard_address=f"{here}:0",
    ) as running:  # fmt: skip
        yield str(running.scheduler_address)


def test_a_document_that_ends_its_process_costs_no_dask_worker(
    local: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extract.batch.crew.PROGRAM", POISONED)
    source = table(tmp_path / "bai.jsonl", [article(1), article(2, "doc-chet"), article(3)])
    assert run(source, tmp_path / "out", local, "--format", "jsonl", "--json-log") == 1
    rows = [json.loads(row) for row in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [row["outcome"] for row in rows] == ["ok", "failed", "ok"]
    assert "bai.jsonl#line=2: finding its facts twice ended its worker (SIGKILL)" in rows[1]["error"]
    assert len(events(capsys.readouterr().err, "worker lost")) == 2


def test_own_tables_are_sent_to_the_workers(local: str, tmp_path: Path) -> None:
    source = table(tmp_path / "bai.jsonl", [article(1)])
    tables = tmp_path / "bang"
    tables.mkdir()
    for path in sorted(PATTERNS.glob("*.tsv"))[:1]:
        (tables / path.name).write_bytes(path.read_bytes())
    own = ["--patterns", str(tables), "--quiet"]
    assert run(source, tmp_path / "out", local, *own) == 0
    assert main(["run", str(source), "-o", str(tmp_path / "plain"), *own]) == 0
    assert files(tmp_path / "out") == files(tmp_path / "plain")


def test_a_worker_that_cannot_do_the_same_work_is_refused(
    local: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "bai.jsonl", [article(1)])
    numbers = count()
    for module in (cluster, station):
        monkeypatch.setattr(module, "program", lambda tables: str(next(numbers)))
    assert run(source, tmp_path / "out", local, "--quiet") == 2
    assert "another version of trich" in capsys.readouterr().err


def test_an_input_that_a_worker_does_not_see_is_no_failed_document(
    local: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "bai.jsonl", [article(1)])
    monkeypatch.setattr(station, "_is_there", lambda source, base: False)
    assert run(source, tmp_path / "out", local, "--quiet") == 2
    assert "bai.jsonl: is not there. Give inputs that all machines see" in capsys.readouterr().err
    assert not (tmp_path / "out" / "facts.csv").exists()


def test_a_shard_that_the_cluster_gives_up_twice_is_set_aside(
    local: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import KilledWorker

    class Told(list[str]):
        def event(self, event: str, **values: object) -> None:
            self.append(event)

        def notice(self, text: str) -> None:
            self.append(text)

    def lost(self: Cluster, future: object) -> None:
        raise KilledWorker("trich", None, 4)  # type: ignore[arg-type]  # which one was the last is nothing to us

    monkeypatch.setattr(Cluster, "_heard", lost)
    options = ReadOptions()
    (shard,) = plan([str(table(tmp_path / "bai.jsonl", [article(1)]))], options, "").shards
    store = Store(tmp_path / "work")
    store.tidy()
    told = Told()
    (done,) = Cluster(local, told).map([shard], Task(store.where, tmp_path / "slate", options))
    assert (done.key, done.documents, told) == (shard.key, 1, ["shard lost"])
    (row,) = store.read(shard.key)
    assert row.outcome == "failed"
    assert "bai.jsonl: the cluster lost 10 workers that read it or its neighbours" in row.said("error")


def test_no_cluster_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = table(tmp_path / "bai.jsonl", [article(1)])
    monkeypatch.setattr(cluster, "REACHED", 0.5)
    assert run(source, tmp_path / "out", f"tcp://127.0.0.1:{free_port()}") == 2
    assert "no Dask scheduler can be reached there" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(source, tmp_path / "out", "tcp://127.0.0.1:1") == 2
    assert 'pip install "trich[cluster]"' in capsys.readouterr().err
    assert main(["run", str(source), "-o", str(tmp_path / "out"), "--engine", "dask"]) == 2
    assert "--scheduler tcp://HOST:8786" in capsys.readouterr().err
    assert run(source, tmp_path / "out", "tcp://127.0.0.1:1", "--workers", "2") == 2
