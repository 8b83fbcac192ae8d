"""`trich review`: what people found of the facts, as a corrected data set and as gold."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.again import inputs_again
from extract.commands.asking import as_asked, read_options
from extract.commands.offering import dataset_here
from extract.commands.saying import DONE, SOME_FAILED

__all__ = ["HELP", "describe", "run"]

HELP: Final = "what people found of the facts, as a corrected data set and as gold"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Tell what people found of the facts of a data set (the reviews that `trich serve` keeps beside it), and write "
        "what follows from that: a corrected data set, gold files. Of several reviews of a fact the last counts. A "
        "review whose source has changed since is outdated: it is told, and nothing is done by it."
    )
    command.epilog = (
        "examples:\n  trich review outputs\n  trich review outputs -o corrected\n"
        "  trich review outputs --gold gold && trich score gold outputs\n\n"
        "exit status: 0 all reviews hold; 1 some are outdated; 2 nothing was done"
    )
    command.add_argument("dataset", metavar="DIR", help="the data set")
    command.add_argument("-o", "--output", metavar="DIR", help="write the data set, corrected, into another folder")
    command.add_argument("--gold", metavar="FOLDER", help="write a gold file for each document with reviews")
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from collections import Counter
    from pathlib import Path

    from extract.dataset.scanning import settings_of
    from extract.reading import read
    from extract.serving.exporting import standing, write_corrected, write_gold
    from extract.serving.reviews import Reviews

    folder = dataset_here(arguments.dataset)
    asked = as_asked(settings_of(folder))
    reviews = Reviews(folder).all()
    found = standing(folder, reviews)
    for review in found.outdated:
        place = f"{review.doc}: “{review.figure}” at {review.start}-{review.end}"
        print(f"outdated   {place}, {review.verdict} by {review.name}: its source has changed")
    counts = Counter(review.verdict for review in found.holding.values())
    nothing = "none holds" if reviews else f"none yet; trich serve {arguments.dataset} takes them"
    told = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
    print(f"reviews {len(reviews)} of {len(found.holding) + len(found.outdated)} facts: {told or nothing}")
    if arguments.output:
        write_corrected(folder, Path(arguments.output), found.holding)
        print(f"written to   {arguments.output}: the data set, corrected")
    if arguments.gold:
        inputs, options = inputs_again(asked, folder, arguments.base), read_options(asked, lambda text: None)
        files = write_gold(folder, Path(arguments.gold), found.holding, lambda: read(inputs, options))
        print(f"written to   {arguments.gold}: {files} gold files")
    return SOME_FAILED if found.outdated else DONE
