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


class Room(NamedTuple):
    """Where the figure before ends, where the phrase behind a figure must end, where the next figure begins, where the
    one before the figure before ends if that stands within this one's phrase, and whether it can be of the same thing.
    """

    floor: int
    ceiling: int
    following: int
    outer: int
    of_a_kind: bool
