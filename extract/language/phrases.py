"""The noun phrase that a number counts: its head, and how far the words go that say which things are meant.

"[419] hộ dân thuộc diện hỗ trợ đã khởi công": the head is "hộ dân", the phrase ends before "đã". Parts of speech
decide, and a table of words (`patterns/noun_phrases.tsv`) where they err or do not tell enough. Vietnamese puts
modifiers behind the noun: nouns, adjectives, verbs without subject ("máy bay chiến đấu"), prepositions with their
nouns, coordinated nouns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, get_args, get_type_hints

from extract.language.tokens import Token
from patterns.rows import PhraseWord
from patterns.tables import BUILT_IN, read_table

__all__ = ["Phrase", "PhraseWords", "noun_phrase", "words_by_role"]

PhraseWords = Mapping[str, frozenset[str]]

_NOUNS: Final = frozenset({"N", "Nc", "Ny", "Np", "Nb", "Nu", "Ni", "FW", "Z", "Y"})
_CONJUNCTIONS: Final = frozenset({"và", "hoặc", "hay", "&"})
_QUOTES: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_APART: Final = ("time", "link", "tie", "passive", "stop", "particle")  # no part of the unit
_LONGEST_QUOTE: Final = 12
_LONGEST_PHRASE: Final = 30


class Phrase(NamedTuple):
    """Token indices, exclusive: the head noun (with classifier) ends at `head_end_index`, the phrase at `end_index`."""

    head_end_index: int
    end_index: int


def words_by_role(rows: Sequence[PhraseWord]) -> PhraseWords:
    """The table's words, by role; a role without a row has none."""
    roles = get_args(get_type_hints(PhraseWord)["role"])
    return {role: frozenset(s for row in rows if row.role == role for s in row.surfaces) for role in roles}


@cache
def _built_in() -> PhraseWords:
    return words_by_role(read_table(BUILT_IN / "noun_phrases.tsv", PhraseWord))


def noun_phrase(tokens: Sequence[Token], first: int, words: PhraseWords | None = None) -> Phrase | None:
    """The noun phrase that begins at token `first`, right behind a number; None if none begins there."""
    reader = _Reader(tokens, words or _built_in())
    if not reader.is_head(first):
        return None
    end = reader.end_of_phrase(first)
    return Phrase(reader.end_of_head(first, end), end)


