"""Where a sentence names places: capitalised words looked up in the gazetteer, admin words heeded, nested names joined.

A name is taken for a place only with ground: names that also mean a person, a word or a street need an admin word
("tỉnh"), a larger place beside them ("Xuân La, Tây Hồ, Hà Nội") or the document's own place; until then they are
mentions with `rivals`.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Final

from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.places.admin import ADMIN_ENDS, admin_before
from extract.meaning.places.grounds import CAPITAL, UPPER, Grounds
from extract.meaning.places.mentions import PlaceMention, Strength, nested, worded
from patterns.gazetteer import Gazetteer
from patterns.places import OLD_ERA, Level, Place

__all__ = ["PlaceFinder"]

_RUN: Final = regex(rf"[{UPPER}][\w']*(?:(?: - |-| )[{UPPER}][\w']*){{0,5}}(?: \d{{1,2}}(?![\w/%]|[.,]\d))?")
_RUN_END: Final = regex(rf"(?<![\w'])[{UPPER}][\w']*(?: [{UPPER}][\w']*){{1,3}}$")
_NUMBERED: Final = regex(
    r"[QqPp](?<!\w[QqPp])(?:((?<=[Qq])uận|(?<=Q)\.)|(?<=[Pp])hường|(?<=P)\.) ?(\d{1,2})(?![\w/%]|[.,]\d)"
)
_PART: Final = regex(r" - |-| ")
_START: Final = attrgetter("start")
_LISTING: Final = (", ", " và ", " hay ", " hoặc ")


class PlaceFinder:
    """Finds the places that a canonical sentence names."""

    def __init__(self, gazetteer: Gazetteer, vocabulary: Vocabulary | None = None) -> None:
        """Look up in this gazetteer."""
        vocabulary = vocabulary or Vocabulary()
        self._gazetteer = gazetteer
        self._grounds = Grounds(gazetteer.guards, vocabulary)
        self._numbered = vocabulary.led(("quận", "phường", "q.", "p."), _NUMBERED)

    def find(self, text: str, era: str = OLD_ERA) -> list[PlaceMention]:
        """The places named in `text`, in order, without overlap; `era` is the document's (`era_of`)."""
        shelves = self._gazetteer.shelves
        mentions: list[PlaceMention] = []
        reach = before = 0
        for found in CAPITAL.finditer(text):
            start, end = found.span()
            if start < reach:
                before = end
                continue
            mention = None
            may_follow = text[start - 3 : start - 1] in ADMIN_ENDS or text[start - 1] == "."
            if may_follow and (admin := admin_before(text, start)):
                mention = self._worded(text, found, admin, era)
            if not mention and found[0] in shelves:
                mention = self._plain(text, found, before, era)
            before = end
            if mention:
                mentions.append(self._weighed(text, mention, mentions))
                reach = mention.end
        mentions = self._with_numbered(text, mentions, era)
        return self._supported(self._joined(text, mentions, era)) if mentions else mentions

    def _worded(
        self, text: str, found: re.Match[str], admin: tuple[int, tuple[Level, ...]], era: str
    ) -> PlaceMention | None:
        """A name behind an admin word: of that level, whether the gazetteer knows it or not."""
        admin_start, levels = admin
        run = _RUN.match(text, found.start())
        if run is None:
            return None
        for name in _shorter(run[0]):
            rivals: tuple[Place, ...] = self._gazetteer.communes(name, era) if levels == ("commune",) else ()
            if entry := self._gazetteer.entry(name, era):
                rivals += tuple(place for place in entry.places if place.level in levels)
            if rivals:
                return worded(text, admin_start, found.start(), name, rivals, levels)
        if levels == ("country",):
            return None
        own = " ".join(run[0].rstrip(" 0123456789").split(" ")[:3])
        return PlaceMention(admin_start, found.start() + len(own), own, None, (), "bare", levels)

    def _plain(self, text: str, found: re.Match[str], before: int, era: str) -> PlaceMention | None:
        """A name whose first capitalised word was found; the one before it ends at `before`."""
        start, end = found.span()
        shelf = self._gazetteer.shelf(found[0])
        if not text.startswith(shelf.tails, end):
            return None
        for head, tail, name in shelf.endings:
            if not text.startswith(tail, end):
                continue
            low, high = start - len(head), end + len(tail)
            if (head and text[max(0, low) : start] != head) or _inside_word(text, low, high):
                continue
            entry = self._gazetteer.entry(name, era)
            if entry is None:  # only a document of the other era means a place by it
                continue
            strength = self._grounds.strength(text, low, high, before, name, entry)
            if strength is None:
                return None
            place = entry.places[0] if strength != "bare" else None
            return PlaceMention(low, high, name, place, entry.places, strength)
        return None

    def _weighed(self, text: str, mention: PlaceMention, earlier: list[PlaceMention]) -> PlaceMention:
        """Made weak by the words before its admin word, or in a list after a weak one ("với Cà Mau và Sóc Trăng").

        Made plain where it only says again, in brackets, where a body is.
        """
        last = earlier[-1] if earlier else None
        if mention.strength == "body" and last and _is_told_again(text, last, mention):
            return mention._replace(strength="plain")
        if mention.strength != "plain":
            return mention
        listed = last and last.strength == "body" and text[last.end : mention.start] in _LISTING
        weak = listed or (mention.levels and self._grounds.is_weak(text, mention.start, mention.end))
        return mention._replace(strength="body") if weak else mention

    def _with_numbered(self, text: str, mentions: list[PlaceMention], era: str) -> list[PlaceMention]:
        found: list[PlaceMention] = []
        for unit in self._numbered.finditer(text):
            number = unit[2].lstrip("0") or "0"
            own = f"Quận {number}" if unit[1] else f"Phường {number}"
            entry = self._gazetteer.entry(own, era)
            level: Level = "district" if unit[1] else "commune"
            if not any(mention.start < unit.end() and unit.start() < mention.end for mention in mentions):
                place = entry.places[0] if entry else None
                strength: Strength = "plain" if place else "bare"
                found.append(PlaceMention(*unit.span(), own, place, (), strength, (level,)))
        return sorted([*mentions, *found], key=_START) if found else mentions

    def _joined(self, text: str, mentions: list[PlaceMention], era: str) -> list[PlaceMention]:
        """Nested names made one, from the largest down: "xã Cát Tiến (huyện Phù Cát, Bình Định)"."""
        joined: list[PlaceMention] = []
        for mention in reversed(mentions):
            larger = joined[-1] if joined else None
            whole = nested(text, mention, larger) if larger else None
            if whole:
                weak = mention.strength == "body" and self._grounds.is_off(text, mention.start)
                joined[-1] = whole._replace(strength="body") if weak else whole
            else:
                joined.append(mention)
        return [self._with_unit(text, mention, era) for mention in reversed(joined)]

    def _with_unit(self, text: str, mention: PlaceMention, era: str) -> PlaceMention:
        """A unit without admin word before its larger one: "Xuân La, Tây Hồ, Hà Nội", "Lao Bảo (Quảng Trị)"."""
        place = mention.place
        if not place or place.level not in ("district", "province"):
            return mention
        if text[mention.start - 2 : mention.start] not in (", ", " ("):
            return mention
        run = _RUN_END.search(text[: mention.start - 2])
        if not run or " " not in run[0] or run[0] == place.own:
            return mention
        known = self._gazetteer.entry(run[0], era)
        districts = [unit for unit in known.places if unit.level == "district"] if known else []
        for unit in (*districts, *self._gazetteer.communes(run[0], era)):
            outer = {unit.within.own if unit.within else "", unit.top.own}
            if place.own in outer and unit.top.own == place.top.own:
                return mention._replace(start=run.start(), own=run[0], place=unit)
        return mention

    def _supported(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Mentions that need support decided by the other places of the sentence; those without any rival dropped."""
        if None not in [mention.place for mention in mentions]:
            return mentions
        around = [mention.place for mention in mentions if mention.place and mention.place.in_vietnam]
        settled = [mention.settled(around) for mention in mentions]
        return [mention for mention in settled if mention.place or mention.rivals]


def _is_told_again(text: str, body: PlaceMention, mention: PlaceMention) -> bool:
    """Whether a country in brackets is that of the body before, which is known to be there: "Kospi (Hàn Quốc)"."""
    same = body.place and mention.place and body.place.top.own == mention.place.own
    return bool(same) and text[body.end : mention.start] == " ("


def _shorter(run: str) -> list[str]:
    """The run and its beginnings, longest first."""
    cuts = [found.start() for found in _PART.finditer(run)]
    return [run, *(run[:cut] for cut in reversed(cuts))]


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if start < 0 or before.isalnum() or before == "_" or after.isalnum():
        return True
    return text[start:end].isupper() and "-" in (before, after)
