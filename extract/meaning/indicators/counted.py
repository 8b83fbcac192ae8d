"""Counted nouns that say too little of what is counted: "lượng khách đạt 300 lượt", "trong đó 4 ca ở Huế"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.before import Left, PhraseBefore
from extract.meaning.indicators.clauses import clause_start
from extract.meaning.indicators.numbered import Numbered
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.predicates import NO_NOUN, TaggedToken
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure, Step

_GOES_ON: Final = regex(r" ?(?:/|(?:trong|vào|cho|chỉ|và|tại|ở|mỗi)(?!\w))")  # saying nothing of which
_ENDS: Final = regex(r"\s*(?:$|[,;.)(/]|(?:và|ở|tại|trong)\b)")
_OF_ANOTHER: Final = regex(r" (?:và|từ|tại|ở|trong|cho|với|trên)(?!\w)")
_OF_THEM: Final = "rong đó"
_PERSON: Final = "người"
_AMONG: Final = " trong số"
_OUT_OF: Final = ("trong ", "Trong ")
_STEPS: Final = frozenset(("bậc", "hạng"))  # counted, they are what something rises or falls by
_NO_SUBJECT: Final = frozenset((*NO_NOUN, "Cc", "L", "M", "P"))  # what ends in these is not what the figure is of
_NO_THING: Final = _NO_SUBJECT - {"V"}  # "mức tiêu thụ 630 xe"
_COUNTS: Final = frozenset(("count", "ratio"))
_LED: Final = "mức|khoảng|gần|hơn|trên|dưới|vị trí|thứ|hạng"
_FROM: Final = regex(rf"(?<!\w)từ (?:(?:{_LED}) )*\d[\d.,]*(?: ?%|(?: [^\s\d,;:]+){{0,3}})$")
_UP: Final = regex(
    rf"[^\s,;:.()]*(?: [^\s,;:.()]+){{0,4}} (?:lên|xuống|còn|tới|đến|thành)(?: (?:còn|tới|đến|{_LED}))* $"
)
_TO: Final = regex(r" (?:(?:tăng|giảm|còn) )?(?:lên|xuống)(?!\w)")
_NEAR: Final = 60  # characters
_AT: Final = ("tại ", "ở ")


class Counted:
    """Reads what such a noun stands for."""

    def __init__(self, words: IndicatorWords, before: PhraseBefore) -> None:
        """Read with these words, and with what reads the phrase before a figure."""
        self._words, self._before = words, before
        self._numbered = Numbered(words)

    def read(
        self,
        text: str,
        figure: Figure,
        floor: int,
        left: Left,
        after: Indicator,
        inherited: Indicator | None,
        tokens: Sequence[TaggedToken],
    ) -> Indicator:
        """The thing before the figure, or one counted earlier, where the phrase behind it says too little."""
        noun = self._noun(figure, after.text)
        bare = self._is_bare(figure, noun)
        linked = any(word in self._words.share or word in self._words.change for word in left.words)
        label = text[left.end : figure.start].strip() == ":"
        only = bare or noun == figure.unit
        moves = linked and only and _TO.match(text, after.start + len(noun)) is not None
        told = linked or label or not self._words.level.isdisjoint(left.words)
        of_group = not bare and figure.unit == _PERSON and self._words.groups.search(text, floor, left.end) is not None
        steps = after.text.casefold() in _STEPS
        if steps and linked and floor and inherited and text.startswith(",", left.end):
            return inherited  # "đứng thứ 9 cả nước, tăng 7 bậc"
        before = self._before.phrase(text, floor, left) if told or bare or of_group else None
        if before:
            last = next((token.tag for token in tokens if token.end == left.end), "")
            if steps and (linked or " " in before.text):
                return before
            beside = not text[left.end : figure.start].strip(" (") and last not in _NO_THING
            alone = bare and " " in before.text
            rows = None
            if told or (alone and (left.words or (beside and figure.kind in _COUNTS))):
                rows = self._of_quantity(text, before, left)
            if rows is None and alone and linked and self._equals(text, figure, left, after.start + len(noun)):
                if noun.casefold() in self._words.won:
                    return after._replace(rows=(*after.rows, *self._words.row("won", noun)))
                rows = ()
            counts = figure.kind in _COUNTS and last not in _NO_SUBJECT and "thêm" not in left.words
            if rows is None and (bare or of_group) and " " in before.text and counts:
                rows = self._of_group(before, noun)
            if rows is None and moves and "từ" in left.words and " " in before.text:
                rows = ()  # "đàn bò giảm từ 90 con xuống 60 con"
            if rows is not None:
                return before._replace(rows=(*before.rows, *rows))
        return (only and self._numbered.read(text, figure, floor, left, inherited, tokens)) or self._again(
            text, figure, floor, after, noun, inherited if only else None
        )

    def _again(
        self, text: str, figure: Figure, floor: int, after: Indicator, noun: str, inherited: Indicator | None
    ) -> Indicator:
        """The phrase behind the figure, or that of the figure before where its noun stands for it."""
        if inherited is None:
            return after
        bare = self._is_bare(figure, noun)
        again = goes_on(text, floor, figure.start) or (bare and self._is_again(text, figure, after, noun, inherited))
        return inherited if again else after

    def _is_bare(self, figure: Figure, noun: str) -> bool:
        """Whether the noun is one of one syllable or only counts: "lượt người"."""
        return " " not in noun or (figure.kind in _COUNTS and noun.casefold() in self._words.counter)

    def _noun(self, figure: Figure, phrase: str) -> str:
        """The phrase without what says of its noun only where, when or for whom."""
        unit = figure.unit or phrase
        told = figure.kind in _COUNTS and phrase.startswith(unit) and _GOES_ON.match(phrase, len(unit))
        return unit if told else phrase

    def _of_quantity(self, text: str, before: Indicator, left: Left) -> tuple[Step, ...] | None:
        """The rows by which the thing before is a number: "tổng số ca lên 40 ca", but not "trong số các ca có 3 ca"."""
        found = self._words.quantity.match(before.text)
        if found is None or text.endswith(_OUT_OF, 0, before.start):
            return None
        levels = [row for word in left.words for row in self._words.row("level", word)]
        return (*self._words.row("quantity", found[1]), *levels)

    def _equals(self, text: str, figure: Figure, left: Left, end: int) -> bool:
        """Whether the words before the figure say that it is as many: "khách quốc tế là 40 lượt"."""
        if "có" in left.words or text.startswith(_AT, clause_start(text, 0, left.end) + 1):
            return False
        is_all = figure.kind in _COUNTS and "là" in left.words and _ENDS.match(text, end) is not None
        return is_all or "đạt" in " ".join(left.words)

    def _of_group(self, before: Indicator, noun: str) -> tuple[Step, ...] | None:
        """The rows by which the noun only counts ("khách nội địa 90 lượt"), or a group stands before ("nhóm thợ …")."""
        found = self._words.group.match(before.text)
        return self._words.row("counter", noun) or (self._words.row("group", found[0]) if found else None)

    def _is_again(self, text: str, figure: Figure, after: Indicator, noun: str, inherited: Indicator) -> bool:
        """Whether the noun stands again for what was counted before: "12 ca sởi, trong đó 4 ca ở Huế"."""
        end = after.start + len(noun)
        if not _ENDS.match(text, end) or not inherited.text.casefold().startswith(f"{noun.casefold()} "):
            return False
        if _OF_ANOTHER.match(inherited.text, len(noun)):
            return False
        return noun == after.text or _OF_THEM in text[: figure.start] or text.startswith(_AMONG, end)


def goes_on(text: str, floor: int, start: int) -> bool:
    """Whether the figure is where the one before it went: "từ 90 con | xuống còn 60 con"."""
    up = floor and _UP.match(text, floor, start)
    return bool(up) and _FROM.search(text[max(0, floor - _NEAR) : floor]) is not None
