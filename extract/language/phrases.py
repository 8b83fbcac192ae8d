"""The noun phrase that a number counts: its head, and how far the words go that say which things are meant.

"[419] hộ dân thuộc diện hỗ trợ đã khởi công": the head is "hộ dân", the phrase ends before "đã". Parts of speech
decide, and a table of words (`patterns/noun_phrases.tsv`) where they err or do not tell enough. Vietnamese puts
modifiers behind the noun: nouns, adjectives, verbs without subject ("máy bay chiến đấu"), prepositions with their
nouns, coordinated nouns.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from extract.language.tokens import Token
from patterns.rows import PhraseWord
from patterns.tables import BUILT_IN, read_table

__all__ = ["Phrase", "PhraseWords", "noun_phrase", "roles_by_word"]

PhraseWords = Mapping[str, frozenset[str]]  # the roles of each word of the table

_NOUNS: Final = frozenset({"N", "Nc", "Ny", "Np", "Nb", "Nu", "Ni", "FW", "Z", "Y"})
_CONJUNCTIONS: Final = frozenset({"và", "hoặc", "hay", "&"})
_PAIRED: Final = {"còn": "lại", "nêu": "trên"}  # with what follows they point at the things: "các hộ còn lại"
_NEARLY: Final = frozenset({"còn", "tới", "đến", "mức", "hơn", "gần", "khoảng", "trên", "dưới"})
_QUOTES: Final = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_APART: Final = ("time", "link", "tie", "passive", "stop", "particle")  # no part of the unit
_UNCOUNTED: Final = frozenset({"hiện", "hiện tại", "nay", "liên tiếp", "đầu tiên", "tiếp theo"})  # adverbs, no heads
_LONGEST_QUOTE: Final = 12
_LONGEST_PHRASE: Final = 30
_NO_ROLES: Final = frozenset[str]()


class Phrase(NamedTuple):
    """Token indices, exclusive: the head noun (with classifier) ends at `head_end_index`, the phrase at `end_index`."""

    head_end_index: int
    end_index: int


def roles_by_word(rows: Sequence[PhraseWord]) -> PhraseWords:
    """The roles of each word of the table."""
    roles: dict[str, frozenset[str]] = {}
    for row in rows:
        for surface in row.surfaces:
            roles[surface] = roles.get(surface, _NO_ROLES) | {row.role}
    return roles


@cache
def _built_in() -> PhraseWords:
    return roles_by_word(read_table(BUILT_IN / "noun_phrases.tsv", PhraseWord))


def noun_phrase(tokens: Sequence[Token], first: int, words: PhraseWords | None = None) -> Phrase | None:
    """The noun phrase that begins at token `first`, right behind a number; None if none begins there."""
    if first >= len(tokens):
        return None
    reader = _Reader(tokens, first, _built_in() if words is None else words)
    if not reader.begins():
        return None
    end = reader.end_of_phrase()
    return Phrase(reader.end_of_head(end), end)


class _Reader:
    """Reads the phrase that begins at one token of a sentence."""

    def __init__(self, tokens: Sequence[Token], first: int, words: PhraseWords) -> None:
        self._tokens, self._first, self._words = tokens, first, words
        self._compound = self._length_of_compound()

    def begins(self) -> bool:
        """Whether the token can be the head of a phrase."""
        first = self._first
        tag, roles = self._tokens[first].tag, self._roles(first)
        if self._compound or (tag != "R" and "classifier" in roles):
            return True
        if (
            not roles.isdisjoint(("stop", "link", "passive"))
            or self._word(first) in _UNCOUNTED
            or (tag == "V" and "predicate" in roles)
        ):
            return False
        if tag in ("V", "A", "X"):  # many a noun is taken for a verb behind a number; "cả hai thừa nhận" has a verb
            return " " in self._word(first) and self._word(first - 2) != "cả"
        return tag in _NOUNS and any(letter.isalpha() for letter in self._word(first))

    def end_of_head(self, end: int) -> int:
        """A noun of one syllable takes the next word into the unit: a noun always, else behind a classifier."""
        first = self._first
        if self._compound:
            return min(first + self._compound, end)
        last = first + 1
        if last < end and " " not in self._word(first) and not self._has(last, *_APART):
            tag = self._tokens[last].tag
            if tag in ("N", "Nb", "Nc", "Ny") or (tag in ("V", "A") and self._has(first, "classifier")):
                return last + 1
        return last

    def _length_of_compound(self) -> int:
        """How many tokens make up a compound of the table; 0 where none begins."""
        three = [token.text.lower() for token in self._tokens[self._first : self._first + 3]]
        for length in (3, 2, 1):
            if "compound" in self._words.get(" ".join(three[:length]), _NO_ROLES):
                return length
        return 0

    def end_of_phrase(self) -> int:
        place, limit = self._first + (self._compound or 1), min(len(self._tokens), self._first + _LONGEST_PHRASE)
        while place < limit and (step := self._step(place)):
            place += step
        return self._trimmed(min(place, len(self._tokens)))

    def _step(self, place: int) -> int:
        """How many tokens from `place` on still belong to the phrase; 0 where it ends."""
        tag, word, roles = self._tokens[place].tag, self._word(place), self._roles(place)
        if tag == "CH" or not (word.isalnum() or any(letter.isalnum() for letter in word)):
            return self._sign(place)
        if word in _CONJUNCTIONS:
            return self._conjunction(place)
        if "particle" in roles and tag in ("R", "A", "V") and self._tag(place - 1) in ("V", "A", "N", "R"):
            return int(not self._leads_to_number(place))
        if word in _PAIRED and self._word(place + 1) == _PAIRED[word]:
            return 2
        if word == "mà":
            return self._relative_clause(place)
        if word in ("không", "chưa"):
            return 2 if self._is_affected() and place == self._first + 1 and self._tag(place + 1) == "V" else 0
        if "stop" in roles or ("time" in roles and tag != "E"):
            return 0
        if word in ("hàng", "mỗi") and self._has(place + 1, "time"):
            return 0
        if "whither" in roles and self._has(self._first, "mover") and not self._has(place - 1, "topic"):
            return 0
        if "link" in roles or ("tie" in roles and self._tag(place - 1) in ("V", "A")):
            return self._link(place)
        return self._plain(place, tag, roles)

    def _leads_to_number(self, place: int) -> bool:
        """Whether the things are said to rise or fall to another number: "[90] hộ lên 120 hộ"."""
        if self._word(place) not in ("lên", "xuống", "đến"):
            return False
        following = place + 1
        while self._word(following) in _NEARLY:
            following += 1
        return self._word(following)[:1].isdigit()

    def _plain(self, place: int, tag: str, roles: frozenset[str]) -> int:
        if tag in _NOUNS or tag == "A":
            return 1
        if tag == "M":
            return int(self._tag(place - 1) == "Np" or self._has(place - 1, "label"))
        if tag == "L":
            return int(self._word(place) in ("các", "những") and self._tag(place - 1) in ("E", "V"))
        if tag == "V":
            if "passive" in roles:
                return int(self._is_affected() and place <= self._first + 2)
            return int("predicate" not in roles)
        return int(tag == "P" and self._word(place) not in ("nào", "ai", "gì"))

    def _link(self, place: int) -> int:
        """A preposition and the word it governs, unless that says when or begins a count of its own."""
        following = place + 1
        tag = self._tag(following)
        if tag == "M" or self._has(following, "time", "stop"):
            return 0
        if tag == "V":
            return int(not self._has(following, "predicate"))  # "cho biết"
        return int(tag in _NOUNS or tag in ("L", "P", "A"))

    def _conjunction(self, place: int) -> int:
        """Goes on to a further noun, or to a further verb behind a verb, but not to a new count or clause."""
        following = place + 1
        if following >= len(self._tokens) or self._has(following, "stop", "time", "predicate", "passive"):
            return 0
        tag, before = self._tag(following), self._tag(place - 1)
        name = self._tokens[following].text
        small = all(token.text.islower() for token in self._tokens[self._first : place])
        if small and name[0].isupper() and not name.isupper():
            return 0  # "38 ca và Brazil": of another clause
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

    def _trimmed(self, end: int) -> int:
        """Without a preposition, conjunction or sign left hanging at the end."""
        while end > self._first + 1 and (
            self._tag(end - 1) in ("E", "C", "Cc", "L")
            or (self._tag(end - 1) == "CH" and self._word(end - 1) not in (")", "”", '"', "%", "’"))
            or self._has(end - 1, "passive")
        ):
            end -= 1
        return end

    def _is_affected(self) -> bool:
        """Whether the head's clause says which things are meant: "người bị thương"."""
        return self._has(self._first, "affected")

    def _has(self, place: int, *roles: str) -> bool:
        return not self._roles(place).isdisjoint(roles)

    def _roles(self, place: int) -> frozenset[str]:
        return self._words.get(self._word(place), _NO_ROLES)

    def _tag(self, place: int) -> str:
        return self._tokens[place].tag if 0 <= place < len(self._tokens) else ""

    def _word(self, place: int) -> str:
        """The word in small letters, made when it is asked for: a sentence may be as long as its line."""
        return self._tokens[place].text.lower() if 0 <= place < len(self._tokens) else ""
