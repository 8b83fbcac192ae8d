"""All cases run, and the report of how they went: per suite, over all, and what is out of scope, said openly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.conformance.judging import Verdict, judge
from tests.conformance.suites import OUT, Group, load_cases, load_exemptions


def run(folder: Path) -> list[Verdict]:
    """Judge every case of the folder; those of suites out of scope get no verdict but their reason."""
    exemptions = load_exemptions()
    cases = load_cases(folder)
    stale = set(exemptions) - {case.id for case in cases}
    if stale:
        raise ValueError(f"exceptions.tsv names cases that do not exist: {sorted(stale)}")
    return [
        Verdict(case, None, OUT[case.suite]) if case.group == "out" else judge(case, exemptions.get(case.id))
        for case in cases
    ]


def share(verdicts: Sequence[Verdict], group: Group) -> tuple[int, int]:
    """How many of a group's judged cases passed, and how many were judged."""
    judged = [verdict.passed for verdict in verdicts if verdict.case.group == group and verdict.passed is not None]
    return sum(judged), len(judged)


def report(verdicts: Sequence[Verdict]) -> str:
    """The lines a person reads: suites, totals, failures, cases not judged."""
    suites = dict.fromkeys(verdict.case.suite for verdict in verdicts)
    lines = [_suite_line(suite, [v for v in verdicts if v.case.suite == suite]) for suite in suites]
    groups: tuple[Group, ...] = ("numbers", "times", "tone marks", "legacy encodings")
    for group in groups:
        passed, judged = share(verdicts, group)
        lines.append(f"{group:28} {passed:4} of {judged:4}  {passed / judged if judged else 0:.2%}")
    lines += [f"failed {v.case.id}: {v.why}" for v in verdicts if v.passed is False]
    lines += [f"out    {v.case.id}: {v.why}" for v in verdicts if v.passed is None and v.case.group != "out"]
    return "\n".join(lines)


def _suite_line(suite: str, verdicts: Sequence[Verdict]) -> str:
    judged = [verdict for verdict in verdicts if verdict.passed is not None]
    if not judged:
        return f"{suite:28} out of scope ({len(verdicts)} cases): {verdicts[0].why}"
    left = len(verdicts) - len(judged)
    return f"{suite:28} {sum(v.passed is True for v in judged):4} of {len(judged):4}" + (
        f"  ({left} out)" if left else ""
    )
