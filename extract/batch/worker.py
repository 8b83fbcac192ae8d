"""The life of a worker process: it makes its pipeline once, then writes the rows of one shard after the other.

It ends at once when its parent does: a thread waits on the pipe between them and sees it close.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final

from extract.batch.cursor import Cursor
from extract.batch.shards import Assignment, Done, Piece, Place, Shard
from extract.batch.slate import Slate
from extract.batch.store import Store
from extract.dataset.entries import Entry, entry
from extract.dataset.writing import refusal
from extract.errors import StorageError, TrichError
from extract.language.compiled import compiled
from extract.model import Document
from extract.pipeline import Pipeline
from extract.reading import identified, read_input
from extract.reading.confinement import LARGEST_JOB, receive, send
from extract.reading.csv_articles import read_csv_span
from extract.reading.json_articles import read_span
from extract.reading.options import ReadOptions
from extract.reading.parquet_articles import read_parquet
from extract.reading.paths import ARCHIVES, Source
from extract.reading.records import failed
from extract.reading.spans import Span
from extract.running import finished
from extract.storage import Where

__all__ = ["Broken", "Ready", "Task", "serve", "set_aside"]

_WARMING: Final = "Năm 2023, tỉnh Thanh Hóa có 1,67 triệu tài khoản."
_OBJECTS: Final = 200_000  # new ones before the collector of cyclic garbage looks: reading makes next to none


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all shards: the store, the slate, how inputs are read, a folder of tables, and the folder
    from which the paths of inputs are told."""

    store: Where
    slate: Path
    options: ReadOptions
    patterns: str | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has its pipeline and takes shards."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The worker cannot go on, by no fault of a document: the error in words."""

    error: str


class Worker:
    """Writes shards into the store."""

    def __init__(self, task: Task) -> None:
        from patterns import load

        self._task = task
        self._store = Store(task.store)
        self._slate = Slate(task.slate)
        self._cursor = Cursor()
        self._notices: list[str] = []
        self._options = task.options.replaced(notice=self._notices.append)
        self._pipeline = Pipeline(load(task.patterns, compiled))
        self._pipeline.extract(_WARMING)  # loads what the first document would wait for
        with suppress(OSError):  # on another machine, on which all inputs are addresses
            os.chdir(task.base or ".")

    def work(self, assignment: Assignment) -> Done:
        """Write the rows of a shard."""
        self._notices.clear()
        documents, facts = self._store.write(assignment.shard.key, self._entries(assignment))
        self._slate.note(0, "reading", 0, "")
        resident, peak = _memory()
        return Done(
            assignment.number, assignment.shard.key, documents, facts, resident, peak, tuple(self._notices)
        )  # fmt: skip

    def _entries(self, assignment: Assignment) -> Iterator[Entry]:
        ordinal = 0
        for piece in assignment.shard.pieces:
            for document in self._documents(piece, assignment, ordinal):
                self._slate.note(assignment.number, "finding", ordinal, document.source)
                reason = assignment.aside.get(Place("finding", ordinal))
                yield _set_aside(document, reason) if reason else finished(document, self._pipeline)
                ordinal += 1
                self._slate.note(assignment.number, "reading", ordinal, piece.source.label)

    def _documents(self, piece: Piece, assignment: Assignment, ordinal: int) -> Iterator[Document]:
        """The documents of a piece, up to a place in reading it that is set aside."""
        self._slate.note(assignment.number, "reading", ordinal, piece.source.label)
        documents = self._read(piece)
        while not (reason := assignment.aside.get(Place("reading", ordinal))):
            document = next(documents, None)
            if document is None:
                return
            yield document
            ordinal += 1
        yield _not_read(piece, reason)

    def _read(self, piece: Piece) -> Iterator[Document]:
        if piece.span is None or not isinstance(piece.source, Source):
            return read_input(piece.source, self._options, lambda stem: piece.unique)
        if piece.source.kind in ARCHIVES.values():
            return read_input(piece.source, self._options, lambda stem: piece.unique, piece.span)
        documents = self._span(piece.source, piece.span)
        return (identified(document, piece.source, lambda stem: piece.unique) for document in documents)

    def _span(self, source: Source, span: Span) -> Iterator[Document]:
        try:
            if source.kind == "parquet":
                yield from read_parquet(source, self._options, span)
                return
            read = read_csv_span if source.kind == "csv" else read_span
            yield from read(source, self._options, span, self._cursor.at(source, span, self._options.max_ratio))
        except StorageError:  # says nothing about this table
            raise
        except Exception as problem:  # noqa: BLE001 - one table that breaks its reader must not end the run of others
            yield failed(source.label, f"its reader broke: {type(problem).__name__}: {problem}")


def set_aside(shard: Shard, reason: str) -> Iterator[Entry]:
    """The rows of a shard of which nothing is read: one for each of its pieces."""
    return (entry(_not_read(piece, reason)) for piece in shard.pieces)


def _not_read(piece: Piece, reason: str) -> Document:
    return identified(failed(piece.source.label, reason), piece.source, lambda stem: piece.unique)


def _set_aside(document: Document, reason: str) -> Entry:
    """The rows of a document whose facts are not looked for."""
    empty = document._replace(text="", blocks=(), tables=())
    return entry(empty, outcome="failed", error=f"{document.source}: {reason}")


def serve() -> None:
    """Take a task and write shards until the parent ends: the whole life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to end
    gc.set_threshold(_OBJECTS)
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for standard in (0, 1):  # what a library prints is no answer
        os.dup2(os.open(os.devnull, os.O_RDWR), standard)
    try:
        worker = Worker(pickle.loads(receive(jobs, LARGEST_JOB)))  # noqa: S301 - from the process that started us
        gc.freeze()
        waiting: SimpleQueue[Assignment] = SimpleQueue()
        threading.Thread(target=_take, args=(jobs, waiting), daemon=True).start()
        _answer(answers, Ready())
        while True:
            _answer(answers, worker.work(waiting.get()))
    except (TrichError, OSError) as problem:  # a full disk, tables that cannot be read; or nobody reads our answers
        try:
            _answer(answers, Broken(refusal(problem) if isinstance(problem, OSError) else f"{problem}"))
        except OSError:
            sys.exit(1)


def _answer(answers: BinaryIO, answer: Ready | Done | Broken) -> None:
    send(answers, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _take(jobs: BinaryIO, waiting: SimpleQueue[Assignment]) -> None:
    """Hand on what the parent sends; when it is gone, end at once whatever is being done."""
    try:
        while True:
            waiting.put(pickle.loads(receive(jobs, LARGEST_JOB)))  # noqa: S301 - from the process that started us
    except (OSError, EOFError):
        os._exit(0)


def _memory() -> tuple[int, int]:
    """The bytes of memory that this process takes now, and the most it took; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0, 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return peak, peak
    return pages * resource.getpagesize(), peak
