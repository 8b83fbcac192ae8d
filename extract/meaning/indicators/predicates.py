"""Verbs that tell what counted things do, at which the phrase for the things ends: "[12] hộ | được vay vốn"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from extract.model import Figure

NO_NOUN: Final = frozenset(("V", "E", "R", "C"))  # with these no thing begins
# What a verb must follow to tell what the counted things do; behind their noun it tells which they are ("hộ nuôi ong").
# On annotated articles 41 of 53 verbs behind these open the predicate, behind a noun 38 of 195, but 141 of 219 where
# four syllables stand before and none of them takes the verb to itself: a noun so long has been told apart already.
_ENDS_NOUN: Final = frozenset(("CH", "Np", "Ny", "A", "R", "P", "Cc"))
_OF_WHOLE: Final = frozenset(("V", "E"))
_OF: Final = "của "
_LONG_NOUN: Final = 4  # syllables
_OF_DEEDS: Final = (  # a verb behind these says which deed they are of: "đối tượng có hành vi | đua xe trái phép"
    "hành vi ", "khả năng ", "điều kiện ", "nhu cầu ", "thành tích ", "dấu hiệu ", "nguy cơ ", "quyền ", "kinh nghiệm ",
    "trách nhiệm ", "nghĩa vụ ", "cơ hội ", "ý định ", "năng lực ", "biểu hiện ", "nhiệm vụ ", "yêu cầu ",
)  # fmt: skip


class TaggedToken(Protocol):
    """A word with its span in the sentence and its part of speech."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def tag(self) -> str: ...


class Verb(NamedTuple):
    """Where a verb begins, whether it stands behind no noun, and whether it is tied to what stands before it: another
    verb ("cho phép đỗ"), or the noun of a preposition ("tại lễ trao giải").
    """

    start: int
    is_parted: bool
    is_tied: bool


def verbs_of(tokens: Sequence[TaggedToken]) -> list[Verb]:
    """The verbs of a sentence."""
    return [
        Verb(verb.start, before.tag in _ENDS_NOUN, before.tag in NO_NOUN or farther.tag == "E")
        for farther, before, verb in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if verb.tag == "V"
    ]


def of_whole(text: str, figure: Figure, tokens: Sequence[TaggedToken]) -> Iterator[int]:
    """Where words begin that tell of the whole of so many parts, not of these: "nhóm [4] thanh niên | lớn tiếng"."""
    behind = figure.noun_start + len(figure.unit or "")
    tokens = [token for token in tokens if token.start >= behind and token.tag in _OF_WHOLE]
    return (token.start for token in tokens if not text.startswith(_OF, token.start))


def predicates(text: str, figure: Figure, verbs: Sequence[Verb], defining: re.Pattern[str]) -> Iterator[int]:
    """Where verbs begin that tell what the things counted do."""
    first = figure.end + 1
    behind = max(figure.noun_end, first)
    for verb, is_parted, is_tied in verbs:
        if verb < first:
            continue
        if text.startswith("chống", verb) and text.endswith("phòng, ", 0, verb):  # "phòng, chống dịch" is one deed
            continue
        if text.endswith(_OF_DEEDS, first, verb):
            continue
        is_far = not is_tied and text.count(" ", first, verb) >= _LONG_NOUN
        if (is_parted and verb > behind) or (is_far and not defining.match(text, verb)):
            yield verb
