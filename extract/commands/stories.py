"""`trich stories`: reprints, independent sources and contradictions."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.again import read_again
from extract.commands.offering import dataset_here, offer_base
from extract.commands.saying import DONE, SOME_FAILED, said

__all__ = ["HELP", "describe", "run"]

HELP: Final = "reprints, independent sources and contradictions"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Find the same story in several documents of a data set, count how many independent sources state each fact, "
        "and list the facts that contradict each other. The sources are read again, with the options of the run; the "
        "data set is written anew with the tables stories and conflicts, all at once."
    )
    command.epilog = (
        "examples:\n  trich stories outputs\n  trich stories archive/facts --base archive --memory 4GB\n\n"
        "exit status: 0 done; 1 done, but some texts could not be read again; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    offer_base(command)
    command.add_argument(
        "--memory", default="1GB", metavar="SIZE", help="what the database may take; more goes to disk (default 1GB)"
    )
    command.add_argument("--quiet", action="store_true", help="no notices and no summary")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""

    from extract.stories import group_stories

    def notice(text: str) -> None:
        if not arguments.quiet:
            said(text, DONE)

    folder = dataset_here(arguments.dataset)
    found = group_stories(folder, read_again(folder, arguments.base, notice), arguments.memory)
    if found.unread:
        said(f"{found.unread} documents do not read as they did, or are gone; their texts were not compared", DONE)
    if not arguments.quiet:
        print(f"documents {found.documents}: {found.members} in {found.stories} stories; {found.conflicts} conflicts")
    return SOME_FAILED if found.unread else DONE
