"""The suites of other projects: at least 97 of 100 number cases, 95 of 100 times, every tone mark and dead encoding."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conformance.judging import Verdict
from tests.conformance.report import report, run, share
from tests.conformance.suites import load_exemptions


@pytest.fixture(scope="module")
def verdicts(shared: Path) -> list[Verdict]:
    verdicts = run(shared / "conformance")
    sys.stdout.write(report(verdicts) + "\n")
    return verdicts


def test_numbers_are_read_as_other_suites_expect(verdicts: list[Verdict]) -> None:
    passed, judged = share(verdicts, "numbers")
    assert judged >= 350, "most number cases must stay in scope"
    assert passed / judged >= 0.97, report(verdicts)


def test_times_are_resolved_as_other_suites_expect(verdicts: list[Verdict]) -> None:
    passed, judged = share(verdicts, "times")
    assert judged >= 80, "most cases of times must stay in scope"
    assert passed / judged >= 0.95, report(verdicts)


def test_tone_marks_stand_where_other_suites_expect(verdicts: list[Verdict]) -> None:
    passed, judged = share(verdicts, "tone marks")
    assert (passed, judged) == (28, 28), report(verdicts)


def test_legacy_encodings_are_told_as_another_suite_expects(verdicts: list[Verdict]) -> None:
    assert share(verdicts, "legacy encodings") == (16, 16), report(verdicts)


def test_every_exception_has_a_reason_and_a_form_that_can_be_judged() -> None:
    for row in load_exemptions().values():
        assert row.case_id.startswith(row.suite)
        assert row.expected or " = " in row.read
        assert len(row.reason) > 10
