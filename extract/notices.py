"""What is said while work goes on: a line for a person, a JSON object for a program. Both kinds of watching begin here.

A run watches documents and a fetch watches addresses; what they have in common is that something should be known, and
that a log wants all of it.
"""

from __future__ import annotations

import json
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

__all__ = ["JsonLines", "Notices"]


class Notices:
    """Says notices in a line each, unless it is quiet, and nothing else."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet

    def notice(self, text: str) -> None:
        """Something a person should know."""
        if not self._quiet:
            self._stream.write(f"trich: {text}\n")

    def event(self, event: str, **values: object) -> None:
        """Something happened that only a log tells."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class JsonLines(Notices):
    """Says everything: a JSON object on a line of its own for each event, with the seconds since the start."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._start = monotonic()

    def notice(self, text: str) -> None:
        """Log a notice."""
        self.event("notice", message=text)

    def event(self, event: str, **values: object) -> None:
        """Log anything."""
        line = {"event": event, "seconds": round(monotonic() - self._start, 3)} | values
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()
