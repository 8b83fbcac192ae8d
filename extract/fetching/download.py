"""The download handler: one request, its answer as it came, within a size and a time.

Scrapy's own handlers forget the order and spelling of an answer's headers and undo its transfer coding; here the head
is kept as bytes and the body as it was coded by `Content-Encoding`.
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web.client import URI, Agent, HTTPConnectionPool, ResponseDone
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers as TwistedHeaders

from extract.fetching.connection import Endpoints
from extract.fetching.faults import CutShort, TookTooLong, TooLong
from extract.fetching.options import FetchOptions


class Download(BaseDownloadHandler):
    """Downloads over connections that are guarded and listened to; `request.meta["exchange"]` is what was heard."""

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor

        super().__init__(crawler)
        self._reactor: Any = reactor
        self._options: FetchOptions = crawler.spider.options  # type: ignore[union-attr]
        self._endpoints = Endpoints(reactor, allow_private=self._options.allow_private)
        self._pool = HTTPConnectionPool(reactor, persistent=True)
        self._pool.maxPersistentPerHost = 1
        self._agent = Agent.usingEndpointFactory(reactor, self._endpoints, self._pool)

    async def download_request(self, request: Request) -> Response:
        """The answer to a request; raises a Fault, or what Twisted raises where there is none."""
        work: Deferred[Response] = Deferred.fromCoroutine(self._answer(request))
        late = self._reactor.callLater(self._options.timeout, work.cancel)
        try:
            return await maybe_deferred_to_future(work)
        except Exception:
            if not late.active():
                raise TookTooLong(f"it took longer than {self._options.timeout:g} seconds") from None
            raise
        finally:
            if late.active():
                late.cancel()

    async def _answer(self, request: Request) -> Response:
        url = request.url.partition("#")[0].encode("ascii")
        headers = TwistedHeaders(dict(request.headers.items()))
        answer: Any = await self._agent.request(request.method.encode("ascii"), url, headers)
        uri = URI.fromBytes(url)
        request.meta["exchange"] = self._endpoints.latest.pop((uri.host, uri.port), None)
        body = b"" if answer.length == 0 else await _body(answer, self._options.max_bytes)
        return Response(
            url=request.url, status=answer.code, headers=Headers(dict(answer.headers.getAllRawHeaders())), body=body
        )

    async def close(self) -> None:
        """Close the connections that are open."""
        await maybe_deferred_to_future(self._pool.closeCachedConnections())


def _body(answer: Any, most: int) -> Deferred[bytes]:
    finished: Deferred[bytes] = Deferred(lambda _: _abort(answer))
    answer.deliverBody(_Body(finished, answer, most))
    return finished


def _abort(answer: Any) -> None:
    answer._transport._producer.abortConnection()  # noqa: SLF001 - Twisted offers no other way to stop an answer


class _Body(Protocol):
    """Gathers a body of at most `most` bytes."""

    def __init__(self, finished: Deferred[bytes], answer: Any, most: int) -> None:
        self._finished, self._answer, self._most = finished, answer, most
        self._pieces: list[bytes] = []
        self._length = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self._length += len(data)
        if self._finished.called:
            return
        if self._length > self._most:
            self._pieces.clear()
            self._finished.errback(TooLong(f"the answer is longer than {self._most} bytes (--max-answer)"))
            _abort(self._answer)
        else:
            self._pieces.append(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's name
        if self._finished.called:
            return
        # PotentialDataLoss: an answer of no stated length ends with its connection, as in HTTP/1.0.
        if reason.check(ResponseDone, PotentialDataLoss):
            self._finished.callback(b"".join(self._pieces))
        else:
            stated = self._answer.length if isinstance(self._answer.length, int) else "more"
            self._finished.errback(CutShort(f"the answer was cut short: {self._length} bytes of {stated}"))
