"""`trich verify`: whether each citation still stands in its source."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.again import read_again
from extract.commands.offering import dataset_here, offer_base
from extract.commands.saying import DONE, SOME_FAILED, said
from extract.errors import UsageError

__all__ = ["HELP", "describe", "run"]

HELP: Final = "whether each citation still stands in its source"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Read the sources of a data set again, with the options of its run, and say of every citation whether the "
        "words it quotes stand where it says (exact), at one other place of the document (moved), or not (lost)."
    )
    command.epilog = (
        "examples:\n  trich verify outputs\n  trich verify archive/facts --base archive -o verdicts.csv\n\n"
        "exit status: 0 every citation is exact; 1 some are not; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    offer_base(command)
    command.add_argument("-o", "--output", metavar="FILE", help="write the verdict on every citation as CSV")
    command.add_argument(
        "--show", type=int, default=20, metavar="N", help="name the first N citations that are not exact (default 20)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from pathlib import Path

    from extract.checking.verifying import Account, citations, sources, verify, written

    if arguments.show < 0:
        raise UsageError("--show must be 0 or more")

    def notice(text: str) -> None:
        said(text, DONE)

    folder = dataset_here(arguments.dataset)
    known = sources(folder)
    verdicts = verify(citations(folder), known, read_again(folder, arguments.base, notice), notice)
    if arguments.output:
        verdicts = written(verdicts, known, Path(arguments.output))
    account = Account(known, arguments.show)
    for line in account.lines(verdicts):
        print(line)
    return DONE if account.all_exact else SOME_FAILED
