"""From addresses to snapshots: pages fetched politely, and what the sites really sent kept in WARC files.

    from extract.fetching import FetchOptions, fetch
    fetch(["https://example.vn/rss"], "kho", FetchOptions(contact="mailto:ban@example.vn"))

Scrapy does the fetching, once in a process. What it lacks stands beside it here: a frontier in a ledger that survives
being killed, robots.txt by its standard, delays that a host asks for, connections that go to the public internet only.
"""

from extract.fetching.closing import Report
from extract.fetching.options import FetchOptions

__all__ = ["FetchOptions", "Report", "fetch"]


def __getattr__(name: str) -> object:
    if name == "fetch":  # loads Scrapy
        from extract.fetching.crawl import fetch

        return fetch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
