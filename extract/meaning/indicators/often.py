"""What was done so many times, told before them: "từng kết hôn 3 lần"."""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.clauses import clause_start
from extract.meaning.indicators.phrases import Indicator

NO_DEED: Final = regex(  # behind "lần" no word of what was done so often
    r"\s*(?:nữa\s*)?(?:$|[,;:.)(”\"…]|(?:và|ở|tại|trong|trên|giữa|với|để|nhưng|mỗi|một|trước|so|do|vì|vẫn|từ|xuống|mà"
    r"|dọc|theo|khi|cho|thì|là|mất|tốn"
    r"|lên (?:mức|tới|đến|khoảng)|vào (?:các |những )?(?:ngày|tháng|năm|cuối|đầu|lúc|buổi))(?!\w))"
)
_ADVERB: Final = regex(
    r"(?<!\w)(?:đã|từng|phải|cần|được phép|được|chỉ(?! (?:số|tiêu|huy|đạo|dẫn|định|trích))|đang|sẽ|nên|có thể"
    r"|vừa|đều|cũng|chỉ cần) "
    r"(?=[a-zà-ỹđ])(?!(?:có|là|được) )"
)
RATE: Final = regex(r"(?:^| )(?:mỗi|một|hàng) (?:ngày|tuần|tháng|năm|đêm|giờ|phút)$", re.IGNORECASE)


def deed_before(text: str, floor: int, end: int) -> Indicator | None:
    """What stands behind the last adverb of the clause that ends there: "tổ ong chỉ | tách"."""
    adverbs = deque(_ADVERB.finditer(text, clause_start(text, floor, end), end), maxlen=1)
    adverb = adverbs[0] if adverbs else None
    if adverb is None or adverb.end() >= end:
        return None
    deed = RATE.sub("", text[adverb.end() : end])
    return None if not deed else Indicator(deed, adverb.end(), adverb.end() + len(deed))
