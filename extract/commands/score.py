"""`trich score`: precision and recall against gold of your own."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.saying import DONE
from extract.errors import UsageError

__all__ = ["HELP", "describe", "run"]

HELP: Final = "precision and recall against gold of your own"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Compare a data set with gold files: precision, recall, each field, and whether confidence tells."
    )
    command.epilog = "example:\n  trich run gold -o found && trich score gold found --by kind --errors 20"
    command.add_argument("gold", metavar="GOLD", help="a folder of gold files, one NAME.json a document")
    command.add_argument("found", metavar="DIR", help="a data set with facts.csv or facts.jsonl, or such a file")
    command.add_argument("--by", choices=("kind", "doc"), help="also by kind of figure or by document")
    command.add_argument("--errors", type=int, default=0, metavar="N", help="also the first N differences")
    command.add_argument("--json", action="store_true", help="the measures as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    import json

    from extract.checking.scoring import load_gold, load_predictions, render, score

    if arguments.errors < 0:
        raise UsageError("--errors must be 0 or more")
    result = score(load_gold(arguments.gold), load_predictions(arguments.found))
    print(json.dumps(result.measures(), indent=2) if arguments.json else render(result, arguments.by, arguments.errors))
    return DONE
