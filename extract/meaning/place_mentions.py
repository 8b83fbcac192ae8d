"""Where a sentence names places: capitalised words looked up in the gazetteer, admin words heeded, nested names joined.

A name is taken for a place only with ground: names that also mean a person, a word or a street need an admin word ("tỉnh"),
a larger place beside them ("Xuân La, Tây Hồ, Hà Nội") or the document's own place; until then they are mentions with `rivals`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from patterns.places import OLD_ERA, Entry, Gazetteer, Level, Place, anchored

_UPPER: Final = (
    "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_CAPITAL: Final = re.compile(rf"(?<![\w'])[{_UPPER}][\w']*")
_RUN: Final = re.compile(rf"[{_UPPER}][\w']*(?:(?: - |-| )[{_UPPER}][\w']*){{0,5}}")
_NUMBERED: Final = re.compile(r"(?<!\w)(?:([Qq]uận|Q\.)|[Pp]hường|P\.) ?(\d{1,2})(?![\w/%]|[.,]\d)")
_VIETNAMESE: Final = re.compile(
    r"(?:[bdhklmnprsvx]|c|ch|gh?|gi|kh|ngh?|nh|ph|qu|th?|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?", re.IGNORECASE
)
_JOINT: Final = re.compile(r"(?: ?[,(] ?| ?- ?| )(?:(?:đều )?thuộc |của |ở |tại )?")
_OPENING: Final = re.compile(r"(?:^|[.!?:;\n])[\s\"“'(-]*$")
_LEAVES_NAME: Final = re.compile(r"[,;:.()]| (?:tại|ở|trên|từ|đến|của|tỉnh|cho|là|đã|có|và) ")
_FROM: Final = re.compile(rf"(?:(?<!\w)([{_UPPER}]\w*)(?: [{_UPPER}]\w*){{1,3}} \((?:đoàn |ĐB |đại biểu )?|\(?(?:đoàn|ĐB|ĐBQH) )$")
_ROUTE_AFTER: Final = re.compile(rf" ?- ?(?=[{_UPPER}])")
_ROUTE_BEFORE: Final = re.compile(r"\w ?- ?$")
_RANK: Final[dict[Level, int]] = {
    "commune": 0, "district": 1, "province": 2, "city": 2, "part": 3, "country": 4, "region": 5, "world": 6,
}  # fmt: skip
# The admin words, by what they are written before; the last word alone, since a lookup starts from there.
_ADMIN: Final[dict[str, tuple[Level, ...]]] = {
    **dict.fromkeys(("tỉnh", "Tỉnh"), ("province", "city")),
    **dict.fromkeys(("phố", "đô", "TP", "TP.", "Tp", "Tp.", "tp", "tp."), ("province", "district", "city")),
    **dict.fromkeys(("huyện", "Huyện", "quận", "Quận", "H.", "Q."), ("district",)),
    **dict.fromkeys(("TX", "TX.", "Tx.", "thị-xã"), ("district",)),
    **dict.fromkeys(("xã", "Xã", "phường", "Phường", "P.", "X.", "trấn", "TT.", "khu"), ("commune",)),
    **dict.fromkeys(("nước", "Nước"), ("country",)),
    "bang": ("city",),
}
_ADMIN_TWO: Final = {"phố": "hành", "đô": "hủ", "trấn": "hị", "khu": "ặc"}
Strength = Literal["plain", "body", "bare"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A stretch of a sentence that names a place, its admin word included.

    `place` is None while the name alone does not say which place is meant; `rivals` are then the places it may mean.
    `strength`: `plain`, `body` where it stands in an organisation's name, `bare` where it needs support from the document.
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
        """The mention decided by the provinces around it: the rival that lies in one of them; itself where none does."""
        if self.place and self.strength != "bare":
            return self
        tops = {place.top.own for place in around}
        chosen = next((rival for rival in self.rivals if rival.top.own in tops), None)
        return replace(self, place=chosen, strength="plain") if chosen else self


class PlaceFinder:
    """Finds the places that a canonical sentence names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._indexes: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
        self._guards = gazetteer.guards

    def find(self, text: str, era: str = OLD_ERA) -> list[PlaceMention]:
        """The places named in `text`, in order, without overlap; `era` is that of the document (`patterns.places.era_of`)."""
        names = self._gazetteer.names(era)
        index = self._index(era)
        mentions: list[PlaceMention] = []
        reach = before = 0
        for found in _CAPITAL.finditer(text):
            start, end = found.span()
            if start < reach:
                before = end
                continue
            mention = None
            admin = _admin_before(text, start)
            if admin:
                mention = self._worded(text, found, admin, era)
            if not mention and found[0] in index:
                mention = self._plain(text, start, end, before, index[found[0]], names)
            before = end
            if mention:
                mentions.append(self._weighed(text, mention, mentions))
                reach = mention.end
        mentions = self._with_numbered(text, mentions, names)
        return self._supported(self._joined(text, mentions, era)) if mentions else mentions

    def _index(self, era: str) -> dict[str, list[tuple[str, str, str]]]:
        if era not in self._indexes:
            self._indexes[era] = anchored(self._gazetteer.names(era))
        return self._indexes[era]

    def _worded(self, text: str, found: re.Match[str], admin: tuple[int, tuple[Level, ...]], era: str) -> PlaceMention | None:
        """A name behind an admin word: of that level, whether the gazetteer knows it or not."""
        admin_start, levels = admin
        run = _RUN.match(text, found.start())
        assert run is not None
        names = self._gazetteer.names(era)
        for name in _shorter(run[0]):
            rivals: tuple[Place, ...] = self._gazetteer.communes(name, era) if levels == ("commune",) else ()
            if name in names:
                rivals += tuple(place for place in names[name].places if place.level in levels)
            if rivals:
                return _worded_mention(text, admin_start, found.start(), name, rivals, levels)
        if levels == ("country",) or levels[0] == "province" and text[admin_start : found.start()].startswith(("TP", "thủ", "Thủ")):
            return None
        own = " ".join(run[0].split(" ")[:3])
        return PlaceMention(admin_start, found.start() + len(own), own, None, (), "bare", levels)

    def _plain(
        self, text: str, start: int, end: int, before: int, keys: list[tuple[str, str, str]], names: dict[str, Entry]
    ) -> PlaceMention | None:
        for head, tail, name in keys:
            low, high = start - len(head), end + len(tail)
            if not text.startswith(tail, end) or (head and text[max(0, low) : start] != head) or _inside_word(text, low, high):
                continue
            entry = names[name]
            strength = self._strength(text, low, high, before, name, entry)
            if strength is None:
                return None
            place = entry.places[0] if strength != "bare" else None
            return PlaceMention(low, high, name, place, entry.places, strength)
        return None

    def _strength(self, text: str, start: int, end: int, before: int, name: str, entry: Entry) -> Strength | None:
        """How well the words around bear out that a known name is a place here; None where they say it is not."""
        words = text[max(0, start - 24) : start].split()
        tails = _tails(words)
        if tails & self._guards["object"] or self._follows_person_word(text, start, words, tails):
            return None
        glued = before == start - 1 and text[before] == " " and text[start].isupper()
        previous = words[-1].strip("(\"“") if glued and words else ""
        if previous in self._guards["family"] or (entry.guard and not self._unguarded(text, start, end, previous, entry)):
            return None
        if entry.guard == "doubtful" or not entry.plain:
            return "bare" if " " in name else None
        if (glued and not _is_admin(previous)) or self._is_weak(text, start, end):
            return "body"
        return "plain"

    def _is_weak(self, text: str, start: int, end: int) -> bool:
        """Whether the words around say whose or which, not where."""
        if _tails(text[max(0, start - 24) : start].split()) & self._guards["weak"] or self._titled(text, start):
            return True
        return bool(_ROUTE_AFTER.match(text, end) or _ROUTE_BEFORE.search(text[max(0, start - 6) : start])) or self._is_delegate(text, start, end)

    def _is_delegate(self, text: str, start: int, end: int) -> bool:
        """Alone in brackets behind a person's name it says where someone is from: "bà Nguyễn Thị Lan (Hà Nam)"."""
        if text[end : end + 1] != ")":
            return False
        found = _FROM.search(text[max(0, start - 40) : start])
        return bool(found and (found[1] is None or found[1] in self._guards["family"]))

    def _titled(self, text: str, start: int) -> bool:
        before = text[max(0, start - 48) : start]
        at = max((before.rfind(word) for word in self._guards["titled"]), default=-1)
        return at >= 0 and not _LEAVES_NAME.search(before, at)

    def _follows_person_word(self, text: str, start: int, words: list[str], tails: set[str]) -> bool:
        """Whether a title stands before; a capitalised one ("Anh") only where it opens a sentence: "Tâm Anh Hà Nội" is a name."""
        if not tails & self._guards["person"]:
            return False
        return not words[-1][0].isupper() or bool(_OPENING.search(text[: start - len(words[-1]) - 1][-8:]))

    def _unguarded(self, text: str, start: int, end: int, previous: str, entry: Entry) -> bool:
        if entry.guard == "doubtful":
            return True
        if previous and not previous.isupper():
            return False
        if text[end + 1 :].partition(" ")[0].rstrip(".,") in self._guards["behind"]:
            return False
        follower = _CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
        if follower and (not follower[0].isascii() or _VIETNAMESE.fullmatch(follower[0])) and not follower[0].isupper():
            return False
        return entry.guard in ("name", "person") or not _OPENING.search(text[max(0, start - 8) : start])

    def _weighed(self, text: str, mention: PlaceMention, earlier: list[PlaceMention]) -> PlaceMention:
        """A mention made weak by the words before its admin word, or by standing in a list after a weak one ("với Cà Mau và Sóc Trăng")."""
        if mention.strength != "plain":
            return mention
        listed = earlier and earlier[-1].strength == "body" and text[earlier[-1].end : mention.start] in (", ", " và ", " hay ", " hoặc ")
        weak = listed or (mention.levels and self._is_weak(text, mention.start, mention.end))
        return replace(mention, strength="body") if weak else mention

    def _with_numbered(self, text: str, mentions: list[PlaceMention], names: dict[str, Entry]) -> list[PlaceMention]:
        if "ận " not in text and "ường " not in text and "Q." not in text and "P." not in text:
            return mentions
        found = list(mentions)
        for unit in _NUMBERED.finditer(text):
            number = unit[2].lstrip("0") or "0"
            own = f"Quận {number}" if unit[1] else f"Phường {number}"
            entry = names.get(own)
            level: Level = "district" if unit[1] else "commune"
            if not any(mention.start < unit.end() and unit.start() < mention.end for mention in mentions):
                place = entry.places[0] if entry else None
                found.append(PlaceMention(unit.start(), unit.end(), own, place, (), "plain" if place else "bare", (level,)))
        return sorted(found, key=lambda mention: mention.start)

    def _joined(self, text: str, mentions: list[PlaceMention], era: str) -> list[PlaceMention]:
        """Nested names made one, from the largest down: "xã Cát Tiến (huyện Phù Cát, Bình Định)"."""
        joined: list[PlaceMention] = []
        for mention in reversed(mentions):
            larger = joined[-1] if joined else None
            whole = _nested(text, mention, larger) if larger else None
            if whole:
                joined[-1] = whole
            else:
                joined.append(mention)
        return [self._with_commune(text, mention, era) for mention in reversed(joined)]

    def _with_commune(self, text: str, mention: PlaceMention, era: str) -> PlaceMention:
        """A commune without admin word that stands before its district or province: "Xuân La, Tây Hồ, Hà Nội"."""
        if not mention.place or mention.place.level not in ("district", "province") or text[mention.start - 2 : mention.start] != ", ":
            return mention
        run = re.search(rf"(?<![\w'])[{_UPPER}][\w']*(?: [{_UPPER}][\w']*){{1,3}}$", text[: mention.start - 2])
        if not run or " " not in run[0]:
            return mention
        top = mention.place.top.own
        inside = [p for p in self._gazetteer.communes(run[0], era) if mention.place.own in (p.within.own if p.within else "", top) and p.top.own == top]
        return replace(mention, start=run.start(), own=run[0], place=inside[0]) if inside else mention

    def _supported(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Mentions that need support decided by the other places of the sentence; those still without any rival dropped."""
        around = [mention.place for mention in mentions if mention.place and mention.strength != "bare" and mention.place.in_vietnam]
        settled = [mention.settled(around) for mention in mentions]
        return [mention for mention in settled if mention.place or mention.rivals]


def _worded_mention(
    text: str, admin_start: int, start: int, name: str, rivals: tuple[Place, ...], levels: tuple[Level, ...]
) -> PlaceMention:
    """"thành phố Thanh Hóa" is the city, "tỉnh Thanh Hóa" the province, "thị trấn" no xã of that name."""
    word = text[admin_start:start].strip().casefold()
    if levels == ("commune",):
        typed = [place for place in rivals if place.type == word]
        rivals = tuple(typed or rivals)
    elif "district" in levels and len(levels) > 1:
        typed = [place for place in rivals if place.type in ("thành phố", "city") or place.level == "city"]
        rivals = tuple(typed or rivals)
    elif levels == ("district",):
        rivals = tuple([place for place in rivals if place.type == word] or rivals)
    sure = len({place.name for place in rivals}) == 1 or rivals[0].level == "province"
    return PlaceMention(
        admin_start, start + len(name), name, rivals[0] if sure else None, rivals, "plain" if sure else "bare", levels
    )


def _nested(text: str, small: PlaceMention, large: PlaceMention) -> PlaceMention | None:
    """The two as one place where the small lies in the large; a small unit behind an admin word needs no row."""
    place = large.place
    if not place or large.start - small.end > 12 or not _JOINT.fullmatch(text, small.end, large.start):
        return None
    inside = [rival for rival in (*small.rivals, *([small.place] if small.place else [])) if _lies_in(rival, place)]
    if inside:
        return replace(small, end=large.end, place=_renamed(inside[0], place), strength="plain")
    foreign = place.level == "country" and place.code != "VN" and not (small.place and small.place.level == "country")
    if small.levels and not (small.place and small.place.level == "country") and (foreign or _below(small.levels[-1], place)):
        level: Level = "city" if foreign else small.levels[0]
        return replace(small, end=large.end, place=Place(small.own, level, place), strength="plain")
    return None


def _below(level: Level, place: Place) -> bool:
    return place.in_vietnam and level in ("commune", "district") and place.level in ("district", "province") and _RANK[level] < _RANK[place.level]


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
    return small if small.within and small.top.own == large.top.own else replace(small, within=large)


def _admin_before(text: str, start: int) -> tuple[int, tuple[Level, ...]] | None:
    if start == 0 or text[start - 1] not in " .":
        return None
    cut = max(text.rfind(" ", 0, start - 1), text.rfind("(", 0, start - 1)) + 1
    word = text[cut:start].strip(' "“(')
    levels = _ADMIN.get(word)
    if not levels:
        return None
    lead = _ADMIN_TWO.get(word)
    if word in ("xã", "Xã") and text[max(0, cut - 4) : cut - 1].lower() == "thị":
        return cut - 4, ("district",)
    if not lead:
        return cut, levels
    if not text[: cut - 1].endswith(lead):
        return None
    return cut - len(lead) - 2, levels


def _tails(words: list[str]) -> set[str]:
    """The last one to four words before a name, opening quotes and brackets off."""
    return {" ".join(words[-count:]).strip("(\"“") for count in range(1, 5)} if words else set()


def _is_admin(word: str) -> bool:
    return word in _ADMIN


def _shorter(run: str) -> list[str]:
    """The run and its beginnings, longest first."""
    cuts = [found.start() for found in re.finditer(r" - |-| ", run)]
    return [run, *(run[:cut] for cut in reversed(cuts))]


def _inside_word(text: str, start: int, end: int) -> bool:
    if start < 0 or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return True
    after = text[end : end + 1]
    return after.isalnum() or (after == "-" and text[start:end].isupper()) or (text[start:end].isupper() and text[start - 1 : start] == "-")
