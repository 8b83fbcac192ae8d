"""Engines map shards: each shard's rows come to be in the store, in whatever order, by whatever machines.

An engine decides nothing about the data set: what is done, and in which order it is merged, is the ledger's business.
`Processes` is that of one machine, `extract.batch.cluster` that of many, each of which supervises its own workers by a
`Shift`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from queue import Empty, SimpleQueue
from typing import Final, Protocol

from extract.batch.crew import Gone, Hand, Message
from extract.batch.shards import Assignment, Done, Place, Shard
from extract.batch.worker import Broken, Ready, Task
from extract.errors import DatasetError

__all__ = ["Engine", "Events", "Processes", "Shift"]

AHEAD: Final = 2  # shards that a worker has at once: it must not wait while the parent merges
LOOK: Final = 0.2  # seconds between two looks at what the workers are at
STILLBORN: Final = 10  # workers in a row that end before they are ready
START: Final = 120.0  # seconds in which a worker must be ready
TWICE: Final = 2
MEBIBYTE: Final = 1 << 20
MOST_RESIDENT: Final = 512 * MEBIBYTE  # a worker that takes more between two shards is replaced by a fresh one


class Events(Protocol):
    """Who is told what happens to shards and workers."""

    def event(self, event: str, **values: object) -> None:
        """Something happened."""

    def notice(self, text: str) -> None:
        """Something that a person should know."""


class Engine(Protocol):
    """Does shards."""

    def map(self, shards: Iterable[Shard], task: Task) -> Generator[Done, None, None]:
        """Each shard once its rows are in the store, as they are done."""
        ...


@dataclass(slots=True)
class Processes:
    """Worker processes of this machine, each supervised.

    A worker that ends, or stays at one document for longer than `seconds`, is replaced and its shards are done again. A
    place at which that happens twice is set aside: its document gets a `failed` row.
    """

    workers: int
    events: Events
    seconds: float = 300

    def map(self, shards: Iterable[Shard], task: Task) -> Generator[Done, None, None]:
        """Each shard once its rows are in the store; raises DatasetError where workers cannot work at all."""
        shift = Shift(self, task)
        try:
            yield from shift.run(shards)
        finally:
            shift.end()


class Shift:
    """Workers that stay until their shift ends, so that shards can also be given to them little by little."""

    def __init__(self, engine: Processes, task: Task) -> None:
        self._engine = engine
        self._task = task
        self._shards: Iterator[Shard] = iter(())
        self._numbers = count(1)
        self._again: deque[Assignment] = deque()
        self._losses: Counter[tuple[str, Place]] = Counter()
        self._inbox: SimpleQueue[Message] = SimpleQueue()
        self._hands: list[Hand] = []
        self._hired = count(1)
        self._stillborn = 0

    def run(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """What is done, as it is done."""
        self._shards = iter(shards)
        waiting = self._next()
        while waiting or any(hand.assigned for hand in self._hands):
            if waiting:
                self._again.appendleft(waiting)
                self._staff()
            try:
                message = self._inbox.get(timeout=LOOK)
            except Empty:
                pass
            else:
                if done := self._heard(message):
                    yield done
            self._end_the_slow()
            waiting = self._next()

    def end(self) -> None:
        """End all workers."""
        for hand in self._hands:
            hand.close()
        self._hands.clear()

    def _next(self) -> Assignment | None:
        if self._again:
            return self._again.popleft()
        shard = next(self._shards, None)
        return Assignment(next(self._numbers), shard) if shard else None

    def _staff(self) -> None:
        """Hire where workers are missing, and give each that is ready what it can have."""
        while len(self._hands) < self._engine.workers:
            slate = self._task.slate.with_name(f"{self._task.slate.name}-{next(self._hired)}")
            self._hands.append(Hand(replace(self._task, slate=slate), self._inbox))
        for _ in range(AHEAD):
            for hand in self._hands:
                if hand.ready and len(hand.assigned) < AHEAD and (assignment := self._next()):
                    hand.give(assignment)

    def _heard(self, message: Message) -> Done | None:
        hand, said = message
        if hand not in self._hands:
            return None
        if isinstance(said, Ready):
            hand.ready, self._stillborn = True, 0
        elif isinstance(said, Broken):
            raise DatasetError(f"a worker cannot go on: {said.error}")
        elif isinstance(said, Gone):
            self._lost(hand, said.how)
        else:
            return self._done(hand, said)
        return None

    def _done(self, hand: Hand, done: Done) -> Done:
        hand.assigned.popleft()
        self._engine.events.event(
            "shard", key=done.key, documents=done.documents, facts=done.facts, worker=hand.pid,
            peak_megabytes=round(done.peak / MEBIBYTE),
        )  # fmt: skip
        for notice in done.notices:
            self._engine.events.notice(notice)
        if done.resident > MOST_RESIDENT:
            self._again.extend(hand.assigned)
            self._dismiss(hand)
        return done

    def _dismiss(self, hand: Hand) -> None:
        self._hands.remove(hand)
        hand.close()

    def _end_the_slow(self) -> None:
        for hand in self._hands:
            if hand.idle_seconds() > (self._engine.seconds if hand.ready else START):
                hand.too_slow = True
                hand.kill()

    def _lost(self, hand: Hand, how: str) -> None:
        """A worker ended by itself, was killed, or was too slow: what it had is done again."""
        at, current = hand.at(), hand.assigned[0] if hand.assigned else None
        how = f"took more than {self._engine.seconds:g} seconds" if hand.too_slow else f"ended its worker ({how})"
        self._engine.events.event("worker lost", worker=hand.pid, how=how, source=at.source)
        if not hand.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise DatasetError(f"{STILLBORN} workers in a row ended before they could begin ({how})")
        again = list(hand.assigned)
        if current and at.assignment == current.number:
            again[0] = self._blamed(current, at.place, how)
        self._again.extendleft(reversed(again))
        self._dismiss(hand)

    def _blamed(self, assignment: Assignment, place: Place, how: str) -> Assignment:
        """The assignment to be done again, without the place if it has cost two workers."""
        self._losses[assignment.shard.key, place] += 1
        if self._losses[assignment.shard.key, place] < TWICE:
            return assignment
        what = "reading it" if place.phase == "reading" else "finding its facts"
        return replace(assignment, aside={**assignment.aside, place: f"{what} twice {how}; it is set aside"})
