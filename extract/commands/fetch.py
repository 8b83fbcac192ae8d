"""`trich fetch`: addresses to snapshots of their pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from extract.commands import manners
from extract.commands.manners import fetch_options
from extract.commands.offering import offer_log, offer_tables
from extract.commands.saying import DONE, INTERRUPTED, SOME_FAILED

if TYPE_CHECKING:
    from extract.fetching import FetchOptions

__all__ = ["HELP", "describe", "fetch_into", "run"]

HELP: Final = "addresses to snapshots of their pages"
_ABOUT: Final = """\
Fetch pages politely and keep what the sites really sent, in WARC files beside a table of snapshots. A fetch that was
broken off goes on where it stopped; a finished one asks again, and stores what has changed.
"""
_EXAMPLES: Final = """\
examples:
  trich fetch https://example.vn/rss/tin-moi.rss -o snapshots --contact mailto:ban@example.vn
  trich fetch https://example.vn/sitemap.xml -o snapshots --since 2026-11-01 --dry-run
  trich run snapshots -o outputs
"""


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description, command.epilog = _ABOUT, _EXAMPLES
    command.add_argument(
        "inputs", nargs="+", metavar="ADDRESS",
        help="an address of an article, a section, a feed or a sitemap; or a file of such addresses, - standard input",
    )  # fmt: skip
    command.add_argument("-o", "--output", required=True, metavar="FOLDER", help="the folder of snapshots")
    command.add_argument(
        "--format", default="csv", metavar="LIST", help="csv,parquet: how the table of snapshots is written"
    )
    manners.offer(command)
    command.add_argument(
        "--public-archive", action="store_true", help="add a link to a public web archive to each snapshot"
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would be fetched, and what may not be")
    offer_log(command)
    offer_tables(command)


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    options = fetch_options(arguments, [name.strip() for name in arguments.format.split(",")])
    return fetch_into(arguments.output, arguments.inputs, options, arguments)


def fetch_into(folder: str, inputs: Sequence[str], options: FetchOptions, arguments: argparse.Namespace) -> int:
    """Fetch into a folder and say what came of it; gives the exit status."""
    from time import monotonic

    from extract.fetching.crawl import fetch
    from extract.fetching.watching import FetchLog, fetch_watch

    start = monotonic()
    with fetch_watch(sys.stderr, quiet=arguments.quiet, json_log=arguments.json_log) as watch:
        if not options.contact:
            watch.notice("no --contact: sites cannot tell who asks, and may refuse; such as mailto:ban@example.vn")
        report = fetch(inputs, folder, options, watch)
    if isinstance(watch, FetchLog):
        watch.event("end", **report.as_event())
    elif options.dry_run:
        for line in report.shown():
            print(line)
    else:
        lines = report.failure_lines() if arguments.quiet else report.lines(monotonic() - start, folder)
        for line in lines:
            print(line, file=sys.stderr if arguments.quiet else sys.stdout)
    return INTERRUPTED if report.interrupted else SOME_FAILED if report.failed else DONE
