"""The clock that shares a document's time among the stages."""

from collections.abc import Iterator
from time import process_time_ns
from types import SimpleNamespace

from benchmarks.stages import REST, STAGES, Clock


def _work(milliseconds: int) -> None:
    until = process_time_ns() + milliseconds * 1_000_000
    while process_time_ns() < until:
        pass


def test_time_goes_to_the_innermost_stage() -> None:
    owner = SimpleNamespace(inner=lambda: _work(30))

    def outer() -> Iterator[int]:
        _work(10)
        owner.inner()
        yield 1

    owner.outer, clock = outer, Clock()
    with clock.over({"outer": ((owner, "outer"),), "inner": ((owner, "inner"),)}):
        assert owner.outer() == [1]
        _work(5)
    assert clock.spent["inner"] > clock.spent["outer"] > clock.spent[REST] > 0
    assert owner.outer is outer


def test_every_stage_names_what_there_is() -> None:
    assert all(callable(getattr(owner, name)) for calls in STAGES.values() for owner, name in calls)
