"""The day of an official paper, as its head or its foot has it: "Hà Nội, ngày 20 tháng 02 năm 2006"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.model import Block
from extract.reading.dates import iso_date

NEAR: Final = 20  # blocks at the beginning and at the end in which it may stand

_DAY: Final = r"ngày\s+(?P<day>\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d\d)"
_ALONE: Final = re.compile(rf"\W*(?:[A-ZĐÀ-Ỹ][^\W\d_]*[. ]{{0,2}}[^,\d]{{0,40}},\s*)?{_DAY}\W*", re.IGNORECASE)
_LAST: Final = re.compile(rf"(?:^|[\s_])(?:[A-ZĐÀ-Ỹ][^\W\d_]+\.?\s+)(?:[^\W\d_]+\s*){{1,3}},\s*{_DAY}\W*$")


def day_of_paper(text: str, blocks: Sequence[Block]) -> str:
    """The day as an ISO date, or an empty string. A date inside a sentence is none of these."""
    near = blocks if len(blocks) <= 2 * NEAR else (*blocks[:NEAR], *blocks[-NEAR:])
    for block in near:
        for piece in map(_single_spaced, re.split(r"[\t\n]", text[block.start : block.end])):
            found = _ALONE.fullmatch(piece) if len(piece) <= 80 else None
            if found is None and block.role == "table":
                found = _LAST.search(piece)
            if found:
                return iso_date(found["day"])
    return ""


def _single_spaced(text: str) -> str:
    return " ".join(text.split())
