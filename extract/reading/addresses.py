"""Parts of addresses as pages and archives state them, which may be no addresses at all."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NOWHERE = urlsplit("")


def parted(address: str) -> SplitResult:
    """The parts of an address; all empty where it is none, such as "http://[a"."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NOWHERE


def joined(base: str, address: str) -> str:
    """Where a link on a page leads; empty where it is no address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
