"""Persons whose age or sentence a figure is: their names stand beside it, with no word between that would say so."""

from __future__ import annotations

import re
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.phrases import Indicator
from extract.model import Figure

_CONVICT: Final = regex(rf"(?:^|\d\.\s|[;:]\s|[Bb]ị cáo\s|[Pp]hạt\s|án\s)([{CAPITALS}]\w*(?:\s[{CAPITALS}]\w*){{1,4}})")
_NAME: Final = (
    rf"(?P<name>(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Bb]é|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ) )?"
    rf"(?!(?:Năm|Khi|Khoảng|Hơn|Gần|Trên|Dưới|Hiện|Mới|Nay|Tôi|Từ|Ở)\b)[{CAPITALS}][\w.]*(?: [{CAPITALS}][\w.]*)*)"
)
_PERSON_BEFORE: Final = regex(rf"(?<!\w){_NAME}[\s,(]*(?:(?:năm nay|khi|mới|vừa|tròn|đã|hơn|gần|khoảng|năm)\s)*$")
_DECEASED: Final = regex(
    rf"(?<!\w){_NAME} (?:đã |vừa )?(?:qua đời|từ trần|mất)(?!\w)[^.;]{{0,80}}[\s,](?:hưởng )?(?:thọ|dương) $"
)
_PERSON_BEHIND: Final = regex(rf",? (?:nhưng )?{_NAME}(?!\w)")
_NOBODY: Final = regex(r"[\s,]*(?:(?:năm|khi|mới|hơn|gần|khoảng|ở|từ)\s)*", re.IGNORECASE)


def aged(text: str, floor: int, figure: Figure) -> Indicator | None:
    """The person whose age it is, by the name right before it ("Đỗ Văn A (45 tuổi") or behind it ("Năm 13 tuổi, A")."""
    before = _PERSON_BEFORE.search(text, floor, figure.start) or _DECEASED.search(text, floor, figure.start)
    found = before or (_PERSON_BEHIND.match(text, figure.end) if _NOBODY.fullmatch(text, floor, figure.start) else None)
    return Indicator(found["name"], found.start("name"), found.end("name")) if found else None


def convicted(text: str, floor: int, figure: Figure) -> Indicator | None:
    """The person named last before a term of prison, behind the figure before it at best."""
    named = list(_CONVICT.finditer(text, floor, figure.start)) or list(_CONVICT.finditer(text, 0, floor))
    return Indicator(named[-1][1], *named[-1].span(1)) if named else None
