"""Persons whose age or sentence a figure is: their names stand beside it, with no word between that would say so."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.phrases import Indicator
from extract.model import Figure

_CONVICT: Final = regex(rf"(?:^|\d\.\s|[;:]\s|[Bb]ị cáo\s|[Pp]hạt\s|án\s)([{CAPITALS}]\w*(?:\s[{CAPITALS}]\w*){{1,4}})")
_NAME: Final = (
    rf"(?P<name>(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Bb]é|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ) )?"
    r"(?!(?:Năm|Khi|Khoảng|Hơn|Gần|Trên|Dưới|Hiện|Mới|Nay|Tôi|Từ|Ở|Dù|Tuy|Mặc|Lên|Lúc|Đến|Vào|Vừa|Chưa|Chỉ|Ngoài|Theo)\b)"
    rf"[{CAPITALS}][\w.]*(?: [{CAPITALS}][\w.]*)*)"
)
_PERSON_BEFORE: Final = regex(rf"(?<!\w){_NAME}[\s,(]*(?:(?:năm nay|khi|mới|vừa|tròn|đã|hơn|gần|khoảng|năm)\s)*$")
_BRACKETED: Final = regex(rf"(?<!\w){_NAME} \([^()\d]{{1,40}}[,–-] ?$")  # "Đỗ Văn A (thôn Nam, 45 tuổi)"
_OF_SEX: Final = regex(  # "bệnh nhân là nữ, 45 tuổi"
    r"(?:^|[,;:] |(?:cho biết|cho hay) )(?P<who>(?!(?:người|đó|đây|này)\b)[^\s,;:.()\d]+(?: [^\s,;:.()]+){0,7})"
    r" là (?:nam|nữ)(?: giới)?,? $"
)
_DECEASED: Final = regex(
    rf"(?<!\w){_NAME} (?:đã |vừa )?(?:qua đời|từ trần|mất)(?!\w)[^.;]{{0,80}}[\s,](?:hưởng )?(?:thọ|dương) $"
)
_PERSON_BEHIND: Final = regex(
    rf",? (?:(?:nhưng|thì|mà|song) )?(?:{_NAME}|(?P<who>cậu bé|cô bé|cô nàng|ông|bà|anh|chị|cô|cậu|tôi))(?!\w)"
)
_AT: Final = (  # what stands between the words that say when ("từ khi mới") and the age
    "năm|khi|lúc|lên|dù|tuy|mặc dù|mới|đã|chỉ|vừa|tròn|chưa đầy|chưa đến|hơn|gần|ngoài|khoảng|ở|từ|đến|tới|vào"
)
_NOBODY: Final = regex(rf"[\s,“\"]*(?:(?:{_AT})\s)*", re.IGNORECASE)
_WHEN: Final = regex(rf"(?<!\w)(?:khi|lúc|năm|dù|tuy)\s(?:(?:{_AT})\s)*$")
_OF_AGE: Final = regex(
    r"(?:(?<!\w)(?:khi|lúc|dù|tuy|mặc dù|đã|vừa|mới|sắp|chưa|chuẩn bị|bước|qua|sang|đón|tròn|ở|trước|ngoài|đến"
    r"|tới|vào|lên|cận kề|ngưỡng|sinh nhật|trong)\s)*(?<!\w)(?<!nhóm )(?:độ )?tuổi\s$",
    re.IGNORECASE,
)
_OPENS: Final = "còn|và|nhưng|rằng|là|khi|nếu|thì|bởi|vì|cho biết|để|giúp|khiến"
_SUBJECT: Final = regex(rf"(?:(?:^|[“\"(])(?=[{CAPITALS}]\w* [{CAPITALS}])|[,;:]\s|(?<!\w)(?:{_OPENS}) ){_NAME}(?!\w)")
_WHO: Final = regex(
    r"[“\"(]?(?P<name>Ông|Bà|Anh|Chị|Cô|Cậu|Cụ|Chú|Bác|Em|Tôi|Đồng chí) "
    r"(?=[a-zà-ỹđ])(?!(?:bé|em|gái|con|nàng|dâu|trai|chủ)\b)"
)
_OLDER: Final = regex(r",?\s(?:nhỏ hơn|lớn hơn|hơn|kém)(?: [^\s,;:.]+){1,6} (?:(?:tới|đến|gần|khoảng) )*$")


def aged(text: str, floor: int, figure: Figure) -> Indicator | None:
    """The person whose age it is, by the name right before it ("Đỗ Văn A (45 tuổi") or behind it ("Năm 13 tuổi, A"),
    else by the subject of what was done at that age ("A rời quê khi mới 13 tuổi").
    """
    start, end = age_start(text, floor, figure), figure.end
    when = start < figure.start or _WHEN.search(text, floor, start)
    behind = _PERSON_BEHIND.match(text, end) if when or _NOBODY.fullmatch(text, floor, start) else None
    found = (
        (behind if when and text.startswith(",", end) else None)
        or _older(text, start)
        or _BRACKETED.search(text, floor, start)
        or _OF_SEX.search(text, floor, start)
        or _PERSON_BEFORE.search(text, floor, start)
        or _DECEASED.search(text, floor, start)
        or (behind if _NOBODY.fullmatch(text, floor, start) else None)
        or ((_last(_SUBJECT.finditer(text, 0, start)) or _WHO.match(text, 0, start)) if when else None)
    )
    name = "name" if found and found.groupdict().get("name") else "who"
    return Indicator(found[name], *found.span(name)) if found else None


def age_start(text: str, floor: int, figure: Figure) -> int:
    """Where an age begins with the words that call it one: "… | khi bước sang tuổi 38"."""
    named = _OF_AGE.search(text, floor, figure.start) if text.endswith("uổi ", floor, figure.start) else None
    return named.start() if named else figure.start


def _older(text: str, start: int) -> re.Match[str] | None:
    """Who is so much older or younger than another: "Lan Chi hơn Hải Nam 5 tuổi"."""
    than = _OLDER.search(text, 0, start)
    subject = _last(_SUBJECT.finditer(text, 0, than.start() + 1)) if than else None
    return subject if than and subject and (than[0][0] == "," or subject.end("name") == than.start()) else None


def _last(matches: Iterator[re.Match[str]]) -> re.Match[str] | None:
    return next(iter(deque(matches, maxlen=1)), None)


def convicted(text: str, floor: int, figure: Figure) -> Indicator | None:
    """The person named last before a term of prison, behind the figure before it at best."""
    named = list(_CONVICT.finditer(text, floor, figure.start)) or list(_CONVICT.finditer(text, 0, floor))
    return Indicator(named[-1][1], *named[-1].span(1)) if named else None
