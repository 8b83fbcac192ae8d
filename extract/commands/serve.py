"""`trich serve`: a data set to search, read in context and review in a browser."""

from __future__ import annotations

import argparse
import sys
from typing import Final

from extract.commands.again import inputs_again
from extract.commands.asking import as_asked, read_options
from extract.commands.offering import dataset_here, offer_base
from extract.commands.saying import DONE

__all__ = ["HELP", "describe", "run"]

HELP: Final = "a data set to search, read in context and review in a browser"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = (
        "Show a data set in a browser: search it, read each fact in its text with what other sources say and why it "
        "was read so, see indicators through time, and review facts. The first start reads the sources again and makes "
        "an index (DIR/.serving). Anyone who can reach the address can read; only the printed token lets review."
    )
    command.epilog = "examples:\n  trich serve outputs\n  trich serve archive/facts --base archive --port 8080"
    command.add_argument("dataset", metavar="DIR", help="the data set, of any format")
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="listen there (default 127.0.0.1)")
    command.add_argument("--port", type=int, default=8001, metavar="N", help="its port; 0 any free one (default 8001)")
    command.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a name that browsers call the server by, beside the address it listens on; may be repeated",
    )  # fmt: skip
    offer_base(command)
    command.add_argument("--again", action="store_true", help="read the sources and make the index anew")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from pathlib import Path

    from extract.dataset.scanning import settings_of
    from extract.reading import read
    from extract.serving.preparing import prepare
    from extract.serving.server import listening, serve, site

    folder = dataset_here(arguments.dataset)
    asked = as_asked(settings_of(folder))
    inputs = inputs_again(asked, folder, arguments.base)
    listener = listening(arguments.host, arguments.port)
    options = read_options(asked, lambda text: None)
    prepared = prepare(folder, lambda: read(inputs, options), _prepared, again=arguments.again)
    served = site(prepared, asked.patterns, [Path(path) for path in inputs], [arguments.host, *arguments.name])
    shown = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    print(f"serving {folder} at {address} (Ctrl-C ends it)")
    print(f"to review, log in at {address}login?token={served.token}", flush=True)
    serve(served, listener)
    return DONE


def _prepared(what: str, done: int, total: int) -> None:
    """The moving line of the first start: what is being made, and how far it is."""
    if sys.stderr.isatty() or done == total:
        print(f"\r{what} {done:,} of {total:,}", end="\n" if done == total else "", file=sys.stderr, flush=True)
