"""Where provinces and countries themselves are counted: in what holds them, whatever place their sentence names."""

from __future__ import annotations

from typing import Final

from extract.language.regexes import regex
from patterns.places import VIETNAM, WORLD, Place

__all__ = ["holder"]

_HOLDERS: Final = {"quốc gia": WORLD, "tỉnh": VIETNAM, "tỉnh thành": VIETNAM}
_OF_THOSE: Final = regex(r"(?<!\w)(?:từ|trong|giữa|top|Top|tốp)(?: \w+)? $")
_TWO: Final = ("hai", "2", "02")


def holder(unit: str, place: Place, text: str, start: int, end: int) -> Place | None:
    """What holds the units counted at `start:end` where `place` is only one of them: "tại 54 quốc gia" is in the world.

    None where it is not, where one is ranked among them ("xếp 5/63 tỉnh"), and where the countries are two that deal
    with each other or those that something is from.
    """
    whole = _HOLDERS.get(unit)
    if whole is None or "/" in text[start:end]:
        return None
    if not (place.top.level == "province" or (whole == WORLD and place.top.level == "country")):
        return None
    some = whole == WORLD and (text[start:end] in _TWO or _OF_THOSE.search(text[:start]))
    return None if some else whole
