"""Readers of binary formats run in a process of their own: what hangs, crashes or eats memory costs its own document
only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from extract.errors import ReadingError
from extract.model import Block, Cell, Document, Table
from extract.reading import ReadOptions
from extract.reading.confined import _end_all, _idle, confined
from extract.reading.confinement import OUT_OF_MEMORY
from extract.reading.files import Held
from extract.reading.paths import Source

MEBIBYTE = 1 << 20
READERS = """
import os, sys, time
from extract.errors import ReadingError
from extract.model import Block, Cell, Document, Table
from extract.reading.files import contents

DOCUMENT = Document("", "a", "có 5 xã \\ud800", (Block(0, 7),), (Table((Cell(3, 4, 0, 0),)),))

def reads(source, options):
    print("what a library prints")
    return DOCUMENT

def says_process(source, options):
    return Document("", "a", str(os.getpid()))

def says_content(source, options):
    return Document("", "a", contents(source, options.max_bytes)[1].decode())

def refuses(source, options):
    raise ReadingError("it is encrypted")

def breaks(source, options):
    return {}["key"]

def hangs(source, options):
    while True: pass

def sleeps(source, options):
    time.sleep(60)

def crashes(source, options):
    os.abort()

def leaves(source, options):
    os._exit(3)

def swells(source, options):
    return Document("", "a", "x" * (1 << 33))

class Odd(str):
    pass

def lies(source, options):
    return Document("", "a", Odd("x"))
"""


@pytest.fixture(autouse=True)
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "odd_readers.py").write_text(READERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    _end_all()
    yield
    _end_all()


def read(name: str, source: Source | None = None, **limits: float) -> tuple[Document, ...]:
    options = ReadOptions(**{"max_memory": 256 * MEBIBYTE, **limits})  # type: ignore[arg-type]  # numbers all
    return confined(f"odd_readers:{name}", source or Source("a.doc", "doc"), options)


def test_documents_come_back_as_they_were_made() -> None:
    made = Document("", "a", "có 5 xã \ud800", (Block(0, 7),), (Table((Cell(3, 4, 0, 0),)),))
    assert read("reads") == (made,)


def test_one_process_reads_many_documents_at_next_to_no_cost() -> None:
    first = read("says_process")
    start = perf_counter()
    assert {read("says_process") for _ in range(50)} == {first}
    assert perf_counter() - start < 2  # 40 ms each: a hundredth of that where the machine is idle
    assert first[0].text != str(os.getpid())


def test_members_of_archives_and_paths_from_here_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read("says_process")
    assert read("says_content", Source("a.zip!b.doc", "doc", member=Held(b"co 5 xa")))[0].text == "co 5 xa"
    monkeypatch.chdir(tmp_path)
    Path("c.doc").write_bytes(b"co 6 xa")
    assert read("says_content", Source("c.doc", "doc"))[0].text == "co 6 xa"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("refuses", "^it is encrypted$"),
        ("breaks", "its reader broke: KeyError: 'key'"),
        ("hangs", "not read within 0.5 seconds; raise --max-seconds"),
        ("sleeps", "not read within 0.5 seconds; raise --max-seconds"),
        ("crashes", "without an answer .SIGABRT."),
        ("leaves", "without an answer .exit status 3."),
        ("swells", "more than 256 MiB of memory; raise --max-memory"),
        ("lies", "what it said cannot be read"),
    ],
)
def test_every_way_of_failing_is_a_sentence_and_the_next_document_is_read(name: str, words: str) -> None:
    for _ in range(2):  # in a fresh process, and in one that has read before
        with pytest.raises(ReadingError, match=words):
            read(name, max_seconds=0.5 if name in ("hangs", "sleeps") else 30)
        assert read("says_process", max_seconds=30)[0].text


def test_an_answer_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ReadingError, match="raise --max-unpacked-bytes"):
        read("reads", max_unpacked_bytes=10)


def test_no_process_outlives_who_started_it(tmp_path: Path) -> None:
    program = (
        "from extract.reading import ReadOptions; from extract.reading.paths import Source;"
        "from extract.reading.confined import confined;"
        "print(confined('odd_readers:says_process', Source('a', 'doc'), ReadOptions())[0].text)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_a_forked_process_does_not_talk_to_the_child_of_another() -> None:
    first = read("says_process")
    out, into = os.pipe()
    forked = os.fork()
    if not forked:
        os.write(into, str(len(_idle)).encode())
        os._exit(0)
    os.waitpid(forked, 0)
    assert os.read(out, 10) == b"0"
    assert read("says_process") == first


@pytest.mark.parametrize(("most", "status"), [(64, OUT_OF_MEMORY), (4096, 0)])
def test_where_the_system_keeps_no_limit_the_process_minds_its_own_memory(most: int, status: int) -> None:
    program = (
        "import threading, time; from extract.reading.confinement import watch_memory;"
        f"threading.Thread(target=watch_memory, args=({most << 20},), daemon=True).start();"
        "held = b'x' * (200 << 20); time.sleep(0.3)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == status
