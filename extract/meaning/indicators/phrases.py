"""The phrase for what a figure counts or measures, with its place in the sentence."""

from __future__ import annotations

from typing import NamedTuple

from extract.model import Step


class Indicator(NamedTuple):
    """The phrase, its span in the sentence (`start == end` where it comes from an earlier one), and its rows."""

    text: str
    start: int
    end: int
    rows: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation of the phrase: each row once with each of the words that it matched."""
        return tuple(dict.fromkeys(self.rows))
