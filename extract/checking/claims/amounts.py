"""The number that a claim states held against a source's: unit, value, rounding, qualifier.

A number says no more than its digits: "1,67 triệu" is every amount that rounds to it. So a source that is more precise
bears a claim out, a source that is rougher does not. A qualifier is part of what is said: leaving off "trên", "gần" or
"khoảng" is told as a difference, adding or turning one is a contradiction. Only where the source is more precise may
the claim have one of its own, if it is true: "hơn 1,67 triệu" of 1.671.402.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple, Protocol

from extract.checking.claims.words import tokens, unmarked
from extract.figures.measures import last_digit, measure

__all__ = ["Amount", "Held", "compare", "same_things"]

_SCALES: Final = frozenset("trăm nghìn ngàn triệu tỷ tỉ vạn k tr trieu ty nghin".split())
_NUMERALS: Final = frozenset("một hai ba bốn tư năm sáu bảy tám chín mười mươi mốt lăm rưỡi linh lẻ nửa x".split())
_GUESSED: Final = frozenset(("money", "score"))  # kinds that a figure without a unit may be taken for
_FAR: Final = 20  # rounding moves a number by no more than a twentieth: 2,5 tấn are not "gần 3 tấn"
_ONE: Final = Decimal(1)
_LEFT_OFF: Final = frozenset(("about", "nearly", "over"))  # qualifiers that a claim may leave off
# Words that open a noun without telling what it is: "lượt khách" is "du khách", "con trâu" is no "con bò".
_LIGHT: Final = frozenset("luot luong nguoi con chiec cai cay tam vi bo qua to can ngoi du quy".split())
_LETTERS: Final = re.compile(r"[^\W\d_]+|[%‰$€£¥₫]")

Relation = Literal["same", "rounded", "rougher", "overlaps", "other", "bound", "unit", "change", "incomparable"]


class Amount(Protocol):
    """What is compared of a fact."""

    @property
    def figure(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def value_max(self) -> Decimal | None: ...
    @property
    def whole(self) -> Decimal | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def per(self) -> str | None: ...
    @property
    def digits(self) -> int: ...
    @property
    def bound(self) -> str: ...
    @property
    def change(self) -> str: ...


class Held(NamedTuple):
    """How the number of a source relates to that of a claim.

    `same`, `rounded` (the source is more precise and rounds to the claim's) bear the claim out; `bound`, `unit` and
    `change` are the same number with another qualifier, unit, or direction; `rougher` and `overlaps` leave it open;
    `other` is another number of the same sort, `incomparable` one of another sort.
    """

    relation: Relation


def compare(claim: Amount, source: Amount) -> Held:
    """How the source's number relates to the claim's; units of counted things are left to `same_things`."""
    ours, theirs = _dimension(claim, source), _dimension(source, claim)
    if claim.kind == source.kind == "money" and claim.unit not in (None, "VND", source.unit):
        ours, theirs = (claim.unit or "", _ONE), (source.unit or "", _ONE)
    if _is_open(ours, claim, theirs, source) or _is_open(theirs, source, ours, claim):
        return Held("incomparable")
    if ours and theirs and ours[0] != theirs[0]:
        alike = _number(claim, source, _ONE, _ONE) in ("same", "rounded")
        return Held("unit" if alike else "incomparable")
    one, other = (ours or theirs or ("", _ONE))[1], (theirs or ours or ("", _ONE))[1]
    relation = _number(claim, source, one, other)
    if relation == "other" and one != other and _number(claim, source, _ONE, _ONE) == "same":
        return Held("unit")  # 29 km2 is told of 29 ha by its unit, "1.700 triệu" of "1.700 tỷ" by its value
    if relation in ("same", "rounded") and _turned(claim.change, source.change):
        return Held("change")
    return Held(_qualified(relation, claim, source, one, other))


def _is_open(
    unsaid: tuple[str, Decimal] | None, amount: Amount, other: tuple[str, Decimal] | None, beside: Amount
) -> bool:
    """Whether a number that leaves its unit to be guessed stands beside one whose unit it could not be."""
    guessed = beside.kind == "money" or (amount.kind != "count" and other is not None and other[0] == "things")
    return unsaid is None and other is not None and other[0] != "things" and not guessed


def _dimension(amount: Amount, beside: Amount) -> tuple[str, Decimal] | None:
    """What the number is in, and how much one of its unit is of the first unit of that sort.

    None where that is not told: of counted things, where the figure leaves its unit to be guessed and the other is no
    money, and of a denominator that one of the two leaves out.
    """
    if amount.kind == "count" and amount.unit == "lần":
        return "lần", _ONE
    if amount.kind in ("count", "rank") or (not _is_written(amount.figure) and amount.kind in _GUESSED):
        guessed = amount.kind == "money" and beside.kind == "money" and _is_written(beside.figure)
        return (
            (amount.unit or "", _ONE)
            if guessed
            else None
            if not amount.unit or amount.kind in _GUESSED
            else ("things", _ONE)
        )
    if amount.kind == "ratio":
        return "things", _ONE
    over, _, under = (amount.unit or "").partition("/")
    first, factor = measure(over)
    under = under or (amount.per if amount.per and beside.per else "") or ""
    if not under:
        return first, factor
    base, part = measure(under.casefold())
    return f"{first}/{base}", factor / part


def _is_written(figure: str) -> bool:
    """Whether a figure names its unit, not only digits, numerals and scales."""
    return any(part not in _SCALES and part not in _NUMERALS for part in _LETTERS.findall(figure.casefold()))


def _number(
    claim: Amount, source: Amount, one: Decimal, other: Decimal
) -> Literal["same", "rounded", "rougher", "overlaps", "other"]:
    """How two numbers relate, each in units of `one` and `other`."""
    ours, theirs = claim.value * one, source.value * other
    if claim.value_max is not None or source.value_max is not None:
        return _ranges(claim, source, one, other)
    if claim.whole is not None and source.whole is not None and claim.whole != source.whole:
        return "other"
    if ours == theirs:
        return "same"
    step = last_digit(claim.value, claim.digits) * one
    their_step = last_digit(source.value, source.digits) * other
    apart = abs(ours - theirs)
    if their_step < step and 2 * apart <= step and _FAR * apart <= abs(ours):
        return "rounded"
    return "rougher" if step < their_step and 2 * apart <= their_step else "other"


def _ranges(claim: Amount, source: Amount, one: Decimal, other: Decimal) -> Literal["same", "overlaps", "other"]:
    low, high = claim.value * one, (claim.value if claim.value_max is None else claim.value_max) * one
    least, most = source.value * other, (source.value if source.value_max is None else source.value_max) * other
    if (low, high) == (least, most):
        return "same"
    if claim.value_max is not None and source.value_max is not None:
        return "other"
    return "overlaps" if low <= most and least <= high else "other"


def _turned(ours: str, theirs: str) -> bool:
    return "none" not in (ours, theirs) and ours != theirs


def _qualified(relation: str, claim: Amount, source: Amount, one: Decimal, other: Decimal) -> Relation:
    """The relation of the numbers with regard to the qualifiers."""
    if relation == "same":
        left_off = claim.bound == "exact" and source.bound in _LEFT_OFF
        return "same" if claim.bound == source.bound or left_off else "bound"
    if relation != "rounded":
        return relation  # type: ignore[return-value]  # one of the other three
    ours, theirs = claim.value * one, source.value * other
    if source.bound in ("under", "at_most", "at_least") and source.bound != claim.bound:
        return "other"
    true = {
        "exact": True, "about": True, "over": theirs > ours, "at_least": False, "nearly": theirs < ours,
        "under": theirs < ours, "at_most": False,
    }[claim.bound]  # fmt: skip
    return "rounded" if true else "bound"


def same_things(claim: Amount, source: Amount, around: str, *, marked: bool) -> bool:
    """Whether a claim counts what a source counts: its noun stands in the source's noun or indicator (`around`)."""
    if claim.kind not in ("count", "ratio") or not claim.unit:
        return True
    noun = tokens(claim.unit, marked=marked)
    unit = tokens(source.unit or "", marked=marked)
    if unit and noun[: len(unit)] == unit and not (len(unit) == 1 and unmarked(unit[0]) in _LIGHT):
        return True
    there = tokens(f"{source.unit or ''} {around}", marked=marked)
    found = [word for word in noun if word in there]
    light = len(noun) > 1 and unmarked(noun[0]) in _LIGHT
    enough = len(noun) if unit and noun[0] != unit[0] else len(noun) / 2  # "hộ dân" are no "con nhím cho hộ nghèo"
    if found[-len(noun) + 1 :] == list(noun[1:]) if light else noun[0] in found and len(found) >= enough:
        return True
    initials = "".join(unmarked(word[0]) for word in there)
    return claim.unit.isupper() and unmarked(claim.unit) in initials
