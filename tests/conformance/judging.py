"""Is a case passed? What goes from digits to words is read from both sides and must agree, the rest is compared.

Traps of the suites that are handled here and not case by case: the digits that NeMo's inverse half writes have a
decimal *point*; Duckling's bounds do not say whether the limit itself is meant; Duckling's "Dollar" is the US dollar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import extract
from extract.figures.reading import read_amount
from extract.language.tones import normalize_tone_marks
from extract.model import Fact, Figure
from extract.reading.legacy import recover
from tests.conformance.suites import Case, Exemption
from tests.conformance.times import time_difference

CURRENCIES: Final = {"Dollar": "USD"}
BOUNDS: Final = {"under": {"under", "at_most"}, "above": {"over", "at_least"}}
POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went: `passed` is `None` where it is not judged, `why` says why or what was read instead."""

    case: Case
    passed: bool | None
    why: str = ""


def judge(case: Case, exemption: Exemption | None = None) -> Verdict:
    """Run one case of a suite that is in scope."""
    if exemption and exemption.expected == "out":
        return Verdict(case, None, exemption.reason)
    if case.group == "tone marks":
        return _verdict(case, _tone_marks(case))
    if case.group == "legacy encodings":
        return _verdict(case, _legacy(case))
    if case.group == "times":
        return _verdict(case, time_difference(case))
    if exemption:
        return _verdict(case, _exempted(case, exemption))
    return _verdict(case, JUDGES[case.suite.split("-vi-")[0]](case))


def _verdict(case: Case, difference: str) -> Verdict:
    return Verdict(case, not difference, difference)


def _exempted(case: Case, exemption: Exemption) -> str:
    texts = (exemption.read or case.input).split(" = ")
    if exemption.expected == "none":
        return "" if not any(read_amount(text) for text in texts) else f"read {_said(read_amount(texts[0]))}"
    if len(texts) == 2 and (difference := _agree(*texts)):
        return difference
    return _read(texts[0], exemption.expected) if exemption.expected else ""


def _agree(one: str, other: str) -> str:
    mine, theirs = read_amount(one), read_amount(other)
    if mine is not None and theirs is not None and _content(mine) == _content(theirs):
        return ""
    return f"{one!r} is {_said(mine)}, {other!r} is {_said(theirs)}"


def _content(figure: Figure) -> tuple[Decimal, Decimal | None, Decimal | None, str | None]:
    return figure.value, figure.value_max, figure.whole, figure.unit


def _said(figure: Figure | None) -> str:
    return "no figure" if figure is None else " ".join(map(str, _content(figure)))


def _read(text: str, expected: str) -> str:
    figure = read_amount(text)
    if figure is None:
        return f"{text!r} is no figure"
    for part in expected.split(";"):
        field, _, value = part.strip().partition("=")
        got = getattr(figure, field)
        same = got == Decimal(value) if isinstance(got, Decimal) else (got or "") == value
        if not same:
            return f"{text!r}: {field} is {got}, not {value}"
    return ""


def _nemo(case: Case) -> str:
    output = str(case.expected["output"])
    if case.expected["cls"] == "ordinal":
        return _agree(case.input.removeprefix("thứ "), output.removeprefix("thứ "))
    if case.expected["task"] == "itn":
        output = POINT.sub(",", output)
    return _agree(case.input, output)


def _duckling(case: Case) -> str:
    expected = case.expected
    if "currency" not in expected:
        return _read(case.input, f"value={expected['value']}")
    unit = CURRENCIES.get(expected["currency"], expected["currency"])
    if expected["kind"] == "between":
        return _range(case.input, Decimal(str(expected["from"])), Decimal(str(expected["to"])), unit)
    if expected["kind"] == "simple":
        return _read(case.input, f"value={expected['value']}; unit={unit}")
    limit = expected.get("from", expected.get("to"))
    return _bounded(case.input, Decimal(str(limit)), unit, BOUNDS[expected["kind"]])


def _range(text: str, value: Decimal, value_max: Decimal, unit: str) -> str:
    if not text.startswith("giữa "):  # "giữa A và B" is a range only with its first word, which is not in the figure
        return _read(text.removeprefix("từ "), f"value={value}; value_max={value_max}; unit={unit}")
    said = [(fact.value, fact.value_max, fact.unit) for fact in _facts(text)]
    return "" if said == [(value, value_max, unit)] else f"{text!r} gives {said}"


def _bounded(text: str, value: Decimal, unit: str, bounds: set[str]) -> str:
    facts = _facts(text)
    right = [fact for fact in facts if fact.value == value and fact.unit == unit and fact.bound in bounds]
    if len(facts) == len(right) == 1:
        return ""
    return f"{text!r} gives {[(str(fact.value), fact.unit, fact.bound) for fact in facts]}"


def _facts(text: str) -> list[Fact]:
    return extract.extract(text, published="2019-07-26")


def _other(case: Case) -> str:
    expected = case.expected
    if "error" in expected:
        figure = read_amount(case.input)
        return f"{case.input!r} is {_said(figure)}" if figure else ""
    if isinstance(expected.get("output"), str):
        return _agree(case.input, expected["output"])
    return _read(case.input, f"value={expected.get('value', expected.get('output'))}")


def _issue(case: Case) -> str:
    expected = case.expected
    facts = _facts(case.input)
    found = sorted(fact.value for fact in facts)
    if "percents" in expected:
        wanted = sorted(Decimal(str(value)) for value in expected["percents"])
        nearly = [fact.value for fact in facts if fact.bound == "nearly"]
        return "" if found == wanted and nearly == [Decimal(3)] else f"{found}, nearly {nearly}"
    if "not_a_date" in expected:
        return _read(expected["not_a_date"], f"value={expected['not_a_date']}")
    return f"{found} where nothing is a fact" if expected.get("not_a_range") and found else ""


def _tone_marks(case: Case) -> str:
    expected = case.expected
    got = normalize_tone_marks(case.input, **expected.get("kwargs", {}))
    wanted = normalize_tone_marks(expected["equals"]) if "equals" in expected else expected["output"]
    got = got.casefold() if "casefold" in expected["fn"] else got
    return "" if got == wanted else f"{got!r}, not {wanted!r}"


def _legacy(case: Case) -> str:
    wanted = case.expected["output"], case.expected["encoding"]
    got = recover(case.input)
    if wanted[0] is None:
        return f"{case.input!r} read as {got.encoding}" if got.encoding else ""
    text, output = (got.text, wanted[0])
    if case.expected.get("compare") == "casefold":
        text, output = text.casefold(), output.casefold()
    return "" if (text, got.encoding) == (output, wanted[1]) else f"{got}, not {wanted}"


JUDGES: Final[dict[str, Callable[[Case], str]]] = {
    "nemo": _nemo,
    "duckling": _duckling,
    "vn-money": _other,
    "vn-numberwords": _other,
    "issue-derived": _issue,
}
