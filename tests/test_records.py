"""Frozen values are told once, by name, and may be kept and told anew with other fields."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from patterns.records import Frozen


def _loud(text: str) -> str:
    return text.upper()


class Manner(Frozen):
    """How to speak."""

    voice: Callable[[str], str] = _loud
    times: int = 1

    def _check(self) -> None:
        if self.times < 1:
            raise ValueError("once at least")


def test_a_frozen_value_is_as_it_was_told() -> None:
    manner = Manner(times=2)
    assert (manner.voice("a"), manner.replaced(times=3).times) == ("A", 3)
    assert pickle.loads(pickle.dumps(manner)).times == 2  # noqa: S301 - ours
    assert list(Manner.fields()) == ["voice", "times"]
    assert repr(manner).endswith("times=2)")
    with pytest.raises(AttributeError, match="frozen"):
        manner.times = 3  # type: ignore[misc]
    with pytest.raises(TypeError, match="loudness"):
        Manner(loudness=3)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="once"):
        manner.replaced(times=0)
