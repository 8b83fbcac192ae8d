"""The spider: makes a request of each visit, and hands its answer to the round."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from extract.fetching.archive import now
from extract.fetching.connection import Exchange
from extract.fetching.faults import Fault, as_fault
from extract.fetching.judging import Reply
from extract.fetching.ledger import Visit
from extract.fetching.options import FetchOptions, user_agent
from extract.fetching.round import Round

_ACCEPTED: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip",
}


class Fetcher(Spider):
    """Fetches what the round says. It yields nothing: what is found goes into the ledger with its page."""

    name = "trich"

    def __init__(self, round: Round, options: FetchOptions, **rest: Any) -> None:  # noqa: A002 - a round of fetching
        super().__init__(**rest)
        self.round = round
        self.options = options
        self.headers = _ACCEPTED | {"User-Agent": user_agent(options.contact)}

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the frontier has it all."""
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    def request(self, visit: Visit) -> Request:
        """The request for a visit, on condition that the page has changed where a snapshot of it is kept."""
        return Request(
            visit.found.address, headers=self.headers | _conditions(visit.before), callback=self.answered,
            errback=self.failed, dont_filter=True, cb_kwargs={"visit": visit},
        )  # fmt: skip

    def answered(self, response: Response, visit: Visit) -> None:
        """Take an answer."""
        names = {name.decode("latin-1").lower() for name in response.headers}
        headers = {name: _joined(response, name) for name in names}
        exchange = response.meta.get("exchange") or Exchange()
        try:
            self.round.answered(visit, now(), Reply(response.status, headers, response.body), exchange)
        except Exception as problem:  # noqa: BLE001 - raised again by whoever began the round
            self._stop(problem)

    def failed(self, failure: Failure) -> None:
        """Take what came instead of an answer."""
        visit: Visit = failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined]
        problem = failure.value
        fault = as_fault(problem) if isinstance(problem, Exception) else Fault(str(problem))
        try:
            self.round.failed(visit, fault)
        except Exception as broken:  # noqa: BLE001 - raised again by whoever began the round
            self._stop(broken)

    def _stop(self, problem: Exception) -> None:
        """End the round: the ledger or the archive cannot be written."""
        self.round.problem = self.round.problem or problem
        raise CloseSpider("broken") from problem


def _joined(response: Response, name: str) -> str:
    return ", ".join(value.decode("latin-1") for value in response.headers.getlist(name))


def _conditions(before: Mapping[str, Any] | None) -> dict[str, str]:
    if before is None:
        return {}
    stated = {"If-None-Match": before["etag"], "If-Modified-Since": before["last_modified"]}
    return {name: value for name, value in stated.items() if value}
