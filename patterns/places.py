"""What a place is, and what a name means.

A code of the National Statistics Office means nothing without its era: it is the first day of the code list, `OLD_ERA`
for the units up to 30 June 2025 and `NEW_ERA` since the mergers. Countries carry ISO 3166-1 codes and world regions
UN M49 codes, both without era.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

OLD_ERA: Final = "2004-07-08"
NEW_ERA: Final = "2025-07-01"

Level = Literal["world", "region", "country", "part", "city", "province", "district", "commune"]
Guard = Literal["", "word", "name", "pronoun", "person", "doubtful", "body"]
COMMUNE_TYPES: Final = {"x": "xã", "p": "phường", "t": "thị trấn", "d": "đặc khu"}


class Place(NamedTuple):
    """One place: its own name, what it lies in, and its code; `name` is the canonical name from small to large."""

    own: str
    level: Level
    within: Place | None = None
    code: str | None = None
    era: str | None = None
    type: str = ""
    row: str = ""

    @property
    def name(self) -> str:
        """The canonical full name: "Xuân La, Tây Hồ, Hà Nội"; provinces stand without their country."""
        return f"{self.own}, {self.within.name}" if self.within else self.own

    @property
    def top(self) -> Place:
        """The province, country or region that this place lies in, or the place itself."""
        return self.within.top if self.within else self

    @property
    def in_vietnam(self) -> bool:
        """Whether the place is Viet Nam or lies in it."""
        return self.code == "VN" or self.level in ("part", "province", "district", "commune")


WORLD: Final = Place("Thế giới", "world", code="001", row="regions:Thế giới")
VIETNAM: Final = Place("Việt Nam", "country", code="VN", row="countries:VN")


class Entry(NamedTuple):
    """A name of the gazetteer: the places it may mean in one era, and what guards it from being read too easily."""

    places: tuple[Place, ...]
    guard: Guard = ""
    plain: bool = True


def era_of(published: str) -> str:
    """The era whose units a document of that ISO date names; without a date, those before the mergers."""
    return NEW_ERA if published[:10] >= NEW_ERA else OLD_ERA
