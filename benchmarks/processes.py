"""One command run as a whole process: its wall time and its peak memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import IO, Final

MEGABYTE: Final = 1024 * 1024
_PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in

_POLL: Final = 0.005  # seconds between two looks whether a command has ended

TRICH: Final = (
    [str(Path(sys.executable).with_name("trich"))]
    if Path(sys.executable).with_name("trich").is_file()
    else [sys.executable, "-c", "import sys; from extract.__main__ import run; sys.exit(run())"]
)

AS_PYTHON: Final = TRICH[1:] if TRICH[0] == sys.executable else TRICH  # the same start as arguments of `python`


@dataclass(frozen=True, slots=True)
class Process:
    """What a finished process took: wall seconds with start-up, peak resident megabytes, exit status, stderr, and the
    seconds of processors that it and the processes it waited for were given."""

    seconds: float
    megabytes: float
    status: int
    errors: str
    cpu: float


def run(command: Sequence[str], *, may_fail: bool = False) -> Process:
    """Run a command to its end; raises RuntimeError with its last words if it fails and must not.

    The peak is that of the process, and of any one of the processes it waited for. This process must stay small: on
    Linux a child's peak starts at its parent's size. Compiled modules are kept, as an installed package has them.
    """
    with TemporaryFile() as errors:
        start = perf_counter()
        child = _started(command, errors)
        _, waited, usage = os.wait4(child.pid, 0)
        ended = _ended(child, perf_counter() - start, waited, usage, errors)
    if ended.status and not may_fail:
        raise RuntimeError(f"{' '.join(command)} ended with status {ended.status}: {ended.errors[-2000:]}")
    return ended


def run_with_pauses(command: Sequence[str], every: float, meanwhile: Callable[[], object]) -> Process:
    """Run a command to its end, and stop it each `every` seconds while `meanwhile` runs, which is not counted.

    So a command of minutes and one of seconds are measured on a machine that is equally busy with other things.
    """
    paused = 0.0
    with TemporaryFile() as errors:
        start = resumed = perf_counter()
        child = _started(command, errors)
        while not (waiting := os.wait4(child.pid, os.WNOHANG))[0]:
            if perf_counter() - resumed < every:
                sleep(_POLL)
                continue
            child.send_signal(signal.SIGSTOP)
            stopped = perf_counter()
            meanwhile()
            resumed = perf_counter()
            child.send_signal(signal.SIGCONT)
            paused += resumed - stopped
        ended = _ended(child, perf_counter() - start - paused, *waiting[1:], errors)
    if ended.status:
        raise RuntimeError(f"{' '.join(command)} ended with status {ended.status}: {ended.errors[-2000:]}")
    return ended


def _started(command: Sequence[str], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)


def _ended(
    child: subprocess.Popen[bytes], seconds: float, waited: int, usage: resource.struct_rusage, errors: IO[bytes]
) -> Process:
    child.returncode = os.waitstatus_to_exitcode(waited)
    errors.seek(0)
    said = errors.read().decode("utf-8", "replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Process(seconds, usage.ru_maxrss * _PEAK_UNIT / MEGABYTE, child.returncode, said, cpu)
