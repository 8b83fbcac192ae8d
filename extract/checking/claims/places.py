"""The place of a claim held against a source's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from extract.checking.claims.circumstances import Kept, Surroundings, flat, names_place, parts_of
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated

__all__ = ["place_kept"]

_WIDE: Final = frozenset(("viet nam", "the gioi"))
_ALL: Final = {"viet nam": ("ca nuoc", "toan quoc", "nuoc ta")}
_FEW: Final = 10  # counts that are everywhere: one of another place is no evidence, whatever stands beside it
# Words that tell of some province or district without its name: "tỉnh khởi công 14 công trình".
_LOCAL: Final = re.compile(r" (?:tinh|thanh pho|tp|huyen|thi xa|dia phuong|dia ban) ")


def place_kept(claim: Claimed, source: Stated, around: Callable[[], Surroundings]) -> Kept:
    """How the source's place relates to the claim's.

    `unsaid`: the claim names none. `wider`: the claim names what the source's place lies in. `implied`: the source
    gives none, or its sentence leaves open whether it is that, and its sentence or document names the claim's.
    """
    if claim.place is None:
        return "unsaid"
    ours, theirs = parts_of(claim.place), parts_of(source.place)
    if ours == theirs or (theirs and ours[0] == theirs[0] and ours[-1] == theirs[-1]):
        return "same"
    if theirs[-len(ours) :] == ours and ours[0] not in _WIDE:
        return "wider"
    if ours[0] in _WIDE and theirs and flat(theirs[0]) in flat(" ".join(claim.words)):
        return "wider"  # "cả nước có 3 chuyến Đà Nẵng - Vinh" names both
    if not theirs:
        return "implied" if ours[0] not in _WIDE and _is_told(ours, theirs, source, around) else "unknown"
    if _is_implied(ours, theirs, source, around):
        return "implied"
    sentence = flat(source.sentence)
    told = flat(ours[0]) in sentence or (flat(theirs[0]) not in sentence and around().tells_of(ours[0]))
    return "open" if told else "other"


def _is_implied(ours: list[str], theirs: list[str], source: Stated, around: Callable[[], Surroundings]) -> bool:
    """Whether a source that was read as about another place may be about the claim's, by what stands beside it."""
    sentence = flat(source.sentence)
    if ours[0] in _WIDE:
        return _is_of_all(ours[0], theirs, source, around)
    written = theirs[0] not in _WIDE and flat(theirs[0]) in sentence
    if ours[-len(theirs) :] == theirs:
        near = any(flat(part) in text for part in ours[: -len(theirs)] for text in (sentence, flat(source.title or "")))
        return near or (not written and _is_the_one(ours, theirs, sentence, around()))
    few = source.kind == "count" and source.value < _FEW
    return not written and not few and _is_told(ours, theirs, source, around)


def _is_of_all(ours: str, theirs: list[str], source: Stated, around: Callable[[], Surroundings]) -> bool:
    """Whether a source may be of a whole country or the world.

    Its sentence must name that, or leave the place open in a document that tells of both.
    """
    sentence = flat(source.sentence)
    if flat(theirs[0]) in sentence or flat(theirs[0]) in flat(source.title or ""):
        return False
    named = any(flat(name) in sentence for name in (ours, *_ALL.get(ours, ())))
    return named or (not _LOCAL.search(sentence) and around().tells_of(ours))


def _is_the_one(ours: list[str], theirs: list[str], sentence: str, around: Surroundings) -> bool:
    """Whether the claim's is the one place within the source's of which the document tells.

    Then what it tells without a place of its own is told of that, unless its sentence speaks of the larger one.
    """
    inside = around.within(theirs)
    return bool(inside) and all(other[-len(ours) :] == tuple(ours) for other in inside) and not _LOCAL.search(sentence)


def _is_told(ours: list[str], theirs: list[str], source: Stated, around: Callable[[], Surroundings]) -> bool:
    """Whether the source's document names the claim's place.

    It is enough that it names one part of it, but what all lies in must be what the source's lies in, or named too:
    "Từ Sơn, Quảng Trị" is not implied by the Từ Sơn of Bắc Ninh.
    """
    wide = bool(theirs) and theirs[-1] in _WIDE  # then a company's name must not be taken for its place

    def named(part: str) -> bool:
        if any(names_place(text, part) for text in (source.sentence, source.title or "")):
            return True
        return around().is_mainly_of(part) if theirs else around().names(part)

    own = ours if wide else [part for part in ours if part not in theirs]
    elsewhere = bool(theirs) and not wide and ours[-1] != theirs[-1]
    return any(map(named, own)) and (not elsewhere or named(ours[-1]))
