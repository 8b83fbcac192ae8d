"""What a fetch says at its end: what became of the addresses, by outcome and by host, and what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from extract.fetching.ledger import OUTCOMES

FAILURES_NAMED: Final = 10
HOSTS_NAMED: Final = 20


class Line(NamedTuple):
    """An address that is done, as the closing table sees it."""

    address: str
    host: str
    outcome: str
    status: int | None
    reason: str


class Report:
    """How a fetch went: counts by outcome and status, by host, and the first failures."""

    def __init__(self, lines: Iterable[Line], *, interrupted: bool = False, shown: bool = False) -> None:
        self.interrupted = interrupted
        self.statuses: dict[str, Counter[str]] = {}
        self.hosts: dict[str, Counter[str]] = {}
        self.failures: list[Line] = []
        self._shown: list[Line] = []
        for line in lines:
            if shown:
                self._shown.append(line)
            status = str(line.status) if line.status else _short(line.reason)
            self.statuses.setdefault(line.outcome, Counter())[status] += 1
            self.hosts.setdefault(line.host, Counter())[line.outcome] += 1
            if line.outcome == "failed" and len(self.failures) < FAILURES_NAMED:
                self.failures.append(line)

    @property
    def failed(self) -> int:
        """How many addresses failed."""
        return self.statuses.get("failed", Counter()).total()

    def as_event(self) -> dict[str, object]:
        """The same for a log of JSON lines."""
        return {
            "outcomes": {outcome: dict(statuses) for outcome, statuses in self.statuses.items()},
            "hosts": {host: dict(outcomes) for host, outcomes in self.hosts.items()},
            "interrupted": self.interrupted,
        }

    def lines(self, seconds: float, target: str) -> Iterator[str]:
        """The closing table, line by line."""
        total = sum(statuses.total() for statuses in self.statuses.values())
        yield f"{'addresses':12} {total:>8}"
        for outcome in OUTCOMES:
            if statuses := self.statuses.get(outcome):
                shares = "   ".join(f"{status} {count}" for status, count in statuses.most_common())
                yield f"{outcome:12} {statuses.total():>8}  {shares}"
        for host, outcomes in sorted(self.hosts.items(), key=lambda item: -item[1].total())[:HOSTS_NAMED]:
            shares = "   ".join(f"{name} {outcomes[name]}" for name in OUTCOMES if outcomes[name])
            yield f"{'host':12} {outcomes.total():>8}  {host}: {shares}"
        yield f"{'written to':12} {target}"
        yield f"{'time':12} {seconds:.1f} s"
        yield from self.failure_lines()

    def shown(self) -> Iterator[str]:
        """What a dry run found: each address with what would become of it."""
        for line in self._shown:
            would = (
                "fetch" if line.outcome == "stored" or (line.outcome == "skipped" and not line.reason) else line.outcome
            )
            yield f"{would:12} {line.address}{'   ' + line.reason if line.reason else ''}"

    def failure_lines(self) -> Iterator[str]:
        """The addresses that failed: how many, and the first of them with their reasons."""
        if self.interrupted:
            yield "interrupted; the same command goes on where this one stopped"
        if self.failed:
            what = "address" if self.failed == 1 else "addresses"
            yield f"{self.failed} {what} failed; the table of snapshots has a row for each, with its reason:"
            yield from (f"   {line.address}: {line.reason}" for line in self.failures)
            if self.failed > len(self.failures):
                yield f"   and {self.failed - len(self.failures)} more"


def _short(reason: str) -> str:
    """A reason without what it says of this one address."""
    return reason.partition(":")[0].partition("(")[0].strip() or "-"
