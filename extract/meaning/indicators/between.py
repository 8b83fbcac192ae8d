"""What stands between a figure and the one before it, and whether both are of one thing."""

from __future__ import annotations

from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.before import Left
from extract.model import Figure

_JOINED: Final = regex(r"(?:,|\bvà|\bhoặc|\bhay)$")
_JOINING: Final = (",", "và", "hoặc", "hay")
_SAME: Final = regex(  # "5,3% GDP (tương đương …", "20 USD (…"
    r"(?: ?/ ?\w+)?(?:(?: [^\s,;:.()]+){0,3}(?:,| ?\() ?(?:tương đương|tương ứng|tức(?: là)?|xấp xỉ|khoảng)(?!\w)| \()"
    r" ?(?:(?:tương đương|tương ứng|với|giá trị|số tiền|là|ước|ước tính|xấp xỉ|khoảng|hơn|gần|trên|~) ?)*"
)
_ANEW: Final = regex(  # an amount again, in another currency: "3 yên mỗi đêm ("
    r"(?![^(]* giá )(?: ?/ ?\w+)?(?: [^\s,;:.()]+){0,3} ?\( ?(?:(?:khoảng|hơn|gần|trên|dưới|~) ?)*"
)
_INNER: Final = regex(
    r" (?:của|thuộc|cả|tại|trong|cho|từ|qua|mỗi|trên|ở|đối với|giữa|giá) (?:(?:khoảng|hơn|gần|trên|cả|toàn bộ|các) )*$"
)
_AGE: Final = "tuổi"
_OF_AGE: Final = regex(r" (?:dưới|từ|trên|đủ|từ đủ) $")  # "trẻ em dưới 5 tuổi"
_OF: Final = " của "  # "trái phiếu kỳ hạn 10 năm của Mỹ"
_PARTS_OFF: Final = regex(r"[,;:()“”\"]|\.\s| [–-] | (?:và|nhưng|còn|thì) ")
_PARTS: Final = frozenset(("percent", "multiple", "count"))
_COUNTS: Final = ("count", "duration", "rank")
_NEAR: Final = 60  # characters


def hands_on(text: str, start: int, end: int, left: Left, figure: Figure) -> bool:
    """Whether a figure that begins at `end` is of the thing of the one before, which ends at `start`: it is joined to
    it, says the same in another unit, or is what it is compared with.
    """
    return (
        _joined(text, start, end)
        or _SAME.fullmatch(text, start, end) is not None
        or (figure.kind == "money" and _ANEW.fullmatch(text, start, end) is not None)
        or (bool(left.words) and text.endswith(" so", start, left.end))
    )


def is_within(text: str, before: Figure, figure: Figure) -> bool:
    """Whether the figure before stands within the phrase of this one: "vốn của 3 dự án là 900 tỷ đồng"."""
    if figure.kind in _COUNTS:
        return False
    near = max(0, before.start - _NEAR)
    inner = before.kind in _COUNTS and _INNER.search(text, near, before.start) is not None
    aged = (before.unit or "").endswith(_AGE) and _OF_AGE.search(text, near, before.start) is not None
    return (inner or aged or text.startswith(_OF, before.end)) and _PARTS_OFF.search(
        text, before.end, figure.start
    ) is None


def of_a_kind(before: Figure, figure: Figure) -> bool:
    """Whether two figures can be of the same thing: of one unit, or one of them a share, a multiple or a count."""
    return before.unit == figure.unit or not _PARTS.isdisjoint((before.kind, figure.kind))


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a comma or "và" ends the stretch; a plain look tells that most end in neither."""
    end = start + len(text[start:end].rstrip())
    return text.endswith(_JOINING, start, end) and _JOINED.search(text, start, end) is not None
