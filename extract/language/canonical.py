"""Canonical text: one way to write each thing, with a map back to the source's characters.

Matching runs on canonical text, citations quote the source. Canonical is: Unicode NFC (also where a tone mark was typed
before the circumflex, which plain NFC leaves apart); every space one plain space and every line break one "\\n"; every
dash "-"; full-width forms as ASCII; invisible characters (soft hyphen, zero-width, direction marks) gone; Đ typed as Ð
made Đ; tone marks where the traditional style puts them (see `extract.language.tones`); a space where one was lost
between two words (`extract.language.spaces`), and one for two or three. Quotes stay.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.language.spaces import lost_spaces
from extract.language.tones import normalize_tone_marks

__all__ = ["Canonical", "canonicalize", "fold", "lowered"]

_SPACES: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS: Final = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_FULL_WIDTH: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TWINS: Final = (
    _FULL_WIDTH
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_BREAKS, "\n")
    | dict.fromkeys(_DASHES, "-")
    | {"\u00d0": "\u0110", "\u00f0": "\u0111"}
)
_TWIN: Final = regex(f"[{re.escape(''.join(_TWINS))}]")

_UNSEEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN_CHARACTER: Final = regex(f"[{_UNSEEN}]")
# A text without any of these (and in NFC) becomes canonical one character for one: no map is kept.
_RESHAPING: Final = f"\r\u0300-\u036f{_UNSEEN}"
_RESHAPED: Final = regex(f"[{_RESHAPING}]")
_ODD: Final = regex(f"[{_RESHAPING}{re.escape(''.join(_TWINS))}]")  # these, and what has a twin: most texts have none
# Characters that stand alone in Unicode and never join the character before them; all else is composed cluster by
# cluster.
_SIMPLE: Final = "\x00-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_SPOT: Final = regex(f"\r\n|[{_SIMPLE}]?[^{_SIMPLE}]+")

# Two or three spaces where one is meant: within a sentence, or anywhere in a text that is full of them. More of them,
# and those between digits, part columns; those before a capital mostly what was on lines of its own.
_RUN: Final = regex(r"(?<=[^\s\d]) ( {1,2})(?=\S)|(?<=\d) ( {1,2})(?=[^\s\d])")
_OFTEN: Final = 10  # a text is full of them where of so many spaces one is such a run
_FEW: Final = 3

_TONES: Final = "\u0300\u0301\u0303\u0309"
_LATE_QUALITY: Final = regex(f"(?<=[aeoAEO])([{_TONES}]+)([\u0302\u0306])")
_MARKS: Final = regex("[\u0300-\u036f]")
_EDGE_PUNCTUATION: Final = regex(r"(?<!\w)[^\w\s]+|[^\w\s]+(?!\w)")


class Canonical(NamedTuple):
    """A source text and its canonical text, and where each character of that starts and ends in the source: empty where
    every character has its place in both.
    """

    source: str
    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    @property
    def is_aligned(self) -> bool:
        """Whether every character has its place in both texts, so that offsets are the same."""
        return not self.ends

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that exactly the canonical characters `start` to `end` came from."""
        if not self.ends:
            return start, end
        first = self.starts[start] if start < len(self.starts) else len(self.source)
        return (first, self.ends[end - 1]) if end > start else (first, first)

    def to_canonical(self, offset: int) -> int:
        """The place in the canonical text of a source offset; a removed character stands where the next one does."""
        return min(bisect_right(self.ends, offset) if self.ends else offset, len(self.text))


def canonicalize(text: str) -> Canonical:
    """The canonical form of any text. Canonical text is its own canonical form, and NFC and NFD of a text share one."""
    odd = _ODD.search(text) is not None
    if not (odd and _RESHAPED.search(text)) and unicodedata.is_normalized("NFC", text):
        canonical = Canonical(text, normalize_tone_marks(_same_length(text) if odd else text))
    else:
        canonical = _reshape(text)
    edits = [(place, place) for place in lost_spaces(canonical.text)]
    if "  " in canonical.text:
        edits = sorted((*edits, *_needless(canonical.text)))
    return _respaced(canonical, edits) if edits else canonical


