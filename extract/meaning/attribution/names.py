"""The span of a source's name."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex

_PERSONAL: Final = frozenset(
    f"attributions:{row}" for row in ("honorific", "surname", "office", "deputy", "anaphor_person")
)
_BODILY: Final = ("attributions:body",)
_MOST: Final = 6  # words of such a phrase behind its first
_LEAD: Final = regex(rf"[{CAPITALS}]?\w*(?:\s(?![{CAPITALS}])[\w/.-]+){{1,{_MOST}}},\s")


class Name(NamedTuple):
    """The span of a source's name and its rows; `bare` where only "ông", "vị này" or an office stands for the name.

    `title` is where the office begins whose holder speaks for the body of that name ("Chủ tịch UBND tỉnh").
    """

    start: int
    end: int
    rows: tuple[str, ...] = ()
    bare: bool = False
    title: int | None = None

    def text(self, of: str) -> str:
        """The name itself, in the text that it was found in."""
        return of[self.start : self.end]

    @property
    def person(self) -> bool:
        """Whether an honorific, a surname or an office marks the name as a person's."""
        return any(row in _PERSONAL for row in self.rows) and not self.body

    @property
    def body(self) -> bool:
        """Whether a word for a sort of organisation marks the name as one's."""
        return any(row in _BODILY for row in self.rows)


def inside_name(text: str, at: int) -> bool:
    """Whether a word with a capital goes on with a name that began before it ("Nha Trang", "Phạm Anh Tuấn")."""
    if not text[at].isupper() or at < 2 or text[at - 1] != " ":
        return False
    word = text[:at].split()[-1]
    return word[0].isupper() and word[-1].isalnum() and not word.isupper()


def lead(text: str, start: int) -> int:
    """Where the clause begins behind a first phrase with no name in it ("Trong khi đó, ", "Sáng nay, ")."""
    comma = text.find(",", start)
    if comma < 0 or text.count(" ", start, comma) > _MOST:  # as of most sentences
        return start
    phrase = _LEAD.match(text, start)
    return phrase.end() if phrase else start


def only_opens(text: str, run: re.Match[str]) -> bool:
    """Whether a capital only opens a sentence or a title: one Vietnamese word before one in small letters."""
    return " " not in run[0] and not run[0].isascii() and text[run.end() : run.end() + 2].strip().islower()
