"""What a machine of a cluster does: a supervised worker process for each thread of its Dask worker, kept for a run.

A document that ends or stops its process costs no Dask worker. A Dask worker that is lost takes its processes with it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from extract.batch.engine import Processes, Shift
from extract.batch.shards import Done, Shard
from extract.batch.store import Store
from extract.batch.version import program
from extract.batch.worker import Task
from extract.errors import DatasetError, TrichError
from extract.reading.paths import Source

__all__ = ["Order", "Report", "end_run", "perform"]


class Order(NamedTuple):
    """What all shards of a run have in common, as it is sent: the task, the user's own tables by their names, the hash
    of the program that has to do it, and a name that no other run has."""

    run: str
    task: Task
    tables: Mapping[str, bytes]
    program: str
    seconds: float


class Report(NamedTuple):
    """What became of a shard: done, or why it cannot be; and what there was to tell meanwhile, by event."""

    done: Done | None
    broken: str
    told: list[tuple[str, dict[str, object]]]


@dataclass(slots=True)
class _Told:
    """Events kept until they can be sent."""

    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def event(self, event: str, **values: object) -> None:
        self.told.append((event, values))

    def notice(self, text: str) -> None:
        self.event("notice", message=text)


class _Station:
    """What a thread of a Dask worker keeps for a run: one supervised worker process."""

    def __init__(self, order: Order) -> None:
        self.run = order.run
        self.busy = threading.Lock()
        self._told = _Told()
        self._folder = Path(mkdtemp(prefix="trich-"))
        patterns = _written(order.tables, self._folder / "tables") if order.tables else None
        task = replace(order.task, slate=self._folder / "worker", patterns=patterns)
        self._shift = Shift(Processes(1, self._told, order.seconds), task)
        if program(patterns) != order.program:
            self.end()
            raise DatasetError("another version of trich, of Python or of a library is installed there")

    def do(self, shard: Shard) -> Report:
        (done,) = self._shift.run([shard])
        told, self._told.told = self._told.told, []
        return Report(done, "", told)

    def end(self) -> None:
        self._shift.end()
        rmtree(self._folder, ignore_errors=True)


_stations: dict[int, _Station] = {}  # by thread


def perform(order: Order, shard: Shard) -> Report:
    """Have the rows of a shard written into the store; what Dask runs."""
    try:
        if Store(order.task.store).has(shard.key):  # its Dask worker was lost before it could say so
            return Report(Done(0, shard.key), "", [])
        _check_inputs(shard, order.task.base)
        station = _station(order)
        with station.busy:
            return station.do(shard)
    except (TrichError, OSError) as problem:
        return Report(None, f"the worker on {os.uname().nodename} cannot go on: {problem}", [])


def _station(order: Order) -> _Station:
    thread = threading.get_ident()
    station = _stations.get(thread)
    if station is None or station.run != order.run:
        if station is not None:
            station.end()
        station = _stations[thread] = _Station(order)
    return station


def _check_inputs(shard: Shard, base: str) -> None:
    """Raises DatasetError where a file is not seen from here that was seen where the run was planned."""
    for piece in shard.pieces:
        source = piece.source
        if isinstance(source, Source) and not piece.is_unreadable and not _is_there(source, base):
            raise DatasetError(
                f"{source.label}: is not there. Give inputs that all machines see: a shared folder, or object storage "
                "(s3://…)"
            )


def _is_there(source: Source, base: str) -> bool:
    return source.is_object or os.path.exists(os.path.join(base, source.path))  # noqa: PTH110, PTH118 - paths stay as the user wrote them


def _written(tables: Mapping[str, bytes], folder: Path) -> str:
    for name, content in tables.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return str(folder)


def end_run(run: str) -> None:
    """End the worker processes that this machine keeps for a run; one that is at work ends with the next run."""
    for thread, station in list(_stations.items()):
        if station.run == run and station.busy.acquire(blocking=False):
            del _stations[thread]
            station.end()
