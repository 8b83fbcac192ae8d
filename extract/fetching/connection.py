"""Connections: made only to numbers that may be reached, and listened to, so that what went over them can be kept."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.interfaces import IProtocol, IProtocolFactory, IStreamClientEndpoint
from twisted.internet.ssl import optionsForClientTLS
from twisted.internet.threads import deferToThread
from twisted.protocols.policies import ProtocolWrapper, WrappingFactory
from twisted.web.client import URI
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer

from extract.fetching.faults import NotNow, Refused
from extract.fetching.guard import is_public

CONNECT_SECONDS: Final = 20
LONGEST_HEAD: Final = 1 << 18


@dataclass(slots=True)
class Exchange:
    """What went over a connection for one request: the request, the head of its answer, the number asked."""

    sent: bytes = b""
    head: bytes = b""
    peer: str = ""
    whole: bool = False

    def hear(self, received: bytes) -> bytes | None:
        """Take in what was received, up to the end of the head; gives what lies behind it, None before it is there.

        Heads of interim answers (1xx) are passed over.
        """
        while received and not self.whole and len(self.head) < LONGEST_HEAD:
            head, received = self.head + received, b""
            end = min((n for n in (head.find(b"\r\n\r\n") + 4, head.find(b"\n\n") + 2) if n > 3), default=0)
            if not end:
                self.head = head
            elif head[:12].partition(b" ")[2].startswith(b"1"):
                self.head, received = b"", head[end:]
            else:
                self.head, received, self.whole = head[:end], head[end:], True
        return received if self.whole else None

    def legible(self) -> bytes:
        """The head without lines that are no headers, which some servers send and Twisted takes for a broken answer."""
        first, *lines = self.head.splitlines()
        return b"\r\n".join(
            [first, *(line for line in lines if b":" in line or line.startswith((b" ", b"\t"))), b"", b""]
        )


class _Listener(ProtocolWrapper):
    """Stands between a connection and who speaks over it, and tells `begin` of each new exchange."""

    factory: _Listening
    _exchange: Exchange | None = None

    def write(self, data: bytes) -> None:
        self._sending(data)
        super().write(data)  # type: ignore[no-untyped-call]

    def writeSequence(self, data: Any) -> None:  # noqa: N802 - Twisted's name
        pieces = list(data)
        self._sending(b"".join(pieces))
        super().writeSequence(pieces)  # type: ignore[no-untyped-call]

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        exchange = self._exchange
        if exchange is not None and not exchange.whole:
            rest = exchange.hear(data)
            data = b"" if rest is None else exchange.legible() + rest
            if rest is None and len(exchange.head) >= LONGEST_HEAD:
                self.abortConnection()
        if data:
            super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _peer(self) -> Any:
        transport: Any = self.transport
        return transport.getPeer()

    def _sending(self, data: bytes) -> None:
        if self._exchange is None or self._exchange.whole:
            self._exchange = Exchange(peer=str(getattr(self._peer(), "host", "")))
            self.factory.begin(self._exchange)
        self._exchange.sent += data


class _Listening(WrappingFactory):
    noisy = False
    protocol = _Listener

    def __init__(self, factory: IProtocolFactory, begin: Callable[[Exchange], None]) -> None:
        super().__init__(factory)  # type: ignore[no-untyped-call]
        self.begin = begin


@implementer(IStreamClientEndpoint)
class _Guarded:
    """An endpoint that looks a name up, and connects to one of its numbers if that may be reached."""

    def __init__(self, reactor: Any, host: str, port: int, *, allow_private: bool) -> None:
        self._reactor, self._host, self._port, self._allow_private = reactor, host, port, allow_private

    def connect(self, factory: IProtocolFactory) -> Deferred[IProtocol]:
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        problem: Exception | None = None
        for number in await self._numbers():
            kind = TCP6ClientEndpoint if ":" in number else TCP4ClientEndpoint
            try:
                return await kind(self._reactor, number, self._port, timeout=CONNECT_SECONDS).connect(factory)
            except Exception as error:  # noqa: BLE001 - the next number may answer; the last error is raised
                problem = error
        raise problem or NotNow("the host's name has no number")

    async def _numbers(self) -> list[str]:
        try:
            found = await deferToThread(socket.getaddrinfo, self._host, self._port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotNow("the host's name is not known") from None
        numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if self._allow_private:
            return numbers
        public = [number for number in numbers if is_public(number)]
        if not public:
            raise Refused(
                f"{self._host} is {', '.join(numbers)}, which is not of the public internet; "
                "--allow-private fetches from there too"
            )
        return public


@implementer(IStreamClientEndpoint)
class _Listened:
    def __init__(self, endpoint: Any, begin: Callable[[Exchange], None]) -> None:
        self._endpoint, self._begin = endpoint, begin

    def connect(self, factory: IProtocolFactory) -> Deferred[IProtocol]:
        made: Deferred[Any] = self._endpoint.connect(_Listening(factory, self._begin))
        return made.addCallback(lambda listener: listener.wrappedProtocol)


@implementer(IAgentEndpointFactory)
class Endpoints:
    """Makes the connections; `latest` is the last exchange with each host and port."""

    def __init__(self, reactor: Any, *, allow_private: bool) -> None:
        self._reactor, self._allow_private = reactor, allow_private
        self.latest: dict[tuple[bytes, int], Exchange] = {}

    def endpointForURI(self, uri: URI) -> _Listened:  # noqa: N802 - Twisted's name
        """The endpoint of an address: guarded, encrypted and verified where it is https, listened to."""
        host = uri.host.decode("ascii")
        endpoint: Any = _Guarded(self._reactor, host.strip("[]"), uri.port, allow_private=self._allow_private)
        if uri.scheme == b"https":
            endpoint = wrapClientTLS(optionsForClientTLS(host.strip("[]")), endpoint)
        key = (uri.host, uri.port)

        def begin(exchange: Exchange) -> None:
            self.latest[key] = exchange

        return _Listened(endpoint, begin)
