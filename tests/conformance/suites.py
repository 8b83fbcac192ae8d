"""The cases as they lie in the folder of suites, which of them are in scope, and the exceptions with their reasons."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Group = Literal["numbers", "times", "tone marks", "legacy encodings", "out"]

NUMBERS: Final = (
    "nemo-vi-itn-cardinal", "nemo-vi-itn-decimal", "nemo-vi-itn-fraction", "nemo-vi-itn-measure", "nemo-vi-itn-money",
    "nemo-vi-itn-ordinal", "nemo-vi-tn-cardinal", "nemo-vi-tn-decimal", "nemo-vi-tn-fraction", "nemo-vi-tn-measure",
    "nemo-vi-tn-money", "nemo-vi-tn-ordinal", "nemo-vi-tn-range", "duckling-vi-numeral", "duckling-vi-amountofmoney",
    "duckling-vi-ordinal", "vn-money", "vn-numberwords", "issue-derived",
)  # fmt: skip
TIMES: Final = ("dateparser-vi", "duckling-vi-time")
TONE_MARKS: Final = ("tone-marks",)
LEGACY: Final = ("viparse-legacy-encoding",)
OUT: Final = {
    "nemo-vi-itn-date": "dates",
    "nemo-vi-itn-time": "clock times",
    "nemo-vi-tn-date": "dates",
    "nemo-vi-tn-time": "clock times",
    "underthesea-address": "addresses to their units after the mergers",
    "vn-text": "search keys and mojibake; it has no number case",
}
EXCEPTIONS: Final = Path(__file__).with_name("exceptions.tsv")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a suite: what is given, and what that suite expects (its own words).

    `moment` is when the text is read, in ISO form, empty where the suite does not say.
    """

    suite: str
    id: str
    input: str
    expected: dict[str, Any]
    moment: str = ""

    @property
    def group(self) -> Group:
        """The floor it counts toward."""
        groups: dict[Group, tuple[str, ...]] = {
            "numbers": NUMBERS, "times": TIMES, "tone marks": TONE_MARKS, "legacy encodings": LEGACY,
        }  # fmt: skip
        return next((group for group, suites in groups.items() if self.suite in suites), "out")


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case that is read otherwise than its suite does, and why.

    `read` replaces what is read ("A = B" reads two texts that must agree); `expected` is `out` (not judged), `none` (no
    figure) or `field=value; …` of the figure.
    """

    suite: str
    case_id: str
    read: str
    expected: str
    reason: str


def load_cases(folder: Path) -> list[Case]:
    """Every case of every suite of the folder, by name; raises ValueError for a suite that nobody placed."""
    cases = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem not in (*NUMBERS, *TIMES, *TONE_MARKS, *LEGACY, *OUT):
            raise ValueError(f"{path.name}: a new suite; say in {Path(__file__).name} whether it is in scope")
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            moment = (case.get("context") or {}).get("reference_time", "")
            cases.append(Case(case["suite"], case["case_id"], case["input"], case["expected"], moment))
    return cases


def load_exemptions() -> dict[str, Exemption]:
    """The table of exceptions by case id; every row gives its reason."""
    lines = [line for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [Exemption(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    unfounded = [row.case_id for row in rows if not row.reason]
    if unfounded:
        raise ValueError(f"{EXCEPTIONS.name}: no reason given for {unfounded}")
    return {row.case_id: row for row in rows}
