"""Stretches of a sentence: what stands at their edges, expressions of time and asides in brackets left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.regexes import regex
from extract.model import Figure

_TIME: Final = (
    r"(?:(?:trong|tại|vào|tính|đến|từ|hết|cuối|đầu|giữa|cả|riêng|của|giai đoạn|nửa đầu|nửa cuối|hồi|so với|kể từ)\s)*"
    r"(?:\d+\s)?(?:năm|tháng|quý(?<!loại quý)|ngày|tuần|phiên|vụ|kỳ|giai đoạn|sáng|trưa|chiều|tối|đêm|hôm)\s"
    r"(?:đầu năm\s)?"
    r"(?:[\dIVX][\dIVX/.\-–]*|nay|này|trước|ngoái|vừa qua|vừa rồi|qua|sau|tới|đầu tiên|đầu năm|cuối năm)"
    r"(?:\s(?:năm|/)\s?(?:\d{4}|nay|ngoái|trước))?"
)
_YEAR: Final = r"(?:(?:đến|tới|từ|vào|trong|hết) )+(?:19|20)\d\d"
TIME_END: Final = regex(rf"(?:^|[\s,(])(?:(?:(?<=[,(] )sinh )?{_TIME}|{_YEAR})$", re.IGNORECASE)
_LAST_OF_TIME: Final = ("nay", "này", "trước", "ngoái", "qua", "rồi", "sau", "tới", "tiên", "năm", "I", "V", "X")
_TIME_START: Final = regex(rf"^{_TIME}(?=[\s,]|$)", re.IGNORECASE)
BLANK: Final = "\x1f"  # stands for each character of an aside that is left out
LONG_ASIDE: Final = BLANK * 20  # an aside this long explains; a shorter one is an abbreviation, part of the phrase
EDGES: Final = "\x1f ,;:()/–-“”\"'\t\n"
_LONGEST_PHRASE: Final = 4  # words
_BY: Final = ("x ", "x", "× ", "×")
_SIDES: Final = regex(r"(?<![\w,.])(?:\d[\d.,]*(?: ?[cm]?m)? ?[x×] ?)+$")  # "53,2 x 50 x | 18,7 mm"
_LOOSE: Final = (" được cho", " tại", " và", " cho")  # "công ty niêm yết giá bạc tại | 90 triệu đồng"
_WORDS_OF_AT: Final = ("tồn tại", "hiện tại", "Hiện tại", "thực tại", "nội tại")
_MARK: Final = regex(r"[(,:;“”\"‘’\x1f]")
_ASIDE: Final = regex(r"\([^()]{1,160}\)")


def before_sides(text: str, low: int, at: int) -> int:
    """Where the first side of a size of many sides begins, whose last one begins at `at`."""
    sides = _SIDES.search(text, low, at) if text.endswith(_BY, low, at) else None
    return sides.start() if sides else at


def may_end_in_time(part: str) -> bool:
    """Whether the part ends as expressions of time do; of most parts this leaves no more to ask."""
    return part.endswith(_LAST_OF_TIME) or part[-1:].isdecimal()


def may_end_in(part: str, last: frozenset[str]) -> bool:
    """Whether the last word of the part is one of these, or is written with marks; most parts end in none."""
    word = part[part.rfind(" ") + 1 :].casefold()
    return word in last or not word.isalpha()


def last_words(part: str) -> list[str]:
    """The phrases, in small letters, that the last words of the part make, the longest first."""
    words = part.rsplit(" ", _LONGEST_PHRASE)
    words = words[1:] if len(words) > _LONGEST_PHRASE else [words[0].lstrip(EDGES), *words[1:]]
    phrases: list[str] = []
    rest = ""
    for word in map(str.casefold, reversed(words)):
        first = word if word.isalpha() else _MARK.split(word)[-1]
        phrases.append(f"{first}{rest}")
        rest = f" {word}{rest}"
    return phrases[::-1]


def longest_of(phrases: Sequence[str], known: frozenset[str]) -> str:
    """The first of the phrases that is known; else empty."""
    for phrase in phrases:
        if phrase in known:
            return phrase
    return ""


def without_asides(text: str, figures: Sequence[Figure]) -> str:
    """The text with asides in brackets blanked out, of the same length; one that holds a figure stays."""
    if "(" not in text:
        return text
    parts = []
    at = 0
    for aside in _ASIDE.finditer(text):
        if not any(aside.start() < f.end and f.start < aside.end() for f in figures):
            parts += [text[at : aside.start()], BLANK * len(aside[0])]
            at = aside.end()
    return "".join((*parts, text[at:]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without spaces, punctuation and expressions of time at its edges."""
    while start < end:
        part = text[start:end]
        inner = part.strip(EDGES)
        start += len(part) - len(part.lstrip(EDGES)) if inner else len(part)
        end = start + len(inner)
        first = _TIME_START.match(inner)
        if first:
            start += first.end()
            continue
        last = TIME_END.search(inner) if may_end_in_time(inner) else None
        if last:
            end = start + last.start()
        elif inner.endswith(_LOOSE) and not inner.endswith(_WORDS_OF_AT):
            end -= next(len(loose) for loose in _LOOSE if inner.endswith(loose))
        else:
            break
    return start, end
