"""What stands right before and right after a place in a text: the one way rows ask about their surroundings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from extract.language.canonical import lowered
from extract.language.regexes import regex
from extract.model import Figure

T = TypeVar("T")

_WINDOW: Final = 64
_MOST_WORDS: Final = 6  # as many as most tables ask for, so that they share what was cut once
_CLAUSE: Final = 80
_CLAUSE_END: Final = regex(r"[;,()]|\. | - ")
_QUOTES: Final = "“”\"'‘’"
_TRANSPARENT: Final = frozenset(
    "khoảng|chừng|tầm|xấp xỉ|gần|hơn|trên|dưới|từ|đến|tới|ít nhất|tối đa|tối thiểu|cả|những|có|tận|ngót|trung bình|"
    "bình quân|ước|ước tính|được|thêm|mạnh|nhẹ|chỉ|lên".split("|")
)  # of two words at most


def left_words(text: str, at: int, count: int) -> list[str]:
    """Up to `count` lower-case words (or marks) that end right before `at`, the nearest last."""
    return [
        word.strip(_QUOTES) or word
        for word in lowered(text)[max(0, at - _WINDOW) : at].replace("(", " (").split()[-count:]
    ]


def preceded_by(text: str, at: int, surfaces: Mapping[str, T], longest: int) -> tuple[str, T] | None:
    """The longest of the lower-case `surfaces` that ends right before `at`, a space between allowed; with its value."""
    for surface in _left_phrases(text, at, max(longest, _MOST_WORDS))[-longest:]:
        if surface in surfaces:
            return surface, surfaces[surface]
    return None


@lru_cache(maxsize=64)
def _left_phrases(text: str, at: int, count: int) -> tuple[str, ...]:
    """The phrases that end right before `at`, the longest first; many tables ask for them at each figure."""
    phrases = [" ".join(left_words(text, at, count))]
    while (space := phrases[-1].find(" ")) >= 0:
        phrases.append(phrases[-1][space + 1 :])
    return tuple([phrase.lstrip("(“\"'‘[") for phrase in phrases])


def preceded_by_any(text: str, at: int, surfaces: Collection[str], skip: bool = True) -> bool:
    """Whether one of `surfaces` ends right before `at`, qualifiers ("hơn", "khoảng") between them skipped."""
    before = text[max(0, at - _WINDOW) : at]
    wanted = _lowered(tuple(surfaces))
    for _ in range(4):
        if _ends_with(before.lower().rstrip(), wanted):
            return True
        if not skip or (length := _transparent(before)) == 0:
            return False
        before = before[:-length]
    return False


def _transparent(before: str) -> int:
    """How long the qualifier is that ends there, with the space behind it; 0 where none does."""
    if not before.endswith(" "):
        return 0
    at = before.rfind(" ", 0, -1)
    for start in (before.rfind(" ", 0, max(at, 0)), at):
        if before[start + 1 : -1].lower() in _TRANSPARENT:
            return len(before) - start - 1
    return 0


def follows_any(text: str, at: int, surfaces: Collection[str]) -> bool:
    """Whether one of `surfaces` starts at `at`, a space between allowed."""
    start = at + 1 if text[at : at + 1].isspace() else at
    behind, wanted = text[start : start + _WINDOW].lower(), _lowered(tuple(surfaces))
    return behind.startswith(wanted) and any(
        behind.startswith(surface) and not _is_word(behind[len(surface) : len(surface) + 1]) for surface in wanted
    )


def _ends_with(before: str, wanted: tuple[str, ...]) -> bool:
    return before.endswith(wanted) and any(
        before.endswith(surface) and not (_is_word(surface[:1]) and _is_word(before[: -len(surface)][-1:]))
        for surface in wanted
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=1024)
def _lowered(surfaces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(surface.lower() for surface in surfaces)


def ahead_in_clause(text: str, end: int, words: Sequence[str]) -> bool:
    """Whether one of the lower-case `words` stands in the rest of the clause behind `end`."""
    stop = _CLAUSE_END.search(text, end, end + _CLAUSE)
    return _anywhere(tuple(words)).search(text, end, stop.start() if stop else end + _CLAUSE) is not None


@lru_cache(maxsize=256)
def _anywhere(surfaces: tuple[str, ...]) -> re.Pattern[str]:
    return regex(rf"(?<!\w)(?:{'|'.join(map(re.escape, surfaces))})(?!\w)", re.IGNORECASE)


def is_bracketed(text: str, at: int) -> bool:
    """Whether a place of a text stands in brackets."""
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def is_age_set_off(figure: Figure, text: str) -> bool:
    """Whether the figure is the age of one who is named: "Hoa (24 tuổi)", "Hoa, 24 tuổi"."""
    return figure.unit == "tuổi" and text.endswith(("(", ", "), 0, figure.start)
