"""The counted noun behind a number and other nouns around it: what needs words and their parts of speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, Protocol

from extract.figures.quantities import Quantity
from extract.language.phrases import Phrase, PhraseWords, noun_phrase
from extract.language.regexes import regex
from extract.language.tokens import Token

__all__ = ["NounAfter", "Tagging", "Words"]

_BEFORE: Final = 20  # code points of context that tagging gets before and behind a number
_BEHIND: Final = 32
_CLAUSE_END: Final = regex(r"[;:]|\. ")  # no phrase goes on behind it
_NUMBER_OF: Final = regex(
    r"(?<!\w)(số lượng|tổng số|số|lượt)(?: |(?<=lượt))(?=[^\W\d_])"
    r"(?!tiền|vốn|với|liệu|hóa|kinh phí|thu|dư|nợ)",
    re.IGNORECASE,
)
_RANK_WORDS: Final = frozenset(
    {"thứ", "vị trí", "hạng", "dân", "vị", "thứ hạng", "dân số", "bảng xếp hạng", "nhóm", "top"}
)
_LEADING: Final = (
    "dẫn đầu", "đứng đầu", "hàng đầu", "cao nhất", "thấp nhất", "lớn nhất", "tốt nhất", "mạnh nhất", "nhiều nhất",
    "đầu cả nước", "đầu tiên", "có tỷ lệ", "tiên tiến",
)  # fmt: skip
_LED: Final = regex(r"[\"“]|(?:tổng )?số (?=[^\W\d_])")  # before the noun: "20 “doanh nghiệp …”", "2/3 số hộ"
_HYPHENATED: Final = regex(r"(?:-[^\W_]+)+")
_START: Final = attrgetter("start")


class Tagging(Protocol):
    """What tags the words of a sentence, with the given spans as single tokens."""

    def tag(self, text: str, isolated: Sequence[tuple[int, int]], offset: int = 0) -> tuple[Token, ...]: ...


class Words:
    """The words around the quantities of a sentence that may count a noun.

    Tagging is the dearest step of all, so a stretch of the sentence is tagged only when it is asked for.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity], tagger: Tagging) -> None:
        """Tag nothing yet."""
        self._text = text
        self._tagger = tagger
        self._stretches = list(_stretches(text, quantities))
        self._lows = [low for low, _ in self._stretches]
        self._numbers = [(quantity.start, quantity.end) for quantity in quantities]
        self._tagged: dict[int, tuple[Token, ...]] = {}

    @property
    def tagged(self) -> tuple[Token, ...]:
        """The words that were asked for, in order."""
        return tuple(token for number in sorted(self._tagged) for token in self._tagged[number])

    def around(self, at: int) -> tuple[Token, ...]:
        """The words of the stretch that holds `at`; none where no such quantity is near."""
        number = bisect_right(self._lows, at) - 1
        return self._words(number) if number >= 0 and at <= self._stretches[number][1] else ()

    def following(self, at: int) -> tuple[Token, ...]:
        """The words of the first stretch that has any at or behind `at`."""
        found = (self._words(n) for n, (_, high) in enumerate(self._stretches) if high > at)
        return next((tokens for tokens in found if tokens and tokens[-1].start >= at), ())

    def _words(self, number: int) -> tuple[Token, ...]:
        if number not in self._tagged:
            low, high = self._stretches[number]
            first = bisect_left(self._numbers, (low, low))
            last = bisect_left(self._numbers, (high, high))
            isolated = [(start - low, end - low) for start, end in self._numbers[first:last] if end <= high]
            self._tagged[number] = self._tagger.tag(self._text[low:high], isolated, low)
        return self._tagged[number]


