"""What a command line asks for, as options of the stages; and how a data set records it, to be asked again."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from extract.commands.limits import LIMITS, asked
from extract.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from extract.pipeline import Pipeline
    from extract.reading import ReadOptions
    from patterns.rows import Parameter, Site

__all__ = [
    "as_asked", "date_of", "day_of", "formats", "is_address", "parameters", "pipeline_of", "read_options", "settings",
    "sites",
]  # fmt: skip


def read_options(arguments: argparse.Namespace, notice: Callable[[str], None]) -> ReadOptions:
    """How inputs are to be read; raises UsageError for a --column that names none."""
    from extract.reading import ReadOptions

    columns: dict[str, str] = {}
    for renamed in arguments.column:
        name, equals, column = renamed.partition("=")
        if not equals or not column:
            raise UsageError(f"--column {renamed}: write NAME=COLUMN, such as --column text=noi_dung")
        columns[name] = column
    return ReadOptions(
        columns=columns, encoding=arguments.encoding, notice=notice, sites=sites(arguments),
        public_archive=getattr(arguments, "public_archive", False), **asked(arguments),
    )  # fmt: skip


def sites(arguments: argparse.Namespace) -> tuple[Site, ...] | None:
    """The rows that pages of known sites are read by: none, those of the user's tables, or (None) the built-in ones."""
    from patterns import load

    if getattr(arguments, "no_sites", False):
        return ()
    return load(arguments.patterns).sites if arguments.patterns else None


def parameters(arguments: argparse.Namespace) -> tuple[Parameter, ...] | None:
    """The rows that addresses are spelled by: those of the user's tables, or (None) the built-in ones."""
    from patterns import load

    return load(arguments.patterns).parameters if arguments.patterns else None


def pipeline_of(folder: str | None) -> Pipeline:
    """The pipeline with the tables of a folder in place of the built-in ones of their names."""
    from extract.pipeline import Pipeline
    from patterns import load

    return Pipeline(load(folder)) if folder else _built_in()


@cache
def _built_in() -> Pipeline:
    """That of the built-in tables, which stays as long as the process does: it is large, and never taken apart."""
    from extract.pipeline import Pipeline

    return Pipeline()


def formats(arguments: argparse.Namespace) -> list[str]:
    """The formats to write, as `--format` lists them."""
    return [name.strip() for name in ("csv" if arguments.format is None else arguments.format).split(",")]


def settings(arguments: argparse.Namespace) -> dict[str, str]:
    """The record of it: a data set made by the same words may be replaced, one of others only with --overwrite."""
    from shlex import join

    recorded = {
        "inputs": join(arguments.inputs),
        "columns": join(sorted(arguments.column)),
        "encoding": arguments.encoding,
        "patterns": arguments.patterns or "",
        **{limit.name: str(getattr(arguments, limit.name) or "") for limit in LIMITS},
        "sites": "no" if arguments.no_sites else "",
        "public_archive": "linked" if arguments.public_archive else "",
    }
    return {name: value for name, value in recorded.items() if value}


def as_asked(recorded: Mapping[str, str]) -> argparse.Namespace:
    """The options of the run that a data set records, as its command line gave them."""
    from shlex import split

    return argparse.Namespace(
        inputs=split(recorded.get("inputs", "")),
        column=split(recorded.get("columns", "")),
        encoding=recorded.get("encoding", ""),
        no_sites=recorded.get("sites") == "no",
        patterns=recorded.get("patterns"),
        public_archive=recorded.get("public_archive") == "linked",
        **{limit.name: limit.kind(written) if (written := recorded.get(limit.name)) else None for limit in LIMITS},
    )


def is_address(written: str) -> bool:
    """Whether an input is to be fetched."""
    return written.lower().startswith(("http://", "https://"))


def day_of(option: str, written: str | None) -> str | None:
    """A day as an option gives it; raises UsageError where it is none."""
    day = date_of(option, written)
    return day.isoformat() if day else None


def date_of(option: str, written: str | None) -> date | None:
    """The same as a date."""
    from datetime import date

    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise UsageError(f"{option} {written}: write the day as YYYY-MM-DD, such as 2023-11-20") from None
