"""Prices in a text of the world's gold and silver: those in đồng are of Việt Nam, those in dollars are not."""

from __future__ import annotations

from typing import Final

from extract.figures.context import is_bracketed
from extract.language.regexes import regex
from extract.meaning.places.pointers import Pointer
from patterns.places import VIETNAM, WORLD, Place

__all__ = ["is_traded_at", "market_of"]

_CONVERTED: Final = regex(r"uy đổi|tương đương")  # the world's price told in đồng
_AT: Final = (" tại ", " ở ", " thị trường ")
_NEAR: Final = 80  # characters, in which it is told that a price is converted


def market_of(currency: str | None, place: Place, text: str, start: int, *, named: bool) -> Place | None:
    """The market that a price at `start` is of, where `place` is not; `named`: its sentence names Việt Nam."""
    if currency == "USD" and place == VIETNAM and not named:
        return WORLD
    if currency != "VND" or place.in_vietnam or is_bracketed(text, start):  # foreign money's worth in đồng
        return None
    return None if _CONVERTED.search(text, max(0, start - _NEAR), start) else VIETNAM


def is_traded_at(pointer: Pointer, start: int, text: str) -> bool:
    """Whether it says, before `start`, at which place abroad something is traded ("tại Singapore")."""
    at = text.endswith(_AT, 0, pointer.start)
    return at and pointer.end <= start and not pointer.place.in_vietnam
