"""Strings as they stand in a source made Unicode: which of their words are coded, in what, and what they say.

Every word beyond ASCII is judged; those that are open go with the nearest that are not. So one string may hold both
coded words and Unicode, as a paragraph does whose author changed fonts.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.reading.legacy.capitals import capitalized
from extract.reading.legacy.mojibake import repaired
from extract.reading.legacy.tokens import (
    ENCODINGS,
    TOKEN,
    Encoding,
    Standing,
    decoded,
    is_uncoded,
    is_vietnamese,
    standing,
)

MOJIBAKE: Final = "utf-8 as windows-1252"
WEAK: Final = 2  # words that may be foreign but are Vietnamese when decoded: from so many on they are believed
AMID_UNICODE: Final = 2  # coded words with no word of Unicode between: from so many on they are believed beside it

RARE: Final = 0.1  # of the strings in the commonest encoding; another with fewer is rather a misspelt word of that one
FEW_FOREIGN: Final = 8  # telling words to each that may be foreign, from which it is rather a misspelt coded one

_SYMBOLS: Final = frozenset("·×÷±§¶©»°¸´¹º²³“”‘’„–—…•−∙\u00ad\u2011")  # codes of TCVN3 that are print when alone

_ABBREVIATED: Final = re.compile(r"§\.\s?[A-Z]")  # "§.B", the letter that it is with a point


class Recovered(NamedTuple):
    """A string in Unicode, and the encoding that its codes were in; empty where it was Unicode already."""

    text: str
    encoding: str = ""


class _Word(NamedTuple):
    start: int
    end: int
    token: str


class _Reading(NamedTuple):
    """The words of a string under an encoding: which are coded, and how many of them bear that out."""

    encoding: Encoding
    coded: tuple[bool, ...]
    weight: int


def recover(text: str) -> Recovered:
    """A string as it stands in the source, decoded where its characters tell that it is coded.

    Codes are seen as characters of windows-1252 or latin-1.
    """
    return recover_all((text,))[0]


def recover_all(texts: Sequence[str]) -> list[Recovered]:
    """The strings of one source in their order, each decoded as `recover` does; one that says nothing of itself, such
    as a single word, is taken to be what the nearest is that does."""
    alone = [_recovered(text) for text in texts]
    found = Counter(result.encoding for result, _ in alone if result.encoding in ENCODINGS)
    if not found or len(texts) < 2:
        return [result for result, _ in alone]
    likely = max(found, key=lambda encoding: found[encoding])
    rare = frozenset(encoding for encoding in found if found[encoding] < RARE * found[likely])
    together = [_recovered(text, likely, rare) for text in texts]
    told = [(number, result.encoding) for number, (result, certain) in enumerate(together) if certain]
    return [
        result if certain or text.isascii() else _as_nearest(text, number, told)
        for number, (text, (result, certain)) in enumerate(zip(texts, together, strict=True))
    ]


def _as_nearest(text: str, number: int, told: Sequence[tuple[int, str]]) -> Recovered:
    after = bisect(told, (number,))
    encoding = min(told[max(0, after - 1) : after + 1], key=lambda one: abs(one[0] - number))[1]
    if encoding not in ENCODINGS:
        return Recovered(text)
    words = _words(text)
    coded = tuple(standing(word.token, encoding) != "foreign" for word in words)
    read = _written(text, words, _Reading(encoding, coded, 0))
    return read if read.text != text else Recovered(text)


def _recovered(text: str, likely: str = "", rare: frozenset[str] = frozenset()) -> tuple[Recovered, bool]:
    """A string by itself, and whether it says for certain what it is. An encoding that is likely in its source needs a
    word less than others, one that is rare a word more; of two that as many words bear out it is the one in which more
    words are coded."""
    if text.isascii():
        return Recovered(text), False
    mended = repaired(text)
    if mended != text:
        return Recovered(mended, MOJIBAKE), True
    words = _words(text)
    tokens = [word.token for word in words]
    if all(is_uncoded(token) or is_vietnamese(token) for token in tokens):  # most of what is read ends here
        return Recovered(text), any(map(_is_unicode, tokens))
    readings = [_read(tokens, encoding, likely) for encoding in ENCODINGS]
    best = max(readings, key=lambda one: (one.weight + (one.weight > 0 and one.encoding == likely), sum(one.coded)))
    if best.weight > (best.encoding in rare):
        return _written(text, words, best), True
    return Recovered(text), any(map(_is_unicode, tokens))


def _is_unicode(token: str) -> bool:
    """Whether a word says that it is not coded, whatever the encoding."""
    return is_uncoded(token) or all(standing(token, encoding) == "unicode" for encoding in ENCODINGS)


def _words(text: str) -> list[_Word]:
    return [_Word(hit.start(), hit.end(), hit.group()) for hit in TOKEN.finditer(text) if not hit.group().isascii()]


def _read(tokens: Sequence[str], encoding: Encoding, likely: str) -> _Reading:
    standings = [standing(token, encoding) for token in tokens]
    expected = encoding == likely and "strong" in standings
    coded = [False] * len(tokens)
    weight, start = 0, 0
    for end in (*(n for n, one in enumerate(standings) if one == "unicode"), len(tokens)):
        stretch = standings[start:end]
        told = _weight(stretch, amid=len(stretch) < len(tokens), expected=expected)
        if told:
            weight += told
            coded[start:end] = _spread(stretch, before=start > 0, behind=end < len(tokens))
        start = end + 1
    return _Reading(encoding, tuple(coded), weight)


def _weight(stretch: Sequence[Standing], amid: bool, expected: bool) -> int:
    """How many words bear out that a stretch is coded; 0 where that is not enough to believe it. One is enough where
    more is expected: the source is in the encoding, and so is another word of the string."""
    strong, weak, foreign = (stretch.count(kind) for kind in ("strong", "weak", "foreign"))
    if expected and not foreign:
        return strong + weak
    enough = strong >= (AMID_UNICODE if amid else 1)
    if not strong and not amid:
        enough = weak >= WEAK and not foreign and "odd" not in stretch
    return strong + weak if enough and 2 * strong + weak > foreign else 0


def _spread(stretch: Sequence[Standing], before: bool, behind: bool) -> list[bool]:
    """Which words of a coded stretch are coded: all but those at its ends that are nearer to the word of Unicode
    there, and foreign ones, where they are not few."""
    bearing = [n for n, one in enumerate(stretch) if one in ("strong", "weak")]
    few = len(bearing) >= FEW_FOREIGN * stretch.count("foreign")
    first, last = bearing[0], bearing[-1]
    low = first // 2 if before else 0
    high = last + (len(stretch) - last) // 2 if behind else len(stretch)
    return [(few or one != "foreign") and low <= n <= high for n, one in enumerate(stretch)]


def _written(text: str, words: Sequence[_Word], reading: _Reading) -> Recovered:
    parts, end = [], 0
    for word, is_coded in zip(words, reading.coded, strict=True):
        is_sign = word.token in _SYMBOLS and not _ABBREVIATED.match(text, word.start)
        kept = not is_coded or (is_sign and reading.encoding == "tcvn3")
        parts += [text[end : word.start], word.token if kept else decoded(word.token, reading.encoding)]
        end = word.end
    parts.append(text[end:])
    joined = "".join(parts)
    return Recovered(capitalized(text, joined) if reading.encoding == "tcvn3" else joined, reading.encoding)
