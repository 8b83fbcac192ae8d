"""One command run as a whole process: its wall time and its peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import Final

MEGABYTE: Final = 1024 * 1024
_PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in

TRICH: Final = (
    [str(Path(sys.executable).with_name("trich"))]
    if Path(sys.executable).with_name("trich").is_file()
    else [sys.executable, "-c", "import sys; from extract.__main__ import run; sys.exit(run())"]
)

AS_PYTHON: Final = TRICH[1:] if TRICH[0] == sys.executable else TRICH  # the same start as arguments of `python`


@dataclass(frozen=True, slots=True)
class Process:
    """What a finished process took: wall seconds with start-up, peak resident megabytes, exit status, stderr."""

    seconds: float
    megabytes: float
    status: int
    errors: str


def run(command: Sequence[str], *, may_fail: bool = False) -> Process:
    """Run a command to its end; raises RuntimeError with its last words if it fails and must not.

    The peak is that of the process, and of any one of the processes it waited for. This process must stay small: on
    Linux a child's peak starts at its parent's size. Compiled modules are kept, as an installed package has them.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with TemporaryFile() as errors:
        start = perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        _, waited, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(waited)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    if child.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} ended with status {child.returncode}: {said[-2000:]}")
    return Process(seconds, usage.ru_maxrss * _PEAK_UNIT / MEGABYTE, child.returncode, said)
