"""The words of a phrase and of the sentence around it, as the table of known indicators writes them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple, Protocol

from extract.language.regexes import regex
from extract.model import Change, Figure

__all__ = ["Phrase", "Stated", "Window", "Words", "first_words", "folded", "numbered", "small", "words_of"]

_ACRONYM: Final = regex(r"\s*\([\w&./-]+\)")  # "chỉ số giá tiêu dùng (CPI)"
_WORD: Final = regex(r"\w[\w/&.+-]*(?<![.-])%?|[^\w\s]")
_NUMBER: Final = regex(r"\d[\d./-]*|[ivx]+(?:/\d+)?")
_SAME: Final = {"tỉ": "tỷ", "qui": "quy", "hằng": "hàng"}
_FARTHEST: Final = 60  # characters beside a phrase that a surface may go on to

Words = tuple[str, ...]


class Phrase(Protocol):
    """The phrase for what a figure measures, and its span in the sentence that it was read from."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Stated(NamedTuple):
    """A figure, whether it is the size of a change, the sentence that states it, the figure before it in the sentence,
    and the names of places.
    """

    figure: Figure
    change: Change
    sentence: str
    before: Figure | None
    places: Container[str]

    @property
    def floor(self) -> int:
        """Where the figure before it ends."""
        return self.before.end if self.before else 0

    def is_whole(self, phrase: Phrase) -> bool:
        """Whether the phrase is what the figure before is a share of: "5,3% GDP (tương ứng 224.000 tỷ đồng)"."""
        share = self.before is not None and self.before.kind in ("percent", "ratio")
        return share and phrase.start >= self.floor and not self.sentence[self.floor : phrase.start].strip()


class Window(NamedTuple):
    """The words of a sentence around a phrase, which are those from `first` to `last`.

    Before them and behind them stands what the phrase may have been cut from; `open` where it follows the figure, so
    that nothing shows where it ends. `between` is what stands between it and the figure; `gap` the part of that behind
    the figure before, which took the phrase first.
    """

    written: Words
    words: Words
    first: int
    last: int
    open: bool
    between: str
    gap: str

    @classmethod
    def of(cls, phrase: Phrase, stated: Stated, most: int) -> Window:
        """The window of a phrase, `most` words to each side; of one of another sentence the phrase alone."""
        sentence, start, end, at = stated.sentence, phrase.start, phrase.end, stated.figure.start
        inner = words_of(phrase.text)
        if sentence[start:end] != phrase.text:
            gap = sentence[stated.floor : at]
            return cls(inner, folded(inner), 0, len(inner), False, sentence[:at], gap)
        if stated.figure.end <= start:
            written = inner + words_of(sentence[end : end + _FARTHEST])[:most]
            return cls(written, folded(written), 0, len(inner), True, "", "")
        before = words_of(sentence[max(0, start - _FARTHEST) : start])[-most:]
        written = before + inner + words_of(sentence[end : max(end, min(at, end + _FARTHEST))])[:most]
        last, gap = len(before) + len(inner), sentence[stated.floor : at] if stated.floor > end else ""
        return cls(written, folded(written), len(before), last, False, sentence[end:at], gap)


def words_of(text: str) -> Words:
    """The words and marks of a text, acronyms in brackets left out; most stand between spaces and are but letters."""
    words = text.split()
    if "".join(words).isalpha():
        return tuple(words)
    return tuple(_WORD.findall(_ACRONYM.sub("", text) if "(" in text else text))


def small(word: str) -> str:
    """A word in small letters and one spelling."""
    word = word.casefold()
    return _SAME.get(word, word)


def folded(written: Iterable[str]) -> Words:
    """The words in small letters and one spelling."""
    return tuple([_SAME.get(word, word) for word in map(str.casefold, written)])


def numbered(words: Words) -> Words:
    """The words with "#" for every number."""
    return tuple("#" if _NUMBER.fullmatch(word) else word for word in words)


def first_words(text: str) -> Words:
    """The first two words of a text, as `folded` gives them; fewer where it has no more."""
    return folded([word.strip(".,:;()") for word in text.split(None, 2)[:2]])
