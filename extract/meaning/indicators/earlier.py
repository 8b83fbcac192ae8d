"""Whether a figure is of the phrase before it, or that is left out and the figure is of what the one before was of."""

from __future__ import annotations

import re
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.before import SIZES, Left, PhraseBefore
from extract.meaning.indicators.between import hands_on
from extract.meaning.indicators.counted import goes_on
from extract.meaning.indicators.phrases import Indicator, Room
from extract.meaning.indicators.points import scorer
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure

_THIS: Final = regex(r"\b(?:này|đó|trên)$|\bnày\b")
_THESE: Final = ("này", "đó", "trên")
_NAMED_ANEW: Final = 3  # words before "này" with which a phrase names its thing anew
_NAMES_ONLY: Final = regex(
    r"(?:(?:quận|huyện|xã|phường|thị xã|thành phố|tỉnh|khu vực|vùng|miền) )?"
    rf"(?-i:[{CAPITALS}]\w*(?:[\s.]+[{CAPITALS}]\w*){{0,3}}|\d+)(?: và .*)?",
    re.IGNORECASE,
)
_AT_PLACE: Final = regex(r"(?:[Ởở]|[Tt]ại) .*")
_AT: Final = regex(r"(?:^|[,;:.(] )(?:còn |riêng )?(?:[Ởở]|[Tt]ại) $")
_ELSEWHERE: Final = regex(r" (?:tại|ở) .*")
_AT_END: Final = regex(r"(?<=\w) (?:ở|tại) [^,;.]+$")
_THAN: Final = regex(r"(?:(?:cao|thấp|ít|nhiều|lớn|nhỏ) hơn|kém|hơn|bỏ xa)(?!\w)", re.IGNORECASE)
_BEHIND_THAN: Final = regex(r"[,(;] ?(?:cao|thấp|ít|nhiều|lớn|nhỏ|rẻ|đắt) hơn $")
_ELIDED: Final = regex(r"\s*(?:,|và\b|hoặc\b)")
_LINKED: Final = frozenset(  # as words of share and change do, these tie a figure to the phrase beside it
    ("trị giá", "được định giá", "có giá", "chỉ còn", "lên tới", "lên đến")
)
_DEGREES: Final = frozenset(("°C", "°"))  # "vùng núi cao dưới 10 độ" is no size
_NEW_CLAUSE: Final = regex(r"[,;] (?:(?:trong khi|còn|và|nhưng|song|riêng) )?(?=[^,;]*$)")
_ONE_MORE: Final = regex(r"\)(?:[,;]| và|, và)(?: các| những)? ")
_NUMBER: Final = "con số"
_FOR_EXAMPLE: Final = " như "
_ALONE: Final = "indicator_cues:alone"


