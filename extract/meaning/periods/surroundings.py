"""The words around a figure, as the signs of its period are made of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extract.language.regexes import regex
from extract.meaning.periods.mentions import ATTACHED, TimedSentence
from extract.model import Figure

__all__ = ["around", "is_of_now", "last_verbal", "opening"]

_NO_NOW: Final = "".join(rf"(?<!{word}[\s,][Hh])" for word in "thực phát thể xuất biểu tái hiển".split())
_NOW: Final = regex(  # "tỉnh hiện có", and no "thực hiện", "phát hiện"; it opens with what a search skips to
    rf"[Hh](?:(?<=^[Hh])|(?<=[\s,][Hh]){_NO_NOW})iện (?:nay|tại|giờ|có|đang|đã|vẫn|chỉ|mới)\b"
)
_NOW_FIRST: Final = regex(r"\W*Hiện\b")  # "Hiện cảng có"
_WORD: Final = regex(r"[^\W\d]\w*")
_BEFORE: Final = 45  # characters around a figure whose words are signs
_BEHIND: Final = 25
_OPENING: Final = 40
_VERBAL: Final = frozenset("đã vừa đang sẽ là có được bị từng sắp chưa vẫn còn".split())  # what tells tense, and states


def is_of_now(figure: Figure, sentence: TimedSentence) -> bool:
    """Whether the sentence says "hiện" before the figure, and names no time from there on to it or attached to it: nine
    in ten such figures are of no time.
    """
    text = sentence.text
    if "iện" not in text:
        return False
    said = [found.start() for found in _NOW.finditer(text, 0, figure.start)]
    if not said and not _NOW_FIRST.match(text, 0, figure.start):
        return False
    now = said[-1] if said else 0
    return not any(
        now < span.end if span.start < figure.start else ATTACHED.fullmatch(text, figure.end, span.lead)
        for span in sentence.times
    )


@lru_cache(maxsize=16)
def last_verbal(text: str, end: int) -> str:
    words = text[:end].lower().split()
    if _VERBAL.isdisjoint(words):
        return "none"
    return next(word for word in reversed(words) if word in _VERBAL)


@lru_cache(maxsize=8)
def opening(text: str) -> tuple[str, ...]:
    """The first words of a sentence; all its figures ask for them, one after the other."""
    return tuple(_words(text[:_OPENING].lower())[:4])


@lru_cache(maxsize=8)
def around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The words shortly before a figure, and those shortly behind it, marked so; what is cut at the edge is none."""
    before = _words(text[max(0, start - _BEFORE) : start].lower())
    behind = _words(text[end : end + _BEHIND].lower())
    return tuple(dict.fromkeys([*before[start > _BEFORE :], *[f"> {word}" for word in behind[:-1]]]))


def _words(text: str) -> list[str]:
    """The words of a text, without marks and numbers; most stand between spaces and are nothing but letters."""
    words: list[str] = []
    for part in text.split():
        if part.isalpha():
            words.append(part)
        else:
            words += _WORD.findall(part)
    return words
