"""`trich read`: what the reader sees of a file."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.asking import read_options
from extract.commands.offering import offer_inputs, offer_tables
from extract.commands.saying import DONE, SOME_FAILED, said

__all__ = ["HELP", "describe", "run"]

HELP: Final = "what the reader sees of a file"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = "Show what the reader sees: one JSON object a document, its text and its blocks."
    command.epilog = "example:\n  trich read page.html | jq .title"
    offer_inputs(command)
    offer_tables(command)


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    import json

    from extract.reading import read, view

    def notice(text: str) -> None:
        said(text, DONE)

    status = DONE
    for document in read(arguments.inputs, read_options(arguments, notice)):
        print(json.dumps(view(document), ensure_ascii=False))
        if document.outcome == "failed":
            status = said(document.error, SOME_FAILED)
    return status
