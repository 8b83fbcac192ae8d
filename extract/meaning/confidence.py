"""How sure a reading is, as a number whose order agrees with being right; calibrated on annotated articles."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Bound, Change, Figure, Status


def confidence_of(text: str, figure: Figure, status: Status, bound: Bound, change: Change) -> Decimal:
    """Between 0 and 1, two decimals: the share of such figures whose core fields were all right."""
    score = Decimal("0.90")
    if "!" in figure.reading:
        score -= Decimal("0.20")
    if figure.kind == "count" and figure.noun_start == figure.noun_end:
        score -= Decimal("0.35")
    return score
