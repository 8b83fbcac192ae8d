"""A data set takes its place whole or not at all, and never over what is not its own."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.dataset import DatasetWriter, open_dataset, read_dataset, staging, summary, writing
from extract.dataset.package import FILES
from extract.dataset.text import CsvTables
from extract.errors import DatasetError, UsageError
from extract.model import Document, Fact

ROOT = Path(__file__).resolve().parents[2]
FORMATS = tuple(FILES)

MakeFact = Callable[..., Fact]
MakeDocument = Callable[..., Document]
Run = Callable[..., DatasetWriter]


@pytest.fixture
def run(make_document: MakeDocument, make_fact: MakeFact) -> Run:
    """Writes a data set of one document with `facts` facts."""

    def write(folder: Path, facts: int = 1, formats: tuple[str, ...] = ("csv",), **options: object) -> DatasetWriter:
        options = {"settings": {"inputs": "a"}} | options
        with open_dataset(folder, formats, **options) as dataset:  # type: ignore[arg-type]
            dataset.add(make_document(), [make_fact(start=20 * n) for n in range(facts)])
        return dataset

    return write


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_run_leaves_its_files_and_nothing_else(tmp_path: Path, run: Run) -> None:
    run(tmp_path / "new" / "folder", formats=FORMATS)
    later = {file for files in FILES.values() for file in files if file.startswith(("stories", "conflicts"))}
    names = {file for files in FILES.values() for file in files} - later | {"datapackage.json"}
    assert set(contents(tmp_path / "new" / "folder")) == names
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == names


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, run: Run) -> None:
    run(tmp_path / "a", 50, FORMATS)
    run(tmp_path / "b", 50, FORMATS)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_batches_change_no_byte(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path / "a", 50, ("csv", "jsonl"))
    monkeypatch.setattr(writing, "BATCH", 1)
    run(tmp_path / "b", 50, ("csv", "jsonl"))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_rerun_replaces_the_data_set_and_removes_files_it_no_longer_writes(tmp_path: Path, run: Run) -> None:
    (tmp_path / "README.md").write_text("mine")
    run(tmp_path, 1, ("csv", "jsonl", "sqlite"))
    run(tmp_path, 3, ("csv", "sqlite"))
    assert len(read_dataset(tmp_path, "csv")[0]) == len(read_dataset(tmp_path, "sqlite")[0]) == 3
    assert set(contents(tmp_path)) == {"README.md", "datapackage.json", "documents.csv", "facts.csv", "trich.sqlite"}


def test_another_runs_data_is_refused_unless_overwriting(tmp_path: Path, run: Run) -> None:
    run(tmp_path, settings={"inputs": "a"})
    before = contents(tmp_path)
    with pytest.raises(DatasetError, match=r"another run.*overwrite"):
        run(tmp_path, 2, settings={"inputs": "b"})
    assert contents(tmp_path) == before
    run(tmp_path, 2, settings={"inputs": "b"}, overwrite=True)
    assert len(read_dataset(tmp_path)[0]) == 2


@pytest.mark.parametrize("name", ["facts.csv", "documents.csv", "datapackage.json"])
@pytest.mark.parametrize("overwrite", [False, True], ids=["", "overwrite"])
def test_foreign_files_are_never_replaced(tmp_path: Path, run: Run, name: str, overwrite: bool) -> None:
    (tmp_path / name).write_text('{"name": "mine"}')
    with pytest.raises(DatasetError, match=f"{name}.*no run of trich wrote"):
        run(tmp_path, overwrite=overwrite)
    assert set(contents(tmp_path)) == {name}


def test_a_foreign_file_beside_our_data_set_is_not_replaced(tmp_path: Path, run: Run) -> None:
    run(tmp_path, formats=("csv",))
    (tmp_path / "facts.jsonl").write_text("mine")
    with pytest.raises(DatasetError, match=r"facts.jsonl"):
        run(tmp_path, formats=("csv", "jsonl"))


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt], ids=["error", "interrupt"])
def test_a_run_that_stops_leaves_what_was_there(
    tmp_path: Path, run: Run, make_document: MakeDocument, make_fact: MakeFact, error: type[BaseException]
) -> None:
    run(tmp_path, formats=FORMATS)
    before = contents(tmp_path)
    with pytest.raises(error), open_dataset(tmp_path, FORMATS, settings={"inputs": "a"}) as dataset:
        dataset.add(make_document("b"), [make_fact("b")])
        raise error
    assert contents(tmp_path) == before


def test_a_full_disk_is_said_and_leaves_what_was_there(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path)
    before = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CsvTables, "write", full)
    with pytest.raises(DatasetError, match="disk is full"):
        run(tmp_path, 2)
    assert contents(tmp_path) == before


LIMITED = """
    import resource, sys
    from decimal import Decimal
    from pathlib import Path
    from extract.dataset import open_dataset
    from extract.errors import DatasetError
    from extract.identity import fact_id
    from extract.model import FACT_COLUMNS, Document, Fact

    def fact(n):
        given = dict.fromkeys(FACT_COLUMNS) | {
            "fact": fact_id("a", n, n), "doc": "a", "figure": "1", "start": n, "end": n + 1, "value": Decimal(1),
            "kind": "count", "digits": 1, "reading": "vi", "bound": "exact", "change": "none", "status": "actual",
            "sentence": fact_id("b", n, n) * 20, "confidence": Decimal(1),
        }
        return Fact(**given)

    folder, name = Path(sys.argv[1]), sys.argv[2]
    writer = open_dataset(folder, [name], settings={"inputs": "a"})
    with writer:
        writer.add(Document("a", "a.txt", "1"), [])
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
    try:
        with open_dataset(folder, [name], settings={"inputs": "a"}) as writer:
            writer.add(Document("a", "a.txt", "1"), [fact(n) for n in range(20_000)])
    except DatasetError as error:
        print(error)
    assert before == sorted((path.name, path.read_bytes()) for path in folder.iterdir())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are of POSIX")
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_cannot_grow_is_said_in_every_format(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), str(tmp_path), name], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{tmp_path}: ") and "nothing in it was changed" in done.stdout


