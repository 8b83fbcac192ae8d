"""The test site, and what a fetch from it left behind."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Site:
    """A running test site: its folder (port, log) and its port."""

    folder: Path
    port: str

    def url(self, host: str, path: str) -> str:
        """An address of it."""
        return f"http://{host}:{self.port}{path}"

    def log(self) -> list[dict[str, object]]:
        """Every request that came, in order."""
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]

    def asked(self, host: str) -> list[tuple[float, str]]:
        """The requests to one host: when, and for what."""
        return [(float(str(line["time"])), str(line["path"])) for line in self.log() if line["host"] == host]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a command left: its status, what it said, its folder."""

    status: int
    out: str
    err: str
    folder: Path

    def rows(self) -> list[dict[str, str]]:
        """The table of snapshots."""
        with (self.folder / "snapshots.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def row(self, part: str, round_: int = 1) -> dict[str, str]:
        """The one row whose address holds `part`."""
        found = [row for row in self.rows() if part in row["address"] and row["round"] == str(round_)]
        assert len(found) == 1, found
        return found[0]


def command(*arguments: str) -> list[str]:
    """The real command, with the site's names."""
    return [sys.executable, "-W", "error::ResourceWarning", "-m", "tests.fetching.command", *arguments]


def fetch(folder: Path, *arguments: str, seconds: float = 90, **environment: str) -> Fetched:
    """Run `trich fetch` to its end."""
    done = subprocess.run(
        command("fetch", *arguments, "-o", str(folder)), cwd=ROOT, env=os.environ | environment, capture_output=True,
        text=True, encoding="utf-8", timeout=seconds, check=False,
    )  # fmt: skip
    return Fetched(done.returncode, done.stdout, done.stderr, folder)


def serve(folder: Path, articles: int) -> Iterator[Site]:
    """A site of its own process, for as long as it is needed."""
    words = [sys.executable, "-m", "tests.fetching.site", str(folder), str(articles)]
    with subprocess.Popen(words, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}) as process:
        try:
            end = monotonic() + 20
            while not (folder / "port").is_file():
                assert monotonic() < end and process.poll() is None, "the test site did not start"
                sleep(0.02)
            yield Site(folder, (folder / "port").read_text(encoding="utf-8"))
        finally:
            process.kill()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from serve(tmp_path_factory.mktemp("site"), 24)
