"""What each figure of a sentence counts or measures, verbatim: the guidelines' decision on indicators.

Of a count it is the noun phrase that follows; of a rate, a level, an amount the phrase that stands before it, through
linking words ("đạt", "là"); of a change the thing that changes. Where the phrase is left out ("trong đó 40 …", ", tăng
7%") it is that of the figure before, in the sentence or in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.indicators.before import Cutter, Left, PhraseBefore
from extract.meaning.indicators.behind import PhraseBehind
from extract.meaning.indicators.between import is_within, of_a_kind
from extract.meaning.indicators.counted import Counted
from extract.meaning.indicators.earlier import Earlier
from extract.meaning.indicators.often import NO_DEED, RATE, deed_before
from extract.meaning.indicators.persons import age_start, aged, convicted, full_name_behind, name_behind, with_noun
from extract.meaning.indicators.phrases import Indicator, Room
from extract.meaning.indicators.predicates import NO_NOUN, TaggedToken, of_whole, predicates, verbs_of
from extract.meaning.indicators.stretches import BLANK, without_asides
from extract.meaning.indicators.uses import Uses
from extract.meaning.indicators.which import told_on, without_extreme
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure, Step
from patterns.rows import IndicatorCue

_NAMES: Final = rf"[{CAPITALS}]\w*(?:[\s.]+[{CAPITALS}]\w*){{0,3}}"
_ABOUT: Final = regex(r"[^,;.]{0,60}?\bvề\s(?!mặt )")
_TIMES: Final = "lần"
_AGE: Final = "tuổi"  # also "tháng tuổi"
_DONE: Final = regex(r" (?:được|bị|làm) \w")
_NEAR: Final = 60  # characters
_NEW: Final = " mới"  # "15 ca mới trong 24 giờ": behind a noun it leads on to nothing
_TOP: Final = regex(r"(?<!\w)(?:top|tốp|nhóm|bảng xếp hạng)\s$", re.IGNORECASE)
_RANKED_BY: Final = regex(  # "theo chỉ số cải cách hành chính năm nay, Hòa Hưng đứng thứ 9"
    rf"(?<!\w)[Tt]heo ((?:[Bb]ảng xếp hạng|(?:[Bb]ộ )?[Cc]hỉ số|[Xx]ếp hạng)\b) [^;.]+, (?:tỉnh )?{_NAMES}$"
)
_NAME: Final = regex(rf" [{CAPITALS}][^\W\d_A-Z]")
_THOSE: Final = regex(
    r" là (?=[a-zà-ỹđ])(?!(?:do|từ|không|con số|rất|quá|khá|đã|sẽ|bị|được|mức|nhờ|vì|để|một|những|đủ|tối)(?!\w))"
)
_OF_WHOM: Final = regex(
    r"(?:^|[,;:(] ?|(?<!\w)(?:[Tt]rong đó|[Vv]ới|[Cc]ó|[Cc]òn lại) )"
    r"(?:(?:có|tới|đến|khoảng|gần|hơn|trên|quá|chỉ|ít nhất) )*$"
)
_AMONG: Final = regex(r" (?:trong|trên) (?:tổng )?số (?:(?:hơn|gần|khoảng|trên) )?")
_IS_SHARE: Final = regex(r"(?<!\w)(?:chiếm|đạt|bằng|đóng góp|tương đương|tương ứng)(?: [^\s,;:.]+){0,3} $")
_HOLDS: Final = "chiếm"
_PACED: Final = regex(  # "350.000 | ca nhiễm/ngày"
    r"(?:(?<=\d )|(?<= triệu )|(?<= nghìn )|(?<= ngàn ))"
    r"(?!(?:hải lý|khung hình|đơn vị|tháng|triệu|nghìn|ngàn|tỷ|tỉ)(?!\w))([^\W\d_]+(?: [^\W\d_]+)+)"
    r" ?/ ?(?:\d+ )?(?:ngày|giờ|tuần|tháng|năm)"
)
_WHOLES: Final = ("tổng", "theo")  # "còn trống 80% | tổng số phòng", "sau 1 năm | theo dõi"
_EQUAL: Final = frozenset(("tương đương", "đóng góp", "bằng", "lên đến", "lên tới", "gấp"))
_HELD: Final = (" sở hữu", " nắm giữ", " đảm đương", " với")
_MORE: Final = frozenset(("thêm", "bổ sung"))
_GROWN: Final = frozenset(("tăng", "tăng gấp"))


class IndicatorReader:
    """Reads the indicators of all figures of a sentence."""

    def __init__(
        self, rows: Sequence[IndicatorCue], vocabulary: Vocabulary | None = None, cutter: Cutter | None = None
    ) -> None:
        """Read with the words of these rows; `cutter` knows where words begin."""
        self._words = IndicatorWords(rows, vocabulary or Vocabulary())
        self._before = PhraseBefore(self._words, cutter)
        self._behind = PhraseBehind(self._words)
        self._counted = Counted(self._words, self._before)
        self._earlier = Earlier(self._words, self._before)
        self._uses = Uses(self._words, self._before, self._behind)

    def read(
        self,
        text: str,
        figures: Sequence[Figure],
        tokens: Sequence[TaggedToken] = (),
        previous: Indicator | None = None,
    ) -> tuple[Indicator | None, ...]:
        """One indicator a figure, in order; `previous` is the last one of the sentence before in the paragraph."""
        others = frozenset([t.start for t in tokens if t.tag in NO_NOUN])
        verbs = verbs_of(tokens)
        source, text = text, without_asides(text, figures)
        found: list[Indicator | None] = []
        for number, figure in enumerate(figures):
            floor = figures[number - 1].end if number else 0
            ceiling = following = figures[number + 1].start if number + 1 < len(figures) else len(text)
            whole: tuple[Step, ...] = ()
            if figure.kind == "count":
                ceiling = min([ceiling, *predicates(text, figure, verbs, self._words.defining)])
                whole = self._whole(text, floor, figure)
                ceiling = min([ceiling, *of_whole(text, figure, tokens)]) if whole else ceiling
            inherited = found[-1] if found else previous
            alike = number > 0 and of_a_kind(figures[number - 1], figure)
            outer = floor
            if number and is_within(text, figures[number - 1], figure):
                outer = figures[number - 2].end if number > 1 else 0
            room = Room(floor, ceiling, following, outer, alike)
            one = self._read_one(text, figure, room, inherited, others, tokens)
            one = one._replace(rows=(*one.rows, *whole)) if one and whole else one
            if found and _AMONG.fullmatch(text, floor, figure.start) and self._is_part(text, figures[number - 1]):
                found[-1] = one
            if one and inherited and one[:3] == inherited[:3]:
                found.append(without_extreme(text, one, floor, figure.start))
            else:
                found.append(told_on(text, one, figure))
        return tuple(_verbatim(source, indicator) for indicator in found)

    def _whole(self, text: str, floor: int, figure: Figure) -> tuple[Step, ...]:
        """The row of the noun before the figure whose members or parts are counted."""
        if figure.noun_start == figure.noun_end or not text.endswith(self._words.holders, floor, figure.start):
            return ()
        holder = self._words.holder.search(text, max(floor, figure.start - _NEAR), figure.start)
        return self._words.row("holder", holder[1]) if holder else ()

    def _read_one(
        self,
        text: str,
        figure: Figure,
        room: Room,
        inherited: Indicator | None,
        others: frozenset[int],
        tokens: Sequence[TaggedToken],
    ) -> Indicator | None:
        floor, ceiling, following = room.floor, room.ceiling, room.following
        is_age = (figure.unit or "").endswith(_AGE)
        start = age_start(text, floor, figure) if is_age else figure.start
        left = self._before.left(text, floor, start)
        if (figure.kind == "ratio" or "/" in (figure.unit or "")) and (what := self._inside(text, figure, floor, left)):
            return what
        if is_age and (person := self._person(text, floor, figure)):
            return person
        if what := self._uses.read(text, figure, left, floor, ceiling):
            return what
        if figure.kind == "percent" and (part := self._part(text, figure, floor, ceiling)):
            return part
        told = self._stands_before(text, figure, left, floor)
        if figure.kind == "count" and figure.unit and figure.noun_start == figure.noun_end:
            told = told or ()  # its noun is left out: "47 triệu cử tri, chỉ 6 triệu đi bầu"
        after = self._behind.phrase(text, figure, ceiling, others) if told is None else None
        if after and after.end < following < len(text):
            after = self._parted(text, after, following)
        term = self._words.term.match(text, figure.end) if figure.kind == "duration" else None
        if term and (person := convicted(text, floor, figure)):
            return person._replace(rows=self._words.row("term", term[1]))
        if figure.kind == "rank" and (what := self._ranked(text, figure, room, left, others)):
            return what
        if after and after.text.startswith(_TIMES) and not after.text[len(_TIMES) : len(_TIMES) + 1].isalpha():
            return self._so_often(text, figure, floor, after, left, inherited)
        if after is None:
            earlier = self._earlier.read(text, figure, room, left, inherited)
            return earlier._replace(rows=(*earlier.rows, *told)) if earlier and told else earlier
        if " " in after.text and figure.kind != "count":
            return after
        return self._counted.read(text, figure, floor, left, after, inherited, tokens)

    def _inside(self, text: str, figure: Figure, floor: int, left: Left) -> Indicator | None:
        """What is counted within a rate ("9,2 bác sĩ/10.000 dân", "900 ca mới/ngày"), unless words before name it."""
        if figure.kind == "ratio":
            noun = _noun_inside(text, figure)
            level = noun is not None and ("đạt" in left.words or "là" in left.words)
            return (self._before.phrase(text, floor, left) if level else None) or noun
        paced = _PACED.search(text, figure.start, figure.end)
        if paced is None:
            return None
        headed = self._is_headed(text, floor, left)
        return self._before.phrase(text, floor, left) if headed else Indicator(paced[1], *paced.span(1))

    def _is_headed(self, text: str, floor: int, left: Left) -> bool:
        """Whether the phrase before a figure begins with the head of something measured."""
        before = self._before.phrase(text, floor, left)
        return before is not None and self._words.head.match(before.text) is not None

    def _is_part(self, text: str, figure: Figure) -> bool:
        """Whether so many of those told behind it are meant, and not what is a share of them."""
        return figure.kind == "percent" and _IS_SHARE.search(text, max(0, figure.start - _NEAR), figure.start) is None

    def _part(self, text: str, figure: Figure, floor: int, ceiling: int) -> Indicator | None:
        """The share that a percentage is by its noun ("17% thị phần"), or who so many in a hundred of what was told
        are ("trong đó 63% là phụ nữ").
        """
        if part := self._words.part.match(text, figure.end):
            share = self._behind.stretch(text, part.start(1), part.end(1), ceiling)
            return share and share._replace(rows=(*self._words.row("part", part[1]), *share.rows))
        those = _THOSE.match(text, figure.end)
        if those is None or _OF_WHOM.search(text, floor, figure.start) is None:
            return None
        return self._behind.stretch(text, those.end(), those.end() + 1, ceiling)

    def _ranked(self, text: str, figure: Figure, room: Room, left: Left, others: frozenset[int]) -> Indicator | None:
        """By what things are ranked, where the text says it, or the things among which one is in the first ranks."""
        if about := _ABOUT.match(text, figure.end, room.ceiling):
            return self._behind.stretch(text, about.end(), about.end() + 1, room.ceiling)
        if by := _RANKED_BY.search(text, room.floor, left.end):
            return self._behind.stretch(text, by.start(1), by.end(1), left.end)
        if figure.noun_start < figure.noun_end and _TOP.search(text, room.floor, figure.start):
            return self._behind.phrase(text, figure, room.ceiling, others)
        return None

    def _parted(self, text: str, behind: Indicator, following: int) -> Indicator | None:
        """The phrase behind a figure without what leads on to the next: "2 xã đạt 80%", "120 bậc thang dài 60 m"."""
        if text[behind.end : following].strip():
            return behind
        end = self._before.left(text, behind.start, following).end
        return self._behind.ended(text, behind, end + len(_NEW) if text.startswith(_NEW, end) else end)

    def _person(self, text: str, floor: int, figure: Figure) -> Indicator | None:
        """Whose age it is; also whoever stands right before it without a name: "nữ sinh 16 tuổi"."""
        if person := aged(text, floor, figure, self._words.somebody):
            person = with_noun(text, person, self._words.person)
            return person._replace(rows=self._words.row("person", person.text))
        found = self._words.person.search(text, max(floor, figure.start - _NEAR), figure.start)
        if found is None:
            return full_name_behind(text, figure.end)
        named = name_behind(text, figure.end) or Indicator(found[1], *found.span(1))
        return named._replace(rows=self._words.row("person", found[1]))

    def _so_often(
        self, text: str, figure: Figure, floor: int, times: Indicator, left: Left, inherited: Indicator | None
    ) -> Indicator:
        """What was done so many times ("bỏ phiếu 3 lần"), which may stand behind, too ("3 lần được vinh danh")."""
        if done := _DONE.match(text, times.end):
            return self._behind.stretch(text, times.start, done.end(), len(text)) or times
        if not NO_DEED.match(text, times.start + len(_TIMES)):
            return self._counted.read(text, figure, floor, left, times, inherited, ())
        if deed := deed_before(text, floor, left.end):
            return deed
        before = self._before.phrase(text, floor, left)
        little = before is None or RATE.fullmatch(before.text) or self._earlier.says_little(before.text)
        return (inherited if little else before) or times

    def _stands_before(self, text: str, figure: Figure, left: Left, floor: int) -> tuple[Step, ...] | None:
        """None where the thing may stand after the figure; else the rows by which it stands before, if rows say so."""
        if figure.kind in ("count", "ratio"):
            return None
        changes = [word for word in left.words if word in self._words.change]
        if changes:
            behind = self._changes_what_follows(text, figure, changes) and not self._words.basis.match(text, figure.end)
            return None if behind else self._words.row("change", changes[0])
        if (figure.unit or "").endswith(_AGE):
            return ()
        if figure.kind == "percent" and (share := self._share(left)):
            return self._words.row("share", share)
        basis = self._words.basis.match(text, figure.end)
        if basis:
            own = figure.kind != "multiple" and self._is_whole(text, figure, left, floor, basis)
            return None if own else self._words.row("basis", basis[1])
        if figure.kind not in ("percent", "money", "measure") or "/" in (figure.unit or ""):  # "0,4 mg/lít khí thở"
            return ()
        if figure.kind != "percent" and _NAME.match(text, figure.end):
            return ()
        deed = self._words.deed.match(text, figure.end)
        return self._words.row("deed", deed[1]) if deed else None

    def _is_whole(self, text: str, figure: Figure, left: Left, floor: int, basis: re.Match[str]) -> bool:
        """Whether what stands behind is what so much is of ("còn trống 80% tổng số phòng"), and nothing before is."""
        if basis[1] not in _WHOLES or self._words.head.match(text, basis.start(1)) is None:
            return False
        held = text.endswith(_HELD, 0, left.end) or "(" in text[left.end : figure.start]
        return not held and _EQUAL.isdisjoint(left.words) and not self._is_headed(text, floor, left)

    def _share(self, left: Left) -> str:
        """The word that makes a percentage a share of something else: the nearest one, or "chiếm" anywhere."""
        told = (word for word in left.words if word in self._words.share)
        return next((word for word in told if word == left.words[0] or word.startswith(_HOLDS)), "")

    def _changes_what_follows(self, text: str, figure: Figure, changes: Sequence[str]) -> bool:
        """Whether the thing that changes stands behind the figure: "giảm 30% nhân viên", "tăng gấp đôi học phí"."""
        start = figure.end + 1
        if figure.kind in ("money", "measure") and _MORE.issuperset(changes) and text.startswith(" ", figure.end):
            telling = self._words.no_noun.match(text, start) or self._words.deed.match(text, figure.end)
            return text[start : start + 1].islower() and not telling
        if figure.kind == "percent" and self._words.head.match(text, start):
            return True
        named = text.startswith(" ", figure.end) and text[start : start + 1].islower()
        grown = figure.kind == "percent" or (figure.kind == "multiple" and not _GROWN.isdisjoint(changes))
        return named and grown and self._words.no_noun.match(text, start) is None


def _noun_inside(text: str, figure: Figure) -> Indicator | None:
    """What is counted where it stands between the numbers of a rate: "9,2 bác sĩ/10.000 dân"."""
    at = text.find(figure.unit, figure.start, figure.end) if figure.unit else -1
    return Indicator(figure.unit or "", at, at + len(figure.unit or "")) if at >= 0 else None


def _verbatim(source: str, indicator: Indicator | None) -> Indicator | None:
    if indicator is None or BLANK not in indicator.text:
        return indicator
    return indicator._replace(text=source[indicator.start : indicator.end])
