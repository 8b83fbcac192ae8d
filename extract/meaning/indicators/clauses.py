"""Where clauses begin: behind punctuation, a dash that ties nothing, and what the figure before is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.language.vocabulary import Led

_CLAUSE: Final = regex(  # it opens with what a search skips to
    r"[,;:()“”\".!?…\s](?:(?<=[,;:()“”\"])|(?<=[.!?…])(?=\s)(?<!\.[A-Z]\.)(?<!T[Pp]\.)|(?<=\s)[–-]\s)"
)
_COMPARED: Final = regex(
    r"^\s*(?:/[\w/]+|\([^)]*\)|\s*đối với[^,;.)]*|"
    r",?\s*so\s(?:với\s)?(?:cùng kỳ|năm|tháng|quý|phiên|đầu|kế hoạch|trước|thời điểm|bình quân)?[^,;.]*)",
    re.IGNORECASE,
)
_AND: Final = regex(rf" (?:(?:và|còn|trong khi|nhưng|song|khi|do|nhờ|vì|nên|thì) |(?=[{CAPITALS}][a-zà-ỹđ]))")
_DASH: Final = " - "
_YEAR: Final = regex(r"(?:19|20)\d\d(?!\d)|\d\d?/\d")
_BODY: Final = regex(r"(?:[Cc]ông ty|Tập đoàn|Ngân hàng|CTCP|Sở|Trường|Viện)(?: [^\s,;:.()\d]+)+$")
_REACH: Final = 60  # characters
_MARKS: Final = ",;:("


def bounds_of(text: str, start: int, end: int) -> Iterator[int]:
    """Where clauses can begin within the stretch, from left to right."""
    return (bound.end() for bound in _CLAUSE.finditer(text, start, end) if not _pairs(text, bound))


def clause_start(text: str, floor: int, end: int) -> int:
    """Where the clause that ends at `end` begins, behind the last mark of punctuation; `floor` where it has none."""
    return max(floor, *(text.rfind(mark, floor, end) + 1 for mark in _MARKS))


def _pairs(text: str, bound: re.Match[str]) -> bool:
    """Whether it is a dash that ties two names, words or years: "đường Hà Nội - Hải Phòng", "chênh lệch mua - bán"."""
    if len(bound[0]) < len(_DASH):
        return False
    first, second = text[text.rfind(" ", 0, bound.start()) + 1], text[bound.end() : bound.end() + 1]
    if _YEAR.match(text, bound.end()):
        return first.isdecimal()
    if not first.isalpha() or not second.isalpha():
        return False
    return (
        first.isupper() == second.isupper()
        or _BODY.search(text[max(0, bound.start() - _REACH) : bound.start()]) is not None
    )


def compared_to(text: str, start: int, end: int, head: Led) -> int:
    """How far what a figure before is compared with goes on behind it, up to the next thing that is measured."""
    compared = _COMPARED.match(text[start:end])
    bound = start + compared.end() if compared else start
    joined = _AND.finditer(text, start, bound) if compared else ()
    return next((one.start() for one in joined if head.match(text, one.end())), bound)
