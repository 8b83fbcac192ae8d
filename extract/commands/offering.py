"""Options that several commands offer."""

from __future__ import annotations

import argparse
import re
import sys
from os.path import lexists
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final, NoReturn

from extract.commands.limits import offer_limits
from extract.errors import UsageError
from extract.storage import is_remote, on_disk

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Words", "dataset_here", "offer_base", "offer_inputs", "offer_log", "offer_tables"]


class Form(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal, up to 110 columns. Paragraphs are filled; lists of examples stay as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=min(110, get_terminal_size().columns - 2))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill

        paragraphs = text.strip().split("\n\n")
        return "\n\n".join(
            indent + words if "\n  " in words else fill(words, width, initial_indent=indent, subsequent_indent=indent)
            for words in paragraphs
        )


class Words(argparse.ArgumentParser):
    """A parser that says in one line what is wrong, and where the options are told, and takes no shortened ones."""

    def __init__(self, prog: str | None = None, *, description: str = "", epilog: str = "", **rest: Any) -> None:
        super().__init__(
            prog, description=description, epilog=epilog, **{"formatter_class": Form, "allow_abbrev": False, **rest}
        )

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        file = next((word for word in sys.argv[1:] if word[:1] == "-" != word and lexists(word)), None)
        hint = f"the file {file} is to be written ./{file}" if file else f"{self.prog} --help tells what there is"
        self.exit(2, f"{self.prog}: {_NO_NUMBER.sub(_no_number, message)}; {hint}\n")


_NO_NUMBER: Final = re.compile(r"invalid (int|float) value: (.*)", re.DOTALL)


def _no_number(found: re.Match[str]) -> str:
    return f"{found[2]} is no {'whole ' if found[1] == 'int' else ''}number"


def offer_inputs(command: argparse.ArgumentParser) -> None:
    """The inputs, and how they are to be read."""
    command.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a file or folder; - is JSONL articles on standard input"
    )
    command.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="a table's own column for id, title, publisher, published, url or text; may be repeated",
    )
    command.add_argument(
        "--encoding", default="", help="the encoding of all inputs, where it is not to be found by looking"
    )
    command.add_argument(
        "--no-sites", action="store_true", help="read pages of known sites like any others, without the rows of sites"
    )
    offer_limits(command)


def offer_tables(command: argparse.ArgumentParser) -> None:
    """Tables of the user's own."""
    command.add_argument(
        "--patterns", metavar="FOLDER", help="tables of your own, in place of the built-in ones of their names"
    )


def offer_base(command: argparse.ArgumentParser) -> None:
    """Where the inputs of the run that a data set records are found."""
    command.add_argument(
        "--base", default="", metavar="FOLDER", help="the folder that the run was started in (default: this one)"
    )


def offer_log(command: argparse.ArgumentParser) -> None:
    """How much is said while work goes on."""
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; only what went wrong")
    command.add_argument(
        "--json-log", action="store_true", help="progress, notices and summary as JSON lines on stderr"
    )


def dataset_here(written: str) -> Path:
    """The folder of a data set; raises UsageError for one in object storage, which only a run writes and reads."""
    from pathlib import Path

    if is_remote(written):
        raise UsageError(
            f"{written}: this command works on a data set on a disk; copy that one to a folder, and name the folder "
            "(what it was read from may stay in object storage)"
        )
    return Path(on_disk(written))
