"""Numbers as a workbook shows them: its number formats applied, with the decimal comma of Vietnamese print.

Of a format are heeded the sections for positive, negative and zero, digits and their grouping, percent, literal text
and dates. Colours, conditions, fractions and padding are not; a format that is not understood shows the plain number.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

_EPOCHS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - days of a calendar
_LAST_DAY: Final = 2958465  # 31 December 9999
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS: Final = re.compile(r"[#0?][#0?,. ]*")
_DATE: Final = re.compile(r"[dDyY]|(?<![a-zA-Z])[mM]+(?![a-zA-Z])|[hH]|[sS]")
_MOST: Final = Decimal("1e20")
_GENERAL: Final = Decimal("1e11")
_SECTIONS: Final = 4  # for positive and negative numbers, zero, text
_SIGNIFICANT: Final = 15  # digits that a spreadsheet program keeps and shows
_SHOWN: Final = 10  # significant digits of a number without format


class _Format(NamedTuple):
    """One section of a number format."""

    before: str
    after: str
    least: int
    places: int
    most: int
    grouped: str
    percent: int
    scaled: int


def exact(value: float) -> str:
    """The number stored in a cell, to the fifteen digits that spreadsheet programs keep; empty for what is none."""
    try:
        written = Decimal(f"{value:.{_SIGNIFICANT}g}")
    except (InvalidOperation, ValueError):
        return ""
    return format(written.normalize(), "f") if written.is_finite() else ""


def shown(value: float, code: str, *, since_1904: bool = False) -> tuple[str, str]:
    """What a cell shows of a number, and the number; of a date the date and nothing."""
    written = exact(value)
    if not written:
        return "", ""
    if is_date(code):
        return _date(value, code, since_1904), ""
    number = Decimal(written)
    section = _section(code, number)
    return (_general(number) if section is None else _formatted(abs(number) if _own_sign(code, number) else number,
                                                                section)), written  # fmt: skip


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    """Whether a number format shows a day or a time of day."""
    plain = _LITERAL.sub("", code.split(";")[0])
    return "general" not in plain.lower() and _DATE.search(plain) is not None and not _DIGITS.search(plain)


def _date(value: float, code: str, since_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return exact(value)
    moment = _EPOCHS[since_1904] + timedelta(days=value)
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    if not re.search(r"[dy]", plain) and re.search(r"[hs]", plain):
        return f"{moment:%H:%M}"
    if "d" not in plain:
        return f"{moment.month:02}/{moment.year}" if "m" in plain else f"{moment.year}"
    clock = f" {moment:%H:%M}" if "h" in plain else ""
    return f"{moment.day:02}/{moment.month:02}/{moment.year}{clock}"


def _own_sign(code: str, number: Decimal) -> bool:
    """Whether the format has a section of its own for negative numbers, which shows their sign as it likes."""
    return number < 0 and len(_sections(code)) > 1


def _section(code: str, number: Decimal) -> _Format | None:
    sections = _sections(code)
    which = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    return _parsed(sections[which])


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    found: list[str] = re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code)
    return tuple(found[:-1][:_SECTIONS]) or (code,)


@lru_cache(maxsize=512)
def _parsed(section: str) -> _Format | None:
    """A section taken apart; None for the general format and what is none of ours (fractions, powers)."""
    if not section.strip() or "general" in section.lower() or re.search(r"[eE][+-]|/", _LITERAL.sub("", section)):
        return None
    bare = _LITERAL.sub(lambda found: _held(found[1] or found[2] or ""), section)
    digits = _DIGITS.search(bare)
    if digits is None:
        return _Format(_released(bare), "", 0, 0, 0, "", 0, -1)
    body = digits[0].rstrip(" ")
    head, _, tail = body.partition(".")
    scaled = len(body) - len(body.rstrip(","))
    grouped = "." if "," in head.rstrip(",") else " " if " " in head.strip() else ""
    after = bare[digits.start() + len(body) :]
    places = sum(tail.count(mark) for mark in "0#?")
    percent = bare.count("%")
    before, behind = _released(bare[: digits.start()]), _released(after)
    return _Format(before, behind, head.count("0"), tail.count("0"), places, grouped, percent, scaled)


def _held(literal: str) -> str:
    """Literal text kept apart from the marks of the format, in the private use area."""
    return "".join(chr(0xE000 + ord(character)) if ord(character) < 0x1000 else character for character in literal)


def _released(text: str) -> str:
    return "".join(
        chr(ord(character) - 0xE000) if 0xE000 <= ord(character) < 0xF000 else character for character in text
    )


def _general(number: Decimal) -> str:
    if number and not Decimal("1e-9") < abs(number) < _GENERAL:
        return format(number, "f").replace(".", ",")
    rounded = Decimal(f"{number:.{_SHOWN}g}")
    return format(rounded.normalize(), "f").replace(".", ",") if rounded else "0"


def _formatted(number: Decimal, section: _Format) -> str:
    if section.scaled < 0:
        return section.before.strip()
    if abs(number) >= _MOST:
        return _general(number)
    number = number * 100**section.percent / 1000**section.scaled
    rounded = number.quantize(Decimal(1).scaleb(-section.most), ROUND_HALF_UP)
    head, _, tail = format(abs(rounded), "f").partition(".")
    if not section.least and not int(head):
        head = ""
    elif section.grouped:
        head = f"{int(head):,}".replace(",", section.grouped)
    if section.most > section.places:
        tail = tail[: section.places] + tail[section.places :].rstrip("0")
    sign = "-" if number < 0 and rounded else ""
    return (sign + section.before + head + (f",{tail}" if tail else "") + section.after).strip()
