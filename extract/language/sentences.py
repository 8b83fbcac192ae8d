"""Where sentences begin and end in canonical text.

A line break always ends a sentence. Within a line a run of ".", "!", "?" or "…" ends one where what follows can begin
one: not a small letter, not after a title or another abbreviation, an initial, or the number of a list item. Quotes and
brackets that close behind the stop stay with the sentence. A missing space ("xong.Sau đó") counts as one where a word
is plainly finished.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, Self

from extract.language.regexes import regex
from patterns.rows import Abbreviation
from patterns.tables import BUILT_IN, read_table

__all__ = ["Abbreviations", "deciding_rows", "lines", "split_sentences"]

_CLOSING: Final = "\"'”’»)\\]}"
# Its first mark stands alone, so that a search skips to it, the quickest to a single one, as most lines have no other:
# "[.!?…]+" would be tried at every character. A run is tried once, from its first mark to its last: tried from each,
# thousands of dots would take time by their square.
_STOP, _FULL_STOP = (
    regex(
        rf"(?P<stop>{first}(?<![.!?…]{{2}})[.!?…]*+)[{_CLOSING}]*+"
        r"(?:(?= *$)| +|(?<=[^\W\d_A-Z][^\W\d_A-Z]\.|\d\d\.)(?=[^\W\d_a-z][^\W\d_A-Z]))",
        re.MULTILINE,
    )
    for first in ("[.!?…]", r"\.")
)
_INITIAL: Final = regex(r"(?:^|[\s.])[^\W\d_a-zđ]$")
_WORD_BEFORE: Final = regex(r"[^\W\d_]+(?:[.\-&][^\W\d_]+)*\Z")
_WORD_AFTER: Final = regex(r"[-–*•+ \"'“‘«(\[{]*(\w*)")
_INITIALS: Final = regex(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_DEGREE: Final = "độ C"  # no initial
_ITEM: Final = regex(r"[ \"'“(]*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[^\W\d_])\Z")
_LONGEST_WORD: Final = 16
_LONGEST: Final = 1_000  # code points; no sentence of a newspaper is so long, but tables and lists run together are
_CUT: Final = regex(r".*[,;:] ", re.DOTALL)
# Where a stretch without a space is cut, the best place first: behind a mark of no number, behind a word, within one.
_WITHIN: Final = tuple(
    regex(rf".*{place}", re.DOTALL)
    for place in (r"[^\w.,/+\-–](?!\d)", r"[^\W\d_](?!\w)", r"[^\w.,/+\-–]", r"[^\W\d_](?!\d)")
)
_GOES_ON: Final = ",;:)%/"


class Abbreviations(NamedTuple):
    """The two word lists of `patterns/abbreviations.tsv`, ready to look up."""

    leads: frozenset[str]
    opens: frozenset[str]

    @classmethod
    def of(cls, rows: tuple[Abbreviation, ...]) -> Self:
        """The lists of these rows."""
        leads, opens = (
            frozenset(s for row in rows if row.role == role for s in row.surfaces) for role in ("leads", "opens")
        )
        return cls(leads, opens)


@cache
def _built_in() -> Abbreviations:
    return Abbreviations.of(read_table(BUILT_IN / "abbreviations.tsv", Abbreviation))


def split_sentences(
    text: str, start: int, end: int, abbreviations: Abbreviations | None = None
) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, canonical text, as spans of `text` without the spaces around them."""
    known = abbreviations or _built_in()
    sentences: list[tuple[int, int]] = []
    for first, last in lines(text, start, end):
        for low, high in _split_line(text, first, last, known):
            if high - low > _LONGEST:
                sentences.extend(_bounded(text, low, high))
            else:
                sentences.append((low, high))
    return sentences


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of `text[start:end]` that hold anything."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            yield start, stop
        start = stop + 1


def deciding_rows(text: str, start: int, end: int, rows: tuple[Abbreviation, ...]) -> tuple[str, ...]:
    """The rows without which the sentences of `text[start:end]` would be others: those that a dot was judged by."""
    sentences = split_sentences(text, start, end, Abbreviations.of(rows))
    without = {row.id: tuple(other for other in rows if other is not row) for row in rows}
    return tuple(
        id for id, others in without.items() if split_sentences(text, start, end, Abbreviations.of(others)) != sentences
    )


def _split_line(text: str, start: int, end: int, known: Abbreviations) -> Iterator[tuple[int, int]]:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    for stop in (_STOP if _has_other_stops(text, start, end) else _FULL_STOP).finditer(text, start, end):
        if stop.end() < end and _ends_sentence(text, start, end, stop, known):
            yield start, stop.end() - len(stop[0]) + len(stop[0].rstrip(" "))
            start = stop.end()
    if start < end:
        yield start, end


def _has_other_stops(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds a mark other than the full stop that can end a sentence."""
    return text.find("?", start, end) >= 0 or text.find("!", start, end) >= 0 or text.find("…", start, end) >= 0


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, cut behind a comma or at a space where it is too long to be one; never within a number."""
    while end - start > _LONGEST:
        cut = _CUT.match(text, start + _LONGEST // 2, start + _LONGEST)
        at = cut.end() - 1 if cut else text.rfind(" ", start, start + _LONGEST)
        at = at if at > start else _within(text, start, start + _LONGEST)
        at = at if at > start else text.find(" ", start + _LONGEST, end)
        if at < 0:
            break
        yield start, at
        start = at
        while text[start] == " ":
            start += 1
    yield start, end


def _within(text: str, start: int, end: int) -> int:
    """Where to cut a stretch that holds no space (scripts without any, addresses, code); -1 where it is one number."""
    cuts = (place.match(text, start, end) for place in _WITHIN)
    return next((cut.end() for cut in cuts if cut), -1)


def _ends_sentence(text: str, start: int, end: int, stop: re.Match[str], known: Abbreviations) -> bool:
    after = _WORD_AFTER.match(text, stop.end(), end)
    word = after[1] if after else ""
    if word[:1].islower() or text[stop.end()] in _GOES_ON:
        return False
    if stop["stop"] != ".":
        return text[stop.start() - 1 : stop.start()] not in ("(", "[")
    head = text[max(start, stop.start() - _LONGEST_WORD) : stop.start()]
    if text[stop.end()] == "(" and _INITIAL.search(head):  # "Anh L. (24 tuổi)"
        return False
    if stop.start() - start <= _LONGEST_WORD and _ITEM.match(head):
        return False
    before = _word_before(head)
    return not before or head.endswith(_DEGREE) or _word_ends_sentence(before, word, known)


def _word_before(head: str) -> str:
    """The word that ends the text, its parts joined by marks ("TP.HCM"); empty where none does."""
    last = head[head.rfind(" ") + 1 :]
    if last.isalpha():  # nearly always: no search is needed
        return last
    found = _WORD_BEFORE.search(head)
    return found[0] if found else ""


def _word_ends_sentence(before: str, after: str, known: Abbreviations) -> bool:
    if before in known.leads:
        return after in known.opens and _INITIALS.match(before) is not None
    if not before[-1].isupper() or _INITIALS.match(before) is None:
        return True
    return len(after) > 1 and (after in known.opens or not after.isascii() or after.isdigit())
