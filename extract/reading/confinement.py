"""The process in which readers of binary formats run: what it is asked, what it answers, and its limits."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from typing import IO, Final, Literal, NamedTuple

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.calling import documents
from extract.reading.options import ReadOptions
from extract.reading.paths import Source

LENGTH: Final = 8  # bytes before each message that say how long it is
LARGEST_JOB: Final = 1 << 40  # no limit of ours: a job holds at most one document's bytes
OUT_OF_MEMORY: Final = 77  # exit status of a process that has seen itself outgrow its limit


class Job(NamedTuple):
    """Read a source by a reader (`module:function`) in a working folder."""

    reader: str
    source: Source
    options: ReadOptions
    folder: str


class Answer(NamedTuple):
    """What became of a job: the documents, or the error in words."""

    kind: Literal["read", "failed", "memory", "time", "crash"]
    documents: tuple[Document, ...] = ()
    error: str = ""


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message with its length before it."""
    pipe.write(len(message).to_bytes(LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes:
    """The next message; raises EOFError where there is none, or none of at most so many bytes."""
    head = pipe.read(LENGTH)
    size = int.from_bytes(head, "big")
    message = pipe.read(size) if len(head) == LENGTH and size <= most else b""
    if len(head) < LENGTH or len(message) < size:
        raise EOFError
    return message


def serve() -> None:
    """Answer jobs until there are no more: the whole life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides when to end
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for standard in (0, 1):  # what a library prints is no answer
        os.dup2(os.open(os.devnull, os.O_RDWR), standard)
    while True:
        try:
            job: Job = pickle.loads(receive(jobs, LARGEST_JOB))  # noqa: S301 - from the process that started us
        except EOFError:
            return
        send(answers, _packed(job))


def _packed(job: Job) -> bytes:
    try:
        _limit(job.options)
        os.chdir(job.folder)
        packed = pickle.dumps(_answer(job), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Answer("memory"))
    if len(packed) > job.options.max_unpacked_bytes:
        problem = f"what it says takes more than {job.options.max_unpacked_bytes:,} bytes; raise --max-unpacked-bytes"
        return pickle.dumps(Answer("failed", (), problem))
    return packed


def _answer(job: Job) -> Answer:
    try:
        return Answer("read", tuple(documents(job.reader, job.source, job.options)))
    except ReadingError as problem:
        return Answer("failed", (), str(problem))
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001 - one input that breaks its reader must not end those of all others
        return Answer("failed", (), f"its reader broke: {type(problem).__name__}: {problem}")


def _limit(options: ReadOptions) -> None:
    """Bound memory and the processor's time, the latter for the case that nobody is left who minds the clock."""
    try:
        import resource
    except ImportError:  # Windows has none of these limits; the clock is minded by the process that asks
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime + options.max_seconds) + 2
    _set(resource.RLIMIT_CPU, seconds)
    if sys.platform == "linux":
        # Not the address space, of which native libraries reserve much more than they use.
        _set(resource.RLIMIT_DATA, options.max_memory)
    elif not any(thread.name == watch_memory.__name__ for thread in threading.enumerate()):
        threading.Thread(
            target=watch_memory, args=(options.max_memory,), name=watch_memory.__name__, daemon=True
        ).start()


def _set(limit: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def watch_memory(most: int, unit: int = 1 if sys.platform == "darwin" else 1024) -> None:
    """End this process as soon as it has taken more memory than it may: where the system keeps no such limit."""
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < most:
        time.sleep(0.05)
    os._exit(OUT_OF_MEMORY)
