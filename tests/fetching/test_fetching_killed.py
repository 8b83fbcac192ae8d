"""A fetch that is killed goes on where it stopped: a few kills here, fifty in `python -m benchmarks.fetching`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import DatasetError
from extract.fetching.archive import Answer, Archive
from extract.fetching.connection import Exchange
from extract.fetching.ledger import FILE, Found, Ledger
from tests.fetching.conftest import Site, fetch, serve
from tests.fetching.kills import arguments, endings, lives

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
ANSWER = Answer(
    "http://bao.test/a", "2026-11-28T01:00:00.000000Z", Exchange(b"GET /a HTTP/1.1\r\n\r\n", HEAD), b"x" * 99
)


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from serve(tmp_path_factory.mktemp("own_site"), 12)


def test_killed_fetches_end_as_one_that_was_let_alone(own_site: Site, tmp_path: Path) -> None:
    reference = endings(fetch(tmp_path / "alone", *arguments(own_site, 0.02)))
    found = list(lives(own_site, tmp_path, 3, 0.02, reference, seed=5))
    assert [fault for life in found for fault in life.faults] == []
    assert sum(life.kills for life in found) == 3


def test_what_is_torn_is_cut_off_and_what_is_whole_stays(tmp_path: Path) -> None:
    archive = Archive(tmp_path, {}, "trich/0")
    place = archive.write(ANSWER)
    archive.close()
    path, whole = tmp_path / place.file, place.offset + place.length
    stored = path.read_bytes()
    path.write_bytes(stored + b"\x1f\x8b\x08torn")
    Archive(tmp_path, {place.file: whole}, "trich/0").close()
    assert path.read_bytes() == stored
    path.write_bytes(stored[:-1])
    with pytest.raises(DatasetError, match="put the whole file back"):
        Archive(tmp_path, {place.file: whole}, "trich/0")


def test_a_file_that_is_full_is_followed_by_a_new_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path, {}, "trich/0", most=500)
    names = {archive.write(ANSWER).file for _ in range(3)}
    archive.close()
    assert names == {"trich-000001.warc.gz", "trich-000002.warc.gz", "trich-000003.warc.gz"}


def test_a_visit_that_was_not_finished_is_waiting_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert not ledger.begin()
    ledger.add([Found("http://bao.test/a"), Found("http://bao.test/b")])
    visit = ledger.next("bao.test")
    assert visit is not None
    ledger.finish(visit, "stored", {"status": 200}, [Found("http://bao.test/c", "article")], "page")
    ledger.close()
    again = Ledger(tmp_path)
    assert again.begin() and again.waiting == {"bao.test": 2} and again.pages == 1
    again.close()


def test_one_process_at_a_time(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.begin()
    with pytest.raises(DatasetError, match="another run may be fetching into this folder"):
        Ledger(tmp_path)
    ledger.close()


@pytest.mark.parametrize("name", ["datapackage.json", "snapshots.csv"])
def test_what_no_fetch_wrote_is_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"trich": {"settings": {}}}', encoding="utf-8")
    refused = fetch(tmp_path, "https://bao.example/")
    assert refused.status == 2 and f"holds {name}, which no fetch wrote" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == [name]
    Ledger(tmp_path).close()  # as one leaves it that is killed between the table and its description
    again = fetch(tmp_path, "http://127.0.0.1:1/")
    assert (again.status == 2) == (name == "datapackage.json")


def test_a_ledger_of_an_earlier_version_is_gone_on_with(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    base = sqlite3.connect(tmp_path / FILE)
    base.executescript("ALTER TABLE visits DROP COLUMN titles; ALTER TABLE visits DROP COLUMN after;")
    base.close()
    ledger = Ledger(tmp_path)
    ledger.begin()
    ledger.add([Found("http://bao.test/a")])
    assert ledger.next("bao.test")
    ledger.close()
