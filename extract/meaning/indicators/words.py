"""The words that open, end and link the phrases of indicators: what the roles of `indicator_cues.tsv` compile to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.alternation import CAPITALS, alternatives, whole_words
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.model import Step
from patterns.rows import IndicatorCue

_JOINING: Final = (
    "và", "hoặc", "hay", "thậm chí", "lại", "cùng", "mua vào", "bán ra", "mua", "bán",
    "có thể", "dù vậy", "tuy vậy", "sau đó", "trước đó", "khi đó", "lúc đó", "có lúc", "có khi", "có nơi",
    "vào", "mỗi", "trở lên", "trở xuống", "trở", "cho", "của", "so", "khác", "tiếp", "rồi",
)  # fmt: skip
_ADVERBS: Final = "đã|sẽ|đang|vẫn|hiện|cũng|đều|thường|bắt đầu|mới|từng|có thể|vừa|giờ đây"
_HAS: Final = " có"
_NEARLY: Final = (
    "số tiền|con số|tới|đến|lên đến|khoảng|gần|hơn|trên|dưới|tổng cộng|thêm|ra|ít nhất|tối thiểu|chừng|từ|tầm"
)
_NO_HEAD: Final = (
    r"số \d|tiền (?:sử|phong|thân|lệ|đề|án|tuyến|nhiệm|đồn|bối)(?!\w)"
    r"|vốn (?:là|bắt đầu|dĩ|nổi tiếng|quen|thuộc|rất)(?!\w)"
)
_INNER: Final = frozenset(  # heads that say where, by what or to what end: "giá vàng hiện ở khu vực chợ là"
    ("khu vực", "gdp", "grdp", "định giá", "hiệu quả", "hỗ trợ", "ngân sách", "nhập khẩu")
)
_WHOLE: Final = r"(?<!\w)(?<!toàn )(?<!trong )(?<!vào )(?<!số )"  # no "toàn bộ", "nằm trong nhóm"
_NO_RATE: Final = r"(?<!tốc độ)(?<!mức)(?<!đà)(?<!tỷ lệ)"  # "tốc độ tăng" is a thing, no predicate

_NAMED: Final = (  # behind another word these are part of a name: "Công ty cổ phần Đầu tư Hòa Phú"
    "Đầu tư|Công nghiệp|Nông nghiệp|Dịch vụ|Tài sản|Xuất khẩu|Xuất nhập khẩu|Nhập khẩu|Tiền|Tín dụng|Thuế|Sản phẩm"
)


class IndicatorWords:
    """The expressions of one set of rows."""

    def __init__(self, rows: Sequence[IndicatorCue], vocabulary: Vocabulary) -> None:
        """Compile the rows; what phrases open with is looked for in the vocabulary."""
        self._rows: dict[tuple[str, str], str] = {
            (row.role, s.casefold()): f"indicator_cues:{row.id}" for row in rows for s in row.surfaces
        }
        self._surfaces: dict[str, list[str]] = {}
        for row in rows:
            self._surfaces.setdefault(row.role, []).extend(row.surfaces)
        self.links, self.heads = self._set("link", "change"), self._set("head", "word", "whole")
        self.last_of_links = frozenset(surface.split()[-1] for surface in self.links | self.heads)
        self.change, self.share, self.alone = self._set("change"), self._set("share"), self._set("alone")
        self.amount, self.sole, self.anything = self._set("amount"), self._set("sole"), self._set("anything", "alone")
        self.apart = regex(rf"(?:{self._any('apart') or '(?!)'})(?!\w)", re.IGNORECASE)
        self.counter, self.level, self.won = self._set("counter"), self._set("level"), self._set("won")
        self.group = regex(rf"(?:{self._any('group')})(?!\w)", re.IGNORECASE)
        groups = regex(rf"(?<!\w)(?:{self._any('group')})(?!\w)", re.IGNORECASE)
        self.groups = vocabulary.led(self._of("group"), groups)
        self.quantity = regex(rf"(?:tổng )?({self._any('quantity')})(?!\w)", re.IGNORECASE)
        self.silent = frozenset(head for head in self.alone if " " not in head) | (self.alone & self._set("basis"))
        told = [row for role in ("number", "quantity") for row in rows if row.role == role]
        numbers = "|".join(_behind_none(row.not_after, row.surfaces) for row in told)
        number = regex(rf"(?<!\w)({numbers or '(?!)'})(?!\w)(?! \d)", re.IGNORECASE)
        self.number = vocabulary.led(self._of("number", "quantity"), number)
        held = self._of("holder")
        self.holders = tuple(f"{surface} " for one in held for surface in (one, one.capitalize()))
        self.holder = regex(rf"{_WHOLE}({alternatives(held) or '(?!)'}) $", re.IGNORECASE)
        self.trade = regex(
            rf"(?P<passive>(?: (?:{_ADVERBS}))* được(?: [^\s,;:.]+){{0,8}}?)? (?P<verb>{self._any('trade')})(?!\w)"
        )
        self.spends = frozenset(surface.split()[0] for surface in self._set("spend"))
        self.spend = regex(rf"(?<!\w)({self._any('spend')})(?: (?:{_NEARLY}))* $")
        self.leading = regex(rf"(?:{self._any('link', 'change')})(?!\w)", re.IGNORECASE)
        said = [*self._of("link", "change", "opener"), *_JOINING]
        self.empty = regex(rf"(?:(?:{alternatives(said)})(?:[\s,]+|$))+", re.IGNORECASE)
        self.empty_firsts = frozenset(surface.split()[0].casefold() for surface in said)
        opener = regex(rf"(?<!\w)({self._any('opener')})(?!\w)", re.IGNORECASE)
        self.opener = vocabulary.led(self._of("opener"), opener)
        heads = "|".join(_behind_none(row.not_after, row.surfaces) for row in rows if row.role == "head") or "(?!)"
        head = regex(rf"(?<!\w)(?!{_NO_HEAD})(?!(?-i:(?<=\w )(?:{_NAMED})))({heads})(?!\w)", re.IGNORECASE)
        self.head = vocabulary.led(self._of("head"), head)
        # A word that holds the syllable of one that cuts comes first, and is passed over.
        whole, cutting = self._of("word"), self._of("cut")
        titles = [surface.title() for surface in whole]  # "Đồng Bằng sông Cửu Long"
        cut = regex(f"{whole_words([*whole, *titles], any_case=True)}|{whole_words(cutting, any_case=True)}")
        self._cut = vocabulary.led([*whole, *cutting], cut)
        self._cutting = self._set("cut") - self._set("word")
        nouns = alternatives(self._set("word") - self._set("cut", "link", "opener"))
        self.no_noun = regex(rf"(?!(?:{nouns})(?!\w))(?:{self._any('cut', 'link', 'opener')})(?!\w)")
        self._adverbs = frozenset(_ADVERBS.split("|")) | self._set("verb")
        self._predicate = regex(rf"{_NO_RATE}\s(?:(?:{self._any('word', 'whole')})|({self._any('predicate')}))(?!\w)")
        begin = regex(
            rf"(?<!\w)({self._any('begin')}) (?=[^\W\d_])(?!khi|số|lần|phần|ngày|cách|vậy|thế)", re.IGNORECASE
        )
        self.lapse = self._set("lapse")
        self.doing = regex(rf"({self._any('doing') or '(?!)'})(?!\w)")
        away = "|".join(_behind_none(row.not_after, row.surfaces) for row in rows if row.role == "away") or "(?!)"
        place = r"(?!(?:đây|đi|nhau|xa nhau) )(?:(?:T[Pp]\.|[^\s,;:.]+) ){1,10}"
        self.away = regex(rf"(?:(?<=[\w,)–-] )|(?<=\()|^)(?i:({away})) {place}$")
        self.begin = vocabulary.led(self._of("begin"), begin)
        self.verb = regex(rf" ({self._any('verb')})(?!\w)")
        self.person = regex(
            rf"(?<!\w)((?:{self._any('person')})(?: (?:nam|nữ|trẻ|quê))?)"
            r"(?: (?:này|đó|ấy))?(?: (?:kém|hơn)(?: \w+){0,2})?[\s,(]*"
            r"(?:(?:năm nay|mới|vừa|tròn|đã|hơn|gần|khoảng|chừng|tầm|trên|dưới|từ) )*$",
            re.IGNORECASE,
        )
        self.somebody = regex(
            r"(?:^|[,;:] |(?<!\w)(?:khi|lúc|rằng|nhưng|còn|do|thì|dù|tuy) )"
            r"(?!trẻ (?!em)|người (?!dân|đàn|phụ|đẹp|mẫu|mẹ|cha))"
            rf"(?i:một )?(?P<who>(?i:(?:cựu )?(?:{self._any('person')}))(?! của)(?: [{CAPITALS}]\w*)*)(?!\w)"
        )
        self.term = regex(rf"\s({self._any('term')})\b")
        self.agent = regex(rf" (?:(?:{_ADVERBS}) )*được ({self._any('agent')})(?!\w)")
        self.little = regex(rf"(?:(?:tính|cho|trong) )*(?:\d+ tháng|({self._any('little')}))", re.IGNORECASE)
        self.defining = regex(rf"(?<!\w)({self._any('defining')})(?!\w)")
        self.coordinate = regex(rf",\s(?:các |những )?({self._any('coordinate')})(?!\w)")
        self.deed = regex(rf"\s({self._any('deed')})(?!\w)", re.IGNORECASE)
        self.part = regex(rf"\s({self._any('part') or '(?!)'})(?!\w)", re.IGNORECASE)
        self.basis = regex(rf"\s*({self._any('basis')})(?!\w)", re.IGNORECASE)

    def cut(self, text: str, start: int, end: int, first: int = 0) -> re.Match[str] | None:
        """The first word from `first` on at which a phrase from `start` ends, unless it is a syllable of another."""
        found = (one for one in self._cut.finditer(text, start, end) if one[0].casefold() in self._cutting)
        return next((one for one in found if one.start() >= first), None)

    def predicate(self, text: str, start: int, end: int, *, beside: bool = False) -> re.Match[str] | None:
        """The same of the words at which a phrase before its figure ends; right behind the head adverbs, `beside`."""
        for one in self._predicate.finditer(text, start, end):
            if one[1] and (one.start() > start or (beside and one[1] in self._adverbs)):
                return one
        return None

    def headed_behind(self, text: str, predicate: re.Match[str], end: int) -> re.Match[str] | None:
        """The head that says enough and stands behind a predicate: "tổ chức vi phạm sẽ bị | xử phạt"."""
        if predicate[1].endswith("hơn"):
            return None
        at = predicate.end()
        while (further := self._predicate.match(text, at, end)) and further[1]:
            at = further.end()
        at += len(_HAS) if text.startswith(_HAS + " ", at) else 0
        heads = self.head.finditer(text, at + 1, end)
        head = next((one for one in heads if one.start() == at + 1 or one[1].casefold() not in _INNER), None)
        return None if head is None or text[head.start() : end].casefold() in self.alone else head

    def _of(self, *roles: str) -> list[str]:
        return [surface for role in roles for surface in self._surfaces.get(role, ())]

    def _any(self, *roles: str) -> str:
        return alternatives(self._of(*roles))

    def _set(self, *roles: str) -> frozenset[str]:
        return frozenset(surface.casefold() for surface in self._of(*roles))

    def row(self, role: str, surface: str) -> tuple[Step, ...]:
        """The step of the row of that role with that surface, as a tuple of one, or nothing."""
        found = self._rows.get((role, surface.casefold()))
        return (Step("indicator", found, surface),) if found else ()


def _behind_none(vetoes: Sequence[str], surfaces: Sequence[str]) -> str:
    """A pattern of the surfaces where they stand behind none of the vetoes."""
    bars = "".join(rf"(?<!{re.escape(veto)}\s)" for veto in vetoes)
    return rf"{bars}(?:{alternatives(surfaces)})"
