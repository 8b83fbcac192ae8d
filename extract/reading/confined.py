"""Readers of binary formats in a process of their own, with limits on time and memory.

The libraries of such formats are written in C and meet files made to do harm: one that hangs, crashes or takes all
memory costs its own document and nothing else. The process is kept for the next documents. What comes back is
unpickled only if it is made of the values of `extract.model`. This is no sandbox: the process may do what its user may.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from signal import Signals
from typing import Any, Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.confinement import Answer, Job, receive, send
from extract.reading.files import held, mebibytes
from extract.reading.options import ReadOptions, silent
from extract.reading.paths import Source

KEPT: Final = 4  # processes that wait for the next document: more were in use at once only if threads read together
ROOM: Final = 1 << 12  # bytes that a message of failure takes
PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from extract.reading.confinement import serve; serve()"


def confined(reader: str, source: Source, options: ReadOptions) -> tuple[Document, ...]:
    """The documents of a source as a reader (`module:function`) finds them; raises ReadingError where it fails,
    whatever the way.

    What crashes or outgrows its memory in a process that has read other documents is read again in a fresh one, so
    that no document fails by its neighbours.
    """
    job = Job(reader, held(source, options.max_bytes), options.replaced(notice=silent), str(Path.cwd()))
    child = _idle.pop() if _idle else Child()
    answer = _answer(child, job)
    if answer.kind in ("crash", "memory") and child.documents > 1:
        answer = _answer(Child(), job)
    if answer.kind != "read":
        raise ReadingError(_reason(answer, options))
    return answer.documents


def _reason(answer: Answer, options: ReadOptions) -> str:
    if answer.kind == "time":
        return f"it was not read within {options.max_seconds:g} seconds; raise --max-seconds to give it more"
    if answer.kind == "memory":
        return f"reading it takes more than {mebibytes(options.max_memory)} of memory; raise --max-memory to allow more"
    if answer.kind == "crash":
        return (
            f"its reader ended without an answer ({answer.error}): the file is damaged, made to do harm, or takes more "
            f"than {mebibytes(options.max_memory)} of memory (max_memory)"
        )
    return answer.error


class Child:
    """A process that reads one document after the other."""

    def __init__(self) -> None:
        self.documents = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, *sys.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, job: Job) -> Answer:
        """The answer to a job; what takes longer than its `max_seconds` is killed."""
        self.documents += 1
        too_late = threading.Event()
        watch = threading.Timer(job.options.max_seconds, self._kill, (too_late,))
        watch.start()
        try:
            return self._answer(job)
        except (OSError, EOFError, pickle.UnpicklingError):
            return Answer("time" if too_late.is_set() else "crash", (), _ending(self._process))
        finally:
            watch.cancel()

    def end(self) -> None:
        """Kill the process and give back what it held."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _answer(self, job: Job) -> Answer:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:  # never, as both were asked for; but types cannot say so
            raise EOFError
        send(asked, pickle.dumps(job, pickle.HIGHEST_PROTOCOL))
        value: Answer = _Values(BytesIO(receive(answered, job.options.max_unpacked_bytes + ROOM))).load()
        return value

    def _kill(self, too_late: threading.Event) -> None:
        too_late.set()
        self._process.kill()


def _answer(child: Child, job: Job) -> Answer:
    """Ask, and keep the process for the next document unless it is spent."""
    try:
        answer = child.ask(job)
    except BaseException:
        child.end()
        raise
    if answer.kind in ("read", "failed") and len(_idle) < KEPT:
        _idle.append(child)
    else:
        child.end()
    return answer


def _ending(process: subprocess.Popen[bytes]) -> str:
    """How a process ended: the name of the signal, or its exit status."""
    try:
        status = process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return "what it said cannot be read"
    with suppress(ValueError):
        return Signals(-status).name
    return f"exit status {status}"


class _Values(pickle.Unpickler):
    """Takes the values that pass between the stages, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """A class by its name; raises UnpicklingError for any that is not ours."""
        if module == "extract.model" or (module, name) == ("extract.reading.confinement", "Answer"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a document")


_idle: list[Child] = []


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # two processes must not talk to one child
