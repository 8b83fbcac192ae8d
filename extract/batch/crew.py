"""Worker processes as their parent sees them: started, given shards, watched, ended."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from signal import Signals
from time import monotonic
from typing import IO, Final, NamedTuple, cast

from extract.batch.shards import Assignment, Done
from extract.batch.slate import At, Slate
from extract.batch.worker import Broken, Ready, Task
from extract.reading.confinement import LARGEST_JOB, receive, send

__all__ = ["Gone", "Hand", "Message"]

PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from extract.batch.worker import serve; serve()"


class Gone(NamedTuple):
    """The worker has ended, and how."""

    how: str


class Message(NamedTuple):
    """What a worker says, or that it is no more."""

    hand: Hand
    said: Ready | Done | Broken | Gone


class Hand:
    """One worker process. What it says is put into `inbox` by a thread of its own."""

    def __init__(self, task: Task, inbox: SimpleQueue[Message]) -> None:
        self.ready = False
        self.too_slow = False
        self.assigned: deque[Assignment] = deque()
        self._slate = Slate(task.slate, new=True)
        self._beats, self._since = 0, monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._jobs, self._answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._send(task)
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def give(self, assignment: Assignment) -> None:
        """Give it one more shard to do after those it has."""
        if not self.assigned:
            self._since = monotonic()
        self.assigned.append(assignment)
        self._send(assignment)

    def at(self) -> At:
        """Where it is now, or was when it ended."""
        return self._slate.read()

    def idle_seconds(self) -> float:
        """How long it has been at the same place of the shard it has; 0 where it has none."""
        beats = self.at().beats
        if beats != self._beats or (self.ready and not self.assigned):
            self._beats, self._since = beats, monotonic()
        return monotonic() - self._since

    def kill(self) -> None:
        """End it at once."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """End it and give back what it held."""
        self.kill()
        self._process.wait()
        for pipe in (self._jobs, self._answers):
            with suppress(OSError, ValueError):
                pipe.close()
        self._slate.close()

    def _send(self, what: Task | Assignment) -> None:
        with suppress(OSError):  # it is no more: the thread that listens says so
            send(self._jobs, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))

    def _listen(self, inbox: SimpleQueue[Message]) -> None:
        try:
            while True:
                said = pickle.loads(receive(self._answers, LARGEST_JOB))  # noqa: S301 - from our own program
                inbox.put(Message(self, said))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            inbox.put(Message(self, Gone(self._ending())))

    def _ending(self) -> str:
        """How the process ended: the name of the signal, or its exit status."""
        status = self._process.wait()
        with suppress(ValueError):
            return Signals(-status).name
        return f"exit status {status}"
