"""Inputs and data sets in object storage, held against those of the disk, on an S3 server that the tests start."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from benchmarks.kills import files
from extract.cli import main
from extract.dataset import standing, uploading
from extract.errors import StorageError, UsageError
from extract.storage import Entry, ObjectFolder, entries, folder, is_remote, on_disk, opened
from tests.test_cluster import DaskCluster, article, dask, table  # noqa: F401 - `dask` is a fixture

ALL = "csv,jsonl,parquet,sqlite,xlsx"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The address of an empty bucket; where it is, is told by the environment, as anywhere."""
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "thu")
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"kho-{abs(hash(request.node.name))}"
    s3fs.S3FileSystem().mkdir(name)
    return f"s3://{name}"


def store(address: str, contents: dict[str, bytes]) -> None:
    place = ObjectFolder(address)
    for name, content in contents.items():
        with place.written(name) as file:
            file.write(content)


def objects(address: str) -> dict[str, bytes]:
    """The files of a data set by name."""
    place = ObjectFolder(address)
    return {name: place.read(name) for name in place.versions() if not name.startswith(".")}


def test_addresses_are_told_from_paths() -> None:
    assert is_remote("s3://kho/tin")
    assert not any(map(is_remote, ("kho/tin", "https://vi.du/tin", "file:///kho/tin", "C:/kho", "-")))
    assert on_disk("file:///kho/tin%20cu.txt") == "/kho/tin cu.txt"
    with pytest.raises(UsageError, match="xyz:// is not read or written; known are s3"):
        folder("xyz://kho/tin")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    assert main(["run", "s3://kho/tin", "-o", "s3://kho/ra", "--workers", "1"]) == 2
    assert 's3:// needs another package; install it: pip install "trich[s3]"' in capsys.readouterr().err


def test_objects_are_listed_with_versions_and_read(bucket: str) -> None:
    store(f"{bucket}/tin", {"b.txt": b"hai", "a/z.txt": b"mot", "a.txt": b"ba"})
    listed = list(entries(f"{bucket}/tin") or ())
    assert [entry.address for entry in listed] == [f"{bucket}/tin/{name}" for name in ("a/z.txt", "a.txt", "b.txt")]
    assert [entry.size for entry in listed] == [3, 2, 3]
    store(f"{bucket}/tin", {"b.txt": b"bon"})
    assert entries(f"{bucket}/tin") is not None
    (changed,) = set(entries(f"{bucket}/tin") or ()) - set(listed)
    assert changed.address.endswith("/b.txt")
    assert entries(f"{bucket}/khong") is None
    with opened(f"{bucket}/tin/b.txt") as stream:
        assert stream.seek(1) == 1
        assert stream.read() == b"on"


def many(number: int) -> bytes:
    return "".join(json.dumps(article(n), ensure_ascii=False) + "\n" for n in range(number)).encode()


def inputs(place: Path) -> dict[str, bytes]:
    """Inputs of many kinds: texts, tables, archives, and what is read in a process of its own."""
    book = Workbook(place / "so.xlsx")
    book.add_worksheet("Thóc").write_row(0, 0, ["Tỉnh", "Sản lượng (tấn)", "An Giang", 4_000])
    book.close()
    return {
        "cu/a.txt": "Xã có 1.250 hộ dân.".encode(),
        "a.txt": "Xã có 1.260 hộ dân.".encode(),
        "bang.csv": 'id,text\nx-1,"Thu 5 tỷ đồng."\n'.encode(),
        "nhieu.jsonl.gz": gzip.compress(many(40), mtime=0),
        "so.xlsx": (place / "so.xlsx").read_bytes(),
        "hong.json": b"{",
        "anh.png": b"",
        ".an.txt": b"3 con",
    }


