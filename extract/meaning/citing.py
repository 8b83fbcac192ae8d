"""A fact with the place it was read from: a figure and its meaning, grounded in the untouched source text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final, NamedTuple

from extract.identity import fact_id
from extract.language.canonical import Canonical
from extract.meaning.periods.resolution import Period
from extract.model import Block, Bound, Change, Document, Fact, Figure, Status, Step
from patterns.places import Place

_START: Final = attrgetter("start")
_QUOTE: Final = 32  # code points of `prefix` and `suffix`, as text fragments have them


class Meaning(NamedTuple):
    """What the text around a figure says about it, with the steps by which that was read."""

    bound: Bound
    change: Change
    status: Status
    indicator: str | None
    place: Place | None
    period: Period | None
    attribution: str | None
    steps: tuple[Step, ...]
    indicator_id: str | None = None


def cited(
    document: Document, canonical: Canonical, quoted: tuple[int, int], figure: Figure, meaning: Meaning, sure: Decimal
) -> Fact:
    """The fact that a figure of a sentence states. `quoted` is the sentence's canonical span, the figure's lies in it;
    `sure` is how likely the reading is right.
    """
    start, end = canonical.to_source(quoted[0] + figure.start, quoted[0] + figure.end)
    quote_start, quote_end = canonical.to_source(*quoted)
    block = _block_at(document.blocks, start)
    low, high = (block.start, block.end) if block else (0, len(document.text))
    place, period = meaning.place, meaning.period
    return Fact(
        fact=fact_id(document.id, start, end),
        doc=document.id,
        figure=document.text[start:end],
        start=start,
        end=end,
        value=_plain(figure.value),
        value_max=None if figure.value_max is None else _plain(figure.value_max),
        whole=None if figure.whole is None else _plain(figure.whole),
        kind=figure.kind,
        unit=figure.unit,
        per=figure.per,
        digits=figure.digits,
        reading=figure.reading,
        bound=meaning.bound,
        change=meaning.change,
        status=meaning.status,
        indicator=unicodedata.normalize("NFC", meaning.indicator) if meaning.indicator else None,
        indicator_id=meaning.indicator_id,
        place=place.name if place else None,
        place_code=(place.code or None) if place else None,
        place_era=(place.era or None) if place else None,
        period=period.edtf if period else None,
        period_start=(period.start or None) if period else None,
        period_end=(period.end or None) if period else None,
        attribution=meaning.attribution,
        sentence=document.text[quote_start:quote_end],
        prefix=document.text[max(low, start - _QUOTE) : start],
        suffix=document.text[end : min(high, end + _QUOTE)],
        locator=block.locator if block else "",
        url=document.url or None,
        title=document.title or None,
        publisher=document.publisher or None,
        published=document.published or None,
        snapshot=document.snapshot or None,
        retrieved=document.retrieved or None,
        confidence=sure,
        steps=(*figure.steps, *meaning.steps),
    )


def _block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block that holds the offset, among blocks in the order of the text."""
    number = bisect_right(blocks, offset, key=_START) - 1
    return blocks[number] if number >= 0 and offset < blocks[number].end else None


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 1670000.00 is 1670000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
