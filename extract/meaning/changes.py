"""Whether a figure is the size of a change ("tăng 7%", "cao hơn 17%") or a level ("tăng lên 50%")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.figures.context import ahead_in_clause, preceded_by
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.model import Change, Figure, Step
from patterns.rows import ChangeCue, Qualifier

# What something is compared with stands before its number: "tăng so với mốc đỉnh 191 triệu", "thấp hơn trần 85%".
_BASE: Final = r"(?:mốc|đỉnh|trần|ngưỡng|giới hạn|ước tính|mức phí|dự báo|mức dự báo|dự đoán)(?!\w)"
_REACH: Final = 70  # code points before a figure in which words that stand apart from it may say what it changes
# "cao hơn mức tối thiểu 8%", "thấp hơn nhiều so với con số gần 180.000"; "thấp hơn mức chung của vùng 15%" is a change.
_ABOVE_LEVEL: Final = regex(
    r"(?<!\w)hơn (?:(?:khá|rất) )?(?:nhiều )?(?:so với )?(?:mức|con số)"
    r"(?:(?: (?!của )[^\W\d_]+){1,4}(?<! trước)(?<! nay)(?<! ngoái)(?<! qua)(?<! khoảng)(?<! chừng)(?<! gần)(?<! tới)"
    r"|(?: (?:gần|hơn|trên|khoảng))?) $"
)
_DAY: Final = r"(?:tháng|quý|năm|ngày|phiên) \d[\d/]*"
# Between the cue and the figure: "giảm so với tháng trước lần lượt là 3,33%", "giảm mỗi chiều 100.000 đồng".
_COMPARED: Final = regex(
    rf"(?:so với|so cùng|so(?! với)) (?!{_BASE})[^,;.:()\d]{{1,45}}$"
    rf"|so với {_DAY}(?: năm \w+)?(?: (?:tới|đến|khoảng))? $"
    r"|mỗi (?:chiều|tháng|năm|ngày|kg|lít|lượng) $"
    r"|chiều (?:thu )?(?:mua|bán)(?: vào| ra)? $",
    re.IGNORECASE,
)
_TRANSPARENT: Final = frozenset(
    {
        "bình quân",
        "trung bình",
        "thêm",
        "lần lượt",
        "tương ứng",
        "tới",
        "đến",
        "mức",
        "được",
        "là",
        "nhẹ",
        "mạnh",
        "chỉ",
    }
)
# "giảm nợ vay 5%": the thing that changes stands between verb and figure, and no word of a level.
_ITS_OBJECT: Final = regex(
    r"(?<!\w)(?<!tốc độ )(tăng|giảm|cắt giảm) (?!lên|xuống|từ|còn|trưởng)(?:[^\W\d_]+ ){1,5}$", re.IGNORECASE
)
_ITS_OBJECT_CUT: Final = regex(r"(?<!\w)(giảm|cắt giảm) (?!xuống|từ|còn)(?:[^\W\d_]+ ){1,8}$", re.IGNORECASE)
_LEVEL_WORD: Final = regex(r"(?<!\w)(?:đạt|là|còn|lên|xuống|về|chiếm|bằng|có|ở mức|được|với|đã)(?!\w)", re.IGNORECASE)
# "mức giảm giá xăng trong kỳ đó là 390 đồng": the change has a name
_NAMED: Final = regex(
    r"(?<!\w)([Mm]ức (?:tăng|giảm)) (?!trưởng)[^,;.:()\d]{2,60} (?:là|không quá|tối đa)"
    r"(?: khoảng| gần| hơn)? $"
)
# "cao hơn nhóm kia tới 7 năm"
_THAN: Final = regex(
    r"(?<!\w)((?:cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn|xa|nhanh|chậm|đắt|rẻ|nặng|nhẹ|đông|muộn|sớm|nhỉnh) hơn) "
    rf"(?!(?:so với )?{_BASE}|với )(?:[^,;.:()\d]{{2,40}}?(?<!với)|{_DAY})(?: (?:tới|đến|khoảng|gần))? $"
)
# "hơn anh 10 tuổi", "kém đội đầu bảng tới 13 điểm"
_THAN_WHOM: Final = regex(r"(?<!\w)(hơn|kém) [^,;.:()\d]{2,35}?(?: (?:tới|đến|khoảng|gần|vỏn vẹn))? $")
_OF_PEOPLE: Final = frozenset(("tuổi", "điểm"))
_SAME_AGAIN: Final = regex(
    r"(?:/[\w/]+)?(?: (?:từ|so với|trong|về) (?:(?! và )[^,;.:()\d]){2,30}?)?(?:,| và| hoặc|;)?"
    r"(?: hơn| khoảng| gần| trên)? $"
    r"|(?:/[\w/]+)?, [A-ZĐ]\w*(?: \w+){0,3} là $"
    r"|(?:/[\w/]+)? (?:ở )?chiều (?:thu )?(?:mua|bán)(?: vào| ra)?(?:,| và) $"
)
_SIGNED: Final = regex(r"\(([-+])$")
_BRACKETED: Final = regex(r"(?:/[\w/]+)?(?: \(|, (?=tương))[-+]?(?:tương đương |tương ứng |với |hơn |gần |khoảng )*$")
_QUOTES: Final = " \"”“'"


class Changes:
    """Reads whether a figure is the size of a change, by the `changes` table: the longest cue before it decides."""

    def __init__(self, rows: Sequence[ChangeCue], qualifiers: Sequence[Qualifier], vocabulary: Vocabulary) -> None:
        self._cues: dict[str, list[ChangeCue]] = {}
        for row in rows:
            for surface in row.surfaces:
                self._cues.setdefault(surface, []).append(row)
        self._longest = max((len(surface.split()) for surface in self._cues), default=1)
        skipped = {surface for row in qualifiers if row.side == "before" for surface in row.surfaces}
        skipped |= _TRANSPARENT - set(self._cues)
        self._skipped = dict.fromkeys(skipped, True)
        self._compared = vocabulary.led(("so", "mỗi", "chiều"), _COMPARED)

    def change_of(
        self, text: str, figure: Figure, before: tuple[Figure, Change, Step | None] | None = None
    ) -> tuple[Change, Step | None]:
        """The change that `figure` measures, `none` for a level; `before` is the figure to its left with its change."""
        low = max(0, figure.start - _REACH)
        if text.find("hơn ", low, figure.start) >= 0 and _ABOVE_LEVEL.search(text, low, figure.start):
            return "none", None
        found = self._directly(text, figure)
        if found[1] is not None:
            return found
        if before is not None and before[1] != "none" and self._goes_on(text, before[0], figure):
            return before[1], before[2]
        if figure.kind == "percent" and (sign := _SIGNED.search(text, max(0, figure.start - 3), figure.start)):
            return ("decrease" if sign[1] == "-" else "increase"), None  # "còn 559,5 điểm (-0,13%)"
        return self._farther(text, figure)

    @staticmethod
    def _goes_on(text: str, before: Figure, figure: Figure) -> bool:
        """Whether the figure repeats the one before it: "giảm 2,3% và 0,38%", "tăng 75 điểm (0,5%)"."""
        counted = text[max(before.end, before.noun_end) : figure.start]
        again = before.kind == figure.kind and _SAME_AGAIN.fullmatch(counted) is not None
        return again or _BRACKETED.fullmatch(text, before.end, figure.start) is not None

    def _farther(self, text: str, figure: Figure) -> tuple[Change, Step | None]:
        """Cues with their object between them and the figure: "giảm nợ vay 5%", "cao hơn nhóm kia tới 7 năm"."""
        low = max(0, figure.start - _REACH)
        than = _THAN.search(text, low, figure.start) if text.find("hơn ", low, figure.start) >= 0 else None
        if than is None and figure.unit in _OF_PEOPLE:
            than = _THAN_WHOM.search(text, low, figure.start)
        row = self._speaking(self._cues.get(than[1].lower(), ()), text, figure, compared=True) if than else None
        if than and row and row.change != "none":
            return row.change, Step("change", f"changes:{row.id}", than[1])
        named = _NAMED.search(text, low, figure.start) if text.find("ức ", low, figure.start) >= 0 else None
        if named and (row := self._speaking(self._cues.get(named[1].lower(), ()), text, figure)):
            return row.change, Step("change", f"changes:{row.id}", named[1])
        with_object = {"percent": _ITS_OBJECT, "money": _ITS_OBJECT_CUT}.get(figure.kind)
        verb = with_object.search(text, low, figure.start) if with_object else None
        if verb and _LEVEL_WORD.search(text, verb.end(1), figure.start) is None:
            row = self._speaking(self._cues.get(verb[1].lower(), ()), text, figure)
            if row and row.change != "none":
                return row.change, Step("change", f"changes:{row.id}", verb[1])
        return "none", None

    def _directly(self, text: str, figure: Figure) -> tuple[Change, Step | None]:
        at = figure.start
        if figure.value_max is not None and preceded_by(
            text, at, {"từ": True}, 1
        ):  # "tăng từ 8,5-9%": the range is the change
            at = len(text[:at].rstrip()) - len("từ")
        for _ in range(5):
            found = preceded_by(text, at, self._cues, self._longest)
            row = self._speaking(found[1], text, figure) if found else None
            if found and row:
                return row.change, Step("change", f"changes:{row.id}", found[0])
            skip = preceded_by(text, at, self._skipped, 3)
            if skip is None and figure.value_max is not None:
                skip = preceded_by(text, at, {"từ": True}, 1)
            compared = self._compared.search(text, max(0, at - 60), at) if skip is None else None
            if skip is None and compared is None:
                return "none", None
            at = len(text[:at].rstrip(_QUOTES)) - len(skip[0]) if skip else compared.start()  # type: ignore[union-attr]
        return "none", None

    @staticmethod
    def _speaking(rows: Sequence[ChangeCue], text: str, figure: Figure, *, compared: bool = False) -> ChangeCue | None:
        """The first of the rows that speaks of such a figure; `compared`: a comparison stands before the figure."""
        for row in rows:
            if row.kinds and figure.kind not in row.kinds:
                continue
            if row.only_ahead and not compared and not ahead_in_clause(text, figure.end, row.only_ahead):
                continue
            return row
        return None
