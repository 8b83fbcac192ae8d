"""The command line: `trich`, and what holds for each of its commands (`extract/commands`). They alone print.

Exit status: 0 done; 1 some inputs failed (the data set is written, the failures are rows in it) or proofs do not
hold; 2 nothing was done, by wrong use or because the folder cannot be written; 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

from extract.commands import COMMANDS, commands
from extract.commands.offering import Words
from extract.commands.saying import DONE, INTERRUPTED, NOTHING_DONE, SOME_FAILED, TERMINATED, said
from extract.errors import ReadingError, TrichError

__all__ = ["main", "parser"]

_ABOUT: Final = """\
Facts in Vietnamese text as tidy data: one row a figure, with what it counts, where, when, who says so, and the exact
place it was read from.
"""
_EXAMPLES: Final = """\
examples:
  trich run articles/ archive.jsonl.gz -o outputs --format csv,parquet
  trich explain "đến ngày 15/10/2023, đã kích hoạt trên 1,67 triệu tài khoản định danh điện tử"

exit status: 0 done; 1 some inputs failed (the data set is written, the failures are rows in it);
2 nothing was done: wrong use, or a folder that cannot be written
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status. `argv` are the arguments without the program's name."""
    _speak_utf8()
    written = sys.argv[1:] if argv is None else argv
    try:
        arguments = _understood(written)
        with _terminable():
            command: Callable[[argparse.Namespace], int] = arguments.command
            status = command(arguments)
            sys.stdout.flush()
            return status
    except SystemExit as end:  # argparse has said what is wrong, or what was asked for; or we were told to end
        return end.code if isinstance(end.code, int) else DONE
    except ReadingError as error:
        return said(error, SOME_FAILED)
    except TrichError as error:
        return said(error, NOTHING_DONE)
    except KeyboardInterrupt:
        return said("interrupted; nothing half-written is left", INTERRUPTED)
    except BrokenPipeError:
        return _without_reader()
    except OSError as error:  # what no stage has said in words of its own
        return _stopped(error)


def _understood(written: Sequence[str]) -> argparse.Namespace:
    """The arguments; raises SystemExit where the parser has said what is wrong with them."""
    top = parser(written[:1] if written and written[0] in COMMANDS else COMMANDS)
    arguments, unknown = top.parse_known_args(written)
    if unknown:
        name = f"trich {written[0]}" if written[0] in COMMANDS else "trich"
        Words(name).error(f"unknown: {' '.join(unknown)}")
    return arguments


def parser(names: Iterable[str] = COMMANDS) -> Words:
    """The parser of these commands."""
    top = Words("trich", description=_ABOUT, epilog=_EXAMPLES)
    top.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for known in commands(names):
        command = subparsers.add_parser(known.name, help=known.help)
        known.describe(command)
        command.set_defaults(command=known.run)
    return top


class _Version(argparse.Action):
    """Asks for the installed version only when it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("trich")
        except PackageNotFoundError:
            number = "(not installed: run from its source)"
        print(f"trich {number}")
        parser.exit(0)


def _speak_utf8() -> None:
    """Vietnamese is written as UTF-8 whatever the locale says; a lone surrogate as the escape that JSON reads back."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a stream that a test or a notebook put in its place
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def _terminable() -> Iterator[None]:
    """A request to end (SIGTERM) unwinds the run like an error, so that its half-written files are removed."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread: whoever called us minds the signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stopped(error: OSError) -> int:
    """The system refuses a file, or has no room for what is written to standard output."""
    _without_reader()  # what is still to be written there cannot be, and Python must not complain at exit
    place = error.filename or "standard output"
    return said(f"{place}: {error.strerror or error}; look to its permissions and its room", NOTHING_DONE)


def _without_reader() -> int:
    """The reader of our output went away (`| head`): it has what it wanted, and Python must not complain at exit."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
