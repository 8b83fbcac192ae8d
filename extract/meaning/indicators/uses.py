"""Things that words before a figure tell: what money is spent on, what took a time, what is so far from a place."""

from __future__ import annotations

from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.before import Left, PhraseBefore
from extract.meaning.indicators.behind import PhraseBehind
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure, Step

_GOAL: Final = regex(
    r"(?:/\w+)?(?: (?:mỗi|một) \w+)?(?: \x1f+| \([^()]*\))? (?:ra )?"
    r"(?P<told>(?:để|cho) )?(?=[^\W\d_A-Z])(?!để |cho |biết |của )"
)
_AMOUNTS: Final = ("money", "measure")
_AGAIN: Final = regex(r"(?: \((?=[^()]{0,20}\d)[^()]{3,40}\)|(?<=\w)\)) (?=[a-zà-ỹđ])")
_NEAR: Final = 60  # characters
_REACH: Final = 90  # characters
_NEEDED: Final = frozenset(("mất", "tốn", "cần", "có", "dành"))
_GOAL_OF_TIME: Final = regex(r"(?: nữa)? để (?=(?:[^\W\d_]+ ){2}[^\W\d_])")  # no "mất hai ngày để hoàn thành"
_LASTING: Final = frozenset(("kéo dài", "dài", "cách đây"))  # behind these it stands before the figure
_TIED: Final = regex(r"[^\W\d_]+ [^\W\d_]+ (?=(?:tại|ở|trong|trên|cho|với|làm|của|về) [^\W\d_])")  # "gắn bó | với nghề"
_PLACE: Final = regex(  # what a sentence opens with, of which it says behind a comma how far it lies
    rf"((?:[{CAPITALS}][^\s,;:.()]*(?: (?=[{CAPITALS}])[^\s,;:.()]+)*(?=,)"
    rf"|(?=[{CAPITALS}])(?!(?:Theo|Tại|Ở|Khi|Sau|Trước|Đến|Từ|Trong|Với|Nằm|Hiện|Hôm|Ngày|Sáng|Chiều|Tối|Được|Tiếp|Đứa)\b)"
    r"[^\s,;:.()]+(?: [^\s,;:.()]+){0,5}?(?= (?:là|nằm|thuộc|có|tọa lạc|tại|ở|hiện|được|cũng)(?!\w))))"
)
_LEVEL: Final = regex(  # "Từ đỉnh cao [9 đồng]/kg ngày 3/5, | giá thép …": of what stands behind the comma
    r"(?:^|[.;,”\"] ?)(?:[Tt]ừ|[Ss]au khi|[Ss]o với)(?: [^\s,;:.()]+){0,9}? (?:mức|đỉnh|đáy|mốc|ngưỡng|vùng|kỷ lục)"
    r"(?: (?:giá|cao|thấp|lịch sử|mọi thời đại|kỷ lục|nhất|ở|mức|mốc|đỉnh|gần|sát|hơn|trên|dưới|quanh|khoảng))* $"
)
_OF_LEVEL: Final = regex(r"(?: ?/ ?\w+)?(?: [^,;.()]{0,60}?)?, ?")
_OF_WORK: Final = frozenset(("ngày", "giờ", "tiếng"))  # "7 ngày làm việc"


