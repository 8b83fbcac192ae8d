"""`trich explain`: how each figure of a sentence is read."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from extract.commands.asking import day_of, pipeline_of
from extract.commands.offering import offer_tables
from extract.commands.saying import DONE

__all__ = ["HELP", "describe", "run"]

HELP: Final = "how each figure of a sentence is read"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = "Show how a text is read: every figure with the pattern row behind each of its fields."
    command.epilog = 'example:\n  trich explain "6 tháng đầu năm nay, xã trồng 12,5 ha chè" --published 2023-11-20'
    command.add_argument("text", metavar="SENTENCE", help="the text; - reads it from standard input")
    command.add_argument("--published", metavar="DATE", help="the day it was published: what “năm nay” is told from")
    command.add_argument("--title", help="the title it stands under")
    offer_tables(command)
    command.add_argument("--json", action="store_true", help="one JSON object instead of text")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from extract.checking.explaining import explain
    from extract.checking.explanations import Style, as_json, render
    from extract.pipeline import text_document

    published = day_of("--published", arguments.published)
    text = _standard_input() if arguments.text == "-" else arguments.text
    pipeline = pipeline_of(arguments.patterns)
    explanation = explain(pipeline, pipeline.trace(text_document(text, published=published, title=arguments.title)))
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print(as_json(explanation) if arguments.json else render(explanation, Style.terminal() if coloured else Style()))
    return DONE


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")
