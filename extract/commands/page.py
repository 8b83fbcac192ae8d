"""`trich page`: facts with their quotations as one page to read or print."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from extract.commands.offering import dataset_here
from extract.commands.saying import DONE
from extract.errors import UsageError

__all__ = ["HELP", "describe", "run"]

HELP: Final = "facts with their quotations as one page to read or print"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Write facts of a data set as one page of evidence: each with its quotation, the figure marked in it, what is "
        "known of it, and a link to the place in its source. The page loads nothing and needs no network or script."
    )
    command.epilog = (
        'examples:\n  trich page outputs -o evidence.html --where "place=Thanh Hóa" --where "indicator~tai khoan"\n'
        "  trich page outputs -o targets.html --where status=target --where period_end>=2025-01-01 --language en\n\n"
        "conditions: COLUMN=VALUE (nothing behind = asks for null), COLUMN~WORDS (in any case, with or without their\n"
        "marks), COLUMN>=NUMBER, COLUMN<=NUMBER (days too); of several all must hold"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="the page to write; - is standard output"
    )
    command.add_argument(
        "--where", action="append", default=[], metavar="CONDITION", help="which facts; may be repeated"
    )
    command.add_argument("--most", type=int, default=1000, metavar="N", help="the first N facts (default 1000)")
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the page's own words (default vi)")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from pathlib import Path

    from extract.checking.evidence import SHOWN, page
    from extract.dataset.scanning import scan
    from extract.dataset.selecting import conditions, matching
    from extract.dataset.staging import whole_file

    if arguments.most < 1:
        raise UsageError("--most must be at least 1")
    asked = conditions(arguments.where)
    names = list(dict.fromkeys((*SHOWN, *(condition.column for condition in asked))))
    rows = matching(scan(dataset_here(arguments.dataset), "facts", names), names, asked)
    pieces = page(
        (dict(zip(names, row, strict=True)) for row in rows), arguments.where, arguments.language, arguments.most
    )
    if arguments.output == "-":
        sys.stdout.writelines(pieces)
    else:
        with whole_file(Path(arguments.output)) as file:
            file.writelines(pieces)
        print(f"{arguments.output} written: open it in a browser, or print it")
    return DONE