class Earlier:
    """Reads the phrase before a figure, or hands on that of the figure before."""

    def __init__(self, words: IndicatorWords, before: PhraseBefore) -> None:
        """Read with these words, and with what reads the phrase before a figure."""
        self._words, self._before = words, before

    def read(self, text: str, figure: Figure, room: Room, left: Left, inherited: Indicator | None) -> Indicator | None:
        """The phrase before the figure, or that of the figure before where this one's is left out; of points that no
        head names, who has them.
        """
        phrase = self._read(text, figure, room, left, inherited)
        if figure.kind != "score" or (phrase and self._words.head.match(phrase.text)):
            return phrase
        return scorer(text, figure, phrase) or phrase

    def _read(self, text: str, figure: Figure, room: Room, left: Left, inherited: Indicator | None) -> Indicator | None:
        """The phrase before the figure, or that of the figure before."""
        floor = room.floor
        if room.outer < floor and (around := self._before.around(text, room.outer, floor, left)):
            return around
        told_on = hands_on(text, floor, figure.start, left, figure) or self._elided(text, left)
        if floor and inherited and told_on and not self._told_anew(text, floor, left):
            return self._sized(text, figure, left, inherited) or inherited
        if inherited and goes_on(text, floor, figure.start):
            return inherited
        before = self._before.phrase(text, floor, left)
        if before is None or inherited is None:
            return before or inherited
        return self._either(text, figure, room, left, before, inherited)

    def _either(
        self, text: str, figure: Figure, room: Room, left: Left, before: Indicator, inherited: Indicator
    ) -> Indicator:
        """The phrase before the figure, or that of the figure before where it stands for it or says too little."""
        floor = room.floor
        if this := _pointing(before.text):
            thing = before.text[: this.start()].rstrip().casefold()
            if thing in self._words.anything or inherited.text.casefold().startswith(thing):
                return inherited._replace(rows=(*inherited.rows, *self._words.row("anything", thing)))
            if figure.kind != "duration":
                before = before._replace(text=before.text[: this.end()], end=before.start + this.end())
        if little := self._words.little.fullmatch(before.text):
            return inherited._replace(rows=(*inherited.rows, *self._words.row("little", little[1] or "")))
        if not SIZES.isdisjoint(left.words) and figure.unit not in _DEGREES:
            return before
        if self._is_about_other(text, floor, left, before, inherited) or self.says_little(before.text):
            return inherited
        if room.of_a_kind and _AT.search(text, floor, before.start):
            return _elsewhere(inherited)
        if self._words.head.match(before.text):
            return before
        apart = self._words.apart.match(before.text)
        if apart is None and self._is_one_more(text, floor, before, figure):
            return before
        if apart is None and room.of_a_kind and self._is_listed(before, left, inherited):
            return inherited
        of_itself = self._words.row("apart", apart[0] if apart else "") or self._words.row("sole", before.text)
        return before._replace(rows=(*before.rows, *of_itself)) if of_itself else before

    def _is_about_other(self, text: str, floor: int, left: Left, before: Indicator, inherited: Indicator) -> bool:
        """Whether the phrase names again what the figure before is of, or what something is compared with."""
        return (
            ("này" in left.words and self._is_again(before.text.casefold(), inherited.text.casefold()))
            or _THAN.match(before.text) is not None
            or (bool(left.words) and _BEHIND_THAN.search(text, floor, before.start) is not None)
            or (before.start == floor + 1 > 1 and before.text in self._words.sole)  # "100 g thịt là 5 mg"
        )

    def _is_listed(self, before: Indicator, left: Left, inherited: Indicator) -> bool:
        """Whether the phrase only says of whom or where the next number of a list is: "… đạt 5%, Hòa Hưng 7%"."""
        if not self._words.head.match(inherited.text) or any(row.row == _ALONE for row in before.rows):
            return False
        if _FOR_EXAMPLE in inherited.text and before.text.islower():
            return False
        linked = any(word in self._words.share or word in self._words.change or word in _LINKED for word in left.words)
        return not linked or _NAMES_ONLY.fullmatch(before.text) is not None

    def says_little(self, phrase: str) -> bool:
        """Whether the phrase cannot stand alone: a general head of one syllable ("giá", but not "giá bán") or one that
        is compared with, a place, one syllable in small letters that names no thing.
        """
        return (
            _AT_PLACE.fullmatch(phrase) is not None
            or phrase.casefold() in self._words.silent
            or _ELSEWHERE.sub("", phrase.casefold()) in self._words.silent
            or (" " not in phrase and phrase.islower() and not self._says_enough(phrase))
        )

    def _says_enough(self, word: str) -> bool:
        """Whether a word of one syllable names a thing."""
        return word in self._words.sole or self._words.head.fullmatch(word) is not None

    def _is_again(self, phrase: str, inherited: str) -> bool:
        """Whether the phrase before "này" names in a word what was told before: "con số", "tỷ lệ"."""
        return phrase in self._words.alone or phrase == _NUMBER or (phrase in inherited and phrase in self._words.heads)

    def _sized(self, text: str, figure: Figure, left: Left, inherited: Indicator) -> Indicator | None:
        """What is so large where the figure before tells another of its measures: "hố có đường kính 2 m, sâu 3 m"."""
        if figure.kind != "measure" or SIZES.isdisjoint(left.words):
            return None
        if inherited.start == inherited.end or self._words.head.fullmatch(inherited.text) is None:
            return None
        return self._before.phrase(text, 0, self._before.left(text, 0, inherited.start))

    def _is_one_more(self, text: str, floor: int, before: Indicator, figure: Figure) -> bool:
        """Whether the next thing of a list has its figure in brackets, as the one before: "xăng (5%), dầu hỏa (7%)"."""
        beside = _ONE_MORE.fullmatch(text, floor, before.start) and before.text.islower()
        return bool(beside) and text.find("(", before.end, figure.start) > 0

    def _told_anew(self, text: str, floor: int, left: Left) -> bool:
        """Whether the clause before the comma has a thing of its own: ", lợi nhuận thuần cũng khá cao, 9 tỷ đồng"."""
        comma = _NEW_CLAUSE.search(text, floor, left.end)
        return comma is not None and self._words.head.match(text, comma.end()) is not None

    def _elided(self, text: str, left: Left) -> bool:
        """Whether a comma or "và" stands before the linking words: the subject is then that of the figure before."""
        return bool(left.words) and bool(_ELIDED.match(text, left.end) or text[: left.end].endswith((" và", " hoặc")))


def _elsewhere(phrase: Indicator) -> Indicator:
    """The phrase without the place at its end: what is counted is counted in another one, too."""
    text = _AT_END.sub("", phrase.text)
    return phrase._replace(text=text, end=phrase.start + len(text)) if phrase.start < phrase.end else phrase


def _pointing(phrase: str) -> re.Match[str] | None:
    """The word by which the phrase stands for one before: "chương trình này", but not "con cá sấu này"."""
    this = _THIS.search(phrase) if phrase.endswith(_THESE) or "này" in phrase else None
    return this if this and phrase.count(" ", 0, this.start()) < _NAMED_ANEW else None
