"""A fetch from its beginning to its end: the folder opened, Scrapy run, the table of snapshots written."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from extract.errors import DatasetError
from extract.fetching import snapshots
from extract.fetching.archive import Archive
from extract.fetching.closing import Line, Report
from extract.fetching.given import given
from extract.fetching.ledger import Ledger
from extract.fetching.options import FetchOptions, user_agent
from extract.fetching.round import Round, Watch
from extract.fetching.spider import Fetcher
from extract.reading.web.sites import site_of
from patterns import sites
from patterns.rows import Site

HOSTS_AT_ONCE: Final = 16
_HANDLER: Final = "extract.fetching.download.Download"
_SETTINGS: Final[Mapping[str, Any]] = {
    # Nothing of Scrapy's own runs but what is named here: no cookies, no redirects behind our back, no cache, no
    # console, and no handlers for ftp, s3 or files.
    "DOWNLOADER_MIDDLEWARES_BASE": {}, "SPIDER_MIDDLEWARES_BASE": {}, "EXTENSIONS_BASE": {},
    "DOWNLOAD_HANDLERS_BASE": {}, "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
    "DOWNLOADER_MIDDLEWARES": {"extract.fetching.robots.Robots": 100},
    "EXTENSIONS": {"extract.fetching.pace.Pace": 0},
    "SCHEDULER": "extract.fetching.frontier.Frontier",
    "CONCURRENT_REQUESTS": HOSTS_AT_ONCE, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY_JITTER": 0,
    "AUTOTHROTTLE_ENABLED": True, "LOG_ENABLED": False, "LOG_INSTALL_ROOT_HANDLER": False,
}  # fmt: skip


def fetch(
    inputs: Sequence[str], folder: str | Path, options: FetchOptions | None = None, watch: Watch | None = None
) -> Report:
    """Fetch what `inputs` name into a folder of snapshots; a fetch that was broken off is gone on with.

    Scrapy's reactor runs once in a process, and so does this. Raises UsageError for inputs that are no addresses,
    DatasetError where the folder cannot be written.
    """
    options, place = options or FetchOptions(), Path(folder)
    found = given(inputs, options)
    try:
        if not options.dry_run:
            place.mkdir(parents=True, exist_ok=True)
            snapshots.refuse(place, options.formats)
        ledger = Ledger(None if options.dry_run else place)
    except OSError as problem:
        raise DatasetError(f"{place}: this folder cannot be written: {problem.strerror}") from None
    try:
        return _fetched(found, place, ledger, options, watch)
    except (OSError, sqlite3.Error) as problem:
        raise DatasetError(f"{place}: writing failed ({problem}); what was stored before is whole") from None
    finally:
        ledger.close()


def _fetched(found: list[Any], place: Path, ledger: Ledger, options: FetchOptions, watch: Watch | None) -> Report:
    agent = user_agent(options.contact)
    archive = None if options.dry_run else Archive(place, ledger.segments(), agent)
    round_ = Round(ledger, archive, options, watch or _Nobody(), _rows_of_sites(options))
    ledger.add(found)
    try:
        _run_scrapy(round_, options)
        if round_.problem is not None:
            raise round_.problem
    finally:
        if archive is not None:
            archive.close()
    interrupted = round_.has_waiting
    if not options.dry_run:
        snapshots.write(place, ledger.rows(), options.formats, public_archive=options.public_archive)
    report = Report(_lines(ledger), interrupted=interrupted, shown=options.dry_run)
    if not interrupted:  # the last that is done: a fetch that is killed before goes on, one killed after it was whole
        ledger.end()
    return report


def _run_scrapy(round_: Round, options: FetchOptions) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    settings = {
        **_SETTINGS, "USER_AGENT": user_agent(options.contact), "DOWNLOAD_DELAY": options.delay,
        "AUTOTHROTTLE_START_DELAY": options.delay, "AUTOTHROTTLE_MAX_DELAY": max(options.delay, options.max_delay),
    }  # fmt: skip
    with _signals_restored():
        process = AsyncCrawlerProcess(settings)
        process.crawl(Fetcher, round=round_, options=options)
        process.start()


@contextmanager
def _signals_restored() -> Iterator[None]:
    """Scrapy answers the first interrupt by ending what is on its way; afterwards signals are ours again."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _lines(ledger: Ledger) -> Iterator[Line]:
    for row in ledger.rows(all_rounds=False):
        yield Line(row["address"], row["host"], row["outcome"], row["status"], row["reason"] or "")


def _rows_of_sites(options: FetchOptions) -> Callable[[str], Site | None]:
    rows = sites() if options.sites is None else options.sites
    return lambda address: site_of(address, rows)


class _Nobody:
    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """Nobody looks."""