class NounAfter:
    """The counted noun phrases of a sentence, by the offset where the number before them ends."""

    def __init__(self, text: str, words: Words, phrase_words: PhraseWords) -> None:
        """Read nothing yet."""
        self._text = text
        self._words = words
        self._phrase_words = phrase_words

    def at(self, end: int) -> tuple[int, int, int] | None:
        """Start, end of the head, end of the whole phrase that begins right after `end`; None where none does."""
        start = end + 1 if self._text.startswith(" ", end) else end
        if led := _LED.match(self._text, start):
            start = led.end()
        if not self._text[start : start + 1].isalnum():  # a sign, or the sentence ends
            return None
        tokens = self._words.around(start)
        index = _token_at(tokens, start)
        phrase = noun_phrase(tokens, index, self._phrase_words) if index is not None else None
        return self._spans(tokens, index, phrase) if index is not None and phrase else None

    def before(self, start: int) -> str | None:
        """The noun that a rank is one of, from before its cue: "quốc gia đông dân thứ 2", "địa phương đứng thứ 7"."""
        low = max((self._text.rfind(mark, 0, start) + 1 for mark in ",;:()"), default=0)
        tokens = self._words.around(start)
        nouns = [token for token in tokens if low <= token.start and token.end <= start and token.tag == "N"]
        nouns = [token for token in nouns if token.text.islower() and token.text not in _RANK_WORDS]
        return nouns[-1].text if nouns and start - nouns[-1].end <= 24 else None

    def labelled(self, quantity: Quantity) -> bool:
        """Whether a name stands right before a plain number, and no noun behind it: "tàu Nanggala 402 diễn tập"."""
        if not self._text[quantity.start : quantity.end].isdigit():
            return False
        tokens = self._words.around(quantity.start)
        index = _token_at(tokens, quantity.start)
        if not index or index + 1 >= len(tokens):
            return False
        name, word = tokens[index - 1], tokens[index + 1]
        return name.tag in ("Np", "Ny") and name.end + 1 == quantity.start and not word.tag.startswith("N")

    def number_of(self, start: int) -> str | None:
        """What the clause before counts by "số …" or "lượt …": "số doanh nghiệp thành lập khoảng 60 nghìn"."""
        clause = max(self._text.rfind(mark, 0, start) for mark in ",;:(.") + 1
        match = None
        for match in _NUMBER_OF.finditer(self._text, clause, start):  # noqa: B007 - the last one
            pass
        if match is None:
            return None
        offset = match.start(1) if match[1].lower() == "lượt" else match.end()
        tokens = self._words.following(offset)
        index = bisect_left(tokens, offset, key=_START)
        phrase = noun_phrase(tokens, index, self._phrase_words) if index < len(tokens) else None
        return self._text[slice(*self._spans(tokens, index, phrase)[:2])] if phrase else None

    def _spans(self, tokens: Sequence[Token], index: int, phrase: Phrase) -> tuple[int, int, int]:
        """Start, end of the head, end of the phrase; a word goes on over its hyphens ("ki-ốt")."""
        head, end = (self._over_hyphens(tokens[last - 1].end) for last in (phrase.head_end_index, phrase.end_index))
        return tokens[index].start, head, max(head, end)

    def _over_hyphens(self, end: int) -> int:
        found = _HYPHENATED.match(self._text, end) if self._text.startswith("-", end) else None
        return found.end() if found else end

    def unit(self, noun: tuple[int, int, int] | None) -> str | None:
        """The head of the noun phrase as written."""
        return self._text[noun[0] : noun[1]] if noun else None

    def leading(self, end: int) -> bool:
        """Whether "dẫn đầu" or the like follows within the clause: what makes "nhóm 10 tỉnh" a rank."""
        clause = re.split(r"[;.:(]", self._text[end : end + 60])[0].lower()
        return any(word in clause for word in _LEADING)


def _token_at(tokens: Sequence[Token], start: int) -> int | None:
    index = bisect_left(tokens, start, key=_START)
    return index if index < len(tokens) and tokens[index].start == start else None


def _stretches(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """From the clause before each unitless quantity to some words behind it, merged."""
    low = high = -1
    for quantity in quantities:
        if quantity.kind not in (None, "ratio"):
            continue
        near = max(0, quantity.start - _BEFORE)
        clause = max([text.rfind(mark, near, quantity.start) for mark in ",;:("])
        start = clause + 1 if clause >= 0 else text.rfind(" ", 0, near) + 1
        end = text.find(" ", quantity.end + _BEHIND)
        end = len(text) if end < 0 else end
        if mark := _CLAUSE_END.search(text, quantity.end, end):
            end = mark.end()
        if low >= 0 and start <= high:
            high = max(high, end)
            continue
        if low >= 0:
            yield low, high
        low, high = start, end
    if low >= 0:
        yield low, high