KILLED = """
    import os, sys, time
    from pathlib import Path
    from extract.dataset import open_dataset
    from extract.model import Document

    with open_dataset(Path(sys.argv[1]), ["csv", "sqlite"], settings={"inputs": "a"}) as writer:
        writer.add(Document("a", "a.txt", "text"))
        print("open", flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_living_run_keeps_others_out_and_a_killed_one_is_cleaned_up(tmp_path: Path, run: Run) -> None:
    run(tmp_path)
    before = contents(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None and process.stdout.readline() == "open\n"
        with pytest.raises(DatasetError, match="another run is writing"):
            run(tmp_path)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith(staging.WRITING)]
    assert len(left) == 1
    run(tmp_path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("moved", [0, 1, 2, 3, 4])
def test_a_run_killed_while_moving_its_files_is_finished_by_the_next(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    run(tmp_path, 1, ("csv", "sqlite"))
    replace, left = os.replace, [moved + 1]  # the first renames the folder

    def killed(source: Path, target: Path) -> None:
        if not left[0]:
            raise SystemExit
        left[0] -= 1
        replace(source, target)

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(os, "replace", killed)
        run(tmp_path, 2, ("csv", "sqlite", "jsonl"))
    assert len(read_dataset(tmp_path, "csv")[0]) == 2
    assert not any(path.name.startswith(".trich") for path in tmp_path.iterdir())
    for name in ("csv", "jsonl", "sqlite"):
        assert len(read_dataset(tmp_path, name)[0]) == 2


def test_an_output_folder_that_is_a_file_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(DatasetError, match="is a file, not a folder"):
        run(tmp_path / "out")


@pytest.mark.parametrize("formats", [(), ("csv", "json")], ids=["none", "unknown"])
def test_an_unknown_format_is_said(tmp_path: Path, formats: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="known formats are csv, jsonl, parquet, sqlite, xlsx"):
        open_dataset(tmp_path, formats, settings={})


def test_an_id_used_twice_is_said(tmp_path: Path, make_document: MakeDocument) -> None:
    with pytest.raises(DatasetError, match=r"b\.txt.*'a'"), open_dataset(tmp_path, ["csv"], settings={}) as dataset:
        dataset.add(make_document("a"))
        dataset.add(make_document("a", source="b.txt"))


def test_two_facts_of_one_place_are_said(
    tmp_path: Path, run: Run, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    with pytest.raises(DatasetError, match="same place"), open_dataset(tmp_path, ["csv"], settings={}) as dataset:
        dataset.add(make_document(), [make_fact(), make_fact()])


def test_documents_carry_outcome_error_and_warnings(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    with open_dataset(tmp_path, ["csv"], settings={}) as dataset:
        dataset.add(make_document("a", warnings=("first",)), [make_fact()], warnings=["second"])
        dataset.add(make_document("b"))
        dataset.add(make_document("c"), outcome="not_article")
        dataset.add(make_document("d", text="", outcome="failed", error="no text in it"))
    _, documents = read_dataset(tmp_path)
    assert list(documents["outcome"]) == ["ok", "no_facts", "not_article", "failed"]
    assert list(documents["facts"]) == [1, 0, 0, 0]
    assert documents["warnings"][0] == "first | second"
    assert documents["error"][3] == "no text in it"
    assert documents["text_sha256"].notna().tolist() == [True, True, True, False]


def test_the_summary_of_a_folder_is_the_one_counted_while_writing(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    with open_dataset(tmp_path, ["parquet"], settings={}) as dataset:
        dataset.add(make_document("a"), [make_fact("a", 1), make_fact("a", 20, kind="money", place="Huế")])
        dataset.add(make_document("b"), [make_fact("b", 1, place=None), make_fact("b", 20, place="An Giang")])
        dataset.add(make_document("c"))
    counted = dataset.summary()
    assert counted == summary(tmp_path) == summary(read_dataset(tmp_path))
    assert (counted.documents, counted.facts, counted.outcomes) == (3, 4, {"ok": 2, "no_facts": 1})
    assert list(counted.kinds.items()) == [("count", 3), ("money", 1)]
    assert list(counted.places.items()) == [("An Giang", 1), ("Huế", 1), ("Thanh Hóa", 1)]


def test_reading_back_says_what_is_missing(tmp_path: Path, run: Run) -> None:
    with pytest.raises(DatasetError, match="no data set of trich"):
        read_dataset(tmp_path)
    run(tmp_path)
    with pytest.raises(UsageError, match=r"parquet.*has csv"):
        read_dataset(tmp_path, "parquet")
    (tmp_path / "facts.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DatasetError, match=r"csv files cannot be read.*other columns"):
        read_dataset(tmp_path)


def test_writing_csv_and_jsonl_loads_no_heavy_library(tmp_path: Path) -> None:
    code = """
        import json, sys
        from pathlib import Path
        from extract.dataset import open_dataset
        from extract.model import Document
        with open_dataset(Path(sys.argv[1]), ["csv", "jsonl"], settings={}) as dataset:
            dataset.add(Document("a", "a.txt", "text"))
        heavy = {"pandas", "numpy", "pyarrow", "xlsxwriter", "openpyxl", "sqlite3"}
        print(json.dumps(sorted(heavy & set(sys.modules))))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []
