"""Who looks on while pages are fetched: lines for the hosts that are asked, JSON lines for a program, or nobody."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TextIO
from urllib.parse import urlsplit

from extract.fetching.ledger import OUTCOMES, Ledger
from extract.notices import JsonLines, Notices

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["FetchLog", "FetchWatch", "Rates", "fetch_watch"]

HOSTS_SHOWN: Final = 5
WINDOW: Final = 60.0  # seconds that a rate looks back on


class Rates:
    """How many addresses of each host were done in the last minute."""

    def __init__(self) -> None:
        self._done: deque[tuple[float, str]] = deque()
        self._start = monotonic()

    def add(self, host: str) -> None:
        """One more."""
        self._done.append((monotonic(), host))

    def per_minute(self) -> list[tuple[str, float]]:
        """The hosts, those with the most first, each with its addresses a minute."""
        now = monotonic()
        while self._done and self._done[0][0] < now - WINDOW:
            self._done.popleft()
        span = max(1.0, min(WINDOW, now - self._start))
        return [(host, 60 * count / span) for host, count in Counter(host for _, host in self._done).most_common()]


class FetchWatch(Notices):
    """Nobody: sees addresses and says nothing of them."""

    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """One more address is done."""


class _Lines(FetchWatch):
    """A line of totals and one for each of the busiest hosts, drawn anew four times a second at most."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.live import Live

        super().__init__(stream)
        self._rates, self._drawn = Rates(), 0.0
        self._live = Live(console=Console(file=stream), transient=True, auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """Count it, and draw."""
        self._rates.add(urlsplit(address).hostname or "")
        if monotonic() - self._drawn > 0.25:
            self._drawn = monotonic()
            self._live.update(_drawing(ledger, self._rates), refresh=True)

    def notice(self, text: str) -> None:
        """Say it above the lines."""
        self._live.console.print(f"trich: {text}", markup=False, highlight=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()


class FetchLog(JsonLines, FetchWatch):
    """Every address as a line of JSON, with how fast its host goes, and all else that happens."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._rates = Rates()

    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """Log it."""
        host = urlsplit(address).hostname or ""
        self._rates.add(host)
        rate = dict(self._rates.per_minute()).get(host, 0.0)
        self.event(
            "address", address=address, outcome=outcome, reason=reason, waiting=sum(ledger.waiting.values()),
            host_per_minute=round(rate, 1),
        )  # fmt: skip


def fetch_watch(stream: TextIO, *, quiet: bool, json_log: bool) -> FetchWatch:
    """The one that the options and the stream call for."""
    if json_log:
        return FetchLog(stream)
    return FetchWatch(stream, quiet=quiet) if quiet or not stream.isatty() else _Lines(stream)


def _drawing(ledger: Ledger, rates: Rates) -> Text:
    from rich.text import Text

    return Text("\n".join(progress(ledger, rates)))


def progress(ledger: Ledger, rates: Rates) -> Iterator[str]:
    """The lines of progress: totals, then the busiest hosts with what they have left and their rates."""
    totals = Counter[str]()
    for (_, outcome), count in ledger.counts.items():
        totals[outcome] += count
    shares = ", ".join(f"{totals[outcome]} {outcome}" for outcome in OUTCOMES if totals[outcome])
    yield f"{shares or 'nothing yet'}, {sum(ledger.waiting.values())} waiting"
    for host, rate in rates.per_minute()[:HOSTS_SHOWN]:
        yield f"  {host}: {rate:.0f} a minute, {ledger.waiting.get(host, 0)} waiting"
