"""Where a sentence names places: capitalised words looked up in the gazetteer, admin words heeded, nested names joined.

A name is taken for a place only with ground: names that also mean a person, a word or a street need an admin word
("tỉnh"), a larger place beside them ("Xuân La, Tây Hồ, Hà Nội") or the document's own place; until then they are
mentions with `rivals`.
"""

from __future__ import annotations

import re
from typing import Final

from extract.language.regexes import regex
from extract.meaning.places.mentions import PlaceMention, Strength, nested, worded
from patterns.places import OLD_ERA, Entry, Gazetteer, Level, Place, anchored

__all__ = ["PlaceFinder"]

_UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL: Final = regex(rf"[{_UPPER}](?<![\w'][{_UPPER}])[\w']*")  # what opens it is what a search skips to
_RUN: Final = regex(rf"[{_UPPER}][\w']*(?:(?: - |-| )[{_UPPER}][\w']*){{0,5}}(?: \d{{1,2}}(?![\w/%]|[.,]\d))?")
_NUMBERED: Final = regex(
    r"[QqPp](?<!\w[QqPp])(?:((?<=[Qq])uận|(?<=Q)\.)|(?<=[Pp])hường|(?<=P)\.) ?(\d{1,2})(?![\w/%]|[.,]\d)"
)
_VIETNAMESE: Final = regex(
    r"(?:[bdhklmnprsvx]|c|ch|gh?|gi|kh|ngh?|nh|ph|qu|th?|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?", re.IGNORECASE
)
_OPENING: Final = regex(r"(?:^|[.!?:;\n])[\s\"“'(-]*$")
_LEAVES_NAME: Final = regex(r"[,;:.()]| (?:tại|ở|trên|từ|đến|của|tỉnh|cho|là|đã|có|và) ")
_FROM: Final = regex(
    rf"(?:(?<!\w)([{_UPPER}]\w*)(?: [{_UPPER}]\w*){{1,3}} \((?:đoàn |ĐB |đại biểu )?|\(?(?:đoàn|ĐB|ĐBQH) )$"
)
_LEADS: Final = frozenset(("Tại", "Ở", "Riêng", "Đến", "Còn", "Khắp", "Hiện", "Ngay"))  # they open sentences, not names
_LISTING: Final = (", ", " và ", " hay ", " hoặc ")
_ROUTE_AFTER: Final = regex(rf" ?- ?(?=[{_UPPER}])")
_ROUTE_BEFORE: Final = regex(r"\w ?- ?$")
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
_ADMIN_LAST: Final = frozenset(word[-1] for word in _ADMIN)
_ADMIN_TWO: Final = {"phố": "hành", "đô": "hủ", "trấn": "hị", "khu": "ặc"}


