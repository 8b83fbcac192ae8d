"""Regular expressions made of tables, compiled once on a machine and not once in each process.

Python compiles a regular expression in Python: those of our tables take 0.2 s, as long as twenty articles. What it
makes of one is a list of numbers; the lists are kept where what is made of the word models is (`compiled.py`) and
handed to Python's matcher as its own compiler hands them. They hold for the very Python that made them. Where a Python
has no such door, or nothing is kept, an expression is compiled as usual: nothing but time depends on it.
"""

from __future__ import annotations

import atexit
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

from extract.language.compiled import keep, kept

__all__ = ["regex"]

_NAME: Final = "regexes"
_MOST: Final = 4_000  # expressions kept; with more, tables have come and gone, and only those of this process stay


Code = tuple[str, int, list[int], int, dict[str, int], tuple[str | None, ...]]
Codes = dict[tuple[str, int], Code]


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, as `re.compile` gives it; raises re.error as that does."""
    matcher = _matcher()
    if matcher is None:
        return re.compile(pattern, flags)
    known, made = _known(), _made()
    code = known.get((pattern, int(flags))) or made.get((pattern, int(flags)))
    if code is None:
        code = made[pattern, int(flags)] = _coded(pattern, flags)
    found: re.Pattern[str] = matcher(*code)
    return found


def _coded(pattern: str, flags: int) -> Code:
    """What the matcher is given for an expression: it, flags, instructions, number of groups, their names both ways."""
    parsed = import_module("re._parser").parse(pattern, int(flags))
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    instructions = import_module("re._compiler")._code(parsed, int(flags))  # noqa: SLF001 - the door this is about
    plain = [int(instruction) for instruction in instructions]  # they are of a class that cannot be kept
    return pattern, int(flags | state.flags), plain, state.groups - 1, state.groupdict, tuple(names)


@cache
def _matcher() -> Callable[..., Any] | None:
    """The door that Python's own compiler of expressions uses; None where it is not as it was when this was written."""
    try:
        door: Callable[..., Any] = import_module("_sre").compile
        same = door(*_coded(r"(?P<a>[ăâ]|\d+)(?<!\w)x?", 0)) == re.compile(r"(?P<a>[ăâ]|\d+)(?<!\w)x?")
    except Exception:  # noqa: BLE001 - whatever another Python says to that, the usual way is open
        return None
    return door if same else None


@cache
def _known() -> Codes:
    found = kept(_NAME)
    return found if isinstance(found, dict) else {}


@cache
def _made() -> Codes:
    """Those compiled in this process, which are kept when it ends."""
    made: Codes = {}
    atexit.register(_keep_made)
    return made


def _keep_made() -> None:
    if made := _made():
        known = _known() if len(_known()) + len(made) <= _MOST else {}
        keep(_NAME, (), {**known, **made})
