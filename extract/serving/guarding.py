"""What stops a request (a name that is not ours, stock pages, large bodies), and what every answer says.

A page elsewhere can make its own name mean 127.0.0.1 and have a browser ask us ("DNS rebinding"): so only requests to
the names that this server goes by are answered.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

__all__ = ["HEADERS", "Asgi", "Receive", "Scope", "Send", "guarded"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST: Final = 64 * 1024  # bytes of what is sent to us
HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
# What of Datasette itself is served: rows, tables and queries, as JSON and CSV.
_STOCK: Final = re.compile(rb"/(?:trich|reviews)(?:/[^/]+){0,2}\.(?:json|csv)")
_ABSENT: Final = (404, "There is no such page. Tables and queries are given as JSON and CSV: /trich/facts.json, .csv")
_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^:]*)(?::\d+)?")


def guarded(app: Asgi, absent: Asgi, names: Collection[str], ours: re.Pattern[bytes]) -> Asgi:
    """The application behind its guard. `absent` answers where there is no page; `names` are those that the application
    goes by; `ours` are the paths of its own pages.
    """

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        sending = _with_headers(send)
        refused = _refusal(scope, names, ours)
        if refused == _ABSENT and not scope["path"].endswith((".json", ".csv")):
            await absent(scope, receive, sending)
        elif refused:
            await _refuse(sending, *refused)
        else:
            await app(scope, receive, sending)

    return guard


def _refusal(scope: Scope, names: Collection[str], ours: re.Pattern[bytes]) -> tuple[int, str] | None:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if not _is_ours(headers.get(b"host", ""), names):
        return 421, "This server does not go by that name; ask it by the address that it printed at its start."
    path = (scope.get("raw_path") or scope["path"].encode("utf-8")).partition(b"?")[0]
    if not (ours.fullmatch(path) or _STOCK.fullmatch(path)):
        return _ABSENT
    if scope["method"] in ("GET", "HEAD"):
        return None
    if not (
        _is_own_origin(headers.get(b"origin"), names) and headers.get(b"sec-fetch-site", "same-origin") == "same-origin"
    ):
        return 403, "Only pages of this server may send to it."
    if not headers.get(b"content-length", "").isdecimal() or int(headers[b"content-length"]) > LARGEST:
        return 413, f"What is sent must say its length, at most {LARGEST} bytes."
    return None


def _is_ours(host: str, names: Collection[str]) -> bool:
    found = _HOST.fullmatch(host.lower())
    return found is not None and found[1].strip("[]") in names


def _is_own_origin(origin: str | None, names: Collection[str]) -> bool:
    return origin is None or _is_ours(urlsplit(origin).netloc, names)


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = reason.encode("utf-8")
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = {name.encode(): value.encode() for name, value in HEADERS.items()}
            kept = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in own]
            message = {**message, "headers": [*kept, *own.items()]}
        await send(message)

    return sending
