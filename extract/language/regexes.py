"""Regular expressions made of tables, compiled once on a machine and not once in each process.

Python compiles a regular expression in Python: those of our tables take 0.2 s, as long as twenty articles. What it
makes of one is a row of numbers; the rows are kept where what is made of the word models is (`compiled.py`) and
handed to Python's matcher as its own compiler hands them. They hold for the very Python that made them. Where a Python
has no such door, or nothing is kept, an expression is compiled as usual: nothing but time depends on it.
"""

from __future__ import annotations

import atexit
import re
from array import array
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

from extract.language.compiled import keep, kept

__all__ = ["regex"]

_NAME: Final = "regexes"
_MOST: Final = 1_000  # expressions kept; with more, tables have come and gone, and only those of this process stay
_WORD: Final = "I"  # an instruction is of four bytes

Code = tuple[str, int, bytes, int, dict[str, int], tuple[str | None, ...]]
Codes = dict[tuple[str, int], Code]


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, as `re.compile` gives it; raises re.error as that does."""
    matcher = _matcher()
    if matcher is None:
        return re.compile(pattern, flags)
    key, known, made = (pattern, int(flags)), _known(), _made()
    code = known.get(key) or made.get(key)
    if code is None:
        code = made[key] = _coded(pattern, flags)
    _asked()[key] = code
    found: re.Pattern[str] = matcher(*_listed(code))
    return found


def _listed(code: Code) -> tuple[Any, ...]:
    """What the matcher takes: the instructions as a list of numbers."""
    return (*code[:2], array(_WORD, code[2]).tolist(), *code[3:])


def _coded(pattern: str, flags: int) -> Code:
    """What the matcher is given for an expression: it, flags, instructions, number of groups, their names both ways."""
    parsed = import_module("re._parser").parse(pattern, int(flags))
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    instructions = import_module("re._compiler")._code(parsed, int(flags))  # noqa: SLF001 - the door this is about
    packed = array(_WORD, instructions).tobytes()
    return pattern, int(flags | state.flags), packed, state.groups - 1, state.groupdict, tuple(names)


@cache
def _matcher() -> Callable[..., Any] | None:
    """The door that Python's own compiler of expressions uses; None where it is not as it was when this was written."""
    try:
        door: Callable[..., Any] = import_module("_sre").compile
        same = door(*_listed(_coded(r"(?P<a>[ăâ]|\d+)(?<!\w)x?", 0))) == re.compile(r"(?P<a>[ăâ]|\d+)(?<!\w)x?")
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


@cache
def _asked() -> Codes:
    """Those that were asked for in this process."""
    return {}


def _keep_made() -> None:
    if made := _made():
        both = {**_known(), **made}
        keep(_NAME, (), both if len(both) <= _MOST else _asked())
