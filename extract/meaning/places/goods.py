"""Figures that are of a place, or of none, by their unit (patterns/place_units.tsv), and those of a text of goods."""

from __future__ import annotations

from extract.figures.context import is_bracketed
from extract.model import Step
from patterns.places import VIETNAM, Place
from patterns.rows import PlaceUnit

__all__ = ["of_goods", "step_of"]


def step_of(row: PlaceUnit) -> Step:
    """The step that says that the unit of a figure decided."""
    return Step("place", f"place_units:{row.id}")


def of_goods(
    found: tuple[Place | None, Step | None], row: PlaceUnit | None, text: str, start: int, *, only: bool
) -> tuple[Place | None, Step | None]:
    """Where a figure at `start` of a text of goods is whose place is only the text's own, `found`; `row` is its unit's.

    What a product has is of no place, though it is made abroad or, where the text tells of it `only`, sold in Việt Nam.
    """
    place = found[0]
    if row and row.role == "price":
        return (VIETNAM, step_of(row)) if place is None and not is_bracketed(text, start) else found
    if place is None or (place.in_vietnam and not (only and place == VIETNAM)):
        return found
    return (place, step_of(row)) if row else (None, None)
