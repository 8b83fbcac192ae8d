"""`trich patterns`: the tables behind it all, and their proofs."""

from __future__ import annotations

import argparse
from typing import Final

from extract.commands.offering import offer_tables
from extract.commands.saying import DONE, SOME_FAILED

__all__ = ["HELP", "describe", "run"]

HELP: Final = "the tables behind it all, and their proofs"


def describe(command: argparse.ArgumentParser) -> None:
    """Its words on the command line."""
    command.description = "The tables that the reading goes by: look them up, and run the proofs that their rows carry."
    command.epilog = "examples:\n  trich patterns list qualifiers\n  trich patterns check my-tables"
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the tables, or the rows of one")
    listing.add_argument("table", nargs="?", metavar="TABLE", help="a table's name")
    offer_tables(listing)
    listing.set_defaults(action="list")
    check = actions.add_parser("check", help="run the examples and counter-examples of all rows")
    check.add_argument(
        "patterns", nargs="?", metavar="FOLDER", help="tables of your own, in place of the built-in ones of their names"
    )
    check.set_defaults(action="check")


def run(arguments: argparse.Namespace) -> int:
    """Run it; gives its exit status."""
    from patterns import load

    tables = load(arguments.patterns)
    if arguments.action == "list":
        from extract.checking.listing import list_table, list_tables

        for line in list_table(tables, arguments.table) if arguments.table else list_tables(tables):
            print(line)
        return DONE
    from extract.checking.proofs import check

    failures = check(tables)
    for failure in failures:
        print(failure)
    rows = sum(map(len, tables.tables().values()))
    failing = len({(failure.table, failure.row) for failure in failures})
    verdict = f"the proofs of {failing} do not hold" if failing else "all proofs hold"
    print(f"{rows} rows in {len(tables.tables())} tables: {verdict}")
    return SOME_FAILED if failures else DONE
