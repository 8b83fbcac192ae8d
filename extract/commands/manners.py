"""What can be asked of a fetch on the command line: the same by `trich fetch` and of addresses by `trich run`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from extract.commands.limits import size

if TYPE_CHECKING:
    from extract.fetching import FetchOptions

__all__ = ["fetch_options", "given", "offer"]

_OPTIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "--contact": {"default": "", "metavar": "ADDRESS", "help": "how a site reaches you: goes into the user agent"},
    "--since": {"metavar": "DATE", "help": "only what was published on that day or later"},
    "--until": {"metavar": "DATE", "help": "only what was published on that day or earlier"},
    "--max-pages": {"type": int, "metavar": "N", "help": "at most so many pages; feeds and sitemaps do not count"},
    "--follow": {
        "type": int, "default": 0, "metavar": "N", "help": "follow links of pages to their site, N deep (default 0)",
    },
    "--paging": {
        "type": int, "default": 20, "metavar": "N", "help": "turn to N further pages of a section (default 20)",
    },
    "--new-only": {"action": "store_true", "help": "leave articles aside that an earlier run stored"},
    "--delay": {
        "type": float, "default": 1.0, "metavar": "S", "help": "least rest of a host in seconds (default 1)",
    },
    "--timeout": {
        "type": float, "default": 60.0, "metavar": "S", "help": "longest time for an answer (default 60)",
    },
    "--max-wait": {
        "type": float, "default": 600.0, "metavar": "S", "help": "longest Retry-After to wait for (default 600)",
    },
    "--max-answer": {"type": size, "metavar": "SIZE", "help": "longest answer, such as 64MiB (default 16MiB)"},
    "--allow-private": {"action": "store_true", "help": "also fetch from this machine and private networks"},
}  # fmt: skip


def offer(command: argparse._ActionsContainer) -> None:
    """Let a command, or a group of its options, take them."""
    for option, words in _OPTIONS.items():
        command.add_argument(option, **words)


def given(arguments: argparse.Namespace) -> list[str]:
    """Those of them that were asked for otherwise than they are by default."""
    return [name for name, words in _OPTIONS.items() if _value(arguments, name) not in (words.get("default"), False)]


def fetch_options(arguments: argparse.Namespace, formats: Sequence[str] = ("csv",)) -> FetchOptions:
    """What they ask of a fetch; raises UsageError for what cannot be asked."""
    from extract.commands.asking import date_of, parameters, sites
    from extract.fetching import FetchOptions
    from extract.fetching.options import MEBIBYTE

    names = ("contact", "delay", "timeout", "max_wait", "max_pages", "follow", "paging", "allow_private")
    return FetchOptions(
        **{name: getattr(arguments, name) for name in (*names, "public_archive")},
        since=date_of("--since", arguments.since), until=date_of("--until", arguments.until),
        max_bytes=16 * MEBIBYTE if arguments.max_answer is None else arguments.max_answer,
        again=not arguments.new_only, dry_run=getattr(arguments, "dry_run", False), formats=tuple(formats),
        sites=sites(arguments), parameters=parameters(arguments),
    )  # fmt: skip


def _value(arguments: argparse.Namespace, option: str) -> object:
    return getattr(arguments, option[2:].replace("-", "_"))
