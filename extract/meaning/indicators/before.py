"""The phrase that stands before a figure, behind which linking words, qualifiers and times lead to the figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple, Protocol

from extract.language.regexes import regex
from extract.meaning.indicators.clauses import bounds_of, compared_to
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.starts import behind_leading, first_name
from extract.meaning.indicators.stretches import (
    EDGES,
    LONG_ASIDE,
    TIME_END,
    before_sides,
    last_words,
    longest_of,
    may_end_in,
    may_end_in_time,
    trimmed,
)
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Step

_MOST_WORDS: Final = 28  # of a phrase that a head opens
_GUESS_WORDS: Final = 6  # of one that none does
_PARTED: Final = regex(r"\d| để ")
_COORDINATED: Final = 80  # characters from a head to the "và" of its phrase
_GUESS_REACH: Final = 60  # characters in which so many words mostly stand
_GENERAL: Final = regex(r"(?:tổng|số|mức)(?!\w)", re.IGNORECASE)  # with these a clause tells which is meant
_NUMBERS: Final = regex(r"(?:tổng|số|tỷ lệ|tỉ lệ)(?!\w)", re.IGNORECASE)
_VERBS: Final = frozenset(("đạt", "là", "chiếm", "lên tới", "lên đến"))
_RELATIVE: Final = frozenset(("được", "bị", "có thể", "đã", "chưa"))  # "tỷ lệ hộ được dùng nước sạch đạt"
_LETTER: Final = regex(r"[^\W\d_]")
_THAN: Final = " hơn"
_WORD: Final = regex(r"[^\s,;:()“”\"!?…]+(?: - [^\s,;:()“”\"!?…]+)?")
_AGE: Final = " tuổi"
_PASSIVE: Final = " được "
_OPEN: Final = "\x1f ,:()–-“”\"'\t\n<>≤≥~="
_OPENING: Final = ("“", '"')
_CLOSING: Final = ("”", '"')
SIZES: Final = frozenset(("dài", "rộng", "cao", "sâu", "dày", "nặng"))  # what is so large stands right before them
_NOW: Final = frozenset(("hiện nay", "hiện tại", "đến nay", "tới nay"))
_WEAK: Final = _NOW.union(  # openers that can stand within a phrase
    "và|có|cùng|với|theo|do|vì|trị giá|là|khi|còn|thực hiện|hoàn thành|về|gồm|cấp|mà|riêng".split("|")
)
_OBJECT: Final = regex(
    r" ((?!(?:lại|ra|được|với|vào|tại|đứt|hết|buôn|cho|ở|từ|về|trong|trên|theo)(?!\w))[^,;:.\x1f]+?)"
    r"(?= (?:tại|ở|cho|từ|về|trong|trên|vào|của|với|này|giá)(?!\w)| *$)"
)


class Left(NamedTuple):
    """What stands before a figure: the end of the thing's phrase, the linking words, nearest first, and their rows."""

    end: int
    rows: tuple[Step, ...]
    words: tuple[str, ...]


class Cutter(Protocol):
    """What knows the words of a text."""

    def word_start(self, text: str, at: int, low: int = 0) -> int: ...


