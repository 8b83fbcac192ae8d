"""How long a host is left alone between two requests.

AutoThrottle makes the delay follow the time that a host takes to answer. Here it also keeps what the host itself asks
for (`Crawl-delay`, `Retry-After`), rests from the end of an answer, and after a restart begins with a rest.
"""

from __future__ import annotations

from time import monotonic, time
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from extract.fetching.round import Wishes
from extract.fetching.spider import Fetcher


class Pace(AutoThrottle):
    """Sets the delay of each of the downloader's slots; a slot is a host."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fetcher: Fetcher = crawler.spider  # type: ignore[assignment]
        self._met: set[str] = set()
        crawler.signals.connect(self._before, signal=signals.request_reached_downloader)
        crawler.signals.connect(self._after, signal=signals.request_left_downloader)

    def _before(self, request: Request, spider: Any) -> None:
        """A request is about to wait for its host's turn."""
        host, slot = self._get_slot(request, spider)
        if host is None or slot is None:
            return
        wishes = self._fetcher.round.hosts.get(host, Wishes())
        slot.delay = max(slot.delay, wishes.delay)
        if host not in self._met:
            self._met.add(host)
            if self._fetcher.round.resumed:  # the process before may have asked a moment ago
                slot.lastseen = monotonic()
        rest = wishes.until - time()
        if rest > 0:
            slot.lastseen = max(slot.lastseen, monotonic() + rest - slot.delay)

    def _after(self, request: Request, spider: Any) -> None:
        """An answer is here, or will not come: the rest begins now."""
        _, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, monotonic())

    def _response_downloaded(self, response: Response, request: Request, spider: Any) -> None:
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if host is not None and slot is not None:
            slot.delay = max(slot.delay, self._fetcher.round.hosts.get(host, Wishes()).delay)
        self._after(request, spider)