def written(folder: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def relocated(data_set: dict[str, bytes], *moves: tuple[str, str]) -> dict[str, str]:
    """The text files of a data set with other addresses of its inputs."""
    told = {name: content.decode() for name, content in data_set.items() if name.endswith((".jsonl", ".csv"))}
    for before, after in moves:
        told = {name: content.replace(before, after) for name, content in told.items()}
    return told


def test_a_run_from_and_to_object_storage_is_that_of_the_disk(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extract.batch.planning.SIZE", 5_000)
    monkeypatch.setattr("extract.batch.planning.CHUNK", 1_000)
    contents = inputs(tmp_path)
    store(f"{bucket}/tin", contents)
    line = ["run", f"{bucket}/tin", "--format", ALL]
    assert main([*line, "-o", str(tmp_path / "plain"), "--quiet"]) == 1
    expected = files(tmp_path / "plain")
    assert main([*line, "-o", f"{bucket}/ra", "--quiet"]) == 1
    assert objects(f"{bucket}/ra") == expected
    assert main([*line, "-o", f"{bucket}/manh", "--workers", "2", "--quiet"]) == 1
    assert objects(f"{bucket}/manh") == expected
    assert "error" not in capsys.readouterr().out
    assert main([*line, "-o", f"{bucket}/manh", "--workers", "2"]) == 1
    assert "nothing has changed" in capsys.readouterr().err
    written(tmp_path / "tin", contents)
    assert main(["run", str(tmp_path / "tin"), "-o", str(tmp_path / "local"), "--format", ALL, "--quiet"]) == 1
    local = relocated(files(tmp_path / "local"), (f"{tmp_path}/tin", f"{bucket}/tin"))
    assert {name: text for name, text in local.items() if "facts" in name} == {
        name: text for name, text in relocated(expected).items() if "facts" in name
    }


def test_only_what_has_changed_in_storage_is_read_again(bucket: str, capsys: pytest.CaptureFixture[str]) -> None:
    store(f"{bucket}/tin", {"a.txt": b"3 con", "b.jsonl": many(3)})
    line = ["run", f"{bucket}/tin", "-o", f"{bucket}/ra", "--workers", "1", "--json-log"]
    assert main(line) == 0
    store(f"{bucket}/tin", {"c.jsonl": many(4)[len(many(3)) :]})
    capsys.readouterr()
    assert main(line) == 0
    (planned,) = [json.loads(said) for said in capsys.readouterr().err.splitlines() if '"plan"' in said]
    assert planned["missing"] < planned["shards"] or planned["shards"] == 1
    ObjectFolder(f"{bucket}/ra").remove("facts.csv")
    assert main(line) == 0
    assert "facts.csv" in objects(f"{bucket}/ra")


def test_a_publication_that_was_broken_off_is_finished_or_removed(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = table(tmp_path / "bai.jsonl", [article(1)])
    line = ["run", str(source), "-o", f"{bucket}/ra", "--quiet"]
    assert main(line) == 0
    before = objects(f"{bucket}/ra")
    table(source, [article(1), article(2)])

    def broken(*arguments: object) -> None:
        raise StorageError("ngắt")

    with monkeypatch.context() as patched:  # before all is ready: nothing has changed
        patched.setattr(uploading, "recover", lambda folder: None)
        patched.setattr(ObjectFolder, "written", broken)
        assert main(line) == 2
    assert objects(f"{bucket}/ra") == before
    with monkeypatch.context() as patched:  # amid the copies: no data set, never a mixed one
        patched.setattr(uploading, "recover", lambda folder: ready(folder, patched))
        assert main(line) == 2
    assert standing.read(f"{bucket}/ra") is None
    uploading.recover(ObjectFolder(f"{bucket}/ra"))
    assert main(["run", str(source), "-o", str(tmp_path / "plain"), "--quiet"]) == 0
    assert objects(f"{bucket}/ra") == files(tmp_path / "plain")
    assert not ObjectFolder(f"{bucket}/ra").within(uploading.READY).versions()


finish = uploading.recover


def ready(place: ObjectFolder, patched: pytest.MonkeyPatch) -> None:
    """Finish the copies where there are any, and break off at the second file."""
    copy = ObjectFolder.copy

    def once(self: ObjectFolder, name: str, target: ObjectFolder) -> None:
        copy(self, name, target)
        raise StorageError("ngắt")

    if uploading.READY in str(place.within(uploading.READY)) and place.within(uploading.READY).versions():
        patched.setattr(ObjectFolder, "copy", once)
    finish(place)


def test_storage_that_does_not_answer_ends_the_run_and_fails_no_document(
    bucket: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store(f"{bucket}/tin", {"a.txt": b"3 con", "b.txt": b"4 con"})

    class Unplugged:
        def read(self, size: int) -> bytes:
            raise RuntimeError("connection reset")

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr("s3fs.S3FileSystem.open", lambda *arguments, **options: Unplugged())
    assert main(["run", f"{bucket}/tin", "-o", f"{bucket}/ra"]) == 2
    assert "a.txt: the storage does not answer as it should (RuntimeError: connection reset)" in capsys.readouterr().err
    assert not objects(f"{bucket}/ra")


def test_what_is_not_there_is_a_failed_input(bucket: str, tmp_path: Path) -> None:
    assert main(["run", f"{bucket}/khong", "-o", str(tmp_path / "out"), "--format", "jsonl", "--quiet"]) == 1
    assert "no such object" in (tmp_path / "out" / "documents.jsonl").read_text("utf-8")
    assert isinstance(Entry("", 0, ""), tuple)


def test_a_cluster_shares_nothing_but_the_storage(
    bucket: str,
    dask: DaskCluster,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("extract.batch.planning.SIZE", 5_000)
    monkeypatch.setattr("extract.batch.planning.CHUNK", 1_000)
    store(f"{bucket}/tin", {"a.txt": b"3 con", "nhieu.jsonl.gz": gzip.compress(many(60), mtime=0)})
    line = ["run", f"{bucket}/tin", "--format", ALL, "--quiet"]
    assert main([*line, "-o", str(tmp_path / "plain")]) == 0
    dask.hire()
    assert main([*line, "-o", f"{bucket}/ra", "--engine", "dask", "--scheduler", dask.address]) == 0
    assert objects(f"{bucket}/ra") == files(tmp_path / "plain")
