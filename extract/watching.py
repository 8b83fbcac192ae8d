"""Who looks on while a run goes: a moving line for a person at a terminal, JSON lines for a program, or nobody."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from extract.dataset.entries import Entry

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["JsonLog", "Onlooker", "ProgressLine", "onlooker"]


class Onlooker(AbstractContextManager["Onlooker"]):
    """Nobody: sees documents and says nothing; notices are said in a line each unless it is quiet."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet

    def document(self, entry: Entry) -> None:
        """One more document is done."""

    def event(self, event: str, **values: object) -> None:
        """Something happened that only a log tells."""

    def notice(self, text: str) -> None:
        """Something was left aside on purpose."""
        if not self._quiet:
            self._stream.write(f"trich: {text}\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class ProgressLine(Onlooker):
    """One moving line: documents, facts, documents a second. rich is loaded here and only here."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._facts = 0
        self._progress = _rich_progress(stream)
        self._task: TaskID = self._progress.add_task("reading", total=None, facts=0, name="")

    def __enter__(self) -> ProgressLine:
        self._progress.start()
        return self

    def document(self, entry: Entry) -> None:
        """Move on by one document."""
        self._facts += len(entry.facts)
        self._progress.update(self._task, advance=1, facts=self._facts, name=entry.said("source")[-48:])

    def notice(self, text: str) -> None:
        """Say it above the moving line."""
        self._progress.console.print(f"trich: {text}", markup=False, highlight=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()


class JsonLog(Onlooker):
    """Every event as a JSON object on a line of its own, with the seconds since the start."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._start = monotonic()

    def document(self, entry: Entry) -> None:
        """Log a document."""
        self.event(
            "document", doc=entry.id, source=entry.said("source"), outcome=entry.outcome, facts=len(entry.facts),
            error=entry.said("error"),
        )  # fmt: skip

    def notice(self, text: str) -> None:
        """Log a notice."""
        self.event("notice", message=text)

    def event(self, event: str, **values: object) -> None:
        """Log anything."""
        line = {"event": event, "seconds": round(monotonic() - self._start, 3)} | values
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()


def onlooker(stream: TextIO, *, quiet: bool, json_log: bool) -> Onlooker:
    """The one that the options and the stream call for."""
    if json_log:
        return JsonLog(stream)
    return Onlooker(stream, quiet=quiet) if quiet or not stream.isatty() else ProgressLine(stream)


def _rich_progress(stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = "[progress.description]{task.completed:.0f} documents, {task.fields[facts]} facts"
    return Progress(
        SpinnerColumn(), TextColumn(columns), TimeElapsedColumn(), TextColumn("{task.fields[name]}", markup=False),
        console=Console(file=stream), transient=True,
    )  # fmt: skip
