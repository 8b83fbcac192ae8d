"""Whose authority speaks where a text opens: "Công an tỉnh Lào Cai", "Sở Y tế Hà Nam"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extract.language.alternation import alternatives
from extract.language.regexes import regex
from extract.meaning.places.mentions import PlaceMention
from patterns.places import Place

__all__ = ["Authorities"]

_OPENING: Final = 3  # the title and two sentences
_NEAR: Final = 50  # characters, in which the name of an authority stands
_OF_ITS_NAME: Final = r"(?: [\w&,-]+){0,8} $"


class Authorities:
    """The words that the names of authorities begin with (patterns/places/guards.tsv)."""

    def __init__(self, guards: Mapping[str, frozenset[str]]) -> None:
        self._before = regex(rf"(?<!\w)(?:{alternatives(guards['authority'])}){_OF_ITS_NAME}")

    def of(self, texts: Sequence[str], mentions: Sequence[Sequence[PlaceMention]]) -> list[tuple[int, Place]]:
        """The places inside Việt Nam whose authorities the title or the first sentences name, with their number."""
        opening = list(zip(texts[:_OPENING], mentions, strict=False))
        return [
            (number, mention.place)
            for number, (text, named) in enumerate(opening)
            for mention in named
            if mention.place and mention.strength == "plain" and mention.place.top.level == "province"
            if self._before.search(text, max(0, mention.start - _NEAR), mention.start)
        ]
