"""The commands, a module each: `HELP`, a line that says what it does; `describe`, its words on the command line; `run`.

What a command needs is imported inside its functions, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, NamedTuple

__all__ = ["COMMANDS", "Command", "commands"]

COMMANDS: Final = (
    "run",
    "fetch",
    "read",
    "explain",
    "score",
    "page",
    "verify",
    "check",
    "serve",
    "stories",
    "review",
    "report",
    "patterns",
)


class Command(NamedTuple):
    """A command by its name."""

    name: str
    help: str
    describe: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def commands(names: Iterable[str] = COMMANDS) -> list[Command]:
    """The commands of these names, in this order."""
    modules = ((name, import_module(f"extract.commands.{name}")) for name in names)
    return [Command(name, module.HELP, module.describe, module.run) for name, module in modules]
