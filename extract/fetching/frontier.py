"""Scrapy's scheduler, with the ledger as its queue."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from extract.fetching.spider import Fetcher


class Frontier(BaseScheduler):
    """Gives each host's next address when the one before is done; nothing else may be queued."""

    def __init__(self, spider: Fetcher) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The scheduler of a crawler whose spider is a Fetcher."""
        spider = crawler.spider
        if not isinstance(spider, Fetcher):
            raise TypeError("the frontier serves the spider that fetches, and no other")
        return cls(spider)

    def has_pending_requests(self) -> bool:
        """Whether any address is waiting."""
        return self._spider.round.has_waiting

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: what is to be fetched stands in the ledger."""
        return False

    def next_request(self) -> Request | None:
        """The request for the next visit."""
        if self._spider.round.problem is not None:
            return None
        visit = self._spider.round.take()
        return self._spider.request(visit) if visit else None
