"""`python -m extract` is `trich`."""

from __future__ import annotations

import gc
import sys

from extract.cli import main


def run() -> int:
    """Run one command as a process of its own; gives its exit status."""
    status = main()
    gc.freeze()  # the process ends: nothing that is left is worth a last search for cycles
    return status


if __name__ == "__main__":
    sys.exit(run())