class _Reader:
    """Reads one sentence's tokens."""

    def __init__(self, tokens: Sequence[Token], words: PhraseWords) -> None:
        self._tokens = tokens
        self._words = words

    def is_head(self, place: int) -> bool:
        if place >= len(self._tokens):
            return False
        tag = self._tokens[place].tag
        if self._compound(place) or (tag != "R" and self._has(place, "classifier")):
            return True
        if self._has(place, "stop", "link", "passive") or (tag == "V" and self._has(place, "predicate")):
            return False
        if tag in ("V", "A", "X"):  # many a noun is taken for a verb behind a number
            return " " in self._word(place)
        return tag in _NOUNS and any(letter.isalpha() for letter in self._word(place))

    def end_of_head(self, first: int, end: int) -> int:
        """A noun of one syllable takes the next word into the unit: a noun always, else behind a classifier."""
        last = first + self._compound(first)
        if last > first:
            return min(last, end)
        last = first + 1
        if last < end and " " not in self._word(first) and not self._has(last, *_APART):
            tag = self._tokens[last].tag
            if tag in ("N", "Nb", "Nc", "Ny") or (tag in ("V", "A") and self._has(first, "classifier")):
                return last + 1
        return last

    def _compound(self, place: int) -> int:
        """How many tokens from `place` on make up a compound of the table."""
        three = [self._word(at) for at in range(place, min(place + 3, len(self._tokens)))]
        for length in (3, 2, 1):
            if " ".join(three[:length]) in self._words["compound"]:
                return length
        return 0

    def end_of_phrase(self, first: int) -> int:
        place, limit = (first + (self._compound(first) or 1), min(len(self._tokens), first + _LONGEST_PHRASE))
        while place < limit:
            step = self._step(first, place)
            if step == 0:
                break
            place += step
        return self._trimmed(first, min(place, len(self._tokens)))

    def _step(self, first: int, place: int) -> int:
        """How many tokens from `place` on still belong to the phrase; 0 where it ends."""
        token, word = self._tokens[place], self._word(place)
        if token.tag == "CH" or not any(letter.isalnum() for letter in word):
            return self._sign(place)
        if word in _CONJUNCTIONS:
            return self._conjunction(place)
        if (
            self._has(place, "particle")
            and token.tag in ("R", "A", "V")
            and self._tag(place - 1) in ("V", "A", "N", "R")
        ):
            return 1
        if word == "còn" and self._word(place + 1) == "lại":
            return 2
        if word == "nêu" and self._word(place + 1) == "trên":
            return 2
        if word == "mà":
            return self._relative_clause(place)
        if word in ("không", "chưa"):
            return 2 if self._has(first, "affected") and place == first + 1 and self._tag(place + 1) == "V" else 0
        if self._has(place, "stop") or (self._has(place, "time") and token.tag != "E"):
            return 0
        if word in ("hàng", "mỗi") and place + 1 < len(self._tokens) and self._has(place + 1, "time"):
            return 0
        if self._has(place, "link"):
            return self._link(place)
        if self._has(place, "tie") and self._tag(place - 1) in ("V", "A"):
            return self._link(place)
        return self._plain(first, place)

    def _plain(self, first: int, place: int) -> int:
        tag = self._tokens[place].tag
        if tag in _NOUNS or tag == "A":
            return 1
        if tag == "M":
            return int(self._tag(place - 1) == "Np" or self._has(place - 1, "label"))
        if tag == "L":
            return int(self._word(place) in ("các", "những") and self._tag(place - 1) in ("E", "V"))
        if tag == "V":
            if self._has(place, "passive"):
                return int(self._has(first, "affected") and place <= first + 2)
            return int(not self._has(place, "predicate"))
        return int(tag == "P" and self._word(place) not in ("nào", "ai", "gì"))

    def _link(self, place: int) -> int:
        """A preposition and the word it governs, unless that says when or begins a count of its own."""
        following = place + 1
        if following >= len(self._tokens) or self._has(following, "time", "stop") or self._tag(following) == "M":
            return 0
        if self._has(following, "predicate") and self._tag(following) == "V":
            return 0  # "cho biết"
        return 1 if self._tag(following) in _NOUNS or self._tag(following) in ("L", "P", "V", "A") else 0

    def _conjunction(self, place: int) -> int:
        """Goes on to a further noun, or to a further verb behind a verb, but not to a new count or clause."""
        following = place + 1
        if following >= len(self._tokens) or self._has(following, "stop", "time", "predicate", "passive"):
            return 0
        tag, before = self._tag(following), self._tag(place - 1)
        if tag in ("V", "A"):
            return 1 if before in ("V", "A", "R") else 0
        if tag == "L" and self._word(following) in ("các", "những"):
            return 2
        if tag not in _NOUNS:
            return 0
        for ahead in range(following + 1, min(following + 5, len(self._tokens))):
            if self._tag(ahead) == "M" and self._tag(ahead - 1) == "V":
                return 0  # a clause with a count of its own
            if self._tag(ahead) == "CH":
                break
        return 1

    def _sign(self, place: int) -> int:
        sign, following = self._word(place), place + 1
        if following >= len(self._tokens):
            return 0
        if sign in _QUOTES:
            return self._quotation(place)
        if sign == "(":
            acronym = self._tokens[following].text
            return 3 if acronym.isupper() and acronym.isalpha() and self._word(following + 1) == ")" else 0
        if sign == ",":
            return self._enumeration(place)
        if sign in ("-", "/"):
            here, there = self._tokens[place - 1], self._tokens[following]
            if sign == "/" and (self._has(following, "time") or there.tag in ("M", "Nu")):
                return 0
            names = here.text[:1].isupper() == there.text[:1].isupper() or there.tag == "M"
            return 1 if names and there.tag in (*_NOUNS, "M", "V") and here.tag in (*_NOUNS, "M", "V") else 0
        return 0

    def _enumeration(self, place: int) -> int:
        """A comma goes on to a further noun of a list that a comma, a conjunction or the phrase's own verb ends."""
        following = place + 1
        if self._tag(following) not in ("N", "Nc", "Ny") or self._tokens[following].text[:1].isupper() != (
            self._tokens[place - 1].text[:1].isupper()
        ):
            return 0
        if self._has(following, "time", "stop"):
            return 0
        for ahead in range(following + 1, min(following + 4, len(self._tokens))):
            if self._word(ahead) in _CONJUNCTIONS or self._word(ahead) in (",", ".", ";"):
                return 1
            if self._tag(ahead) not in (*_NOUNS, "A"):
                listed = "," in (self._word(place - 2), self._word(place - 3))  # the last of three or more
                return int(listed or (self._has(ahead, "link") and ahead == following + 1))
        return 0

    def _relative_clause(self, place: int) -> int:
        """From "mà" behind a noun to the next sign."""
        if self._tag(place - 1) not in _NOUNS or self._tag(place + 1) in ("R", "CH", ""):
            return 0
        ahead = place + 1
        while self._tag(ahead) not in ("CH", "M", "C", ""):
            ahead += 1
        return ahead - place

    def _quotation(self, place: int) -> int:
        if self._tokens[place].start == self._tokens[place - 1].end:
            return 0  # it closes
        closing = _QUOTES[self._word(place)]
        for ahead in range(place + 1, min(place + _LONGEST_QUOTE, len(self._tokens))):
            if self._word(ahead) == closing:
                return ahead + 1 - place
        return 0

    def _trimmed(self, first: int, end: int) -> int:
        """Without a preposition, conjunction or sign left hanging at the end."""
        while end > first + 1 and (
            self._tag(end - 1) in ("E", "C", "Cc", "L")
            or (self._tag(end - 1) == "CH" and self._word(end - 1) not in (")", "”", '"', "%", "’"))
            or self._has(end - 1, "passive")
        ):
            end -= 1
        return end

    def _has(self, place: int, *roles: str) -> bool:
        word = self._word(place)
        return any(word in self._words[role] for role in roles)

    def _tag(self, place: int) -> str:
        return self._tokens[place].tag if 0 <= place < len(self._tokens) else ""

    def _word(self, place: int) -> str:
        """The word in small letters, made when it is asked for: a sentence may be as long as its line."""
        return self._tokens[place].text.lower() if 0 <= place < len(self._tokens) else ""
