"""`python -m extract` is `trich`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import Final

_OBJECTS: Final = 200_000  # new ones before the collector of cyclic garbage looks: a command makes next to none of it


def run() -> int:
    """Run one command as a process of its own, and end that: all is written, and to take the rest apart takes long."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    from extract.cli import main

    status = main()
    with suppress(AttributeError, OSError, ValueError):  # a stream that is gone or full: Python says so as it ends
        sys.stdout.flush()
        sys.stderr.flush()
        atexit._run_exitfuncs()  # noqa: SLF001 - what `os._exit` leaves out
        os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(run())
