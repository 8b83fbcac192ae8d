"""Figures of a text of goods that names no place for them."""

from __future__ import annotations

from typing import Final

from extract.figures.context import is_bracketed
from extract.model import Step
from patterns.places import VIETNAM, Place

__all__ = ["of_product"]

_DONG: Final = "VND"
_OF_MARKETS: Final = frozenset(
    ("%", "pp", "USD", "lần", "chiếc", "xe", "người", "khách hàng", "cửa hàng")
)  # what tells rather of the market than of a product


def of_product(
    found: tuple[Place | None, Step | None], unit: str | None, text: str, start: int
) -> tuple[Place | None, Step | None]:
    """Where a figure at `start` is whose place is only the text's own, `found`.

    A price in đồng is of Việt Nam, foreign money's worth in brackets aside; what a product has is of no place, though
    it is sold in Việt Nam or made abroad.
    """
    if unit == _DONG:
        sold = found[0] is None and not is_bracketed(text, start)
        return (VIETNAM, Step("place", VIETNAM.row)) if sold else found
    sold_in = found[0] is not None and (found[0] == VIETNAM or not found[0].in_vietnam)
    return (None, None) if sold_in and unit not in _OF_MARKETS else found
