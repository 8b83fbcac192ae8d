"""A Dask cluster as an engine: the same shards, done by the same supervised worker processes, on many machines.

What Dask runs is `perform` (`extract.batch.station`): it gives a shard to a `Shift` of one worker process, so a
document that ends or stops its process is set aside and named as on one machine. The shards of a Dask worker that is
lost, Dask gives to another.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from extract.batch.engine import Events
from extract.batch.shards import Done, Shard
from extract.batch.station import Order, Report, end_run, perform
from extract.batch.store import Store
from extract.batch.version import program
from extract.batch.worker import Task, set_aside
from extract.errors import DatasetError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster"]

OUTSTANDING: Final = 1024  # shards that the scheduler has at once
REACHED: Final = 15.0  # seconds in which the scheduler must answer
STAFFED: Final = 300.0  # seconds in which a first worker must have come
ROUNDS: Final = 2  # times that Dask may give a shard up; each time it has lost several workers with it


@dataclass(slots=True)
class Cluster:
    """The workers of the Dask scheduler at `address`; no document may take longer than `seconds`."""

    address: str
    events: Events
    seconds: float = 300

    def map(self, shards: Iterable[Shard], task: Task) -> Generator[Done, None, None]:
        """Each shard once its rows are in the store; raises DatasetError where the cluster cannot do them at all."""
        order = Order(uuid4().hex, task, _tables(task.patterns), program(task.patterns), self.seconds)
        with _connected(self.address) as client:
            self._wait_for_workers(client)
            try:
                yield from self._results(client, order, iter(shards))
            finally:
                with suppress(Exception):  # the cluster may be gone; its processes end with it
                    client.run(end_run, order.run)

    def _wait_for_workers(self, client: Client) -> None:
        if not client.scheduler_info()["workers"]:
            self.events.notice(f"{self.address}: has no workers yet; waiting for the first one")
        try:
            client.wait_for_workers(1, timeout=STAFFED)
        except TimeoutError:
            raise DatasetError(
                f"{self.address}: no worker came within {STAFFED:g} seconds; start one (dask worker {self.address})"
            ) from None

    def _results(self, client: Client, order: Order, shards: Iterator[Shard]) -> Iterator[Done]:
        from distributed import KilledWorker, as_completed
        from distributed.client import FutureCancelledError

        completed = as_completed(loop=client.loop)
        given: dict[str, tuple[Shard, int]] = {}

        def give(shard: Shard, times: int = 1) -> None:
            name = f"trich-{order.run}-{shard.key}-{times}"
            given[name] = shard, times
            completed.add(client.submit(perform, order, shard, key=name))

        for shard, _ in zip(shards, range(OUTSTANDING), strict=False):
            give(shard)
        for future in completed:
            shard, times = given.pop(future.key)
            try:
                yield self._heard(future)
            except KilledWorker as problem:
                if times < ROUNDS:
                    give(shard, times + 1)
                    continue
                yield self._set_aside(order, shard, ROUNDS * (problem.allowed_failures + 1))
            except FutureCancelledError:
                raise DatasetError(
                    f"{self.address}: the scheduler is gone; the same command goes on from here"
                ) from None
            if following := next(shards, None):
                give(following)

    def _heard(self, future: Future[Report]) -> Done:
        done, broken, told = future.result()
        for event, values in told:
            if event == "notice":
                self.events.notice(str(values["message"]))
            else:
                self.events.event(event, **values)
        if done is None:
            raise DatasetError(broken)
        return done

    def _set_aside(self, order: Order, shard: Shard, lost: int) -> Done:
        self.events.event("shard lost", key=shard.key, workers=lost)
        reason = f"the cluster lost {lost} workers that read it or its neighbours; it is set aside"
        documents, facts = Store(order.task.store).write(shard.key, set_aside(shard, reason))
        return Done(0, shard.key, documents, facts)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError('--engine dask needs Dask; install it: pip install "trich[cluster]"') from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said by us, once
    try:
        client = Client(address, timeout=REACHED, set_as_default=False)
    except (OSError, ValueError) as problem:
        said = str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__
        raise DatasetError(
            f"{address}: no Dask scheduler can be reached there ({said}); start one (dask scheduler), or check "
            "--scheduler"
        ) from None
    with client:
        yield client


def _tables(folder: str | None) -> dict[str, bytes]:
    """The user's own tables, which no machine but this one needs to have."""
    if folder is None:
        return {}
    root = Path(folder)
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
