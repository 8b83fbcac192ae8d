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
_NO_NAME: Final = (  # written large where they open a clause
    "(?!(?:Năm|Khi|Khoảng|Hơn|Gần|Trên|Dưới|Hiện|Mới|Nay|Tôi|Từ|Ở|Dù|Tuy|Mặc|Lên|Lúc|Đến|Vào|Vừa|Chưa|Chỉ|Ngoài|Theo"
    r"|Cùng|Trước|Sau|Trong|Những|Các|Một|Người|Với|Được|Tại|Để|Báo|Hội|Bộ|Sở|Công ty|Tập đoàn|Bệnh viện|Trường)\b)"
)
_PART: Final = rf"[{CAPITALS}][\w.]*(?:[’']\w+)?"  # "D'Angelo"
_NAME: Final = (
    r"(?P<name>(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Bb]é|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ) )?"
    rf"{_NO_NAME}{_PART}(?: (?:(?:bin|bint|van|von|de|da|al|el|thị) )?{_PART})*)"
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
_PRONOUNS: Final = "cậu bé|cô bé|cô nàng|ông|bà|anh|chị|cô|cậu|tôi"
_PERSON_BEHIND: Final = regex(rf",? (?:(?:nhưng|thì|mà|song) )?(?:{_NAME}|(?P<who>{_PRONOUNS}))(?!\w)")
_HOWEVER: Final = regex(r",? (?=nhưng )")
_NAME_BEHIND: Final = regex(rf" (?:này )?(?P<name>{_NO_NAME}[{CAPITALS}]\w*(?: [“\"]?[{CAPITALS}]\w*[”\"]?)*)(?!\w)")
_CALLED: Final = regex(  # "tin | ông đã 82 tuổi"
    r"(?:(?:^|[,;:(“\"]) ?"
    r"|(?<!\w)(?:khi|lúc|hồi|dù|tuy|rằng|nghĩ|tin|biết|thấy|bởi|vì|do|nhưng|thì|nếu|bây giờ|nay|hiện) )"
    rf"(?i:(?P<who>(?:{_PRONOUNS}|nàng|em|bé|cụ|chú|bác|con|mình)(?: ấy| ta)?)) "
    r"(?:(?:năm nay|khi đó|lúc đó|mới|vừa|tròn|đã|sắp|chỉ|hơn|gần|khoảng|chưa|chưa đầy|được|bước|sang|ngoài|cũng) )*$"
)
_AT: Final = (  # what stands between the words that say when ("từ khi mới") and the age
    "năm nay|năm|khi|lúc|lên|dù|tuy|mặc dù|mới|đã|chỉ|vừa|tròn|chưa đầy|chưa đến|hơn|gần|ngoài|khoảng|ở|từ|đến|tới|vào"
    "|cùng|sắp|cũng|hiện"
)
_NOBODY: Final = regex(rf"[\s,“\"]*(?:(?:{_AT})\s)*", re.IGNORECASE)
_WHEN: Final = regex(rf"(?<!\w)(?:khi|lúc|năm|dù|tuy)\s(?:(?:{_AT})\s)*$")
_OF_AGE: Final = regex(
    r"(?:(?<!\w)(?:khi|lúc|dù|tuy|mặc dù|đã|vừa|mới|sắp|chưa|chuẩn bị|bước|qua|sang|đón|tròn|ở|trước|ngoài|đến"
    r"|tới|vào|lên|cận kề|ngưỡng|sinh nhật|trong)\s)*(?<!\w)(?<!nhóm )(?:độ )?tuổi\s$",
    re.IGNORECASE,
)
_OPENS: Final = "còn|và|nhưng|rằng|là|khi|nếu|thì|bởi|vì|cho biết|để|giúp|khiến|đưa tin"
_FOREIGN: Final = r"[A-Z][a-z]*[aeiouy][b-df-hj-np-tv-xz]+[aeiouy]"  # no one syllable: a name where a clause opens, too
_NAME_AND_COMMA: Final = (  # "sinh ra ở Đông Hòa, | Hà Nam, được …"
    rf"[{CAPITALS}][\w.]*(?: [{CAPITALS}][\w.]*)*,(?! (?:đã|vừa|từng|mới) )"
)
_SUBJECT: Final = regex(
    rf"(?:(?:^|[“\"(])(?=[{CAPITALS}]\w* [{CAPITALS}]|{_FOREIGN})|[,;:]\s(?!{_NAME_AND_COMMA})|(?<!\w)(?:{_OPENS}) )"
    rf"{_NAME}(?!\w)"
)
_DOER: Final = regex(  # "khi | cô rời quê"
    rf"(?<!\w)(?:khi|lúc|nơi|rằng|nhưng|vì|dù|sau khi|trước khi|mà) (?P<who>{_PRONOUNS}) "
    r"(?=[a-zà-ỹđ])(?!(?:bé|em|gái|con|nàng|dâu|trai|chủ)\b)"
)
_WHO: Final = regex(
    r"[“\"(]?(?P<name>Ông|Bà|Anh|Chị|Cô|Cậu|Cụ|Chú|Bác|Em|Tôi|Đồng chí) "
    r"(?=[a-zà-ỹđ])(?!(?:bé|em|gái|con|nàng|dâu|trai|chủ)\b)"
)
_NAMED: Final = regex(r" tên (?:là )?$")
_NEAR: Final = 60  # characters
_OLDER: Final = regex(r",?\s(?:nhỏ hơn|lớn hơn|hơn|kém)(?: [^\s,;:.]+){1,6} (?:(?:tới|đến|gần|khoảng) )*$")


def aged(text: str, floor: int, figure: Figure, somebody: re.Pattern[str]) -> Indicator | None:
    """The person whose age it is, by the name right before it ("Đỗ Văn A (45 tuổi") or behind it ("Năm 13 tuổi, A"),
    else by the subject of what was done at that age ("A rời quê khi mới 13 tuổi"), a name or a noun of
    a person that `somebody` finds.
    """
    start, end = age_start(text, floor, figure), figure.end
    when = start < figure.start or _WHEN.search(text, floor, start)
    nobody = _NOBODY.fullmatch(text, floor, start) is not None
    behind = _behind(text, end, somebody) if when or nobody else None
    found = (
        (behind if when and text.startswith(",", end) else None)
        or _older(text, start)
        or _BRACKETED.search(text, floor, start)
        or _OF_SEX.search(text, floor, start)
        or _PERSON_BEFORE.search(text, floor, start)
        or _CALLED.search(text, floor, start)
        or _DECEASED.search(text, floor, start)
        or (behind if nobody else None)
        or (_subject(text, start, somebody) if when else None)
    )
    name = "name" if found and found.groupdict().get("name") else "who"
    return Indicator(found[name], *found.span(name)) if found else None


def _subject(text: str, start: int, somebody: re.Pattern[str]) -> re.Match[str] | None:
    """Who did what the text before tells: the last name or noun of a person that opens a clause."""
    name, noun = _last(_SUBJECT.finditer(text, 0, start)), _last(somebody.finditer(text, 0, start))
    if name and noun:
        told = text.startswith((", ", " - "), name.end()) and noun.start() - name.end() < len(" - ")
        return name if told or name.start() > noun.start() else noun
    return name or noun or _WHO.match(text, 0, start) or _last(_DOER.finditer(text, 0, start))


def age_start(text: str, floor: int, figure: Figure) -> int:
    """Where an age begins with the words that call it one: "… | khi bước sang tuổi 38"."""
    named = _OF_AGE.search(text, floor, figure.start) if text.endswith("uổi ", floor, figure.start) else None
    return named.start() if named else figure.start


def _behind(text: str, end: int, somebody: re.Pattern[str]) -> re.Match[str] | None:
    """Who is named right behind an age that a clause opens with: "13 tuổi, | Lan rời quê"."""
    however = _HOWEVER.match(text, end)
    return _PERSON_BEHIND.match(text, end) or somebody.match(text, however.end() if however else end)


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


def with_noun(text: str, person: Indicator, noun: re.Pattern[str]) -> Indicator:
    """The person with the noun before "tên", where there is one: "cô gái tên Lan"."""
    named = _NAMED.search(text, max(0, person.start - _NEAR), person.start)
    found = noun.search(text, max(0, named.start() - _NEAR), named.start()) if named else None
    return Indicator(text[found.start(1) : person.end], found.start(1), person.end) if found else person


def name_behind(text: str, end: int) -> Indicator | None:
    """The name that stands right behind an age: "nữ diễn viên 35 tuổi | Lan Chi"."""
    found = _NAME_BEHIND.match(text, end)
    return Indicator(found["name"], *found.span("name")) if found else None


def full_name_behind(text: str, end: int) -> Indicator | None:
    """The same of two words or more, which need no noun before: "ngôi sao điện ảnh 24 tuổi | Lan Chi"."""
    found = name_behind(text, end)
    return found if found and " " in found.text else None
