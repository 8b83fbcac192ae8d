"""Who looks on while a run goes: a moving line for a person at a terminal, JSON lines for a program, or nobody."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from extract.dataset.entries import Entry
from extract.notices import JsonLines, Notices

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["JsonLog", "Onlooker", "ProgressLine", "onlooker"]


class Onlooker(Notices):
    """Nobody: sees documents and says nothing of them."""

    def document(self, entry: Entry) -> None:
        """One more document is done."""


class ProgressLine(Onlooker):
    """One moving line: documents, facts, documents a second. rich is loaded here and only here."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._facts = 0
        self._progress = _rich_progress(stream)
        self._task: TaskID = self._progress.add_task("reading", total=None, facts=0, name="")

    def __enter__(self) -> Self:
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


class JsonLog(JsonLines, Onlooker):
    """Every document as a line of JSON, and all else that happens."""

    def document(self, entry: Entry) -> None:
        """Log a document."""
        self.event(
            "document", doc=entry.id, source=entry.said("source"), outcome=entry.outcome, facts=len(entry.facts),
            error=entry.said("error"),
        )  # fmt: skip


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
