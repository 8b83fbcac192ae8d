"""How a run fetches: its manners, its limits, and what it is to take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from extract.errors import UsageError
from patterns.rows import Parameter, Site

MEBIBYTE: Final = 1 << 20
FORMATS: Final = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What `docs/fetching.md` tells of: times in seconds, sizes in bytes, days inclusive.

    `delay` is the least rest of a host between an answer and the next request, `max_delay` the most that a slow host
    makes it grow to; a `Crawl-delay` of robots.txt counts above both. `max_wait` is the longest `Retry-After` that is
    waited for. `follow` is how many links deep pages of the same site are followed, `paging` how many further pages
    of a section are turned to. `again` says whether pages that an earlier run stored are asked for anew. `sites`
    are the rows that tell which links are articles, `parameters` those that tell which parameters are no part of an
    address; None takes the built-in ones.
    """

    contact: str = ""
    delay: float = 1.0
    max_delay: float = 60.0
    timeout: float = 60.0
    max_wait: float = 600.0
    max_bytes: int = 16 * MEBIBYTE
    tries: int = 4
    max_redirects: int = 10
    max_pages: int | None = None
    follow: int = 0
    paging: int = 20
    since: date | None = None
    until: date | None = None
    again: bool = True
    allow_private: bool = False
    dry_run: bool = False
    public_archive: bool = False
    formats: tuple[str, ...] = ("csv",)
    sites: tuple[Site, ...] | None = None
    parameters: tuple[Parameter, ...] | None = None

    def __post_init__(self) -> None:
        for name in ("delay", "max_delay", "max_wait", "follow", "paging", "max_redirects"):
            if getattr(self, name) < 0:
                raise UsageError(f"{_option(name)} cannot be less than 0")
        for name in ("timeout", "max_bytes", "tries", "max_pages"):
            if (getattr(self, name) if getattr(self, name) is not None else 1) < 1:
                raise UsageError(f"{_option(name)} must be at least 1")
        if self.since and self.until and self.until < self.since:
            raise UsageError(f"until ({self.until}) lies before since ({self.since}): no day is left")
        if not self.contact.isprintable():
            raise UsageError("contact must be an address on one line, such as mailto:ban@example.vn")
        if strange := [name for name in self.formats if name not in FORMATS]:
            raise UsageError(f"snapshots are written as {' and '.join(FORMATS)}, not as {', '.join(strange)}")

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day that are taken, as ISO dates; open ends as the smallest and greatest texts."""
        return (self.since.isoformat() if self.since else "", self.until.isoformat() if self.until else "9999")

    def refuses(self, published: str, modified: str = "") -> str:
        """Why a page is not taken by its dates; empty where it is taken, or nothing is known of them.

        A page that was last changed before the first day was published before it; more a change does not tell.
        """
        first, last = self.days
        day = published[:10]
        if (day and day < first) or (not day and modified and modified[:10] < first):
            return f"of {day or modified[:10]}, before {first}"
        if day and day > last:
            return f"of {day}, after {last}"
        return ""


def _option(name: str) -> str:
    """What a limit is called on the command line."""
    return "--max-answer" if name == "max_bytes" else f"--{name.replace('_', '-')}"


def user_agent(contact: str) -> str:
    """The honest name under which pages are asked for; robots.txt may call it `trich`."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("trich")
    except PackageNotFoundError:
        number = "0"
    return f"trich/{number} (keeps articles for citation{'; ' + contact if contact else ''})"
