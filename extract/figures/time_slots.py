"""The slots that the rows of `patterns/times.tsv` are written with, and how a row's pattern becomes a regular
expression.

A slot is captured and handed on as a part of the time expression (`{month}` gives the part `month`); a phrase is only
shorthand and is not captured. Everything is written for lower-cased canonical text.
"""

from __future__ import annotations

import re
from typing import Final

from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import TimeRow

_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])(?!\d)"
_YEAR: Final = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_SMALL_WORDS: Final = "mười một|mười hai|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười"
_MONTH_WORDS: Final = f"{_SMALL_WORDS}|giêng|chạp"
_UNIT_WORDS: Final = "không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|tám|chín"
_YEAR_WORDS: Final = rf"(?:một|hai) (?:nghìn|ngàn)(?: (?:{_UNIT_WORDS}) trăm)?(?: (?:linh|lẻ|mươi|mười|{_UNIT_WORDS}))*"
_ENGLISH_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_STEM: Final = "giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý|quí"
_BRANCH: Final = "tý|tí|sửu|dần|mão|mẹo|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi"
_CLOSED: Final = (  # what stands behind "tới" where it means the coming one, and not "to" or "come"
    r"\s*(?:[.,;:)]|$)|\s(?:và|để|ở|tại|sẽ|với|của|là|sau|theo|này|khi|nhằm|do|có|được)(?!\w)"
)

SLOTS: Final[dict[str, str]] = {
    "day": _DAY,
    "day_to": _DAY,
    "day_words": f"(?:{_SMALL_WORDS})",
    "month": _MONTH,
    "month_to": _MONTH,
    "month_words": rf"(?:{_MONTH_WORDS})(?!\w)",
    "year": _YEAR,
    "year_to": _YEAR,
    "year_any": r"(?:1\d\d\d|20\d\d|2100)(?!\d|[.,]\d)",
    "year_short": r"\d\d(?!\d)",
    "year_short_to": r"\d\d(?!\d|%)",
    "year_words": _YEAR_WORDS,
    "year_anchor": "(?:nay|này|ngoái|trước|qua|vừa qua|vừa rồi|sau|tới|kế tiếp|đó|ấy)(?!\\w)",
    "anchor": "(?:nay|này|trước|qua|vừa qua|vừa rồi|rồi|sau|tới|kế tiếp)(?!\\w)",
    "quarter": r"(?:iii|iv|ii|i|0?[1-4]|một|hai|ba|tư|bốn|nhất)(?!\w)",
    "quarter_to": r"(?:iii|iv|ii|i|0?[1-4]|một|hai|ba|tư|bốn|nhất)(?!\w)",
    "n": rf"(?:\d{{1,2}}(?!\d)|{_SMALL_WORDS})",
    "n_from": r"\d{1,2}(?!\d)",
    "first_half": "đầu",
    "second_half": "(?:cuối|sau)",
    "stretch": "(?:năm|tháng|tuần|ngày|giờ|quý|thập kỷ|thập niên)",
    "way": "(?:qua|vừa qua|vừa rồi|gần đây|gần nhất|trở lại đây|sắp tới|tới đây|tới|nay|(?<=giờ )tiếp theo)(?!\\w)",
    "away": "(?:trước|nữa)(?!\\w)",
    "prior": "(?:trước đó|liền trước)(?!\\w)",
    "later": "sau(?: đó(?!\\w)|(?=[,.;]|$))",
    "heading": rf"(?:vừa qua|vừa rồi|sắp tới|tới đây|tới(?={_CLOSED}))(?!\w)",
    "sexagenary": f"(?:{_STEM}) (?:{_BRANCH})(?!\\w)",
    "sunday": "(?:chủ|chúa) nhật",
    "weekday": r"(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?![\w%])",
    "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    "hour_to": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    "minute": r"[0-5]\d(?!\d)",
    "minute_to": r"[0-5]\d(?!\d)",
    "minute_any": r"[0-5]?\d(?!\d)",
    "decade": r"\d0(?!\d)",
    "decade_full": r"(?:1[5-9]|20)\d0(?!\d|[.,]\d)",
    "century": r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v)|xx|x|[12]?\d(?!\d))(?!\w)",
    "english": rf"(?:{_ENGLISH_MONTH})\.? {{d}}(?:st|nd|rd|th)?,? {{y}}".format(d=_DAY, y=_YEAR)
    + "|"
    + rf"{{d}}[ -](?:{_ENGLISH_MONTH})\.?,?[ -]{{y}}".format(d=_DAY, y=_YEAR),
}

# What the slots of one or two digits look like from afar: quick to compile, and nothing that they take is missed by it.
_FROM_AFAR: Final = {
    **SLOTS,
    **dict.fromkeys(
        (
            "day", "day_to", "month", "month_to", "year_short", "year_short_to",
            "hour", "hour_to", "minute", "minute_to", "minute_any",
        ),
        r"\d\d?(?!\d)",
    ),
}  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "sep": r" ?[/.\-–] ?",
    "dash": r" ?[-–—] ?",
    "to": r"(?: ?[-–—] ?| (?:đến|tới) )",
    "and": r"(?:(?:, ?| ?; ?)\d{1,2})*(?: và | ?& ?| ?[-–—] ?|, ?| đến | tới )",
    "daypart": "(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya|nửa đêm)",
    "of_year": (r"(?:(?:,? (?:của |trong )?năm |,? ?\(năm | ?[/\-–] ?|\.){year}|,? (?:của )?năm {year_anchor})"),
    "num_year": r"(?:{sep}{year}|(?:,? của|,)? năm {year})",
}

_BRACES = regex(r"\{([a-z_]+)\}")


def expanded(row: TimeRow) -> tuple[str, list[tuple[str, str]]]:
    """Write out a row's pattern as a regular expression, with the (group, slot) names it captures.

    Raises PatternError for a name in braces that is neither slot nor phrase.
    """
    groups: list[tuple[str, str]] = []

    def captured(match: re.Match[str]) -> str:
        if match[1] not in SLOTS:
            raise PatternError(
                f"times.tsv: row {row.id!r} uses {{{match[1]}}}, which is no slot; known: {', '.join(SLOTS)}"
            )
        groups.append((f"slot{len(groups)}", match[1]))
        return f"(?P<{groups[-1][0]}>{SLOTS[match[1]]})"

    return _BRACES.sub(captured, _without_phrases(row.pattern)), groups


def from_afar(row: TimeRow) -> str:
    """A regular expression that matches wherever the row's own does, and captures nothing."""
    return _BRACES.sub(lambda match: f"(?:{_FROM_AFAR[match[1]]})", _without_phrases(row.pattern))


def _without_phrases(pattern: str) -> str:
    while any(name in PHRASES for name in _BRACES.findall(pattern)):
        pattern = _BRACES.sub(lambda match: PHRASES.get(match[1], match[0]), pattern)
    return pattern
