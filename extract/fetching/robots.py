"""robots.txt by RFC 9309: asked for once a day and site, obeyed, and not guessed at where it cannot be had.

Scrapy's own middleware takes a site whose robots.txt cannot be reached as one without rules, and knows no delays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler

from extract.fetching.addresses import canonical
from extract.fetching.faults import Fault, Forbidden, NotNow, Refused, Shown, as_fault
from extract.fetching.feeds import http_seconds
from extract.fetching.judging import Reply, plain
from extract.fetching.spider import Fetcher

PRODUCT: Final = "trich"  # what robots.txt calls us
MOST_BYTES: Final = 512 * 1024
MOST_REDIRECTS: Final = 5
DAY: Final = 24 * 3600.0
_REDIRECTS: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class _Rules:
    read: float
    rules: Any


class Robots:
    """The downloader middleware that asks a site's robots.txt before each request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spider: Fetcher = crawler.spider  # type: ignore[assignment]
        self._rules: dict[str, _Rules] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Forbidden where robots.txt says no, NotNow where it cannot be had, Shown in a dry run."""
        visit = request.cb_kwargs.get("visit")
        if visit is None:
            return
        parts = urlsplit(request.url)
        rules = await self._rules_of(f"{parts.scheme}://{parts.netloc}")
        if not rules.can_fetch(request.url, PRODUCT):
            raise Forbidden("robots.txt forbids it")
        self._spider.round.wish(parts.hostname or "", delay=_delay(rules))
        if self._spider.round.only_shown(visit):
            raise Shown("")

    async def _rules_of(self, site: str) -> Any:
        known = self._rules.get(site)
        if known is None or known.read + DAY < monotonic():
            known = self._rules[site] = _Rules(monotonic(), Protego.parse(await self._text(f"{site}/robots.txt")))
        return known.rules

    async def _text(self, address: str) -> str:
        """The rules; none where the site says that it has none. Raises NotNow where it says neither."""
        for _ in range(MOST_REDIRECTS + 1):
            reply = await self._reply(address)
            if reply.status in _REDIRECTS and (target := canonical(reply.headers.get("location", ""), address)):
                address = target
            elif 200 <= reply.status < 300:
                return _decoded(reply)
            elif 400 <= reply.status < 500 and reply.status != 429:
                return ""
            else:
                wait = http_seconds(reply.headers.get("retry-after", ""), datetime.now(UTC))
                raise NotNow(f"robots.txt cannot be had: the site answered {reply.status}", wait)
        return ""  # RFC 9309: more redirects than five may be taken as no rules

    async def _reply(self, address: str) -> Reply:
        request = Request(address, headers=self._spider.headers, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as problem:  # noqa: BLE001 - whatever kept it from us, it is told as one sentence
            fault = as_fault(problem)
            if isinstance(fault, Refused):
                raise fault from None
            kind = NotNow if isinstance(fault, NotNow) else Fault
            raise kind(f"robots.txt cannot be had: {fault}") from None
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in _pairs(response)}
        return Reply(response.status, headers, response.body)


def _pairs(response: Any) -> list[tuple[bytes, bytes]]:
    return [(name, response.headers.get(name) or b"") for name in response.headers]


def _decoded(reply: Reply) -> str:
    try:
        content = plain(reply, MOST_BYTES * 16)
    except Fault:
        content = b""
    return content[:MOST_BYTES].decode("utf-8-sig", "replace")


def _delay(rules: Any) -> float:
    """The seconds between requests that robots.txt asks for, by `Crawl-delay` or `Request-rate`."""
    rate = rules.request_rate(PRODUCT)
    return max(float(rules.crawl_delay(PRODUCT) or 0), rate.seconds / rate.requests if rate and rate.requests else 0.0)
