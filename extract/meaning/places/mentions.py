"""A place that a sentence names, and how nested names become one: "xã Cát Tiến (huyện Phù Cát, Bình Định)"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from extract.language.regexes import regex
from patterns.places import Level, Place

__all__ = ["PlaceMention", "Strength", "nested", "worded"]

_JOINT: Final = regex(r"(?: ?[,(] ?| ?- ?| )(?:(?:đều )?thuộc |của |ở |tại )?")
_RANK: Final[dict[Level, int]] = {
    "commune": 0, "district": 1, "province": 2, "city": 2, "part": 3, "country": 4, "region": 5, "world": 6,
}  # fmt: skip
Strength = Literal["plain", "body", "bare"]


class PlaceMention(NamedTuple):
    """A stretch of a sentence that names a place, its admin word included.

    `place` is None while the name alone does not say which place is meant; `rivals` are then the places it may mean.
    `strength`: `plain`; `body` where it says whose or which rather than where (an organisation's name, "so với Lào");
    `bare` where it needs support from the document.
    """

    start: int
    end: int
    own: str
    place: Place | None
    rivals: tuple[Place, ...] = ()
    strength: Strength = "plain"
    levels: tuple[Level, ...] = ()

    @property
    def name(self) -> str | None:
        """The canonical full name."""
        return self.place.name if self.place else None

    @property
    def code(self) -> str | None:
        """The code, to be read with `era`."""
        return self.place.code if self.place else None

    @property
    def era(self) -> str | None:
        """First day of the code list that `code` belongs to."""
        return self.place.era if self.place else None

    @property
    def level(self) -> Level | None:
        """How large a place it is."""
        return self.place.level if self.place else None

    @property
    def row(self) -> str:
        """The row of the gazetteer (`table:id`)."""
        return self.place.row if self.place else ""

    def settled(self, around: Sequence[Place]) -> PlaceMention:
        """The mention decided by the provinces around it: the rival that is or lies in one; itself where none does."""
        if self.place and self.strength != "bare":
            return self
        tops = {place.top.own for place in around}
        chosen = [rival for rival in self.rivals if rival.top.own in tops]
        chosen = [rival for rival in chosen if rival.level == "province"] or chosen
        alone = len({rival.code for rival in chosen}) == 1
        return self._replace(place=chosen[0], strength="plain") if alone else self


def worded(
    text: str, admin_start: int, start: int, name: str, rivals: tuple[Place, ...], levels: tuple[Level, ...]
) -> PlaceMention:
    """ "thành phố Thanh Hóa" is the city, "tỉnh Thanh Hóa" the province, "thị trấn" no xã of that name."""
    word = text[admin_start:start].strip().casefold()
    if levels == ("commune",):
        typed = [place for place in rivals if place.type == word]
        rivals = tuple(typed or rivals)
    elif "district" in levels and len(levels) > 1:
        typed = [place for place in rivals if place.type in ("thành phố", "city") or place.level == "city"]
        rivals = tuple(typed or rivals)
    elif levels == ("district",):
        rivals = tuple([place for place in rivals if place.type == word] or rivals)
    sure = rivals[0].level == "province" or _are_one(rivals) or _are_heirs(rivals)
    return PlaceMention(
        admin_start, start + len(name), name, rivals[0] if sure else None, rivals, "plain" if sure else "bare", levels
    )


def _are_one(rivals: Sequence[Place]) -> bool:
    return len({(place.code, place.era, place.own) for place in rivals}) == 1


def _are_heirs(rivals: Sequence[Place]) -> bool:
    """Whether all but the first, a new unit, are old ones of its province: it was made of them, or stands for them."""
    new = [place for place in rivals if place.era == rivals[0].era]
    return len(new) == 1 and len({place.top.own for place in rivals}) == 1


def nested(text: str, small: PlaceMention, large: PlaceMention) -> PlaceMention | None:
    """The two as one place where the small lies in the large; a small unit behind an admin word needs no row.

    A body that is known to be of a place holds none: "Liverpool, Arsenal" are two clubs.
    """
    if large.start - small.end > 12 or not _JOINT.fullmatch(text, small.end, large.start):
        return None
    if large.row.startswith("bodies:"):
        return None
    meant = (*small.rivals, *([small.place] if small.place else []))
    place = large.place or next((one for one in large.rivals if any(_lies_in(rival, one) for rival in meant)), None)
    if not place:
        return None
    inside = [rival for rival in meant if _lies_in(rival, place)]
    if inside:
        return small._replace(end=large.end, place=_renamed(inside[0], place), strength="plain")
    if place.level == "country" and small.place and small.place.level == "part" and not place.in_vietnam:
        return small._replace(end=large.end, place=Place(small.place.own, "region", place, row=place.row))
    if not small.levels or (small.place and small.place.level == "country"):
        return None
    foreign = place.level == "country" and place.code != "VN"
    if foreign or _below(small.levels[-1], place):
        level: Level = "city" if foreign else small.levels[0]
        return small._replace(end=large.end, place=Place(small.own, level, place), strength="plain")
    return None


def _below(level: Level, place: Place) -> bool:
    return (
        level in ("commune", "district")
        and place.level in ("district", "province")
        and _RANK[level] < _RANK[place.level]
    )


def _lies_in(small: Place, large: Place) -> bool:
    if large == small or _RANK[small.level] >= _RANK[large.level]:
        return False
    outer = small.within
    while outer:
        if outer.own == large.own:
            return True
        outer = outer.within
    return large.level == "province" and small.in_vietnam and small.era == large.era and small.top.own == large.own


def _renamed(small: Place, large: Place) -> Place:
    """The small place inside the large one as the text names it ("Tuy Phước, Bình Định" also after the merger)."""
    return small if small.within and small.top.own == large.top.own else small._replace(within=large)
