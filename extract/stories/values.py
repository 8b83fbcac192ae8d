"""Whether two figures can both be right: what their rounding and their qualifiers leave open."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from extract.figures.measures import last_digit

__all__ = ["Quantity", "agree", "difference", "is_scale", "is_slip"]

_ABOUT: Final = Decimal("0.03")  # what "khoảng" leaves open, as a part of the value
_ROUNDED: Final = Decimal("0.05")  # the most that rounding is held to hide: 100 is not 140, though it has one digit
_NEAR: Final = Decimal("0.1")  # what "gần" and "hơn" leave open
_ONE_SIDED: Final = frozenset(("at_least", "at_most"))
_OPEN: Final = Decimal("Infinity")


class Quantity(NamedTuple):
    """A value in its base unit: how exactly it was written, and what its qualifier says.

    `step` is the worth of the last digit that says something: of "1,67 triệu" and of "1.670.000" it is 10,000.
    `written` is the worth of the last digit that is written: of the second, 1.
    """

    value: Decimal
    value_max: Decimal | None
    whole: Decimal | None
    step: Decimal
    written: Decimal
    bound: str

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """All that the figure may stand for: the qualifier's side of it, and what rounding hides."""
        low, high = self.value, self.value if self.value_max is None else self.value_max
        size = abs(self.value)
        half = min(self.step / 2, size * _ROUNDED)
        near = min(max(self.step, size * _NEAR), size)
        return {
            "exact": (low - half, high + half),
            "about": (low - max(half, size * _ABOUT), high + max(half, size * _ABOUT)),
            "nearly": (low - near, high),
            "over": (low, high + near),
            "under": (low - near, high),
            "at_least": (low, _OPEN),
            "at_most": (-_OPEN, high),
        }[self.bound]

    def times(self, many: Decimal) -> Quantity:
        """So many times as much, as exactly written."""
        most = None if self.value_max is None else self.value_max * many
        return self._replace(
            value=self.value * many, value_max=most, step=self.step * many, written=self.written * many
        )


def quantity(value: str, value_max: str | None, whole: str | None, digits: int, bound: str, size: Decimal) -> Quantity:
    """The quantity of a fact's cells; `size` is how many of the base unit its unit is."""
    number = Decimal(value)
    step = Decimal(1).scaleb(int(number.normalize().as_tuple().exponent)) if number else Decimal(1)
    written = min(step, last_digit(number, digits)) if digits else step
    return Quantity(
        number * size, Decimal(value_max) * size if value_max else None, Decimal(whole) if whole else None,
        step * size, written * size, bound,
    )  # fmt: skip


def agree(one: Quantity, other: Quantity, *, strictly: bool = False) -> bool:
    """Whether both can be right. Two lower bounds, or two upper ones, are held to be the same bound.

    `strictly`: as two copies of one sentence, where "trên 60" for "trên 65" and 300 for 310 is another figure, and no
    rounding.
    """
    if one.whole is not None and other.whole is not None and one.whole != other.whole:
        return False
    if one.bound == other.bound and one.bound in _ONE_SIDED:
        one, other = one._replace(bound="exact"), other._replace(bound="exact")
    if strictly and (one.value_max is None) == (other.value_max is None) and one.bound == other.bound:
        if one.value_max is not None and one.value_max != other.value_max:
            return False
        one, other = (it._replace(bound="exact", step=it.written) for it in (one, other))
    (low, high), (lowest, highest) = one.interval, other.interval
    if one.value == other.value and one.value_max == other.value_max:
        return True
    return low < highest and lowest < high


def difference(one: Quantity, other: Quantity) -> Decimal:
    """The distance of two values as a part of the greater: 0 to 1, beyond where their signs differ."""
    greatest = max(abs(one.value), abs(other.value))
    return abs(one.value - other.value) / greatest if greatest else Decimal(0)


def is_scale(one: Quantity, other: Quantity, fewest: int = 1) -> bool:
    """Whether they are the same digits, so many or more, in another power of ten."""
    digits = _digits(one.value)
    return one.value != other.value and digits == _digits(other.value) and len(digits) >= fewest


def is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether one digit of several is another, or two neighbours have changed places."""
    first, second = _plain(one.value), _plain(other.value)
    if len(first) != len(second) or len(first.strip("0.")) < 2:
        return False
    unlike = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(unlike) == 1:
        return True
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1 and _swapped(first, second, unlike[0])


def _swapped(first: str, second: str, at: int) -> bool:
    return first[at] == second[at + 1] and first[at + 1] == second[at]


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits)).strip("0")