class Uses:
    """Reads such things, which mostly stand behind their figures."""

    def __init__(self, words: IndicatorWords, before: PhraseBefore, behind: PhraseBehind) -> None:
        """Read with these words, and with what reads the phrases on both sides of a figure."""
        self._words, self._before, self._behind = words, before, behind

    def read(self, text: str, figure: Figure, left: Left, floor: int, ceiling: int) -> Indicator | None:
        """What the words before the figure say that it is told of; mostly nothing."""
        if figure.kind in _AMOUNTS and (thing := self._behind_brackets(text, figure) or self._levelled(text, figure)):
            return thing
        if figure.kind == "measure":
            return self._away(text, figure, floor, ceiling)
        if figure.kind == "duration":
            return self._spent_on(text, figure, floor, ceiling) or self._took(text, figure, left, floor, ceiling)
        return self._spent_on(text, figure, floor, ceiling) if figure.kind == "money" else None

    def _behind_brackets(self, text: str, figure: Figure) -> Indicator | None:
        """What is measured, where it stands behind the same amount in brackets: "9 tệ (30 đồng) | tiền thuế"."""
        again = _AGAIN.match(text, figure.end)
        if again is None or self._words.head.match(text, again.end()) is None:
            return None
        return self._behind.stretch(text, again.end(), again.end() + 1, len(text))

    def _levelled(self, text: str, figure: Figure) -> Indicator | None:
        """What stood at a level with which a sentence opens, where it is named behind the comma."""
        near = text[max(0, figure.start - _REACH) : figure.start]
        opens = "ừ " in near or "au khi " in near or "o với " in near  # most stretches hold none
        if not opens or _LEVEL.search(near) is None:
            return None
        comma = _OF_LEVEL.match(text, figure.end)
        if comma is None:
            return None
        start = comma.end()
        head = self._words.head.match(text, start)
        alone = text[start:].partition(" ")[0].casefold() in self._words.sole
        return self._behind.stretch(text, start, start + 1, len(text)) if head or alone else None

    def _spent_on(self, text: str, figure: Figure, floor: int, ceiling: int) -> Indicator | None:
        """What money or time is spent on, where the text says it behind: "chi 3 tỷ đồng để mua du thuyền"."""
        part = text[max(floor, figure.start - _NEAR) : figure.start].casefold()
        spent = self._words.spend.search(part) if any(verb in part for verb in self._words.spends) else None
        goal = _GOAL.match(text, figure.end) if spent else None
        if goal is None or (not goal["told"] and self._words.no_noun.match(text, goal.end())):
            return None
        ceiling = ceiling if goal.end() < ceiling else len(text)
        bought = self._words.trade.match(text, goal.end() - 1, ceiling)
        start = bought.end() + 1 if bought else goal.end()
        what = self._behind.stretch(text, start, start + 1, ceiling)
        return what and what._replace(rows=(*self._words.row("spend", spent[1] if spent else ""), *what.rows))

    def _took(self, text: str, figure: Figure, left: Left, floor: int, ceiling: int) -> Indicator | None:
        """What took that time, where it stands behind: "sau 3 năm chung sống", "mất 2 năm để dựng lại ngôi đình"."""
        if not text.startswith(" ", figure.end):
            return None
        goal = _GOAL_OF_TIME.match(text, figure.end, ceiling) if not _NEEDED.isdisjoint(left.words) else None
        rows = () if goal else self._doing(text, figure, left, floor)
        if rows is None:
            return None
        start = goal.end() if goal else figure.end + 1
        tied = _TIED.match(text, start, ceiling)
        done = self._behind.stretch(text, start, tied.end() + 1 if tied else start + 1, ceiling)
        return done and done._replace(rows=(*rows, *done.rows))

    def _doing(self, text: str, figure: Figure, left: Left, floor: int) -> tuple[Step, ...] | None:
        """The rows by which what stands right behind a time took it; None where it did not."""
        start = figure.end + 1
        lapse = next((word for word in left.words if word in self._words.lapse), "")
        opens = "kéo dài" not in left.words and not text[: left.end].strip()
        doing = self._words.doing.match(text, start) if lapse or opens else None
        if doing and not (figure.unit in _OF_WORK and text.startswith("làm việc", start)):
            return (*self._words.row("lapse", lapse), *self._words.row("doing", doing[1]))
        if self._words.no_noun.match(text, start) or self._words.basis.match(text, figure.end):
            return None
        if lapse or opens:
            return self._words.row("lapse", lapse)
        return () if self._is_free(text, figure, left, floor) else None

    def _is_free(self, text: str, figure: Figure, left: Left, floor: int) -> bool:
        """Whether the word behind a time tells no more of what stands before, and no noun of a time stands there."""
        end = figure.end
        if not text[end + 1 : end + 2].islower() or not _LASTING.isdisjoint(left.words):
            return False
        if self._words.term.match(text, end) or self._words.deed.match(text, end):
            return False
        before = self._before.phrase(text, floor, left)
        return before is None or self._words.head.match(before.text) is None

    def _away(self, text: str, figure: Figure, floor: int, ceiling: int) -> Indicator | None:
        """What is so far from a place: it stands before "cách", or behind the comma where the sentence begins so."""
        away = self._words.away.search(text, floor, figure.start) if "ách " in text[floor : figure.start] else None
        if away is None:
            return None
        rows = self._words.row("away", away[1])
        if text.endswith(", ", 0, away.start()) and (place := _PLACE.match(text)):
            return Indicator(place[1], *place.span(1), rows)
        if away.start():
            return self._before.phrase(text, floor, Left(away.start(), rows, ()))
        comma = text.find(", ", figure.end, ceiling)
        if comma < 0 or self._words.no_noun.match(text, comma + 2):
            return None
        thing = self._behind.stretch(text, comma + 2, comma + 3, ceiling)
        return thing and thing._replace(rows=(*rows, *thing.rows))
