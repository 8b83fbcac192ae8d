"""`trich report`: what was read and found, as a page and pictures."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.offering import dataset_here
from extract.commands.saying import DONE

__all__ = ["HELP", "describe", "run"]

HELP: Final = "what was read and found, as a page and pictures"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Say what was read and found: documents and facts by outcome, publisher, year and kind, and what sources share "
        "and dispute. Written are one page that loads nothing and needs no script, and a PNG of each chart."
    )
    command.epilog = "examples:\n  trich report outputs -o report\n  trich report outputs -o report --language en"
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument("-o", "--output", required=True, metavar="FOLDER", help="the folder of the report")
    command.add_argument(
        "--language", choices=("vi", "en"), default="vi", help="of the report's own words (default vi)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from pathlib import Path

    from extract.reporting import tallies, write_report

    counted = tallies(dataset_here(arguments.dataset))
    for path in write_report(counted, Path(arguments.output), arguments.language):
        print(path)
    return DONE
