"""How a command ends, and what it says of that."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

__all__ = ["DONE", "INTERRUPTED", "NOTHING_DONE", "SOME_FAILED", "TERMINATED", "said"]

DONE: Final = 0
SOME_FAILED: Final = 1
NOTHING_DONE: Final = 2
INTERRUPTED: Final = 130
TERMINATED: Final = 143


def said(message: object, status: int) -> int:
    """Say something to the person at the terminal; gives the status on."""
    with suppress(BrokenPipeError):
        print(f"trich: {message}", file=sys.stderr)
    return status
