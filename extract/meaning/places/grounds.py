"""How well the words around bear out that a known name is a place: with what right it is taken for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from extract.language.alternation import alternatives
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.places.admin import is_admin
from extract.meaning.places.mentions import Strength
from patterns.places import Entry

__all__ = ["CAPITAL", "UPPER", "Grounds"]

UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
CAPITAL: Final = regex(rf"[{UPPER}](?<![\w'][{UPPER}])[\w']*")  # what opens it is what a search skips to
_VIETNAMESE: Final = regex(
    r"(?:[bdhklmnprsvx]|c|ch|gh?|gi|kh|ngh?|nh|ph|qu|th?|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?", re.IGNORECASE
)
_OPENING: Final = regex(r"(?:^|[.!?:;\n])[\s\"“'(-]*$")
_LEAVES_NAME: Final = regex(r"[,;:.()]| (?:tại|ở|trên|từ|đến|của|tỉnh|cho|là|đã|có|và) ")
_FROM: Final = regex(
    rf"(?:(?<!\w)([{UPPER}]\w*)(?: [{UPPER}]\w*){{1,3}} \((?:đoàn |ĐB |đại biểu )?|\(?(?:đoàn|ĐB|ĐBQH) )$"
)
_BEFORE_NAME: Final = 60  # characters, in which stands what bears it
_PAPER: Final = regex(
    r"(?<!\w)(?:tờ|Tờ|[Nn]hật báo|tạp chí|[Hh]ãng tin|[Hh]ãng thông tấn|"
    rf"[Bb]áo(?= [{UPPER}]))(?: [\w.&'-]+){{0,5}} của $"
)
_BEARER: Final = regex(rf"(?:(?<!\w)(\w+) )?(?<![\w'-])[{UPPER}][\w'.-]*(?: [{UPPER}][\w'.-]*)* \($")
_LEADS: Final = frozenset(("Tại", "Ở", "Riêng", "Đến", "Còn", "Khắp", "Hiện", "Ngay"))  # they open sentences, not names
_ROUTE_AFTER: Final = regex(rf" ?- ?(?=[{UPPER}])")
_ROUTE_BEFORE: Final = regex(r"\w ?- ?$")


class Grounds:
    """Weighs names by the words of the gazetteer's guards."""

    def __init__(self, guards: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> None:
        """Take the guards of a gazetteer."""
        self._guards = guards
        before = [word for effect in ("object", "apart", "person", "weak", "off", "abroad") for word in guards[effect]]
        self._weak = guards["weak"] | guards["off"]
        self._last_of_guards = frozenset(word.rpartition(" ")[2] for word in before)
        titled = regex(rf"(?<!\w)(?:{alternatives(guards['titled'])})(?!\w)")
        self._title_words = vocabulary.led(guards["titled"], titled)

    def strength(self, text: str, start: int, end: int, before: int, name: str, entry: Entry) -> Strength | None:
        """How well the words around bear out that a known name is a place here; None where they say it is not."""
        if entry.guard == "body":
            return "body"
        words = text[max(0, start - 24) : start].split()
        tails = self._tails(words)
        if tails and (self._is_named_after(tails) or self._follows_person_word(text, start, words, tails)):
            return None
        glued = before == start - 1 and text[before] == " " and text[start].isupper()
        previous = words[-1].strip('("“') if glued and words else ""
        if previous in _LEADS or previous in self._guards["seat"]:
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
        followed = CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
        if followed or (glued and not is_admin(previous)) or self._says_whose(text, start, end, tails):
            return "body"
        if _is_foreign(entry) and (
            not tails.isdisjoint(self._guards["abroad"]) or self._bears(text, start) or _owns_paper(text, start)
        ):
            return "body"
        return "plain"

    def is_weak(self, text: str, start: int, end: int) -> bool:
        """Whether the words around say whose or which, not where."""
        return self._says_whose(text, start, end, self._tails(text[max(0, start - 24) : start].split()))

    def is_off(self, text: str, start: int) -> bool:
        """Whether the words before say from where, how far from where or what is compared with."""
        return not self._tails(text[max(0, start - 24) : start].split()).isdisjoint(self._guards["off"])

    def _says_whose(self, text: str, start: int, end: int, tails: set[str]) -> bool:
        if (tails and not tails.isdisjoint(self._weak)) or self._titled(text, start):
            return True
        before = text[max(0, start - 6) : start]
        route = _ROUTE_AFTER.match(text, end) or ("-" in before and _ROUTE_BEFORE.search(before))
        return bool(route) or self._is_delegate(text, start, end)

    def _is_delegate(self, text: str, start: int, end: int) -> bool:
        """Alone in brackets behind a person's name it says where someone is from: "bà Nguyễn Thị Lan (Hà Nam)"."""
        if text[end : end + 1] != ")":
            return False
        found = _FROM.search(text[max(0, start - 40) : start])
        return bool(found and (found[1] is None or found[1] in self._guards["family"]))

    def _bears(self, text: str, start: int) -> bool:
        """Whether a name that is not said to be where stands before the bracket that opens before `start`."""
        if text[start - 1 : start] != "(":
            return False
        found = _BEARER.search(text, max(0, start - _BEFORE_NAME), start)
        if not found or found[0].partition(" ")[0] in _LEADS:
            return False
        return not found[1] or not (found[1] in self._guards["leading"] or is_admin(found[1]))

    def _titled(self, text: str, start: int) -> bool:
        opened = self._title_words.last(text, max(0, start - 48), start)
        return bool(opened and not _LEAVES_NAME.search(text, opened.start(), start))

    def _is_named_after(self, tails: set[str]) -> bool:
        """Whether the words before say what bears the name of a place: a street, a ship."""
        return not tails.isdisjoint(self._guards["object"]) and tails.isdisjoint(self._guards["apart"])

    def _follows_person_word(self, text: str, start: int, words: list[str], tails: set[str]) -> bool:
        """Whether a title stands before; a capitalised one only where it opens a sentence."""
        if tails.isdisjoint(self._guards["person"]):
            return False
        return not words[-1][0].isupper() or bool(_OPENING.search(text[: start - len(words[-1]) - 1][-8:]))

    def _unguarded(self, text: str, start: int, end: int, previous: str, entry: Entry) -> bool:
        if entry.guard == "doubtful":
            return True
        if previous and not previous.isupper():
            return False
        follower = CAPITAL.match(text, end + 1) if text[end : end + 1] == " " else None
        if follower and (not follower[0].isascii() or _VIETNAMESE.fullmatch(follower[0])) and not follower[0].isupper():
            return False
        return entry.guard in ("name", "person") or not _OPENING.search(text[max(0, start - 8) : start])

    def _tails(self, words: list[str]) -> set[str]:
        """The last one to four words before a name, opening quotes and brackets off, where guards can end so."""
        if not words or words[-1].strip('("“') not in self._last_of_guards:
            return set()
        return {" ".join(words[-count:]).strip('("“') for count in range(1, 5)}


def _owns_paper(text: str, start: int) -> bool:
    """Whether it says where a newspaper or agency is from: "tờ Bild của Đức"."""
    return text.endswith(" của ", 0, start) and bool(_PAPER.search(text, max(0, start - _BEFORE_NAME), start))


def _is_foreign(entry: Entry) -> bool:
    """Whether a name is a country's abroad."""
    return entry.places[0].level == "country" and not entry.places[0].in_vietnam
