"""Whose points a score is, where the text names it as the subject: "CLB Hòa Phú dẫn đầu bảng với [25 điểm]"."""

from __future__ import annotations

from collections import deque
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.phrases import Indicator
from extract.model import Figure

_NO_NAME: Final = r"(?!(?:Hiện|So|Với|Sau|Trước|Trong|Trên|Theo|Từ|Tại|Ở|Ngay|Vòng|Mùa|Trận|Nhóm|Việc|Không)\b)"
_CLEAR: Final = (  # where a sentence opens: two words, one that is no Vietnamese syllable, or capitals
    rf"(?:[{CAPITALS}][\w.]* [{CAPITALS}]|[A-Z]+\d*\b|[A-Z][a-z]*[aeiouy][b-df-hj-np-tv-xz]+[aeiouy]"
    r"|(?:CLB|Đội bóng|Đội|Thầy trò) )"
)
_DOES: Final = (
    "đang|đã|hiện|tiếp tục|vẫn|tạm|sẽ|chỉ(?! số| tiêu)|mới|xếp|đứng|dẫn đầu|có|giành|kém|hơn|bỏ xa|phải|mất|với|cũng"
    "|nhận(?! định)|còn|được|sớm|lúc này|vươn|leo|chiếm|thu|sở hữu|đạt"
)
_SUBJECT: Final = regex(
    rf"(?:(?:^|[(“\"])(?:(?:Hiện|Và|Nhưng|Còn|Khi|Nếu) )?(?={_CLEAR})|[,;:] "
    r"|(?<!\w)(?:khi|giúp|khiến|nhưng|còn|và|nếu|thì|mà|rằng) )"
    r"(?P<name>(?:(?:CLB|[Đđ]ội bóng|[Đđ]ội|[Tt]hầy trò(?: HLV)?) )?"
    rf"{_NO_NAME}[{CAPITALS}][\w.]*(?: (?:và )?[{CAPITALS}][\w.]*)*)(?=,? (?:{_DOES})(?!\w))"
)
_THAN: Final = regex(r"(?<!\w)(?:hơn|kém)(?!\w)")


def scorer(text: str, figure: Figure, read: Indicator | None) -> Indicator | None:
    """The subject before the points, instead of the last words of what it does; a name that begins behind it stands
    for itself, unless the subject has so many more or fewer.
    """
    if text.startswith("(", figure.start - 1):
        return None
    found = next(iter(deque(_SUBJECT.finditer(text, 0, figure.start), maxlen=1)), None)
    if found is None:
        return None
    end = found.end("name")
    if read and read.start > end and read.text[0].isupper() and not _THAN.search(text, end, read.start):
        return None
    return Indicator(found["name"], *found.span("name"))
