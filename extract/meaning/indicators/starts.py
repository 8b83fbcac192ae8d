"""Where a phrase begins of which no head tells it: behind words that only lead to it, with the first of its names."""

from __future__ import annotations

from typing import Final

from extract.language.regexes import regex

_LEADING: Final = regex(
    r"(?:có thể|có(?! thể)|đã|đang|sẽ|vẫn|cũng|chỉ|cùng|hoặc|dù|rồi|rằng|trên(?! rồi)"
    r"|[Hh]iện(?! (?:trạng|đại|vật|tượng|trường|hành|thực|hữu|tại|nay|diện|vẫn)(?!\w))"
    r"|[Tt]rong(?! (?:nước|khi|suốt|sạch|đó)(?!\w))|cho(?! (?:phép|vay|thuê|mượn|biết|thấy)(?!\w))"
    r"|ra(?! (?:mắt|đời|trường|đi|tay|sức|quân|tòa|vào|trong)(?!\w))"
    r") (?=[^\W\d_]+ [^\W\d_])"
)
_NAME_END: Final = regex(r"(?:(?<!\w)[^\W\d_a-zà-ỹđ]\w* )+$")
_SHORT: Final = r"[A-ZĐ][A-Z0-9Đ]{1,5}(?: \x1f+)?, "
_SHORT_NAMES: Final = regex(rf"(?:(?:^|(?<=[:;,(] ))(?:{_SHORT})+|(?<!\w)(?:{_SHORT}){{2,}})$")
_NEAR: Final = 60  # characters
_LISTED: Final = 160  # characters


def behind_leading(text: str, start: int, end: int) -> int:
    """Where the phrase goes on behind words that only lead to it: "hiện | giá thép", "trong | chậu gốm"."""
    while lead := _LEADING.match(text, start, end):
        start = lead.end()
    return start


def first_name(text: str, clause: int, at: int) -> int:
    """Where the name begins that goes on at `at`, or the list of short names that it ends: no phrase begins in the
    middle of a name, or at the last of "ABC, DEF, GHI".
    """
    if not text[at].isupper():
        return at
    name = _NAME_END.search(text, max(clause, at - _NEAR), at)
    start = name.start() if name else at
    listed = _SHORT_NAMES.search(text, max(0, start - _LISTED), start) if text[start : start + 2].isupper() else None
    return listed.start() if listed else start
