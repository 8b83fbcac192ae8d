"""What the numbers of a list take from its last one ("5 và 9 triệu đồng", "6 hoặc 7 nước", "từ 312 lên 386 chiếc") or
from its first ("đứng thứ 4, 5 và 10", "ở tuổi 50, 60 và 70").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from extract.figures.numbers import DIGITS, read_digits
from extract.figures.quantities import Quantity
from extract.language.regexes import regex
from extract.model import Figure

__all__ = ["goes_on", "shared"]

_LISTED: Final = regex(r"(?:,| và|, và| hoặc| hay) $")
_OR: Final = regex(r" (?:hoặc|hay) $")
_FROM: Final = tuple(
    f"{word} {near}" for word in ("từ", "Từ") for near in ("", "khoảng ", "mức ", "gần ", "hơn ", "trên ", "dưới ")
)
_UP_TO: Final = regex(
    r" (?:lên|xuống|đến|tới|còn|về)(?: còn| đến| tới| thành| mức)?(?: hơn| gần| khoảng| trên| dưới)? $"
)
_NEAR: Final = 10  # how many times as great the one of two numbers may be that share a scale


def shared(text: str, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities; bare numbers take from the one behind them what it measures or counts."""
    after: Quantity | None = None
    done: list[Quantity] = []
    for quantity in reversed(quantities):
        if after is not None and quantity.kind is None:
            quantity = _sharing(text, quantity, after)
        done.append(quantity)
        after = quantity
    return reversed(done)


def _sharing(text: str, quantity: Quantity, after: Quantity) -> Quantity:
    """The quantity with unit and scale of the one behind it ("5 và 9 triệu đồng", "từ 4,8 lên 5,3%"), or the place of
    its noun ("từ 312 lên 386 chiếc", "6 hoặc 7 nước"), where they are of one list or the ends of one change.
    """
    gap = text[quantity.end : after.start]
    ends = text.endswith(_FROM, 0, quantity.start) and _UP_TO.fullmatch(gap) is not None
    if after.kind is None:
        alike = quantity.form == after.form == "plain" and bool(quantity.words) == bool(after.words)
        counted = alike and (ends or _OR.fullmatch(gap) is not None)
        return quantity._replace(noun_at=after.noun_at or after.end) if counted else quantity
    if after.kind == "ratio" or quantity.words or not (ends or _LISTED.fullmatch(gap)):
        return quantity
    if after.form not in ("plain", "range") or quantity.form not in ("plain", after.form):
        return quantity
    factor = Decimal(1)
    if _scaled(after) and not _scaled(quantity):
        base = _base(text, after)
        if ends and not base / _NEAR <= quantity.value <= base * _NEAR:  # "từ 800 lên 1,2 tỷ"
            return quantity
        factor = after.value / base
    rows = (*quantity.rows, *(row for row in after.rows if row not in quantity.rows))
    most = None if quantity.value_max is None else quantity.value_max * factor
    return quantity._replace(
        kind=after.kind, unit=after.unit, per=after.per, value=quantity.value * factor, value_max=most, rows=rows
    )


def _scaled(quantity: Quantity) -> bool:
    return any(row.startswith("scales:") for row in quantity.rows)


def _base(text: str, quantity: Quantity) -> Decimal:
    """The number that the digits of a plain quantity write, without its scale words."""
    read = read_digits(DIGITS.match(text, quantity.number_start)[0], counts=False, style="vi")  # type: ignore[index]
    return read[0] if read and read[0] else quantity.value or Decimal(1)


def goes_on(text: str, quantity: Quantity, before: Sequence[Figure]) -> Figure | None:
    """The rank or age, told by words before it, whose list a bare number goes on."""
    if not before or quantity.kind is not None or quantity.form != "plain" or quantity.words:
        return None
    last = before[-1]
    if last.kind not in ("rank", "measure") or not text[last.start : last.end].isdigit():
        return None
    return last if _LISTED.fullmatch(text, last.end, quantity.start) else None