class PlaceFinder:
    """Finds the places that a canonical sentence names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._indexes: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
        self._guards = gazetteer.guards
        titled = "|".join(map(re.escape, sorted(self._guards["titled"])))
        self._title_words = regex(rf".*(?<!\w)({titled})(?!\w)", re.DOTALL)

    def find(self, text: str, era: str = OLD_ERA) -> list[PlaceMention]:
        """The places named in `text`, in order, without overlap; `era` is the document's (`era_of`)."""
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
            led = start > 1 and (text[start - 2] in _ADMIN_LAST if text[start - 1] == " " else text[start - 1] == ".")
            admin = _admin_before(text, start) if led else None
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

    def _worded(
        self, text: str, found: re.Match[str], admin: tuple[int, tuple[Level, ...]], era: str
    ) -> PlaceMention | None:
        """A name behind an admin word: of that level, whether the gazetteer knows it or not."""
        admin_start, levels = admin
        run = _RUN.match(text, found.start())
        if run is None:
            return None
        names = self._gazetteer.names(era)
        for name in _shorter(run[0]):
            rivals: tuple[Place, ...] = self._gazetteer.communes(name, era) if levels == ("commune",) else ()
            if name in names:
                rivals += tuple(place for place in names[name].places if place.level in levels)
            if rivals:
                return worded(text, admin_start, found.start(), name, rivals, levels)
        if levels == ("country",):
            return None
        own = " ".join(run[0].rstrip(" 0123456789").split(" ")[:3])
        return PlaceMention(admin_start, found.start() + len(own), own, None, (), "bare", levels)

    def _plain(
        self, text: str, start: int, end: int, before: int, keys: list[tuple[str, str, str]], names: dict[str, Entry]
    ) -> PlaceMention | None:
        for head, tail, name in keys:
            low, high = start - len(head), end + len(tail)
            if not text.startswith(tail, end) or (head and text[max(0, low) : start] != head):
                continue
            if _inside_word(text, low, high):
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
        if entry.guard == "body":
            return "body"
        words = text[max(0, start - 24) : start].split()
        tails = _tails(words)
        if tails & self._guards["object"] or self._follows_person_word(text, start, words, tails):
            return None
        glued = before == start - 1 and text[before] == " " and text[start].isupper()
        previous = words[-1].strip('("“') if glued and words else ""
        if previous in _LEADS:
            glued, previous = False, ""
        behind = text[end + 1 : end + 12].partition(" ")[0].rstrip(".,;)")
        if behind in self._guards["behind"] and (entry.guard or behind[0].isupper()):
            return None
        if previous in self._guards["family"]:
            return None
        if entry.guard and not self._unguarded(text, start, end, previous, entry):
            return None
        if entry.guard == "doubtful" or not entry.plain:
            return "bare" if " " in name else None
        followed = _CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
        if followed or (glued and not _is_admin(previous)) or self._is_weak(text, start, end):
            return "body"
        return "plain"

    def _is_weak(self, text: str, start: int, end: int) -> bool:
        """Whether the words around say whose or which, not where."""
        if _tails(text[max(0, start - 24) : start].split()) & self._guards["weak"] or self._titled(text, start):
            return True
        route = _ROUTE_AFTER.match(text, end) or _ROUTE_BEFORE.search(text[max(0, start - 6) : start])
        return bool(route) or self._is_delegate(text, start, end)

    def _is_delegate(self, text: str, start: int, end: int) -> bool:
        """Alone in brackets behind a person's name it says where someone is from: "bà Nguyễn Thị Lan (Hà Nam)"."""
        if text[end : end + 1] != ")":
            return False
        found = _FROM.search(text[max(0, start - 40) : start])
        return bool(found and (found[1] is None or found[1] in self._guards["family"]))

    def _titled(self, text: str, start: int) -> bool:
        before = text[max(0, start - 48) : start]
        opened = self._title_words.match(before)
        return bool(opened and not _LEAVES_NAME.search(before, opened.start(1)))

    def _follows_person_word(self, text: str, start: int, words: list[str], tails: set[str]) -> bool:
        """Whether a title stands before; a capitalised one only where it opens a sentence."""
        if not tails & self._guards["person"]:
            return False
        return not words[-1][0].isupper() or bool(_OPENING.search(text[: start - len(words[-1]) - 1][-8:]))

    def _unguarded(self, text: str, start: int, end: int, previous: str, entry: Entry) -> bool:
        if entry.guard == "doubtful":
            return True
        if previous and not previous.isupper():
            return False
        follower = _CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
        if follower and (not follower[0].isascii() or _VIETNAMESE.fullmatch(follower[0])) and not follower[0].isupper():
            return False
        return entry.guard in ("name", "person") or not _OPENING.search(text[max(0, start - 8) : start])

    def _weighed(self, text: str, mention: PlaceMention, earlier: list[PlaceMention]) -> PlaceMention:
        """Made weak by the words before its admin word, or in a list after a weak one ("với Cà Mau và Sóc Trăng")."""
        if mention.strength != "plain":
            return mention
        last = earlier[-1] if earlier else None
        listed = last and last.strength == "body" and text[last.end : mention.start] in _LISTING
        weak = listed or (mention.levels and self._is_weak(text, mention.start, mention.end))
        return mention._replace(strength="body") if weak else mention

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
                strength: Strength = "plain" if place else "bare"
                found.append(PlaceMention(*unit.span(), own, place, (), strength, (level,)))
        return sorted(found, key=lambda mention: mention.start)

    def _joined(self, text: str, mentions: list[PlaceMention], era: str) -> list[PlaceMention]:
        """Nested names made one, from the largest down: "xã Cát Tiến (huyện Phù Cát, Bình Định)"."""
        joined: list[PlaceMention] = []
        for mention in reversed(mentions):
            larger = joined[-1] if joined else None
            whole = nested(text, mention, larger) if larger else None
            if whole:
                joined[-1] = whole
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
        run = re.search(rf"(?<![\w'])[{_UPPER}][\w']*(?: [{_UPPER}][\w']*){{1,3}}$", text[: mention.start - 2])
        if not run or " " not in run[0] or run[0] == place.own:
            return mention
        known = self._gazetteer.names(era).get(run[0])
        districts = [unit for unit in known.places if unit.level == "district"] if known else []
        for unit in (*districts, *self._gazetteer.communes(run[0], era)):
            outer = {unit.within.own if unit.within else "", unit.top.own}
            if place.own in outer and unit.top.own == place.top.own:
                return mention._replace(start=run.start(), own=run[0], place=unit)
        return mention

    def _supported(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Mentions that need support decided by the other places of the sentence; those without any rival dropped."""
        sure = [mention.place for mention in mentions if mention.place and mention.strength != "bare"]
        around = [place for place in sure if place.in_vietnam]
        settled = [mention.settled(around) for mention in mentions]
        return [mention for mention in settled if mention.place or mention.rivals]


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
    return {" ".join(words[-count:]).strip('("“') for count in range(1, 5)} if words else set()


def _is_admin(word: str) -> bool:
    return word in _ADMIN


def _shorter(run: str) -> list[str]:
    """The run and its beginnings, longest first."""
    cuts = [found.start() for found in re.finditer(r" - |-| ", run)]
    return [run, *(run[:cut] for cut in reversed(cuts))]


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if start < 0 or before.isalnum() or before == "_" or after.isalnum():
        return True
    return text[start:end].isupper() and "-" in (before, after)
