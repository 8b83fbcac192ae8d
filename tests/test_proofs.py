"""Every row of every table proves itself: one test a table, naming each proof that does not hold."""

from __future__ import annotations

from functools import cache

import pytest

from extract.checking.proofs import Proof, check, failures_of_row
from extract.errors import PatternError
from extract.pipeline import Pipeline
from patterns import Patterns, load
from patterns.rows import Qualifier


@cache
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("table", sorted(load().tables()))
def test_the_proofs_of_a_table_hold(table: str) -> None:
    rows = load().tables()[table]
    failures = [failure for row in rows for failure in failures_of_row(pipeline(), table, row)]
    assert not failures, "\n" + "\n".join(map(str, failures))


def test_a_proof_is_taken_apart() -> None:
    proof = Proof.of("đạt trên [3.200] lượt tin và [5] thư → bound=over; value=3200")
    assert proof.text == "đạt trên 3.200 lượt tin và 5 thư"
    assert [proof.text[start:end] for start, end in proof.figures] == ["3.200", "5"]
    assert proof.fields == {"bound": "over", "value": "3200"}


@pytest.mark.parametrize("written", ["có [5 hộ", "có 5] hộ", "có [[5] hộ", "có [5] hộ → bound", "có [5] hộ → cỡ=5"])
def test_a_proof_that_cannot_be_read_is_an_error(written: str) -> None:
    with pytest.raises(PatternError, match="hộ"):
        Proof.of(written)


def row(*examples: str, counters: tuple[str, ...] = ()) -> Qualifier:
    """The table's own row of "trên", with other proofs."""
    own = next(row for row in load().qualifiers if "trên" in row.surfaces and row.bound == "over")
    return own.replaced(examples=examples, counters=counters)


def what_fails(one: Qualifier) -> list[str]:
    return [failure.expected for failure in failures_of_row(pipeline(), "qualifiers", one)]


def test_each_part_of_a_proof_is_checked() -> None:
    assert what_fails(row("Xã có trên [3.200] hộ nghèo → bound=over; value=3200; value_max=")) == []
    assert what_fails(row("Xã có trên [3.200] hộ nghèo → bound=under")) == ["bound=under"]
    assert what_fails(row("Xã có trên [3.200] hộ nghèo và 5 xe")) == ["the figures [3.200]"]
    assert what_fails(row("Xã có [3.200] hộ nghèo")) == [f"qualifiers:{row().id} takes part"]
    assert what_fails(row("Xã có trên [3.200 hộ nghèo")) == ["a proof that can be read"]


def test_a_counter_holds_where_the_row_takes_no_part() -> None:
    assert what_fails(row(counters=("Xã có [3.200] hộ nghèo",))) == []
    assert what_fails(row(counters=("Xã có trên [3.200] hộ nghèo",))) == [f"qualifiers:{row().id} takes no part"]


def test_a_failure_names_the_row_and_what_came_out() -> None:
    bad = row("Xã có trên 9 hộ nghèo")
    silent = {
        name: tuple(one.replaced(examples=(), counters=()) for one in rows) for name, rows in load().tables().items()
    }
    others = tuple(one for one in silent["qualifiers"] if one.id != bad.id)
    patterns = Patterns(**(silent | {"qualifiers": (*others, bad)}))  # type: ignore[arg-type]  # tables by name
    (first, *_) = check(patterns)
    assert (first.table, first.row, first.expected) == ("qualifiers", bad.id, "the figures none")
    assert str(first).startswith(f"qualifiers.tsv: row {bad.id}: Xã có trên 9 hộ nghèo\n")
