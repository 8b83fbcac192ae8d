"""What a text tells of: goods, the affairs of a family; research and stars, which are of no place, though it names a
country abroad; health, which is of none, though it names any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.places.mentions import PlaceMention
from patterns.places import VIETNAM, Place

__all__ = ["Topics", "without_origins"]

_WORDS: Final = 5  # of a topic, so many of which its texts have
_LETTERS: Final = 400  # for a word of kin in texts that tell of a family
_GOODS: Final = 2  # words that only texts of goods have so many of
_OF_GOODS: Final = 1000  # letters for such a word in texts that tell of little else
_OF_HEALTH: Final = 200  # letters for one of the words of health, in texts that give advice
_HARDLY: Final = 3  # plain names of a country, with which advice on health is not of it
_WORD: Final = regex(r"\w+")
_PLAIN: Final = {"research": 2, "stars": 3}  # plain names of a country, with which such a text is of it all the same


class Topics:
    """The words of such texts (patterns/places/guards.tsv)."""

    def __init__(self, guards: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> None:
        self._kin = guards["kin"]
        self._may_name_kin = vocabulary.gate(self._kin)
        self._goods = guards["goods"]
        self._may_name_goods = vocabulary.gate(self._goods)
        self._health = vocabulary.hits(guards["health"])
        self._topics: tuple[tuple[Callable[[str], Sequence[object]], int], ...] = tuple(
            (vocabulary.hits(guards[topic]), plain) for topic, plain in _PLAIN.items()
        )

    def are_private(self, texts: Sequence[str]) -> bool:
        """Whether they tell of the affairs of a family: of spouses, parents and love in many words."""
        told = sum(word in self._kin for text in texts if self._may_name_kin(text) for word in _WORD.findall(text))
        return told * _LETTERS >= sum(map(len, texts))

    def goods(self, texts: Sequence[str]) -> tuple[bool, bool]:
        """Whether they tell of goods, and whether of little else."""
        words = _WORD.findall("\n".join(filter(self._may_name_goods, texts)))
        if len(self._goods.intersection(words)) < _GOODS:
            return False, False
        return True, sum(word in self._goods for word in words) * _OF_GOODS >= sum(map(len, texts))

    def are_of_no(self, home: Place | None, texts: Sequence[str], mentions: Sequence[Sequence[PlaceMention]]) -> bool:
        """Whether such texts, whose own place seems to be `home`, hardly name it but for origins."""
        names = _plain_names(home, mentions) if home else 0
        if home and names <= _HARDLY and (home == VIETNAM or not home.in_vietnam) and self._are_of_health(texts):
            return True
        if (home and home.in_vietnam) or names >= max(_PLAIN.values()):
            return False
        return any(names < plain and sum(len(hits(text)) for text in texts) >= _WORDS for hits, plain in self._topics)

    def _are_of_health(self, texts: Sequence[str]) -> bool:
        """Whether they tell of little but health, in words of many kinds."""
        told = [word for text in texts for word, _, _ in self._health(text)]
        return len(set(told)) >= _WORDS and len(told) * _OF_HEALTH >= sum(map(len, texts))


def without_origins(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The mentions without those that only say which country abroad somebody or something is from."""
    return [m for m in mentions if not (m.strength == "body" and m.place and not m.place.in_vietnam)]


def _plain_names(home: Place, mentions: Sequence[Sequence[PlaceMention]]) -> int:
    plain = (m.place for sentence in mentions for m in sentence if m.place and m.strength == "plain")
    return sum(place.top.own == home.top.own for place in plain)
