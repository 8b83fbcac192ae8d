"""Addresses: one spelling for each page, and the addresses that lead a crawler astray."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from extract.reading.web.parameters import own_query
from patterns import parameters
from patterns.rows import Parameter

SCHEMES: Final = ("http", "https")
LONGEST: Final = 2000
MOST_SEGMENTS: Final = 20
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# Numbers of visits in a path; those in a query are rows of patterns/parameters.tsv.
_PATH_SESSION: Final = re.compile(r";jsessionid=[^/?]*|/\([SXF]\([^)/]*\)\)(?=/)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%[0-9a-fA-F]{2}")

_CALENDAR_KEYS: Final = frozenset("month year day date week thang nam ngay cal calendar ical tribe-bar-date".split())
_CALENDAR_PATH: Final = re.compile(
    r"/(?:calendar|events?|lich|lich-su-kien|su-kien|archive|archives)/(?:[a-z]+/)?\d{4}(?:[/-]\d{1,2}){0,2}/?$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+")


def canonical(address: str, base: str = "", rows: Sequence[Parameter] | None = None) -> str:
    """The one spelling of an address, joined to `base` where it is relative; empty for what cannot be fetched.

    Scheme and host in lower case, no default port, no fragment, escapes in capitals, no session ids in the path and
    none of the parameters that `rows` name (None: the built-in ones). Addresses with a user's name or password and of
    other schemes than http and https give nothing.
    """
    try:
        parts = urlsplit(safe_url_string(urljoin(base, address.strip()), "utf-8"))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or not host or "@" in parts.netloc:
        return ""
    named = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        named += f":{port}"
    rows = parameters() if rows is None else rows
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), _PATH_SESSION.sub("", _without_dots(parts.path))) or "/"
    return urlunsplit((parts.scheme, named, path, own_query(parts.query, rows), ""))


def _without_dots(path: str) -> str:
    """The path with its steps `.` and `..` taken."""
    if "/." not in path:
        return path
    taken: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        if step == ".." and taken:
            taken.pop()
        elif step not in (".", ".."):
            taken.append(step)
    return "/" + "/".join([*taken, ""] if steps[-1] in (".", "..") and taken else taken)


def host_of(address: str) -> str:
    """The host of a canonical address, without its port."""
    return urlsplit(address).hostname or ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host or of a host and its sub-domain, `www.` left aside."""
    first, second = host_of(one).removeprefix("www."), host_of(other).removeprefix("www.")
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def trap(address: str) -> str:
    """Why a link found on a page is a crawler trap; empty where it is none."""
    parts = urlsplit(address)
    if len(address) > LONGEST:
        return f"a trap: longer than {LONGEST} characters"
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return f"a trap: more than {MOST_SEGMENTS} parts in its path"
    if _repeats([segment for segment in segments if not segment.isdigit()]):
        return "a trap: parts of its path repeat"
    if _CALENDAR_PATH.search(parts.path) or _is_calendar(parts.query):
        return "a trap: a page of a calendar"
    return ""


def _repeats(segments: list[str]) -> bool:
    """A part twice in a row (/vi/vi/), two parts that return (/a/b/a/b), or one part three times."""
    twice = any(one == two for one, two in pairwise(segments))
    pairs = Counter(pairwise(segments))
    return twice or max(pairs.values(), default=0) > 1 or max(Counter(segments).values(), default=0) > 2


def _is_calendar(query: str) -> bool:
    names = {name.lower() for name, value in parse_qsl(query) if _NUMBER.search(value)}
    return len(names & _CALENDAR_KEYS) > 1 or bool(names & {"cal", "calendar", "ical", "tribe-bar-date"})
