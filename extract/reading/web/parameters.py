"""Addresses without the parameters that are not the page's, by the rows of `patterns/parameters.tsv`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from extract.errors import PatternError
from patterns.rows import Parameter


def own_address(address: str, rows: Sequence[Parameter]) -> str:
    """The address without the parameters that a row names."""
    parts = urlsplit(address)
    return parts._replace(query=own_query(parts.query, rows)).geturl()


def own_query(query: str, rows: Sequence[Parameter]) -> str:
    """A query without the parameters that a row names, the others as they stand."""
    foreign = _expression(tuple(rows))
    return "&".join(part for part in query.split("&") if part and not foreign.fullmatch(part))


@lru_cache(maxsize=16)
def _expression(rows: tuple[Parameter, ...]) -> re.Pattern[str]:
    """What fits `name=value` for any of the rows; nothing where there are none."""
    return re.compile("|".join(map(_one, rows)) or "(?!)", re.IGNORECASE)


def _one(row: Parameter) -> str:
    names = "|".join(re.escape(name).replace(r"\*", "[^=]*") for name in row.names)
    try:
        re.compile(row.value)
    except re.error as problem:
        raise PatternError(f"parameters.tsv: row {row.id}: {row.value!r} is no regular expression: {problem}") from None
    return f"(?:{names})" + (f"=(?:{row.value})" if row.value else "(?:=.*)?")