class PhraseBefore:
    """Reads what stands before a figure."""

    def __init__(self, words: IndicatorWords, cutter: Cutter | None = None) -> None:
        """Read with these words; without `cutter` every syllable is a word."""
        self._words = words
        self._cutter = cutter

    def left(self, text: str, floor: int, start: int) -> Left:
        """Linking words, qualifiers, commas and times between the thing and the figure, taken off from the right."""
        end = before_sides(text, floor, start)
        rows: tuple[Step, ...] = ()
        words: tuple[str, ...] = ()
        while end > floor:
            end = floor + len(text[floor:end].rstrip(_OPEN))
            part = text[max(floor, end - 60) : end]
            phrases = last_words(part) if may_end_in(part, self._words.last_of_links) else ()
            link, head = self._link(part, phrases), longest_of(phrases, self._words.heads)
            time = None if head or not may_end_in_time(part) else TIME_END.search(part)
            if link and len(head) <= len(link) and not (time and len(time[0]) > len(link)):
                role = "change" if link in self._words.change else "link"
                words += (link,)
                rows += self._words.row(role, link)
                end -= len(link)
                continue
            if time is None:
                if head:
                    rows += self._words.row("word", head) or self._words.row("whole", head)
                break
            end -= len(time[0])
        return Left(end, rows, words)

    def _link(self, part: str, phrases: Sequence[str]) -> str:
        """The longest linking word at the end, but of "cao hơn" only "hơn" behind "độ": "độ cao | hơn"."""
        link = longest_of(phrases, self._words.links)
        if not link.endswith(_THAN):
            return link
        size, heads = link[: -len(_THAN)], self._words.heads
        taken = longest_of(last_words(part[: -len(_THAN)]), heads)
        if (
            len(taken) <= len(size)
            or not taken.endswith(size)
            or longest_of(last_words(part[: -len(link)].rstrip()), heads)
        ):
            return link  # "nhiệt độ | cao hơn"
        return _THAN.strip()

    def phrase(self, text: str, floor: int, left: Left) -> Indicator | None:
        """The phrase that ends where the linking words begin, back to the beginning of its clause."""
        compared = compared_to(text, floor, left.end, self._words.head) if floor else 0
        clause = self._clause(text, compared, left.end)
        around = self._around_quotation(text, compared, clause, left.end)
        clause = clause if around is None else around
        sized = not SIZES.isdisjoint(left.words) and not text.endswith((" khá", " rất"), floor, left.end)
        if sized:
            clause = max(clause, text.rfind(", ", clause, left.end) + 1)
        opened, opener = self._opened(text, clause, left)
        start, end = trimmed(text, opened, left.end)
        end += around is not None and end == left.end
        if start >= end or self._says_nothing(text, start, end):
            return None
        rows = (*left.rows, *opener)
        head = self._words.head.search(text, start, end)
        if head is None or (sized and self._begins(text, head.end(), end)):
            return self._guess(text, start, end, rows)
        told = not _VERBS.isdisjoint(left.words) and _NUMBERS.match(head[1])
        beside = "là" not in left.words and _NUMBERS.match(head[1]) is None  # "vốn | đã tăng", but "vốn đã giao là"
        owner = self._owner(text, floor, head, end)
        return owner or self._headed(text, head, end, rows, told=bool(told), beside=beside)

    def _around_quotation(self, text: str, start: int, clause: int, end: int) -> int | None:
        """Where the clause begins that ends in the quotation from `clause` to `end`: "chi phí sửa “nhà cổ” là"."""
        if not (clause and text.startswith(_CLOSING, end) and text.startswith(_OPENING, clause - 1)):
            return None
        around = self._clause(text, start, clause - 1)
        return around if self._words.head.search(text, around, clause - 1) else None

    def around(self, text: str, outer: int, inner: int, left: Left) -> Indicator | None:
        """The headed phrase that begins before a figure within it, which ends at `inner`."""
        if self._words.head.search(text, inner, left.end):
            return None
        found = self.phrase(text, outer, left)
        if found is None or found.start >= inner or self._words.head.match(text, found.start) is None:
            return None
        ends = found.end == inner and text.endswith(_AGE, 0, inner)  # "trẻ em dưới 5 tuổi | là"
        return found if ends or inner < found.end else None

    def _guess(self, text: str, clause: int, end: int, rows: tuple[Step, ...]) -> Indicator:
        """The last words of a clause without head: from "một" or the like on, no name cut, up to a verb's adverb, to
        "được" and who does it, or to "được bán".
        """
        traded = self._words.trade.search(text, clause + 1, end) if _PASSIVE in text[clause:end] else None
        if traded and traded["passive"] and traded.end() == end and text[clause : traded.start()].strip(EDGES):
            end, rows = traded.start(), (*rows, *self._words.row("trade", traded["verb"]))
        if by := self._words.agent.search(text, clause + 1, end):
            end, rows = by.start(), (*rows, *self._words.row("agent", by[1]))
        start = self._guessed(text, clause, end)
        for begin in self._words.begin.finditer(text, start, end):
            start, rows = begin.end(), (*rows, *self._words.row("begin", begin[1]))
        start = behind_leading(text, first_name(text, clause, start), end)
        verb = self._words.verb.search(text, start + 1, end)
        if verb:
            end, rows = verb.start(), (*rows, *self._words.row("verb", verb[1]))
        return Indicator(text[start:end], start, end, rows)

    def _begins(self, text: str, start: int, end: int) -> bool:
        """Whether a word stands there behind which a phrase without head begins."""
        return next(self._words.begin.finditer(text, start, end), None) is not None

    def _guessed(self, text: str, start: int, end: int) -> int:
        """Where the last words of a stretch begin, or its first where it has fewer, behind its last comma ("tại Huế,
        học viên"); its end is looked at first, and no word is cut."""
        start = max(start, text.rfind(", ", start, end) + 1)
        starts = [word.start() for word in _WORD.finditer(text, max(start, end - _GUESS_REACH), end)]
        if len(starts) <= _GUESS_WORDS and end - start > _GUESS_REACH:  # the first of them may be cut
            starts = [word.start() for word in _WORD.finditer(text, start, end)]
        if len(starts) <= _GUESS_WORDS or self._cutter is None:
            return starts[-_GUESS_WORDS:][0]
        return self._cutter.word_start(text, starts[-_GUESS_WORDS], start)

    def _says_nothing(self, text: str, start: int, end: int) -> bool:
        """Whether the stretch is made of linking words alone, or of none."""
        first = _WORD.match(text, start, end)
        if first and first[0].casefold() in self._words.empty_firsts and self._words.empty.fullmatch(text, start, end):
            return True
        return not _LETTER.search(text, start, end)

    def _opened(self, text: str, start: int, left: Left) -> tuple[int, tuple[Step, ...]]:
        """Where the clause goes on behind the last word that opens a phrase, and that word's row."""
        rows: tuple[Step, ...] = ()
        for opener in self._words.opener.finditer(text, start, left.end):
            if opener.end() < left.end and not self._is_weak(text, start, opener, left):
                start, rows = opener.end(), self._words.row("opener", opener[1])
        return start, rows

    def _is_weak(self, text: str, start: int, opener: re.Match[str], left: Left) -> bool:
        """Whether an opener stands inside a phrase that began before it and goes on."""
        word = opener[1].casefold()
        if word == "và" and left.words and self._coordinates(text, start, opener):
            return True
        set_off = word in _NOW and text.startswith(",", opener.end())
        if word not in _WEAK or set_off or self._words.head.match(text, opener.end() + 1):
            return False
        headed = word in ("và", "có") or self._words.head.search(text, start, opener.start()) is not None
        return headed and bool(text[start : opener.start()].strip(EDGES))

    def _coordinates(self, text: str, start: int, opener: re.Match[str]) -> bool:
        """Whether "và" ties what stands behind it to a phrase with a head: "doanh thu và lợi nhuận"."""
        head = self._words.head.search(text, start, opener.start())
        if head is None or _PARTED.search(text, head.end(), opener.start()):
            return False
        near = opener.start() - head.start() < _COORDINATED
        return near and self._words.predicate(text, head.end(), opener.start()) is None

    def _owner(self, text: str, floor: int, head: re.Match[str], end: int) -> Indicator | None:
        """The phrase before a general head that stands alone ("Xuất khẩu cá: giá trị đạt …"), where there is one."""
        alone = text[head.start() : end].casefold()
        role = "alone" if alone in self._words.alone else "amount"
        if role == "amount" and alone not in self._words.amount:
            return None
        left = self.left(text, floor, head.start())
        if text.endswith((" và", " hoặc"), floor, left.end):
            return None  # "mẫu mã đẹp và giá 800 triệu đồng"
        owner = self._traded(text, floor, left) or self.phrase(text, floor, left)
        if owner is None or owner.text.casefold().startswith(("ở ", "tại ")):
            return None
        if role == "amount" and self._words.head.match(text, owner.start) is None:
            return None
        return owner._replace(rows=(*owner.rows, *self._words.row(role, alone)))

    def _traded(self, text: str, floor: int, left: Left) -> Indicator | None:
        """What the clause says is bought or sold at the price: the subject of "được bán", else the verb's object."""
        start = self._clause(text, floor, left.end)
        trade = self._words.trade.search(text, start, left.end)
        if trade is None:
            return None
        rows = (*left.rows, *self._words.row("trade", trade["verb"]))
        if trade["passive"]:
            return self.phrase(text, floor, left._replace(end=trade.start(), rows=rows))
        thing = _OBJECT.match(text, trade.end(), left.end)
        return Indicator(thing[1], *thing.span(1), rows) if thing else None

    def _headed(
        self,
        text: str,
        head: re.Match[str],
        end: int,
        rows: tuple[Step, ...],
        *,
        told: bool = False,
        beside: bool = False,
    ) -> Indicator:
        """The phrase from its head, or from one that stands behind its predicate, up to a predicate, a long aside, or
        more words than a phrase has; with `told`, what could be a predicate tells which are meant; with `beside` an
        adverb right behind the head is one.
        """
        predicate = self._words.predicate(text, head.end(), end, beside=beside)
        while told and predicate and predicate[1] in _RELATIVE:
            predicate = self._words.predicate(text, predicate.end(), end)
        anew = self._words.headed_behind(text, predicate, end) if predicate and not _GENERAL.match(head[1]) else None
        if anew and not _GENERAL.match(anew[1]):
            return self._headed(text, anew, end, rows)
        start, rows = head.start(), (*rows, *self._words.row("head", head[1]))
        if predicate:
            end = start + len(text[start : predicate.start()].rstrip(EDGES))
            rows += self._words.row("predicate", predicate[1])
        aside = text.find(LONG_ASIDE, head.end(), end)
        end = start + len(text[start:aside].rstrip(EDGES)) if aside > 0 else end
        if end - start > 2 * _MOST_WORDS:
            ends = [word.end() for word in islice(_WORD.finditer(text, start, end), _MOST_WORDS + 1)]
            end = ends[_MOST_WORDS - 1] if len(ends) > _MOST_WORDS else end
        return Indicator(text[start:end], start, end, rows)

    def _clause(self, text: str, start: int, end: int) -> int:
        """Where the clause that ends at `end` begins; a comma in a coordination ("nông, lâm nghiệp") begins none."""
        bounds = [start, *bounds_of(text, start, end)]
        last = bounds[-1]
        for number in range(len(bounds) - 1, 0, -1):
            bound = bounds[number]
            told = (self._words.head, self._words.opener)
            if text[bound - 1] != "," or any(expression.search(text, bound, end) for expression in told):
                break
            head = self._words.head.search(text, bounds[number - 1], bound)
            if head and len(text[head.start() : end].split()) <= _MOST_WORDS:
                return bounds[number - 1]
        return last