def fold(text: str) -> str:
    """A key for searching: lower case, without marks and outer punctuation ("TP. Thanh Hóa" is "tp thanh hoa")."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text)).casefold().replace("đ", "d")
    return " ".join(_EDGE_PUNCTUATION.sub(" ", plain).split())


def _same_length(text: str) -> str:
    return _TWIN.sub(lambda match: _TWINS[match[0]], text)


def _reshape(text: str) -> Canonical:
    parts: list[str] = []
    starts, ends = array("I"), array("I")

    def keep(low: int, high: int) -> None:
        parts.append(text[low:high])
        starts.extend(range(low, high))
        ends.extend(range(low + 1, high + 1))

    done = 0
    for spot in _SPOT.finditer(text):
        low, high = spot.span()
        if low > done:
            keep(done, low)
        composed, firsts, lasts = _compose_cached(spot[0]) if high - low <= 8 else _compose(spot[0])
        parts.append(composed)
        starts.extend([low + first for first in firsts])
        ends.extend([low + last for last in lasts])
        done = high
    keep(done, len(text))
    canonical = normalize_tone_marks(_same_length("".join(parts)))
    if not canonical:  # nothing left: empty maps would claim that every character kept its place
        starts, ends = array("I", [len(text)]), array("I", [len(text)])
    return Canonical(text, canonical, starts, ends)


def _needless(text: str) -> Iterable[tuple[int, int]]:
    """The stretches of spaces behind a space that should not be there."""
    runs = [run.span(run.lastindex or 0) for run in _RUN.finditer(text)]
    if len(runs) > _FEW and len(runs) * _OFTEN > text.count(" "):
        return runs
    return [(low, high) for low, high in runs if text[high].islower() or text[high].isdigit()]


def _respaced(canonical: Canonical, edits: Iterable[tuple[int, int]]) -> Canonical:
    """With a space before each empty stretch, which stands for the character that follows it in the source, and
    without the other stretches; a syllable that now ends is marked as one.
    """
    starts, ends = canonical.starts, canonical.ends
    if canonical.is_aligned:
        places = array("I", range(len(canonical.text) + 1))
        starts, ends = places[:-1], places[1:]
    parts: list[str] = []
    new_starts, new_ends = array("I"), array("I")
    done = 0
    for low, high in (*edits, (len(canonical.text), len(canonical.text))):
        parts.append(canonical.text[done:low])
        new_starts.extend(starts[done:low])
        new_ends.extend(ends[done:low])
        if low == high < len(canonical.text):
            parts.append(" ")
            new_starts.append(starts[low])
            new_ends.append(ends[low])
        done = high
    return Canonical(canonical.source, normalize_tone_marks("".join(parts)), new_starts, new_ends)


def _compose(stretch: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    if stretch == "\r\n":
        return "\n", (0,), (2,)
    clusters = [(_composed(cluster), first, last) for cluster, first, last in _clusters(stretch)]
    composed = "".join(cluster for cluster, _, _ in clusters)
    firsts = tuple(first for cluster, first, _ in clusters for _ in cluster)
    lasts = tuple(last for cluster, _, last in clusters for _ in cluster)
    return composed, firsts, lasts


_compose_cached = lru_cache(maxsize=4096)(_compose)


def _clusters(stretch: str) -> Iterable[tuple[str, int, int]]:
    """Base characters with what joins them, invisible characters left out: cluster, start, end in the stretch."""
    cluster: list[str] = []
    first = last = 0
    for place, character in enumerate(stretch):
        if _UNSEEN_CHARACTER.match(character):
            continue
        character = _TWINS.get(character, character)
        if cluster and _joins(cluster, character):
            cluster.append(character)
            last = place + 1
        else:
            if cluster:
                yield "".join(cluster), first, last
            cluster, first, last = [character], place, place + 1
    if cluster:
        yield "".join(cluster), first, last


def _joins(cluster: Sequence[str], character: str) -> bool:
    if unicodedata.combining(character):
        return True
    if character <= "\u0900":
        return False
    tail = "".join(cluster[-3:])  # the longest that one starter can still compose with: Hangul L, V, T
    return unicodedata.normalize("NFC", tail + character) != unicodedata.normalize("NFC", tail) + unicodedata.normalize(
        "NFC", character
    )


def _composed(cluster: str) -> str:
    apart = unicodedata.normalize("NFD", cluster)
    return unicodedata.normalize("NFC", _LATE_QUALITY.sub(r"\2\1", apart))


@lru_cache(maxsize=64)
def lowered(text: str) -> str:
    """The text in lower case, each character at its place: one whose lower form is longer ("İ") stays as it is.

    The last texts are remembered: several stages ask for the same sentence, one after the other.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
